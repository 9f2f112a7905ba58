//! Which words are verbs that a subject can stand before.
//!
//! There is no tagger here: lists of forms that are seldom anything else, the
//! ending "-ed", and what stands beside them. A form that is left out costs a
//! joint that isn't seen; one that is wrong costs a clause cut in two, so the
//! lists keep to what news writes.

use super::lists::{
    ADVERBS, ALSO_BEFORE_VERBS, AUXILIARIES, BARE, BE_FORMS, BEFORE_PARTICIPLES, BEFORE_STRIKES,
    DETERMINERS, MODALS, NOT_PAST, PAST, PAST_AUXILIARIES, PLURAL_SUBJECTS, PREPOSITIONS, PRESENT,
    SAYING, SIMPLE_PAST, SUBJECTS, TO,
};
use super::words::{Part, Word};

/// What a finite verb says about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::annotate) enum Form {
    /// "will", "would", "may": it lies ahead or is only thought of.
    Modal,
    /// "is", "has": the sense comes with the words after it.
    Auxiliary,
    /// "was", "had".
    PastAuxiliary,
    /// "took", "announced".
    Past,
    /// "runs".
    Present,
}

/// The form of the word at `at`, if it is a finite verb.
pub(in crate::annotate) fn finite(words: &[Word], at: usize) -> Option<Form> {
    let word = words.get(at)?;
    if word.part != Part::Plain || (word.is_capital && at > 0) {
        return None;
    }
    let before = at.checked_sub(1).map(|before| &words[before]);
    if word.is(MODALS) {
        return Some(Form::Modal);
    }
    if before.is_some_and(|before| before.is(TO)) {
        return None;
    }
    if word.is(AUXILIARIES) {
        // "have" after "will" or "to" is no verb of its own.
        return (!follows_modal(words, at)).then_some(Form::Auxiliary);
    }
    if word.is(PAST_AUXILIARIES) {
        return Some(Form::PastAuxiliary);
    }
    if follows_modal(words, at) || before.is_none() {
        return None;
    }
    if word.is(SIMPLE_PAST) {
        return Some(Form::Past);
    }
    let is_participle = before.is_some_and(|before| {
        (before.is(BEFORE_PARTICIPLES) || before.lower.ends_with("'s"))
            && !before.is(ALSO_BEFORE_VERBS)
    }) || follows_auxiliary(words, at);
    if is_participle {
        return None;
    }
    if word.is(PAST) || is_regular_past(word) {
        return Some(Form::Past);
    }
    is_present(words, at).then_some(Form::Present)
}

fn is_regular_past(word: &Word) -> bool {
    let lower = word.lower.as_str();
    lower.len() > 3 && lower.ends_with("ed") && !word.is(NOT_PAST)
}

/// "runs" after what can be one thing, "run" after what can be many.
fn is_present(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let Some(before) = at.checked_sub(1).map(|before| &words[before]) else {
        return false;
    };
    let is_free =
        !is_preposition(before) && !is_determiner(before) && !before.lower.ends_with("'s");
    if word.is(PRESENT) {
        return is_free && !before.is(BEFORE_STRIKES);
    }
    let is_plural = before.is(PLURAL_SUBJECTS)
        || (before.lower.ends_with('s') && before.lower.len() > 3 && !before.lower.ends_with("ss"));
    word.is(BARE) && is_free && is_plural && before.part != Part::Date
}

/// Whether only adverbs stand between a modal or "to" and the word.
fn follows_modal(words: &[Word], at: usize) -> bool {
    verb_before(words, at).is_some_and(|word| word.is(MODALS) || word.is(TO))
}

fn follows_auxiliary(words: &[Word], at: usize) -> bool {
    verb_before(words, at)
        .is_some_and(|word| word.is(AUXILIARIES) || word.is(PAST_AUXILIARIES) || word.is(BE_FORMS))
}

/// The word before, past at most three adverbs.
fn verb_before(words: &[Word], at: usize) -> Option<&Word> {
    words[..at]
        .iter()
        .rev()
        .take(4)
        .find(|word| !is_adverb(word))
}

/// Whether it can stand between a subject and its verb.
pub(in crate::annotate) fn is_adverb(word: &Word) -> bool {
    word.part == Part::Plain
        && (word.is(ADVERBS) || (word.lower.len() > 4 && word.lower.ends_with("ly")))
}

/// Whether the verb at `at` is one of saying.
pub(in crate::annotate) fn is_saying(word: &Word) -> bool {
    word.is(SAYING)
}

/// Whether the word is a preposition.
pub(in crate::annotate) fn is_preposition(word: &Word) -> bool {
    word.part == Part::Plain && word.is(PREPOSITIONS)
}

/// Whether the word opens a noun phrase.
pub(in crate::annotate) fn is_determiner(word: &Word) -> bool {
    word.part == Part::Plain && word.is(DETERMINERS)
}

/// Whether the word can be a subject by itself.
pub(in crate::annotate) fn is_pronoun(word: &Word) -> bool {
    word.is(SUBJECTS)
}

//! The headline of an event: at most twelve words, cut from its sentence.
//!
//! Nothing is rephrased. A headline is the clause that the date belongs to,
//! without what leads in, who says so and the date itself at its ends; what
//! is still too long loses what stands between subject and verb, then its end,
//! at a joint between phrases. It is kept as ranges of the prose, so that
//! every word can be shown in its place.

use std::collections::BTreeSet;
use std::ops::Range;

use super::clauses::lists::{
    ADVERBIAL, BEFORE_LEAD, BEFORE_LOST_DATE, BINDING, DATE_PREPOSITIONS, HAVE, JOINS_DATES, LEADS,
    Lists, MAY_END, NEEDS_DATE, NEXT_PHRASE, OF, OPENS_PART, PARTS, PRONOUNS, THE, TO, TO_DATE,
    WAITING,
};
use super::clauses::{
    Clause, Clauses, Joint, Stop, Word, is_adverb, is_determiner, is_preposition,
};
use crate::article::{Headline, ProseRange};

/// The most words of a headline.
const MOST_WORDS: usize = 12;

/// The headline of what a clause says of the date at `date`, a range of the
/// sentence's words; it is empty when an editor dates the clause.
pub(super) fn headline(sentence: &Clauses, clause: usize, date: Range<usize>) -> Headline {
    let stated = stated(sentence, clause);
    let draft = Draft {
        sentence,
        date: with_joined_dates(&sentence.words, date),
        stated,
    };
    match sentence.content_of(stated) {
        Some(content) => draft.with_content(content),
        None => draft.fitted(draft.of_clause(stated), sentence.all[stated].verb),
    }
}

/// The clause that states something: an apposition has no verb of its own.
pub(super) fn stated(sentence: &Clauses, clause: usize) -> usize {
    let has_verb = |at: &usize| sentence.all[*at].verb.is_some();
    let mut at = clause;
    while !has_verb(&at) {
        match sentence.all[at].on {
            Some(on) => at = on,
            None => break,
        }
    }
    if has_verb(&at) {
        return at;
    }
    (clause..sentence.all.len())
        .find(has_verb)
        .or_else(|| (0..clause).rev().find(has_verb))
        .unwrap_or(clause)
}

/// "Wednesday and Thursday" stand or fall together.
fn with_joined_dates(words: &[Word], date: Range<usize>) -> Range<usize> {
    let joins = |at: usize| words[at].is(JOINS_DATES);
    let Range { mut start, mut end } = date;
    while start > 0
        && (words[start - 1].is_date()
            || (start > 1 && joins(start - 1) && words[start - 2].is_date()))
    {
        start -= 1;
    }
    while end < words.len()
        && (words[end].is_date() || (joins(end) && words.get(end + 1).is_some_and(Word::is_date)))
    {
        end += 1;
    }
    start..end
}

struct Draft<'s> {
    sentence: &'s Clauses,
    date: Range<usize>,
    stated: usize,
}

impl Draft<'_> {
    fn word(&self, at: usize) -> &Word {
        &self.sentence.words[at]
    }

    fn clause(&self, at: usize) -> &Clause {
        &self.sentence.all[at]
    }

    /// The words of a clause with its subject, without what leads in and out.
    fn of_clause(&self, at: usize) -> Vec<usize> {
        let clause = self.clause(at);
        let skipped = match clause.joint {
            // "Mosul, which the Islamic State has held" needs its "which".
            Joint::Relative if self.has_own_subject(clause) => 0,
            _ => clause.joining.min(clause.words.len()),
        };
        let mut words = clause.words[skipped..].to_vec();
        self.trim_start(&mut words, clause);
        self.trim_end(&mut words, clause);
        let shares = matches!(
            clause.joint,
            Joint::Relative | Joint::Participle | Joint::Predicate
        );
        if shares {
            words.splice(0..0, clause.head.clone());
        }
        words
    }

    fn has_own_subject(&self, clause: &Clause) -> bool {
        let first = clause.words.get(1).copied().unwrap_or(0);
        let is_subject = |at: usize| !is_adverb(self.word(at)) && !self.word(at).is_date();
        clause
            .verb
            .is_some_and(|verb| (first..verb).any(is_subject))
    }

    /// Somebody says something on that date: both, when there is room for both.
    fn with_content(&self, content: usize) -> Headline {
        let said = self.of_clause(content);
        let verb = self.clause(content).verb;
        let speaker = self.of_clause(self.stated);
        let saying = self.clause(self.stated).saying;
        let short: Vec<usize> = self
            .without_title(speaker.clone())
            .into_iter()
            .take_while(|at| saying.is_none_or(|saying| *at <= saying))
            .collect();
        let is_after = self.clause(self.stated).joint == Joint::Speaker;
        let joining = &self.clause(content).words[..self.clause(content).joining];
        for speaker in [speaker, short] {
            if is_after {
                let room = MOST_WORDS.saturating_sub(speaker.len());
                if let Some(said) = self.shortened(said.clone(), room, verb) {
                    let mut words = [said, speaker].concat();
                    words.sort_unstable();
                    return self.headline(&words, false);
                }
            } else {
                let words = [speaker, joining.to_vec(), said.clone()].concat();
                if let Some(words) = self.shortened(words, MOST_WORDS, verb) {
                    return self.headline(&words, false);
                }
            }
        }
        self.fitted(said, verb)
    }

    /// Cuts the words down to the size of a headline.
    fn fitted(&self, words: Vec<usize>, verb: Option<usize>) -> Headline {
        let hull = self.hull(&words);
        if hull.len() <= MOST_WORDS {
            let hull = self.with_reference(hull);
            return self.headline(&hull, false);
        }
        if let Some(short) = self.shortened(words.clone(), MOST_WORDS, verb) {
            return self.headline(&short, false);
        }
        let words = self.without_date(words);
        let mut end = words.len().min(MOST_WORDS);
        while end > 1 && self.dangles(&words, end) {
            end -= 1;
        }
        self.headline(&words[..end], true)
    }

    /// "It will end" says nothing by itself: with what the pronoun refers to,
    /// if the sentence says that before and there is room.
    fn with_reference(&self, words: Vec<usize>) -> Vec<usize> {
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return words;
        };
        let refers = words.len() < SHORT && self.word(*first).is(PRONOUNS);
        let from = (0..*first)
            .rev()
            .find(|at| self.word(*at).then == Stop::Break)
            .map_or(0, |at| at + 1);
        if refers && from < *first && last + 1 - from <= MOST_WORDS {
            (from..=*last).collect()
        } else {
            words
        }
    }

    /// With what stands between the parts, where that is only an apposition.
    fn hull(&self, words: &[usize]) -> Vec<usize> {
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return Vec::new();
        };
        let own: BTreeSet<usize> = words.iter().copied().collect();
        let may_stay = |at: usize| {
            let is_aside = self.clause(self.sentence.of_word[at]).joint == Joint::Aside;
            own.contains(&at) || (is_aside && !self.word(at).opens)
        };
        let is_main = self.clause(self.stated).joint == Joint::Main;
        if is_main && (*first..=*last).all(may_stay) {
            (*first..=*last).collect()
        } else {
            words.to_vec()
        }
    }

    /// At most `room` of the words: without the date, a title and what only
    /// describes the subject, then cut at the last joint between phrases after
    /// the verb.
    fn shortened(&self, words: Vec<usize>, room: usize, verb: Option<usize>) -> Option<Vec<usize>> {
        let steps = [Self::without_date, Self::without_title];
        let mut words = words;
        for step in steps {
            if words.len() <= room {
                return Some(words);
            }
            words = step(self, words);
        }
        let verb = verb?;
        if words.iter().take_while(|at| **at < verb).count() + 3 > room {
            words = self.without_description(words, verb);
        }
        if words.len() <= room {
            return Some(words);
        }
        let bare = self.without_description(words.clone(), verb);
        [words, bare]
            .into_iter()
            .find_map(|words| self.cut(words, room, verb))
    }

    /// The words up to the last joint between phrases, after the verb.
    fn cut(&self, mut words: Vec<usize>, room: usize, verb: usize) -> Option<Vec<usize>> {
        let after = words.iter().position(|at| *at > verb)?;
        let mut ends = (after..=room.min(words.len())).rev();
        words.truncate(ends.find(|end| self.may_end(&words, *end))?);
        Some(words)
    }

    /// The words without the date and what leads to it, where it stands inside
    /// and isn't the object of the verb.
    fn without_date(&self, words: Vec<usize>) -> Vec<usize> {
        let Some(date) = words.iter().position(|at| self.date.contains(at)) else {
            return words;
        };
        let past = words.iter().rposition(|at| self.date.contains(at));
        let to = past.map_or(date, |last| last + 1);
        let from = date - self.lead_in(&words[..date]);
        let follows_verb = from == date
            && from > 0
            && self.clause(self.stated).verb == Some(words[from - 1])
            && self.clause(self.stated).saying.is_none();
        if follows_verb || from == 0 {
            return words;
        }
        [&words[..from], &words[to..]].concat()
    }

    /// "Prime Minister Stephen Harper" without the title.
    fn without_title(&self, words: Vec<usize>) -> Vec<usize> {
        let is_title = |at: &&usize| {
            let word = self.word(**at);
            word.is_capital && !word.is_name() && !is_determiner(word)
        };
        let title = words.iter().take_while(is_title).count();
        let names = words.get(title).is_some_and(|at| self.word(*at).is_name());
        if names {
            words[title..].to_vec()
        } else {
            words
        }
    }

    /// The words without what stands between the head of the subject and the verb.
    fn without_description(&self, words: Vec<usize>, verb: usize) -> Vec<usize> {
        let own = self.sentence.of_word[verb];
        let is_own = |at: &usize| self.sentence.of_word[*at] == own;
        let first = words.iter().copied().find(is_own).unwrap_or(verb);
        let participle = &self.clause(own).described;
        let describes = |at: &usize| {
            let word = self.word(*at);
            (first + 1..verb).contains(at)
                && (word.is(TO)
                    || participle.contains(at)
                    || (is_preposition(word) && !word.is(OF)))
        };
        let from = words.iter().position(describes);
        let to = words.iter().position(|at| *at >= verb);
        match (from, to) {
            (Some(from), Some(to)) if from < to => [&words[..from], &words[to..]].concat(),
            _ => words,
        }
    }

    /// Whether the words may end before the one at `end`.
    fn may_end(&self, words: &[usize], end: usize) -> bool {
        if self.dangles(words, end) {
            return false;
        }
        let Some(next) = words.get(end) else {
            return true;
        };
        let (last, at) = (self.word(words[end - 1]), *next);
        let next = self.word(at);
        let second = words.get(end + 1).map(|at| self.word(*at));
        let is_particle = second.is_some_and(is_preposition);
        last.then != Stop::None
            || at > words[end - 1] + 1
            || self.sentence.of_word[at] != self.sentence.of_word[words[end - 1]]
            || next.is(NEXT_PHRASE)
            || (next.is_date() && !last.is_date())
            || (is_preposition(next) && !is_particle && !next.is(BINDING))
    }

    /// Whether the words before `end` wait for one more.
    fn dangles(&self, words: &[usize], end: usize) -> bool {
        let Some(last) = end.checked_sub(1).map(|last| self.word(words[last])) else {
            return true;
        };
        let is_infinitive = end > 1 && self.word(words[end - 2]).is(TO);
        let is_inside_date = last.is_date()
            && words
                .get(end)
                .is_some_and(|next| self.word(*next).is_date() && *next == words[end - 1] + 1);
        is_infinitive
            || is_inside_date
            || is_preposition(last)
            || is_determiner(last)
            || (is_adverb(last) && !last.is(MAY_END))
            || is_possessive(last)
            || last.is(WAITING)
    }

    /// Takes conjunctions, dates and adverbials off the start.
    fn trim_start(&self, words: &mut Vec<usize>, clause: &Clause) {
        loop {
            let cut = self.lead(words, clause);
            let subject = clause.verb.map_or(words.len(), |verb| {
                words.iter().take_while(|at| **at < verb).count()
            });
            if cut == 0 || cut >= subject {
                return;
            }
            words.drain(..cut);
        }
    }

    /// How many words at the start only lead in.
    fn lead(&self, words: &[usize], clause: &Clause) -> usize {
        let Some(first) = words.first().map(|at| self.word(*at)) else {
            return 0;
        };
        if first.is(LEADS) {
            return 1;
        }
        let leading = words
            .iter()
            .take_while(|at| self.word(**at).is(TO_DATE))
            .count();
        let is_date = |at: &&usize| self.date.contains(*at) || self.word(**at).is_date();
        let date = words[leading..].iter().take_while(is_date).count();
        let leads = leading == 0
            || words[..leading]
                .iter()
                .any(|at| is_preposition(self.word(*at)));
        if date > 0 && leads {
            let last = self.word(words[leading + date - 1]);
            return if last.lower.ends_with("'s") {
                0
            } else {
                leading + date
            };
        }
        let is_adverbial = is_preposition(first) || is_adverb(first) || first.is(ADVERBIAL);
        let comma = words
            .iter()
            .take_while(|at| clause.verb.is_none_or(|verb| **at < verb))
            .position(|at| self.word(*at).then == Stop::Comma);
        comma.filter(|_| is_adverbial).map_or(0, |comma| comma + 1)
    }

    /// Takes the date and what leads to it off the end, and all that comes
    /// after a date with a comma.
    fn trim_end(&self, words: &mut Vec<usize>, clause: &Clause) {
        let Some(verb) = clause.verb else { return };
        let full = words.clone();
        let own = words
            .iter()
            .rposition(|at| self.date.contains(at) && *at > verb);
        if let Some(own) = own.filter(|own| self.word(words[*own]).then != Stop::None) {
            words.truncate(own + 1);
        }
        if clause.joint == Joint::Relative {
            let ends = |at: &usize| *at > verb && self.word(*at).then == Stop::Comma;
            if let Some(end) = words.iter().position(ends) {
                words.truncate(end + 1);
            }
        }
        while words.last().is_some_and(|last| self.word(*last).is_date()) {
            while words.last().is_some_and(|last| self.word(*last).is_date()) {
                words.pop();
            }
            let describes = words.last().is_some_and(|last| self.word(*last).is(OF));
            let is_own = full.last().is_some_and(|last| self.date.contains(last));
            if describes && !is_own {
                words.clone_from(&full);
                return;
            }
            let lead = self.lead_in(words);
            words.truncate(words.len() - lead);
            if words
                .last()
                .is_some_and(|last| self.word(*last).is(BEFORE_LOST_DATE))
            {
                words.pop();
            }
        }
        // "The date is 3 May" says nothing without it; nor does a bare subject.
        let says_nothing = words
            .last()
            .is_none_or(|last| *last < verb || self.word(*last).is(NEEDS_DATE));
        if says_nothing {
            *words = full;
        }
    }

    /// How many words at the end of `words` only lead to a date after them:
    /// "late on", "in the first months of".
    fn lead_in(&self, words: &[usize]) -> usize {
        let word = |back: usize| {
            let at = words.len().checked_sub(back)?;
            words.get(at).map(|at| self.word(*at))
        };
        let is = |back: usize, of: Lists| word(back).is_some_and(|word| word.is(of));
        let mut back = usize::from(is(1, THE));
        if is(back + 1, OF) && is(back + 2, PARTS) {
            back += 2;
            while is(back + 1, OPENS_PART) {
                back += 1;
            }
        }
        if is(back + 1, DATE_PREPOSITIONS) {
            back += 1;
        }
        while is(back + 1, BEFORE_LEAD) {
            back += 1;
        }
        back
    }

    /// The words as a line; the opening of the sentence where they say too
    /// little by themselves.
    fn headline(&self, words: &[usize], is_cut: bool) -> Headline {
        if !self.is_thin(words) {
            return self.line(words, is_cut);
        }
        let all: Vec<usize> = (0..self.sentence.words.len()).collect();
        let mut end = all.len().min(MOST_WORDS);
        while end > 1 && end < all.len() && self.dangles(&all, end) {
            end -= 1;
        }
        self.line(&all[..end], end < all.len())
    }

    /// "They have done", "Canada has struck": nobody knows who, or what.
    fn is_thin(&self, words: &[usize]) -> bool {
        let Some(first) = words.first() else {
            return true;
        };
        let is_pronoun = self.word(*first).is(PRONOUNS);
        let has_only = words.len() < SHORT
            && words
                .len()
                .checked_sub(2)
                .is_some_and(|at| self.word(words[at]).is(HAVE));
        (is_pronoun && words.len() < LONG_ENOUGH) || has_only || self.parts_owner(words)
    }

    /// "Sajjan's … is ready" leaves out whose it is that is meant.
    fn parts_owner(&self, words: &[usize]) -> bool {
        words
            .windows(2)
            .any(|two| two[1] > two[0] + 1 && is_possessive(self.word(two[0])))
    }

    fn line(&self, words: &[usize], is_cut: bool) -> Headline {
        let mut parts: Vec<ProseRange> = Vec::new();
        let mut last = None;
        for at in words {
            let range = self.word(*at).at;
            let follows = last.is_some_and(|last| last + 1 == *at);
            match parts.last_mut().filter(|_| follows) {
                Some(part) => part.end = range.end,
                None => parts.push(range),
            }
            last = Some(*at);
        }
        Headline { parts, is_cut }
    }
}

fn is_possessive(word: &Word) -> bool {
    word.lower.ends_with("'s") || word.lower.ends_with("\u{2019}s")
}

/// Below this many words a headline that begins with a pronoun says too little.
const SHORT: usize = 5;

/// With so many words a pronoun can be understood.
const LONG_ENOUGH: usize = 8;

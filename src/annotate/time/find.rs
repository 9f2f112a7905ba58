//! Runs of words that say when, as half-made values.
//!
//! This exists so that a sentence is read from left to right: from each word
//! the best rule, then on after it. What a date takes from its neighbour is
//! settled here too. It knows no word and no dateline.

use std::mem::discriminant;
use std::ops::Range;
use std::sync::LazyLock;

use super::lexicon::Word;
use super::make::Reading;
use super::rough::{Rough, TimeOfDay, Which, YearOf};
use super::rules::Language;
use super::token::{self, Token};
use crate::article::{ProseRange, TimeModifier};
use crate::date::Qualifier;

static ENGLISH: LazyLock<Language> =
    LazyLock::new(|| Language::english().expect("the built-in rules are tested"));

/// A time expression with a half-made value.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its extent in tokens of the sentence.
    pub(super) tokens: Range<usize>,
    /// Its extent in the text.
    pub(super) at: ProseRange,
    /// What it says by itself.
    pub(super) rough: Rough,
    /// The time of day it adds.
    pub(super) time: Option<TimeOfDay>,
    /// "early", "the end of", "about".
    pub(super) modifier: Option<TimeModifier>,
    /// "by", "since", "about".
    pub(super) qualifier: Option<Qualifier>,
    /// The word before it.
    pub(super) opener: Option<Word>,
    /// Whether "to", "and" or a dash joins it to one of its kind before it.
    pub(super) joined: bool,
}

/// Reads the lexicon and the rules.
pub(super) fn prepare() {
    LazyLock::force(&ENGLISH);
}

/// Puts the tokens of `sentence`, which begins at byte `offset` of the text, in
/// the place of what `tokens` held.
pub(super) fn tokens<'t>(sentence: &'t str, offset: usize, tokens: &mut Vec<Token<'t>>) {
    token::tokens(sentence, offset, &ENGLISH.lexicon, tokens);
}

/// The time expressions of a sentence, in order, without overlap.
pub(super) fn find(tokens: &[Token<'_>]) -> Vec<Found> {
    let Language { lexicon, rules, .. } = &*ENGLISH;
    let mut found: Vec<Found> = Vec::new();
    let mut captures = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match rules.longest(tokens, at, lexicon, &mut captures) {
            Some(best) => {
                found.push(placed(tokens, at..best.end, best.reading, found.last()));
                at = best.end;
            }
            None => at += 1,
        }
    }
    share_years(&mut found);
    found
}

fn placed(
    tokens: &[Token<'_>],
    range: Range<usize>,
    reading: Reading,
    last: Option<&Found>,
) -> Found {
    let behind = |back: usize| tokens.get(range.start.checked_sub(back)?);
    let opener = behind(1).and_then(Token::word);
    let joined = last.is_some_and(|last| {
        last.tokens.end + 1 == range.start
            && behind(1).is_some_and(is_joiner)
            && is_like(&last.rough, &reading.rough)
    });
    // "will not open until Friday" is open from Friday.
    let is_negated = (2..6).any(|back| behind(back).and_then(Token::word) == Some(Word::Not));
    let qualifier = match (reading.modifier, opener) {
        (Some(TimeModifier::Approx), _) => Some(Qualifier::Approximate),
        _ if joined => None,
        (_, Some(Word::By)) => Some(Qualifier::Until),
        (_, Some(Word::Until)) if !is_negated => Some(Qualifier::Until),
        (_, Some(Word::Since)) => Some(Qualifier::Since),
        _ => None,
    };
    Found {
        at: ProseRange::new(tokens[range.start].at.start, tokens[range.end - 1].at.end),
        tokens: range,
        rough: reading.rough,
        time: reading.time,
        modifier: reading.modifier,
        qualifier,
        opener,
        joined,
    }
}

/// Whether `token` makes a list or a range of the dates around it.
fn is_joiner(token: &Token<'_>) -> bool {
    token.classes.meets(ENGLISH.joiners)
}

fn is_like(a: &Rough, b: &Rough) -> bool {
    match (a, b) {
        (Rough::InYear { part: a, .. }, Rough::InYear { part: b, .. }) => {
            discriminant(a) == discriminant(b)
        }
        _ => discriminant(a) == discriminant(b),
    }
}

/// The first of two joined dates takes the year that only the second names:
/// "from May to July 2015".
fn share_years(found: &mut [Found]) {
    for second in (1..found.len()).rev() {
        let (before, from) = found.split_at_mut(second);
        let (first, second) = (&mut before[before.len() - 1], &from[0]);
        let Rough::InYear {
            part: later,
            year: YearOf::Named(named),
            ..
        } = second.rough
        else {
            continue;
        };
        if let Rough::InYear { part, year, .. } = &mut first.rough
            && second.joined
            && *year == YearOf::Which(Which::Bare)
        {
            let runs_backwards = part.of(named) > later.of(named);
            *year = YearOf::Named(if runs_backwards { named - 1 } else { named });
        }
    }
}

#[cfg(test)]
mod tests;

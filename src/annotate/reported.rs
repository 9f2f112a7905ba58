//! Whether a clause is stated or only reported, and by which words.

use super::clauses::lists::{ACCORDING, HEARSAY, HEDGES, IS_OR_BEEN, TO};
use super::clauses::{Clauses, Stop};
use crate::article::{Prose, ProseRange};

/// The most words of a range that says who reports something.
const MOST_WORDS: usize = 12;

/// The words that make the clause a report: who says it, "according to ...",
/// or the quotation that it stands in.
pub(super) fn reported(
    prose: &Prose,
    sentence: ProseRange,
    clauses: &Clauses,
    clause: usize,
) -> Option<ProseRange> {
    speaker(clauses, clause)
        .or_else(|| source(clauses))
        .or_else(|| hearsay(clauses, clause))
        .or_else(|| quotation(prose, sentence, clauses, clause))
}

fn speaker(clauses: &Clauses, clause: usize) -> Option<ProseRange> {
    let by = &clauses.all[clauses.said_by(clause)?];
    let saying = by.saying.or(by.verb)?;
    let first = by
        .words
        .get(by.joining.min(by.words.len().checked_sub(1)?))
        .copied()?;
    let (mut first, last) = (first.min(saying), saying);
    // ", said Harjit Sajjan": the subject comes after.
    let end = by.words.last().copied().unwrap_or(last);
    let inverted = first == last && end > last && end - last < MOST_WORDS;
    if last - first >= MOST_WORDS {
        first = last;
    }
    let last = if inverted { end } else { last };
    Some(range(clauses, first, last))
}

fn source(clauses: &Clauses) -> Option<ProseRange> {
    let words = &clauses.words;
    let at = (1..words.len()).find(|at| words[*at].is(TO) && words[at - 1].is(ACCORDING))?;
    let end = (at..words.len().min(at + MOST_WORDS))
        .find(|at| words[*at].then != Stop::None)
        .unwrap_or(words.len().min(at + MOST_WORDS) - 1);
    Some(range(clauses, at - 1, end))
}

/// "reportedly", "is said to", "are thought to".
fn hearsay(clauses: &Clauses, clause: usize) -> Option<ProseRange> {
    let words = &clauses.words;
    let own = &clauses.all[clause].words;
    let is_hearsay = |at: &&usize| {
        let to = words.get(**at + 1).is_some_and(|next| next.is(TO));
        let be = at
            .checked_sub(1)
            .is_some_and(|before| words[before].is(IS_OR_BEEN));
        words[**at].is(HEDGES) || (to && be && words[**at].is(HEARSAY))
    };
    let at = own.iter().find(is_hearsay)?;
    let from = if words[*at].is(HEDGES) { *at } else { at - 1 };
    Some(range(clauses, from, *at))
}

/// The quotation in the sentence that holds the clause's verb.
fn quotation(
    prose: &Prose,
    sentence: ProseRange,
    clauses: &Clauses,
    clause: usize,
) -> Option<ProseRange> {
    let verb = clauses.all[clause].verb?;
    let verb = clauses.words[verb].at.start;
    let before = &prose.text[sentence.start..verb];
    let opened = before.rfind(['\u{201c}', '"'])?;
    let straight = before[opened..].starts_with('"');
    let is_open = if straight {
        before.matches('"').count() % 2 == 1
    } else {
        !before[opened..].contains('\u{201d}')
    };
    let start = sentence.start + opened;
    let close = if straight { '"' } else { '\u{201d}' };
    let end = prose.text[verb..sentence.end]
        .find(close)
        .map_or(sentence.end, |length| verb + length + close.len_utf8());
    is_open.then(|| ProseRange::new(start, end))
}

fn range(clauses: &Clauses, first: usize, last: usize) -> ProseRange {
    ProseRange::new(clauses.words[first].at.start, clauses.words[last].at.end)
}

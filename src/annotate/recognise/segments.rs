//! The stretches of a sentence that may hold a name.
//!
//! A token can be of a name when it holds a capital, is a figure beside one,
//! or is one of the small words and marks that names have inside, between
//! two. All others are outside every name and are never scored: most of a
//! text costs nothing. The price is names in small letters only.

use std::ops::Range;

use super::document::Document;
use super::features::Run;
use super::tokens::Look;

/// At most so many small tokens in a row inside a name.
const WIDEST_GAP: usize = 3;

/// A longer segment is cut: it is a list, and decoding keeps a table of it.
const LONGEST: usize = 400;

/// Small words and marks that names have inside.
const JOINERS: &[&str] = &[
    "!",
    "\"",
    "&",
    "'",
    "'s",
    "+",
    ",",
    "-",
    ".",
    "/",
    ":",
    "a",
    "al",
    "an",
    "and",
    "as",
    "at",
    "ben",
    "bin",
    "bint",
    "by",
    "d",
    "da",
    "das",
    "de",
    "del",
    "della",
    "den",
    "der",
    "des",
    "di",
    "do",
    "dos",
    "du",
    "e",
    "ed",
    "el",
    "en",
    "et",
    "for",
    "from",
    "i",
    "ibn",
    "in",
    "la",
    "las",
    "le",
    "les",
    "los",
    "of",
    "on",
    "or",
    "the",
    "to",
    "ul",
    "und",
    "ur",
    "van",
    "von",
    "with",
    "y",
    "zu",
    "zum",
    "zur",
    "\u{2013}",
    "\u{2019}",
    "\u{2019}s",
];

/// Joiners that make one name of two runs of capitals, as far as features ask.
const BINDERS: &[&str] = &[
    "&",
    "'s",
    "-",
    "al",
    "bin",
    "da",
    "de",
    "del",
    "der",
    "di",
    "do",
    "du",
    "for",
    "la",
    "of",
    "the",
    "van",
    "von",
    "\u{2019}s",
];

/// Tokens to be decoded together, and the run of capitals of each.
#[derive(Clone, Debug)]
pub struct Segment {
    /// The tokens.
    pub at: Range<usize>,
    /// The run that each token stands in or before.
    pub runs: Vec<Run>,
}

/// The segments of a sentence, in order.
#[must_use]
pub fn segments(document: &Document<'_>, sentence: Range<usize>) -> Vec<Segment> {
    let look = |at: usize| document.word(at).look;
    let mut segments: Vec<Segment> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if look(at) != Look::Capital {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at + 1;
        while end - start < LONGEST
            && let Some(next) = next_capital(document, end, sentence.end)
        {
            end = next + 1;
        }
        let opens = start.checked_sub(1).filter(|at| {
            *at >= sentence.start
                && look(*at) == Look::Figure
                && segments.last().is_none_or(|last| last.at.end <= *at)
        });
        let closes = end < sentence.end && look(end) == Look::Figure;
        at = end + usize::from(closes);
        let at = opens.unwrap_or(start)..at;
        segments.push(Segment {
            runs: runs(document, &at),
            at,
        });
    }
    segments
}

/// The next capital after `from`, with only joiners before it.
fn next_capital(document: &Document<'_>, from: usize, end: usize) -> Option<usize> {
    let reach = end.min(from + WIDEST_GAP + 1);
    for at in from..reach {
        let word = document.word(at);
        match word.look {
            Look::Capital => return Some(at),
            Look::Figure => {}
            Look::Small | Look::Mark if JOINERS.binary_search(&word.text).is_ok() => {}
            Look::Small | Look::Mark => return None,
        }
    }
    None
}

fn runs(document: &Document<'_>, segment: &Range<usize>) -> Vec<Run> {
    let is_capital = |at: usize| document.word(at).look == Look::Capital;
    let mut runs: Vec<Run> = Vec::with_capacity(segment.len());
    let mut head = None;
    let mut at = segment.start;
    while at < segment.end {
        let mut start = at;
        while start < segment.end && !is_capital(start) {
            start += 1;
        }
        let mut end = start;
        while end < segment.end && is_capital(end) {
            end += 1;
        }
        if start == end {
            // Nothing with a capital follows: a figure at the end.
            let last = runs.last().copied().unwrap_or(Run {
                start: at,
                end: segment.end,
                head: at,
            });
            runs.resize(segment.len(), last);
            break;
        }
        let is_bound = at > segment.start
            && (at..start).all(|at| BINDERS.binary_search(&document.word(at).text).is_ok());
        let first = head.filter(|_| is_bound).unwrap_or(start);
        head = Some(first);
        let run = Run {
            start,
            end,
            head: first,
        };
        runs.resize(runs.len() + end - at, run);
        at = end;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order() {
        assert!(JOINERS.is_sorted() && BINDERS.is_sorted());
    }
}

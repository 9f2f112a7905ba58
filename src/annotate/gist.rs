//! What a clause is about, and the figures it gives.
//!
//! Both are for comparing statements: whether two are of one event, and where
//! they differ. Endings are taken off roughly, by the same rule on both sides,
//! so it needs no dictionary.

use super::clauses::lists::{COMMON, COMMON_BUT_PEOPLE, NUMERALS, SCALES};
use super::clauses::{Part, Stop, Word, is_determiner, is_preposition};
use crate::article::{Figure, Gist};

/// Numbers in words, from two on: "one" seldom counts.
const NUMBERS: [&str; 11] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// The gist of the words at `at`.
pub(super) fn gist(words: &[Word], at: &[usize]) -> Gist {
    let tells = |word: &&Word| {
        word.part == Part::Plain
            && word.lower.chars().count() > 2
            && number(word).is_none()
            && !word.is(COMMON)
            && !is_preposition(word)
            && !is_determiner(word)
    };
    let words = at.iter().map(|at| &words[*at]).filter(tells);
    Gist(words.map(|word| stem(&word.lower)).collect())
}

/// The figures among the words at `at`, each with the word it counts.
pub(super) fn figures(text: &str, words: &[Word], at: &[usize]) -> Vec<Figure> {
    let figure = |at: &usize| {
        let first = &words[*at];
        let mut value = number(first).filter(|_| first.part == Part::Plain)?;
        let mut last = *at;
        let next = |last: usize| {
            words
                .get(last + 1)
                .filter(|_| words[last].then == Stop::None)
        };
        if let Some(scale) = next(last).filter(|next| next.is(SCALES)) {
            value = format!("{value} {}", scale.lower);
            last += 1;
        }
        let counted = next(last).filter(|next| {
            next.part == Part::Plain && !is_preposition(next) && !next.is(COMMON_BUT_PEOPLE)
        });
        let end = counted.map_or(words[last].at.end, |counted| counted.at.end);
        Some(Figure {
            words: text[first.at.start..end]
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            value,
            unit: counted
                .map(|counted| stem(&counted.lower))
                .unwrap_or_default(),
        })
    };
    at.iter().filter_map(figure).collect()
}

fn number(word: &Word) -> Option<String> {
    let digits = word.lower.trim_start_matches(['$', '\u{20ac}', '\u{a3}']);
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '%'));
    if is_number {
        return Some(digits.replace(',', ""));
    }
    if !word.is(NUMERALS) {
        return None;
    }
    let at = NUMBERS.iter().position(|number| *number == word.lower)?;
    Some((at + 2).to_string())
}

/// The word without its ending.
fn stem(lower: &str) -> String {
    let word = lower.trim_end_matches("'s").trim_end_matches('\'');
    let endings = ["ing", "ed", "es", "s"];
    let stem = endings
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|stem| stem.len() > 3 && !stem.ends_with('s'))
        .unwrap_or(word);
    stem.trim_end_matches('e').to_owned()
}

//! Words that tell a name and its kind, kept as lists.
//!
//! The lists are data; origin and licence stand in `NOTICE`.

use std::collections::BTreeSet;

/// The word lists of the recogniser, all in lower case but given names.
#[derive(Debug)]
pub struct Lexicon {
    /// First names.
    pub given_names: BTreeSet<&'static str>,
    /// Titles of people, longest first within a first word.
    pub titles: Vec<Vec<&'static str>>,
    /// Words that head the name of an organisation.
    pub organisation_heads: BTreeSet<&'static str>,
    /// Words that head the name of a place.
    pub place_heads: BTreeSet<&'static str>,
    /// Words that head the name of an event.
    pub event_heads: BTreeSet<&'static str>,
    /// Words that are often capitalised and are no names.
    pub not_names: BTreeSet<&'static str>,
}

impl Default for Lexicon {
    fn default() -> Self {
        let mut titles: Vec<Vec<&str>> = lines(include_str!("lexicon/titles.txt"))
            .map(|title| title.split(' ').collect())
            .collect();
        titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
        Self {
            given_names: lines(include_str!("lexicon/given_names.txt")).collect(),
            titles,
            organisation_heads: lines(include_str!("lexicon/organisation_heads.txt")).collect(),
            place_heads: lines(include_str!("lexicon/place_heads.txt")).collect(),
            event_heads: lines(include_str!("lexicon/event_heads.txt")).collect(),
            not_names: lines(include_str!("lexicon/not_names.txt")).collect(),
        }
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

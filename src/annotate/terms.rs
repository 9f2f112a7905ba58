//! What an article is about, as stems of its words with their counts.
//!
//! Relating articles needs words that can be held against those of other
//! articles: without endings, without words that say nothing, with more weight
//! for names and titles. It sees one article and knows no other.

use std::collections::{HashMap, HashSet};

use rust_stemmers::{Algorithm, Stemmer};
use smol_str::SmolStr;

use super::lexicon::{CALENDAR, STOP_WORDS, USUAL_STEMS};
use crate::article::{Mention, Prose, Term};

/// What a word in the title counts when there is a text besides.
const TITLE: f32 = 2.0;

/// What it adds to a word, once an article, that it is part of a name. From
/// the development sets: 1 to 2 are alike, 3 is worse.
const NAMED: f32 = 1.5;

/// Longer words are no words; in bytes.
const LONGEST: usize = 64;

/// Words that a larger share of texts hold tell little by themselves, and
/// neither do shorter ones; in characters.
const USUAL: f32 = 0.03;
const SHORT: usize = 4;

/// The terms of an article, by stem; `language` is a BCP 47 tag.
#[must_use]
pub fn terms(title: &str, prose: &Prose, mentions: &[Mention], language: &str) -> Vec<Term> {
    let stemmer = Stemmer::create(algorithm(language));
    let mut counts = Counts::default();
    let weight = if prose.text.is_empty() { 1.0 } else { TITLE };
    for (_, word) in words(title) {
        counts.add(&stemmer, word, weight, false);
    }
    let mut mentions = mentions.iter().peekable();
    for (at, word) in words(&prose.text) {
        while mentions.next_if(|mention| mention.at.end <= at).is_some() {}
        let named = mentions
            .peek()
            .is_some_and(|mention| mention.at.start <= at);
        counts.add(&stemmer, word, 1.0, named);
    }
    let mut terms: Vec<Term> = counts.terms.into_values().collect();
    terms.sort_unstable_by(|a, b| a.stem.cmp(&b.stem));
    terms
}

/// What share of English texts of 300 words hold a stem, from 0 to 1; 0 for
/// those that few hold.
#[must_use]
pub fn usual(stem: &str) -> f32 {
    USUAL_STEMS.get(stem).copied().unwrap_or_default()
}

#[derive(Default)]
struct Counts {
    /// By stem.
    terms: HashMap<SmolStr, Term>,
    /// The stems that are part of a name.
    named: HashSet<SmolStr>,
    /// The stem of each word met, since words come again and stemming is slow.
    stems: HashMap<SmolStr, Option<SmolStr>>,
}

impl Counts {
    fn add(&mut self, stemmer: &Stemmer, word: &str, weight: f32, named: bool) {
        let word = lower(word);
        if !self.stems.contains_key(word.as_str()) {
            let stem = says_something(&word).then(|| stemmer.stem(&word).into());
            self.stems.insert(word.as_str().into(), stem);
        }
        let Some(stem) = &self.stems[word.as_str()] else {
            return;
        };
        let term = self.terms.entry(stem.clone()).or_insert_with(|| Term {
            stem: stem.clone(),
            word: word.as_str().into(),
            weight: 0.0,
            shown: tells_something(&word, stem),
        });
        if named && self.named.insert(stem.clone()) {
            term.shown = false;
            term.weight += NAMED;
        }
        term.weight += weight;
    }
}

/// In small letters, without stops and the English "'s".
fn lower(word: &str) -> String {
    let mut bare = ["'s", "\u{2019}s"].iter();
    let bare = bare.find_map(|ending| word.strip_suffix(ending));
    let lower = bare.unwrap_or(word).to_lowercase();
    lower.replace(['.', '\'', '\u{2019}'], "")
}

/// Whether a word can be shown as what two texts have in common.
fn tells_something(word: &str, stem: &str) -> bool {
    word.chars().nth(SHORT - 1).is_some()
        && word.chars().all(char::is_alphabetic)
        && usual(stem) < USUAL
        && !CALENDAR.contains(word)
}

fn says_something(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.len() <= LONGEST && !STOP_WORDS.contains(&word)
}

/// The words, with their places in bytes; hyphens part words.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '.' | '\'' | '\u{2019}');
    let parts = text.split(move |c| !is_inner(c));
    let placed = parts.map(move |part| {
        let trimmed = part.trim_matches(|c: char| !c.is_alphanumeric());
        (trimmed.as_ptr().addr() - text.as_ptr().addr(), trimmed)
    });
    placed.filter(|(_, word)| !word.is_empty())
}

/// The Snowball algorithm of a language; English for those that have none here.
fn algorithm(language: &str) -> Algorithm {
    match language.split('-').next().unwrap_or_default() {
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "tr" => Algorithm::Turkish,
        _ => Algorithm::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, text: &str, expected: &[(&str, f32)]) {
        let found = terms(title, &Prose::from_plain(text), &[], "en");
        let found: Vec<(&str, f32)> = found
            .iter()
            .map(|term| (&*term.stem, term.weight))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_lose_endings_and_say_something() {
        check("", "The strikes were striking.", &[("strike", 2.0)]);
        check("", "", &[]);
    }

    #[test]
    fn a_title_counts_twice_beside_a_text() {
        check("Strikes", "", &[("strike", 1.0)]);
        check(
            "Strikes",
            "Iraq's U.S.-led",
            &[("iraq", 1.0), ("led", 1.0), ("strike", 2.0)],
        );
    }
}

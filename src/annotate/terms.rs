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

/// The terms of an article, by stem; `language` is a BCP 47 tag. Which words tell
/// something is known of English alone, so none is shown in other languages.
#[must_use]
pub fn terms(title: &str, prose: &Prose, mentions: &[Mention], language: &str) -> Vec<Term> {
    let mut counts = Counts::in_language(language);
    let weight = if prose.text.is_empty() { 1.0 } else { TITLE };
    for (_, word) in words(title) {
        counts.add(word, weight, false);
    }
    let mut mentions = mentions.iter().peekable();
    for (at, word) in words(&prose.text) {
        while mentions.next_if(|mention| mention.at.end <= at).is_some() {}
        let named = mentions
            .peek()
            .is_some_and(|mention| mention.at.start <= at);
        counts.add(word, 1.0, named);
    }
    counts.terms()
}

/// What share of English texts of 300 words hold a stem, from 0 to 1; 0 for
/// those that few hold.
#[must_use]
pub fn usual(stem: &str) -> f32 {
    USUAL_STEMS.get(stem).copied().unwrap_or_default()
}

struct Counts {
    stemmer: Stemmer,
    is_english: bool,
    /// By stem.
    terms: HashMap<SmolStr, Term>,
    /// The stems that are part of a name.
    named: HashSet<SmolStr>,
    /// The stem of each word met, since words come again and stemming is slow.
    stems: HashMap<SmolStr, Option<SmolStr>>,
}

impl Counts {
    fn in_language(tag: &str) -> Self {
        let language = tag.split('-').next().unwrap_or_default();
        Self {
            stemmer: Stemmer::create(algorithm(language)),
            is_english: matches!(language, "" | "en"),
            terms: HashMap::new(),
            named: HashSet::new(),
            stems: HashMap::new(),
        }
    }

    fn add(&mut self, word: &str, weight: f32, named: bool) {
        let bare = bare(word);
        let word = lower(bare);
        if !self.stems.contains_key(word.as_str()) {
            let stem = says_something(&word).then(|| self.stemmer.stem(&word).into());
            self.stems.insert(word.as_str().into(), stem);
        }
        let Some(stem) = &self.stems[word.as_str()] else {
            return;
        };
        let term = self.terms.entry(stem.clone()).or_insert_with(|| Term {
            stem: stem.clone(),
            word: word.as_str().into(),
            weight: 0.0,
            shown: false,
        });
        // A word that is never written small is a name that nobody has found.
        if !term.shown && self.is_english && bare == word && tells_something(&word, stem) {
            term.shown = true;
            term.word = word.as_str().into();
        }
        if named && self.named.insert(stem.clone()) {
            term.weight += NAMED;
        }
        term.weight += weight;
    }

    fn terms(self) -> Vec<Term> {
        let named = self.named;
        let terms = self.terms.into_values().map(|term| Term {
            shown: term.shown && !named.contains(&term.stem),
            ..term
        });
        let mut terms: Vec<Term> = terms.collect();
        terms.sort_unstable_by(|a, b| a.stem.cmp(&b.stem));
        terms
    }
}

/// A word without the English "'s".
fn bare(word: &str) -> &str {
    let mut bare = ["'s", "\u{2019}s"].iter();
    let bare = bare.find_map(|ending| word.strip_suffix(ending));
    bare.unwrap_or(word)
}

/// In small letters, without stops and apostrophes.
fn lower(word: &str) -> String {
    word.to_lowercase().replace(['.', '\'', '\u{2019}'], "")
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

/// The words, with their places in bytes; hyphens part words, and so do stops
/// but in abbreviations (`U.S.`) and figures (`1.6`).
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '.' | '\'' | '\u{2019}');
    let parts = text.split(move |c| !is_inner(c));
    let parts = parts.flat_map(|part| {
        let whole = !part.contains('.') || is_abbreviation(part);
        part.split(move |c| c == '.' && !whole)
    });
    let placed = parts.map(move |part| {
        let trimmed = part.trim_matches(|c: char| !c.is_alphanumeric());
        (trimmed.as_ptr().addr() - text.as_ptr().addr(), trimmed)
    });
    placed.filter(|(_, word)| !word.is_empty())
}

/// Whether the parts between stops are single letters, or figures.
fn is_abbreviation(word: &str) -> bool {
    let is_short = |part: &str| part.chars().nth(1).is_none();
    let is_figure = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    word.split('.')
        .all(|part| is_short(part) || is_figure(part))
}

/// The Snowball algorithm of a language; English for those that have none here.
fn algorithm(language: &str) -> Algorithm {
    match language {
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

    /// The words that may be shown.
    fn check_shown(title: &str, text: &str, language: &str, expected: &[&str]) {
        let terms = terms(title, &Prose::from_plain(text), &[], language);
        let shown = terms.iter().filter(|term| term.shown);
        let shown: Vec<&str> = shown.map(|term| term.word.as_str()).collect();
        assert_eq!(shown, expected, "{title} {text}");
    }

    #[test]
    fn words_that_tell_something_are_shown_as_they_stand() {
        check_shown(
            "",
            "They bombed the trainers.",
            "en",
            &["bombed", "trainers"],
        );
        check_shown(
            "Trainers leave",
            "The trainers fled.",
            "en-CA",
            &["fled", "trainers"],
        );
        check_shown(
            "",
            "acme.com couldn't go; mission.The end",
            "en",
            &["acme", "mission"],
        );
        check_shown("", "on monday in march, the first time", "en", &[]);
        check_shown("", "Sajjan met Merkel over a dam; Sajjan's dam", "en", &[]);
        check_shown("", "sie hatte keine", "de", &[]);
    }

    #[test]
    fn stops_part_words_but_in_abbreviations() {
        let found: Vec<&str> = words("U.S. aid of 1.6 billion.Then")
            .map(|(_, word)| word)
            .collect();
        assert_eq!(found, ["U.S", "aid", "of", "1.6", "billion", "Then"]);
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

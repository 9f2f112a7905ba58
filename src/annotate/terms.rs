//! What an article is about, as stems of its words with their counts.
//!
//! Relating articles needs words that can be held against those of other
//! articles: without endings, without words that say nothing, with more weight
//! for names and titles. It sees one article and knows no other.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rust_stemmers::{Algorithm, Stemmer};
use smol_str::SmolStr;

use super::lexicon::{CALENDAR, USUAL_STEMS};
use super::quick::{Map, Quick, Seeded};
use crate::article::words::{bare, plain, says_something, words};
use crate::article::{Form, Mention, Prose, Term};

/// What a word in the title counts when there is a text besides.
const TITLE: f32 = 2.0;

/// What it adds to a word, once an article, that it is part of a name. From
/// the development sets: 1 to 2 are alike, 3 is worse.
const NAMED: f32 = 1.5;

/// Words that a larger share of texts hold tell little by themselves, and
/// neither do shorter ones; in characters.
const USUAL: f32 = 0.03;
const SHORT: usize = 4;

/// The terms of an article, by stem, and the forms of each besides the one it
/// shows; `language` is a BCP 47 tag, `stems` remembers from article to article. Which words tell something is known of
/// English alone, so none is shown in other languages.
#[must_use]
pub fn terms<'t>(
    title: &'t str,
    prose: &'t Prose,
    mentions: &[Mention],
    language: &str,
    stems: &'t Stems,
) -> (Vec<Term>, Vec<Form>) {
    let mut counts = Counts::in_language(language, stems);
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
    counts.in_order()
}

/// What share of English texts of 300 words hold a stem, from 0 to 1; 0 for
/// those that few hold.
#[must_use]
pub fn usual(stem: &str) -> f32 {
    USUAL_STEMS.get(stem).copied().unwrap_or_default()
}

struct Counts<'t> {
    stems: &'t Stems,
    stemmer: Stemmer,
    is_english: bool,
    /// The term of each word as written, and what is known of that word: words
    /// come again, and everything else about them is slow.
    spellings: HashMap<&'t str, Option<Spelling>, Seeded>,
    /// The term of each plain word.
    words: HashMap<SmolStr, Option<usize>, Seeded>,
    /// By stem.
    numbers: HashMap<SmolStr, usize, Seeded>,
    terms: Vec<Counted>,
}

#[derive(Clone, Copy)]
struct Spelling {
    term: usize,
    /// Whether the term can be shown as this.
    can_be_shown: bool,
}

struct Counted {
    term: Term,
    /// Whether it is part of a name.
    named: bool,
}

impl<'t> Counts<'t> {
    fn in_language(tag: &str, stems: &'t Stems) -> Self {
        let language = tag.split('-').next().unwrap_or_default();
        let seed = Seeded::default();
        Self {
            stems,
            stemmer: Stemmer::create(algorithm(language)),
            is_english: matches!(language, "" | "en"),
            spellings: HashMap::with_capacity_and_hasher(FEW, seed),
            words: HashMap::with_capacity_and_hasher(FEW, seed),
            numbers: HashMap::with_capacity_and_hasher(FEW, seed),
            terms: Vec::with_capacity(FEW),
        }
    }

    fn add(&mut self, word: &'t str, weight: f32, named: bool) {
        let spelling = match self.spellings.get(word) {
            Some(known) => *known,
            None => self.spell(word),
        };
        let Some(Spelling { term, can_be_shown }) = spelling else {
            return;
        };
        let Counted { term, named: known } = &mut self.terms[term];
        // A word that is never written small is a name that nobody has found.
        if can_be_shown && !term.shown {
            term.shown = true;
            term.word = bare(word).into();
        }
        if named && !*known {
            *known = true;
            term.weight += NAMED;
        }
        term.weight += weight;
    }

    /// Finds out about a word that is met for the first time.
    fn spell(&mut self, word: &'t str) -> Option<Spelling> {
        let plain = plain(word);
        let stem = match self.is_english {
            true => self.stems.get(&plain, &self.stemmer),
            false => Stem::of(&plain, &self.stemmer),
        };
        let Stem { stem, tells } = stem;
        let spelling = stem.map(|stem| {
            let term = *self.numbers.entry(stem.clone()).or_insert_with(|| {
                let term = Term {
                    stem,
                    word: plain.clone(),
                    weight: 0.0,
                    shown: false,
                };
                self.terms.push(Counted { term, named: false });
                self.terms.len() - 1
            });
            Spelling {
                term,
                can_be_shown: self.is_english && tells && bare(word) == plain,
            }
        });
        self.words
            .entry(plain)
            .or_insert(spelling.map(|spelling| spelling.term));
        self.spellings.insert(word, spelling);
        spelling
    }

    fn in_order(self) -> (Vec<Term>, Vec<Form>) {
        let stem = |term: usize| self.terms[term].term.stem.as_str();
        let mut order: Vec<(u64, usize)> = (0..self.terms.len())
            .map(|term| (first_bytes(stem(term)), term))
            .collect();
        order.sort_unstable_by(|(first, a), (other, b)| {
            first.cmp(other).then_with(|| stem(*a).cmp(stem(*b)))
        });
        let mut places = vec![0; order.len()];
        for (place, (_, term)) in order.iter().enumerate() {
            places[*term] = place;
        }
        let form = |(word, term): (SmolStr, Option<usize>)| {
            let term = term?;
            (self.terms[term].term.word != word).then(|| Form {
                term: places[term],
                word,
            })
        };
        let mut forms: Vec<Form> = self.words.into_iter().filter_map(form).collect();
        forms.sort_unstable_by(|a, b| (a.term, &a.word).cmp(&(b.term, &b.word)));
        let terms = order.into_iter().map(|(_, term)| {
            let Counted { term, named } = &self.terms[term];
            Term {
                shown: term.shown && !named,
                ..term.clone()
            }
        });
        (terms.collect(), forms)
    }
}

/// The first bytes of a word as a number that has their order: enough to tell
/// most words apart, and quicker than comparing text.
fn first_bytes(word: &str) -> u64 {
    let mut bytes = [0; 8];
    for (place, byte) in bytes.iter_mut().zip(word.bytes()) {
        *place = byte;
    }
    u64::from_be_bytes(bytes)
}

/// About so many different words an article has.
const FEW: usize = 256;

/// What is known of a plain word of a language.
#[derive(Clone, Debug)]
struct Stem {
    /// The word without its ending; none if it says nothing.
    stem: Option<SmolStr>,
    /// Whether the word can be shown as what two texts have in common.
    tells: bool,
}

impl Stem {
    fn of(word: &SmolStr, stemmer: &Stemmer) -> Self {
        let stem = says_something(word).then(|| SmolStr::from(stemmer.stem(word)));
        let tells = |stem: &SmolStr| tells_something(word, stem);
        Self {
            tells: stem.as_ref().is_some_and(tells),
            stem,
        }
    }
}

/// The stems of English words that were met. One article shares most of its
/// words with another, and stemming a word takes longer than all else that is
/// done with it. A word's stem is always the same, so forgetting some, or all,
/// changes nothing but the time.
#[derive(Debug)]
pub struct Stems {
    /// Parted by the hash of the word, so that threads seldom wait for each other.
    parts: [Mutex<Map<SmolStr, Stem>>; PARTS],
}

/// More parts than there are processors, mostly.
const PARTS: usize = 64;

/// No part remembers more words than this: a few megabytes for all.
const MOST_WORDS: usize = 512;

impl Default for Stems {
    fn default() -> Self {
        Self {
            parts: std::array::from_fn(|_| Mutex::default()),
        }
    }
}

impl Stems {
    fn get(&self, word: &SmolStr, stemmer: &Stemmer) -> Stem {
        let hash = Quick::default().hash_one(word);
        #[expect(clippy::cast_possible_truncation, reason = "only the last bits count")]
        let part = &self.parts[(hash >> 16) as usize % PARTS];
        let known = lock(part).get(word).cloned();
        known.unwrap_or_else(|| {
            let stem = Stem::of(word, stemmer);
            let mut part = lock(part);
            if part.len() < MOST_WORDS {
                part.insert(word.clone(), stem.clone());
            }
            stem
        })
    }
}

/// A thread that failed while it held the lock has left a map that is whole.
fn lock(part: &Mutex<Map<SmolStr, Stem>>) -> MutexGuard<'_, Map<SmolStr, Stem>> {
    part.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a word can be shown as what two texts have in common.
fn tells_something(word: &str, stem: &str) -> bool {
    word.chars().nth(SHORT - 1).is_some()
        && word.chars().all(char::is_alphabetic)
        && usual(stem) < USUAL
        && !CALENDAR.contains(word)
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
        let (found, _) = terms(
            title,
            &Prose::from_plain(text),
            &[],
            "en",
            &Stems::default(),
        );
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
        let (terms, _) = terms(
            title,
            &Prose::from_plain(text),
            &[],
            language,
            &Stems::default(),
        );
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
    fn further_forms_are_kept() {
        let text = "Strikes, a strike, more strikes. Nobody was striking.";
        let (terms, forms) = terms("", &Prose::from_plain(text), &[], "en", &Stems::default());
        let of = |form: &Form| (terms[form.term].word.to_string(), form.word.to_string());
        let others: Vec<_> = forms.iter().map(of).collect();
        let other = |word: &str| ("strike".to_owned(), word.to_owned());
        assert_eq!(others, [other("strikes"), other("striking")]);
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

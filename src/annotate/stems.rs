//! The stems of words, and which words tell something by themselves.
//!
//! It knows single words of a language, no text and no article.

use std::hash::BuildHasher;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rust_stemmers::Stemmer;
use smol_str::SmolStr;

use super::lexicon::{CALENDAR, USUAL_STEMS};
use super::quick::{Map, Quick};
use crate::article::words::says_something;

/// Words that a larger share of texts hold tell little by themselves, and
/// neither do shorter ones; in characters.
const USUAL: f32 = 0.03;
const SHORT: usize = 4;

/// What share of English texts of 300 words hold a stem, from 0 to 1; 0 for
/// those that few hold.
#[must_use]
pub fn usual(stem: &str) -> f32 {
    USUAL_STEMS.get(stem).copied().unwrap_or_default()
}

/// What is known of a plain word of a language.
#[derive(Clone, Debug)]
pub(super) struct Stem {
    /// The word without its ending; none if it says nothing.
    pub(super) stem: Option<SmolStr>,
    /// Whether the word can be shown as what two texts have in common.
    pub(super) tells: bool,
}

impl Stem {
    /// Finds it out.
    pub(super) fn of(word: &SmolStr, stemmer: &Stemmer) -> Self {
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
    /// What is known of an English word.
    pub(super) fn get(&self, word: &SmolStr, stemmer: &Stemmer) -> Stem {
        let hash = Quick::default().hash_one(word);
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

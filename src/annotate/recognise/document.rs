//! One text as the recogniser reads it: its sentences as tokens, its distinct
//! words with what is known of them, and what the whole text says about each.
//!
//! A word's evidence is gathered over the whole text before any name is
//! looked for: "Carter said" in one sentence helps "Carter" in another.

use std::collections::HashMap;

use super::flags;
use super::hash;
use super::model::{Model, WordClass};
use super::tokens::{Look, Token, tokens};
use crate::article::{Prose, ProseRange};

/// What the whole text says about a word, as bits of [`Word::evidence`].
pub mod evidence {
    /// It stands in small letters elsewhere.
    pub const SMALL: u16 = 1;
    /// It has a capital inside a sentence.
    pub const INSIDE: u16 = 1 << 1;
    /// It follows a title.
    pub const TITLED: u16 = 1 << 2;
    /// It speaks.
    pub const SAYS: u16 = 1 << 3;
    /// A preposition of place stands before it.
    pub const LOCATED: u16 = 1 << 4;
    /// A head of organisations' names follows in the same run of capitals.
    pub const HEADED: u16 = 1 << 5;
    /// It is the last word of a longer run of capitals.
    pub const ENDS_RUN: u16 = 1 << 6;
    /// It is the first word of a longer run of capitals.
    pub const OPENS_RUN: u16 = 1 << 7;
    /// A first name stands before it.
    pub const NAMED: u16 = 1 << 8;
    /// It stands in brackets after a run of capitals with its letters.
    pub const DEFINED: u16 = 1 << 9;
    /// It stands alone, not in a longer run of capitals.
    pub const ALONE: u16 = 1 << 10;
    /// A comma and a known place follow it.
    pub const BEFORE_PLACE: u16 = 1 << 11;
    /// An article stands before it.
    pub const ARTICLE: u16 = 1 << 12;
    /// How many bits there are.
    pub const COUNT: u32 = 13;
}

/// A distinct spelling and what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Word<'p> {
    /// As written.
    pub text: &'p str,
    /// What it looks like.
    pub look: Look,
    /// The hash of its letters in lower case.
    pub lower: u64,
    /// Its shape: `Xx`, `X`, `x`, `d` and so on, hashed.
    pub shape: u64,
    /// What is known of it.
    pub class: WordClass,
    /// What the text says about it.
    pub evidence: u16,
}

/// A token of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Index of its spelling among the words.
    pub word: u32,
    /// Where it stands.
    pub at: ProseRange,
    /// Whether white space stands before it.
    pub spaced: bool,
}

/// A text, read.
#[derive(Debug)]
pub struct Document<'p> {
    /// The distinct spellings.
    pub words: Vec<Word<'p>>,
    /// The tokens of all sentences.
    pub places: Vec<Place>,
    /// Where each sentence begins and ends among the tokens.
    pub sentences: Vec<std::ops::Range<usize>>,
}

impl<'p> Document<'p> {
    /// Reads the sentences of a text.
    ///
    /// # Panics
    /// When the text has 2^32 distinct words.
    #[must_use]
    pub fn read(prose: &'p Prose, sentences: &[ProseRange], model: &Model<'_>) -> Self {
        // Guesses at how many there are, so that tables seldom grow: tokens of
        // five bytes, and each word twice.
        let places = (prose.text.len() / 5).min(MOST_FORESEEN);
        let distinct = places / 2;
        let mut document = Self {
            words: Vec::with_capacity(distinct),
            places: Vec::with_capacity(places),
            sentences: Vec::with_capacity(sentences.len()),
        };
        let mut ids: HashMap<&'p str, u32, ByHash> =
            HashMap::with_capacity_and_hasher(distinct, ByHash::default());
        let mut lower = String::new();
        let mut found = Vec::new();
        for sentence in sentences {
            found.clear();
            tokens(prose, *sentence, &mut found);
            let start = document.places.len();
            let mut end = sentence.start;
            for token in &found {
                let word = *ids.entry(token.text).or_insert_with(|| {
                    document.words.push(word(token, model, &mut lower));
                    u32::try_from(document.words.len() - 1).expect("fewer than 2^32 words")
                });
                document.places.push(Place {
                    word,
                    at: token.at,
                    spaced: token.at.start > end,
                });
                end = token.at.end;
            }
            document.sentences.push(start..document.places.len());
        }
        document.gather(&ids, &mut lower);
        document
    }

    /// The word at a token.
    #[must_use]
    pub fn word(&self, at: usize) -> &Word<'p> {
        &self.words[self.places[at].word as usize]
    }

    /// Gathers the evidence of every word with a capital.
    fn gather(&mut self, ids: &HashMap<&'p str, u32, ByHash>, lower: &mut String) {
        let mut marks = Vec::new();
        for sentence in self.sentences.clone() {
            if self.is_shouted(sentence.clone()) {
                continue;
            }
            let mut at = sentence.start;
            while at < sentence.end {
                if self.word(at).look != Look::Capital {
                    at += 1;
                    continue;
                }
                let start = at;
                while at < sentence.end && self.word(at).look == Look::Capital {
                    at += 1;
                }
                self.gather_run(&sentence, start..at, &mut marks);
            }
        }
        for index in 0..self.words.len() {
            let word = self.words[index];
            if word.look != Look::Capital || !word.text.starts_with(char::is_uppercase) {
                continue;
            }
            lower_case(word.text, lower);
            if ids.contains_key(lower.as_str()) {
                self.words[index].evidence |= evidence::SMALL;
            }
        }
    }

    fn gather_run(
        &mut self,
        sentence: &std::ops::Range<usize>,
        run: std::ops::Range<usize>,
        marks: &mut Vec<u16>,
    ) {
        let flags_at = |at: usize| self.word(at).class.flags;
        let before = run.start.checked_sub(1).filter(|at| *at >= sentence.start);
        let after = Some(run.end).filter(|at| *at < sentence.end);
        marks.clear();
        marks.resize(run.len(), 0);
        let last = run.len() - 1;
        if run.len() == 1 {
            marks[0] |= evidence::ALONE;
        } else {
            marks[0] |= evidence::OPENS_RUN;
            marks[last] |= evidence::ENDS_RUN;
        }
        for at in run.clone() {
            let mark = &mut marks[at - run.start];
            if at > sentence.start + 1 {
                *mark |= evidence::INSIDE;
            }
            if at > run.start && flags_at(at - 1) & flags::GIVEN != 0 {
                *mark |= evidence::NAMED;
            }
            if at > run.start && flags_at(at - 1) & flags::TITLE != 0 {
                *mark |= evidence::TITLED;
            }
        }
        if let Some(before) = before {
            let word = self.word(before);
            if word.class.flags & flags::TITLE != 0 {
                marks[0] |= evidence::TITLED;
                marks[last] |= evidence::TITLED;
            }
            if matches!(
                word.text,
                "in" | "near" | "at" | "from" | "across" | "outside" | "around"
            ) {
                marks[0] |= evidence::LOCATED;
                marks[last] |= evidence::LOCATED;
            }
            if matches!(word.text, "the" | "a" | "an" | "The" | "A" | "An") {
                marks[0] |= evidence::ARTICLE;
            }
            if word.text == "(" && self.spells(sentence.start..before, self.word(run.start).text) {
                marks[0] |= evidence::DEFINED;
            }
        }
        if let Some(after) = after {
            if flags_at(after) & flags::SAYS != 0 {
                marks[last] |= evidence::SAYS;
            }
            let next = Some(after + 1).filter(|at| *at < sentence.end);
            let is_place = flags::COUNTRY | flags::REGION | flags::CITY;
            if self.word(after).text == ","
                && next.is_some_and(|next| {
                    self.word(next).look == Look::Capital && flags_at(next) & is_place != 0
                })
            {
                marks[last] |= evidence::BEFORE_PLACE;
            }
        }
        if flags_at(run.end - 1) & flags::ORGANISATION_HEAD != 0 {
            for mark in &mut marks[..last] {
                *mark |= evidence::HEADED;
            }
        }
        for (at, mark) in run.zip(marks) {
            self.words[self.places[at].word as usize].evidence |= *mark;
        }
    }

    /// Whether the capitals of `acronym` begin the last words before it.
    fn spells(&self, before: std::ops::Range<usize>, acronym: &str) -> bool {
        let mut letters = acronym
            .chars()
            .rev()
            .filter(|c| c.is_uppercase())
            .peekable();
        if acronym.chars().filter(|c| c.is_uppercase()).count() < 2 {
            return false;
        }
        for at in before.rev().take(12) {
            let word = self.word(at);
            let Some(letter) = letters.peek() else { break };
            if word.look == Look::Capital && word.text.starts_with(*letter) {
                letters.next();
            } else if word.look == Look::Capital {
                return false;
            }
        }
        letters.peek().is_none()
    }

    /// Whether a sentence is written in capitals, which tell nothing then.
    #[must_use]
    pub fn is_shouted(&self, sentence: std::ops::Range<usize>) -> bool {
        let (mut long, mut loud) = (0, 0);
        for at in sentence {
            let text = self.word(at).text;
            if text.len() > 3 && text.starts_with(char::is_alphabetic) {
                long += 1;
                loud += usize::from(!text.chars().any(char::is_lowercase));
            }
        }
        long > 2 && loud * 10 > long * 8
    }

    /// Whether a sentence is written as a headline, with capitals throughout.
    #[must_use]
    pub fn is_headline(&self, sentence: std::ops::Range<usize>) -> bool {
        let (mut long, mut capital) = (0, 0);
        for at in sentence {
            let word = self.word(at);
            if word.text.len() > 3 && matches!(word.look, Look::Capital | Look::Small) {
                long += 1;
                capital += usize::from(word.look == Look::Capital);
            }
        }
        long > 2 && capital * 4 > long * 3
    }
}

/// Room for so many tokens is made at once, at most.
const MOST_FORESEEN: usize = 1 << 14;

fn word<'p>(token: &Token<'p>, model: &Model<'_>, buffer: &mut String) -> Word<'p> {
    let text = token.text;
    let exact = hash::of_bytes(text.as_bytes());
    let lower = if token.look == Look::Capital {
        lower_case(text, buffer);
        hash::of_bytes(buffer.as_bytes())
    } else {
        exact
    };
    let class = class(exact, lower, model);
    Word {
        text,
        look: token.look,
        lower,
        shape: shape(text),
        class,
        evidence: 0,
    }
}

/// Writes `text` in lower case over what `lower` holds, which is used again and
/// again.
fn lower_case(text: &str, lower: &mut String) {
    lower.clear();
    if text.is_ascii() {
        lower.push_str(text);
        lower.make_ascii_lowercase();
    } else {
        lower.push_str(&text.to_lowercase());
    }
}

/// Classes by the exact form, else by the lower-case one; lists by the latter.
fn class(exact: u64, lower: u64, model: &Model<'_>) -> WordClass {
    let lower_class = model.word(lower).unwrap_or_default();
    if exact == lower {
        return lower_class;
    }
    let exact_class = model.word(exact).unwrap_or_default();
    let clusters = if exact_class.clusters == [0; 3] {
        lower_class.clusters
    } else {
        exact_class.clusters
    };
    WordClass {
        clusters,
        flags: lower_class.flags,
    }
}

/// Capitals, small letters, figures and marks, runs of one sort as one; and
/// whether the word is short.
fn shape(text: &str) -> u64 {
    let mut shape = 0_u64;
    let mut last = 0;
    for c in text.chars().take(24) {
        let sort = if c.is_uppercase() {
            1
        } else if c.is_alphabetic() {
            2
        } else if c.is_numeric() {
            3
        } else {
            4 + u64::from(u32::from(c) % 61)
        };
        if sort == last && sort != 1 {
            continue;
        }
        shape = shape.wrapping_mul(67).wrapping_add(sort);
        last = sort;
    }
    shape
        .wrapping_mul(2)
        .wrapping_add(u64::from(text.len() < 4))
}

/// Spellings are hashed with the recogniser's own hash; the order of the map
/// is never seen.
#[derive(Clone, Copy, Debug, Default)]
struct ByHash(u64);

impl std::hash::Hasher for ByHash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 ^= hash::of_bytes(bytes);
    }

    fn write_u8(&mut self, _: u8) {}
}

impl std::hash::BuildHasher for ByHash {
    type Hasher = Self;

    fn build_hasher(&self) -> Self {
        *self
    }
}

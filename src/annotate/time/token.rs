//! Words, numbers and signs of a sentence.
//!
//! This exists so that rules read classes instead of characters. It knows no
//! grammar; what a word means is in the lexicon, what a number can be in
//! `shape`.

use super::class::{self, Classes};
use super::lexicon::{Cue, Lexicon, Word};
use super::shape;
use crate::article::ProseRange;

/// A word, a number or a sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    /// Its extent in the whole text.
    pub(super) at: ProseRange,
    /// Its characters.
    pub(super) text: &'t str,
    /// Whether nothing lies between it and the token before it.
    pub(super) glued: bool,
    /// What it is.
    pub(super) kind: Kind,
    /// What rules may ask of it.
    pub(super) classes: Classes,
    /// Where it stands in the lexicon.
    pub(super) entry: Option<u16>,
    cue: Option<Cue>,
    word: Option<Word>,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word.
    Letters,
    /// Digits, with their value if there are at most four.
    Number(Option<u16>),
    /// Any other character.
    Sign(char),
}

impl Token<'_> {
    /// Its name in the code, if it has one.
    pub(super) fn word(&self) -> Option<Word> {
        self.word
    }

    /// What it says about the tense of its clause.
    pub(super) fn cue(&self) -> Option<Cue> {
        self.cue
    }

    /// Whether it is this sign.
    pub(super) fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    /// Whether it is a hyphen or a dash.
    pub(super) fn is_dash(&self) -> bool {
        matches!(
            self.kind,
            Kind::Sign('-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '\u{2014}')
        )
    }

    /// Whether it begins with a capital letter.
    pub(super) fn is_capital(&self) -> bool {
        self.classes.meets(Classes::of(class::CAPITAL))
    }
}

/// Puts the tokens of `sentence`, which begins at byte `offset` of the text, in
/// the place of what `tokens` held.
pub(super) fn tokens<'t>(
    sentence: &'t str,
    offset: usize,
    lexicon: &Lexicon,
    tokens: &mut Vec<Token<'t>>,
) {
    tokens.clear();
    let mut at = 0;
    let mut glued = false;
    while let Some(first) = sentence[at..].chars().next() {
        let length = length(first, &sentence[at..]);
        if !first.is_whitespace() {
            let text = &sentence[at..at + length];
            let range = ProseRange::new(offset + at, offset + at + length);
            tokens.push(token(text, first, range, glued, lexicon));
        }
        glued = !first.is_whitespace();
        at += length;
    }
    shape::numbers(tokens);
}

fn length(first: char, rest: &str) -> usize {
    let run = |same: fn(char) -> bool| rest.find(|c| !same(c)).unwrap_or(rest.len());
    match first {
        c if c.is_ascii_alphabetic() => {
            let ascii = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            match rest.as_bytes().get(ascii) {
                Some(byte) if !byte.is_ascii() => run(char::is_alphabetic),
                _ => ascii,
            }
        }
        c if c.is_whitespace() => run(char::is_whitespace),
        c if c.is_ascii_digit() => run(|c| c.is_ascii_digit()),
        c if c.is_alphabetic() => run(char::is_alphabetic),
        c => c.len_utf8(),
    }
}

fn token<'t>(
    text: &'t str,
    first: char,
    at: ProseRange,
    glued: bool,
    lexicon: &Lexicon,
) -> Token<'t> {
    let kind = if first.is_ascii_digit() {
        Kind::Number((text.len() <= 4).then(|| text.parse().ok()).flatten())
    } else if first.is_alphabetic() {
        Kind::Letters
    } else {
        Kind::Sign(first)
    };
    let entry = lexicon.find(text);
    let known = entry.map(|entry| lexicon.at(entry));
    let is_capital = first.is_uppercase();
    let meaning = known.map_or(Classes::NONE, |known| {
        if is_capital {
            known.capital
        } else {
            known.classes
        }
    });
    let shape = match kind {
        Kind::Letters => shape::letters(text, is_capital, meaning),
        Kind::Sign(_) => Classes::of(class::SIGN),
        Kind::Number(_) => Classes::of(class::DIGITS),
    };
    Token {
        at,
        text,
        glued,
        kind,
        classes: meaning.with(shape).and(class::GLUED, glued),
        entry,
        cue: known.and_then(|known| known.cue),
        word: known.and_then(|known| known.word),
    }
}

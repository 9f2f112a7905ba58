//! Words, numbers and signs of a sentence.
//!
//! This exists so that patterns read words instead of characters. It knows no
//! grammar; what a word means is in the lexicon.

use super::lexicon::{self, Cue, Word};
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
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters that this room has a meaning for.
    Known(Word),
    /// Letters that only help to tell past from future, or say nothing.
    Letters(Option<Cue>),
    /// Digits, with their value if there are at most four.
    Number(Option<u16>),
    /// Any other character.
    Sign(char),
}

impl Token<'_> {
    /// What the lexicon says about it.
    pub(super) fn word(&self) -> Option<Word> {
        match self.kind {
            Kind::Known(word) => Some(word),
            _ => None,
        }
    }

    /// What it says about the tense of its clause.
    pub(super) fn cue(&self) -> Option<Cue> {
        match self.kind {
            Kind::Known(_) => lexicon::cue(self.text),
            Kind::Letters(cue) => cue,
            _ => None,
        }
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

    /// Whether it is an apostrophe, straight or curly.
    pub(super) fn is_apostrophe(&self) -> bool {
        matches!(self.kind, Kind::Sign('\'' | '\u{2019}' | '\u{2018}'))
    }

    /// Whether it is made of digits.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number(_))
    }

    /// Whether it is made of letters.
    pub(super) fn is_letters(&self) -> bool {
        matches!(self.kind, Kind::Known(_) | Kind::Letters(_))
    }

    /// Whether it looks like a plural noun.
    pub(super) fn is_plural(&self) -> bool {
        matches!(self.kind, Kind::Letters(_)) && self.text.len() > 3 && self.text.ends_with('s')
    }

    /// Whether it begins with a capital letter.
    pub(super) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// The tokens of `sentence`, which begins at byte `offset` of the text.
pub(super) fn tokens(sentence: &str, offset: usize) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut glued = false;
    while let Some(first) = sentence[at..].chars().next() {
        let length = length(first, &sentence[at..]);
        let text = &sentence[at..at + length];
        if !first.is_whitespace() {
            let range = ProseRange::new(offset + at, offset + at + length);
            let kind = kind(first, text);
            tokens.push(Token {
                at: range,
                text,
                glued,
                kind,
            });
        }
        glued = !first.is_whitespace();
        at += length;
    }
    tokens
}

fn length(first: char, rest: &str) -> usize {
    let run = |same: fn(char) -> bool| rest.find(|c| !same(c)).unwrap_or(rest.len());
    match first {
        c if c.is_whitespace() => run(char::is_whitespace),
        c if c.is_ascii_digit() => run(|c| c.is_ascii_digit()),
        c if c.is_alphabetic() => run(char::is_alphabetic),
        c => c.len_utf8(),
    }
}

fn kind(first: char, text: &str) -> Kind {
    match first {
        c if c.is_ascii_digit() => {
            Kind::Number((text.len() <= 4).then(|| text.parse().ok()).flatten())
        }
        c if c.is_alphabetic() => match lexicon::word(text) {
            Some(word) => Kind::Known(word),
            None => Kind::Letters(lexicon::cue(text)),
        },
        c => Kind::Sign(c),
    }
}

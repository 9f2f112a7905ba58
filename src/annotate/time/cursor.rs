//! A place in a sentence from which patterns read forward.
//!
//! This exists so that a pattern is a short list of what it expects. A cursor
//! is a copy: a pattern that fails has moved nothing, and none looks further
//! than a fixed number of tokens, which keeps the whole linear.

use super::lexicon::{self, Word};
use super::token::{Kind, Token};

/// A place between two tokens of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'s> {
    tokens: &'s [Token<'s>],
    at: usize,
}

impl<'s> Cursor<'s> {
    /// The place before token `at`.
    pub(super) fn new(tokens: &'s [Token<'s>], at: usize) -> Self {
        Self { tokens, at }
    }

    /// How many tokens lie before it.
    pub(super) fn index(self) -> usize {
        self.at
    }

    /// The token after it.
    pub(super) fn peek(self) -> Option<&'s Token<'s>> {
        self.tokens.get(self.at)
    }

    /// The token `ahead` of the next one.
    pub(super) fn look(self, ahead: usize) -> Option<&'s Token<'s>> {
        self.tokens.get(self.at.checked_add(ahead)?)
    }

    /// The token `back` before it, the nearest is 1.
    pub(super) fn behind(self, back: usize) -> Option<&'s Token<'s>> {
        self.tokens.get(self.at.checked_sub(back)?)
    }

    /// Passes the next token if `read` makes something of it.
    pub(super) fn take<T>(&mut self, read: impl FnOnce(&'s Token<'s>) -> Option<T>) -> Option<T> {
        let taken = read(self.peek()?)?;
        self.at += 1;
        Some(taken)
    }

    /// Passes the next token if it is fit.
    pub(super) fn skip(&mut self, is_fit: impl FnOnce(&'s Token<'s>) -> bool) -> bool {
        self.take(|token| is_fit(token).then_some(())).is_some()
    }

    /// Passes this word if it comes next.
    pub(super) fn skip_word(&mut self, word: Word) -> bool {
        self.skip(|token| token.word() == Some(word))
    }

    /// Passes this word, which must come next.
    pub(super) fn word(&mut self, word: Word) -> Option<()> {
        self.skip_word(word).then_some(())
    }

    /// Passes this sign, which must come next, without a space before it.
    pub(super) fn sign(&mut self, sign: char) -> Option<()> {
        self.skip(|token| token.glued && token.is_sign(sign))
            .then_some(())
    }

    /// Passes a dash if one comes next.
    pub(super) fn skip_dash(&mut self) -> bool {
        self.skip(Token::is_dash)
    }

    /// What `read` reads from here; where it fails, nothing is passed.
    pub(super) fn maybe<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut ahead = *self;
        let value = read(&mut ahead)?;
        *self = ahead;
        Some(value)
    }

    /// What `read` would read from here.
    pub(super) fn ahead<T>(mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        read(&mut self)
    }

    /// Whether the token after it is this word.
    pub(super) fn is_at(self, word: Word) -> bool {
        self.peek().is_some_and(|token| token.word() == Some(word))
    }

    /// The meaning of the word before it.
    pub(super) fn word_behind(self) -> Option<Word> {
        self.behind(1)?.word()
    }

    /// Whether the token before it is a word in capitals that isn't the first
    /// of the sentence and has no meaning here: part of a name.
    pub(super) fn follows_name(self) -> bool {
        self.behind(1)
            .is_some_and(|token| matches!(token.kind, Kind::Letters(_)) && token.is_capital())
    }

    /// Whether a name goes on after it.
    pub(super) fn precedes_name(self) -> bool {
        self.peek().is_some_and(|token| {
            let is_date = matches!(token.word(), Some(Word::Month(..) | Word::Weekday(..)));
            token.is_letters() && token.is_capital() && !is_date
        })
    }

    /// Whether things that are counted come next: "people", "percent".
    pub(super) fn precedes_counted(self) -> bool {
        self.peek().is_some_and(|token| {
            matches!(
                token.kind,
                Kind::Sign('%' | '\u{b0}' | '$' | '\u{20ac}' | '\u{a3}')
            ) || lexicon::is_counted(token.text)
                || matches!(token.word(), Some(Word::Hundred))
        }) || self.precedes_unit()
    }

    /// Whether a unit of time comes next: "2000 years", "2000-year".
    pub(super) fn precedes_unit(mut self) -> bool {
        self.skip_dash();
        self.peek()
            .is_some_and(|token| matches!(token.word(), Some(Word::Unit(_) | Word::Units(_))))
    }

    /// Whether "mid-" or "early" stands before it.
    pub(super) fn follows_edge(self) -> bool {
        let back = if self.behind(1).is_some_and(Token::is_dash) {
            2
        } else {
            1
        };
        let word = self.behind(back).and_then(Token::word);
        matches!(word, Some(Word::Edge(_)))
    }

    /// Passes a number that stands by itself: no money, no decimals, no part
    /// of a code.
    pub(super) fn number(&mut self) -> Option<u16> {
        self.whole_start()?;
        let mut after = *self;
        let value = after.take(|token| match token.kind {
            Kind::Number(value) => value,
            _ => None,
        })?;
        after.whole_end()?;
        *self = after;
        Some(value)
    }

    fn whole_start(self) -> Option<()> {
        let Some(before) = self
            .behind(1)
            .filter(|_| self.peek().is_some_and(|t| t.glued))
        else {
            return Some(());
        };
        let is_fine = match before.kind {
            Kind::Sign('$' | '\u{a3}' | '\u{20ac}' | '\u{a5}' | '#' | '@' | '_' | '+' | '=') => {
                false
            }
            Kind::Sign('.' | ',' | ':' | '/' | '\\') => {
                !(before.glued && self.behind(2).is_some_and(Token::is_number))
            }
            Kind::Sign(_) => true,
            _ => false,
        };
        is_fine.then_some(())
    }

    fn whole_end(self) -> Option<()> {
        let Some(after) = self.peek().filter(|token| token.glued) else {
            return Some(());
        };
        let goes_on = |token: &Token<'_>| token.glued && token.is_number();
        let is_fine = match after.kind {
            Kind::Sign('.' | ',' | ':') => !self.look(1).is_some_and(goes_on),
            Kind::Sign('%' | '\u{b0}' | '_' | '\\' | '@' | '\u{20ac}' | '\u{a3}' | '$') => false,
            Kind::Sign(_)
            | Kind::Known(
                Word::OrdinalMark | Word::DecadeMark | Word::Am | Word::Pm | Word::Bc | Word::Ad,
            ) => true,
            _ => false,
        };
        is_fine.then_some(())
    }
}

//! Words before a date or a length that belong to it: "early", "about".

use super::Reading;
use crate::annotate::time::cursor::Cursor;
use crate::annotate::time::lexicon::Word;
use crate::annotate::time::rough::{Base, Rough, Unit, Which, YearOf};
use crate::annotate::time::token::Token;
use crate::article::TimeModifier;

/// Words before a date or a length that belong to it.
#[derive(Clone, Copy)]
pub(super) enum Prefix {
    /// "early", "the end of".
    Edge(TimeModifier),
    /// "earlier", "later".
    Within(TimeModifier),
    /// "about".
    About,
    /// "more than".
    Bound(TimeModifier),
}

/// EXAMPLE "early", "the mid-", "the end of", "later", "about", "at least".
pub(super) fn prefix(cursor: &mut Cursor<'_>) -> Option<Prefix> {
    cursor
        .maybe(edge)
        .or_else(|| cursor.maybe(bound))
        .or_else(|| {
            cursor.take(|token| match token.word()? {
                Word::Earlier => Some(Prefix::Within(TimeModifier::Start)),
                Word::Later => Some(Prefix::Within(TimeModifier::End)),
                Word::About => Some(Prefix::About),
                _ => None,
            })
        })
}

fn edge(cursor: &mut Cursor<'_>) -> Option<Prefix> {
    cursor.skip_word(Word::The);
    let (edge, is_noun) = cursor.take(|token| match token.word()? {
        Word::Edge(edge) => Some((edge, false)),
        Word::EdgeOf(edge) => Some((edge, true)),
        _ => None,
    })?;
    if is_noun {
        cursor.word(Word::Of)?;
    } else {
        cursor.skip_dash();
    }
    Some(Prefix::Edge(edge))
}

fn bound(cursor: &mut Cursor<'_>) -> Option<Prefix> {
    let bound = match cursor.take(Token::word)? {
        // "over the next days" bounds nothing.
        Word::Bound(bound) if !cursor.is_at(Word::The) => bound,
        Word::More => cursor.word(Word::Than).map(|()| TimeModifier::MoreThan)?,
        Word::Less => cursor.word(Word::Than).map(|()| TimeModifier::LessThan)?,
        Word::Up => cursor.word(Word::To).map(|()| TimeModifier::EqualOrLess)?,
        Word::At => cursor.take(|token| match token.word()? {
            Word::LeastMost(bound) => Some(bound),
            _ => None,
        })?,
        _ => return None,
    };
    Some(Prefix::Bound(bound))
}

impl Prefix {
    /// The reading with the prefix; `None` when they don't go together.
    pub(super) fn modify(self, reading: Reading) -> Option<Reading> {
        let is_length = matches!(reading.rough, Rough::Length { .. });
        let is_date = !is_length
            && !matches!(
                reading.rough,
                Rough::Every { .. }
                    | Rough::EveryWeekday(_)
                    | Rough::Fixed(_)
                    | Rough::Hence { .. }
            );
        let (modifier, is_fit) = match self {
            Self::Edge(edge) => (edge, is_date),
            Self::Within(edge) => (edge, is_this(&reading.rough)),
            Self::About => (TimeModifier::Approx, is_date || is_length),
            Self::Bound(bound) => (bound, is_length || is_counted(&reading.rough)),
        };
        (is_fit && reading.modifier.is_none()).then_some(Reading {
            modifier: Some(modifier),
            ..reading
        })
    }
}

/// "two years ago", of which "more than two years ago" can be said.
fn is_counted(rough: &Rough) -> bool {
    matches!(rough, Rough::Shift { by, unit, .. } if *by != 0 && *unit > Unit::Day)
}

fn is_this(rough: &Rough) -> bool {
    matches!(
        rough,
        Rough::Shift {
            from: Base::Dateline | Base::Reference,
            by: 0,
            ..
        } | Rough::InYear {
            year: YearOf::Which(Which::This),
            ..
        }
    )
}

//! What a rule captured, by name.
//!
//! This exists so that a constructor asks for "the month" and not for the
//! third word. It knows the lexicon's values and no rule.

use super::class::Class;
use super::lexicon::Lexicon;
use super::token::{Kind, Token};
use super::value::{Type, Value};

macro_rules! slots {
    ($($name:ident = $text:literal: $of:ident,)*) => {
        /// A name that a rule may give to a token or a value.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Slot {
            $($name,)*
        }

        impl Slot {
            /// The slot that rules call so.
            pub(super) fn named(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$name),)*
                    _ => None,
                }
            }

            /// What it holds.
            pub(super) fn type_of(self) -> Type {
                match self {
                    $(Self::$name => Type::$of,)*
                }
            }
        }
    };
}

slots! {
    Month = "month": Number,
    Day = "day": Number,
    First = "first": Number,
    Second = "second": Number,
    Weekday = "weekday": Number,
    Year = "year": Number,
    ShortYear = "short": Number,
    YearsAway = "years": Number,
    SameYear = "told": Flag,
    Season = "season": Number,
    Rank = "rank": Number,
    Decade = "decade": Number,
    Before = "bc": Flag,
    Which = "which": Number,
    Beside = "beside": Number,
    By = "by": Number,
    From = "from": Base,
    Tens = "tens": Number,
    Ones = "ones": Number,
    Thousands = "thousands": Number,
    Hundred = "hundred": Number,
    Half = "half": Flag,
    Some = "some": Flag,
    Unit = "unit": Unit,
    One = "single": Unit,
    Part = "part": Part,
    Hour = "hour": Number,
    Minute = "minute": Number,
    Military = "hhmm": Number,
    Meridiem = "pm": Number,
    Modifier = "modifier": Modifier,
    Reference = "reference": Reference,
    Holiday = "holiday": Holiday,
}

/// A token that a rule gave a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Capture {
    /// The name.
    pub(super) slot: Slot,
    /// The token.
    pub(super) token: usize,
    /// As what it was read.
    pub(super) class: Class,
}

/// All that one reading of a rule captured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slots<'s> {
    /// What the rule itself says.
    pub(super) constants: &'s [(Slot, Value)],
    /// What it captured.
    pub(super) captures: &'s [Capture],
    /// The sentence.
    pub(super) tokens: &'s [Token<'s>],
    /// What its words stand for.
    pub(super) lexicon: &'s Lexicon,
}

impl Slots<'_> {
    /// Whether there is something of this name.
    pub(super) fn has(&self, slot: Slot) -> bool {
        self.captures.iter().any(|capture| capture.slot == slot)
    }

    /// What this name stands for.
    pub(super) fn value(&self, slot: Slot) -> Option<Value> {
        let mut captures = self.captures.iter().rev();
        let newest = captures.find(|capture| capture.slot == slot);
        let value = newest.and_then(|capture| {
            let token = &self.tokens[capture.token];
            match token.kind {
                Kind::Number(number) => number.map(|number| Value::Number(i32::from(number))),
                _ => self.lexicon.at(token.entry?).value(capture.class),
            }
        });
        value.or_else(|| {
            let mut constants = self.constants.iter();
            constants
                .find(|(of, _)| *of == slot)
                .map(|(_, value)| *value)
        })
    }

    /// The number of this name, if it fits.
    pub(super) fn number<T: TryFrom<i32>>(&self, slot: Slot) -> Option<T> {
        match self.value(slot)? {
            Value::Number(number) => T::try_from(number).ok(),
            _ => None,
        }
    }
}

//! What a word stands for, as data writes it: `january=1`, `week=week`.
//!
//! This exists so that the names used in the lexicon and the rules have one
//! list. It knows no words of the language.

use super::rough::{Base, DayPart, Holiday, Reference, Unit};
use crate::article::TimeModifier;

/// What a word of some class stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A month, a weekday, a count, a number of units.
    Number(i32),
    /// A unit of time.
    Unit(Unit),
    /// A part of the day.
    Part(DayPart),
    /// "early", "about".
    Modifier(TimeModifier),
    /// "now", "recently".
    Reference(Reference),
    /// "Christmas".
    Holiday(Holiday),
    /// Where a shift counts from.
    Base(Base),
}

/// The kinds of [`Value`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Number,
    Unit,
    Part,
    Modifier,
    Reference,
    Holiday,
    Base,
    /// Only whether there is one.
    Flag,
}

const NAMES: &[(&str, Value)] = &[
    ("second", Value::Unit(Unit::Second)),
    ("minute", Value::Unit(Unit::Minute)),
    ("hour", Value::Unit(Unit::Hour)),
    ("day", Value::Unit(Unit::Day)),
    ("week", Value::Unit(Unit::Week)),
    ("month", Value::Unit(Unit::Month)),
    ("quarter", Value::Unit(Unit::Quarter)),
    ("year", Value::Unit(Unit::Year)),
    ("decade", Value::Unit(Unit::Decade)),
    ("century", Value::Unit(Unit::Century)),
    ("morning", Value::Part(DayPart::Morning)),
    ("afternoon", Value::Part(DayPart::Afternoon)),
    ("evening", Value::Part(DayPart::Evening)),
    ("night", Value::Part(DayPart::Night)),
    ("start", Value::Modifier(TimeModifier::Start)),
    ("mid", Value::Modifier(TimeModifier::Mid)),
    ("end", Value::Modifier(TimeModifier::End)),
    ("about", Value::Modifier(TimeModifier::Approx)),
    ("less", Value::Modifier(TimeModifier::LessThan)),
    ("more", Value::Modifier(TimeModifier::MoreThan)),
    ("at-most", Value::Modifier(TimeModifier::EqualOrLess)),
    ("at-least", Value::Modifier(TimeModifier::EqualOrMore)),
    ("past", Value::Reference(Reference::Past)),
    ("present", Value::Reference(Reference::Present)),
    ("future", Value::Reference(Reference::Future)),
    ("dateline", Value::Base(Base::Dateline)),
    ("reference", Value::Base(Base::Reference)),
    ("nearby", Value::Base(Base::Nearby)),
    ("new-years-day", Value::Holiday(Holiday::NewYearsDay)),
    ("new-years-eve", Value::Holiday(Holiday::NewYearsEve)),
    (
        "martin-luther-king-day",
        Value::Holiday(Holiday::MartinLutherKingDay),
    ),
    ("valentines-day", Value::Holiday(Holiday::ValentinesDay)),
    ("presidents-day", Value::Holiday(Holiday::PresidentsDay)),
    ("st-patricks-day", Value::Holiday(Holiday::StPatricksDay)),
    ("palm-sunday", Value::Holiday(Holiday::PalmSunday)),
    ("good-friday", Value::Holiday(Holiday::GoodFriday)),
    ("easter", Value::Holiday(Holiday::Easter)),
    ("easter-monday", Value::Holiday(Holiday::EasterMonday)),
    ("ash-wednesday", Value::Holiday(Holiday::AshWednesday)),
    ("may-day", Value::Holiday(Holiday::MayDay)),
    ("memorial-day", Value::Holiday(Holiday::MemorialDay)),
    ("independence-day", Value::Holiday(Holiday::IndependenceDay)),
    ("labor-day", Value::Holiday(Holiday::LaborDay)),
    ("september-11", Value::Holiday(Holiday::September11)),
    ("columbus-day", Value::Holiday(Holiday::ColumbusDay)),
    ("halloween", Value::Holiday(Holiday::Halloween)),
    ("veterans-day", Value::Holiday(Holiday::VeteransDay)),
    ("thanksgiving", Value::Holiday(Holiday::Thanksgiving)),
    ("christmas-eve", Value::Holiday(Holiday::ChristmasEve)),
    ("christmas", Value::Holiday(Holiday::Christmas)),
    ("boxing-day", Value::Holiday(Holiday::BoxingDay)),
];

impl Value {
    /// Reads a number or one of the names.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let number = text.parse().ok().map(Self::Number);
        number.or_else(|| {
            let named = NAMES.iter().find(|(name, _)| *name == text)?;
            Some(named.1)
        })
    }

    /// Its kind.
    pub(super) fn type_of(self) -> Type {
        match self {
            Self::Number(_) => Type::Number,
            Self::Unit(_) => Type::Unit,
            Self::Part(_) => Type::Part,
            Self::Modifier(_) => Type::Modifier,
            Self::Reference(_) => Type::Reference,
            Self::Holiday(_) => Type::Holiday,
            Self::Base(_) => Type::Base,
        }
    }
}

//! Constructors: what a rule makes of its captures.
//!
//! This exists so that rules stay words and meaning stays types: a rule names
//! one of these, and the slots say the rest. It knows no words and no dateline.

mod dates;
mod lengths;

use std::borrow::Cow;

use super::rough::{DayPart, Rough, TimeOfDay};
use super::slots::{Slot, Slots};
use super::value::Value;
use crate::article::TimeModifier;

/// What a rule read.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// What it says by itself.
    pub(super) rough: Rough,
    /// The time of day it adds.
    pub(super) time: Option<TimeOfDay>,
    /// "early", "the end of", "about".
    pub(super) modifier: Option<TimeModifier>,
}

macro_rules! makes {
    ($($(#[$doc:meta])* $name:ident => $function:path,)*) => {
        /// The constructors by the names that rules use.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Make {
            $($(#[$doc])* $name,)*
        }

        impl Make {
            /// The constructor of this name.
            pub(super) fn named(name: &str) -> Option<Self> {
                match name {
                    $(stringify!($name) => Some(Self::$name),)*
                    _ => None,
                }
            }

            fn rough(self, slots: &Slots<'_>) -> Option<Rough> {
                match self {
                    $(Self::$name => $function(slots),)*
                }
            }
        }
    };
}

makes! {
    /// A day of a month.
    Day => dates::day,
    /// A day of the month that the text speaks of.
    DayOfMonth => dates::day_of_month,
    /// A day in digits, the year first.
    Date => dates::date,
    /// A day in digits, the year last.
    Numeric => dates::numeric,
    Month => dates::month,
    Season => dates::season,
    Quarter => dates::quarter,
    Half => dates::half,
    Holiday => dates::holiday,
    Year => dates::year,
    /// A year before or after the birth of Christ.
    Era => dates::era,
    Decade => dates::decade,
    Century => dates::century,
    Weekday => dates::weekday,
    /// "Monday last week".
    WeekdayOfWeek => dates::weekday_of_week,
    Weekend => dates::weekend,
    /// So many units away, as the slots `by` or `beside` say.
    Shift => lengths::shift,
    /// So many units away, as a count says: "two years ago".
    Away => lengths::away,
    Length => lengths::length,
    /// A length, or the day after it.
    Hence => lengths::hence,
    Every => lengths::every,
    EveryWeekday => lengths::every_weekday,
    /// "every morning".
    EveryDay => every_day,
    EveryWeekend => every_weekend,
    /// A time of an unknown day.
    Unknown => unknown,
    /// "now", "recently".
    Vague => vague,
}

impl Make {
    /// What it makes of the slots; `None` if they don't go together.
    pub(super) fn reading(self, slots: &Slots<'_>) -> Option<Reading> {
        let time = match time(slots) {
            Timing::None => None,
            Timing::At(time) => Some(time),
            Timing::Impossible => return None,
        };
        let modifier = match slots.value(Slot::Modifier) {
            Some(Value::Modifier(modifier)) => Some(modifier),
            _ => None,
        };
        Some(Reading {
            rough: self.rough(slots)?,
            time,
            modifier,
        })
    }
}

#[expect(clippy::unnecessary_wraps, reason = "has the form of a constructor")]
fn every_day(_: &Slots<'_>) -> Option<Rough> {
    Some(Rough::Recurring("XXXX-XX-XX"))
}

#[expect(clippy::unnecessary_wraps, reason = "has the form of a constructor")]
fn every_weekend(_: &Slots<'_>) -> Option<Rough> {
    Some(Rough::Recurring("XXXX-WXX-WE"))
}

#[expect(clippy::unnecessary_wraps, reason = "has the form of a constructor")]
fn unknown(_: &Slots<'_>) -> Option<Rough> {
    Some(Rough::Fixed(Cow::Borrowed("XXXX-XX-XX")))
}

fn vague(slots: &Slots<'_>) -> Option<Rough> {
    match slots.value(Slot::Reference)? {
        Value::Reference(reference) => Some(Rough::Fixed(Cow::Borrowed(reference.value()))),
        _ => None,
    }
}

enum Timing {
    None,
    At(TimeOfDay),
    Impossible,
}

/// The time of day that the slots tell. "7:30 tonight" is 19:30.
fn time(slots: &Slots<'_>) -> Timing {
    let part = match slots.value(Slot::Part) {
        Some(Value::Part(part)) => Some(part),
        _ => None,
    };
    if let Some(time) = slots.number::<u16>(Slot::Military) {
        return Timing::At(TimeOfDay::Clock(time / 100, time % 100));
    }
    let Some(hour) = slots.number::<u16>(Slot::Hour) else {
        return part.map_or(Timing::None, |part| Timing::At(TimeOfDay::Part(part)));
    };
    let minute = slots.number(Slot::Minute).unwrap_or(0);
    match slots.number::<u16>(Slot::Meridiem) {
        Some(_) if hour > 12 => Timing::Impossible,
        Some(half) => Timing::At(TimeOfDay::Clock(hour % 12 + half, minute)),
        None if (1..12).contains(&hour) && part.is_some_and(DayPart::is_late) => {
            Timing::At(TimeOfDay::Clock(hour + 12, minute))
        }
        None => Timing::At(TimeOfDay::Clock(hour, minute)),
    }
}

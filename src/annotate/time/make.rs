//! Constructors: what a rule makes of its captures.
//!
//! This exists so that rules stay words and meaning stays types: a rule names
//! one of these, and the slots say the rest. It knows no words and no dateline.

use std::borrow::Cow;

use super::rough::{
    Base, Count, DayPart, Reference, Rough, TimeOfDay, Unit, Which, YearOf, YearPart,
};
use super::slots::{Slot, Slots};
use super::timex;
use super::value::Value;
use crate::article::TimeModifier;
use crate::date::When;

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
    ($($(#[$doc:meta])* $name:ident => $function:ident,)*) => {
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
    Day => day,
    /// A day of the month that the text speaks of.
    DayOfMonth => day_of_month,
    /// A day in digits, the year first.
    Date => date,
    /// A day in digits, the year last.
    Numeric => numeric,
    Month => month,
    Season => season,
    Quarter => quarter,
    Half => half,
    Holiday => holiday,
    Year => year,
    /// A year before or after the birth of Christ.
    Era => era,
    Decade => decade,
    Century => century,
    Weekday => weekday,
    /// "Monday last week".
    WeekdayOfWeek => weekday_of_week,
    Weekend => weekend,
    /// So many units away, as the slots `by` or `beside` say.
    Shift => shift,
    /// So many units away, as a count says: "two years ago".
    Away => away,
    Length => length,
    /// A length, or the day after it.
    Hence => hence,
    Every => every,
    EveryWeekday => every_weekday,
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

fn in_year(part: YearPart, slots: &Slots<'_>) -> Rough {
    if slots.has(Slot::Before) {
        let year: i16 = slots.number(Slot::Year).unwrap_or_default();
        return Rough::Fixed(format!("BC{year:04}{}", timex::year_part(part)).into());
    }
    Rough::InYear {
        part,
        year: year_of(slots),
        weekday: slots.number(Slot::Weekday),
    }
}

fn year_of(slots: &Slots<'_>) -> YearOf {
    if let Some(year) = slots.number(Slot::Year) {
        return YearOf::Named(year);
    }
    if let Some(short) = slots.number(Slot::ShortYear) {
        return YearOf::Named(full_year(short));
    }
    if let Some(years) = slots.number(Slot::YearsAway) {
        return YearOf::Offset(years);
    }
    if slots.has(Slot::SameYear) {
        return YearOf::Reference;
    }
    YearOf::Which(which(slots))
}

fn which(slots: &Slots<'_>) -> Which {
    match (slots.number(Slot::Beside), slots.number(Slot::Which)) {
        (Some(1_i8), _) => Which::Following,
        (Some(-1), _) => Which::Previous,
        (_, Some(-1_i8)) => Which::Last,
        (_, Some(0)) => Which::This,
        (_, Some(1)) => Which::Next,
        _ => Which::Bare,
    }
}

/// A rank or a day in words: "thirty-first".
fn rank(slots: &Slots<'_>, slot: Slot) -> Option<i8> {
    let tens: i8 = slots.number(Slot::Tens).unwrap_or(0);
    slots.number::<i8>(slot)?.checked_add(tens)
}

fn day(slots: &Slots<'_>) -> Option<Rough> {
    let day = rank(slots, Slot::Day).filter(|day| (1..=31).contains(day))?;
    let month = slots.number(Slot::Month)?;
    Some(in_year(YearPart::Day(month, day), slots))
}

fn day_of_month(slots: &Slots<'_>) -> Option<Rough> {
    slots.number(Slot::Day).map(Rough::DayOfMonth)
}

fn date(slots: &Slots<'_>) -> Option<Rough> {
    exact(
        slots.number(Slot::Year)?,
        slots.number(Slot::Month)?,
        slots.number(Slot::Day)?,
    )
}

/// A day of the calendar, or one that it should have but hasn't.
fn exact(year: i16, month: i8, day: i8) -> Option<Rough> {
    let is_like = (1..=12).contains(&month) && (1..=31).contains(&day);
    let when = YearPart::Day(month, day).of(year);
    is_like.then(|| when.map_or(Rough::Impossible, Rough::Known))
}

/// The order of "02/22/2016" is certain, that of "02/03/2016" isn't; dots are
/// written by those who put the day first.
fn numeric(slots: &Slots<'_>) -> Option<Rough> {
    let (first, second) = (slots.number(Slot::First)?, slots.number(Slot::Second)?);
    let has_day_first = slots.number(Slot::By) == Some(1_i8);
    let year = match slots.number(Slot::Year)? {
        year @ 1000..=2100 => year,
        short @ 0..=99 if !has_day_first => full_year(short),
        _ => return None,
    };
    match (first, second) {
        (13.., _) => exact(year, second, first),
        (_, 13..) if !has_day_first => exact(year, first, second),
        _ if has_day_first || first == second => exact(year, second, first),
        (1.., 1..) => Some(Rough::Unordered {
            first,
            second,
            year,
        }),
        _ => None,
    }
}

/// A year in two digits, up to fifteen years ahead of the turn of the century
/// that most texts are nearest to.
fn full_year(short: i16) -> i16 {
    short + if short < 40 { 2000 } else { 1900 }
}

fn month(slots: &Slots<'_>) -> Option<Rough> {
    let part = YearPart::Month(slots.number(Slot::Month)?);
    Some(in_year(part, slots))
}

fn season(slots: &Slots<'_>) -> Option<Rough> {
    let part = YearPart::Season(slots.number(Slot::Season)?);
    Some(in_year(part, slots))
}

fn quarter(slots: &Slots<'_>) -> Option<Rough> {
    let rank = slots
        .number(Slot::Rank)
        .filter(|rank| (1..=4).contains(rank))?;
    Some(in_year(YearPart::Quarter(rank), slots))
}

fn half(slots: &Slots<'_>) -> Option<Rough> {
    let rank = slots
        .number(Slot::Rank)
        .filter(|rank| (1..=2).contains(rank))?;
    Some(in_year(YearPart::Half(rank), slots))
}

fn holiday(slots: &Slots<'_>) -> Option<Rough> {
    match slots.value(Slot::Holiday)? {
        Value::Holiday(holiday) => Some(in_year(YearPart::Holiday(holiday), slots)),
        _ => None,
    }
}

/// A year; in two digits it takes the century of the year named beside it, if
/// that makes it the later of the two.
fn year(slots: &Slots<'_>) -> Option<Rough> {
    let named: Option<i16> = slots.number(Slot::Year);
    let year = match (named, slots.number::<i16>(Slot::ShortYear)) {
        (Some(named), Some(short)) => {
            let year = named - named % 100 + short;
            Some(year).filter(|year| *year > named)?
        }
        (Some(named), None) => named,
        (None, short) => full_year(short?),
    };
    When::year(year).map(Rough::Known)
}

fn era(slots: &Slots<'_>) -> Option<Rough> {
    let year: i16 = slots.number(Slot::Year)?;
    if slots.has(Slot::Before) {
        return Some(Rough::Fixed(format!("BC{year:04}").into()));
    }
    When::year(year).map(Rough::Known)
}

fn decade(slots: &Slots<'_>) -> Option<Rough> {
    let decade: i16 = slots.number(Slot::Decade)?;
    if slots.has(Slot::Before) {
        return Some(Rough::Fixed(format!("BC{:03}", decade / 10).into()));
    }
    let year = match decade {
        0..=99 => full_year(decade),
        year => year,
    };
    When::decade(year).map(Rough::Known)
}

fn century(slots: &Slots<'_>) -> Option<Rough> {
    let century = i16::from(rank(slots, Slot::Rank)?);
    if slots.has(Slot::Before) {
        return Some(Rough::Fixed(format!("BC{:02}", century - 1).into()));
    }
    let when = When::century(100 * (century - 1));
    when.filter(|_| (1..=21).contains(&century))
        .map(Rough::Known)
}

fn weekday(slots: &Slots<'_>) -> Option<Rough> {
    Some(Rough::Weekday {
        number: slots.number(Slot::Weekday)?,
        which: which(slots),
    })
}

fn weekday_of_week(slots: &Slots<'_>) -> Option<Rough> {
    Some(Rough::WeekdayOfWeek {
        number: slots.number(Slot::Weekday)?,
        weeks: slots.number(Slot::Which)?,
    })
}

#[expect(clippy::unnecessary_wraps, reason = "has the form of a constructor")]
fn weekend(slots: &Slots<'_>) -> Option<Rough> {
    Some(Rough::Weekend(which(slots)))
}

fn unit(slots: &Slots<'_>) -> Option<Unit> {
    let value = slots.value(Slot::Unit).or_else(|| slots.value(Slot::One));
    match value? {
        Value::Unit(unit) => Some(unit),
        _ => None,
    }
}

fn from(slots: &Slots<'_>) -> Base {
    match slots.value(Slot::From) {
        Some(Value::Base(base)) => base,
        _ => Base::Dateline,
    }
}

fn shift(slots: &Slots<'_>) -> Option<Rough> {
    let by: i32 = slots.number(Slot::By).unwrap_or(0);
    let beside: i32 = slots.number(Slot::Beside).unwrap_or(0);
    Some(Rough::Shift {
        from: from(slots),
        by: by + beside,
        unit: unit(slots)?,
    })
}

fn away(slots: &Slots<'_>) -> Option<Rough> {
    let sign: i32 = slots.number(Slot::By)?;
    let (count, unit) = counted(slots).or_else(|| Some((Count::Some, unit(slots)?)))?;
    let vague = if sign < 0 {
        Reference::Past
    } else {
        Reference::Future
    };
    Some(match count {
        Count::Of(count) if unit >= Unit::Day => Rough::Shift {
            from: from(slots),
            by: sign * i32::from(count),
            unit,
        },
        _ => Rough::Fixed(vague.value().into()),
    })
}

/// A count and its unit, if they agree: "one week", "two weeks".
fn counted(slots: &Slots<'_>) -> Option<(Count, Unit)> {
    let count = count(slots)?;
    let agrees = !slots.has(Slot::One) || count == Count::Of(1);
    Some((count, unit(slots)?)).filter(|_| agrees)
}

fn count(slots: &Slots<'_>) -> Option<Count> {
    if slots.has(Slot::Some) {
        return Some(Count::Some);
    }
    let number = |slot| slots.number::<i32>(slot);
    let parts = [number(Slot::Tens), number(Slot::Ones)];
    let small: Option<i32> = parts.into_iter().flatten().reduce(|a, b| a + b);
    let whole = match (number(Slot::Hundred), number(Slot::Thousands)) {
        (Some(hundred), _) => small.unwrap_or(1) * hundred,
        (_, Some(thousands)) => 1000 * thousands + small.unwrap_or(0),
        _ => small.unwrap_or(0),
    };
    let whole = u16::try_from(whole).ok()?;
    if slots.has(Slot::Half) {
        return Some(Count::AndHalf(whole));
    }
    (whole > 0 || small.is_some()).then_some(Count::Of(whole))
}

fn length(slots: &Slots<'_>) -> Option<Rough> {
    let (count, unit) = counted(slots)?;
    Some(Rough::Length { count, unit })
}

fn hence(slots: &Slots<'_>) -> Option<Rough> {
    let (count, unit) = counted(slots)?;
    Some(Rough::Hence { count, unit })
}

fn every(slots: &Slots<'_>) -> Option<Rough> {
    let count = match count(slots) {
        None => 1,
        Some(Count::Of(count)) => count,
        Some(_) => return None,
    };
    let unit = unit(slots)?;
    Some(Rough::Every { count, unit })
}

fn every_weekday(slots: &Slots<'_>) -> Option<Rough> {
    slots.number(Slot::Weekday).map(Rough::EveryWeekday)
}

#[expect(clippy::unnecessary_wraps, reason = "has the form of a constructor")]
fn every_weekend(_: &Slots<'_>) -> Option<Rough> {
    Some(Rough::EveryWeekend)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_years_lie_around_the_turn_of_the_century() {
        assert_eq!([39, 40, 99, 0].map(full_year), [2039, 1940, 1999, 2000]);
    }
}

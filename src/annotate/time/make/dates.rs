//! Dates of the calendar, made of what a rule captured.

use crate::annotate::time::rough::{Rough, Which, YearOf, YearPart};
use crate::annotate::time::slots::{Slot, Slots};
use crate::annotate::time::timex;
use crate::annotate::time::value::Value;
use crate::date::When;

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

pub(super) fn day(slots: &Slots<'_>) -> Option<Rough> {
    let day = rank(slots, Slot::Day).filter(|day| (1..=31).contains(day))?;
    let month = slots.number(Slot::Month)?;
    Some(in_year(YearPart::Day(month, day), slots))
}

pub(super) fn day_of_month(slots: &Slots<'_>) -> Option<Rough> {
    slots.number(Slot::Day).map(Rough::DayOfMonth)
}

pub(super) fn date(slots: &Slots<'_>) -> Option<Rough> {
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
pub(super) fn numeric(slots: &Slots<'_>) -> Option<Rough> {
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

pub(super) fn month(slots: &Slots<'_>) -> Option<Rough> {
    let part = YearPart::Month(slots.number(Slot::Month)?);
    Some(in_year(part, slots))
}

pub(super) fn season(slots: &Slots<'_>) -> Option<Rough> {
    let part = YearPart::Season(slots.number(Slot::Season)?);
    Some(in_year(part, slots))
}

pub(super) fn quarter(slots: &Slots<'_>) -> Option<Rough> {
    let rank = slots
        .number(Slot::Rank)
        .filter(|rank| (1..=4).contains(rank))?;
    Some(in_year(YearPart::Quarter(rank), slots))
}

pub(super) fn half(slots: &Slots<'_>) -> Option<Rough> {
    let rank = slots
        .number(Slot::Rank)
        .filter(|rank| (1..=2).contains(rank))?;
    Some(in_year(YearPart::Half(rank), slots))
}

pub(super) fn holiday(slots: &Slots<'_>) -> Option<Rough> {
    match slots.value(Slot::Holiday)? {
        Value::Holiday(holiday) => Some(in_year(YearPart::Holiday(holiday), slots)),
        _ => None,
    }
}

/// A year; in two digits it takes the century of the year named beside it, if
/// that makes it the later of the two.
pub(super) fn year(slots: &Slots<'_>) -> Option<Rough> {
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

pub(super) fn era(slots: &Slots<'_>) -> Option<Rough> {
    let year: i16 = slots.number(Slot::Year)?;
    if slots.has(Slot::Before) {
        return Some(Rough::Fixed(format!("BC{year:04}").into()));
    }
    When::year(year).map(Rough::Known)
}

pub(super) fn decade(slots: &Slots<'_>) -> Option<Rough> {
    let decade: i16 = slots.number(Slot::Decade)?;
    if slots.has(Slot::Before) {
        return Some(Rough::Fixed(format!("BC{:03}", decade / 10).into()));
    }
    let year = match decade {
        0..=99 => full_year(decade),
        year => year,
    };
    // "the 1800s" are a century, "the 2000s" the years before the 2010s.
    let when = match year {
        ..2000 if year % 100 == 0 => When::century(year),
        _ => When::decade(year),
    };
    when.map(Rough::Known)
}

pub(super) fn century(slots: &Slots<'_>) -> Option<Rough> {
    let century = i16::from(rank(slots, Slot::Rank)?);
    if slots.has(Slot::Before) {
        return Some(Rough::Fixed(format!("BC{:02}", century - 1).into()));
    }
    let when = When::century(100 * (century - 1));
    when.filter(|_| (1..=21).contains(&century))
        .map(Rough::Known)
}

pub(super) fn weekday(slots: &Slots<'_>) -> Option<Rough> {
    Some(Rough::Weekday {
        number: slots.number(Slot::Weekday)?,
        which: which(slots),
    })
}

pub(super) fn weekday_of_week(slots: &Slots<'_>) -> Option<Rough> {
    Some(Rough::WeekdayOfWeek {
        number: slots.number(Slot::Weekday)?,
        weeks: slots.number(Slot::Which)?,
    })
}

#[expect(clippy::unnecessary_wraps, reason = "has the form of a constructor")]
pub(super) fn weekend(slots: &Slots<'_>) -> Option<Rough> {
    Some(Rough::Weekend(which(slots)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_years_lie_around_the_turn_of_the_century() {
        assert_eq!([39, 40, 99, 0].map(full_year), [2039, 1940, 1999, 2000]);
    }
}

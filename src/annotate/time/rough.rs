//! Half-made values: what the words alone say, before the text around them
//! and the dateline complete it.
//!
//! This exists so that finding and reckoning stay apart. These types know no
//! words and no day of publication.

use std::borrow::Cow;

pub(super) use super::holiday::Holiday;
use crate::date::When;

/// What an expression says by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rough {
    /// A date that needs nothing: "2015", "the 1990s", "2016-02-22".
    Known(When),
    /// A part of some year: "Feb. 22", "March 2015", "last summer".
    InYear {
        /// The part.
        part: YearPart,
        /// Which year's.
        year: YearOf,
        /// The weekday named beside it, Monday is 1.
        weekday: Option<i8>,
    },
    /// "the 20th", of the month that the text speaks of, 1 to 31.
    DayOfMonth(i8),
    /// "Wednesday", "last Friday".
    Weekday {
        /// Monday is 1.
        number: i8,
        /// Which of them.
        which: Which,
    },
    /// "Monday last week": a weekday so many weeks from the dateline's.
    WeekdayOfWeek {
        /// Monday is 1.
        number: i8,
        /// -1 is last week.
        weeks: i32,
    },
    /// "the weekend", "last weekend".
    Weekend(Which),
    /// So many units away: "today", "last week", "two years ago", "that year".
    Shift {
        /// Counted from here.
        from: Base,
        /// How many, negative for the past.
        by: i32,
        /// Of what; also how fine the result is.
        unit: Unit,
    },
    /// "in six months": a day to come or a length, as the clause looks.
    Hence {
        /// How many.
        count: Count,
        /// Of what.
        unit: Unit,
    },
    /// "six months".
    Length {
        /// How many.
        count: Count,
        /// Of what.
        unit: Unit,
    },
    /// "every four years".
    Every {
        /// How many lie between two times.
        count: u16,
        /// Of what.
        unit: Unit,
    },
    /// "every Friday"; Monday is 1.
    EveryWeekday(i8),
    /// "weekends", "every morning": as TIMEX3 writes the day.
    Recurring(&'static str),
    /// Something with a value but no place in the calendar: "now", "490 BC".
    Fixed(Cow<'static, str>),
    /// "02/03/2016": a day and a month in an order that the words don't tell.
    Unordered {
        /// What stands first, 1 to 12.
        first: i8,
        /// What stands second, 1 to 12.
        second: i8,
        /// The year.
        year: i16,
    },
    /// Written like a date, but no calendar has it: "2016-02-30".
    Impossible,
}

impl Rough {
    /// "today" and the like: so many units from the dateline.
    pub(super) fn shift(by: i32, unit: Unit) -> Self {
        let from = Base::Dateline;
        Self::Shift { from, by, unit }
    }

    /// Whether only the dateline can complete it.
    pub(super) fn needs_dateline(&self) -> bool {
        match self {
            Self::InYear { year, .. } => matches!(year, YearOf::Which(_) | YearOf::Offset(_)),
            Self::Weekday { which, .. } => !matches!(which, Which::Following | Which::Previous),
            Self::DayOfMonth(_) | Self::WeekdayOfWeek { .. } | Self::Weekend(_) => true,
            Self::Shift { from, .. } => matches!(from, Base::Dateline | Base::Nearby),
            _ => false,
        }
    }
}

/// What became of a half-made value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// These days are meant.
    Known(When),
    /// No day is meant, or which can't be known.
    Open,
    /// No calendar has it.
    Impossible,
}

/// A part of the year that comes once in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearPart {
    /// Month 1 to 12 and day 1 to 31, which may not exist.
    Day(i8, i8),
    /// 1 to 12.
    Month(i8),
    /// 1 spring, 2 summer, 3 autumn, 4 winter.
    Season(i8),
    /// 1 to 4.
    Quarter(i8),
    /// 1 or 2.
    Half(i8),
    /// A day with a name.
    Holiday(Holiday),
}

impl YearPart {
    /// The part in this year, if it has it.
    pub(super) fn of(self, year: i16) -> Option<When> {
        match self {
            Self::Day(month, day) => (1..=9999)
                .contains(&year)
                .then(|| jiff::civil::Date::new(year, month, day).ok())?
                .map(When::day),
            Self::Month(month) => When::month(year, month),
            Self::Season(season) => When::season(year, season),
            Self::Quarter(quarter) => When::quarter(year, quarter),
            Self::Half(half) => When::half(year, half),
            Self::Holiday(holiday) => holiday.day_in(year).map(When::day),
        }
    }

    /// Whether some year has it: 29 February, but not 30 February.
    pub(super) fn exists(self) -> bool {
        self.of(2000).is_some()
    }
}

/// Which year a part belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearOf {
    /// The text names it.
    Named(i16),
    /// So many years from the dateline's: "of last year".
    Offset(i16),
    /// The year the text spoke of: "of that year".
    Reference,
    /// Not said.
    Which(Which),
}

/// Which of many that come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// Not said: the clause decides.
    Bare,
    /// "last".
    Last,
    /// "this".
    This,
    /// "next".
    Next,
    /// "the following": after the day the text spoke of.
    Following,
    /// "the previous": before the day the text spoke of.
    Previous,
}

/// Where a shift counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The day of publication.
    Dateline,
    /// The newest date in the text that is fine enough.
    Reference,
    /// The day named in the same sentence, else the day of publication.
    Nearby,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    /// A whole number.
    Of(u16),
    /// A number and a half.
    AndHalf(u16),
    /// "several", "a few".
    Some,
}

/// A time within a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeOfDay {
    /// A part of the day.
    Part(DayPart),
    /// Hour 0 to 23 and minute 0 to 59.
    Clock(u16, u16),
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl DayPart {
    /// Whether it lies after noon.
    pub(super) fn is_late(self) -> bool {
        self != Self::Morning
    }
}

/// A time that is told only by where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    Past,
    Present,
    Future,
}

impl Reference {
    /// As TIMEX3 writes it.
    pub(super) fn value(self) -> &'static str {
        match self {
            Self::Past => "PAST_REF",
            Self::Present => "PRESENT_REF",
            Self::Future => "FUTURE_REF",
        }
    }
}

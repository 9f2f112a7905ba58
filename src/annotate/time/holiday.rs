//! Days with a name, fixed or reckoned.
//!
//! This exists so that "Thanksgiving" has a day in every year. Where countries
//! differ it is the day of the United States. It knows no words.
//!
//! Source: 5 U.S.C. 6103 for the federal holidays of the United States; Easter
//! after the Gregorian computus in the form of Butcher (Meeus, "Astronomical
//! Algorithms", chapter 8).

use jiff::civil::{Date, Weekday};

/// A day with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    NewYearsDay,
    NewYearsEve,
    MartinLutherKingDay,
    ValentinesDay,
    PresidentsDay,
    StPatricksDay,
    AshWednesday,
    PalmSunday,
    GoodFriday,
    Easter,
    EasterMonday,
    MayDay,
    MemorialDay,
    IndependenceDay,
    LaborDay,
    September11,
    ColumbusDay,
    Halloween,
    VeteransDay,
    Thanksgiving,
    ChristmasEve,
    Christmas,
    BoxingDay,
}

impl Holiday {
    /// Its month and day, if they are the same each year.
    pub(super) fn fixed(self) -> Option<(i8, i8)> {
        Some(match self {
            Self::NewYearsDay => (1, 1),
            Self::ValentinesDay => (2, 14),
            Self::StPatricksDay => (3, 17),
            Self::MayDay => (5, 1),
            Self::IndependenceDay => (7, 4),
            Self::September11 => (9, 11),
            Self::Halloween => (10, 31),
            Self::VeteransDay => (11, 11),
            Self::ChristmasEve => (12, 24),
            Self::Christmas => (12, 25),
            Self::BoxingDay => (12, 26),
            Self::NewYearsEve => (12, 31),
            _ => return None,
        })
    }

    /// Its day in a year from 1 to 9999.
    pub(super) fn day_in(self, year: i16) -> Option<Date> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        if let Some((month, day)) = self.fixed() {
            return Date::new(year, month, day).ok();
        }
        let nth = |month, nth, weekday| {
            let first = Date::new(year, month, 1).ok()?;
            first.nth_weekday_of_month(nth, weekday).ok()
        };
        match self {
            Self::MartinLutherKingDay => nth(1, 3, Weekday::Monday),
            Self::PresidentsDay => nth(2, 3, Weekday::Monday),
            Self::MemorialDay => nth(5, -1, Weekday::Monday),
            Self::LaborDay => nth(9, 1, Weekday::Monday),
            Self::ColumbusDay => nth(10, 2, Weekday::Monday),
            Self::Thanksgiving => nth(11, 4, Weekday::Thursday),
            Self::AshWednesday => from_easter(year, -46),
            Self::PalmSunday => from_easter(year, -7),
            Self::GoodFriday => from_easter(year, -2),
            Self::EasterMonday => from_easter(year, 1),
            _ => easter(year),
        }
    }
}

fn from_easter(year: i16, days: i64) -> Option<Date> {
    easter(year)?.checked_add(jiff::Span::new().days(days)).ok()
}

/// Easter Sunday of the western churches.
fn easter(year: i16) -> Option<Date> {
    let (golden, century, of_century) = (year % 19, year / 100, year % 100);
    let shift = (century + 8) / 25;
    let epact = (19 * golden + century - century / 4 - (century - shift + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    let (month, day) = (
        i8::try_from(days / 31).ok()?,
        i8::try_from(days % 31 + 1).ok()?,
    );
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(holiday: Holiday, year: i16, expected: &str) {
        let day = holiday.day_in(year).map(|day| day.to_string());
        assert_eq!(day.as_deref(), Some(expected), "{holiday:?} {year}");
    }

    #[test]
    fn days_that_move() {
        check(Holiday::Easter, 1818, "1818-03-22");
        check(Holiday::Easter, 1943, "1943-04-25");
        check(Holiday::Easter, 2016, "2016-03-27");
        check(Holiday::GoodFriday, 2024, "2024-03-29");
        check(Holiday::AshWednesday, 2024, "2024-02-14");
        check(Holiday::Thanksgiving, 2015, "2015-11-26");
        check(Holiday::MemorialDay, 2016, "2016-05-30");
        check(Holiday::LaborDay, 2015, "2015-09-07");
        check(Holiday::MartinLutherKingDay, 2016, "2016-01-18");
    }

    #[test]
    fn every_year_of_the_calendar_has_its_easter() {
        for year in 1..=9999 {
            let easter = easter(year).expect("each year has one");
            assert_eq!(easter.weekday(), Weekday::Sunday, "{year}");
            assert!(matches!(easter.month(), 3 | 4), "{year}");
        }
        assert_eq!(Holiday::Easter.day_in(0), None);
    }
}

//! Days, instants and uncertain dates as values.
//!
//! This exists so that a date keeps the precision that somebody wrote, from
//! the text to the page. It knows no prose: reading "by Feb. 22" is the work
//! of `annotate::time`.

use std::cmp::{Ordering, Reverse};

use jiff::civil::Date;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{RoundMode, Timestamp, TimestampRound, Unit};
use serde::{Deserialize, Serialize};

/// A publication date: a day, and the instant when one was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The civil day, as written.
    pub day: Date,
    /// The exact instant, when a time was written; UTC where no offset was.
    pub instant: Option<Timestamp>,
}

impl Moment {
    /// A moment known to the day only.
    #[must_use]
    pub fn on(day: Date) -> Self {
        Self { day, instant: None }
    }

    /// Reads `2016-02-10`, `2016-02-10T09:30`, `2016-02-10 09:30:00` or
    /// `2016-02-10T09:30:00-05:00`; anything else, such as `02/03/2016`, whose
    /// order can't be known, is `None`. Parts of a second are dropped, and the
    /// year 0 is refused: HTML has no form for either.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.is_ascii() || text.as_bytes().get(4) != Some(&b'-') || text.starts_with("0000") {
            return None;
        }
        if text.len() == 10 {
            return text.parse().ok().map(Self::on);
        }
        let day: Date = text.get(..10)?.parse().ok()?;
        let to_whole_seconds = TimestampRound::new()
            .smallest(Unit::Second)
            .mode(RoundMode::Floor);
        let instant = if let Ok(instant) = text.parse::<Timestamp>() {
            instant
        } else {
            let local: DateTime = text.parse().ok()?;
            Offset::UTC.to_timestamp(local).ok()?
        };
        // East of Greenwich the first day begins in the year 0.
        let in_utc = Offset::UTC.to_datetime(instant);
        (in_utc.year() >= 1).then(|| Self {
            day,
            instant: instant.round(to_whole_seconds).ok(),
        })
    }

    /// The instant for feeds and ordering: midnight UTC of a bare day.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        self.instant.unwrap_or_else(|| {
            Offset::UTC
                .to_timestamp(self.day.at(0, 0, 0, 0))
                // The last day of the year 9999 lies outside; it saturates.
                .unwrap_or(Timestamp::MAX)
        })
    }

    /// ISO 8601 with what is known: `2016-02-10` or `2016-02-10T09:30:00Z`.
    #[must_use]
    pub fn iso(self) -> String {
        self.instant
            .map_or_else(|| self.day.to_string(), |instant| instant.to_string())
    }
}

/// How fine a [`When`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grain {
    /// One day.
    Day,
    /// A week, Monday to Sunday (ISO 8601).
    Week,
    /// A calendar month.
    Month,
    /// A season of the northern year; winter is named by the year it begins in.
    Season,
    /// A quarter of a year.
    Quarter,
    /// Half a year.
    Half,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years, counted from the one that ends in 00.
    Century,
    /// From one day to another.
    Range,
}

/// What the text says about a date besides the date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Qualifier {
    /// "about March 2015".
    Approximate,
    /// "by 22 February": open at the start.
    Until,
    /// "since March 2015": open at the end.
    Since,
    /// "early March 2015".
    Early,
    /// "mid-March 2015".
    Mid,
    /// "late March 2015", "the end of March 2015".
    Late,
}

/// A date with the precision its text gives: earliest and latest day, grain
/// and qualifier. Ordered by earliest day; of two that begin together the
/// longer comes first, as a heading comes before what stands under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct When {
    earliest: Date,
    latest: Date,
    grain: Grain,
    ends: (Grain, Grain),
    qualifier: Option<Qualifier>,
}

impl Ord for When {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |when: &Self| {
            (
                when.earliest,
                Reverse(when.latest),
                when.grain,
                when.ends,
                when.qualifier,
            )
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl When {
    /// One day.
    #[must_use]
    pub fn day(day: Date) -> Self {
        Self::new(day, day, Grain::Day)
    }

    /// The ISO week that holds `day`.
    #[must_use]
    pub fn week_of(day: Date) -> Option<Self> {
        let monday = day
            .checked_sub(jiff::Span::new().days(i64::from(day.weekday().to_monday_zero_offset())))
            .ok()?;
        let sunday = monday.checked_add(jiff::Span::new().days(6)).ok()?;
        Some(Self::new(monday, sunday, Grain::Week))
    }

    /// A month (1 to 12) of a year (1 to 9999).
    #[must_use]
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = first_day(year, month)?;
        Some(Self::new(first, first.last_of_month(), Grain::Month))
    }

    /// A season: 1 spring, 2 summer, 3 autumn, 4 winter (December to February).
    #[must_use]
    pub fn season(year: i16, season: i8) -> Option<Self> {
        let first = first_day(year, [3, 6, 9, 12][index(season, 4)?])?;
        Self::months_from(first, 3, Grain::Season)
    }

    /// A quarter (1 to 4) of a year.
    #[must_use]
    pub fn quarter(year: i16, quarter: i8) -> Option<Self> {
        let first = first_day(year, [1, 4, 7, 10][index(quarter, 4)?])?;
        Self::months_from(first, 3, Grain::Quarter)
    }

    /// A half (1 or 2) of a year.
    #[must_use]
    pub fn half(year: i16, half: i8) -> Option<Self> {
        let first = first_day(year, [1, 7][index(half, 2)?])?;
        Self::months_from(first, 6, Grain::Half)
    }

    /// A year (1 to 9999).
    #[must_use]
    pub fn year(year: i16) -> Option<Self> {
        Self::years_from(year, 1, Grain::Year)
    }

    /// The decade that begins in `year`, a multiple of ten.
    #[must_use]
    pub fn decade(year: i16) -> Option<Self> {
        Self::years_from(year, 10, Grain::Decade)
    }

    /// The hundred years that begin in `year`, a multiple of a hundred.
    #[must_use]
    pub fn century(year: i16) -> Option<Self> {
        Self::years_from(year, 100, Grain::Century)
    }

    /// From the first day of `from` to the last of `to`; `None` when that runs
    /// backwards.
    #[must_use]
    pub fn range(from: Self, to: Self) -> Option<Self> {
        (from.earliest <= to.latest).then(|| Self {
            ends: (from.ends.0, to.ends.1),
            ..Self::new(from.earliest, to.latest, Grain::Range)
        })
    }

    /// The same date with a qualifier.
    #[must_use]
    pub fn qualified(self, qualifier: Option<Qualifier>) -> Self {
        Self { qualifier, ..self }
    }

    /// The first day it can be.
    #[must_use]
    pub fn earliest(self) -> Date {
        self.earliest
    }

    /// The last day it can be.
    #[must_use]
    pub fn latest(self) -> Date {
        self.latest
    }

    /// How fine it is.
    #[must_use]
    pub fn grain(self) -> Grain {
        self.grain
    }

    /// How finely its first and its last day are known: to the day, the month
    /// or the year. "March to May 2015" names no days, though it has a first
    /// and a last one; nor does a season.
    #[must_use]
    pub fn ends(self) -> (Grain, Grain) {
        self.ends
    }

    /// What the text adds to the date.
    #[must_use]
    pub fn qualifier(self) -> Option<Qualifier> {
        self.qualifier
    }

    /// Extended Date/Time Format (ISO 8601-2): `2016-02-22`, `2016-02`,
    /// `2016-21` (spring), `201X`, `2015-03~`, `../2016-02-22`,
    /// `2016-02-08/2016-02-14`.
    #[must_use]
    pub fn edtf(self) -> String {
        let plain = self.edtf_plain();
        match self.qualifier {
            // The format has no mark for the early part of a month or a year.
            None | Some(Qualifier::Early | Qualifier::Mid | Qualifier::Late) => plain,
            Some(Qualifier::Approximate) => format!("{plain}~"),
            Some(Qualifier::Until) => {
                format!("../{}", bare_end(self, plain, self.latest, self.ends.1))
            }
            Some(Qualifier::Since) => {
                format!("{}/..", bare_end(self, plain, self.earliest, self.ends.0))
            }
        }
    }

    fn edtf_plain(self) -> String {
        let (year, month) = (self.earliest.year(), self.earliest.month());
        match self.grain {
            Grain::Day => self.earliest.to_string(),
            Grain::Month => format!("{year:04}-{month:02}"),
            Grain::Season => format!("{year:04}-{}", 20 + month / 3),
            Grain::Quarter => format!("{year:04}-{}", 33 + (month - 1) / 3),
            Grain::Half => format!("{year:04}-{}", 40 + (month - 1) / 6),
            Grain::Year => format!("{year:04}"),
            Grain::Decade => format!("{:03}X", year / 10),
            Grain::Century => format!("{:02}XX", year / 100),
            Grain::Week | Grain::Range => format!(
                "{}/{}",
                end_in_edtf(self.earliest, self.ends.0),
                end_in_edtf(self.latest, self.ends.1)
            ),
        }
    }

    /// Reads what [`When::edtf`] writes.
    #[must_use]
    pub fn parse_edtf(text: &str) -> Option<Self> {
        let text = text.trim();
        // The longest form is an interval of two days with a mark at each end.
        if text.len() > 32 {
            return None;
        }
        if let Some(end) = text.strip_prefix("../") {
            return Self::parse_edtf(end).map(|when| when.qualified(Some(Qualifier::Until)));
        }
        if let Some(start) = text.strip_suffix("/..") {
            return Self::parse_edtf(start).map(|when| when.qualified(Some(Qualifier::Since)));
        }
        if let Some(plain) = text.strip_suffix('~') {
            return Self::parse_edtf(plain)
                .map(|when| when.qualified(Some(Qualifier::Approximate)));
        }
        if let Some((from, to)) = text.split_once('/') {
            let (from, to) = (Self::parse_edtf(from)?, Self::parse_edtf(to)?);
            let range = Self::range(from, to)?;
            return Some(
                Self::week_of(range.earliest)
                    .filter(|week| same_days(*week, range))
                    .unwrap_or(range),
            );
        }
        Self::parse_single(text)
    }

    fn parse_single(text: &str) -> Option<Self> {
        if !text.is_ascii() {
            return None;
        }
        let number = |part: &str| {
            part.bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| part.parse::<i16>().ok())?
        };
        match text.len() {
            4 if text.ends_with("XX") => Self::century(number(&text[..2])? * 100),
            4 if text.ends_with('X') => Self::decade(number(&text[..3])? * 10),
            4 => Self::year(number(text)?),
            7 if text.as_bytes()[4] == b'-' => {
                let year = number(&text[..4])?;
                let part = i8::try_from(number(&text[5..])?).ok()?;
                match part {
                    1..=12 => Self::month(year, part),
                    21..=24 => Self::season(year, part - 20),
                    33..=36 => Self::quarter(year, part - 32),
                    40..=41 => Self::half(year, part - 39),
                    _ => None,
                }
            }
            // The calendar of HTML begins with the year 1.
            10 if !text.starts_with("0000") => text.parse().ok().map(Self::day),
            _ => None,
        }
    }

    /// A value for HTML's `<time datetime>`, at true precision; `None` where
    /// HTML has no form for it (seasons, ranges, decades ...).
    ///
    /// Source: HTML Living Standard, "The time element".
    #[must_use]
    pub fn html_datetime(self) -> Option<String> {
        match self.grain {
            Grain::Day | Grain::Month | Grain::Year => Some(self.edtf_plain()),
            Grain::Week => {
                let week = self.earliest.iso_week_date();
                Some(format!("{:04}-W{:02}", week.year(), week.week()))
            }
            _ => None,
        }
    }

    fn new(earliest: Date, latest: Date, grain: Grain) -> Self {
        let end = match grain {
            Grain::Day | Grain::Week | Grain::Range => Grain::Day,
            Grain::Month | Grain::Season | Grain::Quarter | Grain::Half => Grain::Month,
            Grain::Year | Grain::Decade | Grain::Century => Grain::Year,
        };
        Self {
            earliest,
            latest,
            grain,
            ends: (end, end),
            qualifier: None,
        }
    }

    fn months_from(first: Date, months: i32, grain: Grain) -> Option<Self> {
        let last = first
            .checked_add(jiff::Span::new().months(months - 1))
            .ok()?
            .last_of_month();
        Some(Self::new(first, last, grain))
    }

    fn years_from(year: i16, years: i16, grain: Grain) -> Option<Self> {
        let first = first_day(year.max(1), 1)?;
        let last = first_day(year + years - 1, 12)?.last_of_month();
        Some(Self::new(first, last, grain))
    }
}

/// One end of a range, as finely as it is known.
fn end_in_edtf(end: Date, grain: Grain) -> String {
    match grain {
        Grain::Year => format!("{:04}", end.year()),
        Grain::Month => format!("{:04}-{:02}", end.year(), end.month()),
        _ => end.to_string(),
    }
}

/// An interval has two ends, so a grain that is one itself keeps only the end
/// that stays closed.
fn bare_end(when: When, plain: String, end: Date, fine: Grain) -> String {
    match when.grain {
        Grain::Week | Grain::Range => end_in_edtf(end, fine),
        _ => plain,
    }
}

fn same_days(a: When, b: When) -> bool {
    a.earliest == b.earliest && a.latest == b.latest
}

fn first_day(year: i16, month: i8) -> Option<Date> {
    (1..=9999)
        .contains(&year)
        .then(|| Date::new(year, month, 1).ok())?
}

fn index(one_based: i8, count: i8) -> Option<usize> {
    (1..=count)
        .contains(&one_based)
        .then(|| usize::from(one_based.unsigned_abs()) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edtf: &str, html: Option<&str>) {
        let when = When::parse_edtf(edtf).unwrap_or_else(|| panic!("{edtf} can be read"));
        assert_eq!(when.edtf(), edtf);
        assert_eq!(when.html_datetime().as_deref(), html);
    }

    #[test]
    fn precision_survives_the_way_through() {
        check("2016-02-22", Some("2016-02-22"));
        check("2016-02", Some("2016-02"));
        check("2016", Some("2016"));
        check("2016-21", None);
        check("2015-24", None);
        check("2016-34", None);
        check("2016-41", None);
        check("201X", None);
        check("19XX", None);
        check("2016-02-08/2016-02-14", Some("2016-W06"));
        check("2016-02-10/2016-02-11", None);
        check("2014-11-02/2016-02-15", None);
        check("2015-03/2015-05", None);
        check("2014-12/2015-05", None);
        check("2015-03-12/2015-05", None);
        check("2015-03-12/2015-03", None);
        check("2014/2016", None);
        check("2015-03~", Some("2015-03"));
        check("../2016-02-22", Some("2016-02-22"));
        check("2015-03/..", Some("2015-03"));
    }

    #[test]
    fn a_date_of_marks_without_end_is_refused() {
        for mark in ["~", "../", "/.."] {
            assert_eq!(When::parse_edtf(&mark.repeat(100_000)), None);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for bad in [
            "",
            "2016-02-30",
            "2016-13",
            "0000",
            "0000-02-10",
            "02/03/2016",
            "2016-02-10/2016-02-09",
            "x",
            "201é",
        ] {
            assert_eq!(When::parse_edtf(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_last_day_has_an_instant_too() {
        assert!(Moment::parse("9999-12-31").is_some_and(|last| last.timestamp() == Timestamp::MAX));
        assert!(
            Moment::parse("0001-01-01")
                .is_some_and(|first| first.timestamp() < Timestamp::UNIX_EPOCH)
        );
    }

    #[test]
    fn a_moment_is_unambiguous_or_refused() {
        assert_eq!(
            Moment::parse("2016-02-10").map(Moment::iso).as_deref(),
            Some("2016-02-10")
        );
        assert_eq!(
            Moment::parse("2016-02-10T09:30:00-05:00")
                .map(Moment::iso)
                .as_deref(),
            Some("2016-02-10T14:30:00Z")
        );
        assert_eq!(
            Moment::parse("2016-02-10 09:30")
                .map(Moment::iso)
                .as_deref(),
            Some("2016-02-10T09:30:00Z")
        );
        assert_eq!(
            Moment::parse("2016-02-10T09:30:00.123456Z")
                .map(Moment::iso)
                .as_deref(),
            Some("2016-02-10T09:30:00Z")
        );
        for bad in [
            "02/03/2016",
            "10 Feb 2016",
            "2016-2-1",
            "2016-02-30",
            "0000-01-01",
            "0001-01-01T00:00:00+01:00",
            "",
            "2016-02-10Tx",
        ] {
            assert_eq!(Moment::parse(bad), None, "{bad}");
        }
    }
}

//! Which stretches of the timeline and of the archive have a page of their own.
//!
//! A timeline of 200 events is one page, and one of 20,000 can't be. It gets a
//! page for each year, and a year that is long itself one for each month, so
//! that a stretch keeps its address for good, whatever is added elsewhere.
//! Events are in order, so a stretch is found without going through all of them.

use std::ops::Range;

use jiff::civil::Date;

use crate::address;
use crate::link::Occurrence;
use crate::site::Site;

/// More events than this don't stand on one page, if there is a way to part them.
const MOST_EVENTS: usize = 500;

/// The same for titles in the archive.
const MOST_TITLES: usize = 1000;

/// A stretch of the timeline with a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
}

impl Stretch {
    /// The address of its page.
    #[must_use]
    pub fn address(self) -> String {
        match self {
            Self::Year(year) => address::timeline_year(year),
            Self::Month(year, month) => address::timeline_month(year, month),
        }
    }

    /// The events that begin in it.
    fn of(self, events: &[Occurrence]) -> Range<usize> {
        let (from, to) = match self {
            Self::Year(year) => (Date::constant(year, 1, 1), Date::constant(year, 12, 31)),
            Self::Month(year, month) => {
                let first = Date::constant(year, month, 1);
                (first, first.last_of_month())
            }
        };
        let start = events.partition_point(|event| event.when.earliest() < from);
        let end = events.partition_point(|event| event.when.earliest() <= to);
        start..end
    }
}

/// The events of a stretch, as a stretch of the site's.
#[must_use]
pub fn events_in(site: &Site, stretch: Option<Stretch>) -> Range<usize> {
    let events = &site.links.occurrences;
    stretch.map_or(0..events.len(), |stretch| stretch.of(events))
}

/// The years that have a page each; none where one page holds all.
#[must_use]
pub fn years(site: &Site) -> Vec<Stretch> {
    let events = &site.links.occurrences;
    let mut years = Vec::new();
    let mut next = 0;
    while let Some(event) = events.get(next).filter(|_| is_long(events.len())) {
        let year = Stretch::Year(event.when.earliest().year());
        next = year.of(events).end;
        years.push(year);
    }
    years
}

/// The months of a year that have a page each; none where one page holds it.
#[must_use]
pub fn months(site: &Site, year: i16) -> Vec<Stretch> {
    let events = &site.links.occurrences;
    let months = (1..=12).map(|month| Stretch::Month(year, month));
    let is_long = is_long(Stretch::Year(year).of(events).len());
    let has_events = |month: &Stretch| is_long && !month.of(events).is_empty();
    months.filter(has_events).collect()
}

/// Where the group of an event that begins on `day` stands: nothing for the
/// timeline's own page.
#[must_use]
pub fn holding(site: &Site, day: Date) -> Option<Stretch> {
    let events = &site.links.occurrences;
    let year = Stretch::Year(day.year());
    if !is_long(events.len()) {
        None
    } else if is_long(year.of(events).len()) {
        Some(Stretch::Month(day.year(), day.month()))
    } else {
        Some(year)
    }
}

/// The years of the archive that have a page each, newest first; none where one
/// page holds all.
#[must_use]
pub fn archive_years(site: &Site) -> Vec<i16> {
    if site.newest.len() <= MOST_TITLES {
        return Vec::new();
    }
    let dates = site.newest().filter_map(|newest| newest.article.date);
    let mut years: Vec<i16> = dates.map(|date| date.day.year()).collect();
    years.dedup();
    years
}

fn is_long(events: usize) -> bool {
    events > MOST_EVENTS
}

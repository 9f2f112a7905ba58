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
use crate::render::strip::is_whole_year;
use crate::site::Site;

/// More events than this don't stand on one page, if there is a way to part them.
const MOST_EVENTS: usize = 500;

/// The same for titles in the archive.
const MOST_TITLES: usize = 1000;

/// Of how many other pages each page lists the links at most, so that a site on
/// thousands of years has no links by the million.
const MOST_LISTED: usize = 100;

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

    /// The events that begin in it. What is dated to no month of a year is in
    /// none of its months; it stands first in the year.
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
        let of_no_month = match self {
            Self::Year(_) => 0,
            Self::Month(..) => of_no_month(&events[start..end]),
        };
        start + of_no_month..end
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

/// The events of a year that are dated to no month of it.
#[must_use]
pub fn of_no_month_in(site: &Site, year: i16) -> Range<usize> {
    let events = &site.links.occurrences;
    let year = Stretch::Year(year).of(events);
    year.start..year.start + of_no_month(&events[year])
}

/// How many of these events, which are in order, are of a whole year or longer.
fn of_no_month(events: &[Occurrence]) -> usize {
    let is_whole_year = |event: &&Occurrence| is_whole_year(event.when);
    events.iter().take_while(is_whole_year).count()
}

/// Where the group of a year, or of a month of it, stands: nothing for the
/// timeline's own page.
#[must_use]
pub fn holding(site: &Site, year: i16, month: Option<i8>) -> Option<Stretch> {
    let events = &site.links.occurrences;
    let whole = Stretch::Year(year);
    let is_parted = is_long(whole.of(events).len());
    let part = match month.filter(|_| is_parted) {
        Some(month) => Stretch::Month(year, month),
        None => whole,
    };
    is_long(events.len()).then_some(part)
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

/// Of many stretches, on the page of one those around it; all on the page of
/// the whole, from which each can be reached.
#[must_use]
pub fn around<S: PartialEq>(all: &[S], here: Option<S>) -> &[S] {
    let at = here.and_then(|here| all.iter().position(|other| *other == here));
    match at {
        Some(at) if all.len() > MOST_LISTED => {
            let start = at.saturating_sub(MOST_LISTED / 2);
            &all[start..all.len().min(start + MOST_LISTED)]
        }
        _ => all,
    }
}

fn is_long(events: usize) -> bool {
    events > MOST_EVENTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_lists_those_around_it() {
        let years: Vec<i16> = (1000..1300).collect();
        assert_eq!(around(&years, None).len(), 300);
        assert_eq!(around(&years[..20], Some(1010)), &years[..20]);
        let check = |here: i16, first: i16, last: i16| {
            let listed = around(&years, Some(here));
            assert!(listed.contains(&here) && listed.len() <= MOST_LISTED);
            assert_eq!((listed[0], listed[listed.len() - 1]), (first, last));
        };
        check(1000, 1000, 1099);
        check(1150, 1100, 1199);
        check(1299, 1249, 1299);
    }
}

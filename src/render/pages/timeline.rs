//! Events as entries of a timeline.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Pages;
use crate::date::When;
use crate::language::Language;
use crate::render::text::entry_id;
use crate::render::view::{EventView, TimelineGroup, TimelineView};
use crate::site::{Annotated, Happening};

/// A timeline is grouped as finely as gives no more headings than this.
const MOST_GROUPS: usize = 24;

/// How many past events a page shows beside its text, and how many before these
/// it folds away.
const MOST_SHOWN: usize = 30;
const MOST_FOLDED: usize = 30;

/// Days are worth a heading only when they hold so many events each.
const EVENTS_PER_DAY: usize = 3;

/// Where a timeline is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Beside {
    /// Beside the article itself: entries lead down the page.
    Article,
    /// On another page: entries name the article and lead to it.
    Elsewhere,
}

/// An article's events in the order of its timeline: for each entry, the index
/// of its event.
pub(in crate::render) fn order(annotated: &Annotated) -> Vec<usize> {
    let events = &annotated.annotations.events;
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|index| (events[*index].planned, events[*index].when, *index));
    order
}

impl Pages<'_> {
    /// The timeline of `events`, which are in order; `as_of` parts what has
    /// been from what lies ahead.
    pub(in crate::render) fn timeline(
        &self,
        events: &[Happening<'_>],
        as_of: Option<Date>,
        beside: Beside,
    ) -> TimelineView {
        let (ahead, past): (Vec<_>, Vec<_>) = events
            .iter()
            .partition(|happening| is_ahead(happening, as_of));
        let folded = match beside {
            // Each date in the text leads to its entry, so all are there.
            Beside::Article => 0,
            Beside::Elsewhere => past.len().saturating_sub(MOST_SHOWN),
        };
        let left_out = folded.saturating_sub(MOST_FOLDED);
        let by = |events: &[_], prefix, first| {
            let place = Place {
                prefix,
                first,
                beside,
            };
            self.groups(events, place)
        };
        TimelineView {
            earlier: by(&past[left_out..folded], "", left_out),
            earlier_count: folded,
            left_out,
            past: by(&past[folded..], "", folded),
            planned: by(&ahead, PLANNED, past.len()),
            count: events.len(),
        }
    }

    /// The events under headings.
    fn groups(&self, events: &[&Happening<'_>], place: Place) -> Vec<TimelineGroup> {
        let by = Heading::for_all(events);
        let mut groups: Vec<TimelineGroup> = Vec::new();
        for (index, happening) in events.iter().enumerate() {
            let (id, label) = by.of(self.language, happening.when);
            if groups.last().is_none_or(|group| group.label != label) {
                groups.push(TimelineGroup {
                    short: label.clone(),
                    label,
                    id: format!("{}y{id}", place.prefix),
                    events: Vec::new(),
                });
            }
            let entry = self.event(happening, entry_id(place.first + index), place.beside);
            let group = groups.last_mut().expect("one was just made");
            group.events.push(EventView {
                // Beside its own article, and where it still lies ahead, the
                // heading says so.
                note: entry
                    .note
                    .filter(|_| place.prefix.is_empty() && place.beside == Beside::Elsewhere),
                ..entry
            });
        }
        groups
    }
}

/// Where events stand on a page.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Goes before the anchors of their groups.
    prefix: &'static str,
    /// The number of the first entry.
    first: usize,
    beside: Beside,
}

/// Goes before the anchors of what lies ahead.
pub(super) const PLANNED: &str = "planned_";

/// Whether an event lies after the day, all of it: what was planned for a year
/// that is nearly over isn't coming any more. Without a day, whether it lay
/// ahead when it was told.
pub(in crate::render) fn is_ahead(happening: &Happening<'_>, as_of: Option<Date>) -> bool {
    match as_of {
        Some(as_of) => happening.when.earliest() > as_of,
        None => happening.planned(),
    }
}

/// What events are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heading {
    Day,
    Month,
    Year,
}

impl Heading {
    fn for_all(events: &[&Happening<'_>]) -> Self {
        let count = |of: Self| {
            let groups = events
                .iter()
                .map(|happening| of.of(Language::english(), happening.when).0);
            groups.collect::<BTreeSet<String>>().len()
        };
        let days = count(Self::Day);
        if days <= MOST_GROUPS && events.len() >= days * EVENTS_PER_DAY {
            Self::Day
        } else if count(Self::Month) <= MOST_GROUPS {
            Self::Month
        } else {
            Self::Year
        }
    }

    /// Id and words of the group that a date belongs to: the day or month it
    /// begins in, or what it is a whole one of.
    fn of(self, language: &Language, when: When) -> (String, String) {
        let (first, last) = (when.earliest(), when.latest());
        let (year, month) = (first.year(), first.month());
        let is_year = first.day_of_year() == 1 && (last.year() > year || last.month() == 12);
        if self == Self::Year || is_year {
            (year.to_string(), year.to_string())
        } else if self == Self::Day && first == last {
            (first.to_string(), language.day(first))
        } else {
            (format!("{year}-{month:02}"), language.month_of(year, month))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dates: &[&str], expected: &[&str]) {
        let dates: Vec<When> = dates
            .iter()
            .map(|date| When::parse_edtf(date).expect("a date"))
            .collect();
        let happenings: Vec<Happening<'_>> = dates
            .iter()
            .map(|when| Happening {
                when: *when,
                entities: &[],
                differences: &[],
                statements: Vec::new(),
            })
            .collect();
        let by = Heading::for_all(&happenings.iter().collect::<Vec<_>>());
        let mut found: Vec<String> = dates
            .iter()
            .map(|when| by.of(Language::english(), *when).1)
            .collect();
        found.dedup();
        assert_eq!(found, expected);
    }

    #[test]
    fn headings_are_as_fine_as_the_timeline_is_dense() {
        check(&["2016-02-08", "2016-02-10"], &["February 2016"]);
        check(&["2016-02-08"; 3], &["8 February 2016"]);
        check(
            &["2016", "2016-02", "2016-02-08", "2016-03"],
            &["2016", "February 2016", "March 2016"],
        );
        let months: Vec<String> = (0..30)
            .map(|n| format!("{}-{:02}-01", 2014 + n / 12, n % 12 + 1))
            .collect();
        let months: Vec<&str> = months.iter().map(String::as_str).collect();
        check(&months, &["2014", "2015", "2016"]);
    }
}

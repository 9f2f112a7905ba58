//! Events as entries of a timeline.

use jiff::civil::Date;

use super::Pages;
use crate::address;
use crate::article::Event;
use crate::date::{When, month_name};
use crate::render::text::{entry_id, sentence_id};
use crate::render::view::{EventView, LinkView, TimelineGroup, TimelineView, WhenView};
use crate::site::Annotated;

/// Timelines with more months than this are grouped by year.
const MOST_MONTHS: usize = 24;

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
    /// been from what lay ahead.
    pub(in crate::render) fn timeline(
        &self,
        events: &[(&Annotated, &Event)],
        as_of: Option<Date>,
        beside: Beside,
    ) -> TimelineView {
        let is_planned = |event: &Event| match as_of {
            Some(as_of) => event.when.earliest() > as_of,
            None => event.planned,
        };
        let (planned, past): (Vec<_>, Vec<_>) = events
            .iter()
            .copied()
            .partition(|(_, event)| is_planned(event));
        let mut next = 0;
        let mut groups = |events: &[(&Annotated, &Event)]| {
            let by_month = months(events) <= MOST_MONTHS;
            let mut groups: Vec<TimelineGroup> = Vec::new();
            for (annotated, event) in events {
                let (id, label) = heading(event.when, by_month);
                if groups.last().is_none_or(|group| group.label != label) {
                    let id = format!("y{id}");
                    groups.push(TimelineGroup {
                        label,
                        id,
                        events: Vec::new(),
                    });
                }
                let entry = self.event(annotated, event, entry_id(next), beside);
                next += 1;
                groups
                    .last_mut()
                    .expect("one was just made")
                    .events
                    .push(entry);
            }
            groups
        };
        TimelineView {
            past: groups(&past),
            planned: groups(&planned),
            count: events.len(),
        }
    }

    pub(in crate::render) fn event(
        &self,
        annotated: &Annotated,
        event: &Event,
        id: String,
        beside: Beside,
    ) -> EventView {
        let sentence = annotated.words(event.sentence);
        let anchor = annotated
            .annotations
            .sentence_of(event.sentence)
            .map(sentence_id)
            .unwrap_or_default();
        let page = address::article(&annotated.article);
        EventView {
            id,
            when: when(event.when),
            title: event.label.clone().unwrap_or_else(|| sentence.clone()),
            quote: event.label.is_some().then_some(sentence),
            url: match beside {
                Beside::Article => format!("#{anchor}"),
                Beside::Elsewhere => self.urls.path(&format!("{page}#{anchor}")),
            },
            article: (beside == Beside::Elsewhere).then(|| LinkView {
                title: annotated.article.title.clone(),
                url: self.urls.path(&page),
            }),
            entities: event
                .entities
                .iter()
                .filter_map(|id| self.entity_card(id, 0))
                .collect(),
            planned: event.planned,
        }
    }
}

fn when(when: When) -> WhenView {
    WhenView {
        words: when.words(),
        datetime: when.html_datetime(),
        edtf: when.edtf(),
    }
}

fn months(events: &[(&Annotated, &Event)]) -> usize {
    let mut months: Vec<(i16, i8)> = events
        .iter()
        .map(|(_, event)| (event.when.earliest().year(), event.when.earliest().month()))
        .collect();
    months.dedup();
    months.len()
}

/// Id and words of the group that a date belongs to: the month it begins in,
/// or the year when it is a whole year or more.
fn heading(when: When, by_month: bool) -> (String, String) {
    let (first, last) = (when.earliest(), when.latest());
    let (year, month) = (first.year(), first.month());
    let is_year = first.day_of_year() == 1 && (last.year() > year || last.month() == 12);
    if by_month && !is_year {
        (
            format!("{year}-{month:02}"),
            format!("{} {year}", month_name(month)),
        )
    } else {
        (year.to_string(), year.to_string())
    }
}

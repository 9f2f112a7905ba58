//! Long timelines: by year and month, with a picture and filters.
//!
//! The filters work without a script. The page numbers its stories and tags,
//! each entry carries the numbers of its own, and the style sheet has a rule
//! for each number, so that a fixed sheet serves any site under any policy.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Pages;
use super::timeline::{Beside, PLANNED, is_ahead};
use crate::address;
use crate::date::{When, month_name};
use crate::entity::Kind;
use crate::render::strip::{Dot, is_whole_year, strip};
use crate::render::text::entry_id;
use crate::render::view::{
    ChronicleView, ChronicleYear, FilterView, FiltersView, StripView, TimelineGroup,
};
use crate::render::words;
use crate::site::Happening;
use crate::slug::slugify;

/// How many stories and how many tags a timeline can be narrowed to; the style
/// sheet has rules for as many.
pub(in crate::render) const MOST_FILTERS: usize = 24;

/// How many events the timeline of a story or a tag shows.
pub(super) const MOST_EVENTS: usize = 200;

/// A filter that leaves all is none, and one of few events needs none.
const WORTH_A_FILTER: usize = 8;

impl Pages<'_> {
    /// The newest `most` of `events`, which are in order, and all that lies
    /// after `as_of`.
    pub(super) fn chronicle(
        &self,
        events: &[Happening<'_>],
        as_of: Option<Date>,
        most: usize,
    ) -> ChronicleView {
        let (ahead, past): (Vec<_>, Vec<_>) = events
            .iter()
            .partition(|happening| is_ahead(happening, as_of));
        let left_out = past.len().saturating_sub(most);
        let past = &past[left_out..];
        let shown: Vec<&Happening<'_>> = past.iter().chain(&ahead).copied().collect();
        let facets = Facets::of(self, &shown);
        let dots: Vec<Dot> = dots(past, &ahead);
        ChronicleView {
            count: shown.len(),
            left_out,
            strip: strip(&dots, &|_, anchor| format!("#{anchor}")).map(|strip| StripView {
                html: strip.svg,
                words: strip.words,
            }),
            past: self.years(past, "", 0, &facets),
            planned: self.years(&ahead, PLANNED, past.len(), &facets),
            filters: facets.view,
        }
    }

    /// Events by year and month; the first has the number `first`.
    fn years(
        &self,
        events: &[&Happening<'_>],
        prefix: &str,
        first: usize,
        facets: &Facets,
    ) -> Vec<ChronicleYear> {
        let mut years: Vec<ChronicleYear> = Vec::new();
        for (at, happening) in events.iter().enumerate() {
            let group = Group::of(happening.when);
            let label = group.year.to_string();
            if years.last().is_none_or(|year| year.label != label) {
                years.push(ChronicleYear {
                    id: format!("{prefix}y{label}"),
                    label,
                    count: 0,
                    months: Vec::new(),
                });
            }
            let year = years.last_mut().expect("one was just made");
            let id = format!("{prefix}{}", group.anchor());
            if year.months.last().is_none_or(|month| month.id != id) {
                year.months.push(TimelineGroup {
                    label: group.label(),
                    short: group.short(),
                    id,
                    events: Vec::new(),
                });
            }
            let mut entry = self.event(happening, entry_id(first + at), Beside::Elsewhere);
            // What still lies ahead stands under a heading that says so.
            entry.note = entry.note.filter(|_| prefix.is_empty());
            entry.facets = facets.of_event(self, happening);
            let month = year.months.last_mut().expect("one was just made");
            month.events.push(entry);
            year.count += 1;
        }
        years
    }
}

/// Events as a picture sees them.
pub(super) fn dots(past: &[&Happening<'_>], ahead: &[&Happening<'_>]) -> Vec<Dot> {
    let dot = |is_ahead| {
        move |happening: &&Happening<'_>| Dot {
            when: happening.when,
            is_ahead,
        }
    };
    let past = past.iter().map(dot(false));
    past.chain(ahead.iter().map(dot(true))).collect()
}

/// What an event stands under: its year, and its month if it has one.
struct Group {
    year: i16,
    month: Option<i8>,
}

impl Group {
    fn of(when: When) -> Self {
        let first = when.earliest();
        Self {
            year: first.year(),
            month: (!is_whole_year(when)).then(|| first.month()),
        }
    }

    fn anchor(&self) -> String {
        match self.month {
            Some(month) => format!("y{}-{month:02}", self.year),
            None => format!("y{}-00", self.year),
        }
    }

    fn short(&self) -> String {
        let name = self.month.map_or("", month_name);
        name.chars().take(3).collect()
    }

    fn label(&self) -> String {
        let month = self
            .month
            .map(|month| format!("{} {}", month_name(month), self.year));
        month.unwrap_or_else(|| words::NO_MONTH.to_owned())
    }
}

/// What the events of a page can be narrowed to.
struct Facets {
    /// The number of each story that has one, by id.
    stories: BTreeMap<String, usize>,
    /// The number of each tag that has one, by slug.
    tags: BTreeMap<String, usize>,
    view: FiltersView,
}

impl Facets {
    fn of(pages: &Pages<'_>, events: &[&Happening<'_>]) -> Self {
        let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
        let mut stories: BTreeMap<String, usize> = BTreeMap::new();
        let mut tags: BTreeMap<String, usize> = BTreeMap::new();
        for happening in events {
            for kind in pages.kinds_of(happening) {
                *kinds.entry(kind).or_default() += 1;
            }
            for story in pages.stories_of(happening) {
                *stories.entry(story).or_default() += 1;
            }
            for tag in tags_of(happening) {
                *tags.entry(tag).or_default() += 1;
            }
        }
        let all = events.len();
        let is_filter = |count: usize| all >= WORTH_A_FILTER && count < all;
        let kind = |(kind, count): (&Kind, &usize)| {
            is_filter(*count).then(|| FilterView {
                facet: kind.name().to_owned(),
                title: kind.plural().to_owned(),
                url: None,
                count: *count,
            })
        };
        let story = |id: &str, facet: String, count| {
            let story = pages.site.story(id)?;
            Some(FilterView {
                facet,
                title: story.title.clone(),
                url: Some(pages.urls.path(&address::story(id))),
                count,
            })
        };
        let tag = |slug: &str, facet: String, count| {
            let tag = pages.site.tags.get(slug)?;
            Some(FilterView {
                facet,
                title: tag.name.clone(),
                url: Some(pages.urls.path(&format!("{}{slug}/", address::TAGS))),
                count,
            })
        };
        let (stories, story_views) = numbered(stories, 's', is_filter, story);
        let (tags, tag_views) = numbered(tags, 'g', is_filter, tag);
        Self {
            stories,
            tags,
            view: FiltersView {
                kinds: kinds.iter().filter_map(kind).collect(),
                stories: story_views,
                tags: tag_views,
            },
        }
    }

    fn of_event(&self, pages: &Pages<'_>, happening: &Happening<'_>) -> Vec<String> {
        let is_shown = |kind: &Kind| {
            let mut kinds = self.view.kinds.iter();
            kinds.any(|filter| filter.facet == kind.name())
        };
        let kinds = pages.kinds_of(happening).into_iter().filter(is_shown);
        let mut facets: Vec<String> = kinds.map(|kind| kind.name().to_owned()).collect();
        let stories = pages.stories_of(happening);
        let stories = stories.iter().filter_map(|id| self.stories.get(id));
        facets.extend(stories.map(|number| format!("s{number}")));
        let tags = tags_of(happening);
        let tags = tags.iter().filter_map(|slug| self.tags.get(slug));
        facets.extend(tags.map(|number| format!("g{number}")));
        facets
    }
}

/// The most frequent of what was counted get numbers, from 1.
fn numbered(
    counts: BTreeMap<String, usize>,
    letter: char,
    is_filter: impl Fn(usize) -> bool,
    view: impl Fn(&str, String, usize) -> Option<FilterView>,
) -> (BTreeMap<String, usize>, Vec<FilterView>) {
    let mut counts: Vec<(String, usize)> = counts
        .into_iter()
        .filter(|(_, count)| is_filter(*count))
        .collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts.truncate(MOST_FILTERS);
    let (mut numbers, mut views) = (BTreeMap::new(), Vec::new());
    for (number, (id, count)) in (1..).zip(counts) {
        views.extend(view(&id, format!("{letter}{number}"), count));
        numbers.insert(id, number);
    }
    (numbers, views)
}

impl Pages<'_> {
    /// The kinds of those who take part and have a page.
    fn kinds_of(&self, happening: &Happening<'_>) -> BTreeSet<Kind> {
        let entities = happening.entities.iter();
        let known = entities.filter(|id| self.site.entities.contains_key(*id));
        known.map(crate::entity::EntityId::kind).collect()
    }

    fn stories_of(&self, happening: &Happening<'_>) -> BTreeSet<String> {
        let articles = happening
            .statements
            .iter()
            .map(|(told, _)| &told.article.id);
        let stories = self.site.stories_of(articles).into_iter();
        stories.map(|story| story.id.clone()).collect()
    }
}

/// The slugs of the tags of the articles that tell an event.
fn tags_of(happening: &Happening<'_>) -> BTreeSet<String> {
    let articles = happening.statements.iter().map(|(told, _)| &told.article);
    let tags = articles.flat_map(|article| &article.metadata.tags);
    tags.map(|tag| slugify(tag)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edtf: &str, anchor: &str, label: &str) {
        let group = Group::of(When::parse_edtf(edtf).expect("a date"));
        assert_eq!(
            (group.anchor().as_str(), group.label().as_str()),
            (anchor, label)
        );
    }

    #[test]
    fn an_event_stands_under_the_month_it_begins_in_or_under_none() {
        check("2016-02-08", "y2016-02", "February 2016");
        check("2016-02-28/2016-03-02", "y2016-02", "February 2016");
        check("2016-21", "y2016-03", "March 2016");
        check("2016", "y2016-00", "No month given");
        check("201X", "y2010-00", "No month given");
    }

    #[test]
    fn the_most_frequent_are_numbered_first() {
        let counts = [("a", 2), ("b", 5), ("c", 9), ("d", 2)];
        let counts = counts.map(|(id, count)| (id.to_owned(), count)).into();
        let view = |id: &str, facet, count| {
            Some(FilterView {
                facet,
                title: id.to_owned(),
                url: None,
                count,
            })
        };
        let (numbers, views) = numbered(counts, 's', |count| count < 9, view);
        let views: Vec<(&str, &str)> = views
            .iter()
            .map(|view| (view.facet.as_str(), view.title.as_str()))
            .collect();
        assert_eq!(views, [("s1", "b"), ("s2", "a"), ("s3", "d")]);
        assert_eq!(numbers.get("c"), None);
    }

    #[test]
    fn the_style_sheet_has_a_rule_for_each_filter() {
        let sheet = include_str!("../../../static/pages.css");
        for number in 1..=MOST_FILTERS {
            for letter in ['s', 'g'] {
                let facet = format!("{letter}{number}");
                assert!(sheet.contains(&format!("#by_{facet}:checked")), "{facet}");
                assert!(
                    sheet.contains(&format!("[data-facets~={facet}]")),
                    "{facet}"
                );
            }
        }
        for kind in Kind::ALL {
            assert!(sheet.contains(&format!("#by_{kind}:checked")), "{kind}");
        }
        assert!(!sheet.contains(&format!("#by_s{}:", MOST_FILTERS + 1)));
    }
}

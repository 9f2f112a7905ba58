//! Long timelines: by year and month, with a picture and filters.
//!
//! The filters work without a script. The page numbers its stories and tags,
//! each entry carries the numbers of its own, and the style sheet has a rule
//! for each number, so that a fixed sheet serves any site under any policy.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::civil::Date;

use super::Pages;
use super::timeline::{Beside, PLANNED, is_ahead};
use crate::address;
use crate::date::When;
use crate::entity::{EntityId, Kind};
use crate::language::Language;
use crate::render::strip::{Dot, Link, is_whole_year, strip};
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

/// How many past events the timeline of a story shows, and that of a tag.
pub(super) const MOST_OF_STORY: usize = 150;
pub(super) const MOST_OF_TAG: usize = 30;

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
            strip: self.strip(&dots, &|_, _, anchor| format!("#{anchor}")),
            past: self.years(past, "", 0, &facets.of),
            planned: self.years(&ahead, PLANNED, past.len(), &facets.of[past.len()..]),
            filters: facets.view,
        }
    }

    /// The picture of a timeline's density.
    pub(super) fn strip(&self, dots: &[Dot], link: Link<'_>) -> Option<StripView> {
        strip(self.language, dots, link).map(|strip| StripView {
            html: strip.svg,
            words: strip.words,
        })
    }

    /// Events by year and month; the first has the number `first`, and `facets`
    /// are those of each.
    fn years(
        &self,
        events: &[&Happening<'_>],
        prefix: &str,
        first: usize,
        facets: &[Vec<String>],
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
                    label: group.label(self.language),
                    short: group.short(self.language),
                    id,
                    events: Vec::new(),
                });
            }
            let mut entry = self.event(happening, entry_id(first + at), Beside::Elsewhere);
            // What still lies ahead stands under a heading that says so.
            entry.note = entry.note.filter(|_| prefix.is_empty());
            entry.facets.clone_from(&facets[at]);
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

    fn short(&self, language: &Language) -> String {
        let month = self.month.map(|month| language.month_in_short(month));
        month.unwrap_or_default().to_owned()
    }

    fn label(&self, language: &Language) -> String {
        let month = self.month.map(|month| language.month_of(self.year, month));
        month.unwrap_or_else(|| language.get("no_month").to_owned())
    }
}

/// What the events of a page can be narrowed to.
struct Facets {
    view: FiltersView,
    /// Those of each event, in order.
    of: Vec<Vec<String>>,
}

impl Facets {
    fn of(pages: &Pages<'_>, events: &[&Happening<'_>]) -> Self {
        let mut slugs = Slugs::default();
        let belongs: Vec<Belongs<'_>> = events
            .iter()
            .map(|happening| Belongs::of(pages, happening, &mut slugs))
            .collect();
        let all = events.len();
        let is_filter = |count: usize| all >= WORTH_A_FILTER && count < all;
        let counts = counted(belongs.iter().flat_map(|it| it.kinds.iter().copied()));
        let kinds: Vec<(Kind, usize)> = counts
            .into_iter()
            .filter(|(_, count)| is_filter(*count))
            .collect();
        let stories = counted(belongs.iter().flat_map(|it| it.stories.iter().copied()));
        let stories = numbered(stories, is_filter);
        let tags = counted(belongs.iter().flat_map(|it| it.tags.iter().cloned()));
        let tags = numbered(tags, is_filter);
        let of_event = |it: &Belongs<'_>| {
            let kinds = kinds.iter().filter(|(kind, _)| it.kinds.contains(kind));
            let mut facets: Vec<String> = kinds.map(|(kind, _)| kind.name().to_owned()).collect();
            facets.extend(facets_of(&it.stories, &stories, STORY));
            facets.extend(facets_of(&it.tags, &tags, TAG));
            facets
        };
        let of = belongs.iter().map(of_event).collect();
        let kind = |(kind, count): (Kind, usize)| FilterView {
            facet: kind.name().to_owned(),
            title: words::kinds(pages.language, kind),
            url: None,
            count,
        };
        let story = |(at, (id, count)): (usize, &(&str, usize))| {
            let story = pages.site.story(id)?;
            Some(FilterView {
                facet: facet(STORY, at),
                title: story.title.clone(),
                url: Some(pages.urls.path(&address::story(id))),
                count: *count,
            })
        };
        let tag = |(at, (slug, count)): (usize, &(Rc<str>, usize))| {
            let tag = pages.site.tags.get(&**slug)?;
            Some(FilterView {
                facet: facet(TAG, at),
                title: tag.name.clone(),
                url: Some(pages.urls.path(&format!("{}{slug}/", address::TAGS))),
                count: *count,
            })
        };
        let view = FiltersView {
            stories: stories.iter().enumerate().filter_map(story).collect(),
            tags: tags.iter().enumerate().filter_map(tag).collect(),
            kinds: kinds.into_iter().map(kind).collect(),
        };
        Self { view, of }
    }
}

/// What facets of stories and of tags begin with.
const STORY: char = 's';
const TAG: char = 'g';

/// The facet of the story or tag at a place among those that are numbered.
fn facet(letter: char, at: usize) -> String {
    format!("{letter}{}", at + 1)
}

fn facets_of<T: PartialEq>(own: &[T], numbered: &[(T, usize)], letter: char) -> Vec<String> {
    let places = numbered.iter().enumerate();
    let own = places.filter(|(_, (it, _))| own.contains(it));
    own.map(|(at, _)| facet(letter, at)).collect()
}

/// What an event belongs to.
struct Belongs<'s> {
    /// The kinds of those who take part and have a page.
    kinds: Vec<Kind>,
    /// The ids of its stories.
    stories: Vec<&'s str>,
    /// The slugs of the tags of the articles that tell it.
    tags: Vec<Rc<str>>,
}

impl<'s> Belongs<'s> {
    fn of(pages: &Pages<'s>, happening: &Happening<'s>, slugs: &mut Slugs<'s>) -> Self {
        let site = pages.site;
        let entities = happening.entities.iter();
        let known = entities.filter(|id| site.entities.contains_key(*id));
        let articles = happening.statements.iter().map(|(told, _)| *told);
        let stories = articles
            .clone()
            .filter_map(|told| site.story_of(&told.article.id));
        let tags = articles.flat_map(|told| &told.article.metadata.tags);
        Self {
            kinds: distinct(known.map(EntityId::kind)),
            stories: distinct(stories.map(|story| story.id.as_str())),
            tags: distinct(tags.map(|tag| slugs.of(tag))),
        }
    }
}

/// Slugs of tags, each made once.
#[derive(Default)]
struct Slugs<'s>(BTreeMap<&'s str, Rc<str>>);

impl<'s> Slugs<'s> {
    fn of(&mut self, tag: &'s str) -> Rc<str> {
        let slug = self.0.entry(tag).or_insert_with(|| slugify(tag).into());
        Rc::clone(slug)
    }
}

fn distinct<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn counted<T: Ord>(all: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for it in all {
        *counts.entry(it).or_default() += 1;
    }
    counts
}

/// The most frequent of what was counted; their places give them numbers.
fn numbered<T>(counts: BTreeMap<T, usize>, is_filter: impl Fn(usize) -> bool) -> Vec<(T, usize)> {
    let counts = counts.into_iter();
    let mut counts: Vec<(T, usize)> = counts.filter(|(_, count)| is_filter(*count)).collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts.truncate(MOST_FILTERS);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edtf: &str, anchor: &str, label: &str) {
        let group = Group::of(When::parse_edtf(edtf).expect("a date"));
        assert_eq!(
            (
                group.anchor().as_str(),
                group.label(Language::english()).as_str()
            ),
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
        let counts = [("a", 2), ("b", 5), ("c", 9), ("d", 2)].into();
        let numbers = numbered(counts, |count| count < 9);
        assert_eq!(numbers, [("b", 5), ("a", 2), ("d", 2)]);
        assert_eq!(facets_of(&["b", "c", "d"], &numbers, STORY), ["s1", "s3"]);
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

//! Which timelines there are, and which events each holds.
//!
//! The events of the site are gone through once for all stories and once for
//! all entities, not once for each of them.

use std::collections::BTreeMap;

use super::{About, Form, forms};
use crate::address;
use crate::article::ArticleId;
use crate::entity::EntityId;
use crate::link::Story;
use crate::site::{Happening, Site};

/// A timeline and its events, as indices into the site's.
pub(super) struct Timeline<'s> {
    /// The address of its page.
    pub(super) page: String,
    pub(super) title: &'s str,
    pub(super) summary: Option<&'s str>,
    pub(super) about: About,
    pub(super) events: Vec<usize>,
}

/// Every timeline of the site.
pub(super) struct Index<'s> {
    pub(super) events: Vec<Happening<'s>>,
    pub(super) timelines: Vec<Timeline<'s>>,
}

impl<'s> Index<'s> {
    pub(super) fn of(site: &'s Site) -> Self {
        let events = site.happenings(site.articles.keys());
        let mut timelines = vec![Timeline {
            page: address::TIMELINE.to_owned(),
            title: &site.settings.title,
            summary: site.settings.description.as_deref(),
            about: About::Matter,
            events: (0..events.len()).collect(),
        }];
        timelines.extend(stories(site, &events));
        timelines.extend(entities(site, &events));
        Self { events, timelines }
    }

    /// The forms that one of its timelines has.
    pub(super) fn forms(&self, timeline: &Timeline<'_>) -> Vec<Form> {
        let events = timeline.events.iter().map(|at| self.events[*at].when);
        forms(timeline.about, events)
    }
}

fn stories<'s>(site: &'s Site, events: &[Happening<'_>]) -> Vec<Timeline<'s>> {
    let timeline = |story: &'s Story| Timeline {
        page: address::story(&story.id),
        title: &story.title,
        summary: story.summary.as_deref(),
        about: About::Matter,
        events: Vec::new(),
    };
    let stories = &site.links.stories;
    let mut timelines: Vec<_> = stories.iter().map(timeline).collect();
    let mut of: BTreeMap<&ArticleId, Vec<usize>> = BTreeMap::new();
    for (at, story) in stories.iter().enumerate() {
        for article in &story.articles {
            of.entry(article).or_default().push(at);
        }
    }
    for (at, event) in events.iter().enumerate() {
        let articles = event.statements.iter().map(|(told, _)| &told.article.id);
        for story in articles.filter_map(|article| of.get(article)).flatten() {
            let events = &mut timelines[*story].events;
            if events.last() != Some(&at) {
                events.push(at);
            }
        }
    }
    timelines
}

fn entities<'s>(site: &'s Site, events: &[Happening<'s>]) -> Vec<Timeline<'s>> {
    let mut of: BTreeMap<&EntityId, Vec<usize>> = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        for id in event.entities {
            of.entry(id).or_default().push(at);
        }
    }
    // An entity without a page has no timeline to take along.
    let timeline = |(id, events): (&EntityId, Vec<usize>)| {
        site.entities.get(id).map(|entity| Timeline {
            page: address::entity(id),
            title: &entity.name,
            summary: entity.short.as_deref(),
            about: About::Entity,
            events,
        })
    };
    of.into_iter().filter_map(timeline).collect()
}

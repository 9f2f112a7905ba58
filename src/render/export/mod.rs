//! Timelines that leave the site: calendars, and files for TimelineJS.
//!
//! This exists so that a reader can follow a story in a calendar and a
//! newsroom can show it in a tool of its own. A timeline's files lie beside
//! its page. It knows no template; what each form looks like is in a file of its
//! own here.

mod calendar;
mod content_line;
mod entry;
mod timelinejs;
mod timelinejs_csv;

use std::io::{self, Write};

use self::entry::Entry;
use self::timelinejs::Slide;
use super::json::Each;
use super::urls::Urls;
use crate::address;
use crate::config::BaseUrl;
use crate::date::When;
use crate::entity::EntityId;
use crate::language::Language;
use crate::site::Site;

/// A form in which a timeline leaves the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// iCalendar.
    Calendar,
    /// TimelineJS, as JSON.
    Json,
    /// TimelineJS, as a table.
    Csv,
}

impl Form {
    /// Where it lies, beside the page of its timeline.
    pub(super) fn address(self, page: &str) -> String {
        match self {
            Self::Calendar => address::calendar(page),
            Self::Json => address::timeline_json(page),
            Self::Csv => address::timeline_csv(page),
        }
    }
}

/// What a timeline is about; it decides which forms it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// The whole site or a story: something to show.
    Matter,
    /// An entity: something to follow in a calendar.
    Entity,
}

/// The forms that a timeline has. Empty files are worth nothing: a calendar
/// must hold an event (RFC 5545, section 3.6), and TimelineJS reports a
/// timeline without one as an error.
pub(super) fn forms(about: About, events: impl Iterator<Item = When>) -> Vec<Form> {
    let mut events = events.peekable();
    let is_shown = about == About::Matter && events.peek().is_some();
    let has_days = events.any(|when| calendar::days(when).is_some());
    let mut forms = Vec::new();
    if has_days {
        forms.push(Form::Calendar);
    }
    if is_shown {
        forms.extend([Form::Json, Form::Csv]);
    }
    forms
}

/// Whose timeline it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// The whole site's.
    Site,
    /// A story's, by its index.
    Story(usize),
    /// An entity's.
    Entity(EntityId),
}

/// A file that a timeline leaves the site in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Export {
    of: Of,
    form: Form,
}

impl Export {
    /// All of them.
    pub(super) fn all(site: &Site) -> Vec<Self> {
        let stories = (0..site.links.stories.len()).map(Of::Story);
        // An entity without a page has no timeline to take along.
        let entities = site.entities.keys().cloned().map(Of::Entity);
        let timelines = std::iter::once(Of::Site).chain(stories).chain(entities);
        let exports = timelines.flat_map(|of| {
            let timeline = Timeline::of(site, &of);
            let events = timeline.events.iter();
            let events = events.map(|at| site.links.occurrences[*at].when);
            let forms = forms(timeline.about, events).into_iter();
            forms.map(move |form| Self {
                of: of.clone(),
                form,
            })
        });
        exports.collect()
    }

    /// Whether it holds all events of the site.
    pub(super) fn is_long(&self) -> bool {
        self.of == Of::Site
    }

    /// Where it lies.
    pub(super) fn path(&self, site: &Site) -> String {
        self.form.address(&Timeline::page(site, &self.of))
    }

    /// Writes it.
    ///
    /// # Errors
    /// When `out` fails.
    pub(super) fn write(
        &self,
        site: &Site,
        language: &Language,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let urls = Urls::in_data(&site.settings);
        let timeline = Timeline::of(site, &self.of);
        let events = timeline.events.iter();
        let entries = || {
            let events = events.clone();
            events.map(|at| Entry::of(site, language, &urls, *at))
        };
        let slides = || entries().map(|entry| Slide::of(&entry, language));
        match self.form {
            Form::Calendar => {
                let host = site.settings.base_url.as_ref().map(BaseUrl::host);
                let head = timeline.head(site, &urls);
                let events = entries();
                let events = events.filter_map(|it| calendar::event(&it, language, host));
                calendar::calendar(&head, events, out)
            }
            Form::Json => timelinejs::timeline(timeline.cover(&urls), Each(slides), out),
            Form::Csv => timelinejs_csv::table(&timeline.cover(&urls), slides(), out),
        }
    }
}

/// A timeline and its events, as indices into the site's.
struct Timeline<'s> {
    /// The address of its page.
    page: String,
    title: &'s str,
    summary: Option<&'s str>,
    about: About,
    events: Vec<usize>,
}

impl<'s> Timeline<'s> {
    fn page(site: &Site, of: &Of) -> String {
        match of {
            Of::Site => address::TIMELINE.to_owned(),
            Of::Story(at) => address::story(&site.links.stories[*at].id),
            Of::Entity(id) => address::entity(id),
        }
    }

    fn of(site: &'s Site, of: &Of) -> Self {
        let (title, summary, about, events) = match of {
            Of::Site => (
                &site.settings.title,
                &site.settings.description,
                About::Matter,
                (0..site.links.occurrences.len()).collect(),
            ),
            Of::Story(at) => {
                let story = &site.links.stories[*at];
                let events = site.told(&story.articles).into_iter().collect();
                (&story.title, &story.summary, About::Matter, events)
            }
            Of::Entity(id) => {
                let entity = &site.entities[id];
                let events = site.taking_part(id).to_vec();
                (&entity.name, &entity.short, About::Entity, events)
            }
        };
        Self {
            page: Self::page(site, of),
            title,
            summary: summary.as_deref(),
            about,
            events,
        }
    }

    fn head(&self, site: &Site, urls: &Urls) -> calendar::Head<'_> {
        let name = match (self.title, &site.settings.title) {
            (title, site) if title == site => title.to_owned(),
            (title, site) => format!("{title} \u{b7} {site}"),
        };
        calendar::Head {
            name,
            summary: self.summary,
            page: urls.absolute(&self.page),
            file: urls.absolute(&address::calendar(&self.page)),
        }
    }

    fn cover(&self, urls: &Urls) -> timelinejs::Words {
        let page = urls.absolute(&self.page);
        timelinejs::cover(self.title, self.summary, page.as_deref())
    }
}

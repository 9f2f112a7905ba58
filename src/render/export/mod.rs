//! Timelines that leave the site: calendars, and files for TimelineJS.
//!
//! This exists so that a reader can follow a story in a calendar and a
//! newsroom can show it in a tool of its own. A timeline's files lie beside
//! its page. Each event is written once, however many calendars it ends up in.
//! It knows no template; what each form looks like is in a file of its own here.

mod calendar;
mod content_line;
mod entry;
mod index;
mod timelinejs;
mod timelinejs_csv;

use rayon::prelude::*;

use self::entry::Entry;
use self::index::{Index, Timeline};
use self::timelinejs::Slide;
use super::urls::Urls;
use crate::address;
use crate::config::BaseUrl;
use crate::date::When;
use crate::language::Languages;
use crate::output::Output;
use crate::site::{Happening, Site};

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

/// The paths of all exports.
#[must_use]
pub(super) fn exported(site: &Site) -> Vec<String> {
    let index = Index::of(site);
    let paths = index.timelines.iter().flat_map(|timeline| {
        let forms = index.forms(timeline).into_iter();
        forms.map(|form| form.address(&timeline.page))
    });
    paths.collect()
}

/// All exports.
pub(super) fn export(site: &Site, languages: &Languages) -> Vec<Output> {
    let index = Index::of(site);
    let ready = Ready::of(site, languages, &index.events);
    let outputs = |timeline: &Timeline<'_>| -> Vec<Output> {
        let forms = index.forms(timeline).into_iter();
        forms.map(|form| ready.output(timeline, form)).collect()
    };
    index.timelines.par_iter().flat_map_iter(outputs).collect()
}

/// Each event of the site as it stands in each form, ready to be put together.
struct Ready<'s> {
    site: &'s Site,
    urls: Urls,
    /// None for an event that no calendar holds.
    calendar: Vec<Option<String>>,
    slides: Vec<Slide>,
}

impl<'s> Ready<'s> {
    fn of(site: &'s Site, languages: &Languages, events: &[Happening<'_>]) -> Self {
        let language = languages.site();
        let urls = Urls::in_data(&site.settings);
        let entries = Entry::all(site, language, &urls, events);
        let host = site.settings.base_url.as_ref().map(BaseUrl::host);
        Self {
            calendar: entries
                .par_iter()
                .map(|entry| calendar::event(entry, language, host))
                .collect(),
            slides: entries
                .par_iter()
                .map(|entry| Slide::of(entry, language))
                .collect(),
            site,
            urls,
        }
    }

    fn output(&self, timeline: &Timeline<'_>, form: Form) -> Output {
        let text = match form {
            Form::Calendar => self.calendar(timeline),
            Form::Json => timelinejs::timeline(self.cover(timeline), self.slides(timeline)),
            Form::Csv => timelinejs_csv::table(&self.cover(timeline), &self.slides(timeline)),
        };
        Output::at(&form.address(&timeline.page), text.into_bytes())
    }

    fn calendar(&self, timeline: &Timeline<'_>) -> String {
        let site = &self.site.settings.title;
        let name = match timeline.title {
            title if title == site => title.to_owned(),
            title => format!("{title} \u{b7} {site}"),
        };
        let events = timeline.events.iter();
        calendar::calendar(
            &calendar::Head {
                name: &name,
                summary: timeline.summary,
                page: self.urls.absolute(&timeline.page),
                file: self.urls.absolute(&address::calendar(&timeline.page)),
            },
            events.filter_map(|at| self.calendar[*at].as_deref()),
        )
    }

    fn cover(&self, timeline: &Timeline<'_>) -> timelinejs::Words {
        let page = self.urls.absolute(&timeline.page);
        timelinejs::cover(timeline.title, timeline.summary, page.as_deref())
    }

    fn slides(&self, timeline: &Timeline<'_>) -> Vec<&Slide> {
        let events = timeline.events.iter();
        events.map(|at| &self.slides[*at]).collect()
    }
}

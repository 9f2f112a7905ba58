//! The timeline of the whole site, and the pages of its years and months where
//! it is too long for one.

use super::Pages;
use super::chronicle::dots;
use super::timeline::is_ahead;
use crate::address;
use crate::render::export::About;
use crate::render::plan::Page;
use crate::render::stretch::{self, Stretch};
use crate::render::view::{ChronicleView, CountedLink, LinkView, TimelineFiles, TimelinePage};
use crate::render::words;
use crate::site::Happening;

/// How many events ahead the first page of a long timeline shows.
const MOST_AHEAD: usize = 100;

impl Pages<'_> {
    pub(in crate::render) fn timeline_page(&self, page: &Page) -> TimelinePage {
        let years = stretch::years(self.site);
        let events = self.site.happenings_at(stretch::events_in(self.site, None));
        let as_of = self.as_of(&self.site.newest);
        let timeline = if years.is_empty() {
            self.chronicle(&events, as_of, usize::MAX)
        } else {
            let ahead = events.iter().filter(|happening| is_ahead(happening, as_of));
            let soonest: Vec<Happening<'_>> = ahead.take(MOST_AHEAD).cloned().collect();
            self.overview(&events, &soonest)
        };
        let files = self.timeline_files(page, About::Matter, &events);
        TimelinePage {
            timeline_files: files,
            ..self.part_page(page, None, timeline, &years)
        }
    }

    pub(in crate::render) fn timeline_part(&self, page: &Page, part: Stretch) -> TimelinePage {
        let (Stretch::Year(year) | Stretch::Month(year, _)) = part;
        let months = stretch::months(self.site, year);
        let is_whole_year = matches!(part, Stretch::Year(_));
        let events = self
            .site
            .happenings_at(stretch::events_in(self.site, Some(part)));
        let timeline = if is_whole_year && !months.is_empty() {
            let of_no_month = stretch::of_no_month_in(self.site, year);
            self.overview(&events, &self.site.happenings_at(of_no_month))
        } else {
            self.chronicle(&events, self.as_of(&self.site.newest), usize::MAX)
        };
        let beside = if months.is_empty() {
            stretch::years(self.site)
        } else {
            months
        };
        self.part_page(page, Some(part), timeline, &beside)
    }

    fn part_page(
        &self,
        page: &Page,
        part: Option<Stretch>,
        timeline: ChronicleView,
        beside: &[Stretch],
    ) -> TimelinePage {
        let name = part.map(|part| self.label(part));
        let site = &self.site.settings.title;
        let (title, description) = words::timeline_page(self.language, site, name.as_deref());
        let (previous, next) = self.turn(part, beside);
        TimelinePage {
            page: self.page(page, "timeline", &title, Some(description)),
            total: self.site.links.occurrences.len(),
            part: name,
            above: self.above(part),
            timeline,
            parts: stretch::around(beside, part)
                .iter()
                .map(|other| self.part_link(*other, part == Some(*other)))
                .collect(),
            previous,
            next,
            timeline_files: TimelineFiles::default(),
            site: self.site_view(),
        }
    }

    /// Where a timeline is too long for its page: its density, where each bar
    /// leads to another page, and those events that are `shown` nonetheless.
    fn overview(&self, events: &[Happening<'_>], shown: &[Happening<'_>]) -> ChronicleView {
        let as_of = self.as_of(&self.site.newest);
        let (ahead, past): (Vec<_>, Vec<_>) = events
            .iter()
            .partition(|happening| is_ahead(happening, as_of));
        let link = |year, month: Option<i8>, anchor: &str| {
            let holder = stretch::holding(self.site, year, month);
            let page = holder.map_or_else(|| address::TIMELINE.to_owned(), Stretch::address);
            // The page of a year begins with it.
            let anchor = month.map_or_else(String::new, |_| format!("#{anchor}"));
            self.urls.path(&format!("{page}{anchor}"))
        };
        let strip = self.strip(&dots(&past, &ahead), &link);
        ChronicleView {
            strip,
            left_out: events.len() - shown.len(),
            ..self.chronicle(shown, as_of, usize::MAX)
        }
    }

    fn above(&self, part: Option<Stretch>) -> Vec<LinkView> {
        let whole = LinkView {
            title: self.language.get("timeline").to_owned(),
            url: self.urls.path(address::TIMELINE),
        };
        let link = |part: Stretch| LinkView {
            title: self.label(part),
            url: self.urls.path(&part.address()),
        };
        match part {
            None => Vec::new(),
            Some(Stretch::Year(_)) => vec![whole],
            Some(Stretch::Month(year, _)) => vec![whole, link(Stretch::Year(year))],
        }
    }

    fn part_link(&self, part: Stretch, is_here: bool) -> CountedLink {
        CountedLink {
            title: self.label(part),
            url: self.urls.path(&part.address()),
            count: stretch::events_in(self.site, Some(part)).len(),
            is_here,
        }
    }

    /// The pages before and after, in time.
    fn turn(
        &self,
        part: Option<Stretch>,
        beside: &[Stretch],
    ) -> (Option<LinkView>, Option<LinkView>) {
        let Some(at) = beside.iter().position(|other| Some(*other) == part) else {
            return (None, None);
        };
        let link = |at: usize| {
            beside.get(at).map(|other| LinkView {
                title: self.label(*other),
                url: self.urls.path(&other.address()),
            })
        };
        (at.checked_sub(1).and_then(link), link(at + 1))
    }

    fn label(&self, part: Stretch) -> String {
        match part {
            Stretch::Year(year) => year.to_string(),
            Stretch::Month(year, month) => self.language.month_of(year, month),
        }
    }
}

//! The archive: every article by year and month, for those who look without a
//! script and without a search.

use std::collections::BTreeMap;

use super::Pages;
use crate::address;
use crate::render::plan::Page;
use crate::render::stretch::{archive_years, around};
use crate::render::view::{ArchiveMonth, ArchivePage, ArchiveYear, ArticleLine, CountedLink};
use crate::render::words;
use crate::site::Annotated;

impl Pages<'_> {
    /// The whole archive; where it is long, its newest year and where the
    /// others are.
    pub(in crate::render) fn archive(&self, page: &Page) -> ArchivePage {
        let parts = archive_years(self.site);
        let of = |year: i16| parts.is_empty() || parts.first() == Some(&year);
        ArchivePage {
            undated: self.undated(),
            ..self.archive_page(page, None, &parts, of)
        }
    }

    pub(in crate::render) fn archive_year(&self, page: &Page, year: i16) -> ArchivePage {
        let parts = archive_years(self.site);
        self.archive_page(page, Some(year), &parts, |other| other == year)
    }

    fn archive_page(
        &self,
        page: &Page,
        part: Option<i16>,
        parts: &[i16],
        is_shown: impl Fn(i16) -> bool,
    ) -> ArchivePage {
        let site = &self.site.settings.title;
        let (title, description) = words::archive_page(self.language, site, part);
        let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
        for year in self.site.newest().filter_map(year_of) {
            *counts.entry(year).or_default() += 1;
        }
        let link = |year: &i16| CountedLink {
            title: year.to_string(),
            url: self.urls.path(&address::archive_year(*year)),
            count: counts[year],
            is_here: part == Some(*year),
        };
        ArchivePage {
            page: self.page(page, "archive", &title, Some(description)),
            total: self.site.newest.len(),
            part: part.map(|year| year.to_string()),
            parts: around(parts, part).iter().map(link).collect(),
            years: self.archive_years(is_shown),
            undated: Vec::new(),
            site: self.site_view(),
        }
    }

    fn archive_years(&self, is_shown: impl Fn(i16) -> bool) -> Vec<ArchiveYear> {
        let mut years: Vec<ArchiveYear> = Vec::new();
        let is_shown = |annotated: &&Annotated| year_of(annotated).is_some_and(&is_shown);
        for annotated in self.site.newest().filter(is_shown) {
            let Some(day) = annotated.article.date.map(|date| date.day) else {
                continue;
            };
            let label = day.year().to_string();
            if years.last().is_none_or(|year| year.label != label) {
                years.push(ArchiveYear {
                    id: format!("y{label}"),
                    label,
                    count: 0,
                    months: Vec::new(),
                });
            }
            let year = years.last_mut().expect("one was just made");
            let id = format!("y{}-{:02}", day.year(), day.month());
            if year.months.last().is_none_or(|month| month.id != id) {
                year.months.push(ArchiveMonth {
                    label: self.language.month_of(day.year(), day.month()),
                    id,
                    articles: Vec::new(),
                });
            }
            let month = year.months.last_mut().expect("one was just made");
            month.articles.push(self.article_line(annotated));
            year.count += 1;
        }
        years
    }

    fn undated(&self) -> Vec<ArticleLine> {
        let undated = self.site.newest().filter(|it| it.article.date.is_none());
        undated.map(|it| self.article_line(it)).collect()
    }

    /// An article's title and date.
    pub(super) fn article_line(&self, annotated: &Annotated) -> ArticleLine {
        let article = &*annotated.article;
        ArticleLine {
            title: article.title.clone(),
            url: self.urls.path(&address::article(article)),
            date: article.date.map(|date| self.date(date)),
            lang: self.other_lang(article),
        }
    }
}

fn year_of(annotated: &Annotated) -> Option<i16> {
    annotated.article.date.map(|date| date.day.year())
}

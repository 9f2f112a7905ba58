//! The archive: every article by year and month, for those who browse.

use super::Pages;
use crate::address;
use crate::date::month_name;
use crate::render::plan::Page;
use crate::render::view::{ArchivePage, LinkView, MonthGroup, YearCard, YearPage};

impl Pages<'_> {
    pub(in crate::render) fn archive(&self, page: &Page) -> ArchivePage {
        let years = self.site.years().into_iter().rev();
        let undated = self.site.newest();
        let undated = undated.filter(|annotated| annotated.article.date.is_none());
        let description = format!("Every article of {}, by year.", self.site.settings.title);
        ArchivePage {
            page: self.page(page, "archive", "Archive", Some(description)),
            years: years
                .map(|(year, count)| YearCard {
                    year: self.year_link(year),
                    count,
                })
                .collect(),
            undated: undated.map(|annotated| self.card(annotated)).collect(),
            site: self.site_view(),
        }
    }

    pub(in crate::render) fn year(&self, page: &Page, year: i16) -> YearPage {
        let years = self.site.years();
        let link = |(year, _): (&i16, &usize)| self.year_link(*year);
        let description = format!("What {} published in {year}.", self.site.settings.title);
        YearPage {
            page: self.page(page, "year", &year.to_string(), Some(description)),
            months: self.months(year),
            previous: years.range(..year).next_back().map(link),
            next: years.range(year..).nth(1).map(link),
            site: self.site_view(),
        }
    }

    fn months(&self, year: i16) -> Vec<MonthGroup> {
        let mut months: Vec<MonthGroup> = Vec::new();
        for annotated in self.site.newest() {
            let Some(date) = annotated.article.date.filter(|it| it.day.year() == year) else {
                continue;
            };
            let label = month_name(date.day.month());
            if months.last().is_none_or(|group| group.label != label) {
                months.push(MonthGroup {
                    label: label.to_owned(),
                    id: format!("{year}-{:02}", date.day.month()),
                    articles: Vec::new(),
                });
            }
            let group = months.last_mut().expect("one was just made");
            group.articles.push(self.card(annotated));
        }
        months
    }

    fn year_link(&self, year: i16) -> LinkView {
        LinkView {
            title: year.to_string(),
            url: self.urls.path(&address::year(year)),
        }
    }
}

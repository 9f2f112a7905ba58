//! Who links to a page, each with the words around the link.

use std::collections::BTreeSet;

use super::Pages;
use crate::link::{Backlink, Subject};
use crate::render::links::page_of;
use crate::render::quotation::{Quotation, quotation};
use crate::render::text::sentence_id;
use crate::render::view::{BacklinkView, LinkView};

impl Pages<'_> {
    /// The texts that link to `subject`; each passage of each once, however
    /// many links it holds.
    pub(super) fn backlinks(&self, subject: &Subject) -> Vec<BacklinkView> {
        let mut passages: BTreeSet<(&Subject, usize)> = BTreeSet::new();
        let mut quoted: BTreeSet<(&Subject, String)> = BTreeSet::new();
        let view = |link| {
            let (quotation, url) = self.quoted(link)?;
            let Quotation {
                start,
                before,
                link: words,
                after,
            } = quotation;
            let is_new = passages.insert((&link.from, start))
                && quoted.insert((&link.from, format!("{before}{words}{after}")));
            let view = self.backlink(&link.from, url)?;
            is_new.then_some(BacklinkView {
                before,
                link: words,
                after,
                ..view
            })
        };
        let links = self.site.links.backlinks.get(subject);
        links.into_iter().flatten().filter_map(view).collect()
    }

    /// What is quoted of the text that holds a link, and the address of it.
    fn quoted(&self, link: &Backlink) -> Option<(Quotation, String)> {
        let page = page_of(self.site, &link.from)?;
        let text = self.site.text_of(&link.from)?;
        let reference = text.body.references.get(link.reference)?;
        let address = match text.sentence_of(reference.at) {
            Some(index) => format!("{page}#{}", sentence_id(index)),
            None => page,
        };
        let quotation = quotation(&text, reference).unwrap_or_default();
        Some((quotation, self.urls.path(&address)))
    }

    /// The page that a link stands on, without a quotation yet.
    fn backlink(&self, from: &Subject, url: String) -> Option<BacklinkView> {
        let (kind, title, day) = match from {
            Subject::Article(id) => {
                let article = &self.site.article(id).article;
                (
                    "article",
                    &article.title,
                    article.date.map(|date| self.date(date)),
                )
            }
            Subject::Entity(id) => ("entity", &self.site.entities.get(id)?.name, None),
            Subject::Story(id) => ("story", &self.site.story(id)?.title, None),
        };
        Some(BacklinkView {
            page: LinkView {
                title: title.clone(),
                url: self.urls.path(&page_of(self.site, from)?),
            },
            kind,
            date: day,
            before: String::new(),
            link: String::new(),
            after: String::new(),
            url,
        })
    }
}

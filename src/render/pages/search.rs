//! The search page: a form with what may be chosen in it.

use std::collections::BTreeSet;

use super::Pages;
use crate::entity::{EntityId, Kind};
use crate::render::plan::Page;
use crate::render::view::SearchPage;
use crate::site::Annotated;

impl Pages<'_> {
    pub(in crate::render) fn search(&self, page: &Page) -> SearchPage {
        let kinds: BTreeSet<Kind> = self.site.entities.keys().map(EntityId::kind).collect();
        let names_publisher = |annotated: &Annotated| {
            let sources = &annotated.article.metadata.sources;
            sources.iter().any(|source| source.publisher.is_some())
        };
        let title = self.language.get("search");
        let description = self.about("about_search");
        SearchPage {
            page: self.page(page, "search", title, Some(description)),
            kinds: kinds.into_iter().map(|kind| self.kind(kind)).collect(),
            has_stories: !self.site.links.stories.is_empty(),
            has_publishers: self.site.articles.values().any(names_publisher),
            years: self.site.years().into_keys().rev().collect(),
            site: self.site_view(),
        }
    }
}

//! The page of an article: text, timeline, entities, what to read next.

use std::collections::{BTreeMap, BTreeSet};

use super::{Pages, date, kind};
use crate::address;
use crate::article::{Article, ArticleId, Correction, SourceNote};
use crate::entity::{EntityId, Kind};
use crate::link::{Related, Subject};
use crate::render::pages::timeline::{Beside, order};
use crate::render::plan::Page;
use crate::render::text::mention_id;
use crate::render::view::{
    ArticlePage, ArticleView, CorrectionView, EntityInArticle, KindView, LinkView, RelatedView,
    SourceView, StoryPlace,
};
use crate::render::words;
use crate::site::{Annotated, Happening};

impl Pages<'_> {
    pub(in crate::render) fn article(&self, page: &Page, id: &ArticleId) -> ArticlePage {
        let annotated = self.site.article(id);
        let article = &*annotated.article;
        let order = order(annotated);
        let events: Vec<Happening<'_>> = order
            .iter()
            .map(|index| Happening::of(annotated, &annotated.annotations.events[*index]))
            .collect();
        let mut entries = vec![0; order.len()];
        order
            .iter()
            .enumerate()
            .for_each(|(entry, event)| entries[*event] = entry);
        let html = self.text().highlighted(annotated, &entries);
        let card = self.card(annotated);
        let mut view = self.page(page, "article", &article.title, card.summary.clone());
        view.json_ld_html = self.describe().article(annotated);
        ArticlePage {
            page: view,
            kinds: kinds(
                annotated
                    .annotations
                    .mentions
                    .iter()
                    .map(|mention| mention.of.kind()),
            ),
            timeline: self.timeline(&events, None, Beside::Article),
            entities: self.entities_in(annotated, &html),
            article: self.article_view(annotated, html),
            story: self.story_place(id),
            related: self
                .site
                .links
                .related
                .get(id)
                .into_iter()
                .flatten()
                .map(|related| self.related(related))
                .collect(),
            backlinks: self.backlinks(&Subject::Article(id.clone())),
            annotations: self
                .urls
                .path(&address::annotations(&address::article(article))),
            text: self.urls.path(&address::text(&address::article(article))),
            site: self.site_view(),
        }
    }

    fn article_view(&self, annotated: &Annotated, html: String) -> ArticleView {
        let article = &*annotated.article;
        let metadata = &article.metadata;
        ArticleView {
            id: article.id.to_string(),
            title: article.title.clone(),
            date: article.date.map(date),
            updated: metadata.updated.map(date),
            summary: metadata.summary.clone(),
            authors: metadata.authors.clone(),
            tags: self.tags_of(article),
            lang: metadata
                .lang
                .clone()
                .filter(|lang| *lang != self.site.settings.lang),
            sources: metadata.sources.iter().map(source).collect(),
            corrections: metadata.corrections.iter().rev().map(correction).collect(),
            html,
            extra: metadata.extra.clone().into(),
        }
    }

    fn tags_of(&self, article: &Article) -> Vec<LinkView> {
        let link = |tag: &String| LinkView {
            title: tag.clone(),
            url: self.urls.path(&address::tag(tag)),
        };
        article.metadata.tags.iter().map(link).collect()
    }

    fn entities_in(&self, annotated: &Annotated, html: &str) -> Vec<EntityInArticle> {
        let mut first: BTreeMap<&EntityId, usize> = BTreeMap::new();
        for (index, mention) in annotated.annotations.mentions.iter().enumerate() {
            // A mention inside a link or raw mark-up has no highlight to lead to.
            if !first.contains_key(&mention.of)
                && html.contains(&format!(" id=\"{}\"", mention_id(index)))
            {
                first.insert(&mention.of, index);
            }
        }
        let mut counts: Vec<(&EntityId, usize)> = annotated.entities().into_iter().collect();
        counts.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
        let view = |(id, count): (&EntityId, usize)| {
            Some(EntityInArticle {
                entity: self.entity_card(id, count)?,
                first: first
                    .get(id)
                    .map(|index| format!("#{}", mention_id(*index))),
                how: words::how(self.site.how(annotated, id)).to_owned(),
            })
        };
        counts.into_iter().filter_map(view).collect()
    }

    fn story_place(&self, id: &ArticleId) -> Option<StoryPlace> {
        let story = self.site.story_of(id)?;
        let at = story.articles.iter().position(|article| article == id)?;
        let link = |at: usize| story.articles.get(at).map(|id| self.link(id));
        Some(StoryPlace {
            story: LinkView {
                title: story.title.clone(),
                url: self.urls.path(&address::story(&story.id)),
            },
            position: at + 1,
            count: story.articles.len(),
            previous: at.checked_sub(1).and_then(link),
            next: link(at + 1),
        })
    }

    fn related(&self, related: &Related) -> RelatedView {
        RelatedView {
            article: self.card(self.site.article(&related.id)),
            kind: related.relation.name().to_owned(),
            reason: words::reason(&related.reason, self.site),
        }
    }
}

fn source(note: &SourceNote) -> SourceView {
    let safe = |url: &Option<String>| url.clone().filter(|url| address::is_safe(url));
    SourceView {
        title: note.title.clone(),
        url: safe(&note.url),
        publisher: note.publisher.clone(),
        kind: note.kind.clone(),
        author: note.author.clone(),
        published: note.published.map(date),
        retrieved: note.retrieved.map(date),
        licence: note.licence.clone(),
        archive: safe(&note.archive),
    }
}

fn correction(correction: &Correction) -> CorrectionView {
    CorrectionView {
        date: date(correction.date),
        text: correction.text.clone(),
    }
}

fn kinds(found: impl Iterator<Item = Kind>) -> Vec<KindView> {
    let found: BTreeSet<Kind> = found.collect();
    found.into_iter().map(kind).collect()
}

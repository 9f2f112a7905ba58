//! The page of an article: text, timeline, entities, what to read next.

use std::collections::{BTreeMap, BTreeSet};

use super::Pages;
use crate::address;
use crate::article::{Article, ArticleId, Correction, Event, How, SourceNote};
use crate::entity::{EntityId, Kind};
use crate::link::{Related, Relation, Subject};
use crate::render::direction::direction;
use crate::render::highlights::{Shown, card_id};
use crate::render::pages::timeline::{Beside, order};
use crate::render::plan::Page;
use crate::render::quotation::around;
use crate::render::text::{mention_id, sentence_id};
use crate::render::view::{
    ArticlePage, ArticleView, CorrectionView, ElsewhereView, EntityInArticle, FoundView, KindView,
    LinkView, MadeView, MentionView, RelatedView, SourceView, StoryPlace,
};
use crate::render::{share, words};
use crate::site::{Annotated, Happening};

/// How many cards quote another article, so that the page of a long text stays
/// light; the entities that are mentioned most go first.
const MOST_QUOTED: usize = 40;

/// The longest quotation of a card, in characters besides the name.
const LONGEST_QUOTE: usize = 160;

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
        let (html, shown) = self.text().highlighted(annotated, &entries);
        let card = self.card(annotated);
        let mut view = self.page(page, "article", &article.title, card.summary.clone());
        view.picture = share::of_article(self.site, &self.urls, annotated);
        let related = self.site.links.related.get(id);
        let related = related.map_or(&[][..], Vec::as_slice);
        view.json_ld_html = self.describe().article(annotated);
        ArticlePage {
            page: view,
            kinds: self.kinds(
                annotated
                    .annotations
                    .mentions
                    .iter()
                    .map(|mention| mention.of.kind()),
            ),
            timeline: self.timeline(&events, None, Beside::Article),
            entities: self.entities_in(annotated, &shown),
            article: self.article_view(annotated, html),
            made: self.made(annotated, related),
            story: self.story_place(id),
            related: related.iter().map(|it| self.related(it)).collect(),
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
        let lang = metadata.lang.clone();
        let lang = lang.filter(|lang| *lang != self.site.settings.lang);
        let spoken = lang.as_deref().and_then(|lang| self.languages.of(lang));
        let corrections = metadata.corrections.iter();
        ArticleView {
            id: article.id.to_string(),
            title: article.title.clone(),
            date: article.date.map(|date| self.date(date)),
            updated: metadata.updated.map(|date| self.date(date)),
            summary: metadata.summary.clone(),
            authors: metadata.authors.clone(),
            tags: self.tags_of(article),
            dir: lang.as_deref().map(direction),
            own_labels: spoken.is_some(),
            lang,
            sources: metadata.sources.iter().map(|it| self.source(it)).collect(),
            corrections: corrections.rev().map(|it| self.correction(it)).collect(),
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

    fn entities_in(&self, annotated: &Annotated, shown: &Shown<'_>) -> Vec<EntityInArticle> {
        let mut counts: Vec<(&EntityId, usize)> = annotated.entities().into_iter().collect();
        counts.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
        let known = known(annotated);
        let view = |(nth, (id, count)): (usize, (&EntityId, usize))| {
            // A mention inside a link or raw mark-up has no highlight to lead to.
            let first = shown.get(id).and_then(|mentions| mentions.first());
            let (how, confidence) = known.get(id).copied().unwrap_or((How::Editor, 1.0));
            let coverage = self.site.coverage(id);
            Some(EntityInArticle {
                entity: self.entity_card(id, count)?,
                card: card_id(id),
                first: first.map(|index| format!("#{}", mention_id(*index))),
                how: words::known(self.language, how, confidence),
                mentions: coverage.map_or(0, |coverage| coverage.mentions),
                articles: coverage.map_or(0, |coverage| coverage.articles),
                elsewhere: self
                    .elsewhere(id, &annotated.article.id)
                    .filter(|_| nth < MOST_QUOTED),
            })
        };
        counts.into_iter().enumerate().filter_map(view).collect()
    }

    fn elsewhere(&self, id: &EntityId, here: &ArticleId) -> Option<ElsewhereView> {
        let (annotated, mention) = self.site.elsewhere(id, here)?;
        let index = annotated.annotations.sentence_of(mention.at)?;
        let sentence = annotated.annotations.sentences[index];
        let prose = &annotated.article.prose;
        let (before, after) = around(prose, sentence, mention.at, LONGEST_QUOTE);
        let page = address::article(&annotated.article);
        Some(ElsewhereView {
            article: self.link(&annotated.article.id),
            date: annotated.article.date.map(|date| self.date(date)),
            sentence: MentionView {
                before,
                name: annotated.words(mention.at),
                after,
                url: self.urls.path(&format!("{page}#{}", sentence_id(index))),
            },
        })
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
            reason: words::reason(self.language, &related.reason, self.site),
        }
    }

    fn made(&self, annotated: &Annotated, related: &[Related]) -> MadeView {
        let annotations = &annotated.annotations;
        let mut found: BTreeMap<How, usize> = BTreeMap::new();
        for mention in &annotations.mentions {
            *found.entry(mention.how).or_default() += 1;
        }
        let by_editor = |event: &&Event| event.dated_by.is_none() || event.label.is_some();
        let dates_given = annotations.events.iter().filter(by_editor).count();
        let chosen = |related: &&Related| related.relation == Relation::Pinned;
        let related_chosen = related.iter().filter(chosen).count();
        MadeView {
            mentions: found
                .into_iter()
                .map(|(how, count)| FoundView {
                    count,
                    by: words::found_by(self.language, how),
                })
                .collect(),
            dates_read: annotations.events.len() - dates_given,
            dates_given,
            related_found: related.len() - related_chosen,
            related_chosen,
        }
    }

    fn source(&self, note: &SourceNote) -> SourceView {
        let safe = |url: &Option<String>| url.clone().filter(|url| address::is_safe(url));
        SourceView {
            title: note.title.clone(),
            url: safe(&note.url),
            publisher: note.publisher.clone(),
            kind: note.kind.clone(),
            author: note.author.clone(),
            published: note.published.map(|date| self.date(date)),
            retrieved: note.retrieved.map(|date| self.date(date)),
            licence: note.licence.clone(),
            archive: safe(&note.archive),
        }
    }

    fn correction(&self, correction: &Correction) -> CorrectionView {
        CorrectionView {
            date: self.date(correction.date),
            text: correction.text.clone(),
        }
    }

    fn kinds(&self, found: impl Iterator<Item = Kind>) -> Vec<KindView> {
        let found: BTreeSet<Kind> = found.collect();
        found.into_iter().map(|kind| self.kind(kind)).collect()
    }
}

/// How each entity is known best, and how surely so.
fn known(annotated: &Annotated) -> BTreeMap<&EntityId, (How, f32)> {
    let mut known: BTreeMap<&EntityId, (How, f32)> = BTreeMap::new();
    for mention in &annotated.annotations.mentions {
        let best = known
            .entry(&mention.of)
            .or_insert((mention.how, mention.confidence));
        if mention.how < best.0 || mention.how == best.0 && mention.confidence > best.1 {
            *best = (mention.how, mention.confidence);
        }
    }
    known
}

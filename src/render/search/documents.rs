//! What can be found: articles, entities and stories, each with a number.
//!
//! Articles come first and newest first, so that a year is a run of numbers and
//! equal ranks show the newest; the rest is by kind.

use serde::Serialize;

use crate::address;
use crate::date::Moment;
use crate::language::Language;
use crate::link::{Story, Subject};
use crate::site::{Annotated, Site};

/// A document, as a result shows it.
#[derive(Default, Serialize)]
pub(super) struct Document<'s> {
    /// `article`, `story` or an entity's kind.
    pub(super) kind: &'static str,
    pub(super) url: String,
    pub(super) title: &'s str,
    /// An article's, in ISO 8601 and in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<(String, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) short: Option<&'s str>,
    /// How many articles it is in, or has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) count: Option<usize>,
    /// Its other names.
    #[serde(skip)]
    pub(super) aliases: Vec<&'s str>,
    /// What an editor wrote on it.
    #[serde(skip)]
    pub(super) text: &'s str,
}

/// All documents in the order of their numbers.
pub(super) fn documents<'s>(site: &'s Site, language: &Language) -> Vec<Document<'s>> {
    let articles = site.newest().map(|it| article(it, language));
    let entities = site.entities.values().map(|entity| Document {
        kind: entity.id.kind().name(),
        url: address::entity(&entity.id),
        title: &entity.name,
        date: None,
        short: entity.short.as_deref(),
        count: Some(site.holders[&entity.id].len()),
        aliases: entity.aliases.iter().map(|it| it.text.as_str()).collect(),
        text: text(site, &Subject::Entity(entity.id.clone())),
    });
    let stories = site.links.stories.iter().map(|it| story(site, it));
    articles.chain(entities).chain(stories).collect()
}

fn article<'s>(annotated: &'s Annotated, language: &Language) -> Document<'s> {
    let article = &annotated.article;
    let date = |date: Moment| (date.iso(), language.day(date.day));
    Document {
        kind: "article",
        url: address::article(article),
        title: &article.title,
        date: article.date.map(date),
        short: None,
        count: None,
        aliases: Vec::new(),
        text: "",
    }
}

fn story<'s>(site: &'s Site, story: &'s Story) -> Document<'s> {
    Document {
        kind: "story",
        url: address::story(&story.id),
        title: &story.title,
        date: None,
        short: story.summary.as_deref(),
        count: Some(story.articles.len()),
        aliases: Vec::new(),
        text: text(site, &Subject::Story(story.id.clone())),
    }
}

fn text<'s>(site: &'s Site, subject: &Subject) -> &'s str {
    let dossier = site.dossiers.get(subject);
    dossier.map_or("", |dossier| &dossier.prose.text)
}

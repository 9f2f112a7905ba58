//! What the site says of each entity, as data: a file each, `api/entities/`
//! and its id, with one schema for all.
//!
//! It holds what the entity's page holds, and as much of it: of one that
//! everybody names it quotes the newest articles, and `api/mentions.jsonl` has
//! the rest. Of one that a single article names `api/entities.json` says all.

use schemars::JsonSchema;
use serde::Serialize;

use super::companions::{companions, sentences_of};
use super::data::{VERSION, sentence_url};
use super::urls::Urls;
use crate::address;
use crate::date::Moment;
use crate::entity::{Entity, Kind};
use crate::site::{Happening, Site};

/// How many of the newest articles are quoted, and how many of the newest events
/// are listed.
const QUOTED: usize = 60;
const LISTED: usize = 100;

/// A file under `api/entities/`.
#[derive(Serialize, JsonSchema)]
pub(super) struct DossierData {
    /// Version of the format.
    version: u32,
    /// `kind/slug`.
    id: String,
    kind: Kind,
    name: String,
    aliases: Vec<String>,
    /// One line of description.
    short: Option<String>,
    /// Pages elsewhere about the same thing.
    same_as: Vec<String>,
    /// Facts, in the editor's order.
    facts: Vec<FactData>,
    /// The entity it belongs to.
    parent: Option<String>,
    /// Its page.
    url: String,
    /// How many articles name it.
    article_count: usize,
    /// The newest of these.
    articles: Vec<NamingData>,
    /// How many events it takes part in.
    event_count: usize,
    /// The newest of these, by date.
    events: Vec<EventLine>,
    /// Who it appears with, most often first.
    appears_with: Vec<CompanionData>,
    /// The ids of the stories it is in.
    stories: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
struct FactData {
    label: String,
    value: String,
}

/// An article that names the entity.
#[derive(Serialize, JsonSchema)]
struct NamingData {
    id: String,
    title: String,
    /// Its page.
    url: String,
    /// When it was published, ISO 8601.
    date: Option<String>,
    /// The sentences that name it.
    sentences: Vec<SentenceData>,
}

#[derive(Serialize, JsonSchema)]
struct SentenceData {
    text: String,
    /// The sentence on its page.
    url: String,
}

/// An event that the entity takes part in.
#[derive(Serialize, JsonSchema)]
struct EventLine {
    /// When, in Extended Date/Time Format.
    when: String,
    /// The editor's label, else at most twelve words of the sentence.
    title: String,
    /// The article that tells it best.
    article: String,
    /// The sentence on its page.
    url: String,
    /// Whether it lay ahead for every article that tells it.
    planned: bool,
}

/// Somebody the entity appears with.
#[derive(Serialize, JsonSchema)]
struct CompanionData {
    id: String,
    name: String,
    /// How many articles name both.
    articles: usize,
    /// The newest article with a sentence that names both, else the newest
    /// that names both.
    together: String,
    /// That article, at the sentence if there is one.
    url: String,
    /// Whether one sentence names both.
    same_sentence: bool,
}

/// What the site says of an entity.
pub(super) fn dossier(site: &Site, urls: &Urls, entity: &Entity) -> DossierData {
    let holders = &site.holders[&entity.id];
    let events = site.happenings_with(&entity.id);
    let newest = events.len().saturating_sub(LISTED);
    let fact = |(label, value): &(String, String)| FactData {
        label: label.clone(),
        value: value.clone(),
    };
    DossierData {
        version: VERSION,
        id: entity.id.to_string(),
        kind: entity.id.kind(),
        name: entity.name.clone(),
        aliases: entity
            .aliases
            .iter()
            .map(|alias| alias.text.clone())
            .collect(),
        short: entity.short.clone(),
        same_as: entity.same_as.clone(),
        facts: entity.facts.iter().map(fact).collect(),
        parent: entity.parent.as_ref().map(ToString::to_string),
        url: urls.path(&address::entity(&entity.id)),
        article_count: holders.len(),
        articles: holders
            .iter()
            .take(QUOTED)
            .map(|article| naming(site, urls, entity, article))
            .collect(),
        event_count: events.len(),
        events: events[newest..].iter().map(|it| event(urls, it)).collect(),
        appears_with: appears_with(site, urls, entity),
        stories: site
            .stories_of(holders)
            .into_iter()
            .map(|story| story.id.clone())
            .collect(),
    }
}

fn naming(
    site: &Site,
    urls: &Urls,
    entity: &Entity,
    article: &crate::article::ArticleId,
) -> NamingData {
    let annotated = site.article(article);
    let sentence = |at: usize| {
        let range = annotated.annotations.sentences[at];
        SentenceData {
            text: annotated.words(range),
            url: sentence_url(urls, annotated, range),
        }
    };
    let sentences = sentences_of(annotated, &entity.id).into_iter();
    NamingData {
        id: article.to_string(),
        title: annotated.article.title.clone(),
        url: urls.path(&address::article(&annotated.article)),
        date: annotated.article.date.map(Moment::iso),
        sentences: sentences.map(sentence).collect(),
    }
}

fn event(urls: &Urls, happening: &Happening<'_>) -> EventLine {
    let (annotated, first) = happening.statements[0];
    EventLine {
        when: happening.when.edtf(),
        title: annotated.title_of(first),
        article: annotated.article.id.to_string(),
        url: sentence_url(urls, annotated, first.sentence),
        planned: happening.planned(),
    }
}

fn appears_with(site: &Site, urls: &Urls, entity: &Entity) -> Vec<CompanionData> {
    let companions = companions(site, &entity.id).into_iter();
    let companion = |it: super::companions::Companion<'_>| {
        let article = it.together.article;
        let sentence = it.together.sentence;
        CompanionData {
            id: it.id.to_string(),
            name: site.entities[it.id].name.clone(),
            articles: it.shared,
            together: article.article.id.to_string(),
            url: match sentence {
                Some(at) => sentence_url(urls, article, article.annotations.sentences[at]),
                None => urls.path(&address::article(&article.article)),
            },
            same_sentence: sentence.is_some(),
        }
    };
    companions.map(companion).collect()
}

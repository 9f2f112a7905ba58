//! The site as data, under `api/`: the same facts as the pages, for programs.
//!
//! Each file has a JSON Schema beside it, made from the types here. Within one
//! `version` fields are only added.

use std::io::{self, Write};

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde::Serialize;

use super::annotations::Collection;
use super::dossiers::DossierData;
use super::json::{self, Each};
use super::quotation::around;
use super::text::sentence_id;
use super::urls::Urls;
use crate::address;
use crate::article::{How, ProseRange};
use crate::entity::Kind;
use crate::link::Difference;
use crate::site::{Annotated, Happening, Site};

/// Version of the format.
pub(super) const VERSION: u32 = 1;

/// Longest sentence in bytes that is given whole with every mention in it.
const LONGEST_SENTENCE: usize = 600;

/// `articles.json`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Articles")]
struct Articles<L> {
    /// Version of the format.
    version: u32,
    /// The articles, newest first.
    articles: L,
}

#[derive(Serialize, JsonSchema)]
struct ArticleData {
    /// Its path under `content/` without extension.
    id: String,
    title: String,
    /// Its page.
    url: String,
    /// When it was published, ISO 8601.
    date: Option<String>,
    /// When it was last changed in substance.
    updated: Option<String>,
    summary: Option<String>,
    authors: Vec<String>,
    tags: Vec<String>,
    /// The story it is in.
    story: Option<String>,
    /// The entities in it.
    entities: Vec<EntityCount>,
}

#[derive(Serialize, JsonSchema)]
struct EntityCount {
    id: String,
    /// How often it is mentioned; 0 when the editor pinned it.
    count: usize,
}

/// `entities.json`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Entities")]
struct Entities<L> {
    /// Version of the format.
    version: u32,
    /// The entities, by id.
    entities: L,
}

#[derive(Serialize, JsonSchema)]
struct EntityData {
    /// `kind/slug`.
    id: String,
    kind: Kind,
    name: String,
    aliases: Vec<String>,
    /// One line of description.
    short: Option<String>,
    /// Pages elsewhere about the same thing.
    same_as: Vec<String>,
    /// The entity it belongs to.
    parent: Option<String>,
    /// Its page.
    url: String,
    /// All that is known of it, as a file of its own; none for one that a single
    /// article names and nobody has described.
    dossier: Option<String>,
    /// The articles that mention it, newest first.
    articles: Vec<String>,
}

/// A line of `mentions.jsonl`.
#[derive(Serialize, JsonSchema)]
struct MentionData<'a> {
    /// The article.
    article: &'a str,
    /// The entity.
    entity: &'a str,
    /// The words.
    text: String,
    /// The sentence they stand in; of a very long one what stands around them.
    sentence: String,
    /// That sentence on its page.
    url: String,
    /// How the mention is known.
    how: How,
    /// How sure that is, from 0 to 1.
    confidence: f32,
}

/// `events.json`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Events")]
struct Events<L> {
    /// Version of the format.
    version: u32,
    /// The events, by date.
    events: L,
}

#[derive(Serialize, JsonSchema)]
struct EventData {
    /// When, in Extended Date/Time Format.
    when: String,
    /// The first day it can be.
    earliest: String,
    /// The last day it can be.
    latest: String,
    /// What the editor calls it.
    label: Option<String>,
    /// At most twelve words of the sentence that say what happened.
    headline: String,
    /// The sentence that proves it.
    sentence: String,
    /// That sentence on its page.
    url: String,
    /// The article it stands in.
    article: String,
    /// The entities that take part.
    entities: Vec<String>,
    /// Whether it lay ahead for every article that tells it.
    planned: bool,
    /// Whether every article that tells it only reports it.
    reported: bool,
    /// The words of the sentence that say so: `officials said`.
    reported_by: Option<String>,
    /// Every sentence that tells it, the firmest first.
    sources: Vec<EventSourceData>,
    /// What the sources differ in.
    differences: Vec<DifferenceData>,
}

/// A sentence that tells an event.
#[derive(Serialize, JsonSchema)]
struct EventSourceData {
    article: String,
    sentence: String,
    /// That sentence on its page.
    url: String,
    /// The date it gives, in Extended Date/Time Format.
    when: String,
    /// Whether it lay ahead when the article was written.
    planned: bool,
    /// Whether the article only reports it.
    reported: bool,
}

#[derive(Serialize, JsonSchema)]
struct DifferenceData {
    /// `date`, `place` or `figure`.
    about: &'static str,
    said: Vec<SaidData>,
}

#[derive(Serialize, JsonSchema)]
struct SaidData {
    /// A date in Extended Date/Time Format, an entity's id, or words.
    value: String,
    /// The articles that say so.
    articles: Vec<String>,
}

/// `related.json`.
#[derive(Serialize, JsonSchema)]
struct RelatedFile {
    /// Version of the format.
    version: u32,
    /// By article.
    articles: std::collections::BTreeMap<String, RelatedOf>,
}

#[derive(Serialize, JsonSchema)]
struct RelatedOf {
    /// Related articles, best first.
    related: Vec<RelatedData>,
    /// The story the article is in.
    story: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct RelatedData {
    id: String,
    /// How alike the two are, from 0 to 1; 1 when pinned.
    score: f64,
    /// How likely both are of one story, from 0 to 1; 1 when pinned.
    confidence: f64,
    /// `pinned`, `earlier`, `follow-up`, `same-day`, `background` or `related`.
    kind: String,
    reasons: Vec<ReasonData>,
}

#[derive(Serialize, JsonSchema)]
struct ReasonData {
    /// `entity`, `word`, `story` or `time`.
    kind: &'static str,
    /// In words.
    text: String,
    /// The entity or story.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// Days from this article to the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<i64>,
}

/// `stories.json`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Stories")]
struct Stories<L> {
    /// Version of the format.
    version: u32,
    /// The stories, by id.
    stories: L,
}

#[derive(Serialize, JsonSchema)]
struct StoryData {
    id: String,
    title: String,
    summary: Option<String>,
    /// Whether it was found, and no editor declared it.
    found: bool,
    /// Its page.
    url: String,
    /// Its articles, oldest first.
    articles: Vec<String>,
    /// The date of the first article.
    first: Option<String>,
    /// The date of the last article.
    last: Option<String>,
}

/// A file under `api/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum File {
    Articles,
    Entities,
    Events,
    Mentions,
    Related,
    Stories,
}

impl File {
    pub(super) const ALL: [Self; 6] = [
        Self::Events,
        Self::Mentions,
        Self::Articles,
        Self::Entities,
        Self::Related,
        Self::Stories,
    ];

    /// Where it lies.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Articles => "api/articles.json",
            Self::Entities => "api/entities.json",
            Self::Events => "api/events.json",
            Self::Mentions => "api/mentions.jsonl",
            Self::Related => "api/related.json",
            Self::Stories => "api/stories.json",
        }
    }

    /// Writes it, record by record.
    ///
    /// # Errors
    /// When `out` fails.
    pub(super) fn write(self, site: &Site, urls: &Urls, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Articles => json::write(&articles(site, urls), out),
            Self::Entities => json::write(&entities(site, urls), out),
            Self::Events => json::write(&events(site, urls), out),
            Self::Mentions => mentions(site, urls, out),
            Self::Related => json::write(&related(site), out),
            Self::Stories => json::write(&stories(site, urls), out),
        }
    }
}

/// A schema under `api/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Schema {
    Annotations,
    Articles,
    Entities,
    Entity,
    Events,
    Mentions,
    Related,
    Stories,
}

impl Schema {
    pub(super) const ALL: [Self; 8] = [
        Self::Annotations,
        Self::Articles,
        Self::Entities,
        Self::Entity,
        Self::Events,
        Self::Mentions,
        Self::Related,
        Self::Stories,
    ];

    /// Where it lies.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Annotations => "api/annotations.schema.json",
            Self::Articles => "api/articles.schema.json",
            Self::Entities => "api/entities.schema.json",
            Self::Entity => "api/entity.schema.json",
            Self::Events => "api/events.schema.json",
            Self::Mentions => "api/mentions.schema.json",
            Self::Related => "api/related.schema.json",
            Self::Stories => "api/stories.schema.json",
        }
    }

    /// The schema as JSON that a person can read.
    pub(super) fn text(self) -> Vec<u8> {
        match self {
            Self::Annotations => schema::<Collection>(),
            Self::Articles => schema::<Articles<Vec<ArticleData>>>(),
            Self::Entities => schema::<Entities<Vec<EntityData>>>(),
            Self::Entity => schema::<DossierData>(),
            Self::Events => schema::<Events<Vec<EventData>>>(),
            Self::Mentions => schema::<MentionData<'_>>(),
            Self::Related => schema::<RelatedFile>(),
            Self::Stories => schema::<Stories<Vec<StoryData>>>(),
        }
    }
}

fn schema<T: JsonSchema>() -> Vec<u8> {
    let generator: SchemaGenerator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let mut text = serde_json::to_vec_pretty(&generator.into_root_schema_for::<T>())
        .expect("a schema can be written as JSON");
    text.push(b'\n');
    text
}

fn articles(site: &Site, urls: &Urls) -> Articles<impl Serialize> {
    let article = move |annotated: &Annotated| {
        let article = &annotated.article;
        ArticleData {
            id: article.id.to_string(),
            title: article.title.clone(),
            url: urls.path(&address::article(article)),
            date: article.date.map(crate::date::Moment::iso),
            updated: article.metadata.updated.map(crate::date::Moment::iso),
            summary: article.metadata.summary.clone(),
            authors: article.metadata.authors.clone(),
            tags: article.metadata.tags.clone(),
            story: site.story_of(&article.id).map(|story| story.id.clone()),
            entities: annotated
                .entities()
                .into_iter()
                .map(|(id, count)| EntityCount {
                    id: id.to_string(),
                    count,
                })
                .collect(),
        }
    };
    Articles {
        version: VERSION,
        articles: Each(move || site.newest().map(article)),
    }
}

fn entities(site: &Site, urls: &Urls) -> Entities<impl Serialize> {
    let entity = move |entity: &crate::entity::Entity| EntityData {
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
        parent: entity.parent.as_ref().map(ToString::to_string),
        url: urls.path(&address::entity(&entity.id)),
        dossier: super::plan::is_followed(site, &entity.id)
            .then(|| urls.path(&address::dossier(&entity.id))),
        articles: site.holders[&entity.id]
            .iter()
            .map(ToString::to_string)
            .collect(),
    };
    Entities {
        version: VERSION,
        entities: Each(move || site.entities.values().map(entity)),
    }
}

fn mentions(site: &Site, urls: &Urls, out: &mut dyn Write) -> io::Result<()> {
    for annotated in site.articles.values() {
        let page = address::article(&annotated.article);
        for mention in &annotated.annotations.mentions {
            let Some(index) = annotated.annotations.sentence_of(mention.at) else {
                continue;
            };
            let line = MentionData {
                article: annotated.article.id.as_str(),
                entity: mention.of.as_str(),
                text: annotated.words(mention.at),
                sentence: sentence(annotated, index, mention.at),
                url: urls.path(&format!("{page}#{}", sentence_id(index))),
                how: mention.how,
                confidence: mention.confidence,
            };
            serde_json::to_writer(&mut *out, &line)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

/// The sentence at `index`; of one that is too long, what stands around the
/// mention: it would be said again with each of them.
fn sentence(annotated: &Annotated, index: usize, at: ProseRange) -> String {
    let sentence = annotated.annotations.sentences[index];
    if sentence.len() <= LONGEST_SENTENCE {
        return annotated.words(sentence);
    }
    let prose = &annotated.article.prose;
    let (before, after) = around(prose, sentence, at, LONGEST_SENTENCE);
    format!("{before}{}{after}", annotated.words(at))
}

fn events(site: &Site, urls: &Urls) -> Events<impl Serialize> {
    Events {
        version: VERSION,
        events: Each(move || {
            site.all_happenings()
                .map(|happening| event(urls, &happening))
        }),
    }
}

fn event(urls: &Urls, happening: &Happening<'_>) -> EventData {
    let (annotated, first) = happening.statements[0];
    let when = happening.when;
    EventData {
        when: when.edtf(),
        earliest: when.earliest().to_string(),
        latest: when.latest().to_string(),
        label: first.label.clone(),
        headline: first.headline.text(&annotated.article.prose),
        sentence: annotated.words(first.sentence),
        url: sentence_url(urls, annotated, first.sentence),
        article: annotated.article.id.to_string(),
        entities: happening.entities.iter().map(ToString::to_string).collect(),
        planned: happening.planned(),
        reported: happening.reported(),
        reported_by: first
            .reported
            .filter(|_| happening.reported())
            .map(|words| annotated.words(words)),
        sources: sources(urls, happening),
        differences: happening
            .differences
            .iter()
            .map(|difference| difference_data(happening, difference))
            .collect(),
    }
}

fn sources(urls: &Urls, happening: &Happening<'_>) -> Vec<EventSourceData> {
    let mut sources = Vec::new();
    for (annotated, event) in &happening.statements {
        sources.extend(event.evidence().map(|evidence| EventSourceData {
            article: annotated.article.id.to_string(),
            sentence: annotated.words(evidence.sentence),
            url: sentence_url(urls, annotated, evidence.sentence),
            when: event.when.edtf(),
            planned: event.planned,
            reported: event.reported.is_some(),
        }));
    }
    sources
}

fn difference_data(happening: &Happening<'_>, difference: &Difference) -> DifferenceData {
    let said = |value: String, by: &[usize]| SaidData {
        value,
        articles: by
            .iter()
            .map(|at| happening.statements[*at].0.article.id.to_string())
            .collect(),
    };
    let said = match difference {
        Difference::Date(dates) => dates.iter().map(|(it, by)| said(it.edtf(), by)).collect(),
        Difference::Place(places) => places
            .iter()
            .map(|(it, by)| said(it.to_string(), by))
            .collect(),
        Difference::Figure(figures) => figures
            .iter()
            .map(|(it, by)| said(it.clone(), by))
            .collect(),
    };
    DifferenceData {
        about: super::words::difference(difference),
        said,
    }
}

pub(super) fn sentence_url(urls: &Urls, annotated: &Annotated, sentence: ProseRange) -> String {
    let anchor = annotated
        .annotations
        .sentence_of(sentence)
        .map(sentence_id)
        .unwrap_or_default();
    urls.path(&format!(
        "{}#{anchor}",
        address::article(&annotated.article)
    ))
}

fn related(site: &Site) -> RelatedFile {
    let of = |id: &crate::article::ArticleId| RelatedOf {
        related: site
            .links
            .related
            .get(id)
            .into_iter()
            .flatten()
            .map(|related| related_data(site, related))
            .collect(),
        story: site.story_of(id).map(|story| story.id.clone()),
    };
    RelatedFile {
        version: VERSION,
        articles: site
            .articles
            .keys()
            .map(|id| (id.to_string(), of(id)))
            .collect(),
    }
}

fn related_data(site: &Site, related: &crate::link::Related) -> RelatedData {
    let reason = &related.reason;
    let language = crate::language::Language::english();
    let entity = |(id, _): &(crate::entity::EntityId, f64)| {
        let name = site
            .entities
            .get(id)
            .map_or_else(|| id.to_string(), |entity| entity.name.clone());
        ReasonData {
            kind: "entity",
            text: name,
            id: Some(id.to_string()),
            days: None,
        }
    };
    let mut reasons: Vec<ReasonData> = reason.entities.iter().map(entity).collect();
    reasons.extend(reason.words.iter().map(|(word, _)| ReasonData {
        kind: "word",
        text: word.to_string(),
        id: None,
        days: None,
    }));
    if let Some(story) = &reason.story {
        reasons.push(ReasonData {
            kind: "story",
            text: language.get("same_story").to_owned(),
            id: Some(story.clone()),
            days: None,
        });
    }
    if let Some(days) = reason.days {
        reasons.push(ReasonData {
            kind: "time",
            text: super::words::distance(language, days),
            id: None,
            days: Some(days),
        });
    }
    RelatedData {
        id: related.id.to_string(),
        // Four digits: enough to rank by, and the same on every machine.
        score: (related.score * 1e4).round() / 1e4,
        confidence: (related.confidence * 1e4).round() / 1e4,
        kind: related.relation.name().to_owned(),
        reasons,
    }
}

fn stories(site: &Site, urls: &Urls) -> Stories<impl Serialize> {
    let story = move |story: &crate::link::Story| {
        let date = |id: Option<&crate::article::ArticleId>| {
            id.and_then(|id| site.article(id).article.date)
                .map(crate::date::Moment::iso)
        };
        StoryData {
            id: story.id.clone(),
            title: story.title.clone(),
            found: story.found,
            summary: story.summary.clone(),
            url: urls.path(&address::story(&story.id)),
            articles: story.articles.iter().map(ToString::to_string).collect(),
            first: date(story.articles.first()),
            last: date(story.articles.last()),
        }
    };
    Stories {
        version: VERSION,
        stories: Each(move || site.links.stories.iter().map(story)),
    }
}

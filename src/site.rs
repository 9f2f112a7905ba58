//! The whole site as look-ups.
//!
//! Everything that pages and checks need is gathered here once; nothing here
//! decides anything. It holds visible articles only, so nothing that is made
//! from it can leak a hidden one.

mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use written::Written;

use crate::annotate::Gazetteer;
use crate::article::{Annotations, Article, ArticleId, Dossier, Event, Mention, ProseRange};
use crate::config::Settings;
use crate::date::When;
use crate::entity::{Entity, EntityId};
use crate::link::{Difference, Links, Occurrence, Statement, Story, Subject};
use crate::pictures::Picture;
use crate::slug::slugify;

/// An article and what annotation says about it.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// The article.
    pub article: Arc<Article>,
    /// What annotation says.
    pub annotations: Arc<Annotations>,
}

impl Annotated {
    /// The words of a range of the article's prose, on one line.
    #[must_use]
    pub fn words(&self, range: ProseRange) -> String {
        let text = self.article.prose.slice(range);
        let mut line = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        line
    }

    /// What an event of it is called: by the editor, else in words of the text.
    #[must_use]
    pub fn title_of(&self, event: &Event) -> String {
        let headline = || event.headline.text(&self.article.prose);
        event.label.clone().unwrap_or_else(headline)
    }

    /// The entities it mentions or is pinned to, and how often each is
    /// mentioned, by id.
    #[must_use]
    pub fn entities(&self) -> BTreeMap<&EntityId, usize> {
        let mut counts: BTreeMap<&EntityId, usize> = self
            .article
            .metadata
            .entities
            .pin
            .iter()
            .map(|pin| (&pin.value, 0))
            .collect();
        for mention in &self.annotations.mentions {
            *counts.entry(&mention.of).or_default() += 1;
        }
        counts
    }

    /// Whether it mentions an entity or is pinned to it.
    #[must_use]
    pub fn names(&self, id: &EntityId) -> bool {
        let mut mentions = self.annotations.mentions.iter();
        let mut pins = self.article.metadata.entities.pin.iter();
        mentions.any(|mention| mention.of == *id) || pins.any(|pin| pin.value == *id)
    }

    /// The first sentence of the text proper.
    #[must_use]
    pub fn opening(&self) -> Option<String> {
        let is_text = |sentence: &&ProseRange| {
            self.article
                .prose
                .slice(**sentence)
                .split_whitespace()
                .count()
                > 3
        };
        self.annotations
            .sentences
            .iter()
            .find(is_text)
            .map(|sentence| self.words(*sentence))
    }
}

/// An event with all that the site says of it.
#[derive(Clone, Debug)]
pub struct Happening<'s> {
    /// When, as finely as anybody says.
    pub when: When,
    /// Who takes part.
    pub entities: &'s [EntityId],
    /// Where the articles differ.
    pub differences: &'s [Difference],
    /// What each article says of it, the firmest first; never empty.
    pub statements: Vec<(&'s Annotated, &'s Event)>,
}

impl<'s> Happening<'s> {
    /// An event as one article tells it.
    #[must_use]
    pub fn of(article: &'s Annotated, event: &'s Event) -> Self {
        Self {
            when: event.when,
            entities: &event.entities,
            differences: &[],
            statements: vec![(article, event)],
        }
    }

    /// Whether nobody says that it has been: it lay ahead for all of them.
    #[must_use]
    pub fn planned(&self) -> bool {
        self.statements.iter().all(|(_, event)| event.planned)
    }

    /// Whether all of them only report it.
    #[must_use]
    pub fn reported(&self) -> bool {
        let mut statements = self.statements.iter();
        statements.all(|(_, event)| event.reported.is_some())
    }
}

/// How often the site mentions an entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// All mentions.
    pub mentions: usize,
    /// The articles that hold them.
    pub articles: usize,
    /// The two newest of these, each with the index of its first mention.
    newest: Vec<(ArticleId, usize)>,
}

/// A tag and its articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The tag as first written.
    pub name: String,
    /// Its articles, newest first.
    pub articles: Vec<ArticleId>,
}

/// The whole site.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its settings.
    pub settings: Settings,
    /// The visible articles.
    pub articles: BTreeMap<ArticleId, Annotated>,
    /// Their ids, newest first; undated ones last.
    pub newest: Vec<ArticleId>,
    /// The entities that have a page: those that a visible article mentions or
    /// is pinned to.
    pub entities: BTreeMap<EntityId, Entity>,
    /// The articles of each of these, newest first.
    pub holders: BTreeMap<EntityId, Vec<ArticleId>>,
    /// How often each entity is mentioned.
    coverage: BTreeMap<EntityId, Coverage>,
    /// Tags by slug.
    pub tags: BTreeMap<String, Tag>,
    /// Related articles, stories, references, events.
    pub links: Links,
    /// What editors wrote on entities and stories, whether these have a page
    /// or not.
    pub dossiers: BTreeMap<Subject, Arc<Dossier>>,
    /// The pictures of the site that its pages show, by their place in it.
    pub pictures: BTreeMap<String, Arc<Picture>>,
    /// The events that each article tells, as indices into `links.occurrences`.
    told: BTreeMap<ArticleId, Vec<usize>>,
    /// The events that each entity takes part in, as indices into
    /// `links.occurrences`.
    takes_part: BTreeMap<EntityId, Vec<usize>>,
    /// Where each story stands in `links.stories`, by id.
    stories: BTreeMap<String, usize>,
    /// The same by article.
    story_of: BTreeMap<ArticleId, usize>,
    /// The entities with a page that each article names or pins, by their
    /// place in `entities`.
    casts: BTreeMap<ArticleId, Vec<u32>>,
    /// The ids of `entities`, so that a place leads to one.
    roll: Vec<EntityId>,
}

impl Site {
    /// Gathers the site; what its pictures are is known once it is there to say
    /// which it shows.
    #[must_use]
    pub fn new(
        settings: Settings,
        articles: BTreeMap<ArticleId, Annotated>,
        gazetteer: &Gazetteer,
        links: Links,
        dossiers: BTreeMap<Subject, Arc<Dossier>>,
    ) -> Self {
        let newest = newest_first(&articles);
        let holders = holders(&articles, &newest);
        let coverage = coverage(&articles, &newest);
        let entities = entities(&articles, &holders, gazetteer);
        let tags = tags(&articles, &newest);
        let told = told(&links);
        let takes_part = takes_part(&links);
        let stories = links.stories.iter().enumerate();
        let stories = stories.map(|(at, story)| (story.id.clone(), at)).collect();
        let story_of = story_of(&links);
        let roll: Vec<EntityId> = entities.keys().cloned().collect();
        let casts = casts(&roll, &holders);
        Self {
            settings,
            articles,
            newest,
            entities,
            holders,
            coverage,
            tags,
            links,
            dossiers,
            pictures: BTreeMap::new(),
            told,
            takes_part,
            stories,
            story_of,
            casts,
            roll,
        }
    }

    /// The article with this id.
    ///
    /// # Panics
    /// When `id` isn't from this site.
    #[must_use]
    pub fn article(&self, id: &ArticleId) -> &Annotated {
        &self.articles[id]
    }

    /// The articles, newest first.
    pub fn newest(&self) -> impl Iterator<Item = &Annotated> {
        self.newest.iter().map(|id| self.article(id))
    }

    /// The story with this id, if it has a page.
    #[must_use]
    pub fn story(&self, id: &str) -> Option<&Story> {
        self.stories.get(id).map(|at| &self.links.stories[*at])
    }

    /// How many articles each year has; those without a date are in none.
    #[must_use]
    pub fn years(&self) -> BTreeMap<i16, usize> {
        let mut years = BTreeMap::new();
        for date in self.newest().filter_map(|annotated| annotated.article.date) {
            *years.entry(date.day.year()).or_default() += 1;
        }
        years
    }

    /// Whether there is a page about `subject`.
    #[must_use]
    pub fn has_page(&self, subject: &Subject) -> bool {
        match subject {
            Subject::Article(id) => self.articles.contains_key(id),
            Subject::Entity(id) => self.entities.contains_key(id),
            Subject::Story(id) => self.stories.contains_key(id),
        }
    }

    /// The story an article is in.
    #[must_use]
    pub fn story_of(&self, id: &ArticleId) -> Option<&Story> {
        self.story_of.get(id).map(|at| &self.links.stories[*at])
    }

    /// The stories that any of these articles is in, by id.
    #[must_use]
    pub fn stories_of<'a>(&self, articles: impl IntoIterator<Item = &'a ArticleId>) -> Vec<&Story> {
        let articles = articles.into_iter();
        let stories: BTreeSet<usize> = articles
            .filter_map(|id| self.story_of.get(id).copied())
            .collect();
        let stories = stories.into_iter();
        stories.map(|at| &self.links.stories[at]).collect()
    }

    /// The entities with a page in these articles, and in how many of them
    /// each is: those in most first, then by id.
    #[must_use]
    pub fn cast<'a>(
        &self,
        articles: impl IntoIterator<Item = &'a ArticleId>,
    ) -> Vec<(&EntityId, usize)> {
        let casts = articles.into_iter().filter_map(|id| self.casts.get(id));
        let mut all: Vec<u32> = casts.flatten().copied().collect();
        all.sort_unstable();
        let runs = all.chunk_by(|a, b| a == b);
        let mut counts: Vec<(u32, usize)> = runs.map(|run| (run[0], run.len())).collect();
        counts.sort_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
        let counts = counts.into_iter();
        counts
            .map(|(at, count)| (&self.roll[at as usize], count))
            .collect()
    }

    /// Each event that one of the given articles tells, by date, with the
    /// article and the statement that tell it most firmly.
    #[must_use]
    pub fn events<'s>(
        &'s self,
        articles: impl IntoIterator<Item = &'s ArticleId>,
    ) -> Vec<(&'s Annotated, &'s Event)> {
        self.happenings(articles)
            .into_iter()
            .map(|happening| happening.statements[0])
            .collect()
    }

    /// Each event that one of the given articles tells, by date, with all that
    /// the site says of it.
    #[must_use]
    pub fn happenings<'s>(
        &'s self,
        articles: impl IntoIterator<Item = &'s ArticleId>,
    ) -> Vec<Happening<'s>> {
        let told = self.told(articles).into_iter();
        told.map(|index| self.happening_at(index)).collect()
    }

    /// The events that one of the given articles tells, by date, as indices
    /// into `links.occurrences`.
    #[must_use]
    pub fn told<'a>(&self, articles: impl IntoIterator<Item = &'a ArticleId>) -> BTreeSet<usize> {
        let articles = articles.into_iter();
        let told = articles.filter_map(|id| self.told.get(id));
        told.flatten().copied().collect()
    }

    /// Each event that an entity takes part in, by date.
    #[must_use]
    pub fn happenings_with(&self, id: &EntityId) -> Vec<Happening<'_>> {
        let indices = self.taking_part(id).iter();
        indices.map(|index| self.happening_at(*index)).collect()
    }

    /// The events that an entity takes part in, by date, as indices into
    /// `links.occurrences`.
    #[must_use]
    pub fn taking_part(&self, id: &EntityId) -> &[usize] {
        self.takes_part.get(id).map_or(&[], Vec::as_slice)
    }

    /// The event with this index in `links.occurrences`.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn happening_at(&self, index: usize) -> Happening<'_> {
        self.happening(&self.links.occurrences[index])
    }

    /// Each event of a stretch of `links.occurrences`.
    #[must_use]
    pub fn happenings_at(&self, stretch: std::ops::Range<usize>) -> Vec<Happening<'_>> {
        self.links.occurrences[stretch]
            .iter()
            .map(|occurrence| self.happening(occurrence))
            .collect()
    }

    /// Each event of the site, by date.
    pub fn all_happenings(&self) -> impl Iterator<Item = Happening<'_>> {
        let occurrences = self.links.occurrences.iter();
        occurrences.map(|occurrence| self.happening(occurrence))
    }

    fn happening<'s>(&'s self, occurrence: &'s Occurrence) -> Happening<'s> {
        let statement = |statement: &'s Statement| {
            let annotated = self.article(&statement.article);
            (annotated, &annotated.annotations.events[statement.event])
        };
        Happening {
            when: occurrence.when,
            entities: &occurrence.entities,
            differences: &occurrence.differences,
            statements: occurrence.statements.iter().map(statement).collect(),
        }
    }

    /// How often an entity is mentioned; `None` when it is only pinned.
    #[must_use]
    pub fn coverage(&self, id: &EntityId) -> Option<&Coverage> {
        self.coverage.get(id)
    }

    /// The first mention of an entity in the newest article but this one.
    #[must_use]
    pub fn elsewhere(&self, id: &EntityId, here: &ArticleId) -> Option<(&Annotated, &Mention)> {
        let newest = &self.coverage.get(id)?.newest;
        let (article, index) = newest.iter().find(|(article, _)| article != here)?;
        let annotated = self.article(article);
        Some((annotated, &annotated.annotations.mentions[*index]))
    }
}

fn told(links: &Links) -> BTreeMap<ArticleId, Vec<usize>> {
    let mut told: BTreeMap<ArticleId, Vec<usize>> = BTreeMap::new();
    for (index, occurrence) in links.occurrences.iter().enumerate() {
        for statement in &occurrence.statements {
            told.entry(statement.article.clone())
                .or_default()
                .push(index);
        }
    }
    told
}

fn takes_part(links: &Links) -> BTreeMap<EntityId, Vec<usize>> {
    let mut takes_part: BTreeMap<EntityId, Vec<usize>> = BTreeMap::new();
    for (index, occurrence) in links.occurrences.iter().enumerate() {
        for id in &occurrence.entities {
            takes_part.entry(id.clone()).or_default().push(index);
        }
    }
    takes_part
}

fn story_of(links: &Links) -> BTreeMap<ArticleId, usize> {
    let mut story_of = BTreeMap::new();
    for (at, story) in links.stories.iter().enumerate() {
        for article in &story.articles {
            story_of.entry(article.clone()).or_insert(at);
        }
    }
    story_of
}

fn casts(
    roll: &[EntityId],
    holders: &BTreeMap<EntityId, Vec<ArticleId>>,
) -> BTreeMap<ArticleId, Vec<u32>> {
    let mut casts: BTreeMap<ArticleId, Vec<u32>> = BTreeMap::new();
    for (at, id) in (0..).zip(roll) {
        for article in &holders[id] {
            casts.entry(article.clone()).or_default().push(at);
        }
    }
    casts
}

/// By day and then by time: of two hours at places far apart the later one may
/// be of the earlier day, and pages group by day.
fn newest_first(articles: &BTreeMap<ArticleId, Annotated>) -> Vec<ArticleId> {
    let time = |date: crate::date::Moment| (date.day, date.timestamp());
    let dated = articles.values().map(|annotated| &annotated.article);
    let mut dated: Vec<_> = dated
        .map(|article| (article.date.map(time), &article.id))
        .collect();
    dated.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    dated.into_iter().map(|(_, id)| id.clone()).collect()
}

fn holders(
    articles: &BTreeMap<ArticleId, Annotated>,
    newest: &[ArticleId],
) -> BTreeMap<EntityId, Vec<ArticleId>> {
    let mut holders: BTreeMap<EntityId, Vec<ArticleId>> = BTreeMap::new();
    for id in newest {
        for entity in articles[id].entities().into_keys() {
            holders.entry(entity.clone()).or_default().push(id.clone());
        }
    }
    holders
}

fn coverage(
    articles: &BTreeMap<ArticleId, Annotated>,
    newest: &[ArticleId],
) -> BTreeMap<EntityId, Coverage> {
    let mut coverage: BTreeMap<EntityId, Coverage> = BTreeMap::new();
    for id in newest {
        let mut here: BTreeMap<&EntityId, (usize, usize)> = BTreeMap::new();
        for (index, mention) in articles[id].annotations.mentions.iter().enumerate() {
            here.entry(&mention.of).or_insert((index, 0)).1 += 1;
        }
        for (entity, (first, count)) in here {
            let coverage = coverage.entry(entity.clone()).or_default();
            coverage.mentions += count;
            coverage.articles += 1;
            if coverage.newest.len() < 2 {
                coverage.newest.push((id.clone(), first));
            }
        }
    }
    coverage
}

fn entities(
    articles: &BTreeMap<ArticleId, Annotated>,
    holders: &BTreeMap<EntityId, Vec<ArticleId>>,
    gazetteer: &Gazetteer,
) -> BTreeMap<EntityId, Entity> {
    let recognised: BTreeMap<&EntityId, &Entity> = articles
        .values()
        .flat_map(|annotated| &annotated.annotations.recognised)
        .map(|entity| (&entity.id, entity))
        .collect();
    let known = |id: &EntityId| gazetteer.get(id).or_else(|| recognised.get(id).copied());
    holders
        .keys()
        .filter_map(|id| {
            known(id)
                .filter(|entity| !entity.hidden)
                .map(|entity| (id.clone(), entity.clone()))
        })
        .collect()
}

fn tags(articles: &BTreeMap<ArticleId, Annotated>, newest: &[ArticleId]) -> BTreeMap<String, Tag> {
    let mut tags: BTreeMap<String, Tag> = BTreeMap::new();
    for id in newest {
        let own: BTreeSet<&String> = articles[id].article.metadata.tags.iter().collect();
        for name in own {
            let tag = tags.entry(slugify(name)).or_insert_with(|| Tag {
                name: name.clone(),
                articles: Vec::new(),
            });
            if tag.articles.last() != Some(id) {
                tag.articles.push(id.clone());
            }
        }
    }
    tags
}

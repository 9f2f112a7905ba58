//! Everything that was found in a site, one entry for each entity.

use std::collections::BTreeMap;

use crate::annotate::Gazetteer;
use crate::article::{ArticleId, How, Mention, ProseRange};
use crate::entity::{Entity, EntityId};
use crate::site::{Annotated, Site};
use crate::source::SourcePath;

/// An entity, and what speaks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its id.
    pub id: EntityId,
    /// The name it is shown by.
    pub name: String,
    /// How it is known, by the mention that is known best.
    pub how: How,
    /// How sure the surest mention is, from 0 to 1. The best and not the mean:
    /// one clear place tells what a name is, and doubtful ones don't make it
    /// less clear.
    pub confidence: f32,
    /// Whether every mention is below the threshold, so that none is shown.
    pub candidate: bool,
    /// How often it is mentioned; 0 when an editor pinned it and no more.
    pub mentions: usize,
    /// How many articles mention it or are pinned to it.
    pub articles: usize,
    /// The first place that mentions it.
    pub evidence: Option<Evidence>,
    /// What the texts call it, and how often.
    pub forms: BTreeMap<String, usize>,
}

/// A sentence that mentions an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The article.
    pub article: ArticleId,
    /// Its file.
    pub path: SourcePath,
    /// The sentence, on one line.
    pub sentence: String,
    /// The words in it that mention the entity.
    pub words: String,
}

/// What was found, most mentions first, then by name. Each entity of the site
/// stands there once; a candidate only when nothing surer was found of it.
#[must_use]
pub fn found(site: &Site, gazetteer: &Gazetteer) -> Vec<Found> {
    let mut sure = Gathering::default();
    let mut unsure = Gathering::default();
    for annotated in site.articles.values() {
        sure.add(annotated, &annotated.annotations.mentions);
        unsure.add(annotated, &annotated.annotations.candidates);
    }
    let recognised: BTreeMap<&EntityId, &Entity> = site
        .articles
        .values()
        .flat_map(|annotated| &annotated.annotations.recognised)
        .map(|entity| (&entity.id, entity))
        .collect();
    let known = |id: &EntityId| gazetteer.get(id).or_else(|| recognised.get(id).copied());

    let mut found: Vec<Found> = site
        .entities
        .values()
        .map(|entity| {
            let articles = site.holders.get(&entity.id).map_or(0, Vec::len);
            sure.of
                .remove(&entity.id)
                .unwrap_or_default()
                .found(entity, articles, false)
        })
        .collect();
    let candidates = unsure
        .of
        .into_iter()
        .filter(|(id, _)| !site.holders.contains_key(*id));
    found.extend(candidates.filter_map(|(id, gathered)| {
        let entity = known(id).filter(|entity| !entity.hidden)?;
        let articles = gathered.articles;
        Some(gathered.found(entity, articles, true))
    }));
    found.sort_by(|a, b| {
        (b.mentions, &a.name, &a.id, a.candidate).cmp(&(a.mentions, &b.name, &b.id, b.candidate))
    });
    found
}

#[derive(Default)]
struct Gathering<'s> {
    of: BTreeMap<&'s EntityId, Gathered>,
}

impl<'s> Gathering<'s> {
    fn add(&mut self, annotated: &'s Annotated, mentions: &'s [Mention]) {
        for mention in mentions {
            self.of
                .entry(&mention.of)
                .or_default()
                .add(annotated, mention);
        }
    }
}

#[derive(Default)]
struct Gathered {
    how: Option<How>,
    confidence: f32,
    mentions: usize,
    articles: usize,
    last: Option<ArticleId>,
    evidence: Option<Evidence>,
    forms: BTreeMap<String, usize>,
}

impl Gathered {
    fn add(&mut self, annotated: &Annotated, mention: &Mention) {
        let article = &annotated.article;
        self.how = Some(self.how.map_or(mention.how, |best| best.min(mention.how)));
        self.confidence = self.confidence.max(mention.confidence);
        self.mentions += 1;
        if self.last.as_ref() != Some(&article.id) {
            self.last = Some(article.id.clone());
            self.articles += 1;
        }
        let words = annotated.words(mention.at);
        if self.evidence.is_none() {
            self.evidence = Some(Evidence {
                article: article.id.clone(),
                path: article.path.clone(),
                sentence: annotated.words(sentence(annotated, mention.at)),
                words: words.clone(),
            });
        }
        *self.forms.entry(words).or_default() += 1;
    }

    fn found(self, entity: &Entity, articles: usize, candidate: bool) -> Found {
        Found {
            id: entity.id.clone(),
            name: entity.name.clone(),
            // Without a mention an editor has pinned it.
            how: self.how.unwrap_or(How::Editor),
            confidence: if self.how.is_some() {
                self.confidence
            } else {
                1.0
            },
            candidate,
            mentions: self.mentions,
            articles,
            evidence: self.evidence,
            forms: self.forms,
        }
    }
}

fn sentence(annotated: &Annotated, at: ProseRange) -> ProseRange {
    let annotations = &annotated.annotations;
    annotations
        .sentence_of(at)
        .map_or(at, |index| annotations.sentences[index])
}

//! Who an entity appears with, and where they meet.
//!
//! It knows the site and neither pages nor data, which both show it.

use std::collections::BTreeMap;

use crate::article::ArticleId;
use crate::entity::EntityId;
use crate::site::{Annotated, Site};

/// How many companions an entity has at most.
const COMPANIONS: usize = 12;

/// How many of the newest articles are searched for a sentence that names both.
const SEARCHED: usize = 30;

/// Somebody an entity appears with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Companion<'s> {
    pub(super) id: &'s EntityId,
    /// How many articles name both.
    pub(super) shared: usize,
    pub(super) together: Together<'s>,
}

/// Where two entities meet: an article, and the sentence that names both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Together<'s> {
    pub(super) article: &'s Annotated,
    pub(super) sentence: Option<usize>,
}

/// Those that an entity appears with most, the most frequent first.
pub(super) fn companions<'s>(site: &'s Site, id: &EntityId) -> Vec<Companion<'s>> {
    let holders = &site.holders[id];
    let cast = site.cast(holders).into_iter();
    let others = cast.filter(|(other, _)| *other != id);
    let most: Vec<(&EntityId, usize)> = others.take(COMPANIONS).collect();
    let together = meetings(site, id, holders, &most);
    let companion = |(id, shared)| {
        let together = *together.get(id)?;
        Some(Companion {
            id,
            shared,
            together,
        })
    };
    most.into_iter().filter_map(companion).collect()
}

/// The newest sentence that names both; without one, the newest article.
fn meetings<'s>(
    site: &'s Site,
    id: &EntityId,
    holders: &[ArticleId],
    others: &[(&'s EntityId, usize)],
) -> BTreeMap<&'s EntityId, Together<'s>> {
    let mut found: BTreeMap<&EntityId, Together<'_>> = BTreeMap::new();
    for (at, article) in holders.iter().enumerate() {
        let is_missing = |other: &&EntityId| {
            let known = found.get(*other);
            known.is_none_or(|known| known.sentence.is_none() && at < SEARCHED)
        };
        let others = others.iter().map(|(other, _)| *other);
        let missing: Vec<&EntityId> = others.filter(is_missing).collect();
        if missing.is_empty() {
            break;
        }
        let article = site.article(article);
        let sentences = sentences_of(article, id);
        for other in missing {
            let shared = sentences_of(article, other);
            let sentence = shared.iter().find(|at| sentences.contains(at)).copied();
            let is_first = !found.contains_key(other) && article.names(other);
            if sentence.is_some() || is_first {
                found.insert(other, Together { article, sentence });
            }
        }
    }
    found
}

/// The sentences of an article that mention an entity, in order.
pub(super) fn sentences_of(article: &Annotated, id: &EntityId) -> Vec<usize> {
    let mentions = article.annotations.mentions.iter();
    let of = mentions.filter(|mention| mention.of == *id);
    let sentences = of.filter_map(|mention| article.annotations.sentence_of(mention.at));
    let mut sentences: Vec<usize> = sentences.collect();
    sentences.dedup();
    sentences
}

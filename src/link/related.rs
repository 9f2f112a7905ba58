//! Related articles by the rare entities they share.
//!
//! The simple first engine: the rarer an entity is on the site, the more it
//! says that two articles share it; nearness in time counts too.

use std::collections::{BTreeMap, BTreeSet};

use super::{Card, Story};
use crate::article::ArticleId;
use crate::entity::EntityId;

/// Pairs whose score is below this aren't worth a link: they share only what
/// most of the site shares.
const WEAKEST: f64 = 0.17;

/// What it adds to the score that the editor put both into one story.
const SAME_STORY: f64 = 0.1;

/// Entities in more articles than this share of the site, and more than the
/// floor, aren't walked: they say little and would make the work grow with
/// the square of the site.
const COMMONEST_SHARE: usize = 3;
const COMMONEST_FLOOR: usize = 200;

/// How two articles stand to each other, seen from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The editor says so.
    Pinned,
    /// Earlier in the same story.
    Earlier,
    /// Later in the same story.
    FollowUp,
    /// Of the same day.
    SameDay,
    /// Older, on some of the same matters.
    Background,
    /// On some of the same matters.
    Related,
}

impl Relation {
    /// Its name in data and classes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pinned => "pinned",
            Self::Earlier => "earlier",
            Self::FollowUp => "follow-up",
            Self::SameDay => "same-day",
            Self::Background => "background",
            Self::Related => "related",
        }
    }
}

/// Why two articles are related; each part is true of both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// Entities in both, those that say most first; at most three.
    pub entities: Vec<EntityId>,
    /// The id of the story that holds both.
    pub story: Option<String>,
    /// Days from this article to the other: negative when that is older.
    pub days: Option<i64>,
}

/// A related article.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The other article.
    pub id: ArticleId,
    /// How strong the relation is: 0 to 1, pinned ones 1.
    pub score: f64,
    /// How they stand to each other.
    pub relation: Relation,
    /// Why.
    pub reason: Reason,
}

/// The related articles of each, pinned first, then best first, ties by id.
pub(super) fn related(
    cards: &[Card],
    stories: &[Story],
    most: usize,
) -> BTreeMap<ArticleId, Vec<Related>> {
    let index = Index::new(cards, stories);
    cards
        .iter()
        .enumerate()
        .map(|(at, card)| (card.id.clone(), index.related(at, card, most)))
        .collect()
}

struct Index<'c> {
    cards: &'c [Card],
    /// The articles of each entity, as indices into `cards`.
    holders: BTreeMap<&'c EntityId, Vec<usize>>,
    /// What an entity's presence says, in nats.
    weights: BTreeMap<&'c EntityId, f64>,
    /// Length of each article's vector of weights.
    lengths: Vec<f64>,
    stories: BTreeMap<&'c ArticleId, &'c str>,
}

impl<'c> Index<'c> {
    fn new(cards: &'c [Card], stories: &'c [Story]) -> Self {
        let mut holders: BTreeMap<&EntityId, Vec<usize>> = BTreeMap::new();
        for (at, card) in cards.iter().enumerate() {
            for (entity, _) in &card.entities {
                holders.entry(entity).or_default().push(at);
            }
        }
        let weights = holders
            .iter()
            .map(|(entity, held)| (*entity, information(cards.len(), held.len())))
            .collect();
        let members = stories.iter().flat_map(|story| {
            story
                .articles
                .iter()
                .map(|article| (article, story.id.as_str()))
        });
        let mut index = Self {
            cards,
            holders,
            weights,
            lengths: Vec::new(),
            stories: members.collect(),
        };
        let length = |card: &Card| {
            card.entities
                .iter()
                .map(|(id, count)| index.weight(id, *count).powi(2))
                .sum::<f64>()
                .sqrt()
        };
        index.lengths = cards.iter().map(length).collect();
        index
    }

    fn weight(&self, entity: &EntityId, count: usize) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "counts of mentions are far below 2^52"
        )]
        let emphasis = 1.0 + (count as f64).ln();
        self.weights.get(entity).copied().unwrap_or(0.0) * emphasis
    }

    fn related(&self, at: usize, card: &Card, most: usize) -> Vec<Related> {
        if card.off {
            return Vec::new();
        }
        let pinned: Vec<usize> = card
            .pinned
            .iter()
            .filter_map(|id| self.cards.iter().position(|other| other.id == *id))
            .filter(|other| *other != at)
            .collect();
        let excluded: BTreeSet<&ArticleId> = card.excluded.iter().collect();
        let mut scored: Vec<(f64, usize)> = self
            .scores(at, card)
            .into_iter()
            .filter(|(other, score)| {
                *score >= WEAKEST
                    && !pinned.contains(other)
                    && !excluded.contains(&self.cards[*other].id)
            })
            .map(|(other, score)| (score, other))
            .collect();
        scored.sort_by(|a, b| {
            b.0.total_cmp(&a.0)
                .then(self.cards[a.1].id.cmp(&self.cards[b.1].id))
        });
        let first = pinned.into_iter().map(|other| Related {
            relation: Relation::Pinned,
            score: 1.0,
            ..self.pair(card, other, 1.0)
        });
        first
            .chain(
                scored
                    .into_iter()
                    .map(|(score, other)| self.pair(card, other, score)),
            )
            .take(most)
            .collect()
    }

    /// Cosine of the entity vectors, times nearness in time (half the weight
    /// of far-off articles stays; the measured constants are those of the
    /// project's design notes on relatedness).
    fn scores(&self, at: usize, card: &Card) -> BTreeMap<usize, f64> {
        let commonest = (self.cards.len() / COMMONEST_SHARE).max(COMMONEST_FLOOR);
        let mut dots: BTreeMap<usize, f64> = BTreeMap::new();
        for (entity, count) in &card.entities {
            let holders = &self.holders[entity];
            if holders.len() > commonest {
                continue;
            }
            let own = self.weight(entity, *count);
            for other in holders.iter().filter(|other| **other != at) {
                *dots.entry(*other).or_default() +=
                    own * self.weight(entity, self.count(*other, entity));
            }
        }
        for (other, score) in &mut dots {
            let length = self.lengths[at] * self.lengths[*other];
            let other = &self.cards[*other];
            let cosine = if length > 0.0 { *score / length } else { 0.0 };
            let story = if self.story_of_both(card, other).is_some() {
                SAME_STORY
            } else {
                0.0
            };
            *score = (cosine * nearness(card, other) + story).min(1.0);
        }
        dots
    }

    fn count(&self, card: usize, entity: &EntityId) -> usize {
        let entities = &self.cards[card].entities;
        entities
            .binary_search_by(|(id, _)| id.cmp(entity))
            .map_or(0, |at| entities[at].1)
    }

    fn pair(&self, card: &Card, other: usize, score: f64) -> Related {
        let other = &self.cards[other];
        let days = days_between(card, other);
        let story = self.story_of_both(card, other);
        let relation = match (days, story) {
            (Some(0), _) => Relation::SameDay,
            (Some(days), Some(_)) if days < 0 => Relation::Earlier,
            (Some(_), Some(_)) => Relation::FollowUp,
            (Some(days), None) if days < 0 => Relation::Background,
            _ => Relation::Related,
        };
        let reason = Reason {
            entities: self.shared(card, other),
            story: story.map(str::to_owned),
            days,
        };
        Related {
            id: other.id.clone(),
            score,
            relation,
            reason,
        }
    }

    fn story_of_both(&self, card: &Card, other: &Card) -> Option<&'c str> {
        let story = self.stories.get(&card.id)?;
        (self.stories.get(&other.id) == Some(story)).then_some(*story)
    }

    fn shared(&self, card: &Card, other: &Card) -> Vec<EntityId> {
        let theirs: BTreeMap<&EntityId, usize> = other
            .entities
            .iter()
            .map(|(id, count)| (id, *count))
            .collect();
        let mut shared: Vec<(f64, &EntityId)> = card
            .entities
            .iter()
            .filter_map(|(id, count)| {
                theirs
                    .get(id)
                    .map(|other| (self.weight(id, *count) * self.weight(id, *other), id))
            })
            .collect();
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        shared
            .into_iter()
            .take(3)
            .map(|(_, id)| id.clone())
            .collect()
    }
}

/// How much it says, in nats, that an entity held by `held` of `all` is there.
fn information(all: usize, held: usize) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of articles are far below 2^52"
    )]
    let (all, held) = (all as f64, held as f64);
    ((all + 1.0) / (held + 0.5)).ln().max(0.0)
}

fn nearness(card: &Card, other: &Card) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "days between years 1 and 9999 are far below 2^52"
    )]
    days_between(card, other).map_or(1.0, |days| {
        0.5 + 0.5 / (1.0 + days.unsigned_abs() as f64 / 20.0)
    })
}

fn days_between(card: &Card, other: &Card) -> Option<i64> {
    let span = card.date?.until(other.date?).ok()?;
    Some(i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(id: &str, date: &str, entities: &[&str]) -> Card {
        let mut entities: Vec<_> = entities
            .iter()
            .map(|id| (EntityId::parse(id).expect("an id"), 1))
            .collect();
        entities.sort();
        Card {
            id: ArticleId::named(id),
            date: date.parse().ok(),
            title: id.to_owned(),
            entities,
            story: None,
            pinned: Vec::new(),
            excluded: Vec::new(),
            off: false,
            references: Vec::new(),
            events: Vec::new(),
        }
    }

    fn check(cards: &[Card], of: &str, expected: &[(&str, &str)]) {
        let related = related(cards, &[], 5);
        let found: Vec<_> = related[&ArticleId::named(of)]
            .iter()
            .map(|related| (related.id.as_str(), related.relation.name()))
            .collect();
        assert_eq!(found, expected);
    }

    fn site() -> Vec<Card> {
        vec![
            card("a", "2016-02-10", &["place/canada", "person/ash-carter"]),
            card("b", "2016-02-08", &["place/canada", "person/ash-carter"]),
            card("c", "2016-02-10", &["place/canada"]),
            card("d", "", &["place/canada", "person/ash-carter"]),
            card("e", "2016-02-12", &["place/canada", "person/jan-smith"]),
        ]
    }

    #[test]
    fn rare_entities_relate_and_common_ones_do_not() {
        check(&site(), "a", &[("d", "related"), ("b", "background")]);
        check(&site(), "c", &[]);
        check(&site()[..1], "a", &[]);
    }

    #[test]
    fn the_editor_pins_excludes_and_switches_off() {
        let mut cards = site();
        cards[0].pinned = vec![
            ArticleId::named("e"),
            ArticleId::named("a"),
            ArticleId::named("gone"),
        ];
        cards[0].excluded = vec![ArticleId::named("d")];
        check(&cards, "a", &[("e", "pinned"), ("b", "background")]);
        cards[0].off = true;
        check(&cards, "a", &[]);
    }

    #[test]
    fn every_shared_entity_is_in_both() {
        let related = related(&site(), &[], 5);
        let first = &related[&ArticleId::named("a")][0];
        let names: Vec<_> = first.reason.entities.iter().map(EntityId::as_str).collect();
        assert_eq!(names, ["person/ash-carter", "place/canada"]);
    }
}

//! Related articles: what to read next, and why.
//!
//! Likeness ranks; here the editor's word, the stories and the reasons come
//! in. Every reason is true of both articles, and a link without one isn't
//! made. It compares nothing itself.

mod shared;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use smol_str::SmolStr;

use self::shared::Shared;
use super::likeness::{Likeness, Ranking, number, walk};
use super::{Card, Grounds, Story};
use crate::article::ArticleId;
use crate::entity::EntityId;

/// Links less sure than this aren't shown: nothing is better than a weak link.
const WEAKEST: f64 = 0.3;

/// Of a declared story, how many articles before and after one are candidates
/// however little alike they are.
const BESIDE: usize = 2;

/// How much more an article counts that the editor puts into the same story:
/// before others that are about as near, not before all others. By eye on the
/// demo; the development sets have no editor.
const DECLARED: f64 = 1.5;

/// The least that such an article scores.
const AT_LEAST: f64 = 0.1;

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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reason {
    /// Entities in both and how much each says, from 0 to 1, those that say
    /// most first; at most three.
    pub entities: Vec<(EntityId, f64)>,
    /// Words in both that are part of no name and what each adds to the cosine
    /// of their words, from 0 to 1, those that add most first; at most two.
    pub words: Vec<(SmolStr, f64)>,
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
    /// How likely both are of one story, from 0 to 1; 1 for pinned ones and
    /// where the editor says so.
    pub confidence: f64,
    /// How they stand to each other.
    pub relation: Relation,
    /// Why.
    pub reason: Reason,
}

/// Which links are wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// At most so many for each article; pinned ones are all wanted.
    pub(super) most: usize,
    /// Whether weak ones, too.
    pub(super) weak: bool,
}

/// The related articles of each, pinned first, then best first, ties by id.
pub(super) fn related(
    grounds: &Grounds<'_>,
    stories: &[Story],
    wanted: Wanted,
) -> BTreeMap<ArticleId, Vec<Related>> {
    let relations = Relations::new(grounds, stories);
    let related = (0..grounds.cards.len()).into_par_iter();
    let related = related.map(|at| relations.of(at, wanted));
    let related: Vec<_> = related.collect();
    let ids = grounds.cards.iter().map(|card| card.id.clone());
    ids.zip(related).collect()
}

/// How the articles of a site stand to each other.
pub(super) struct Relations<'c> {
    cards: &'c [Card],
    likeness: &'c Likeness,
    numbers: BTreeMap<&'c ArticleId, usize>,
    shared: Shared<'c>,
    stories: &'c [Story],
    /// The story of each article and its place there.
    parts: Vec<Option<Part>>,
}

/// A place in a story, both as indices.
#[derive(Clone, Copy)]
struct Part {
    story: usize,
    nth: usize,
}

impl<'c> Relations<'c> {
    pub(super) fn new(grounds: &'c Grounds<'c>, stories: &'c [Story]) -> Self {
        let cards = grounds.cards;
        let numbers: BTreeMap<&ArticleId, usize> =
            cards.iter().map(|card| &card.id).zip(0..).collect();
        let mut parts = vec![None; cards.len()];
        for (index, story) in stories.iter().enumerate() {
            for (nth, article) in story.articles.iter().enumerate() {
                let story = index;
                parts[numbers[article]] = Some(Part { story, nth });
            }
        }
        Self {
            cards,
            likeness: &grounds.likeness,
            shared: Shared::of(grounds),
            numbers,
            stories,
            parts,
        }
    }

    /// What to read after the article at `at`.
    pub(super) fn of(&self, at: usize, wanted: Wanted) -> Vec<Related> {
        let card = &self.cards[at];
        if card.off {
            return Vec::new();
        }
        let mut seen: BTreeSet<usize> = BTreeSet::from([at]);
        let pinned: Vec<usize> = card
            .pinned
            .iter()
            .filter_map(|id| self.numbers.get(id).copied())
            .filter(|other| seen.insert(*other))
            .collect();
        let excluded = card.excluded.iter().filter_map(|id| self.numbers.get(id));
        seen.extend(excluded);
        let first = pinned.into_iter().map(|other| Related {
            relation: Relation::Pinned,
            score: 1.0,
            confidence: 1.0,
            ..self.pair(at, other, 1.0)
        });
        let others = self.candidates(at).into_iter();
        let others = others
            .filter(|(other, _)| seen.insert(*other))
            .map(|(other, score)| self.pair(at, other, score))
            .filter(|related| wanted.weak || is_worth_it(related));
        let mut all: Vec<Related> = first.collect();
        let room = wanted.most.saturating_sub(all.len());
        all.extend(self.chosen(at, others.collect(), room));
        all
    }

    /// The best of these, and in any case those next to the article in a story
    /// that an editor declares.
    fn chosen(&self, at: usize, mut best: Vec<Related>, room: usize) -> Vec<Related> {
        let mut cut = best.split_off(room.min(best.len()));
        let next: Vec<&ArticleId> = self.beside(at, 1).map(|at| &self.cards[at].id).collect();
        cut.retain(|related| next.contains(&&related.id));
        cut.truncate(room);
        best.truncate(room - cut.len());
        best.append(&mut cut);
        best
    }

    /// Others with their scores, from 0 to 1, best first: those that are alike,
    /// and those beside it in a story that an editor declares, since the editor
    /// knows what no words tell.
    fn candidates(&self, at: usize) -> Vec<(usize, f64)> {
        let ranked = self.likeness.ranked[at].iter();
        let alike = ranked.map(|(other, score)| (*other as usize, f64::from(score / walk::MOST)));
        let beside = self.beside(at, BESIDE).map(|other| (other, 0.0));
        let weigh = |(other, score): (usize, f64)| {
            let story = self.story_of_both(at, other);
            let told = story.is_some_and(|story| !story.found);
            (other, if told { declared(score) } else { score })
        };
        let mut all: Vec<(usize, f64)> = alike.chain(beside).map(weigh).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all
    }

    /// The articles next to one in the story that an editor puts it in, so many
    /// on each side.
    fn beside(&self, at: usize, reach: usize) -> impl Iterator<Item = usize> {
        let part = self.parts[at].filter(|part| !self.stories[part.story].found);
        part.into_iter().flat_map(move |Part { story, nth }| {
            let articles = &self.stories[story].articles;
            let around = nth.saturating_sub(reach)..(nth + reach + 1).min(articles.len());
            let others = around.filter(move |other| *other != nth);
            others.map(|other| self.numbers[&articles[other]])
        })
    }

    fn pair(&self, at: usize, other: usize, score: f64) -> Related {
        let days = self
            .likeness
            .places
            .days(number(at), number(other))
            .map(i64::from);
        let story = self.story_of_both(at, other);
        let reason = Reason {
            entities: self.shared.entities(at, other),
            words: self.shared.words(at, other),
            story: story.map(|story| story.id.clone()),
            days,
        };
        let relation = match (days, story) {
            (Some(0), _) => Relation::SameDay,
            (Some(days), Some(_)) if days < 0 => Relation::Earlier,
            (Some(_), Some(_)) => Relation::FollowUp,
            (Some(days), None) if days < 0 && !reason.entities.is_empty() => Relation::Background,
            _ => Relation::Related,
        };
        let told = story.is_some_and(|story| !story.found);
        let plain = score_of(number(other), &self.likeness.plain[at]);
        Related {
            id: self.cards[other].id.clone(),
            score: score.min(1.0),
            confidence: if told {
                1.0
            } else {
                confidence(plain, &reason)
            },
            relation,
            reason,
        }
    }

    fn story_of_both(&self, at: usize, other: usize) -> Option<&'c Story> {
        let story = self.parts[at]?.story;
        let same = self.parts[other].is_some_and(|part| part.story == story);
        same.then(|| &self.stories[story])
    }
}

/// What a score becomes where an editor puts both into one story.
fn declared(score: f64) -> f64 {
    (score * DECLARED).max(AT_LEAST)
}

/// The score of an article in a ranking.
fn score_of(other: u32, ranking: &Ranking) -> f64 {
    let found = ranking.iter().find(|(at, _)| *at == other);
    found.map_or(0.0, |(_, score)| f64::from(*score))
}

/// How likely two articles are of one story: a logistic regression, fitted on
/// the development sets for links among the ten best of an earlier form of the
/// score, and held against this one in `docs/stories.md`.
#[expect(
    clippy::cast_precision_loss,
    reason = "days between years 1 and 9999 are far below 2^52"
)]
fn confidence(plain: f64, reason: &Reason) -> f64 {
    let days = reason.days.map_or(0, i64::unsigned_abs) as f64;
    let entities = reason.entities.len() as f64;
    let story = if reason.story.is_some() { 0.843 } else { 0.0 };
    let odds = -1.15 + 3.24 * plain - 0.316 * days.ln_1p() + 0.234 * entities + story;
    1.0 / (1.0 + (-odds).exp())
}

fn is_worth_it(related: &Related) -> bool {
    let reason = &related.reason;
    let says = !reason.entities.is_empty()
        || reason.words.len() == shared::WORDS
        || reason.story.is_some();
    says && related.confidence >= WEAKEST
}

#[cfg(test)]
mod tests;

//! Related articles: what to read next, and why.
//!
//! Likeness ranks; here the editor's word, the stories and the reasons come
//! in. Every reason is true of both articles, and a link without one isn't
//! made. It compares nothing itself.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use smol_str::SmolStr;

use super::likeness::{Lexicon, Likeness, Ranking, TermId, Vector, number, walk};
use super::{Card, Story};
use crate::article::{ArticleId, Term};
use crate::entity::EntityId;

/// Links less sure than this aren't shown: nothing is better than a weak link.
const WEAKEST: f64 = 0.3;

/// Words that a reason gives besides names, at most.
const WORDS: usize = 2;

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
    /// Words in both that are part of no name, those that say most first; at
    /// most two.
    pub words: Vec<SmolStr>,
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
    /// How likely both are of one story, from 0 to 1; pinned ones 1.
    pub confidence: f64,
    /// How they stand to each other.
    pub relation: Relation,
    /// Why.
    pub reason: Reason,
}

/// Which links are wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// At most so many for each article.
    pub(super) most: usize,
    /// Whether weak ones, too.
    pub(super) weak: bool,
}

/// The related articles of each, pinned first, then best first, ties by id.
pub(super) fn related(
    cards: &[Card],
    likeness: &Likeness,
    stories: &[Story],
    wanted: Wanted,
) -> BTreeMap<ArticleId, Vec<Related>> {
    let desk = Desk::new(cards, likeness, stories);
    let related = (0..cards.len()).into_par_iter();
    let related = related.map(|at| desk.related(at, wanted));
    let related: Vec<_> = related.collect();
    let ids = cards.iter().map(|card| card.id.clone());
    ids.zip(related).collect()
}

/// Everything that a decision needs.
pub(super) struct Desk<'c> {
    cards: &'c [Card],
    likeness: &'c Likeness,
    places: BTreeMap<&'c ArticleId, usize>,
    entities: Entities<'c>,
    words: Vec<Vec<(TermId, &'c SmolStr)>>,
    /// The story of each article, as an index into `stories`.
    story: Vec<Option<usize>>,
    stories: &'c [Story],
}

/// Entities as numbers, so that articles can be compared quickly.
struct Entities<'c> {
    /// By number.
    ids: Vec<&'c EntityId>,
    /// How much each says, from 0 (all articles hold it) to 1.
    information: Vec<f64>,
    /// The entities of each article, in order.
    of: Vec<Vec<u32>>,
}

impl<'c> Entities<'c> {
    fn of(cards: &'c [Card]) -> Self {
        let mut holders: BTreeMap<&EntityId, usize> = BTreeMap::new();
        for (entity, _) in cards.iter().flat_map(|card| &card.entities) {
            *holders.entry(entity).or_default() += 1;
        }
        let numbers: BTreeMap<&EntityId, u32> = holders.keys().copied().zip(0..).collect();
        let number = |(id, _): &(EntityId, usize)| numbers[id];
        Self {
            information: holders
                .values()
                .map(|held| information(cards.len(), *held))
                .collect(),
            of: cards
                .iter()
                .map(|card| card.entities.iter().map(number).collect())
                .collect(),
            ids: holders.into_keys().collect(),
        }
    }

    /// The entities in both that say most, at most three.
    fn shared(&self, at: usize, other: usize) -> Vec<(EntityId, f64)> {
        let theirs = &self.of[other];
        let shared = self.of[at].iter();
        let shared = shared.filter(|entity| theirs.binary_search(entity).is_ok());
        let mut shared: Vec<usize> = shared.map(|entity| *entity as usize).collect();
        let information = |entity: &usize| self.information[*entity];
        shared.sort_by(|a, b| information(b).total_cmp(&information(a)).then(a.cmp(b)));
        let most = shared.into_iter().take(3);
        most.map(|entity| (self.ids[entity].clone(), self.information[entity]))
            .collect()
    }
}

/// How much it says that so many of all hold something, from 0 to 1.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of articles are far below 2^52"
)]
fn information(all: usize, holders: usize) -> f64 {
    let all = (all + 1) as f64;
    (all / holders as f64).ln() / all.ln()
}

impl<'c> Desk<'c> {
    pub(super) fn new(cards: &'c [Card], likeness: &'c Likeness, stories: &'c [Story]) -> Self {
        let places: BTreeMap<&ArticleId, usize> =
            cards.iter().map(|card| &card.id).zip(0..).collect();
        let mut story = vec![None; cards.len()];
        for (index, article) in stories
            .iter()
            .enumerate()
            .flat_map(|(index, story)| story.articles.iter().map(move |article| (index, article)))
        {
            story[places[article]] = Some(index);
        }
        Self {
            cards,
            likeness,
            places,
            entities: Entities::of(cards),
            words: cards
                .par_iter()
                .zip(&likeness.vectors)
                .map(|(card, vector)| words(card, vector, &likeness.lexicon))
                .collect(),
            story,
            stories,
        }
    }

    /// What to read after the article at `at`.
    pub(super) fn related(&self, at: usize, wanted: Wanted) -> Vec<Related> {
        let card = &self.cards[at];
        if card.off {
            return Vec::new();
        }
        let mut seen: BTreeSet<usize> = BTreeSet::from([at]);
        let pinned: Vec<usize> = card
            .pinned
            .iter()
            .filter_map(|id| self.places.get(id).copied())
            .filter(|other| seen.insert(*other))
            .collect();
        let excluded = card.excluded.iter().filter_map(|id| self.places.get(id));
        seen.extend(excluded);
        let first = pinned.into_iter().map(|other| Related {
            relation: Relation::Pinned,
            score: 1.0,
            confidence: 1.0,
            ..self.pair(at, other, 1.0)
        });
        let ranked = self.likeness.ranked[at].iter();
        let others = ranked
            .map(|(other, score)| (*other as usize, f64::from(score / walk::MOST)))
            .filter(|(other, _)| !seen.contains(other))
            .map(|(other, score)| self.pair(at, other, score))
            .filter(|related| wanted.weak || is_worth_it(related));
        first.chain(others).take(wanted.most).collect()
    }

    fn pair(&self, at: usize, other: usize, score: f64) -> Related {
        let days = self
            .likeness
            .places
            .days(number(at), number(other))
            .map(i64::from);
        let story = self.story_of_both(at, other);
        let reason = Reason {
            entities: self.entities.shared(at, other),
            words: self.shared_words(at, other),
            story: story.map(str::to_owned),
            days,
        };
        let relation = match (days, story) {
            (Some(0), _) => Relation::SameDay,
            (Some(days), Some(_)) if days < 0 => Relation::Earlier,
            (Some(_), Some(_)) => Relation::FollowUp,
            (Some(days), None) if days < 0 && !reason.entities.is_empty() => Relation::Background,
            _ => Relation::Related,
        };
        Related {
            id: self.cards[other].id.clone(),
            score: score.min(1.0),
            confidence: confidence(place(&self.likeness.plain[at], number(other)), &reason),
            relation,
            reason,
        }
    }

    fn story_of_both(&self, at: usize, other: usize) -> Option<&'c str> {
        let story = self.story[at]?;
        (self.story[other] == Some(story)).then(|| self.stories[story].id.as_str())
    }

    /// Words among the heaviest of both, as they stand in both.
    fn shared_words(&self, at: usize, other: usize) -> Vec<SmolStr> {
        let (own, theirs) = (&self.words[at], &self.words[other]);
        let mut theirs = theirs.iter().peekable();
        let shared = own.iter().filter(|(term, word)| {
            while theirs.next_if(|(other, _)| other < term).is_some() {}
            theirs.peek() == Some(&&(*term, *word))
        });
        let mut shared: Vec<&(TermId, &SmolStr)> = shared.collect();
        shared.sort_by(|(a, _), (b, _)| {
            let says = |term| self.likeness.lexicon.information(term);
            says(*b).total_cmp(&says(*a)).then(a.cmp(b))
        });
        let most = shared.into_iter().take(WORDS);
        most.map(|(_, word)| (*word).clone()).collect()
    }
}

/// The heaviest words of an article that may stand in a reason, by term.
fn words<'c>(card: &'c Card, vector: &Vector, lexicon: &Lexicon) -> Vec<(TermId, &'c SmolStr)> {
    let terms = vector.0.iter().filter_map(|(id, _)| {
        let term = card.term(lexicon.stem(*id))?;
        is_shown(term).then_some((*id, &term.word))
    });
    terms.collect()
}

/// Whether a word may stand in a reason: figures, short words and parts of
/// names say nothing by themselves.
pub(super) fn is_shown(term: &Term) -> bool {
    !term.named && term.word.chars().all(char::is_alphabetic) && term.word.chars().nth(3).is_some()
}

/// The score of an article in a ranking.
fn place(ranking: &Ranking, other: u32) -> f64 {
    let found = ranking.iter().find(|(at, _)| *at == other);
    found.map_or(0.0, |(_, score)| f64::from(*score))
}

/// How likely two articles are of one story: a logistic regression, fitted on
/// the development sets for links among the ten best.
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
    let says = !reason.entities.is_empty() || reason.words.len() == WORDS || reason.story.is_some();
    says && related.confidence >= WEAKEST
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An article with these entities, each of whose names is a term.
    fn card(id: &str, date: &str, entities: &[&str]) -> Card {
        let mut entities: Vec<_> = entities
            .iter()
            .map(|id| (EntityId::parse(id).expect("an id"), 1))
            .collect();
        entities.sort();
        let mut terms: Vec<Term> = entities
            .iter()
            .map(|(id, _)| Term {
                stem: id.slug().into(),
                word: id.slug().into(),
                weight: 1.0,
                named: true,
            })
            .collect();
        terms.sort_by(|a, b| a.stem.cmp(&b.stem));
        Card {
            date: date.parse().ok(),
            entities,
            terms: terms.into(),
            ..crate::link::tests::card(id, &[])
        }
    }

    fn word(word: &str) -> Term {
        Term {
            stem: word.into(),
            word: word.into(),
            weight: 1.0,
            named: false,
        }
    }

    fn of(cards: &[Card], id: &str) -> Vec<Related> {
        let wanted = Wanted {
            most: 5,
            weak: false,
        };
        related(cards, &Likeness::of(cards), &[], wanted)[&ArticleId::named(id)].clone()
    }

    fn check(cards: &[Card], id: &str, expected: &[(&str, &str)]) {
        let found = of(cards, id);
        let found: Vec<_> = found
            .iter()
            .map(|related| (related.id.as_str(), related.relation.name()))
            .collect();
        assert_eq!(found, expected);
    }

    fn site() -> Vec<Card> {
        vec![
            card("a", "2016-02-10", &["place/canada", "person/ash-carter"]),
            card("b", "2016-02-08", &["place/canada", "person/ash-carter"]),
            card("c", "2016-02-10", &["place/norway"]),
            card("d", "", &["place/canada", "person/ash-carter"]),
            card("e", "2016-02-12", &["place/norway", "person/jan-smith"]),
        ]
    }

    #[test]
    fn names_in_both_relate() {
        check(&site(), "a", &[("d", "related"), ("b", "background")]);
        check(&site()[..1], "a", &[]);
        check(&site()[1..3], "b", &[]);
    }

    #[test]
    fn the_editor_pins_excludes_and_switches_off() {
        let mut cards = site();
        cards[0].pinned = vec![
            ArticleId::named("e"),
            ArticleId::named("a"),
            ArticleId::named("e"),
            ArticleId::named("gone"),
        ];
        cards[0].excluded = vec![ArticleId::named("d")];
        check(&cards, "a", &[("e", "pinned"), ("b", "background")]);
        cards[4].pinned = vec![ArticleId::named("a")];
        assert_eq!(
            of(&cards, "e")[0].relation,
            Relation::Pinned,
            "pins may go in circles"
        );
        cards[0].off = true;
        check(&cards, "a", &[]);
    }

    #[test]
    fn every_reason_is_true_of_both() {
        let mut cards = site();
        for card in &mut cards[..2] {
            card.terms = card
                .terms
                .iter()
                .cloned()
                .chain([word("training")])
                .collect();
        }
        let reason = of(&cards, "a")
            .into_iter()
            .find(|related| related.id.as_str() == "b")
            .expect("it is related")
            .reason;
        let names: Vec<_> = reason.entities.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(names, ["person/ash-carter", "place/canada"]);
        assert_eq!(reason.words, ["training"]);
        assert_eq!(reason.days, Some(-2));
    }
}

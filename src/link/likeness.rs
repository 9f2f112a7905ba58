//! How alike articles are, by their words and names.
//!
//! Steps: weigh terms ([`vectors`]); find the nearest by an inverted index
//! ([`nearest`]); let the nearest lend their words and score again
//! ([`borrow`]); walk one step along the links ([`walk`]). Constants are
//! measured on four development sets, in MAP at 20: without borrowing .636,
//! with it .650, with sections .663. It knows no reader and no editor; nothing
//! in it grows with the square of the site.

mod nearest;
mod vectors;
pub(super) mod walk;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use self::nearest::Index;
use self::vectors::cosine;
pub(super) use self::vectors::{Lexicon, TermId, Vector};
use super::Card;

/// How many candidates each article keeps.
const CANDIDATES: usize = 60;

/// How many of the nearest lend their words, and what part of them.
const LENDERS: usize = 5;
const LENT: f64 = 0.6;

/// Terms that an article keeps after it has borrowed.
const KEPT: usize = 48;

/// Of how many of the nearest the nearest are looked at too, and how many.
const THROUGH: usize = 3;
const BEYOND: usize = 20;

/// Of an article's score, what is left when the other is of another section.
const OTHER_SECTION: f64 = 0.85;

/// What is left of a score however far off in time, and the days after which
/// half of the rest is gone.
const FAR: f64 = 0.4;
const HALF_LIFE: f64 = 20.0;

/// Others with their scores, best first, ties in the order of the cards.
pub(super) type Ranking = Vec<(usize, f64)>;

/// What is known of how alike the articles are.
pub(super) struct Likeness {
    /// When and where the articles stand.
    pub(super) places: Places,
    /// The terms and how much they say.
    pub(super) lexicon: Lexicon,
    /// The terms of each article, of length 1.
    pub(super) vectors: Vec<Vector>,
    /// By its own words alone, from 0 to [`walk::MOST`].
    pub(super) plain: Vec<Ranking>,
    /// With words that were borrowed, from 0 to [`walk::MOST`].
    pub(super) ranked: Vec<Ranking>,
}

impl Likeness {
    /// Compares the articles.
    pub(super) fn of(cards: &[Card]) -> Self {
        let (lexicon, vectors) = vectors::vectors(cards);
        let places = Places::of(cards);
        let near = Index::new(&vectors, lexicon.len()).nearest(&places, CANDIDATES);
        let borrowed = borrow(&vectors, &near);
        let again = score_again(&places, &borrowed, &near);
        Self {
            plain: walk::walk(&near),
            ranked: walk::walk(&again),
            places,
            lexicon,
            vectors,
        }
    }
}

/// Each vector with the words of its nearest, as in relevance feedback
/// (Rocchio 1971): articles on one matter that use other words meet there.
fn borrow(vectors: &[Vector], near: &[Ranking]) -> Vec<Vector> {
    let borrow = |(own, near): (&Vector, &Ranking)| {
        let lenders = near.iter().take(LENDERS);
        let lent = lenders.map(|(other, score)| (LENT * score, &vectors[*other]));
        Vector::sum(std::iter::once((1.0, own)).chain(lent), KEPT)
    };
    vectors.par_iter().zip(near).map(borrow).collect()
}

/// The candidates of each article, and theirs, by what they have borrowed.
fn score_again(places: &Places, vectors: &[Vector], near: &[Ranking]) -> Vec<Ranking> {
    let score = |at: usize| {
        let own = near[at].iter();
        let through = near[at].iter().take(THROUGH);
        let beyond = through.flat_map(|(other, _)| near[*other].iter().take(BEYOND));
        let mut others: Vec<usize> = own.chain(beyond).map(|(other, _)| *other).collect();
        others.sort_unstable();
        others.dedup();
        others.retain(|other| *other != at);
        let scored = others.into_iter().map(|other| {
            let score = cosine(&vectors[at], &vectors[other]);
            (other, score * places.nearness(at, other))
        });
        best(scored.collect(), CANDIDATES)
    };
    (0..near.len()).into_par_iter().map(score).collect()
}

/// The best `most`, best first.
fn best(mut scored: Ranking, most: usize) -> Ranking {
    let order = |a: &(usize, f64), b: &(usize, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if scored.len() > most {
        scored.select_nth_unstable_by(most, order);
        scored.truncate(most);
    }
    scored.sort_unstable_by(order);
    scored
}

/// When and where each article stands, as numbers.
pub(super) struct Places(Vec<Place>);

#[derive(Clone, Copy)]
struct Place {
    /// Days since some day.
    day: Option<i32>,
    section: usize,
}

impl Places {
    fn of(cards: &[Card]) -> Self {
        let sections: BTreeSet<&str> = cards.iter().map(|card| &*card.section).collect();
        let sections: BTreeMap<&str, usize> = sections.into_iter().zip(0..).collect();
        let day = |date: Date| date.since(Date::ZERO).map_or(0, |span| span.get_days());
        let place = |card: &Card| Place {
            day: card.date.map(day),
            section: sections[&*card.section],
        };
        Self(cards.iter().map(place).collect())
    }

    /// Days from one article to another: negative when that is older.
    pub(super) fn days(&self, from: usize, to: usize) -> Option<i32> {
        Some(self.0[to].day? - self.0[from].day?)
    }

    /// What is left of a score for time and section, from 0 to 1.
    fn nearness(&self, a: usize, b: usize) -> f64 {
        let same = self.0[a].section == self.0[b].section;
        let section = if same { 1.0 } else { OTHER_SECTION };
        section * self.in_time(a, b)
    }

    /// What is left of a score for time, from 0 to 1.
    pub(super) fn in_time(&self, a: usize, b: usize) -> f64 {
        let left = |days: i32| FAR + (1.0 - FAR) / (1.0 + f64::from(days.abs()) / HALF_LIFE);
        self.days(a, b).map_or(1.0, left)
    }
}

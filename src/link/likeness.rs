//! How alike articles are, by their words and names.
//!
//! Steps: weigh terms ([`vectors`]); find the nearest by an inverted index
//! ([`nearest`]); let the nearest lend their words and score again
//! ([`borrow`]); walk one step along the links ([`walk`]). Constants are
//! measured on four development sets; `docs/stories.md` has the figures. It
//! knows no reader and no editor. Above 30,000 articles the work grows with
//! their number; below, a term is looked up in a tenth of them at most.

mod nearest;
mod sums;
mod vectors;
pub(super) mod walk;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use self::nearest::Index;
use self::sums::Sums;
pub(super) use self::vectors::{Lexicon, TermId, Vector};
use super::Card;

/// How many candidates each article keeps.
const CANDIDATES: usize = 60;

/// How many of the nearest lend their words, and what part of them.
const LENDERS: usize = 5;
const LENT: f32 = 0.6;

/// Terms that an article keeps after it has borrowed.
const KEPT: usize = 48;

/// Of how many of the nearest the nearest are looked at too, and how many.
const THROUGH: usize = 3;
const BEYOND: usize = 20;

/// Of an article's score, what is left when the other is of another section.
const OTHER_SECTION: f32 = 0.85;

/// What is left of a score however far off in time, and the days after which
/// half of the rest is gone.
const FAR: f32 = 0.4;
const HALF_LIFE: f32 = 20.0;

/// Others, as their places among the cards, with their scores; best first,
/// ties in the order of the cards. Seven digits are plenty, and half the memory.
pub(super) type Ranking = Vec<(u32, f32)>;

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
    pub(super) fn of(cards: &[Card], usual: &dyn Fn(&str) -> f32) -> Self {
        let (lexicon, vectors) = vectors::vectors(cards, usual);
        let places = Places::of(cards);
        let near = Index::new(&vectors, lexicon.len()).nearest(&places, CANDIDATES);
        let plain = walk::walk(&near);
        let again = {
            let borrowed = borrow(&vectors, &near, lexicon.len());
            score_again(&places, &borrowed, &near, lexicon.len())
        };
        // The first of several large tables that aren't needed any more.
        drop(near);
        Self {
            plain,
            ranked: walk::walk(&again),
            places,
            lexicon,
            vectors,
        }
    }
}

/// Each vector with the words of its nearest, as in relevance feedback
/// (Rocchio 1971): articles on one matter that use other words meet there.
fn borrow(vectors: &[Vector], near: &[Ranking], terms: usize) -> Vec<Vector> {
    let borrow = |sums: &mut Sums, (own, near): (&Vector, &Ranking)| {
        sums.add_all(&own.0, 1.0);
        for (other, score) in near.iter().take(LENDERS) {
            sums.add_all(&vectors[*other as usize].0, LENT * score);
        }
        Vector::of(sums.take_best(KEPT, |_, weight| Some(weight)))
    };
    let pairs = vectors.par_iter().zip(near);
    pairs.map_init(|| Sums::new(terms), borrow).collect()
}

/// The candidates of each article, and theirs, by what they have borrowed.
fn score_again(
    places: &Places,
    vectors: &[Vector],
    near: &[Ranking],
    terms: usize,
) -> Vec<Ranking> {
    let score = |own: &mut Sums, at: usize| {
        let through = near[at].iter().take(THROUGH);
        let beyond = through.flat_map(|(other, _)| near[*other as usize].iter().take(BEYOND));
        let candidates = near[at].iter().chain(beyond);
        let mut others: Vec<u32> = candidates.map(|(other, _)| *other).collect();
        others.sort_unstable();
        others.dedup();
        own.add_all(&vectors[at].0, 1.0);
        let at = number(at);
        let others = others.into_iter().filter(|other| *other != at);
        let scored = others.map(|other| {
            let cosine = own.dot(&vectors[other as usize].0);
            (other, cosine * places.nearness(at, other))
        });
        let mut scored: Ranking = scored.filter(|(_, score)| *score > 0.0).collect();
        own.clear();
        sums::best(&mut scored, CANDIDATES);
        scored.shrink_to_fit();
        scored
    };
    let all = (0..near.len()).into_par_iter();
    all.map_init(|| Sums::new(terms), score).collect()
}

/// The place of an article among the cards, kept short.
pub(super) fn number(at: usize) -> u32 {
    u32::try_from(at).expect("a site has fewer than 2^32 articles")
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
    pub(super) fn days(&self, from: u32, to: u32) -> Option<i32> {
        Some(self.0[to as usize].day? - self.0[from as usize].day?)
    }

    /// What is left of a score for time and section, from 0 to 1.
    fn nearness(&self, a: u32, b: u32) -> f32 {
        let same = self.0[a as usize].section == self.0[b as usize].section;
        let section = if same { 1.0 } else { OTHER_SECTION };
        section * self.in_time(a, b)
    }

    /// What is left of a score for time, from 0 to 1.
    pub(super) fn in_time(&self, a: u32, b: u32) -> f32 {
        self.days(a, b).map_or(1.0, left_after)
    }
}

/// What is left of a score after so many days, from [`FAR`] to 1.
#[expect(
    clippy::cast_precision_loss,
    reason = "days between years 1 and 9999 are below 2^24"
)]
fn left_after(days: i32) -> f32 {
    FAR + (1.0 - FAR) / (1.0 + days.abs() as f32 / HALF_LIFE)
}

//! Articles as weighted terms.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::link::Card;

/// Terms that an article keeps, the heaviest: enough for a brief, and for a
/// long article its gist.
const KEPT: usize = 64;

/// Okapi BM25 (Robertson et al. 1994) with a weaker correction for length, and
/// a flattened inverse document frequency; measured, see the module above.
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.25;
const FLATTENED: f64 = 0.75;

/// A term as a number: its place in the order of stems.
pub(in crate::link) type TermId = u32;

/// All terms of a site.
pub(in crate::link) struct Lexicon {
    /// Their stems, in order.
    stems: Vec<Box<str>>,
    /// How much each says, in flattened nats.
    information: Vec<f64>,
}

impl Lexicon {
    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.information.len()
    }

    /// How much a term says, in flattened nats.
    pub(in crate::link) fn information(&self, term: TermId) -> f64 {
        self.information[term as usize]
    }

    /// The stem of a term.
    pub(in crate::link) fn stem(&self, term: TermId) -> &str {
        &self.stems[term as usize]
    }

    /// How much a stem says, in flattened nats; nothing if no article has it.
    pub(in crate::link) fn information_of(&self, stem: &str) -> f64 {
        let term = self.stems.binary_search_by(|known| (**known).cmp(stem));
        term.map_or(0.0, |term| self.information[term])
    }
}

/// Terms with weights, by term, of length 1 unless empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::link) struct Vector(pub(in crate::link) Vec<(TermId, f64)>);

impl Vector {
    /// The heaviest `most` of these weights, as a vector of length 1.
    fn of(mut weights: Vec<(TermId, f64)>, most: usize) -> Self {
        weights.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weights.truncate(most);
        weights.sort_unstable_by_key(|(term, _)| *term);
        let squares = weights.iter().map(|(_, weight)| weight * weight);
        let length = squares.sum::<f64>().sqrt();
        for (_, weight) in &mut weights {
            *weight /= length;
        }
        Self(weights)
    }

    /// The weighted sum of vectors, cut to the heaviest `most` terms.
    pub(super) fn sum<'v>(parts: impl Iterator<Item = (f64, &'v Self)>, most: usize) -> Self {
        let weighted = parts.flat_map(|(factor, vector)| {
            let terms = vector.0.iter();
            terms.map(move |(term, weight)| (*term, factor * weight))
        });
        let mut weights: Vec<(TermId, f64)> = weighted.collect();
        weights.sort_by_key(|(term, _)| *term);
        weights.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        Self::of(weights, most)
    }
}

/// The cosine of two vectors, from 0 to 1.
pub(in crate::link) fn cosine(a: &Vector, b: &Vector) -> f64 {
    let (mut a, mut b) = (a.0.iter().peekable(), b.0.iter().peekable());
    let mut dot = 0.0;
    while let (Some((term, weight)), Some((other, also))) = (a.peek(), b.peek()) {
        match term.cmp(other) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                dot += weight * also;
                a.next();
                b.next();
            }
        }
    }
    dot
}

/// The terms of all articles, and each article as a vector of them.
pub(super) fn vectors(cards: &[Card]) -> (Lexicon, Vec<Vector>) {
    // Hashed since most of the time goes here; sorted before it is numbered.
    let mut held: HashMap<&str, u32> = HashMap::new();
    for term in cards.iter().flat_map(|card| card.terms.iter()) {
        *held.entry(&term.stem).or_default() += 1;
    }
    let mut held: Vec<(&str, u32)> = held.into_iter().collect();
    held.sort_unstable();
    let information: Vec<f64> = held
        .iter()
        .map(|(_, held)| information(cards.len(), *held))
        .collect();
    let stems: Vec<Box<str>> = held.iter().map(|(stem, _)| Box::from(*stem)).collect();
    let ids: HashMap<&str, TermId> = held.into_iter().map(|(stem, _)| stem).zip(0..).collect();
    let lengths: Vec<f64> = cards.iter().map(length).collect();
    let average = lengths.iter().sum::<f64>() / count(cards.len()).max(1.0);
    let vector = |(card, length): (&Card, &f64)| {
        let weights = card.terms.iter().map(|term| {
            let id = ids[&*term.stem];
            let relative = 1.0 - LENGTH + LENGTH * length / average;
            let often = f64::from(term.weight) / relative;
            let weight = (SATURATION + 1.0) * often / (often + SATURATION);
            (id, weight * information[id as usize])
        });
        Vector::of(weights.collect(), KEPT)
    };
    let vectors = cards.par_iter().zip(&lengths).map(vector).collect();
    (Lexicon { stems, information }, vectors)
}

fn length(card: &Card) -> f64 {
    let weights = card.terms.iter().map(|term| f64::from(term.weight));
    weights.sum()
}

/// How much it says that a term held by `held` of `all` articles is there.
fn information(all: usize, held: u32) -> f64 {
    let share = (count(all) + 1.0) / (f64::from(held) + 0.5);
    share.ln().max(0.0).powf(FLATTENED)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of articles are far below 2^52"
)]
fn count(of: usize) -> f64 {
    of as f64
}

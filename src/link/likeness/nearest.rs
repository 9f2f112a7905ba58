//! The nearest articles of each, by an inverted index.

use rayon::prelude::*;

use super::sums::Sums;
use super::vectors::{TermId, Vector};
use super::{Places, Ranking};

/// Terms in more articles than this say little, and to walk them would make
/// the work grow with the square of the site: a tenth of the articles, and no
/// fewer than the first and no more than the second of these.
const COMMON: (usize, usize) = (200, 3000);

/// Articles less alike than this by their words aren't worth a closer look.
const LEAST: f32 = 0.02;

/// Which articles hold each term.
pub(super) struct Index<'v> {
    vectors: &'v [Vector],
    /// By term, the articles and the weight there.
    holders: Vec<Vec<(u32, f32)>>,
}

impl<'v> Index<'v> {
    /// Turns the vectors round; their terms are below `terms`.
    pub(super) fn new(vectors: &'v [Vector], terms: usize) -> Self {
        let mut holders = vec![Vec::new(); terms];
        for (at, vector) in (0..).zip(vectors) {
            for (term, weight) in &vector.0 {
                holders[*term as usize].push((at, *weight));
            }
        }
        Self { vectors, holders }
    }

    /// The `most` articles nearest to each, the score being the cosine times
    /// what time and section leave of it.
    pub(super) fn nearest(&self, places: &Places, most: usize) -> Vec<Ranking> {
        let nearest = |sums: &mut Sums, (at, vector): (u32, &Vector)| {
            for (term, weight) in &vector.0 {
                sums.add_all(self.walked(*term), *weight);
            }
            sums.take_best(most, |other, dot| {
                let counts = other != at && dot >= LEAST;
                counts.then(|| dot * places.nearness(at, other))
            })
        };
        let numbered = self.vectors.par_iter().enumerate();
        numbered
            .map(|(at, vector)| (super::number(at), vector))
            .map_init(|| Sums::new(self.vectors.len()), nearest)
            .collect()
    }

    fn walked(&self, term: TermId) -> &[(u32, f32)] {
        let holders = &self.holders[term as usize];
        let most = (self.vectors.len() / 10).clamp(COMMON.0, COMMON.1);
        if holders.len() > most { &[] } else { holders }
    }
}

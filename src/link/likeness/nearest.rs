//! The nearest articles of each, by an inverted index.

use rayon::prelude::*;

use super::vectors::{TermId, Vector};
use super::{Places, Ranking, best};

/// Terms in more articles than this say little, and to walk them would make
/// the work grow with the square of the site: a tenth of the articles, and no
/// fewer than the first and no more than the second of these.
const COMMON: (usize, usize) = (200, 3000);

/// Articles less alike than this by their words aren't worth a closer look.
const LEAST: f64 = 0.02;

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
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "seven digits of a weight are plenty, and half the memory"
                )]
                holders[*term as usize].push((at, *weight as f32));
            }
        }
        Self { vectors, holders }
    }

    /// The `most` articles nearest to each, the score being the cosine times
    /// what time and section leave of it.
    pub(super) fn nearest(&self, places: &Places, most: usize) -> Vec<Ranking> {
        let scratch = || (vec![0.0; self.vectors.len()], Vec::new());
        let nearest = |(dots, touched): &mut (Vec<f64>, Vec<usize>), at: usize| {
            self.dots(at, dots, touched);
            let scored = touched.drain(..).filter_map(|other| {
                let dot = std::mem::take(&mut dots[other]);
                let counts = other != at && dot >= LEAST;
                counts.then(|| (other, dot * places.nearness(at, other)))
            });
            best(scored.collect(), most)
        };
        let all = (0..self.vectors.len()).into_par_iter();
        all.map_init(scratch, |scratch, at| nearest(scratch, at))
            .collect()
    }

    /// Adds up the cosines of an article with all that share a term with it.
    fn dots(&self, at: usize, dots: &mut [f64], touched: &mut Vec<usize>) {
        for (term, weight) in &self.vectors[at].0 {
            for (other, also) in self.walked(*term) {
                let other = *other as usize;
                if dots[other] == 0.0 {
                    touched.push(other);
                }
                dots[other] += weight * f64::from(*also);
            }
        }
    }

    fn walked(&self, term: TermId) -> &[(u32, f32)] {
        let holders = &self.holders[term as usize];
        let most = (self.vectors.len() / 10).clamp(COMMON.0, COMMON.1);
        if holders.len() > most { &[] } else { holders }
    }
}

//! Sums by number.

use std::cmp::Ordering;

use super::Ranking;

/// Numbers with weights that are added up, most of them never touched: dense,
/// so that adding is a single step, and used again for the next article, so
/// that nothing is cleared that wasn't touched.
pub(super) struct Sums {
    totals: Vec<f32>,
    touched: Vec<u32>,
    scored: Ranking,
}

impl Sums {
    /// Nothing yet; numbers are below `numbers`.
    pub(super) fn new(numbers: usize) -> Self {
        Self {
            totals: vec![0.0; numbers],
            touched: Vec::new(),
            scored: Vec::new(),
        }
    }

    /// Adds a weight above 0.
    pub(super) fn add(&mut self, number: u32, weight: f32) {
        let sum = &mut self.totals[number as usize];
        if *sum == 0.0 {
            self.touched.push(number);
        }
        *sum += weight;
    }

    /// Adds each of the weights, multiplied.
    pub(super) fn add_all(&mut self, weights: &[(u32, f32)], factor: f32) {
        for (number, weight) in weights {
            self.add(*number, factor * weight);
        }
    }

    /// The sums at these numbers, weighted and added up.
    pub(super) fn dot(&self, weights: &[(u32, f32)]) -> f32 {
        let parts = weights.iter();
        let parts = parts.map(|(number, weight)| weight * self.totals[*number as usize]);
        parts.sum()
    }

    /// The best `most` by a score made of number and sum, leaving out those
    /// without one; empties the sums.
    pub(super) fn take_best(
        &mut self,
        most: usize,
        score: impl Fn(u32, f32) -> Option<f32>,
    ) -> Ranking {
        let totals = &mut self.totals;
        self.scored.clear();
        self.scored
            .extend(self.touched.drain(..).filter_map(|number| {
                let sum = std::mem::take(&mut totals[number as usize]);
                Some((number, score(number, sum)?))
            }));
        best(&mut self.scored, most);
        self.scored.clone()
    }

    /// Empties the sums.
    pub(super) fn clear(&mut self) {
        for number in self.touched.drain(..) {
            self.totals[number as usize] = 0.0;
        }
    }
}

/// Keeps the best `most`, best first.
pub(super) fn best(scored: &mut Ranking, most: usize) {
    if scored.len() > most {
        scored.select_nth_unstable_by(most, better);
        scored.truncate(most);
    }
    scored.sort_unstable_by(better);
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the shape that sorting asks for"
)]
fn better(a: &(u32, f32), b: &(u32, f32)) -> Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

//! One step along the links: what my neighbours are near to is near to me.

use rayon::prelude::*;

use super::{CANDIDATES, Ranking, best};

/// How many neighbours pass on theirs, and what part of it.
const NEIGHBOURS: usize = 5;
const PASSED_ON: f64 = 0.7;

/// The highest score there can be after the walk.
pub(in crate::link) const MOST: f64 = 1.0 + PASSED_ON;

/// Each ranking with what its neighbours pass on, in the parts of their scores.
pub(super) fn walk(near: &[Ranking]) -> Vec<Ranking> {
    let both_ways = both_ways(near);
    let walk = |(at, near): (usize, &Ranking)| {
        let mut scores: Ranking = near.clone();
        let passing = &near[..near.len().min(NEIGHBOURS)];
        let sum: f64 = passing.iter().map(|(_, score)| score).sum();
        for (neighbour, score) in passing {
            let part = PASSED_ON * score / sum;
            let passed = both_ways[*neighbour].iter();
            scores.extend(passed.map(|(other, score)| (*other, part * score)));
        }
        scores.retain(|(other, score)| *other != at && *score > 0.0);
        scores.sort_by_key(|(other, _)| *other);
        best(summed(scores), CANDIDATES)
    };
    near.par_iter().enumerate().map(walk).collect()
}

/// Each article's neighbours and those whose neighbour it is, by number, with
/// the better score of the two. Only the best are kept: an article that is a
/// neighbour to all would make the work grow with the square of the site.
pub(in crate::link) fn both_ways(near: &[Ranking]) -> Vec<Ranking> {
    let mut both: Vec<Ranking> = near.to_vec();
    for (at, near) in near.iter().enumerate() {
        for (other, score) in near {
            both[*other].push((at, *score));
        }
    }
    both.par_iter_mut().for_each(|ranking| {
        ranking.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        ranking.dedup_by_key(|(other, _)| *other);
        *ranking = best(std::mem::take(ranking), 2 * CANDIDATES);
        ranking.sort_unstable_by_key(|(other, _)| *other);
    });
    both
}

/// Scores of one article added up; sorted by article.
fn summed(mut scores: Ranking) -> Ranking {
    scores.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    scores
}

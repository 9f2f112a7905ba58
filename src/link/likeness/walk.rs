//! One step along the links: what my neighbours are near to is near to me.

use rayon::prelude::*;

use super::sums::{Sums, best};
use super::{CANDIDATES, Ranking};

/// How many neighbours pass on theirs, and what part of it.
const NEIGHBOURS: usize = 5;
const PASSED_ON: f32 = 0.7;

/// The highest score there can be after the walk.
pub(in crate::link) const MOST: f32 = 1.0 + PASSED_ON;

/// Each ranking with what its neighbours pass on, in the parts of their scores.
pub(super) fn walk(near: &[Ranking]) -> Vec<Ranking> {
    let both_ways = both_ways(near);
    let walk = |sums: &mut Sums, (at, near): (u32, &Ranking)| {
        sums.add_all(near, 1.0);
        let passing = &near[..near.len().min(NEIGHBOURS)];
        let all: f32 = passing.iter().map(|(_, score)| score).sum();
        for (neighbour, score) in passing {
            sums.add_all(&both_ways[*neighbour as usize], PASSED_ON * score / all);
        }
        sums.take_best(CANDIDATES, |other, score| (other != at).then_some(score))
    };
    let numbered = near.par_iter().enumerate();
    numbered
        .map(|(at, near)| (super::number(at), near))
        .map_init(|| Sums::new(near.len()), walk)
        .collect()
}

/// Each article's neighbours and those whose neighbour it is, by number, with
/// the better score of the two. Only the best are kept: an article that is a
/// neighbour to all would make the work grow with the square of the site.
pub(in crate::link) fn both_ways(near: &[Ranking]) -> Vec<Ranking> {
    let mut both = with_room(near);
    for (at, near) in (0..).zip(near) {
        for (other, score) in near {
            both[*other as usize].push((at, *score));
        }
    }
    both.par_iter_mut().for_each(|ranking| {
        ranking.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        ranking.dedup_by_key(|(other, _)| *other);
        if ranking.len() > 2 * CANDIDATES {
            best(ranking, 2 * CANDIDATES);
            ranking.sort_unstable_by_key(|(other, _)| *other);
        }
        ranking.shrink_to_fit();
    });
    both
}

/// The rankings, each with room for those who name it, since to grow them one by
/// one takes twice the memory.
fn with_room(near: &[Ranking]) -> Vec<Ranking> {
    let mut named = vec![0; near.len()];
    for (other, _) in near.iter().flatten() {
        named[*other as usize] += 1;
    }
    let roomy = |(near, named): (&Ranking, usize)| {
        let mut both = Vec::with_capacity(near.len() + named);
        both.extend_from_slice(near);
        both
    };
    near.iter().zip(named).map(roomy).collect()
}

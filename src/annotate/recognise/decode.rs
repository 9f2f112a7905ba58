//! The best tags for a segment, in whole numbers.
//!
//! Viterbi forwards and backwards, so that for each token the score of the
//! best reading and of the best other reading are known; their difference is
//! how sure a name is. It knows scores and no words.

use super::model::Model;
use super::tags::{OUTSIDE, Place, TAGS, Type, may_follow, parts};

/// Scores of a token, one a tag.
pub type Scores = [i16; TAGS];

/// Worse than any reading.
const NEVER: i32 = i32::MIN / 4;

/// The scores of tags after tags, with those that can't follow ruled out.
#[derive(Clone, Debug)]
pub struct Transitions {
    /// All of them, by the tag before and the one after.
    all: [[i32; TAGS]; TAGS],
    /// From each of [`CLOSED`] to those of [`OPENING`].
    to_opening: [Lane; CLOSED.len()],
    /// To each of [`OPENING`] from those of [`CLOSED`].
    from_closed: [Lane; OPENING.len()],
}

/// Scores of [`CLOSED`] or [`OPENING`] side by side, so that compilers reckon
/// four at a time; the last is room to spare.
type Lane = [i32; 12];

/// A name in a segment, in tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// First token, counted from the segment's first.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Its type.
    pub of: Type,
    /// How much better this reading is than the best without this name there,
    /// in the model's units.
    pub margin: i32,
}

impl Transitions {
    /// The transitions of a model.
    #[must_use]
    pub fn of(model: &Model<'_>) -> Self {
        let score = |from, to| {
            if may_follow(from, to) {
                model.transition(from, to)
            } else {
                NEVER
            }
        };
        Self::of_table(std::array::from_fn(|from| {
            std::array::from_fn(|to| score(from, to))
        }))
    }

    fn of_table(all: [[i32; TAGS]; TAGS]) -> Self {
        let lane = |score: &dyn Fn(usize) -> Option<i32>| {
            std::array::from_fn(|at| score(at).unwrap_or(NEVER))
        };
        Self {
            to_opening: CLOSED.map(|from| lane(&|at| Some(all[from][*OPENING.get(at)?]))),
            from_closed: OPENING.map(|to| lane(&|at| Some(all[*CLOSED.get(at)?][to]))),
            all,
        }
    }
}

/// The best scores of all ways that lead to each tag, and from it.
#[derive(Debug, Default)]
pub struct Tables {
    forward: Vec<[i32; TAGS]>,
    backward: Vec<[i32; TAGS]>,
}

/// The names of the best reading of a segment.
pub fn decode(
    scores: &[Scores],
    transitions: &Transitions,
    tables: &mut Tables,
    names: &mut Vec<Name>,
) {
    names.clear();
    fill(scores, transitions, tables);
    let mut before = OUTSIDE;
    let mut open = Name {
        start: 0,
        end: 0,
        of: Type::Person,
        margin: i32::MAX,
    };
    for (at, scores) in scores.iter().enumerate() {
        let tag = best(&transitions.all[before], scores, &tables.backward[at]);
        before = tag;
        let Some((of, place)) = parts(tag) else {
            continue;
        };
        let margin = margin(&tables.forward[at], &tables.backward[at], tag);
        if matches!(place, Place::Begin | Place::Unit) {
            open = Name {
                start: at,
                end: at + 1,
                of,
                margin,
            };
        }
        open.end = at + 1;
        open.margin = open.margin.min(margin);
        if matches!(place, Place::Last | Place::Unit) {
            names.push(open);
        }
    }
}

/// The tag that the best reading goes on with.
fn best(steps: &[i32; TAGS], scores: &Scores, after: &[i32; TAGS]) -> usize {
    let whole = |tag: usize| steps[tag] + i32::from(scores[tag]) + after[tag];
    (0..TAGS)
        .reduce(|best, tag| if whole(tag) > whole(best) { tag } else { best })
        .unwrap_or(OUTSIDE)
}

/// How much better the best reading, which has `tag` here, is than the best
/// that has another.
fn margin(forward: &[i32; TAGS], backward: &[i32; TAGS], tag: usize) -> i32 {
    let through = |tag: usize| forward[tag] + backward[tag];
    let others = (0..TAGS).filter(|other| *other != tag).map(through);
    through(tag) - others.max().unwrap_or(NEVER)
}

fn fill(scores: &[Scores], transitions: &Transitions, tables: &mut Tables) {
    let all = &transitions.all;
    let length = scores.len();
    tables.forward.clear();
    let mut before = [NEVER; TAGS];
    before[OUTSIDE] = 0;
    for scores in scores {
        let mut row = [NEVER; TAGS];
        let ways = best_ways(&CLOSED.map(|from| before[from]), &transitions.to_opening);
        for (to, way) in OPENING.into_iter().zip(ways) {
            row[to] = way + i32::from(scores[to]);
        }
        for begin in BEGIN {
            for to in [begin + 1, begin + 2] {
                let ways = [begin, begin + 1].map(|from| before[from] + all[from][to]);
                row[to] = most(&ways) + i32::from(scores[to]);
            }
        }
        before = row.map(|score| score.max(NEVER));
        tables.forward.push(before);
    }
    tables.backward.clear();
    tables.backward.resize(length, [NEVER; TAGS]);
    let mut gains = [NEVER; TAGS];
    gains[OUTSIDE] = 0;
    for (row, scores) in tables.backward.iter_mut().zip(scores).rev() {
        let ways = best_ways(&OPENING.map(|to| gains[to]), &transitions.from_closed);
        for (from, way) in CLOSED.into_iter().zip(ways) {
            row[from] = way.max(NEVER);
        }
        for begin in BEGIN {
            for from in [begin, begin + 1] {
                let ways = [begin + 1, begin + 2].map(|to| gains[to] + all[from][to]);
                row[from] = most(&ways).max(NEVER);
            }
        }
        gains = std::array::from_fn(|to| (row[to] + i32::from(scores[to])).max(NEVER));
    }
}

/// The best of all ways to each place of a lane: by one of these scores and
/// the step that follows it.
fn best_ways<const N: usize>(scores: &[i32; N], steps: &[Lane; N]) -> Lane {
    let mut ways = [NEVER; 12];
    for (score, steps) in scores.iter().zip(steps) {
        for (way, step) in ways.iter_mut().zip(steps) {
            *way = (*way).max(score + step);
        }
    }
    ways
}

fn most(ways: &[i32]) -> i32 {
    ways.iter().copied().fold(NEVER, i32::max)
}

/// The tags after which no name is open: outside, Last and Unit of each type.
const CLOSED: [usize; 11] = [0, 3, 4, 7, 8, 11, 12, 15, 16, 19, 20];

/// The tags that may come then: outside, Begin and Unit of each type.
const OPENING: [usize; 11] = [0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20];

/// The tags that begin a longer name; Inside and Last stand behind each.
const BEGIN: [usize; 5] = [1, 5, 9, 13, 17];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_follow_is_said_once() {
        for from in 0..TAGS {
            for to in 0..TAGS {
                let by_list = CLOSED.contains(&from) && OPENING.contains(&to)
                    || BEGIN.iter().any(|begin| {
                        [*begin, begin + 1].contains(&from) && [begin + 1, begin + 2].contains(&to)
                    });
                assert_eq!(may_follow(from, to), by_list, "{from} then {to}");
            }
        }
    }

    #[test]
    fn the_best_reading_and_how_sure() {
        let transitions = Transitions::of_table(std::array::from_fn(|from| {
            std::array::from_fn(|to| if may_follow(from, to) { 0 } else { NEVER })
        }));
        let mut scores = vec![[0; TAGS]; 4];
        scores[0][Type::Person.tag(Place::Begin)] = 10;
        scores[1][Type::Person.tag(Place::Last)] = 9;
        scores[3][Type::Place.tag(Place::Unit)] = 5;
        scores[3][Type::Organisation.tag(Place::Unit)] = 3;
        let mut names = Vec::new();
        decode(&scores, &transitions, &mut Tables::default(), &mut names);
        let expected = [
            Name {
                start: 0,
                end: 2,
                of: Type::Person,
                margin: 9,
            },
            Name {
                start: 3,
                end: 4,
                of: Type::Place,
                margin: 2,
            },
        ];
        assert_eq!(names, expected);
    }
}

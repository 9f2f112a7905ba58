//! Storylines: articles on one developing matter, found in order of date.
//!
//! Each article joins the open episode that it is most like, or opens one,
//! which keeps the name of its first article; so an article that is added later
//! moves little of what was. Then episodes that are alike as wholes are joined to
//! sagas. Thresholds are measured on four development sets: B-cubed F1 .741
//! for episodes alone, .756 with sagas. It knows no titles and no editor.

use std::collections::BTreeMap;

use super::Card;
use super::likeness::walk::both_ways;
use super::likeness::{Likeness, Places, Ranking, TermId, Vector, number};

/// An article joins an episode that it is like by so much: half by the whole
/// of the episode, half by the member it is nearest to.
const JOINS: f32 = 0.30;

/// An article looks only at episodes with a member it is like by so much, and
/// sagas only at such episodes.
const LIKE: f32 = 0.1;

/// Episodes are parts of one saga when their cosine is so high.
const SAGA: f32 = 0.45;

/// The storyline of each article, as the index of the storyline's first
/// article; articles that take no part stand alone.
pub(super) fn storylines(cards: &[Card], likeness: &Likeness, takes_part: &[bool]) -> Vec<usize> {
    let near = both_ways(&likeness.plain);
    let mut open = Episodes::new(likeness, &near);
    let mut order: Vec<usize> = (0..cards.len()).collect();
    order.sort_by(|a, b| cards[*a].order().cmp(&cards[*b].order()));
    for at in order {
        open.place(at, takes_part[at]);
    }
    open.join_sagas();
    open.of.iter().map(|episode| open.first(*episode)).collect()
}

/// Episodes as they grow.
struct Episodes<'a> {
    places: &'a Places,
    vectors: &'a [Vector],
    near: &'a [Ranking],
    all: Vec<Episode>,
    /// The episode of each article, once it is placed.
    of: Vec<usize>,
}

struct Episode {
    first: usize,
    latest: u32,
    /// Sum of the members' vectors, and the square of its length.
    sum: BTreeMap<TermId, f32>,
    square: f32,
    /// Whether others may join.
    is_open: bool,
    /// The episode it is part of a saga with, that began earlier; or itself.
    within: usize,
}

/// Not placed yet.
const NOWHERE: usize = usize::MAX;

impl<'a> Episodes<'a> {
    fn new(likeness: &'a Likeness, near: &'a [Ranking]) -> Self {
        Self {
            places: &likeness.places,
            vectors: &likeness.vectors,
            near,
            all: Vec::new(),
            of: vec![NOWHERE; near.len()],
        }
    }

    fn place(&mut self, at: usize, is_open: bool) {
        let joined = if is_open { self.likest(at) } else { None };
        let episode = joined.unwrap_or_else(|| {
            self.all.push(Episode {
                first: at,
                latest: number(at),
                sum: BTreeMap::new(),
                square: 0.0,
                is_open,
                within: self.all.len(),
            });
            self.all.len() - 1
        });
        self.of[at] = episode;
        self.all[episode].add(at, &self.vectors[at]);
    }

    /// The episode that an article is most like, if it is enough.
    fn likest(&self, at: usize) -> Option<usize> {
        let mut nearest: BTreeMap<usize, f32> = BTreeMap::new();
        for (other, score) in &self.near[at] {
            let episode = self.of[*other as usize];
            if *score >= LIKE && episode != NOWHERE && self.all[episode].is_open {
                let best = nearest.entry(episode).or_default();
                *best = best.max(*score);
            }
        }
        let scored = nearest.into_iter().map(|(episode, member)| {
            let whole = self.all[episode].cosine(&self.vectors[at]);
            let whole = whole * self.places.in_time(self.all[episode].latest, number(at));
            (0.5 * whole + 0.5 * member, episode)
        });
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        best.filter(|(score, _)| *score >= JOINS)
            .map(|(_, episode)| episode)
    }

    /// Joins episodes that are alike, the likest first. Only those with
    /// members near to each other are compared.
    fn join_sagas(&mut self) {
        let mut pairs: Vec<(usize, usize)> = self.neighbours();
        pairs.sort_unstable();
        pairs.dedup();
        let alike = pairs.into_iter().map(|(a, b)| {
            let score = self.all[a].likeness(&self.all[b]);
            (score, a, b)
        });
        let mut alike: Vec<_> = alike.filter(|(score, ..)| *score >= SAGA).collect();
        alike.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, a, b) in alike {
            let (a, b) = (self.root(a), self.root(b));
            self.all[a.max(b)].within = a.min(b);
        }
        // An episode is within an earlier one, so in this order one step does.
        for at in 0..self.all.len() {
            self.all[at].within = self.all[self.all[at].within].within;
        }
    }

    /// Pairs of open episodes with members near to each other, the earlier one
    /// first.
    fn neighbours(&self) -> Vec<(usize, usize)> {
        let pairs = self.near.iter().enumerate().flat_map(|(at, near)| {
            let others = near.iter().filter(|(_, score)| *score >= LIKE);
            others.map(move |(other, _)| (self.of[at], self.of[*other as usize]))
        });
        let is_open = |episode: usize| self.all[episode].is_open;
        pairs
            .filter(|(a, b)| a < b && is_open(*a) && is_open(*b))
            .collect()
    }

    /// The first episode of the saga, halving the way there for the next who
    /// asks (Tarjan and van Leeuwen 1984).
    fn root(&mut self, mut episode: usize) -> usize {
        while self.all[episode].within != episode {
            let above = self.all[episode].within;
            self.all[episode].within = self.all[above].within;
            episode = above;
        }
        episode
    }

    /// The first article of an episode's saga, once sagas are joined.
    fn first(&self, episode: usize) -> usize {
        self.all[self.all[episode].within].first
    }
}

impl Episode {
    fn add(&mut self, at: usize, vector: &Vector) {
        self.latest = number(at);
        for (term, weight) in &vector.0 {
            let sum = self.sum.entry(*term).or_default();
            self.square += 2.0 * *sum * weight + weight * weight;
            *sum += weight;
        }
    }

    fn cosine(&self, vector: &Vector) -> f32 {
        let terms = vector.0.iter();
        let dot = terms.map(|(term, weight)| weight * self.sum.get(term).unwrap_or(&0.0));
        dot.sum::<f32>() / self.square.sqrt().max(f32::MIN_POSITIVE)
    }

    fn likeness(&self, other: &Self) -> f32 {
        let (small, large) = if self.sum.len() < other.sum.len() {
            (self, other)
        } else {
            (other, self)
        };
        let terms = small.sum.iter();
        let dot = terms.map(|(term, weight)| weight * large.sum.get(term).unwrap_or(&0.0));
        let lengths = self.square.sqrt() * other.square.sqrt();
        dot.sum::<f32>() / lengths.max(f32::MIN_POSITIVE)
    }
}

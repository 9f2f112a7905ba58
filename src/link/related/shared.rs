//! What two articles have in common, as far as it can be shown.
//!
//! A reason has to be true of both texts and to tell a reader something: names
//! that both dwell on rather than touch, words that made them alike. It ranks
//! what is shared and decides no relation.

use rayon::prelude::*;
use smol_str::SmolStr;

use crate::entity::EntityId;
use crate::link::likeness::{Lexicon, TermId, Vector};
use crate::link::{Card, Entities, Grounds};

/// What a reason gives at most.
const NAMES: usize = 3;
pub(super) const WORDS: usize = 2;

/// In a text of more terms than this, a word that stands there once is no
/// matter of it.
const BRIEF: usize = 80;

/// What each article could share.
pub(super) struct Shared<'c> {
    entities: &'c Entities<'c>,
    /// The entities of each article, by number, and how often it names them.
    named: Vec<Vec<(u32, u32)>>,
    /// By article, by term.
    words: Vec<Vec<Word<'c>>>,
}

struct Word<'c> {
    term: TermId,
    shown: &'c SmolStr,
    weight: f32,
    /// Whether the text dwells on it.
    is_matter: bool,
}

impl<'c> Shared<'c> {
    pub(super) fn of(grounds: &'c Grounds<'c>) -> Self {
        let cards = grounds.cards;
        let lexicon = &grounds.likeness.lexicon;
        let words = cards.par_iter().zip(&grounds.likeness.vectors);
        let named = cards.iter().map(|card| {
            let named = card.entities.iter();
            let numbered = named.map(|(id, count)| (grounds.entities.number(id), short(*count)));
            numbered.collect()
        });
        Self {
            entities: &grounds.entities,
            named: named.collect(),
            words: words
                .map(|(card, vector)| words_of(card, vector, lexicon))
                .collect(),
        }
    }

    /// Entities in both, and how much each says of the two, from 0 to 1, those
    /// first that say most.
    pub(super) fn entities(&self, at: usize, other: usize) -> Vec<(EntityId, f64)> {
        let theirs = &self.named[other];
        let shared = self.named[at].iter().filter_map(|(entity, often)| {
            let at = theirs.binary_search_by_key(entity, |(entity, _)| *entity);
            let (_, there) = theirs[at.ok()?];
            let says = self.entities.worth(*entity) * dwelt(*often) * dwelt(there);
            Some((says, *entity))
        });
        let mut shared: Vec<(f64, u32)> = shared.collect();
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let most = shared.into_iter().take(NAMES);
        most.map(|(says, entity)| (self.entities.id(entity).clone(), says))
            .collect()
    }

    /// Words among the heaviest of both, as they stand in both, those first
    /// that add most to their cosine, and how much, from 0 to 1.
    pub(super) fn words(&self, at: usize, other: usize) -> Vec<(SmolStr, f64)> {
        let mut theirs = self.words[other].iter().peekable();
        let shared = self.words[at].iter().filter_map(|own| {
            while theirs.next_if(|word| word.term < own.term).is_some() {}
            let same = |their: &&&Word<'_>| their.term == own.term && their.shown == own.shown;
            let their = theirs.peek().filter(same)?;
            let is_matter = own.is_matter || their.is_matter;
            is_matter.then_some((own.weight * their.weight, own.shown))
        });
        let mut shared: Vec<(f32, &SmolStr)> = shared.collect();
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let most = shared.into_iter().take(WORDS);
        most.map(|(weight, word)| (word.clone(), f64::from(weight)))
            .collect()
    }
}

/// The heaviest words of an article that may stand in a reason, by term.
fn words_of<'c>(card: &'c Card, vector: &Vector, lexicon: &Lexicon) -> Vec<Word<'c>> {
    let is_brief = card.terms.len() <= BRIEF;
    let terms = vector.0.iter().filter_map(|(id, weight)| {
        let term = card.term(lexicon.stem(*id)).filter(|term| term.shown)?;
        Some(Word {
            term: *id,
            shown: &term.word,
            weight: *weight,
            is_matter: is_brief || term.weight > 1.0,
        })
    });
    terms.collect()
}

/// A count, kept short: above this many one more says nothing.
fn short(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// How much a text that names something so often is on it, from a half to 1.
fn dwelt(often: u32) -> f64 {
    let often = f64::from(often);
    often / (often + 1.0)
}

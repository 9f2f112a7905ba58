//! What two articles have in common, as far as it can be shown.
//!
//! A reason has to be true of both texts and to tell a reader something: names
//! that both dwell on rather than touch, words that made them alike. It ranks
//! what is shared and decides no relation.

use rayon::prelude::*;
use smol_str::SmolStr;

use crate::entity::EntityId;
use crate::link::likeness::{Lexicon, TermId, Vector, number};
use crate::link::{Card, Entities, Grounds};

/// What a reason gives at most.
const NAMES: usize = 3;
pub(super) const WORDS: usize = 2;

/// In a text of more terms than this, a word that stands there once is no
/// matter of it.
const BRIEF: usize = 80;

/// What each article could share.
pub(super) struct Shared<'c> {
    cards: &'c [Card],
    entities: &'c Entities<'c>,
    /// The entities of each article, by number, and how often it names them.
    named: Vec<Vec<(u32, u32)>>,
    /// By article, by term.
    words: Vec<Vec<Word>>,
}

/// Kept short: a site has many.
struct Word {
    term: TermId,
    weight: f32,
    /// Its place among the terms of the article.
    place: u32,
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
            cards,
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
            let their = theirs.peek().filter(|their| their.term == own.term)?;
            let (here, there) = (&self.cards[at], &self.cards[other]);
            let (here, there) = (Saying::of(here, own), Saying::of(there, their));
            let is_reason = here.word == there.word && (here.is_matter || there.is_matter);
            is_reason.then_some((own.weight * their.weight, here.word))
        });
        let mut shared: Vec<(f32, &SmolStr)> = shared.collect();
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let most = shared.into_iter().take(WORDS);
        most.map(|(weight, word)| (word.clone(), f64::from(weight)))
            .collect()
    }
}

/// How an article says a word.
struct Saying<'c> {
    word: &'c SmolStr,
    /// Whether the text dwells on it.
    is_matter: bool,
}

impl<'c> Saying<'c> {
    fn of(card: &'c Card, word: &Word) -> Self {
        let term = &card.terms[word.place as usize];
        Self {
            word: &term.word,
            is_matter: card.terms.len() <= BRIEF || term.weight > 1.0,
        }
    }
}

/// The heaviest words of an article that may stand in a reason, by term.
fn words_of(card: &Card, vector: &Vector, lexicon: &Lexicon) -> Vec<Word> {
    let words = vector.0.iter().filter_map(|(id, weight)| {
        let place = card.place_of(lexicon.stem(*id))?;
        card.terms[place].shown.then(|| Word {
            term: *id,
            weight: *weight,
            place: number(place),
        })
    });
    let mut words: Vec<Word> = words.collect();
    words.shrink_to_fit();
    words
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

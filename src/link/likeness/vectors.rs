//! Articles as weighted terms.

use std::collections::HashMap;

use rayon::prelude::*;

use super::sums::best;
use crate::link::Card;

/// Terms that an article keeps, the heaviest: enough for a brief, and for a
/// long article its gist.
const KEPT: usize = 64;

/// Okapi BM25 (Robertson et al. 1994) with a weaker correction for length, and
/// a flattened inverse document frequency; measured, see the module above.
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.25;
const FLATTENED: f32 = 0.75;

/// How many texts of any kind are counted along with those of the site.
const OTHER_TEXTS: f32 = 200.0;

/// What a term counts that no other article holds. It can't relate anything,
/// but shows that the article is about something else as well: at 0, any two
/// briefs that share one word would be alike. On the development sets 0.3 to
/// 0.6 are alike, 1 and 0 are worse.
const ALONE: f32 = 0.5;

/// A term as a number: its place in the order of stems.
pub(in crate::link) type TermId = u32;

/// All terms of a site.
pub(in crate::link) struct Lexicon {
    /// Their stems, in order.
    stems: Vec<Box<str>>,
    /// How much each says, in flattened nats.
    information: Vec<f32>,
}

impl Lexicon {
    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.information.len()
    }

    /// The stem of a term.
    pub(in crate::link) fn stem(&self, term: TermId) -> &str {
        &self.stems[term as usize]
    }

    /// How much a stem says, in flattened nats; nothing if no article has it.
    pub(in crate::link) fn information_of(&self, stem: &str) -> f32 {
        let term = self.stems.binary_search_by(|known| (**known).cmp(stem));
        term.map_or(0.0, |term| self.information[term])
    }
}

/// Terms with weights, by term, of length 1 unless empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::link) struct Vector(pub(in crate::link) Vec<(TermId, f32)>);

impl Vector {
    /// These weights, in any order, as a vector of length 1.
    pub(super) fn of(mut weights: Vec<(TermId, f32)>) -> Self {
        weights.sort_unstable_by_key(|(term, _)| *term);
        let squares = weights.iter().map(|(_, weight)| weight * weight);
        let length = squares.sum::<f32>().sqrt();
        for (_, weight) in &mut weights {
            *weight /= length;
        }
        weights.shrink_to_fit();
        Self(weights)
    }
}

/// The terms of all articles, and each article as a vector of them.
pub(super) fn vectors(cards: &[Card], usual: &dyn Fn(&str) -> f32) -> (Lexicon, Vec<Vector>) {
    // Hashed since most of the time goes here; sorted before it is numbered.
    let mut held: HashMap<&str, u32> = HashMap::new();
    for term in cards.iter().flat_map(|card| card.terms.iter()) {
        *held.entry(&term.stem).or_default() += 1;
    }
    let mut held: Vec<(&str, u32)> = held.into_iter().collect();
    held.sort_unstable();
    let information: Vec<f32> = held
        .iter()
        .map(|(stem, held)| information(cards.len(), *held, usual(stem)))
        .collect();
    let stems: Vec<Box<str>> = held.iter().map(|(stem, _)| Box::from(*stem)).collect();
    let ids: HashMap<&str, TermId> = held.into_iter().map(|(stem, _)| stem).zip(0..).collect();
    let lengths: Vec<f32> = cards.iter().map(length).collect();
    let average = mean(&lengths);
    let vector = |(card, length): (&Card, &f32)| {
        let weights = card.terms.iter().map(|term| {
            let id = ids[&*term.stem];
            let relative = 1.0 - LENGTH + LENGTH * length / average;
            let often = term.weight / relative;
            let weight = (SATURATION + 1.0) * often / (often + SATURATION);
            (id, weight * information[id as usize])
        });
        let weights = weights.filter(|(_, weight)| *weight > 0.0);
        let mut weights: Vec<(TermId, f32)> = weights.collect();
        best(&mut weights, KEPT);
        Vector::of(weights)
    };
    let vectors = cards.par_iter().zip(&lengths).map(vector).collect();
    (Lexicon { stems, information }, vectors)
}

/// Summed in double precision, so that neither order nor number of articles tells.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "seven digits are plenty"
)]
fn mean(lengths: &[f32]) -> f32 {
    let sum: f64 = lengths.iter().copied().map(f64::from).sum();
    (sum / lengths.len().max(1) as f64) as f32
}

fn length(card: &Card) -> f32 {
    let weights = card.terms.iter().map(|term| term.weight);
    weights.sum()
}

/// How much it says that a term is there which `held` of `all` articles hold,
/// and the share `usual` of all texts. A small site knows little of how usual a
/// term is: what all its articles are about would say nothing there, and a
/// common word that two of them happen to hold would say much.
#[expect(
    clippy::cast_precision_loss,
    reason = "above 2^24 articles one more says nothing"
)]
fn information(all: usize, held: u32, usual: f32) -> f32 {
    let all = count(all) + OTHER_TEXTS;
    let expected = held as f32 + OTHER_TEXTS * usual;
    let says = ((all + 1.0) / (expected + 0.5)).ln().max(0.0);
    let alone = if held < 2 { ALONE } else { 1.0 };
    alone * says.powf(FLATTENED)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "above 2^24 articles one more says nothing"
)]
fn count(of: usize) -> f32 {
    of as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How much a term says that is held by so many of so many articles, and by
    /// this share of all texts.
    fn check_order(says_more: (usize, u32, f32), says_less: (usize, u32, f32)) {
        let more = information(says_more.0, says_more.1, says_more.2);
        let less = information(says_less.0, says_less.1, says_less.2);
        assert!(more > less, "{more} {less}");
    }

    #[test]
    fn what_fewer_articles_hold_says_more() {
        check_order((10_000, 3, 0.0), (10_000, 300, 0.0));
    }

    #[test]
    fn a_small_site_learns_from_other_texts_what_is_usual() {
        check_order((26, 20, 0.0), (26, 4, 0.3));
        check_order((10_000, 4000, 0.0), (10_000, 8000, 0.0));
        let usual = information(10_000, 200, 0.1);
        let other = information(10_000, 200, 0.0);
        assert!((usual / other) > 0.9, "a large site knows by itself");
    }

    #[test]
    fn what_no_other_article_holds_counts_less() {
        check_order((100, 2, 0.0), (100, 1, 0.0));
    }
}

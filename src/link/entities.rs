//! How much it says of an article that it names an entity.
//!
//! Entities as numbers, so that articles are compared quickly, each weighed by
//! how few articles name it. It knows no texts and no pages.

use std::collections::BTreeMap;

use super::Card;
use crate::entity::{EntityId, Kind};

/// What a nationality, religion or party counts beside other names: on most
/// sites nearly every article names one.
const GROUP: f64 = 0.5;

/// The entities that articles name, by number: their places in the order of ids.
pub(super) struct Entities<'c> {
    ids: Vec<&'c EntityId>,
    information: Vec<f64>,
}

impl<'c> Entities<'c> {
    /// Those of these articles.
    pub(super) fn of(cards: &'c [Card]) -> Self {
        let mut holders: BTreeMap<&EntityId, usize> = BTreeMap::new();
        for (entity, _) in cards.iter().flat_map(|card| &card.entities) {
            *holders.entry(entity).or_default() += 1;
        }
        let (ids, held): (Vec<_>, Vec<_>) = holders.into_iter().unzip();
        let held = held.into_iter();
        Self {
            ids,
            information: held.map(|held| information(cards.len(), held)).collect(),
        }
    }

    /// The number of an entity that one of the articles names.
    pub(super) fn number(&self, id: &EntityId) -> u32 {
        let number = self.ids.binary_search(&id);
        let number = number.expect("every entity of a card was counted");
        u32::try_from(number).expect("a site has fewer than 2^32 entities")
    }

    /// The entity of a number.
    pub(super) fn id(&self, number: u32) -> &'c EntityId {
        self.ids[number as usize]
    }

    /// How much it is worth to a reader as something in common, from 0, where
    /// all articles name it, to 1.
    pub(super) fn worth(&self, number: u32) -> f64 {
        let is_group = self.id(number).kind() == Kind::Group;
        self.information[number as usize] * if is_group { GROUP } else { 1.0 }
    }
}

/// How much it says that so many of all hold something, from 0 to 1.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of articles are far below 2^52"
)]
fn information(all: usize, holders: usize) -> f64 {
    let all = (all + 1) as f64;
    (all / holders as f64).ln() / all.ln()
}

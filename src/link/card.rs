//! An article as linking sees it.

use std::sync::Arc;

use jiff::civil::Date;

use super::EventCard;
use crate::article::{ArticleId, Term};
use crate::entity::EntityId;

/// What linking has to know about an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Its id.
    pub id: ArticleId,
    /// The day it was published.
    pub date: Option<Date>,
    /// Its title.
    pub title: String,
    /// The entities in it and how often each is mentioned, by id.
    pub entities: Vec<(EntityId, usize)>,
    /// What it is about, in the order of stems.
    pub terms: Arc<[Term]>,
    /// The part of the site it belongs to.
    pub section: String,
    /// The story the editor puts it in.
    pub story: Option<String>,
    /// Whether the editor wants it in no story.
    pub alone: bool,
    /// Articles the editor wants shown first.
    pub pinned: Vec<ArticleId>,
    /// Articles the editor never wants shown.
    pub excluded: Vec<ArticleId>,
    /// Whether the editor wants none shown.
    pub off: bool,
    /// Its events, in its order.
    pub events: Vec<EventCard>,
}

impl Card {
    /// Its place in time, for sorting: undated ones last, and of one day by id.
    pub(super) fn order(&self) -> impl Ord {
        (self.date.is_none(), self.date, &self.id)
    }

    /// The place among its terms of the one with this stem.
    pub(super) fn place_of(&self, stem: &str) -> Option<usize> {
        let place = self.terms.binary_search_by(|term| (*term.stem).cmp(stem));
        place.ok()
    }
}

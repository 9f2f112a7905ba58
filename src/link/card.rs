//! An article as linking sees it.

use jiff::civil::Date;

use super::EventCard;
use crate::article::{ArticleId, ReferenceKind};
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
    /// The story the editor puts it in.
    pub story: Option<String>,
    /// Articles the editor wants shown first.
    pub pinned: Vec<ArticleId>,
    /// Articles the editor never wants shown.
    pub excluded: Vec<ArticleId>,
    /// Whether the editor wants none shown.
    pub off: bool,
    /// Links in it that may lead inside the site, in order.
    pub references: Vec<CardReference>,
    /// Its events, in its order.
    pub events: Vec<EventCard>,
}

/// A link that may lead inside the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardReference {
    /// How it was written.
    pub kind: ReferenceKind,
    /// What it names.
    pub target: String,
    /// The entity it names, when annotation found it to name one.
    pub entity: Option<EntityId>,
}

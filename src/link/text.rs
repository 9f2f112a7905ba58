//! A text with links as linking sees it: an article, or what an editor wrote
//! on an entity or a story.

use crate::article::{ArticleId, ReferenceKind};
use crate::entity::EntityId;

/// What can have a page, lead elsewhere and be led to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An article.
    Article(ArticleId),
    /// An entity.
    Entity(EntityId),
    /// A story, by its id.
    Story(String),
}

impl Subject {
    /// What an editor writes between double brackets to mean this and nothing
    /// else.
    #[must_use]
    pub fn unmistakable(&self) -> String {
        match self {
            Self::Article(id) => id.to_string(),
            Self::Entity(id) => id.to_string(),
            Self::Story(id) => format!("stories/{id}"),
        }
    }
}

/// What linking has to know about a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextCard {
    /// What it is the text of.
    pub subject: Subject,
    /// The file it stands in, below `content/` and without extension; paths in
    /// the text count from its folder.
    pub file: String,
    /// Whether the file holds nothing else, so that its path means the subject.
    pub is_alone: bool,
    /// Its title; none for an entity, whose names annotation knows.
    pub title: Option<String>,
    /// The address of its page, as links may name it.
    pub address: String,
    /// Old addresses of it.
    pub aliases: Vec<String>,
    /// What it is called for short: the ends of its id and of its address.
    pub short: Vec<String>,
    /// Links in it that may lead inside the site, in order.
    pub references: Vec<CardReference>,
}

/// A link that may lead inside the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardReference {
    /// How it was written.
    pub kind: ReferenceKind,
    /// What it names.
    pub target: String,
    /// The known entities that have this id or name.
    pub known: Vec<EntityId>,
    /// The entity that annotation recognised at this place.
    pub recognised: Option<EntityId>,
}

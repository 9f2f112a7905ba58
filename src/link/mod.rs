//! What belongs together: related articles, stories, links between articles.
//!
//! This room works in ids over short [`Card`]s. It never sees a body, a page
//! or an address. Each engine stands behind one function so that a better one
//! can take its place: `related`, `stories`, `references`.

mod card;
mod references;
mod related;
mod stories;

use std::collections::BTreeMap;

pub use card::{Card, CardReference};
pub use references::{Backlink, Resolution};
pub use related::{Reason, Related, Relation};
pub use stories::Story;

use crate::article::{ArticleId, DeclaredStory};

/// Everything that links articles to each other.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// Related articles of each article, best first.
    pub related: BTreeMap<ArticleId, Vec<Related>>,
    /// Stories with at least one article, by id.
    pub stories: Vec<Story>,
    /// What each reference of an article leads to, in the order of its body.
    pub references: BTreeMap<ArticleId, Vec<Resolution>>,
    /// References that lead to an article, by the article they lead to.
    pub backlinks: BTreeMap<ArticleId, Vec<Backlink>>,
}

/// Links the articles of a site; `most` is how many related articles each gets.
#[must_use]
pub fn link(cards: &[Card], declared: &[DeclaredStory], most: usize) -> Links {
    let stories = stories::stories(cards, declared);
    let related = related::related(cards, &stories, most);
    let references = references::references(cards);
    let backlinks = references::backlinks(&references);
    Links {
        related,
        stories,
        references,
        backlinks,
    }
}

//! What belongs together: related articles, stories, links between articles.
//!
//! This room works in ids over short [`Card`]s. It never sees a body, a page
//! or an address. Each engine stands behind one function so that a better one
//! can take its place: `related`, `stories`, `references`, `occurrences`.

mod card;
mod differences;
mod occurrences;
mod references;
mod related;
mod stories;

use std::collections::BTreeMap;

pub use card::{Card, CardReference};
pub use differences::Difference;
pub use occurrences::{EventCard, Occurrence, Standing, Statement};
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
    /// The events of all articles, each once, by date.
    pub occurrences: Vec<Occurrence>,
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
        occurrences: occurrences::occurrences(cards),
        related,
        stories,
        references,
        backlinks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Gist;
    use crate::date::When;
    use crate::entity::EntityId;

    /// An article with these events.
    pub(super) fn card(id: &str, events: &[EventCard]) -> Card {
        Card {
            id: ArticleId::named(id),
            date: None,
            title: id.to_owned(),
            entities: Vec::new(),
            story: None,
            pinned: Vec::new(),
            excluded: Vec::new(),
            off: false,
            references: Vec::new(),
            events: events.to_vec(),
        }
    }

    /// An event with one entity in it, and the words of its gist.
    pub(super) fn event(when: &str, entity: &str, gist: &str) -> EventCard {
        EventCard {
            when: When::parse_edtf(when).expect("a date"),
            entities: vec![EntityId::parse(entity).expect("an id")],
            places: vec![EntityId::parse(entity).expect("an id")],
            gist: Gist(gist.split(' ').map(str::to_owned).collect()),
            figures: Vec::new(),
            standing: Standing::Stated,
        }
    }
}

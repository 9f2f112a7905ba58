//! What belongs together: related articles, stories, links between texts.
//!
//! This room works in ids over short [`Card`]s and [`TextCard`]s. It never
//! sees a body or a page, and an address only as a name that a link may use.
//! Each engine stands behind one function so that a better one can take its
//! place: `related`, `stories`, `references`, `occurrences`.

mod card;
mod differences;
mod entities;
mod likeness;
mod occurrences;
mod references;
mod related;
mod stories;
mod storylines;
mod text;

use std::collections::BTreeMap;

use rayon::prelude::*;

pub use card::Card;
pub use differences::Difference;
pub use occurrences::{EventCard, Occurrence, Standing, Statement};
pub use references::{Backlink, Resolution, is_mention};
pub use related::{Reason, Related, Relation};
pub use stories::Story;
pub use text::{CardReference, Subject, TextCard};

use self::entities::Entities;
use self::likeness::Likeness;
use self::related::Wanted;
use crate::article::{ArticleId, DeclaredStory};
use crate::entity::EntityId;

/// Everything that links articles to each other.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// Related articles of each article, best first.
    pub related: BTreeMap<ArticleId, Vec<Related>>,
    /// Stories with at least one article, by id.
    pub stories: Vec<Story>,
    /// What each reference of a text leads to, in the order of its body; texts
    /// without any are left out.
    pub references: BTreeMap<Subject, Vec<Resolution>>,
    /// The events of all articles, each once, by date.
    pub occurrences: Vec<Occurrence>,
    /// References by what they lead to.
    pub backlinks: BTreeMap<Subject, Vec<Backlink>>,
}

/// What links are made from, besides the articles.
pub struct Desk<'d> {
    /// All texts that may hold links or be named by one.
    pub texts: &'d [TextCard],
    /// The stories that editors declare.
    pub declared: &'d [DeclaredStory],
    /// What an entity is called.
    pub name: &'d (dyn Fn(&EntityId) -> String + Sync),
    /// What share of all texts hold a stem, from 0 to 1.
    pub usual: &'d (dyn Fn(&str) -> f32 + Sync),
    /// How many related articles each gets at most.
    pub most: usize,
}

/// Links the articles and other texts of a site.
#[must_use]
pub fn link(cards: &[Card], desk: &Desk<'_>) -> Links {
    let compared = || {
        let grounds = Grounds::of(cards, desk.usual);
        let stories = stories::stories(&grounds, desk.declared, desk.name);
        let wanted = Wanted {
            most: desk.most,
            weak: false,
        };
        let related = related::related(&grounds, &stories, wanted);
        (stories, related)
    };
    let told = || {
        let references = references::references(desk.texts);
        let backlinks = references::backlinks(desk.texts, &references);
        (occurrences::occurrences(cards), references, backlinks)
    };
    let ((stories, related), (occurrences, references, backlinks)) = rayon::join(compared, told);
    Links {
        related,
        stories,
        references,
        occurrences,
        backlinks,
    }
}

/// What articles are linked on: the articles, how alike they are, and how much
/// their names say.
struct Grounds<'c> {
    cards: &'c [Card],
    likeness: Likeness,
    entities: Entities<'c>,
}

impl<'c> Grounds<'c> {
    fn of(cards: &'c [Card], usual: &dyn Fn(&str) -> f32) -> Self {
        Self {
            cards,
            likeness: Likeness::of(cards, usual),
            entities: Entities::of(cards),
        }
    }
}

/// Articles of no site, compared: found stories, and what is related to each.
pub struct Compared<'c> {
    grounds: Grounds<'c>,
    /// The found stories, by id.
    pub stories: Vec<Story>,
}

impl<'c> Compared<'c> {
    /// Compares articles, which come by id; `name` says what an entity is called, `usual` what
    /// share of all texts hold a stem, from 0 to 1.
    #[must_use]
    pub fn new(
        cards: &'c [Card],
        name: &dyn Fn(&EntityId) -> String,
        usual: &dyn Fn(&str) -> f32,
    ) -> Self {
        let grounds = Grounds::of(cards, usual);
        let stories = stories::stories(&grounds, &[], name);
        Self { grounds, stories }
    }

    /// What is related to each article, weak links, too, at most `most` each;
    /// handed to `take` in this order of the cards, a batch at a time, since all
    /// at once may be too much to hold.
    ///
    /// # Errors
    /// Whatever `take` gives back.
    pub fn related<E>(
        &self,
        order: &[usize],
        most: usize,
        mut take: impl FnMut(&Card, Vec<Related>) -> Result<(), E>,
    ) -> Result<(), E> {
        let cards = self.grounds.cards;
        let relations = related::Relations::new(&self.grounds, &self.stories);
        let wanted = Wanted { most, weak: true };
        for batch in order.chunks(BATCH) {
            let related = batch.par_iter();
            let related: Vec<_> = related.map(|at| relations.of(*at, wanted)).collect();
            for (at, related) in batch.iter().zip(related) {
                take(&cards[*at], related)?;
            }
        }
        Ok(())
    }
}

/// How many articles are related at a time.
const BATCH: usize = 1024;

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
            terms: std::sync::Arc::default(),
            section: String::new(),
            story: None,
            alone: false,
            pinned: Vec::new(),
            excluded: Vec::new(),
            off: false,
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

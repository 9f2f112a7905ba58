//! People, organisations, places: what an article can name.
//!
//! This room holds the values and the built-in knowledge. It knows no prose:
//! where a name occurs is for `annotate`.

pub mod builtin;
mod id;

pub use id::{EntityId, Kind};

use serde::{Deserialize, Serialize};

use crate::diagnostic::Place;
use crate::source::Spanned;

/// How we know of an entity, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// The editor's registry in `content/entities/`.
    Registry,
    /// The tables built into the program.
    Gazetteer,
    /// Found in the text.
    Recognised,
}

/// Another name of an entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Alias {
    /// The name.
    pub text: String,
    /// Whether only this very case counts: `IS`, not `Is`.
    pub exact: bool,
}

impl Alias {
    /// An alias by the common rule: acronyms and other names without a
    /// lower-case letter in exactly their case, others in any case but for the
    /// first letter.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let exact = Self::is_exact_by_form(&text);
        Self { text, exact }
    }

    /// Whether the common rule takes `text` in exactly its case.
    #[must_use]
    pub fn is_exact_by_form(text: &str) -> bool {
        !text.chars().any(char::is_lowercase)
    }

    /// An alias that counts in exactly its case.
    #[must_use]
    pub fn exact(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            exact: true,
        }
    }
}

/// A person, organisation, place or other thing with a name and a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Its id, for example `person/ash-carter`.
    pub id: EntityId,
    /// The name it is shown by.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<Alias>,
    /// One line of description.
    pub short: Option<String>,
    /// Paragraphs of description, Markdown, in the pieces that its file holds.
    pub description: Vec<Spanned<String>>,
    /// Pages elsewhere about the same thing.
    pub same_as: Vec<String>,
    /// Facts for the page, label and value, in the editor's order.
    pub facts: Vec<(String, String)>,
    /// The entity it belongs to.
    pub parent: Option<EntityId>,
    /// Never highlighted and without a page.
    pub hidden: bool,
    /// How we know of it.
    pub origin: Origin,
    /// Where the editor wrote it.
    pub place: Option<Place>,
}

impl Entity {
    /// An entity of which only id, name and origin are known.
    #[must_use]
    pub fn named(id: EntityId, name: impl Into<String>, origin: Origin) -> Self {
        Self {
            id,
            name: name.into(),
            aliases: Vec::new(),
            short: None,
            description: Vec::new(),
            same_as: Vec::new(),
            facts: Vec::new(),
            parent: None,
            hidden: false,
            origin,
            place: None,
        }
    }

    /// Fills what this entry leaves open from `other`, which has less
    /// authority: an editor who adds a dossier for Canada keeps the built-in
    /// aliases and identifiers.
    pub fn complete_from(&mut self, other: &Self) {
        for alias in &other.aliases {
            if alias.text != self.name && !self.aliases.iter().any(|own| own.text == alias.text) {
                self.aliases.push(alias.clone());
            }
        }
        if other.name != self.name && !self.aliases.iter().any(|own| own.text == other.name) {
            self.aliases.push(Alias::new(other.name.clone()));
        }
        if self.short.is_none() {
            self.short.clone_from(&other.short);
        }
        if self.same_as.is_empty() {
            self.same_as.clone_from(&other.same_as);
        }
        if self.parent.is_none() {
            self.parent.clone_from(&other.parent);
        }
    }
}

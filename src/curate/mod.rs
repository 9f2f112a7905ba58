//! The editor's word on what was found: the list of it, and the changes to the
//! registry and the ignore list that accepting or rejecting a name asks for.
//!
//! This exists so that an editor needn't know which file holds what. It decides
//! and never writes: an [`Edit`] is the whole text that a file should have. It
//! knows no disk, no page, and not how a name was found.

mod accept;
mod found;
mod ignore_list;
mod list_text;
mod listing;
mod names;
mod registry_text;
mod reject;

pub use accept::{Acceptance, accept};
pub use found::{Evidence, Found, found};
pub use ignore_list::unignore;
pub use listing::{json, table};
pub use reject::reject;

use crate::annotate::Gazetteer;
use crate::diagnostic::plain;
use crate::entity::Entity;
use crate::site::Site;
use crate::source::{SourcePath, Sources};

/// What a decision rests on.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The site.
    pub site: &'a Site,
    /// The registry and the built-in tables, one over the other.
    pub gazetteer: &'a Gazetteer,
    /// The registry, as written.
    pub registry: &'a [Entity],
    /// The files.
    pub sources: &'a Sources,
}

/// The text that a file should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Which file.
    pub path: SourcePath,
    /// Its whole text.
    pub text: String,
}

/// What to write, and what to say about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// The files to write; none when everything is as it should be.
    pub edits: Vec<Edit>,
    /// What is done, in one sentence.
    pub done: String,
    /// What the editor should know besides.
    pub notes: Vec<String>,
}

/// Why nothing is done, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub why: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Refusal {
    fn new(why: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            hint: Some(hint.into()),
        }
    }
}

impl<'a> Known<'a> {
    /// The entry of the registry that has this name, whatever its case.
    fn owner(self, name: &str) -> Option<&'a Entity> {
        let key = names::key(name);
        let has = |entity: &&Entity| {
            let own = entity.aliases.iter().map(|alias| alias.text.as_str());
            own.chain([entity.name.as_str()])
                .any(|own| names::key(own) == key)
        };
        self.registry.iter().find(has)
    }
}

/// The file that an entry of the registry stands in.
fn file_of(entity: &Entity) -> String {
    entity.place.as_ref().map_or_else(
        || "content/entities/".to_owned(),
        |place| plain(place.path.as_str()),
    )
}

//! An article as it was written, and what annotation says about it.
//!
//! These are values only. The text is never altered: everything found in it
//! stands off as ranges of its [`Prose`]. This room knows no file, no site
//! and no page.

mod annotations;
mod body;
mod dossier;
mod event;
mod metadata;
mod prose;
mod story;
mod visibility;
pub mod words;

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

pub use annotations::{
    Annotations, Contradiction, Form, How, Mention, Problem, Term, TimeExpression, TimeKind,
    TimeModifier, sentence_of,
};
pub use body::{Body, DECORATIVE, Node, Reference, ReferenceKind};
pub use dossier::Dossier;
pub use event::{Agreement, Event, Evidence, Figure, Gist, Headline, agreement};
pub use metadata::{
    Correction, EntityDirectives, EventDirective, Metadata, RelatedDirectives, SourceNote,
    StoryChoice,
};
pub use prose::{Block, BlockKind, Prose, ProseRange};
pub use story::DeclaredStory;
pub use visibility::{HiddenBecause, Publication, visibility};

use crate::date::Moment;
use crate::source::{SourcePath, Span};

/// An article's id: its path under `content/` without extension, for example
/// `briefings/2016-02-08-refocus`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ArticleId(Arc<str>);

impl ArticleId {
    /// The id of the article in the file at `path`.
    #[must_use]
    pub fn of(path: &SourcePath) -> Self {
        let below = path.below_top();
        let id = match path.extension() {
            "" => below,
            extension => &below[..below.len() - extension.len() - 1],
        };
        Self(id.into())
    }

    /// An id as an editor wrote it; it may name no article.
    #[must_use]
    pub fn named(id: &str) -> Self {
        Self(id.into())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A source text with its metadata, parsed.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its id.
    pub id: ArticleId,
    /// The file it was read from.
    pub path: SourcePath,
    /// Title, from the front matter, the first heading or the first line.
    pub title: String,
    /// When it was published: front matter, dateline in the text, or file name.
    pub date: Option<Moment>,
    /// The folder part of its address, `/`-separated slugs, without slashes at
    /// the ends; empty at the top.
    pub section: String,
    /// The last part of its address.
    pub slug: String,
    /// The front matter.
    pub metadata: Metadata,
    /// The text with its structure.
    pub body: Body,
    /// The text as annotation reads it.
    pub prose: Prose,
}

impl Article {
    /// Where in the file a range of the prose was written: exactly where the
    /// words stand as they are, else the smallest known surroundings.
    #[must_use]
    pub fn span_of(&self, range: ProseRange) -> Option<Span> {
        self.body.span_of(range)
    }

    /// When it was last changed in substance: published, updated or corrected.
    #[must_use]
    pub fn changed(&self) -> Option<Moment> {
        let corrected = self.metadata.corrections.iter().map(|it| it.date);
        let changes = corrected.chain(self.metadata.updated).chain(self.date);
        changes.max_by_key(|moment| moment.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_path_under_content() {
        let id = |path| ArticleId::of(&SourcePath::new(path)).to_string();
        assert_eq!(
            id("content/briefings/2016-02-08-refocus.md"),
            "briefings/2016-02-08-refocus"
        );
        assert_eq!(id("content/v1.2.txt"), "v1.2");
    }
}

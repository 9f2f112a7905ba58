//! What an editor wrote about an entity or a story.
//!
//! It is shown on the page of what it is about, and is no article: nothing is
//! looked for in it but its links.

use super::{Body, Prose, ProseRange};
use crate::source::SourcePath;

/// The text on an entity or a story, parsed.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The file it was read from.
    pub path: SourcePath,
    /// The text with its structure.
    pub body: Body,
    /// Its words.
    pub prose: Prose,
    /// Its sentences, in order, without overlap.
    pub sentences: Vec<ProseRange>,
}

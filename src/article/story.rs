//! A story as an editor declares it in `content/stories/`.

use crate::diagnostic::Place;
use crate::source::Spanned;

/// A declared storyline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredStory {
    /// Its id: the file's name without extension.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A sentence or two on it.
    pub summary: Option<String>,
    /// The editor's text on it, Markdown.
    pub text: Option<Spanned<String>>,
    /// Where it was declared.
    pub place: Place,
}

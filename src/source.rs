//! The texts a site is made from, as plain values.
//!
//! This exists so that everything after reading is a pure function of what was
//! read. It knows no disk: paths here are names inside the site's root.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Name of a file inside the site's root, parts joined by `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Wraps a path that is already relative to the root and `/`-separated.
    #[must_use]
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The path as text, for example `content/briefings/vote.md`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path below its first folder: `briefings/vote.md` for `content/briefings/vote.md`.
    #[must_use]
    pub fn below_top(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(_, rest)| rest)
    }

    /// The last part without its extension.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or(&self.0);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The extension, empty when there is none.
    #[must_use]
    pub fn extension(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or(&self.0);
        name.rsplit_once('.').map_or("", |(_, extension)| extension)
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A half-open range of bytes in a source file.
///
/// Not a [`ProseRange`](crate::article::ProseRange): that one counts in the
/// text a reader sees, this one in the file an editor sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`, both in bytes.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The same span counted from `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A value and where in its file it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The bytes it was read from.
    pub span: Span,
}

/// A text file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it lies in the site.
    pub path: SourcePath,
    /// Its whole text, UTF-8, without a byte order mark.
    pub text: Arc<str>,
}

/// A file that goes into the site as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Where it goes, relative to the site's root.
    pub path: SourcePath,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// Everything a site is made from. Each list is sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// `dateline.toml`, when there is one.
    pub settings: Option<Source>,
    /// Articles: `*.md`, `*.markdown` and `*.txt` below `content/`.
    pub articles: Vec<Source>,
    /// The registry: `*.md` and `*.toml` below `content/entities/`.
    pub entities: Vec<Source>,
    /// Declared stories: `*.md` below `content/stories/`.
    pub stories: Vec<Source>,
    /// Pictures that lie beside the articles, by where they go in the site;
    /// only those that a page shows are copied.
    pub pictures: Vec<Asset>,
    /// Templates, the site's own in place of built-in ones of the same name.
    pub templates: Vec<Source>,
    /// Static files, the site's own in place of built-in ones of the same name.
    pub assets: Vec<Asset>,
}

impl Sources {
    /// The text of the file at `path`, if it is one of the text sources.
    #[must_use]
    pub fn text(&self, path: &SourcePath) -> Option<&str> {
        self.settings
            .iter()
            .chain(&self.articles)
            .chain(&self.entities)
            .chain(&self.stories)
            .chain(&self.templates)
            .find(|source| source.path == *path)
            .map(|source| &*source.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_knows_its_parts() {
        let path = SourcePath::new("content/briefings/the.vote.md");
        assert_eq!(path.below_top(), "briefings/the.vote.md");
        assert_eq!(path.stem(), "the.vote");
        assert_eq!(path.extension(), "md");
        assert_eq!(SourcePath::new("LICENSE").extension(), "");
    }
}

//! What a build makes: bytes, and where in the site they go.
//!
//! This exists so that rendering can be pure and writing can be dumb. It knows
//! neither pages nor disk.

use std::fmt;
use std::sync::Arc;

use crate::slug::is_portable;

/// A path inside the built site: relative, `/`-separated, no `..`, no empty part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Checks `path`.
    ///
    /// Returns `None` when a part isn't a name that every system can have, as
    /// [`is_portable`] tells: such a path could leave the output folder, or
    /// meet another file, on one system or another.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        path.split('/').all(is_portable).then(|| Self(path.into()))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One file of the built site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Where it goes.
    pub path: OutputPath,
    /// What it holds.
    pub bytes: Arc<[u8]>,
}

impl Output {
    /// An output at `path`, which must be one that the program itself made.
    ///
    /// # Panics
    /// When `path` isn't a safe output path; a path with a part that an editor
    /// wrote goes through [`OutputPath::new`] instead.
    #[must_use]
    pub fn at(path: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        let path = OutputPath::new(path).expect("paths made from slugs are safe");
        Self {
            path,
            bytes: bytes.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_leave_the_site() {
        assert!(OutputPath::new("briefings/vote/index.html").is_some());
        assert!(OutputPath::new(".nojekyll").is_some());
        for bad in [
            "",
            "/etc/passwd",
            "../x",
            "a/../b",
            "a//b",
            "a\\b",
            "C:/x",
            "a\u{0}",
            "a/con/b",
            "a./b",
        ] {
            assert!(OutputPath::new(bad).is_none(), "{bad:?}");
        }
    }
}

//! What a build makes: bytes, and where in the site they go.
//!
//! This exists so that rendering can be pure and writing can be dumb. It knows
//! neither pages nor disk.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};

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

/// Takes the files of a site as they are made, in any order and from many
/// threads, so that no site has to fit into memory.
pub trait Sink: Sync {
    /// Takes a whole file.
    fn take(&self, path: &OutputPath, bytes: &[u8]);

    /// Takes a file that may be large and is written piece by piece. `fill`
    /// fails only where what it is given to write to fails.
    fn stream(&self, path: &OutputPath, fill: Fill<'_>);
}

/// Writes a file's bytes.
pub type Fill<'f> = &'f mut dyn FnMut(&mut dyn io::Write) -> io::Result<()>;

/// Holds the files in memory.
#[derive(Debug, Default)]
pub struct Held(Mutex<BTreeMap<OutputPath, Vec<u8>>>);

impl Held {
    /// The files, by path.
    #[must_use]
    pub fn into_files(self) -> BTreeMap<OutputPath, Vec<u8>> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn hold(&self, path: &OutputPath, bytes: Vec<u8>) {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.clone(), bytes);
    }
}

impl Sink for Held {
    fn take(&self, path: &OutputPath, bytes: &[u8]) {
        self.hold(path, bytes.to_vec());
    }

    fn stream(&self, path: &OutputPath, fill: Fill<'_>) {
        let mut bytes = Vec::new();
        fill(&mut bytes).expect("memory takes all");
        self.hold(path, bytes);
    }
}

/// Lets the files go: what matters is whether they can be made.
#[derive(Clone, Copy, Debug, Default)]
pub struct LetGo;

impl Sink for LetGo {
    fn take(&self, _: &OutputPath, _: &[u8]) {}

    fn stream(&self, _: &OutputPath, _: Fill<'_>) {}
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

//! What a build makes: bytes, and where in the site they go.
//!
//! This exists so that rendering can be pure and writing can be dumb. It knows
//! neither pages nor disk.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::slug::is_portable;

/// A path inside the built site: relative, `/`-separated, no `..`, no empty part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Checks `path`.
    ///
    /// Returns `None` when a part isn't a name that every system can have, as
    /// [`is_portable`] tells, or the whole is longer than disks allow: such a
    /// path could leave the output folder, or meet another file, on one system
    /// or another.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        let safe = path.len() <= LONGEST && path.split('/').all(is_portable);
        safe.then(|| Self(path.into()))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Longest path in bytes: what the common systems allow, with room for the
/// folder that the site lies in.
const LONGEST: usize = 1_000;

/// What a path is on a disk that tells neither case nor the normal forms of
/// Unicode apart: of two with one such name only one can be there.
#[must_use]
pub fn folded(path: &str) -> String {
    let lower = path.to_lowercase();
    ComposingNormalizerBorrowed::new_nfc()
        .normalize(&lower)
        .into_owned()
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The folders that a path of the site lies in, innermost first.
pub fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
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
            "con",
            "a/NUL.txt/b",
            "Com1.html",
            "a./b",
            "a ",
            "what?.html",
            "a*b",
            &"é".repeat(128),
            &"a/".repeat(600),
            "a/con/b",
        ] {
            assert!(OutputPath::new(bad).is_none(), "{bad:?}");
        }
        for good in ["console", "a/com/b", "com10", "nul-l.html", ".a", "a b/c"] {
            assert!(OutputPath::new(good).is_some(), "{good:?}");
        }
    }

    #[test]
    fn names_that_a_disk_takes_for_one_are_one() {
        assert_eq!(folded("Caf\u{e9}"), folded("cafe\u{301}"));
        assert_ne!(folded("cafe"), folded("caf\u{e9}"));
    }
}

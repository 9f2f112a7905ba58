//! What a build makes: bytes, and where in the site they go.
//!
//! This exists so that rendering can be pure and writing can be dumb. It knows
//! neither pages nor disk.

use std::fmt;
use std::sync::Arc;

use icu_normalizer::ComposingNormalizerBorrowed;

/// A path inside the built site: relative, `/`-separated, no `..`, no empty part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Checks `path`.
    ///
    /// Returns `None` when a part is empty, `.` or `..`, holds what some system
    /// takes for more than a letter, has a name that Windows keeps for devices,
    /// or is longer than disks allow: such a path could leave the output folder
    /// on one system or another, or be no file there.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        let safe = path.len() <= LONGEST && path.split('/').all(is_plain);
        safe.then(|| Self(path.into()))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Longest path in bytes, and longest of its parts: what the common systems
/// allow, with room for the folder that the site lies in.
const LONGEST: usize = 1_000;
const LONGEST_PART: usize = 255;

/// Whether a part of a path means the same file on every system.
fn is_plain(part: &str) -> bool {
    !matches!(part, "" | "." | "..")
        && part.len() <= LONGEST_PART
        && !part.contains(['\\', ':', '*', '?', '"', '<', '>', '|'])
        && !part.contains(char::is_control)
        && !part.ends_with(['.', ' '])
        && !is_device(part)
}

/// What a path is on a disk that tells neither case nor the normal forms of
/// Unicode apart: of two with one such name only one can be there.
#[must_use]
pub fn folded(path: &str) -> String {
    let lower = path.to_lowercase();
    ComposingNormalizerBorrowed::new_nfc()
        .normalize(&lower)
        .into_owned()
}

/// Whether Windows takes a file's name for a device, whatever its extension.
#[must_use]
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("").trim_end();
    let is_port = |port: &str| {
        let digit = stem.get(3..).unwrap_or("");
        stem.get(..3)
            .is_some_and(|start| start.eq_ignore_ascii_case(port))
            && matches!(digit.as_bytes(), [b'0'..=b'9'])
    };
    ["con", "prn", "aux", "nul"]
        .iter()
        .any(|device| stem.eq_ignore_ascii_case(device))
        || is_port("com")
        || is_port("lpt")
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
            "con",
            "a/NUL.txt/b",
            "Com1.html",
            "a./b",
            "a ",
            "what?.html",
            "a*b",
            &"é".repeat(128),
            &"a/".repeat(600),
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

//! Smaller pictures that an earlier build has left in its output.
//!
//! This exists because making them is the dearest work of a build, and their
//! names already say what they were made of. It looks only beside the pictures
//! that the site has now, in a folder that a build made; it decides nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::write::is_ours;
use crate::source::Sources;

/// The files below `output` that lie where the site's pictures do and are named
/// `stem.fingerprint.width.extension`, by the last three parts of the name.
#[must_use]
pub fn earlier(output: &Path, sources: &Sources) -> BTreeMap<String, Arc<[u8]>> {
    if !is_ours(output) {
        return BTreeMap::new();
    }
    let pictures = sources.assets.iter().chain(&sources.pictures);
    let pictures = pictures.filter(|asset| {
        let extension = asset.path.extension().to_ascii_lowercase();
        matches!(extension.as_str(), "jpg" | "jpeg" | "png")
    });
    let folders: BTreeSet<&str> = pictures
        .map(|asset| asset.path.as_str().rsplit_once('/').map_or("", |it| it.0))
        .collect();
    let mut found = BTreeMap::new();
    for folder in folders {
        // A folder that isn't there, or can't be read, holds nothing to use.
        let entries = fs::read_dir(output.join(folder)).into_iter().flatten();
        for entry in entries.flatten() {
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            let name = entry.file_name();
            let Some(key) = name.to_str().and_then(key).filter(|_| is_file) else {
                continue;
            };
            if let Ok(bytes) = fs::read(entry.path()) {
                found.insert(key.to_owned(), bytes.into());
            }
        }
    }
    found
}

/// The last three parts of a name of four or more, if they are a fingerprint,
/// a width and an extension.
fn key(name: &str) -> Option<&str> {
    let (at, _) = name.rmatch_indices('.').nth(2)?;
    let key = &name[at + 1..];
    let mut parts = key.split('.');
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_fingerprint =
        |part: &str| part.len() == 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_key = parts.next().is_some_and(is_fingerprint) && parts.next().is_some_and(is_number);
    is_key.then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smaller_picture_is_known_by_its_name() {
        let named = "a.b.0123456789ab.480.jpg";
        assert_eq!(key(named), Some("0123456789ab.480.jpg"));
        for other in [
            "a.jpg",
            "a.b.c.jpg",
            "0123456789ab.480.jpg",
            "a.0123.480.jpg",
        ] {
            assert_eq!(key(other), None, "{other}");
        }
    }
}

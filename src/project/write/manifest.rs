//! The list of the files that a build made, kept in the folder that it made.
//!
//! This exists so that what is ours is known by name: only that is ever
//! removed, and a folder that holds anything else isn't replaced.

use std::collections::{BTreeSet, HashSet};
use std::io::{self, Read};
use std::path::Path;

use super::disk::Disk;
use crate::output::{OutputPath, folders_of};

/// The list's file in the built site.
pub(super) const MARKER: &str = ".dateline";

/// Stands in a folder while a build fills it, and in none that is a site.
pub(super) const UNFINISHED: &str = ".dateline-unfinished";

/// Its first line is for people, too.
const HEAD: &str =
    "Dateline made this folder and these files; each build replaces them, and no others.\n";

/// The files of a built site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    files: HashSet<Box<str>>,
}

impl Manifest {
    /// Reads the list in `folder`; `None` when there is none or it isn't one
    /// that a build has written.
    pub(super) fn read(disk: &dyn Disk, folder: &Path) -> io::Result<Option<Self>> {
        let path = folder.join(MARKER);
        match path.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
            Ok(about) if !about.is_file() => return Ok(None),
            Ok(_) => {}
        }
        let mut file = disk.open(&path)?;
        let mut text = String::new();
        match file.read_to_string(&mut text) {
            Ok(_) => Ok(Self::parse(&text)),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let list = text.strip_prefix(HEAD)?;
        let whole = list.is_empty() || list.ends_with('\n');
        let files: Option<HashSet<Box<str>>> = list
            .lines()
            .map(|line| OutputPath::new(line).map(|_| line.into()))
            .collect();
        files.filter(|_| whole).map(|files| Self { files })
    }

    /// The list of `files`, which are sorted, as its file holds it.
    pub(super) fn text<'f>(files: impl Iterator<Item = &'f str>) -> String {
        let mut text = HEAD.to_owned();
        for file in files {
            text.push_str(file);
            text.push('\n');
        }
        text
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// The files, sorted.
    pub(super) fn files(&self) -> Vec<&str> {
        let mut files: Vec<&str> = self.files.iter().map(AsRef::as_ref).collect();
        files.sort_unstable();
        files
    }

    /// The folders that the files lie in, outermost first, without the one
    /// that holds them all.
    pub(super) fn folders(&self) -> BTreeSet<&str> {
        let mut folders = BTreeSet::new();
        for file in self.files() {
            // What lies in a folder that is known has known folders around it.
            let new = folders_of(file).take_while(|folder| !folders.contains(folder));
            let new: Vec<&str> = new.collect();
            folders.extend(new);
        }
        folders
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_listed_is_read_again() {
        let text = Manifest::text(["a/b/c.html", "a/d.html", "index.html"].into_iter());
        let manifest = Manifest::parse(&text).unwrap();
        assert_eq!(manifest.files(), ["a/b/c.html", "a/d.html", "index.html"]);
        assert_eq!(Vec::from_iter(manifest.folders()), ["a", "a/b"]);
    }

    #[test]
    fn what_no_build_wrote_is_no_list() {
        let good = Manifest::text(["index.html"].into_iter());
        for bad in [
            "",
            "index.html\n",
            "Dateline made this folder\n",
            &format!("{good}../../etc/passwd\n"),
            &format!("{good}/etc/passwd\n"),
            &format!("{good}cut"),
        ] {
            assert_eq!(Manifest::parse(bad), None, "{bad}");
        }
    }
}

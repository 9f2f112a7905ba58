//! The folder beside the output in which the new site grows.
//!
//! This exists so that nothing of the standing site is touched before all of
//! the new one is there. It is made with the first file that needs it, and
//! each folder in it once, by whichever thread comes first.

use std::collections::HashSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use rayon::prelude::*;

use super::disk::Disk;
use super::guard;
use super::manifest::{MARKER, Manifest, UNFINISHED};

/// Says what the folder is to whoever finds it.
const UNFINISHED_TEXT: &str =
    "A build of Dateline was writing this folder; the next one removes it.\n";

/// The new site, as far as it has grown.
pub(super) struct Stage {
    path: PathBuf,
    /// Those that are made, by their path in the site; the stage itself is "".
    folders: RwLock<HashSet<Box<str>>>,
}

impl Stage {
    pub(super) fn new(path: PathBuf) -> Self {
        Self {
            path,
            folders: RwLock::default(),
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Where the file at `path` of the site goes, in a folder that exists.
    pub(super) fn place(&self, disk: &dyn Disk, path: &str) -> io::Result<PathBuf> {
        self.make(disk, path.rsplit_once('/').map_or("", |(folder, _)| folder))?;
        Ok(self.path.join(path))
    }

    fn make(&self, disk: &dyn Disk, folder: &str) -> io::Result<()> {
        let is_made = |folders: &HashSet<Box<str>>| folders.contains(folder);
        if is_made(&self.folders.read().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(());
        }
        let path = if folder.is_empty() {
            self.path.clone()
        } else {
            self.make(disk, folder.rsplit_once('/').map_or("", |(outer, _)| outer))?;
            self.path.join(folder)
        };
        match disk.make_folder(&path) {
            // Another thread was faster.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            made => named(&path, made)?,
        }
        let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        if folder.is_empty() && !folders.contains(folder) {
            let sign = path.join(UNFINISHED);
            named(&sign, disk.write(&sign, UNFINISHED_TEXT.as_bytes()))?;
        }
        folders.insert(folder.into());
        Ok(())
    }

    /// Makes the stage a site that holds `files`, which are sorted.
    pub(super) fn complete(&self, disk: &dyn Disk, files: &[&str]) -> io::Result<()> {
        let marker = self.place(disk, MARKER)?;
        let list = Manifest::text(files.iter().copied());
        named(&marker, disk.write(&marker, list.as_bytes()))?;
        disk.remove_file(&self.path.join(UNFINISHED))
    }
}

/// Removes what a build has left at `path`: a stage that a build was filling,
/// or a site that another took the place of. Anything else there stays, and is
/// an error.
pub(super) fn clear(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    if !path.symlink_metadata().is_ok_and(|about| about.is_dir()) {
        return if path.symlink_metadata().is_ok() {
            Err(in_the_way(path))
        } else {
            Ok(())
        };
    }
    if path.join(UNFINISHED).symlink_metadata().is_ok() {
        return clear_unfinished(disk, path);
    }
    match Manifest::read(disk, path)? {
        Some(made) => clear_site(disk, path, &made).map_err(|error| match error.kind() {
            ErrorKind::DirectoryNotEmpty => in_the_way(path),
            _ => error,
        }),
        // A build was killed before its first word or after its last.
        None => disk.remove_folder(path).map_err(|_| in_the_way(path)),
    }
}

/// Removes an old site: the files that were made, then the folders that are
/// empty, last the list that tells.
fn clear_site(disk: &dyn Disk, path: &Path, made: &Manifest) -> io::Result<()> {
    let remove = |file: &&str| gone(disk.remove_file(&path.join(file)));
    made.files().par_iter().try_for_each(remove)?;
    for folder in made.folders().iter().rev() {
        remove_folder(disk, &path.join(folder))?;
    }
    // Only what is left besides the list itself shows whether others are here.
    let left = disk.list(path)?;
    if left
        .iter()
        .any(|entry| entry.file_name() != MARKER && !guard::is_dropping(&entry.file_name()))
    {
        return Err(in_the_way(path));
    }
    for entry in left {
        gone(disk.remove_file(&entry.path()))?;
    }
    gone(disk.remove_folder(path))
}

/// Removes a folder of ours with what file managers left in it.
fn remove_folder(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    match disk.remove_folder(path) {
        Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => {
            for entry in disk.list(path)? {
                if guard::is_dropping(&entry.file_name()) {
                    gone(disk.remove_file(&entry.path()))?;
                }
            }
            gone(disk.remove_folder(path))
        }
        removed => gone(removed),
    }
}

/// Removes a stage with all that is in it, its sign last. Links are removed
/// and not followed.
fn clear_unfinished(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    let mut folders = Vec::new();
    let mut left = vec![path.to_path_buf()];
    while let Some(folder) = left.pop() {
        for entry in disk.list(&folder)? {
            if entry.file_type()?.is_dir() {
                left.push(entry.path());
            } else if folder != path || entry.file_name() != UNFINISHED {
                gone(disk.remove_file(&entry.path()))?;
            }
        }
        folders.push(folder);
    }
    for folder in folders.iter().skip(1).rev() {
        gone(disk.remove_folder(folder))?;
    }
    gone(disk.remove_file(&path.join(UNFINISHED)))?;
    gone(disk.remove_folder(path))
}

fn in_the_way(path: &Path) -> io::Error {
    let message = format!(
        "`{}` is in the way: it holds files that Dateline didn't make; move it elsewhere",
        path.display()
    );
    io::Error::new(ErrorKind::AlreadyExists, message)
}

/// What is gone already is as good as removed.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// The result with the path in its message.
pub(super) fn named<T>(path: &Path, result: io::Result<T>) -> io::Result<T> {
    result.map_err(|error| io::Error::new(error.kind(), format!("`{}`: {error}", path.display())))
}

//! Writing the built site: wholly or not at all, and no more than changed.
//!
//! The new site grows beside the old one and takes its place in one step, so a
//! build that fails or is killed leaves the old one standing. Files whose bytes
//! are the same move along as they are, with their age; where all are the same,
//! nothing is written at all. A list in the folder tells what is ours: what we
//! didn't make is never removed.

mod disk;
mod guard;
mod lock;
mod manifest;
mod same;
mod stage;
mod swap;

#[cfg(test)]
mod tests;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use self::disk::{Disk, System};
use self::lock::Lock;
use self::manifest::{MARKER, Manifest, UNFINISHED};
use self::stage::{Stage, named};
use super::layout::Layout;
use crate::output::OutputPath;

/// Asks whether the output folder may be written, and leaves no trace.
///
/// # Errors
/// When it is one that must not be replaced; the message says why.
pub fn may_write(layout: &Layout) -> io::Result<()> {
    let output = guard::place(layout)?;
    guard::standing(&System, &output, &layout.output).map(drop)
}

/// What the built site is like; `None` when there is none, or a file of it is
/// missing.
#[must_use]
pub fn condition(layout: &Layout) -> Option<Condition> {
    let output = guard::place(layout).ok()?;
    let standing = guard::standing(&System, &output, &layout.output).ok()??;
    condition_of(&output, &standing.files())
}

/// SHA-256 over the names, sizes and times of the files of a site.
pub type Condition = [u8; 32];

fn condition_of(output: &Path, files: &[&str]) -> Option<Condition> {
    let look = |file: &&str| -> Option<(u64, u128)> {
        let about = output.join(file).symlink_metadata().ok()?;
        let age = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        about.is_file().then_some((about.len(), age.as_nanos()))
    };
    let looks: Option<Vec<(u64, u128)>> = files.par_iter().map(look).collect();
    let mut hash = Sha256::new();
    for (file, (size, age)) in files.iter().zip(looks?) {
        hash.update(file.as_bytes());
        hash.update([0]);
        hash.update(size.to_le_bytes());
        hash.update(age.to_le_bytes());
    }
    Some(hash.finalize().into())
}

/// What became of the files of the old and the new site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have other bytes.
    pub written: usize,
    /// Files that stay as they were.
    pub kept: usize,
    /// Files that are gone.
    pub removed: usize,
}

/// A new site that has taken its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finished {
    /// What became of the files.
    pub written: Written,
    /// What the site is like, before anybody else could write to it.
    pub condition: Option<Condition>,
}

/// Takes the files of a new site one by one, from many threads.
///
/// Until [`Writer::finish`] the old site stands as it is; a writer that is
/// dropped leaves nothing behind.
pub struct Writer {
    disk: Arc<dyn Disk>,
    /// The output as the user named it.
    shown: PathBuf,
    output: PathBuf,
    /// The site that stands, if one does.
    standing: Option<Manifest>,
    stage: Stage,
    /// Where the old site waits when the two can't be exchanged in one step.
    aside: PathBuf,
    taken: Mutex<Vec<Taken>>,
    // In this order: the lock lies in the folder, and ends last of the files.
    _lock: Lock,
    _around: Around,
}

/// A file that the writer took.
struct Taken {
    path: OutputPath,
    is_kept: bool,
}

impl Writer {
    /// Begins a new site in the output folder. Waits for a build that is
    /// writing there, ten seconds at most, and removes what killed ones left.
    ///
    /// # Errors
    /// When the output folder is one that must not be replaced, another build
    /// is at work in it, or the disk refuses.
    pub fn begin(layout: &Layout) -> io::Result<Self> {
        Self::begin_on(Arc::new(System), layout)
    }

    fn begin_on(disk: Arc<dyn Disk>, layout: &Layout) -> io::Result<Self> {
        let output = guard::place(layout)?;
        // Before anything is made: a refused folder leaves no trace.
        guard::standing(&*disk, &output, &layout.output)?;
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        let beside = |what: &str| {
            let mut hidden = std::ffi::OsString::from(".");
            hidden.push(name);
            hidden.push(what);
            parent.join(hidden)
        };
        let (stage, aside) = (beside(".dateline-new"), beside(".dateline-old"));
        let around = Around::make(&disk, parent)?;
        let lock = Lock::take(&*disk, beside(".dateline-lock"), &layout.output)?;
        swap::recover(&*disk, &output, &aside)?;
        stage::clear(&*disk, &stage)?;
        // Again, since another build may have come first.
        let standing = guard::standing(&*disk, &output, &layout.output)?;
        Ok(Self {
            disk,
            shown: layout.output.clone(),
            output,
            standing,
            stage: Stage::new(stage),
            aside,
            taken: Mutex::default(),
            _lock: lock,
            _around: around,
        })
    }

    /// Takes one file of the new site.
    ///
    /// # Errors
    /// When the disk refuses, or `path` is the list's.
    pub fn put(&self, path: &OutputPath, bytes: &[u8]) -> io::Result<()> {
        is_free(path)?;
        let old = self.output.join(path.as_str());
        let is_kept = self.stands(path) && same::holds(&*self.disk, &old, bytes);
        if !is_kept {
            let place = self.stage.place(&*self.disk, path.as_str())?;
            named(&place, self.disk.write(&place, bytes))?;
        }
        self.take(path, is_kept);
        Ok(())
    }

    /// Takes one file that `fill` writes piece by piece.
    ///
    /// # Errors
    /// When the disk or `fill` refuses, or `path` is the list's.
    pub fn stream(
        &self,
        path: &OutputPath,
        fill: &mut dyn FnMut(&mut dyn io::Write) -> io::Result<()>,
    ) -> io::Result<()> {
        is_free(path)?;
        let old = self.output.join(path.as_str());
        let old = self.stands(path).then_some(old);
        let place = || self.stage.place(&*self.disk, path.as_str());
        let pieces = same::Pieces::new(&*self.disk, old.as_deref(), &place);
        let mut buffer = io::BufWriter::with_capacity(same::PIECE, pieces);
        fill(&mut buffer)?;
        let pieces = buffer
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        let is_kept = pieces.finish()?;
        self.take(path, is_kept);
        Ok(())
    }

    /// Puts the new site in the place of the old one.
    ///
    /// # Errors
    /// When somebody has put files of their own into the output folder, or the
    /// disk refuses; then the old site still stands.
    pub fn finish(self) -> io::Result<Finished> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        if let Some(pair) = taken.windows(2).find(|pair| pair[0].path == pair[1].path) {
            let message = format!("two files of the site are called `{}`", pair[0].path);
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let kept = taken.iter().filter(|taken| taken.is_kept).count();
        let written = Written {
            written: taken.len() - kept,
            kept,
            removed: self.removed(&taken),
        };
        let is_same = self.standing.is_some() && written.written + written.removed == 0;
        if !is_same || taken.is_empty() {
            self.replace(&taken)?;
        }
        let files: Vec<&str> = taken.iter().map(|taken| taken.path.as_str()).collect();
        Ok(Finished {
            written,
            condition: condition_of(&self.output, &files),
        })
    }

    /// How many files of the standing site aren't among those of the new one.
    fn removed(&self, taken: &[Taken]) -> usize {
        let Some(standing) = &self.standing else {
            return 0;
        };
        let stay = taken
            .iter()
            .filter(|taken| standing.has(taken.path.as_str()));
        standing.len() - stay.count()
    }

    fn replace(&self, taken: &[Taken]) -> io::Result<()> {
        if let Some(standing) = &self.standing {
            guard::no_others(&*self.disk, &self.output, &self.shown, standing)?;
        }
        taken
            .par_iter()
            .filter(|taken| taken.is_kept)
            .try_for_each(|taken| self.keep(taken.path.as_str()))?;
        let files: Vec<&str> = taken.iter().map(|taken| taken.path.as_str()).collect();
        self.stage.complete(&*self.disk, &files)?;
        let swapped = swap::swap(&*self.disk, self.stage.path(), &self.output, &self.aside);
        named(&self.output, swapped)
    }

    /// Gives a file of the old site a name in the new one.
    fn keep(&self, path: &str) -> io::Result<()> {
        let (old, new) = (self.output.join(path), self.stage.place(&*self.disk, path)?);
        // Some disks have no links, and some files may not have another.
        match self.disk.link(&old, &new) {
            Ok(()) => Ok(()),
            Err(_) => named(&new, same::copy(&*self.disk, &old, &new)),
        }
    }

    /// Whether the site that stands has a file at `path`.
    fn stands(&self, path: &OutputPath) -> bool {
        self.standing
            .as_ref()
            .is_some_and(|standing| standing.has(path.as_str()))
    }

    fn take(&self, path: &OutputPath, is_kept: bool) {
        let path = path.clone();
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.push(Taken { path, is_kept });
    }
}

/// Whether a path of the site is the writer's own.
pub(super) fn is_reserved(path: &str) -> bool {
    [MARKER, UNFINISHED]
        .iter()
        .any(|own| path.eq_ignore_ascii_case(own))
}

fn is_free(path: &OutputPath) -> io::Result<()> {
    if is_reserved(path.as_str()) {
        let message = format!("`{path}` is the name of Dateline's own list; use another");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    Ok(())
}

impl Drop for Writer {
    fn drop(&mut self) {
        // After an exchange the stage is the old site, after a failure half a
        // new one. What can't be removed now is removed by the next build.
        let _ = stage::clear(&*self.disk, self.stage.path());
    }
}

/// The folders around the output that had to be made. They go again while they
/// are empty.
struct Around {
    disk: Arc<dyn Disk>,
    made: Vec<PathBuf>,
}

impl Around {
    fn make(disk: &Arc<dyn Disk>, folder: &Path) -> io::Result<Self> {
        let missing = folder
            .ancestors()
            .take_while(|folder| fs::metadata(folder).is_err());
        let missing: Vec<PathBuf> = missing.map(Path::to_path_buf).collect();
        let mut around = Self {
            disk: Arc::clone(disk),
            made: Vec::new(),
        };
        for folder in missing.into_iter().rev() {
            match disk.make_folder(&folder) {
                // Another build was faster, and it is theirs to remove.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => {
                    named(&folder, made)?;
                    around.made.push(folder);
                }
            }
        }
        Ok(around)
    }
}

impl Drop for Around {
    fn drop(&mut self) {
        for folder in self.made.iter().rev() {
            let _ = self.disk.remove_folder(folder);
        }
    }
}

//! One build at a time into one folder.
//!
//! The lock is the system's own on a file beside the output, so it ends with
//! the build that holds it, however that ends.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::disk::Disk;

/// A second build waits so long for the first ...
const PATIENCE: Duration = Duration::from_secs(10);
/// ... and looks so often whether it is over.
const PAUSE: Duration = Duration::from_millis(20);

/// The lock, held until it is dropped.
pub(super) struct Lock {
    /// Keeps the lock.
    _file: File,
    path: PathBuf,
}

impl Lock {
    /// Waits for the lock at `path`; `shown` names the output.
    pub(super) fn take(disk: &dyn Disk, path: PathBuf, shown: &Path) -> io::Result<Self> {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(file) = attempt(disk, &path)? {
                return Ok(Self { _file: file, path });
            }
            if Instant::now() > end {
                let message = format!(
                    "another build is writing `{}`; wait until it is over, or name another folder with `--output`",
                    shown.display()
                );
                return Err(io::Error::new(io::ErrorKind::ResourceBusy, message));
            }
            thread::sleep(PAUSE);
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Before the lock ends: whoever opened the file in the meantime sees
        // that it is gone, and begins anew. Where an open file can't be
        // removed it stays, which does no harm.
        let _ = fs::remove_file(&self.path);
    }
}

/// The locked file, or `None` while another build holds it.
fn attempt(disk: &dyn Disk, path: &Path) -> io::Result<Option<File>> {
    let file = disk.open_lock(path)?;
    let about = file.metadata()?;
    if !about.is_file() || about.len() > 0 {
        let message = format!("`{}` is in the way; move it elsewhere", path.display());
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
    }
    match file.try_lock() {
        Ok(()) => Ok(is_still_there(&file, path).then_some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        // Some network disks have no locks. Then two builds at once are the
        // user's to avoid, as ever.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
            Ok(Some(file))
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether the file that is locked is the one that the next build will open:
/// the build before may have removed it between our opening and locking it.
#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |about: fs::Metadata| (about.dev(), about.ino());
    let there = fs::symlink_metadata(path).map(id);
    there.is_ok_and(|there| file.metadata().is_ok_and(|ours| id(ours) == there))
}

#[cfg(not(unix))]
fn is_still_there(_file: &File, path: &Path) -> bool {
    path.exists()
}

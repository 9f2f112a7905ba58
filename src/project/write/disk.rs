//! The disk as the writer uses it: every operation that changes it, and the
//! opening of what stands.
//!
//! This exists so that a test can make any one of them fail. It decides
//! nothing.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::project::open::{self, Links};

/// The operations of the writer, each of which may fail.
pub(super) trait Disk: Send + Sync {
    /// Makes a folder in one that exists.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Opens a file that stands, never following a link and never waiting.
    fn open(&self, path: &Path) -> io::Result<File>;
    /// Makes a file where there is none, whole.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Makes a file where there is none, to be written piece by piece.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Write + '_>>;
    /// Gives a file a second name.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file or folder another name.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Exchanges two folders in one step; `Unsupported` where that can't be.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;
    /// Removes a file, or a link itself.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Opens the file that builds lock, and makes it when it is missing.
    fn open_lock(&self, path: &Path) -> io::Result<File>;
    /// What a folder holds.
    fn list(&self, path: &Path) -> io::Result<Vec<fs::DirEntry>>;
}

/// The real one.
pub(super) struct System;

impl Disk for System {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn open(&self, path: &Path) -> io::Result<File> {
        open::options(Links::Refuse).read(true).open(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        File::create_new(path)?.write_all(bytes)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Write + '_>> {
        Ok(Box::new(File::create_new(path)?))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(target_os = "linux")]
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(()),
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
                Err(io::ErrorKind::Unsupported.into())
            }
            Err(error) => Err(error.into()),
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn exchange(&self, _one: &Path, _other: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn open_lock(&self, path: &Path) -> io::Result<File> {
        let mut options = open::options(Links::Refuse);
        options.write(true).create(true).truncate(false).open(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<fs::DirEntry>> {
        fs::read_dir(path)?.collect()
    }
}

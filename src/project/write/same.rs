//! Whether the new bytes of a file are those that stand.
//!
//! This exists so that a file that didn't change is neither written nor held in
//! memory to be compared.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::stage::named;

/// How much is read at once.
pub(super) const PIECE: usize = 16 << 10;

/// Whether the file at `path` can be read and holds exactly `bytes`.
pub(super) fn holds(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> bool {
    let Ok(Some((mut file, length))) = open(disk, path) else {
        return false;
    };
    length == bytes.len() as u64 && continues(&mut file, bytes).unwrap_or(false)
}

/// Opens a file that stands, if it is one.
fn open(disk: &dyn Disk, path: &Path) -> io::Result<Option<(File, u64)>> {
    let file = disk.open(path)?;
    let about = file.metadata()?;
    Ok(about.is_file().then_some((file, about.len())))
}

/// Whether the next bytes of `file` are `bytes`.
fn continues(file: &mut File, bytes: &[u8]) -> io::Result<bool> {
    let mut buffer = [0; PIECE];
    for piece in bytes.chunks(PIECE) {
        let buffer = &mut buffer[..piece.len()];
        match file.read_exact(buffer) {
            Ok(()) if buffer == piece => {}
            Ok(()) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

/// Copies a file with its age.
pub(super) fn copy(disk: &dyn Disk, from: &Path, to: &Path) -> io::Result<()> {
    let mut old = disk.open(from)?;
    let mut new = disk.create(to)?;
    io::copy(&mut old, &mut new)?;
    drop(new);
    // The age matters to uploads alone; some disks don't keep it.
    let age = old.metadata()?.modified();
    let _ = age.and_then(|age| File::options().write(true).open(to)?.set_modified(age));
    Ok(())
}

/// A file that comes in pieces. As long as they are those of the old file,
/// nothing is written; with the first that differs, the new file begins with
/// what was the same.
pub(super) struct Pieces<'w> {
    disk: &'w dyn Disk,
    place: &'w dyn Fn() -> io::Result<PathBuf>,
    /// The old file and its length, as long as nothing differs.
    old: Option<(File, u64)>,
    old_path: Option<&'w Path>,
    /// Bytes that were the same.
    same: u64,
    new: Option<(PathBuf, Box<dyn Write + 'w>)>,
}

impl<'w> Pieces<'w> {
    pub(super) fn new(
        disk: &'w dyn Disk,
        old_path: Option<&'w Path>,
        place: &'w dyn Fn() -> io::Result<PathBuf>,
    ) -> Self {
        let old = old_path.and_then(|path| open(disk, path).ok().flatten());
        Self {
            disk,
            place,
            old,
            old_path,
            same: 0,
            new: None,
        }
    }

    /// Ends the file; whether it is the old one.
    pub(super) fn finish(mut self) -> io::Result<bool> {
        if self
            .old
            .as_ref()
            .is_some_and(|(_, length)| *length == self.same)
        {
            return Ok(true);
        }
        self.changed()?;
        Ok(false)
    }

    /// The new file, begun where it wasn't yet.
    fn changed(&mut self) -> io::Result<&mut (PathBuf, Box<dyn Write + 'w>)> {
        if self.new.is_none() {
            let path = (self.place)()?;
            let mut file = named(&path, self.disk.create(&path))?;
            if let (Some(old), 1..) = (self.old_path, self.same) {
                let mut begin = self.disk.open(old)?.take(self.same);
                named(&path, io::copy(&mut begin, &mut file))?;
            }
            self.old = None;
            self.new = Some((path, file));
        }
        Ok(self.new.as_mut().expect("it was just made"))
    }
}

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some((old, _)) = &mut self.old
            && continues(old, bytes).unwrap_or(false)
        {
            self.same += bytes.len() as u64;
            return Ok(bytes.len());
        }
        let (path, new) = self.changed()?;
        named(path, new.write_all(bytes))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

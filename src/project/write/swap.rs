//! The new site takes the place of the old one.
//!
//! In one step where the system can exchange two folders. Elsewhere in two,
//! and there is no site for an instant: a build that is killed just then
//! leaves both beside the output, and the next one puts the old one back.

use std::io;
use std::path::Path;

use super::disk::Disk;
use super::manifest::Manifest;
use super::stage;

/// Puts the folder `stage` in the place of `output`; afterwards `stage` is the
/// old site, if there was one.
pub(super) fn swap(disk: &dyn Disk, stage: &Path, output: &Path, aside: &Path) -> io::Result<()> {
    if output.symlink_metadata().is_err() {
        return disk.rename(stage, output);
    }
    match disk.exchange(stage, output) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            in_two_steps(disk, stage, output, aside)
        }
        exchanged => exchanged,
    }
}

fn in_two_steps(disk: &dyn Disk, stage: &Path, output: &Path, aside: &Path) -> io::Result<()> {
    disk.rename(output, aside)?;
    if let Err(error) = disk.rename(stage, output) {
        disk.rename(aside, output)?;
        return Err(error);
    }
    // From here on the new site stands; what is left is removed now or by the
    // next build.
    let _ = disk.rename(aside, stage);
    Ok(())
}

/// Puts back an old site that a killed build has set aside, or removes it when
/// the new one stands.
pub(super) fn recover(disk: &dyn Disk, output: &Path, aside: &Path) -> io::Result<()> {
    if aside.symlink_metadata().is_err() {
        return Ok(());
    }
    let is_ours = Manifest::read(disk, aside)?.is_some() || disk.list(aside)?.is_empty();
    if is_ours && output.symlink_metadata().is_err() {
        return disk.rename(aside, output);
    }
    stage::clear(disk, aside)
}

//! Writing the built site: wholly or not at all.
//!
//! Everything is written beside the old site first and takes its place in one
//! step, so a build that fails or is killed leaves the old one standing. A
//! marker tells our folders from others': what we didn't make is never
//! touched.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::layout::{CONTENT, Layout, STATIC, TEMPLATES};
use crate::output::OutputPath;

/// Tells a folder that a build made; its text is for people.
const MARKER: &str = ".dateline";
const MARKER_TEXT: &str = "Dateline made this folder; each build replaces everything in it.\n";

/// The new site, while it is made.
#[derive(Debug)]
pub struct Writer {
    stage: PathBuf,
    output: PathBuf,
}

/// What a build did to the files of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or changed.
    pub written: usize,
    /// Files that stay as they were.
    pub kept: usize,
    /// Files that are gone.
    pub removed: usize,
}

impl Writer {
    /// Begins.
    ///
    /// # Errors
    /// When the output folder is one that must not be replaced.
    pub fn begin(layout: &Layout) -> io::Result<Self> {
        let output = guard(layout)?;
        let parent = parent(&output)?;
        fs::create_dir_all(&parent)?;
        let name = output
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let stage = parent.join(format!(".{name}.dateline-{}", std::process::id()));
        clear_left_over(&parent, &name)?;
        fs::create_dir_all(&stage)?;
        fs::write(stage.join(MARKER), MARKER_TEXT)?;
        Ok(Self { stage, output })
    }

    /// Takes a file.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn put(&self, path: &OutputPath, bytes: &[u8]) -> io::Result<()> {
        let path = self.stage.join(path.as_str());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)
    }

    /// Takes a file.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn stream(
        &self,
        path: &OutputPath,
        fill: &mut dyn FnMut(&mut dyn io::Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let path = self.stage.join(path.as_str());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut out = io::BufWriter::new(fs::File::create(path)?);
        fill(&mut out)?;
        io::Write::flush(&mut out)
    }

    /// Ends.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn finish(self) -> io::Result<Written> {
        swap(&self.stage, &self.output)?;
        Ok(Written::default())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if self.stage.exists() {
            let _ = fs::remove_dir_all(&self.stage);
        }
    }
}

/// Whether a build made the folder.
pub(super) fn is_ours(folder: &Path) -> bool {
    folder.join(MARKER).is_file()
}

/// Removes what killed builds have left: folders of our own naming that hold
/// our marker, or nothing yet.
fn clear_left_over(parent: &Path, name: &str) -> io::Result<()> {
    let prefix = format!(".{name}.dateline-");
    for entry in fs::read_dir(parent)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_old = entry.file_type()?.is_dir() && is_ours(&entry.path());
        let pid = name
            .strip_prefix(&prefix)
            .filter(|pid| pid.bytes().all(|b| b.is_ascii_digit()));
        // Another build may be at work in its own (told where there is `/proc`).
        let is_over = pid.is_some_and(|pid| !Path::new("/proc").join(pid).exists());
        if is_old && is_over {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn swap(stage: &Path, output: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    if !output.exists() {
        return fs::rename(stage, output);
    }
    match renameat_with(CWD, stage, CWD, output, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // Some file systems can't exchange two names.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP) => {
            swap_in_two_steps(stage, output)
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn swap(stage: &Path, output: &Path) -> io::Result<()> {
    if output.exists() {
        swap_in_two_steps(stage, output)
    } else {
        fs::rename(stage, output)
    }
}

/// Between the two steps there is no site for an instant; if the second fails
/// the first is undone.
fn swap_in_two_steps(stage: &Path, output: &Path) -> io::Result<()> {
    let old = stage.with_extension("old");
    fs::rename(output, &old)?;
    if let Err(error) = fs::rename(stage, output) {
        fs::rename(&old, output)?;
        return Err(error);
    }
    fs::rename(&old, stage)
}

/// The output folder with links followed; refuses one that a build must not
/// replace.
fn guard(layout: &Layout) -> io::Result<PathBuf> {
    let root = fs::canonicalize(&layout.root)?;
    let output = resolved(&layout.output)?;
    let refuse = |why: String| Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
    let shown = layout.output.display();
    if output.parent().is_none() || root.starts_with(&output) {
        return refuse(format!(
            "`{shown}` can't be the output folder: it holds the site itself"
        ));
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "the home folder is asked for only to keep away from it"
    )]
    let home = std::env::home_dir().and_then(|home| fs::canonicalize(home).ok());
    if home.is_some_and(|home| home.starts_with(&output)) {
        return refuse(format!(
            "`{shown}` can't be the output folder: it holds the home folder"
        ));
    }
    let taken = [CONTENT, STATIC, TEMPLATES]
        .into_iter()
        .find(|folder| output.starts_with(root.join(folder)));
    if let Some(folder) = taken {
        return refuse(format!(
            "`{shown}` can't be the output folder: `{folder}/` holds what the site is made from"
        ));
    }
    let is_foreign = match fs::symlink_metadata(&output) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(error),
        Ok(metadata) if !metadata.is_dir() => true,
        Ok(_) => fs::read_dir(&output)?.next().is_some() && !output.join(MARKER).is_file(),
    };
    if is_foreign {
        return refuse(format!(
            "`{shown}` holds files that Dateline didn't make; name another folder with `--output`, or empty it"
        ));
    }
    if output.join(".git").exists() {
        return refuse(format!(
            "`{shown}` is a repository of its own, which a build would lose; name another folder with `--output`"
        ));
    }
    Ok(output)
}

/// The path with what exists of it resolved, links and `..` included.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    if let Ok(resolved) = fs::canonicalize(path) {
        return Ok(resolved);
    }
    let name = path.file_name().ok_or_else(|| {
        io::Error::new(io::ErrorKind::InvalidInput, "the output folder has no name")
    })?;
    Ok(resolved(&parent(path)?)?.join(name))
}

fn parent(path: &Path) -> io::Result<PathBuf> {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Ok(PathBuf::from(".")),
        Some(parent) => Ok(parent.to_path_buf()),
        None => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "the output folder has no parent",
        )),
    }
}

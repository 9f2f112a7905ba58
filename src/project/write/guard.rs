//! Which folder may be replaced by a built site.
//!
//! This exists because replacing a folder is the one harmful thing that the
//! program can do. It only looks; what it lets through is still removed by
//! name alone.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::Disk;
use super::manifest::{MARKER, Manifest};
use crate::project::layout::{CONTENT, Layout, STATIC, TEMPLATES};

/// What file managers leave in every folder that is looked at. They make it
/// again when it is gone.
const DROPPINGS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// The output folder with links followed; refuses one that lies where no built
/// site may.
pub(super) fn place(layout: &Layout) -> io::Result<PathBuf> {
    let root = fs::canonicalize(&layout.root)?;
    let output = resolved(&layout.output)?;
    let shown = layout.output.display();
    let refuse = |why: &str| {
        let message = format!("`{shown}` can't be the output folder: {why}");
        Err(io::Error::new(io::ErrorKind::PermissionDenied, message))
    };
    if output.parent().is_none() || holds(&output, &root) {
        return refuse("it holds the site itself");
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "the home folder is asked for only to keep away from it"
    )]
    let home = std::env::home_dir().and_then(|home| fs::canonicalize(home).ok());
    if home.is_some_and(|home| holds(&output, &home)) {
        return refuse("it holds the home folder");
    }
    for folder in [CONTENT, STATIC, TEMPLATES] {
        let source = root.join(folder);
        let target = fs::canonicalize(&source).unwrap_or_else(|_| source.clone());
        let is_around = holds(&output, &target);
        if holds(&source, &output) || holds(&target, &output) || is_around {
            return refuse(&format!("`{folder}/` holds what the site is made from"));
        }
    }
    Ok(output)
}

/// The files of the site that stands in `output`, or `None` when nothing does.
/// Refuses what no build has made.
pub(super) fn standing(
    disk: &dyn Disk,
    output: &Path,
    shown: &Path,
) -> io::Result<Option<Manifest>> {
    let shown = shown.display();
    let foreign = || {
        let message = format!(
            "`{shown}` holds files that Dateline didn't make; name another folder with `--output`, or empty it"
        );
        Err(io::Error::new(io::ErrorKind::PermissionDenied, message))
    };
    match fs::symlink_metadata(output) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
        Ok(about) if !about.is_dir() => return foreign(),
        Ok(_) => {}
    }
    if output.join(".git").symlink_metadata().is_ok() {
        let message = format!(
            "`{shown}` is a repository of its own, which a build would lose; name another folder with `--output`"
        );
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
    }
    if disk.list(output)?.is_empty() {
        return Ok(Some(Manifest::default()));
    }
    match Manifest::read(disk, output)? {
        Some(manifest) => Ok(Some(manifest)),
        None => foreign(),
    }
}

/// Refuses to replace a site in which somebody has put files of their own.
pub(super) fn no_others(
    disk: &dyn Disk,
    output: &Path,
    shown: &Path,
    made: &Manifest,
) -> io::Result<()> {
    let others = others(disk, output, made)?;
    if others.is_empty() {
        return Ok(());
    }
    let named: Vec<String> = others
        .iter()
        .take(3)
        .map(|path| format!("`{path}`"))
        .collect();
    let more = match others.len().saturating_sub(3) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!(
        "`{}` holds files that Dateline didn't make: {}{more}; move them to `static/` if they belong to the site, or elsewhere",
        shown.display(),
        named.join(", ")
    );
    Err(io::Error::new(io::ErrorKind::PermissionDenied, message))
}

/// What lies in a built site besides what was made, sorted.
fn others(disk: &dyn Disk, output: &Path, made: &Manifest) -> io::Result<Vec<String>> {
    let folders = made.folders();
    let known: HashSet<&str> = folders.iter().copied().collect();
    let look = |folder: &str| -> io::Result<Vec<String>> {
        let entries = match disk.list(&output.join(folder)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            entries => entries?,
        };
        let mut others = Vec::new();
        for entry in entries {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let path = if folder.is_empty() {
                name.clone().into_owned()
            } else {
                format!("{folder}/{name}")
            };
            let kind = entry.file_type()?;
            let is_ours = if kind.is_dir() {
                known.contains(path.as_str())
            } else {
                kind.is_file()
                    && (made.has(&path) || path == MARKER || DROPPINGS.contains(&name.as_ref()))
            };
            if !is_ours {
                others.push(path);
            }
        }
        Ok(others)
    };
    let mut all = look("")?;
    let folders: Vec<&str> = folders.into_iter().collect();
    let nested: io::Result<Vec<Vec<String>>> =
        folders.par_iter().map(|folder| look(folder)).collect();
    all.extend(nested?.into_iter().flatten());
    all.sort();
    Ok(all)
}

/// What file managers have left in a folder of ours.
pub(super) fn is_dropping(name: &std::ffi::OsStr) -> bool {
    DROPPINGS.iter().any(|dropping| name == *dropping)
}

/// Whether `outer` is `inner` or around it, where case doesn't tell names apart
/// either: on some disks it doesn't.
fn holds(outer: &Path, inner: &Path) -> bool {
    let lower = |path: &Path| PathBuf::from(path.to_string_lossy().to_lowercase());
    lower(inner).starts_with(lower(outer)) || inner.ancestors().any(|inner| is_same(outer, inner))
}

/// Whether two paths are one folder under two names.
#[cfg(unix)]
fn is_same(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| {
        let about = fs::metadata(path).ok()?;
        Some((about.dev(), about.ino()))
    };
    id(one).is_some_and(|one| id(other) == Some(one))
}

#[cfg(not(unix))]
fn is_same(_one: &Path, _other: &Path) -> bool {
    false
}

/// The path with what exists of it resolved, links and `..` included.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    if let Ok(resolved) = fs::canonicalize(path) {
        return Ok(resolved);
    }
    let name = path.file_name().ok_or_else(|| {
        let message = format!("there is no folder `{}`", path.display());
        io::Error::new(io::ErrorKind::NotFound, message)
    })?;
    Ok(resolved(&parent(path)?)?.join(name))
}

/// The folder that a path lies in.
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

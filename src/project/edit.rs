//! A changed text in the place of an old one.
//!
//! This exists for the few files that the program changes for an editor. The
//! new text is written beside the old one and takes its place in one step.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::layout::{CONTENT, SETTINGS};
use crate::source::SourcePath;

/// Writes `text` to the file at `path` of the site in `root`, and makes the
/// file and its folders when they are missing.
///
/// # Errors
/// When the file isn't the settings or below `content/`, when a symbolic link
/// leads out of the site, or when the disk refuses; then the old file stands.
pub fn replace(root: &Path, path: &SourcePath, text: &str) -> io::Result<()> {
    let target = guard(root, path)?;
    let parent = target.parent().unwrap_or(root);
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    // Hidden, so that no build takes it for an article.
    let stage = parent.join(format!(".{name}.dateline-{}", std::process::id()));
    let result = fill(&stage, &target, text).and_then(|()| fs::rename(&stage, &target));
    if result.is_err() {
        let _ = fs::remove_file(&stage);
    }
    result
}

fn fill(stage: &Path, target: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(stage)?;
    if let Ok(old) = fs::metadata(target) {
        file.set_permissions(old.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Where the file lies, links followed; its folder is there afterwards.
fn guard(root: &Path, path: &SourcePath) -> io::Result<PathBuf> {
    let refuse = |why: &str| {
        let message = format!("`{path}` can't be written: {why}");
        Err(io::Error::new(io::ErrorKind::PermissionDenied, message))
    };
    let parts: Vec<&str> = path.as_str().split('/').collect();
    let is_plain = parts
        .iter()
        .all(|part| !matches!(*part, "" | "." | "..") && !part.contains('\\'));
    let below = match parts.as_slice() {
        [SETTINGS] => None,
        [CONTENT, _, ..] if is_plain => Some(CONTENT),
        _ => return refuse("it is no file of the site's own"),
    };
    let root = fs::canonicalize(root)?;
    let allowed = match below {
        Some(folder) if !root.join(folder).is_dir() => {
            return refuse(
                "there is no folder `content/`; `dateline init` makes a site to begin with",
            );
        }
        Some(folder) => fs::canonicalize(root.join(folder))?,
        None => root.clone(),
    };
    if !allowed.starts_with(&root) {
        return refuse("a link leads out of the site");
    }
    let whole = root.join(path.as_str());
    let mut folder = root.clone();
    for part in &parts[..parts.len() - 1] {
        folder.push(part);
        if !folder.exists() {
            fs::create_dir(&folder)?;
        }
        folder = fs::canonicalize(&folder)?;
        if !folder.starts_with(&root) {
            return refuse("a link leads out of the site");
        }
    }
    let target = match fs::symlink_metadata(&whole) {
        Ok(_) => fs::canonicalize(&whole)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            folder.join(whole.file_name().unwrap_or_default())
        }
        Err(error) => return Err(error),
    };
    if !target.starts_with(&allowed) {
        return refuse("a link leads out of the site");
    }
    Ok(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(root: &Path, path: &str) -> io::Result<()> {
        replace(root, &SourcePath::new(path), "new")
    }

    #[test]
    fn a_file_is_made_or_replaced() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join(CONTENT)).unwrap();
        for path in ["content/entities/a.toml", "dateline.toml", "dateline.toml"] {
            replaced(root.path(), path).unwrap();
            assert_eq!(fs::read_to_string(root.path().join(path)).unwrap(), "new");
        }
        let left = fs::read_dir(root.path().join("content/entities")).unwrap();
        assert_eq!(left.count(), 1);
    }

    #[test]
    fn other_files_are_refused() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join(CONTENT)).unwrap();
        for path in [
            "a",
            "content",
            "content/../a",
            "static/a",
            "/a",
            "content//a",
        ] {
            assert!(replaced(root.path(), path).is_err(), "{path}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn links_are_followed_only_inside_the_site() {
        use std::os::unix::fs::symlink;
        let (root, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let content = root.path().join(CONTENT);
        fs::create_dir(&content).unwrap();
        fs::write(outside.path().join("a.toml"), "old").unwrap();
        symlink(outside.path(), content.join("out")).unwrap();
        symlink(outside.path().join("a.toml"), content.join("a.toml")).unwrap();
        symlink(outside.path().join("new.toml"), content.join("b.toml")).unwrap();
        for path in ["content/out/a.toml", "content/a.toml", "content/b.toml"] {
            assert!(replaced(root.path(), path).is_err(), "{path}");
        }
        assert!(!outside.path().join("new.toml").exists());
        let old = fs::read_to_string(outside.path().join("a.toml")).unwrap();
        assert_eq!(old, "old");

        fs::write(content.join("real.toml"), "old").unwrap();
        symlink("real.toml", content.join("link.toml")).unwrap();
        replaced(root.path(), "content/link.toml").unwrap();
        assert_eq!(
            fs::read_to_string(content.join("real.toml")).unwrap(),
            "new"
        );
        assert!(
            fs::symlink_metadata(content.join("link.toml"))
                .unwrap()
                .is_symlink()
        );
    }
}

//! A folder for what builds leave to later ones.
//!
//! Nothing in it is needed: it may be removed at any time, and it isn't meant
//! for repositories, so it ignores itself. It keeps bytes by name and knows
//! nothing of what they are.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::open::{Links, options};

/// The folder's name in a site's root.
const FOLDER: &str = ".dateline-cache";

/// Tells backup programs to pass over it (bford.info/cachedir).
const TAG: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n# Dateline keeps here what makes the next build faster; it can be removed.\n",
);

/// Tells Git to pass over it.
const IGNORED: (&str, &str) = (".gitignore", "*\n");

/// The folder of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The folder of the site at `root`.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        Self {
            folder: root.join(FOLDER),
        }
    }

    /// What was kept under `name`, a plain file name.
    #[must_use]
    pub fn load(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.folder.join(name);
        let is_file = path.symlink_metadata().ok()?.is_file();
        is_file.then(|| fs::read(path).ok()).flatten()
    }

    /// Keeps `bytes` under `name`, a plain file name.
    ///
    /// # Errors
    /// When the disk refuses; what was kept before is still there then.
    pub fn save(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.begin()?;
        // Of two builds that write at once one may lose; what is torn is told
        // by those who read it.
        let new = self.folder.join(format!("{name}.new"));
        // What a killed build left, or a link that somebody put there.
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        options(Links::Refuse)
            .write(true)
            .create_new(true)
            .open(&new)?
            .write_all(bytes)?;
        fs::rename(&new, self.folder.join(name)).inspect_err(|_| {
            let _ = fs::remove_file(&new);
        })
    }

    /// Makes the folder. One that leads elsewhere isn't ours.
    fn begin(&self) -> io::Result<()> {
        match self.folder.symlink_metadata() {
            Ok(about) if about.is_dir() => {}
            Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => make(&self.folder)?,
            Err(error) => return Err(error),
        }
        // A build may be killed before it has written them.
        for (name, text) in [TAG, IGNORED] {
            let mut file = options(Links::Refuse);
            let file = file.write(true).create_new(true);
            match file.open(self.folder.join(name)) {
                Ok(mut file) => file.write_all(text.as_bytes())?,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

fn make(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        // Another thread was faster.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_again() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::of(root.path());
        assert_eq!(cache.load("a"), None);
        cache.save("a", b"one").unwrap();
        cache.save("a", b"two").unwrap();
        assert_eq!(cache.load("a").as_deref(), Some(&b"two"[..]));
        let names = fs::read_dir(root.path().join(FOLDER)).unwrap();
        assert_eq!(names.count(), 3, "the tag, what Git reads, and one file");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_kept_outside_the_site() {
        let (root, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(elsewhere.path(), root.path().join(FOLDER)).unwrap();
        let cache = Cache::of(root.path());
        assert!(cache.save("a", b"one").is_err());
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
        fs::remove_file(root.path().join(FOLDER)).unwrap();
        let theirs = elsewhere.path().join("theirs");
        fs::write(&theirs, "years of work").unwrap();
        cache.save("a", b"one").unwrap();
        std::os::unix::fs::symlink(&theirs, root.path().join(FOLDER).join("b.new")).unwrap();
        cache.save("b", b"two").unwrap();
        assert_eq!(fs::read(&theirs).unwrap(), b"years of work");
        assert_eq!(cache.load("b").as_deref(), Some(&b"two"[..]));
    }
}

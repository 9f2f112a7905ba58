//! Files that needn't be read again.
//!
//! This exists because a save touches one file, and opening all the others to
//! find them the same takes longer than everything that the save changes. It
//! knows files by what the system says about them; what they hold is for
//! [`read`](super::read).

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A file must have been left alone for so long before it is trusted to tell
/// of its next change: two changes within one tick of the disk's clock look
/// like one. The coarsest clock, that of FAT, ticks every two seconds.
const SETTLED: Duration = Duration::from_millis(2500);

/// What was read before, for a site that is read again and again.
#[derive(Debug)]
pub struct Keeper {
    before: BTreeMap<PathBuf, (Stamp, Kept)>,
    now: BTreeMap<PathBuf, (Stamp, Kept)>,
    began: SystemTime,
}

/// What a file held.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    Text(Arc<str>),
    Bytes(Arc<[u8]>),
}

/// What differs when a file has changed. Where the system tells them, that is
/// also its number and the time of the change itself, which no program can set
/// back as copying and unpacking do with the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    #[cfg(unix)]
    number: (u64, u64),
    #[cfg(unix)]
    changed: (i64, i64),
}

impl Default for Keeper {
    fn default() -> Self {
        Self {
            before: BTreeMap::new(),
            now: BTreeMap::new(),
            began: SystemTime::UNIX_EPOCH,
        }
    }
}

impl Keeper {
    /// Begins a reading at the time `now`.
    pub(super) fn begin(&mut self, now: SystemTime) {
        self.before.append(&mut self.now);
        self.began = now;
    }

    /// Ends it: what wasn't asked for is gone.
    pub(super) fn end(&mut self) {
        self.before.clear();
    }

    /// What `file` held, if it is the same still.
    pub(super) fn kept(&mut self, file: &Path) -> Option<Kept> {
        let (stamp, _) = self.before.get(file)?;
        if Stamp::of(&fs::metadata(file).ok()?) != *stamp {
            return None;
        }
        let (file, kept) = self.before.remove_entry(file)?;
        let held = kept.1.clone();
        self.now.insert(file, kept);
        Some(held)
    }

    /// Keeps what was read from `file` after it had this `stamp`, unless it may
    /// change again unseen.
    pub(super) fn keep(&mut self, file: &Path, stamp: Stamp, held: Kept) {
        if stamp.is_settled(self.began) {
            self.now.insert(file.to_owned(), (stamp, held));
        }
    }
}

impl Stamp {
    pub(super) fn of(about: &Metadata) -> Self {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        Self {
            size: about.len(),
            modified: about.modified().ok(),
            #[cfg(unix)]
            number: (about.dev(), about.ino()),
            #[cfg(unix)]
            changed: (about.ctime(), about.ctime_nsec()),
        }
    }

    /// Whether the file was left alone long enough before `now`. One from the
    /// future never was.
    fn is_settled(&self, now: SystemTime) -> bool {
        let is_old = |time: SystemTime| now.duration_since(time).is_ok_and(|age| age >= SETTLED);
        self.modified.is_some_and(is_old) && self.changed().is_none_or(is_old)
    }

    #[cfg(unix)]
    fn changed(&self) -> Option<SystemTime> {
        let (seconds, nanoseconds) = self.changed;
        let since = Duration::new(seconds.try_into().ok()?, nanoseconds.try_into().ok()?);
        SystemTime::UNIX_EPOCH.checked_add(since)
    }

    #[cfg(not(unix))]
    #[expect(clippy::unused_self, reason = "other systems tell more")]
    fn changed(&self) -> Option<SystemTime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that is read now and then, with a text of always the same size.
    struct Read {
        file: tempfile::NamedTempFile,
        keeper: Keeper,
    }

    impl Read {
        fn new() -> Self {
            let read = Self {
                file: tempfile::NamedTempFile::new().unwrap(),
                keeper: Keeper::default(),
            };
            read.write("first");
            read
        }

        fn write(&self, text: &str) {
            fs::write(self.file.path(), text).unwrap();
        }

        /// The text, and whether the file had to be opened for it.
        fn read(&mut self, later: Duration) -> (String, bool) {
            let path = self.file.path();
            self.keeper.begin(SystemTime::now() + later);
            let kept = self.keeper.kept(path);
            let is_opened = kept.is_none();
            let held = kept.unwrap_or_else(|| {
                let stamp = Stamp::of(&fs::metadata(path).unwrap());
                let held = Kept::Text(fs::read_to_string(path).unwrap().into());
                self.keeper.keep(path, stamp, held.clone());
                held
            });
            self.keeper.end();
            let Kept::Text(text) = held else {
                panic!("{held:?}");
            };
            (text.to_string(), is_opened)
        }
    }

    const SOON: Duration = Duration::ZERO;
    const LATER: Duration = Duration::from_mins(1);

    #[test]
    fn a_file_that_is_left_alone_is_opened_once() {
        let mut read = Read::new();
        for is_opened in [true, false, false] {
            assert_eq!(read.read(LATER), ("first".to_owned(), is_opened));
        }
    }

    /// The disk's clock may not have ticked between the two.
    #[test]
    fn a_file_that_was_just_written_is_opened_again() {
        let mut read = Read::new();
        for text in ["first", "other", "third"] {
            read.write(text);
            assert_eq!(read.read(SOON), (text.to_owned(), true));
        }
    }

    #[test]
    fn a_change_is_seen_whatever_its_size_and_its_date() {
        let mut read = Read::new();
        read.read(LATER);
        read.write("longer than first");
        assert_eq!(read.read(LATER).0, "longer than first");
        let about = fs::metadata(read.file.path()).unwrap();
        std::thread::sleep(Duration::from_millis(30));
        read.write("as long as it was");
        assert_eq!(read.read(LATER).0, "as long as it was");
        if cfg!(unix) {
            std::thread::sleep(Duration::from_millis(30));
            read.write("back in the past.");
            let file = fs::File::options().write(true).open(read.file.path());
            file.unwrap()
                .set_modified(about.modified().unwrap())
                .unwrap();
            assert_eq!(read.read(LATER).0, "back in the past.");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_in_the_place_of_another_is_another() {
        let mut read = Read::new();
        read.read(LATER);
        let other = tempfile::NamedTempFile::new().unwrap();
        fs::write(other.path(), "other").unwrap();
        fs::rename(other.path(), read.file.path()).unwrap();
        assert_eq!(read.read(LATER).0, "other");
    }

    #[test]
    fn what_was_not_asked_for_is_forgotten() {
        let mut read = Read::new();
        read.read(LATER);
        read.keeper.begin(SystemTime::now());
        read.keeper.end();
        assert!(read.keeper.before.is_empty() && read.keeper.now.is_empty());
        assert_eq!(read.read(LATER), ("first".to_owned(), true));
    }
}

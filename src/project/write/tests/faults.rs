//! A disk that fails at the n-th operation, for all n.
//!
//! Each time the site is wholly the old or the new one, nobody else's file is
//! touched, and the next build succeeds and leaves nothing behind.

use std::fs::{DirEntry, File};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// How the disk fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// One operation fails.
    Once,
    /// Nothing works any more, as when the build is killed.
    Dead,
    /// There is no room any more: what is written is cut short.
    Full,
}

/// A disk on which `left` operations go well before one fails.
struct Faulty {
    fault: Fault,
    left: AtomicUsize,
    has_failed: AtomicUsize,
    can_exchange: bool,
    can_link: bool,
}

impl Faulty {
    /// Counts an operation; `takes_room` for those that a full disk refuses.
    fn count(&self, takes_room: bool) -> io::Result<()> {
        if self.fault == Fault::Full && !takes_room {
            return Ok(());
        }
        let count = |left: usize| left.checked_sub(1);
        let is_over = self
            .left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, count)
            .is_err();
        if !is_over {
            return Ok(());
        }
        let failed_before = self.has_failed.fetch_add(1, Ordering::SeqCst) > 0;
        match self.fault {
            Fault::Once if failed_before => Ok(()),
            Fault::Full => Err(io::ErrorKind::StorageFull.into()),
            Fault::Once | Fault::Dead => Err(io::ErrorKind::Other.into()),
        }
    }
}

impl Disk for Faulty {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.count(true)?;
        System.make_folder(path)
    }

    fn open(&self, path: &Path) -> io::Result<File> {
        self.count(false)?;
        System.open(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.count(true) {
            if self.fault == Fault::Full || bytes.len().is_multiple_of(2) {
                System.write(path, &bytes[..bytes.len() / 2])?;
            }
            return Err(error);
        }
        System.write(path, bytes)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Write + '_>> {
        self.count(true)?;
        let file = System.create(path)?;
        Ok(Box::new(FaultyFile { disk: self, file }))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.count(true)?;
        if !self.can_link {
            return Err(io::ErrorKind::Unsupported.into());
        }
        System.link(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.count(true)?;
        System.rename(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.count(true)?;
        if !self.can_exchange {
            return Err(io::ErrorKind::Unsupported.into());
        }
        System.exchange(one, other)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.count(false)?;
        System.remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.count(false)?;
        System.remove_folder(path)
    }

    fn open_lock(&self, path: &Path) -> io::Result<File> {
        self.count(true)?;
        System.open_lock(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<DirEntry>> {
        self.count(false)?;
        System.list(path)
    }
}

/// A file on it, to which each piece is an operation.
struct FaultyFile<'d> {
    disk: &'d Faulty,
    file: Box<dyn Write + 'd>,
}

impl Write for FaultyFile<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Err(error) = self.disk.count(true) {
            self.file.write_all(&bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// What is in the folder before the build that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Nothing,
    EmptyFolder,
    Site,
    /// A site, and what a killed build left: a stage half filled.
    HalfAStage,
    /// A site, and what a killed build left: the site before it.
    OlderSite,
}

const OLDER: &[(&str, &str)] = &[("older.html", "older"), ("a/older.html", "older")];
const FOREIGN: [&str; 3] = ["thesis.txt", ".public.dateline-notes", "content/a.md"];

fn prepared(before: Before) -> Place {
    let place = Place::new();
    fs::create_dir(place.path("content")).unwrap();
    for path in FOREIGN {
        fs::write(place.path(path), "years of work").unwrap();
    }
    let stage = place.path(".public.dateline-new");
    match before {
        Before::Nothing => {}
        Before::EmptyFolder => fs::create_dir(place.path("public")).unwrap(),
        Before::Site => drop(place.write(OLD)),
        Before::HalfAStage => {
            place.write(OLD);
            fs::create_dir_all(stage.join("a/b")).unwrap();
            fs::write(stage.join(UNFINISHED), "").unwrap();
            fs::write(stage.join("a/b/index.html"), "half").unwrap();
        }
        Before::OlderSite => {
            place.write(OLDER);
            fs::rename(place.path("public"), stage).unwrap();
            place.write_beside(OLD);
        }
    }
    place
}

impl Place {
    /// Writes a site without clearing what is left of an older one.
    fn write_beside(&self, site: &[(&str, &str)]) {
        let elsewhere = Place::new();
        elsewhere.write(site);
        for (path, bytes) in below(&elsewhere.layout.output) {
            let path = self.layout.output.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
}

/// Builds on a disk, with one file in pieces.
fn build(disk: Arc<dyn Disk>, layout: &Layout) -> io::Result<Written> {
    let writer = Writer::begin_on(disk, layout)?;
    let (streamed, others) = NEW.split_first().unwrap();
    let path = OutputPath::new(streamed.0).unwrap();
    writer.stream(&path, &mut |file| file.write_all(streamed.1.as_bytes()))?;
    put(&writer, others)?;
    writer.finish().map(|finished| finished.written)
}

/// Lets the build fail at each operation in turn; how many there were.
fn check(fault: Fault, before: Before, can_exchange: bool, can_link: bool) -> usize {
    for count in 0.. {
        let place = prepared(before);
        let disk = Arc::new(Faulty {
            fault,
            left: AtomicUsize::new(count),
            has_failed: AtomicUsize::new(0),
            can_exchange,
            can_link,
        });
        let built = build(Arc::clone(&disk) as Arc<dyn Disk>, &place.layout);
        let at = format!("{fault:?} at {count}, {before:?}, {can_exchange}, {can_link}");
        if !can_exchange && place.site_if_any().is_none() {
            // Killed between the two steps: the next build begins with putting
            // the old site back.
            drop(Writer::begin(&place.layout).unwrap());
        }
        let site = place.site_if_any();
        let old = match before {
            Before::Nothing => None,
            Before::EmptyFolder => Some(files(&[])),
            _ => Some(files(OLD)),
        };
        let is_new = site == Some(files(NEW));
        assert!(is_new || site == old, "{at}: {site:?}");
        assert_eq!(built.is_ok(), is_new, "{at}: {built:?}");
        place.write(NEW);
        assert_eq!(place.site(), files(NEW), "{at}");
        let names = [".public.dateline-notes", "content", "public", "thesis.txt"];
        assert_eq!(place.names(), names, "{at}");
        for path in FOREIGN {
            assert_eq!(
                fs::read_to_string(place.path(path)).unwrap(),
                "years of work"
            );
        }
        if disk.has_failed.load(Ordering::SeqCst) == 0 {
            return count;
        }
    }
    unreachable!("a build has an end")
}

#[test]
fn a_disk_that_fails_at_any_operation_leaves_the_old_or_the_new_site() {
    for before in [
        Before::Nothing,
        Before::EmptyFolder,
        Before::Site,
        Before::HalfAStage,
        Before::OlderSite,
    ] {
        for fault in [Fault::Once, Fault::Dead, Fault::Full] {
            let operations = check(fault, before, true, true);
            assert!(operations > 10, "{operations}");
        }
    }
}

#[test]
fn so_does_one_without_links_or_exchange() {
    for fault in [Fault::Once, Fault::Dead, Fault::Full] {
        check(fault, Before::Site, true, false);
        check(fault, Before::Site, false, true);
        check(fault, Before::EmptyFolder, false, false);
    }
}

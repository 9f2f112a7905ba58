//! The writer on a real disk, and on one that fails.

mod faults;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::TempDir;

use super::*;

type Files = BTreeMap<String, Vec<u8>>;

/// A site's folder, with whatever is beside its output.
struct Place {
    folder: TempDir,
    layout: Layout,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path(), None);
        Self { folder, layout }
    }

    /// Writes a site of the texts at the paths.
    fn write(&self, files: &[(&str, &str)]) -> Written {
        self.try_write(files).unwrap()
    }

    fn try_write(&self, files: &[(&str, &str)]) -> io::Result<Written> {
        let writer = Writer::begin(&self.layout)?;
        put(&writer, files)?;
        writer.finish().map(|finished| finished.written)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The site without its list.
    fn site(&self) -> Files {
        let mut files = below(&self.layout.output);
        files.remove(MARKER);
        files
    }

    /// What lies in the site's folder.
    fn names(&self) -> Vec<String> {
        names(self.folder.path())
    }
}

fn put(writer: &Writer, files: &[(&str, &str)]) -> io::Result<()> {
    files.par_iter().try_for_each(|(path, text)| {
        let path = OutputPath::new(path).unwrap();
        writer.put(&path, text.as_bytes())
    })
}

fn below(folder: &Path) -> Files {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap);
    entries
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap();
            let name = name.to_str().unwrap().replace('\\', "/");
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

fn files(files: &[(&str, &str)]) -> Files {
    let file = |(path, text): &(&str, &str)| ((*path).to_owned(), text.as_bytes().to_vec());
    files.iter().map(file).collect()
}

const OLD: &[(&str, &str)] = &[
    ("a/b/index.html", "deep"),
    ("a/index.html", "old"),
    ("gone/index.html", "gone"),
    ("index.html", "same"),
];
const NEW: &[(&str, &str)] = &[
    ("a/b/index.html", "deep"),
    ("a/index.html", "new"),
    ("index.html", "same"),
    ("more/index.html", "more"),
];

fn count(written: usize, kept: usize, removed: usize) -> Written {
    Written {
        written,
        kept,
        removed,
    }
}

/// Which file it is on the disk, and how old.
fn identity(path: &Path) -> (u64, std::time::SystemTime) {
    let about = fs::metadata(path).unwrap();
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(&about);
    #[cfg(not(unix))]
    let inode = 0;
    (inode, about.modified().unwrap())
}

#[test]
fn what_changed_is_written_and_the_rest_kept() {
    let place = Place::new();
    assert_eq!(place.write(OLD), count(4, 0, 0));
    assert_eq!(place.site(), files(OLD));
    let kept = place.path("public/a/b/index.html");
    let changed = place.path("public/a/index.html");
    let before = (identity(&kept), identity(&changed));
    assert_eq!(place.write(NEW), count(2, 2, 1));
    assert_eq!(place.site(), files(NEW));
    assert_eq!(identity(&kept), before.0);
    assert_ne!(identity(&changed), before.1);
    assert!(!place.path("public/gone").exists());
    assert_eq!(place.names(), ["public"]);
}

#[test]
fn where_nothing_changed_nothing_is_touched() {
    let place = Place::new();
    place.write(OLD);
    let folder = place.path("public");
    let before = identity(&folder);
    assert_eq!(place.write(OLD), count(0, 4, 0));
    assert_eq!(identity(&folder), before);
}

#[test]
fn a_file_that_was_taken_away_is_written_again() {
    let place = Place::new();
    place.write(OLD);
    fs::remove_file(place.path("public/index.html")).unwrap();
    fs::remove_dir_all(place.path("public/a")).unwrap();
    assert_eq!(place.write(OLD), count(3, 1, 0));
    assert_eq!(place.site(), files(OLD));
}

#[test]
fn the_list_is_what_stands() {
    let place = Place::new();
    place.write(OLD);
    place.write(NEW);
    let listed = Manifest::read(&System, &place.layout.output)
        .unwrap()
        .unwrap();
    assert_eq!(
        listed.files(),
        NEW.iter().map(|file| file.0).collect::<Vec<_>>()
    );
}

#[test]
fn an_empty_site_is_one() {
    let place = Place::new();
    place.write(OLD);
    assert_eq!(place.write(&[]), count(0, 0, 4));
    assert_eq!(place.site(), files(&[]));
    place.write(OLD);
    assert_eq!(place.site(), files(OLD));
}

#[test]
fn a_writer_that_is_dropped_leaves_nothing() {
    let place = Place::new();
    for old in [&[][..], OLD] {
        if !old.is_empty() {
            place.write(old);
        }
        let before = (place.names(), place.site_if_any());
        let writer = Writer::begin(&place.layout).unwrap();
        put(&writer, NEW).unwrap();
        drop(writer);
        assert_eq!((place.names(), place.site_if_any()), before);
    }
}

#[test]
fn folders_around_the_output_go_again_with_a_dropped_writer() {
    let mut place = Place::new();
    place.layout.output = place.path("some/deep/site");
    drop(Writer::begin(&place.layout).unwrap());
    assert_eq!(place.names(), [""; 0]);
    place.write(NEW);
    assert_eq!(place.site(), files(NEW));
    assert_eq!(names(&place.path("some/deep")), ["site"]);
}

#[test]
fn one_path_twice_is_refused() {
    let place = Place::new();
    let twice = [("a.html", "1"), ("a.html", "1")];
    assert!(place.try_write(&twice).is_err());
    place.write(&twice[..1]);
    let error = place.try_write(&twice).unwrap_err();
    assert!(error.to_string().contains("`a.html`"), "{error}");
    assert_eq!(place.names(), ["public"]);
}

#[test]
fn the_list_is_nobody_elses_file() {
    let place = Place::new();
    for path in [MARKER, UNFINISHED] {
        assert!(place.try_write(&[(path, "text")]).is_err(), "{path}");
    }
    assert_eq!(place.names(), [""; 0]);
}

mod stream {
    use super::*;

    /// Writes one file in pieces of a size.
    fn streamed(place: &Place, text: &[u8], size: usize) -> Written {
        let writer = Writer::begin(&place.layout).unwrap();
        let path = OutputPath::new("api/all.jsonl").unwrap();
        let fill = &mut |file: &mut dyn Write| {
            text.chunks(size)
                .try_for_each(|piece| file.write_all(piece))
        };
        writer.stream(&path, fill).unwrap();
        writer.finish().unwrap().written
    }

    #[test]
    fn is_compared_as_it_comes() {
        let long: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        let mut late = long.clone();
        *late.last_mut().unwrap() ^= 1;
        let mut early = long.clone();
        early[0] ^= 1;
        let longer = [&long[..], b"more"].concat();
        let shorter = &long[..long.len() - 1];
        for size in [1000, 40_000] {
            let place = Place::new();
            for (text, is_kept) in [
                (&long[..], false),
                (&long, true),
                (&late, false),
                (&long, false),
                (&early, false),
                (&longer, false),
                (&long, false),
                (shorter, false),
                (shorter, true),
                (b"", false),
                (b"", true),
                (b"more", false),
            ] {
                let expected = if is_kept {
                    count(0, 1, 0)
                } else {
                    count(1, 0, 0)
                };
                assert_eq!(streamed(&place, text, size), expected);
                let site = place.site();
                assert!(site["api/all.jsonl"] == text && site.len() == 1);
            }
        }
    }

    #[test]
    fn fails_with_what_fills_it() {
        let place = Place::new();
        place.write(OLD);
        let writer = Writer::begin(&place.layout).unwrap();
        let path = OutputPath::new("a/index.html").unwrap();
        let failed = writer.stream(&path, &mut |file| {
            file.write_all(b"half")?;
            Err(io::ErrorKind::Other.into())
        });
        assert!(failed.is_err());
        drop(writer);
        assert_eq!(place.site(), files(OLD));
        assert_eq!(place.names(), ["public"]);
    }
}

impl Place {
    fn site_if_any(&self) -> Option<Files> {
        self.layout.output.exists().then(|| self.site())
    }
}

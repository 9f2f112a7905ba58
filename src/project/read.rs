//! Reading a site's folder into [`Sources`].
//!
//! What can't be read becomes a diagnostic and the rest is read on; only a
//! root that isn't a folder is a failure.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use icu_normalizer::ComposingNormalizerBorrowed;
use walkdir::{DirEntry, WalkDir};

use super::keep::{Keeper, Kept, Stamp};
use super::layout::{CONTENT, ENTITIES, SETTINGS, STATIC, STORIES, TEMPLATES};
use super::open::{self, Links};
use super::write;
use crate::diagnostic::{Diagnostic, Place};
use crate::source::{Asset, Source, SourcePath, Sources, Span};
use crate::theme;

/// Largest text file in bytes that is read.
const LARGEST_TEXT: u64 = 32 << 20;

/// Largest file in bytes of a picture beside articles that is read: those of
/// the largest pictures that are decoded are seldom half as large.
const LARGEST_PICTURE: u64 = 64 << 20;

/// Largest file in bytes that is taken over from `static/`: it is held in
/// memory.
const LARGEST_ASSET: u64 = 256 << 20;

/// Extensions of pictures that may lie beside articles. Drawings may not: one
/// that is opened by itself can run a program, so they take the owner's hand
/// that puts them into `static/`.
const PICTURES: [&str; 6] = ["jpg", "jpeg", "png", "gif", "webp", "avif"];

/// Reads everything a site is made from.
///
/// # Errors
/// When `root` isn't a folder that can be read.
pub fn read(root: &Path) -> io::Result<(Sources, Vec<Diagnostic>)> {
    read_again(root, &mut Keeper::default())
}

/// The same; a file that is the same as when `keeper` last saw it isn't opened.
///
/// # Errors
/// When `root` isn't a folder that can be read.
pub fn read_again(root: &Path, keeper: &mut Keeper) -> io::Result<(Sources, Vec<Diagnostic>)> {
    // Asked first, so that a mistyped `--root` isn't taken for an empty site.
    fs::read_dir(root)?;
    keeper.begin(SystemTime::now());
    let mut reader = Reader {
        root,
        keeper,
        sources: Sources::default(),
        diagnostics: Vec::new(),
    };
    reader.settings();
    reader.content();
    reader.templates();
    reader.assets();
    reader.keeper.end();
    Ok((reader.sources, reader.diagnostics))
}

struct Reader<'r> {
    root: &'r Path,
    keeper: &'r mut Keeper,
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn settings(&mut self) {
        let path = self.root.join(SETTINGS);
        if path.symlink_metadata().is_err() {
            return;
        }
        let name = SourcePath::new(SETTINGS);
        if path.is_file() && self.is_inside(&path) {
            self.sources.settings = self.text(&path, name);
        } else {
            // Not passed over: the site would be built as nobody wants it.
            let why = io::Error::other("it is no file of this site");
            self.unreadable(&name, &why);
        }
    }

    fn content(&mut self) {
        if !self.root.join(CONTENT).is_dir() {
            let diagnostic = Diagnostic::error(
                "no-content",
                "there is no folder `content/`, so there is nothing to build",
            );
            self.diagnostics.push(diagnostic.hint(
                "`dateline init` makes a small site to begin with; articles go into `content/`",
            ));
            return;
        }
        for (file, path) in self.files(CONTENT) {
            let folder = path
                .below_top()
                .split_once('/')
                .map_or("", |(folder, _)| folder);
            let extension = path.extension().to_ascii_lowercase();
            if PICTURES.contains(&extension.as_str()) {
                if let Some(picture) = self.picture(&file, &path) {
                    self.sources.pictures.push(picture);
                }
                continue;
            }
            let list: fn(&mut Sources) -> &mut Vec<Source> = match (folder, extension.as_str()) {
                (ENTITIES, "md" | "markdown" | "toml") => {
                    |sources: &mut Sources| &mut sources.entities
                }
                (STORIES, "md" | "markdown") => |sources: &mut Sources| &mut sources.stories,
                (ENTITIES | STORIES, _) => {
                    self.passed_over(
                        &path,
                        "the registry holds `*.md` and `*.toml`, stories are `*.md`",
                    );
                    continue;
                }
                (_, "md" | "markdown" | "txt") => |sources: &mut Sources| &mut sources.articles,
                _ => {
                    self.passed_over(&path, "articles end in `.md`, `.markdown` or `.txt`, pictures in `.jpg`, `.png`, `.gif`, `.webp` or `.avif`; other files belong in `static/`");
                    continue;
                }
            };
            if let Some(source) = self.text(&file, path) {
                list(&mut self.sources).push(source);
            }
        }
    }

    /// The built-in templates and the site's own in their place.
    fn templates(&mut self) {
        let built_in = theme::TEMPLATES.iter().map(|(name, text)| {
            let path = SourcePath::new(format!("{TEMPLATES}/{name}"));
            (
                path.clone(),
                Source {
                    path,
                    text: Arc::from(*text),
                },
            )
        });
        let mut templates: BTreeMap<SourcePath, Source> = built_in.collect();
        for (file, path) in self.files(TEMPLATES) {
            if let Some(source) = self.text(&file, path.clone()) {
                templates.insert(path, source);
            }
        }
        self.sources.templates = templates.into_values().collect();
    }

    /// The built-in static files and the site's own in their place.
    fn assets(&mut self) {
        let built_in = theme::STATIC.iter().map(|(name, bytes)| {
            let path = SourcePath::new(*name);
            (
                path.clone(),
                Asset {
                    path,
                    bytes: Arc::from(*bytes),
                },
            )
        });
        let mut assets: BTreeMap<SourcePath, Asset> = built_in.collect();
        for (file, path) in self.files(STATIC) {
            if let Some(asset) = self.asset(&file, &path) {
                assets.insert(asset.path.clone(), asset);
            }
        }
        self.sources.assets = assets.into_values().collect();
    }

    /// A picture beside articles: they come from anywhere, `static/` doesn't.
    fn picture(&mut self, file: &Path, path: &SourcePath) -> Option<Asset> {
        let size = fs::metadata(file).map_or(0, |about| about.len());
        if size <= LARGEST_PICTURE {
            return self.asset(file, path);
        }
        let message = format!(
            "the picture can't be read: {size} bytes are more than the {LARGEST_PICTURE} allowed \
             beside articles"
        );
        let diagnostic = Diagnostic::error("unreadable", message).at(Place::file(path));
        self.diagnostics.push(
            diagnostic.hint("export it smaller, or put it into `static/` and link to it there"),
        );
        None
    }

    /// A file that goes into the site as it is, under its path below `static/`
    /// or `content/`.
    fn asset(&mut self, file: &Path, path: &SourcePath) -> Option<Asset> {
        let below = SourcePath::new(path.below_top());
        if let Some(Kept::Bytes(bytes)) = self.keeper.kept(file) {
            return Some(Asset { path: below, bytes });
        }
        match bytes(file, LARGEST_ASSET) {
            Ok((bytes, stamp)) => {
                let bytes: Arc<[u8]> = bytes.into();
                let kept = Kept::Bytes(Arc::clone(&bytes));
                self.keeper.keep(file, stamp, kept);
                Some(Asset { path: below, bytes })
            }
            Err(error) => {
                self.unreadable(path, &error);
                None
            }
        }
    }

    /// The files below a folder, sorted by path, without hidden ones.
    fn files(&mut self, folder: &str) -> Vec<(std::path::PathBuf, SourcePath)> {
        let top = self.root.join(folder);
        if !top.is_dir() {
            if top.symlink_metadata().is_ok() {
                self.passed_over(&SourcePath::new(folder), "it is no folder");
            }
            return Vec::new();
        }
        if !self.is_inside(&top) {
            let path = SourcePath::new(folder);
            self.passed_over(&path, "it is a link that leads out of the site");
            return Vec::new();
        }
        let mut files = Vec::new();
        let is_shown = |entry: &DirEntry| {
            // Editors leave hidden files beside texts; `static/.well-known/`
            // is meant.
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            entry.depth() == 0 || folder == STATIC || !is_hidden
        };
        for entry in WalkDir::new(&top)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(is_shown)
        {
            match entry {
                Ok(entry) => self.entry(folder, &top, &entry, &mut files),
                Err(error) => self.closed(folder, &top, &error),
            }
        }
        // By whole path, so that the order is that of `SourcePath`.
        files.sort_by(|a, b| a.1.cmp(&b.1));
        self.twice_in_two_forms(&mut files);
        files
    }

    /// A folder that can't be listed.
    fn closed(&mut self, folder: &str, top: &Path, error: &walkdir::Error) {
        let below = error.path().and_then(|path| path.strip_prefix(top).ok());
        let below = below.unwrap_or(Path::new("")).to_string_lossy();
        let path = format!("{folder}/{below}");
        let why = error
            .io_error()
            .map_or_else(|| error.to_string(), io::Error::to_string);
        let message = format!("the folder can't be read: {why}");
        let diagnostic = Diagnostic::error("unreadable", message)
            .at(Place::file(&SourcePath::new(path.trim_end_matches('/'))));
        self.diagnostics.push(diagnostic.hint(READABLE));
    }

    /// Of two files whose names differ only in how Unicode composes or cases
    /// their letters, the second is taken out: some disks can't tell them
    /// apart. What differs in the case of plain letters is told where files
    /// take their places in the site.
    fn twice_in_two_forms(&mut self, files: &mut Vec<(std::path::PathBuf, SourcePath)>) {
        let form = ComposingNormalizerBorrowed::new_nfc();
        let mut composed: BTreeMap<String, SourcePath> = BTreeMap::new();
        files.retain(|(_, path)| {
            if path.as_str().is_ascii() {
                return true;
            }
            let name = form.normalize(path.as_str()).to_lowercase();
            let Some(first) = composed.get(&name) else {
                composed.insert(name, path.clone());
                return true;
            };
            let message = "two files have one name, in two cases or forms of Unicode";
            let diagnostic = Diagnostic::error("bad-file-name", message).at(Place::file(path));
            let diagnostic = diagnostic.see(Place::file(first), "the first is here");
            self.diagnostics.push(diagnostic.hint("rename one of them"));
            false
        });
    }

    fn entry(
        &mut self,
        folder: &str,
        top: &Path,
        entry: &DirEntry,
        files: &mut Vec<(std::path::PathBuf, SourcePath)>,
    ) {
        if entry.file_type().is_dir() {
            return;
        }
        let below = entry.path().strip_prefix(top).unwrap_or(entry.path());
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        let Some(parts) = parts else {
            let name = SourcePath::new(format!("{folder}/{}", below.to_string_lossy()));
            let diagnostic = Diagnostic::error("bad-file-name", "the file's name isn't UTF-8")
                .at(Place::file(&name));
            self.diagnostics.push(diagnostic.hint("rename the file"));
            return;
        };
        let path = SourcePath::new(format!("{folder}/{}", parts.join("/")));
        if folder == STATIC && write::is_reserved(path.below_top()) {
            self.passed_over(&path, "a built site has a file of Dateline's own there");
            return;
        }
        if entry.file_type().is_file() || self.is_link_inside(entry) {
            files.push((entry.path().to_path_buf(), path));
        } else {
            let why = if entry.path_is_symlink() {
                "it is a link that leads nowhere, to a folder or out of the site"
            } else {
                "it is neither a file nor a folder"
            };
            self.passed_over(&path, why);
        }
    }

    /// Whether a symbolic link leads to a file inside the site.
    fn is_link_inside(&self, entry: &DirEntry) -> bool {
        entry.path_is_symlink() && entry.path().is_file() && self.is_inside(entry.path())
    }

    /// Whether a path, links followed, lies in the site's folder.
    fn is_inside(&self, path: &Path) -> bool {
        let resolved = fs::canonicalize(path)
            .ok()
            .zip(fs::canonicalize(self.root).ok());
        resolved.is_some_and(|(path, root)| path.starts_with(root))
    }

    fn text(&mut self, file: &Path, path: SourcePath) -> Option<Source> {
        if let Some(Kept::Text(text)) = self.keeper.kept(file) {
            return Some(Source { path, text });
        }
        match bytes(file, LARGEST_TEXT) {
            Ok((bytes, stamp)) => {
                let source = self.decode(bytes, path)?;
                let kept = Kept::Text(Arc::clone(&source.text));
                self.keeper.keep(file, stamp, kept);
                Some(source)
            }
            Err(error) => {
                self.unreadable(&path, &error);
                None
            }
        }
    }

    fn decode(&mut self, bytes: Vec<u8>, path: SourcePath) -> Option<Source> {
        match String::from_utf8(bytes) {
            Ok(text) => match text.find('\0') {
                Some(at) => {
                    self.not_text(text.as_bytes(), at, &path);
                    None
                }
                None => Some(Source {
                    path,
                    text: in_lines(&text).into(),
                }),
            },
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                self.not_text(error.as_bytes(), at, &path);
                None
            }
        }
    }

    /// Says that `bytes` are no text from the byte `at`; those before are UTF-8.
    fn not_text(&mut self, bytes: &[u8], at: usize, path: &SourcePath) {
        let line = bytes[..at].split(|byte| *byte == b'\n').count();
        let encoding = encoding_of(bytes);
        let message = format!("line {line} is not UTF-8: the file looks like {encoding}");
        let diagnostic =
            Diagnostic::error("not-utf8", message).at(Place::span(path, Span::new(at, at)));
        self.diagnostics
            .push(diagnostic.hint("save the file as UTF-8, without NUL characters"));
    }

    fn passed_over(&mut self, path: &SourcePath, why: &str) {
        let diagnostic =
            Diagnostic::warning("passed-over", "this file is passed over").at(Place::file(path));
        self.diagnostics.push(diagnostic.hint(why));
    }

    fn unreadable(&mut self, path: &SourcePath, error: &io::Error) {
        let diagnostic =
            Diagnostic::error("unreadable", format!("the file can't be read: {error}"));
        let hint = match error.kind() {
            io::ErrorKind::FileTooLarge => "split it, or publish it elsewhere and link to it",
            _ => READABLE,
        };
        self.diagnostics
            .push(diagnostic.at(Place::file(path)).hint(hint));
    }
}

/// What to do about a file or folder that the system doesn't open.
const READABLE: &str = "let your account read it, or move it out of the site";

/// A file's bytes, and what told it apart before they were read. One that is
/// too large isn't read, one that has become something else since it was listed
/// isn't waited for.
fn bytes(path: &Path, largest: u64) -> io::Result<(Vec<u8>, Stamp)> {
    let file = open::options(Links::Follow).read(true).open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let size = about.len();
    if size > largest {
        let message = format!("{size} bytes are more than the {largest} allowed");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    // One byte more, so that the end is met without growing.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    file.take(largest).read_to_end(&mut bytes)?;
    Ok((bytes, Stamp::of(&about)))
}

/// A file's text without byte order mark, its lines ended by line feeds or by
/// both characters. A carriage return alone was the end of a line on old
/// systems and for some tools is still; the other places stay what they were.
fn in_lines(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.contains('\r') {
        return text.to_owned();
    }
    let mut rest = text;
    let mut lines = String::with_capacity(text.len());
    while let Some(at) = rest.find('\r') {
        lines.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        lines.push(if rest.starts_with('\n') { '\r' } else { '\n' });
    }
    lines + rest
}

/// What bytes that aren't UTF-8, or hold NUL, look like.
fn encoding_of(bytes: &[u8]) -> &'static str {
    const LITTLE: &str = "UTF-16 (little end first)";
    const BIG: &str = "UTF-16 (big end first)";
    let start = &bytes[..bytes.len().min(4_096)];
    // In Western text every other byte of UTF-16 is zero.
    let zeros = |offset| {
        let of_unit = start.iter().skip(offset).step_by(2);
        of_unit.filter(|byte| **byte == 0).count()
    };
    let is_most = |zeros: usize, others: usize| zeros * 5 > start.len() && others * 20 < zeros;
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => "UTF-32",
        [0xff, 0xfe, ..] => LITTLE,
        [0xfe, 0xff, ..] => BIG,
        _ if is_most(zeros(1), zeros(0)) => LITTLE,
        _ if is_most(zeros(0), zeros(1)) => BIG,
        bytes if bytes.contains(&0) => "a binary file, or holds NUL characters",
        bytes if bytes.iter().any(|byte| matches!(byte, 0x80..=0x9f)) => "Windows-1252",
        _ => "Latin-1 or Windows-1252",
    }
}

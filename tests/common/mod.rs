//! Sites for tests: written into one string, read, built.

#![allow(dead_code, reason = "no test file needs all of it")]
#![expect(clippy::disallowed_methods, reason = "meets the disk")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dateline::article::Publication;
use dateline::config::BaseUrl;
use dateline::diagnostic::{self, Diagnostic, human};
use dateline::output::Held;
use dateline::pipeline::{Counts, Options, Pipeline, Unheard};
use dateline::project::read;
use dateline::source::{Asset, Source, SourcePath, Sources};
use dateline::theme;
use tempfile::TempDir;

/// Files by path, as they lie on disk.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// The files of a text like
///
/// ```text
/// //- content/a.md
/// Canada joined NATO in 1949.
/// //- dateline.toml
/// title = "Briefings"
/// ```
pub(crate) fn files(fixture: &str) -> Vec<(&str, &str)> {
    let (before, files) = fixture.split_once("//- ").unwrap_or((fixture, ""));
    assert_eq!(before.trim(), "", "a fixture begins with `//- path`");
    files
        .split("\n//- ")
        .filter(|file| !file.is_empty())
        .map(|file| file.split_once('\n').unwrap_or((file, "")))
        .map(|(path, text)| (path.trim(), text))
        .collect()
}

/// The fixture as the pipeline takes it, with the built-in theme, no disk between.
pub(crate) fn sources(fixture: &str) -> Sources {
    let source = |path: &str, text: &str| Source {
        path: SourcePath::new(path),
        text: text.into(),
    };
    let mut sources = Sources::default();
    for (name, text) in theme::TEMPLATES {
        let path = format!("templates/{name}");
        sources.templates.push(source(&path, text));
    }
    for (name, bytes) in theme::STATIC {
        sources.assets.push(Asset {
            path: SourcePath::new(*name),
            bytes: (*bytes).into(),
        });
    }
    let asset = |path: &str, text: &str| Asset {
        path: SourcePath::new(path.split_once('/').unwrap().1),
        bytes: text.as_bytes().into(),
    };
    for (path, text) in files(fixture) {
        match path.split('/').collect::<Vec<_>>()[..] {
            ["dateline.toml"] => sources.settings = Some(source(path, text)),
            ["content", "entities", ..] => sources.entities.push(source(path, text)),
            ["content", "stories", ..] => sources.stories.push(source(path, text)),
            ["content", ..] if SourcePath::new(path).extension() == "gif" => {
                sources.pictures.push(asset(path, text));
            }
            ["content", ..] => sources.articles.push(source(path, text)),
            ["templates", ..] => sources.templates.push(source(path, text)),
            ["static", ..] => sources.assets.push(asset(path, text)),
            _ => panic!("a site has no place for `{path}`"),
        }
    }
    for list in [
        &mut sources.articles,
        &mut sources.entities,
        &mut sources.stories,
        &mut sources.templates,
    ] {
        list.sort_by(|a, b| a.path.cmp(&b.path));
    }
    for list in [&mut sources.assets, &mut sources.pictures] {
        list.sort_by(|a, b| a.path.cmp(&b.path));
    }
    sources
}

/// What everybody may see at the start of 2017.
pub(crate) fn options(base_url: Option<&str>) -> Options {
    Options {
        publication: Publication {
            drafts: false,
            future: false,
            now: "2017-01-01T00:00:00Z".parse().unwrap(),
        },
        base_url: base_url.map(|url| BaseUrl::parse(url).unwrap()),
    }
}

/// A site with all its files.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Built {
    pub(crate) files: Files,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) notes: Vec<Diagnostic>,
    pub(crate) counts: Counts,
}

impl Built {
    pub(crate) fn errors(&self) -> usize {
        let diagnostics = self.diagnostics.iter();
        diagnostics
            .filter(|diagnostic| diagnostic.is_error())
            .count()
    }

    #[track_caller]
    pub(crate) fn text(&self, path: &str) -> String {
        String::from_utf8(self.files[path].clone()).unwrap()
    }
}

/// Makes the site.
pub(crate) fn made(sources: &Sources, options: &Options) -> Built {
    made_by(&mut Pipeline::new(), sources, options)
}

/// Makes the site by a pipeline that may remember another.
pub(crate) fn made_by(pipeline: &mut Pipeline, sources: &Sources, options: &Options) -> Built {
    let mut run = pipeline.run(sources, options);
    let held = Held::default();
    run.make_all(&held, &Unheard);
    let files = held.into_files().into_iter();
    Built {
        files: files
            .map(|(path, bytes)| (path.to_string(), bytes))
            .collect(),
        diagnostics: run.outcome.diagnostics,
        notes: run.outcome.notes,
        counts: run.outcome.counts,
    }
}

/// The site in a folder, read and built as the program does it, nothing written.
pub(crate) fn build(root: &Path, base_url: Option<&str>) -> (Sources, Built) {
    let (sources, unread) = read::read(root).unwrap();
    let mut built = made(&sources, &options(base_url));
    built.diagnostics.extend(unread);
    diagnostic::sort(&mut built.diagnostics);
    (sources, built)
}

/// Diagnostics as a person reads them.
pub(crate) fn drawn(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let draw = |diagnostic| human::render(diagnostic, &|path| sources.text(path), false) + "\n";
    diagnostics.iter().map(draw).collect::<Vec<_>>().join("\n")
}

/// Every file below a folder, by its path there.
pub(crate) fn files_below(folder: &Path) -> Files {
    let entries = walkdir::WalkDir::new(folder).into_iter();
    entries
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap();
            let name = path.to_str().unwrap().replace('\\', "/");
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// A folder that goes away with the test.
pub(crate) struct Folder(TempDir);

impl Folder {
    /// A folder with the files of a fixture.
    pub(crate) fn new(fixture: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (path, text) in files(fixture) {
            folder.write(path, text);
        }
        folder
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// Every file of the folder but what builds keep for later ones.
    pub(crate) fn files(&self) -> Files {
        let mut files = files_below(self.root());
        files.retain(|path, _| !path.starts_with(".dateline-cache/"));
        files
    }

    /// Runs `dateline` in this folder.
    pub(crate) fn dateline(&self, arguments: &[&str]) -> Answer {
        self.run(arguments, &[], "")
    }

    /// Runs `dateline` in this folder with variables set and something to read.
    pub(crate) fn run(
        &self,
        arguments: &[&str],
        environment: &[(&str, &str)],
        input: &str,
    ) -> Answer {
        let stdin = holding(input);
        let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(arguments)
            .current_dir(self.root())
            .env_remove("SOURCE_DATE_EPOCH")
            .envs(environment.iter().copied())
            .stdin(Stdio::from(stdin))
            .output()
            .unwrap();
        Answer {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A file and not a pipe, so that neither side can wait for the other.
fn holding(text: &str) -> fs::File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.rewind().unwrap();
    file
}

/// What a command said and how it ended.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Answer {
    /// The answer, if the command ended with this code.
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// The answer, if the command said this on stderr.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "no `{words}` in {self:#?}");
        self
    }
}

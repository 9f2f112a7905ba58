//! Small sites and what they become, byte for byte.
//!
//! Each folder of `tests/golden/` is a site with what is expected of it in
//! `expected/`: the files that `files.txt` lists (`*.html` and the like mean
//! all of a kind), and in `diagnostics.txt` what an editor is told.
//! `UPDATE=1 cargo test --test golden` writes `expected/` anew; read the diff
//! before you commit it.

#![expect(clippy::disallowed_methods, reason = "meets the disk")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use common::Files;
use dateline::language::{Language, Languages};

#[test]
fn every_page() {
    check("every-page");
}

#[test]
fn no_base_url() {
    check("no-base-url");
}

#[test]
fn formats() {
    check("formats");
}

#[test]
fn markup() {
    check("markup");
}

#[test]
fn registry() {
    check("registry");
}

#[test]
fn editor() {
    check("editor");
}

#[test]
fn hidden() {
    check("hidden");
}

#[test]
fn templates() {
    check("templates");
}

#[test]
fn bad() {
    check("bad");
}

#[test]
fn two_sources() {
    check("two-sources");
}

#[test]
fn pictures() {
    check("pictures");
}

#[test]
fn french() {
    check("french");
}

/// Every string of the interface that French has in other words, against all
/// that the pages of a French site say.
#[test]
fn a_french_site_speaks_no_english() {
    let languages = Languages::new("fr", &BTreeMap::new());
    let french = languages.site();
    let is_french = |text: &str| french.strings().any(|(_, it)| it.contains(text));
    let english: Vec<(&str, &str)> = Language::english()
        .strings()
        .filter(|(_, text)| !is_french(longest(text)))
        .collect();
    assert!(english.len() > 250, "{}", english.len());
    let mut wrong = String::new();
    let pages = found(&golden("french")).into_iter();
    // One article is English, and its labels with it.
    let pages = pages.filter(|(path, _)| matches("*.html", path) && !path.contains("/warsaw/"));
    for (path, bytes) in pages {
        for said in said(&lossy(&bytes)) {
            for (key, text) in &english {
                if is_said(text, &said) {
                    writeln!(wrong, "{path}: `{said}` has `{key}`").unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What a page says: its text, piece by piece, and the words in its attributes.
fn said(html: &str) -> Vec<String> {
    let mut said = Vec::new();
    for piece in html.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        said.push(text.trim().to_owned());
        for name in [" aria-label=", " title=", " alt=", " data-at=", " content="] {
            let value = tag.split(&format!("{name}\"")).nth(1);
            said.extend(
                value
                    .and_then(|rest| rest.split('"').next())
                    .map(str::to_owned),
            );
        }
        let data = tag.split(" data-").skip(1);
        said.extend(
            data.filter_map(|rest| rest.split('"').nth(1))
                .map(str::to_owned),
        );
    }
    let is_words =
        |said: &str| !said.is_empty() && !said.starts_with("http") && !said.starts_with('{');
    said.retain(|said| is_words(said));
    said
}

/// Whether a piece of a page is a string, or holds what is long in it.
fn is_said(text: &str, said: &str) -> bool {
    let longest = longest(text);
    said == text || longest.len() >= 8 && said.contains(longest)
}

/// The longest run of words in a string, between what is filled in.
fn longest(text: &str) -> &str {
    let parts = text.split('{');
    let outside = parts.map(|part| part.split_once('}').map_or(part, |it| it.1).trim());
    outside.max_by_key(|part| part.len()).unwrap_or_default()
}

#[test]
fn every_case_is_run() {
    let folders = fs::read_dir(golden("")).unwrap().map(Result::unwrap);
    let cases: BTreeSet<String> = folders
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().to_str().unwrap().replace('-', "_"))
        .collect();
    let own = include_str!("golden.rs");
    for case in cases {
        assert!(own.contains(&format!("fn {case}()")), "{case}");
    }
}

fn check(case: &str) {
    let (root, expected) = (golden(case), golden(case).join("expected"));
    let found = found(&root);
    if std::env::var_os("UPDATE").is_some() {
        return replace(&expected, &found);
    }
    let wrong = differences(&common::files_below(&expected), &found);
    assert!(
        wrong.is_empty(),
        "{wrong}\nif that is right, run `UPDATE=1 cargo test --test golden` and read the diff"
    );
}

fn golden(case: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(case)
}

/// The outputs that the case lists, and its diagnostics.
fn found(root: &Path) -> Files {
    let (sources, run) = common::build(root, None);
    let listed = fs::read_to_string(root.join("files.txt")).unwrap();
    let mut found = run.files;
    found.retain(|path, _| listed.lines().any(|line| matches(line, path)));
    if !run.diagnostics.is_empty() {
        let drawn = common::drawn(&sources, &run.diagnostics);
        found.insert("diagnostics.txt".to_owned(), drawn.into_bytes());
    }
    found
}

fn matches(line: &str, path: &str) -> bool {
    match line.strip_prefix('*') {
        Some(end) => path.ends_with(end),
        None => path == line,
    }
}

fn replace(expected: &Path, found: &Files) {
    if expected.exists() {
        fs::remove_dir_all(expected).unwrap();
    }
    for (path, bytes) in found {
        let path = expected.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn differences(expected: &Files, found: &Files) -> String {
    let mut differences = String::new();
    let paths: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
    for path in paths {
        let difference = match (expected.get(path), found.get(path)) {
            (Some(expected), Some(found)) if expected == found => continue,
            (Some(expected), Some(found)) => difference(&lossy(expected), &lossy(found)),
            (Some(_), None) => "expected, and not there\n".to_owned(),
            (None, _) => "there, and not expected\n".to_owned(),
        };
        write!(differences, "\n--- {path}\n{difference}").unwrap();
    }
    differences
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\r', "\u{240d}")
}

/// The lines that differ, with one line before and one after; lines that both
/// have at start and end are left out.
fn difference(expected: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (lines(expected), lines(found));
    let same = |(a, b): &(&&str, &&str)| a == b;
    let start = old.iter().zip(&new).take_while(same).count();
    let rest = (old[start..].iter().rev()).zip(new[start..].iter().rev());
    let end = rest.take_while(same).count();
    let mut text = format!("line {}\n", start + 1);
    let mut show = |mark, lines: &[&str]| {
        for line in lines {
            writeln!(text, "{mark} {line}").unwrap();
        }
    };
    show(' ', &old[start.saturating_sub(1)..start]);
    show('-', &old[start..old.len() - end]);
    show('+', &new[start..new.len() - end]);
    show(' ', &old[old.len() - end..][..end.min(1)]);
    text
}

/// Split at newlines, so that a missing last one shows too.
fn lines(text: &str) -> Vec<&str> {
    text.split('\n').collect()
}

#[test]
fn a_difference_is_readable() {
    assert_eq!(
        difference("a\nb\nc\nd\n", "a\nb\nx\nd\n"),
        "line 3\n  b\n- c\n+ x\n  d\n"
    );
    assert_eq!(difference("a", "a\n"), "line 2\n  a\n+ \n");
}

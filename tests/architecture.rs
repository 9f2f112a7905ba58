//! The plan of the house, held against the code: who may import whom, and who
//! may touch the world.

#![expect(clippy::disallowed_methods, reason = "reads the sources")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Each room and the rooms it may import. A room stands below all that import
/// it, so there can be no circle.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("cli", &[]),
    ("source", &[]),
    ("date", &[]),
    ("slug", &[]),
    ("output", &["slug"]),
    ("theme", &[]),
    ("pictures", &[]),
    ("steering", &[]),
    ("diagnostic", &["source", "steering"]),
    ("entity", &["source", "slug", "diagnostic"]),
    (
        "fields",
        &["source", "date", "steering", "diagnostic", "entity"],
    ),
    ("article", &["source", "date", "entity", "diagnostic"]),
    ("language", &["date", "diagnostic", "fields"]),
    ("server", &["output"]),
    (
        "project",
        &["source", "slug", "output", "theme", "diagnostic"],
    ),
    (
        "address",
        &["source", "slug", "output", "article", "entity"],
    ),
    ("config", &["source", "diagnostic", "fields", "language"]),
    (
        "parse",
        &[
            "source",
            "date",
            "slug",
            "steering",
            "diagnostic",
            "entity",
            "fields",
            "article",
        ],
    ),
    ("annotate", &["source", "date", "slug", "article", "entity"]),
    ("link", &["date", "slug", "article", "entity"]),
    (
        "site",
        &[
            "source", "date", "slug", "pictures", "article", "entity", "annotate", "config", "link",
        ],
    ),
    (
        "check",
        &[
            "source",
            "output",
            "diagnostic",
            "entity",
            "article",
            "address",
            "parse",
            "annotate",
            "link",
            "site",
        ],
    ),
    (
        "curate",
        &[
            "source",
            "slug",
            "diagnostic",
            "entity",
            "fields",
            "article",
            "config",
            "parse",
            "annotate",
            "site",
        ],
    ),
    (
        "render",
        &[
            "source",
            "date",
            "slug",
            "steering",
            "output",
            "pictures",
            "diagnostic",
            "article",
            "entity",
            "language",
            "address",
            "config",
            "parse",
            "link",
            "site",
        ],
    ),
    (
        "pipeline",
        &[
            "source",
            "date",
            "output",
            "pictures",
            "diagnostic",
            "entity",
            "article",
            "address",
            "config",
            "parse",
            "annotate",
            "link",
            "site",
            "check",
            "render",
        ],
    ),
    (
        "command",
        &[
            "cli",
            "source",
            "date",
            "steering",
            "output",
            "diagnostic",
            "entity",
            "article",
            "config",
            "parse",
            "annotate",
            "link",
            "render",
            "curate",
            "pipeline",
            "project",
            "server",
        ],
    ),
];

/// Signs of the world, and the rooms that face it.
const WORLD: &[(&str, &[&str])] = &[
    ("std::fs", &["project", "command"]),
    ("std::net", &["server", "command", "cli"]),
    ("std::process", &["command", "project"]),
    ("std::env::", &["command", "project"]),
    ("::now()", &["command", "project", "server"]),
    ("std::thread", &["command", "server", "project"]),
];

/// The files of each room with their shipped code; tests are left out.
fn rooms() -> BTreeMap<String, Vec<(String, String)>> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut rooms: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&src) {
        let entry = entry.expect("the sources can be read");
        let path = entry.path();
        let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
        if path.extension().is_none_or(|extension| extension != "rs") || is_test {
            continue;
        }
        let below = path
            .strip_prefix(&src)
            .expect("it lies below")
            .to_string_lossy()
            .replace('\\', "/");
        let room = below
            .split(['/', '.'])
            .next()
            .unwrap_or_default()
            .to_owned();
        let text = fs::read_to_string(path).expect("sources are UTF-8");
        rooms.entry(room).or_default().push((below, shipped(&text)));
    }
    rooms.remove("lib");
    rooms.remove("main");
    rooms
}

/// The code before the tests, without comments; tests come last in a file, or
/// stand in one of their own.
fn shipped(text: &str) -> String {
    let text = text.replace("#[cfg(test)]\nmod tests;", "");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The rooms that a file names: `crate::x`, and each of `use crate::{x, y}`.
fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, sign) in code.match_indices("crate::") {
        let rest = &code[at + sign.len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => list
                .split('}')
                .next()
                .unwrap_or_default()
                .split(',')
                .collect(),
            None => vec![rest],
        };
        let first = |name: &str| {
            name.trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>()
        };
        found.extend(names.into_iter().map(first).filter(|name| !name.is_empty()));
    }
    found
}

#[test]
fn imports_point_down_the_house() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut wrong = Vec::new();
    for (room, files) in rooms() {
        let Some(allowed) = allowed.get(room.as_str()) else {
            wrong.push(format!("the room `{room}` is not in the table"));
            continue;
        };
        for (file, code) in files {
            let strangers = imports(&code)
                .into_iter()
                .filter(|import| *import != room && !allowed.contains(&import.as_str()));
            // Macros and functions of the crate's root don't exist; what is
            // left is a room.
            wrong.extend(
                strangers
                    .filter(|import| MAY_IMPORT.iter().any(|(room, _)| room == import))
                    .map(|import| format!("{file} imports {import}")),
            );
        }
    }
    assert!(
        wrong.is_empty(),
        "imports against the plan:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_table_has_no_circle() {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for (room, imports) in MAY_IMPORT {
        let upward: Vec<_> = imports
            .iter()
            .filter(|import| !known.contains(*import))
            .collect();
        assert!(
            upward.is_empty(),
            "{room} may import {upward:?}, which stand above it"
        );
        known.insert(room);
    }
}

#[test]
fn every_line_of_the_table_is_used() {
    let rooms = rooms();
    let mut unused = Vec::new();
    for (room, imports_allowed) in MAY_IMPORT {
        let files = rooms
            .get(*room)
            .unwrap_or_else(|| panic!("there is no room `{room}`"));
        let used: BTreeSet<String> = files.iter().flat_map(|(_, code)| imports(code)).collect();
        unused.extend(
            imports_allowed
                .iter()
                .filter(|import| !used.contains(**import))
                .map(|import| format!("{room} -> {import}")),
        );
    }
    assert!(
        unused.is_empty(),
        "allowed and not needed:\n{}",
        unused.join("\n")
    );
}

#[test]
fn only_some_rooms_face_the_world() {
    let mut wrong = Vec::new();
    for (room, files) in rooms() {
        for (file, code) in &files {
            let signs = WORLD
                .iter()
                .filter(|(sign, facing)| code.contains(sign) && !facing.contains(&room.as_str()));
            wrong.extend(signs.map(|(sign, _)| format!("{file} uses {sign}")));
        }
    }
    assert!(
        wrong.is_empty(),
        "the world is reached from the wrong rooms:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_room_says_why_it_exists() {
    for (file, text) in rooms().into_values().flatten().map(|(file, _)| {
        let text = fs::read_to_string(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("src")
                .join(&file),
        )
        .expect("it was just read");
        (file, text)
    }) {
        assert!(
            text.starts_with("//!"),
            "{file} opens without saying why it exists"
        );
    }
}

/// A string that nothing says any more would be translated for nothing.
#[test]
fn every_string_of_the_interface_is_said() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    for folder in ["templates", "src/render", "src/language"] {
        for entry in walkdir::WalkDir::new(root.join(folder)) {
            let entry = entry.expect("the sources can be read");
            if entry.file_type().is_file() {
                text += &fs::read_to_string(entry.path()).expect("sources are UTF-8");
            }
        }
    }
    let is_said = |key: &str| {
        let table = key.split('.').next().unwrap_or(key);
        let about = table.strip_prefix("differs_").map(|_| "\"differs_\"");
        [
            format!("words.{table}"),
            format!("\"{table}\""),
            format!("\"{table}."),
        ]
        .iter()
        .map(String::as_str)
        .chain(about)
        .any(|sign| text.contains(sign))
    };
    let english = dateline::language::Language::english();
    for (key, _) in english.strings() {
        assert!(is_said(key), "{key}");
    }
}

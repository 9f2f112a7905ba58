//! What a build leaves to the next one, through the program.

#![expect(clippy::disallowed_methods, reason = "looks at what lies on disk")]

mod common;

use std::fs;
use std::time::SystemTime;

use common::{Folder, files_below};

const SITE: &str = r#"
//- dateline.toml
title = "Briefings"
//- content/nato.md
+++
title = "Canada joins"
date = 2016-02-10
+++
Ash Carter met Harjit Sajjan in Brussels on Wednesday.
//- content/later.md
+++
title = "Later"
date = 2017-03-01
+++
Jens Stoltenberg spoke in Oslo.
"#;

const FEBRUARY: &str = "1485950400";
const APRIL: &str = "1491004800";

fn build(site: &Folder, epoch: &str, arguments: &[&str]) -> String {
    let arguments = [&["build"], arguments].concat();
    let answer = site.run(&arguments, &[("SOURCE_DATE_EPOCH", epoch)], "");
    answer.ends_with(0).stdout
}

fn ages(site: &Folder) -> Vec<(String, SystemTime)> {
    let public = site.path("public");
    let files = files_below(&public).into_keys();
    let age = |name: &String| fs::metadata(public.join(name)).unwrap().modified();
    files
        .map(|name| (name.clone(), age(&name).unwrap()))
        .collect()
}

/// Whether a build made nothing anew, and left every file as old as it was.
fn is_unchanged(site: &Folder, epoch: &str) -> bool {
    let before = ages(site);
    let said = build(site, epoch, &[]);
    let is_unchanged = said.starts_with("Unchanged: 1 article");
    assert_eq!(is_unchanged, !said.starts_with("Built"), "{said}");
    assert!(!is_unchanged || ages(site) == before);
    is_unchanged
}

#[test]
fn where_nothing_has_changed_nothing_is_made() {
    let site = Folder::new(SITE);
    assert!(build(&site, FEBRUARY, &[]).starts_with("Built 1 article"));
    assert!(is_unchanged(&site, FEBRUARY));
    let fresh = Folder::new(SITE);
    build(&fresh, FEBRUARY, &["--no-cache"]);
    assert!(files_below(&site.path("public")) == files_below(&fresh.path("public")));
}

#[test]
fn whatever_changes_makes_the_site_anew() {
    let entity = "[[entity]]\nname = \"Harjit Sajjan\"\nkind = \"person\"\n";
    let text = "+++\ntitle = \"B\"\ndate = 2016-02-10\n+++\nC.";
    let changes = [
        ("a text", "content/nato.md", Some(text)),
        ("a setting", "dateline.toml", Some("title = \"Others\"")),
        ("a template", "templates/tags.html", Some("<p></p>")),
        ("a static file", "static/a.txt", Some("a")),
        ("a name", "content/entities/a.toml", Some(entity)),
        (
            "a story",
            "content/stories/a.md",
            Some("+++\ntitle = \"A\"\n+++\n"),
        ),
        ("a page written over", "public/index.html", Some("mine")),
        ("a page that is gone", "public/index.html", None),
    ];
    for (what, path, text) in changes {
        let site = Folder::new(SITE);
        build(&site, FEBRUARY, &[]);
        match text {
            Some(text) => site.write(path, text),
            None => fs::remove_file(site.path(path)).unwrap(),
        }
        assert!(!is_unchanged(&site, FEBRUARY), "{what}");
        let kept = files_below(&site.path("public"));
        fs::remove_dir_all(site.path("public")).unwrap();
        build(&site, FEBRUARY, &["--no-cache"]);
        assert!(kept == files_below(&site.path("public")), "{what}");
    }
}

#[test]
fn other_arguments_make_another_site() {
    for arguments in [
        &["--drafts"][..],
        &["--future"],
        &["--base-url", "https://example.org/sub/"],
        &["--output", "elsewhere"],
    ] {
        let site = Folder::new(SITE);
        build(&site, FEBRUARY, &[]);
        assert!(
            build(&site, FEBRUARY, arguments).starts_with("Built"),
            "{arguments:?}"
        );
        assert!(
            build(&site, FEBRUARY, arguments).starts_with("Unchanged"),
            "{arguments:?}"
        );
        let is_same = arguments[0] == "--output";
        assert_eq!(is_unchanged(&site, FEBRUARY), is_same, "{arguments:?}");
    }
}

#[test]
fn an_article_goes_when_its_time_is_over() {
    let site = Folder::new(SITE);
    let head = "+++\ntitle = \"A\"\ndate = 2016-02-10\nexpires = 2017-03-15\n+++\n";
    site.write("content/passing.md", format!("{head}Text."));
    build(&site, FEBRUARY, &[]);
    assert!(site.has("public/passing/index.html"));
    assert!(build(&site, APRIL, &[]).starts_with("Built"));
    assert!(!site.has("public/passing/index.html"));
}

#[test]
fn an_article_appears_when_its_day_has_come() {
    let site = Folder::new(SITE);
    build(&site, FEBRUARY, &[]);
    assert!(!site.has("public/later/index.html"));
    assert!(build(&site, APRIL, &[]).starts_with("Built 2 articles"));
    assert!(site.has("public/later/index.html"));
}

#[test]
fn a_damaged_cache_is_as_good_as_none() {
    let site = Folder::new(SITE);
    build(&site, FEBRUARY, &[]);
    let good = files_below(&site.path("public"));
    let cache = site.path(".dateline-cache");
    for (name, bytes) in files_below(&cache) {
        fs::write(cache.join(&name), &bytes[..bytes.len() / 2]).unwrap();
    }
    assert!(!is_unchanged(&site, FEBRUARY));
    assert!(good == files_below(&site.path("public")));
}

#[test]
fn without_a_cache_nothing_is_left() {
    let site = Folder::new(SITE);
    build(&site, FEBRUARY, &["--no-cache"]);
    assert!(!site.has(".dateline-cache"));
    build(&site, FEBRUARY, &[]);
    assert_eq!(site.read(".dateline-cache/.gitignore"), "*\n");
    assert!(build(&site, FEBRUARY, &["--no-cache"]).starts_with("Built"));
}

#[test]
fn warnings_are_said_again() {
    let site = Folder::new(SITE);
    site.write(
        "content/nato.md",
        "+++\ntitle = \"A\"\n+++\nIt was on Wednesday.",
    );
    let epoch = [("SOURCE_DATE_EPOCH", FEBRUARY)];
    let first = site.run(&["build"], &epoch, "");
    let second = site.run(&["build"], &epoch, "");
    assert!(second.stdout.starts_with("Unchanged"), "{second:?}");
    assert!(first.stderr.contains("warning"), "{first:?}");
    assert_eq!(first.stderr, second.stderr);
    site.run(&["build", "--strict"], &epoch, "").ends_with(1);
}

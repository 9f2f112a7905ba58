//! Promise 4, as far as texts go: no slug, alias, id or link leads out of the
//! site, onto another of its files, or to a name that a system can't hold.

use std::collections::BTreeSet;

use super::common::Folder;
use super::{TEXT, article, survives, with_keys};

/// Ways out, and names that mean something to some system.
const WAYS: [&str; 34] = [
    "..",
    "../x",
    "../../../../x",
    "/etc/passwd",
    "a/../../x",
    "%2e%2e",
    "%2e%2e%2fx",
    "..%2f..%2fx",
    "%252e%252e/x",
    "//example.com/x",
    "\\\\host\\x",
    "..\\..\\x",
    "a\\b",
    "C:/x",
    "C:\\x",
    "file:///x",
    "javascript:x",
    ".",
    "./x",
    "a//b",
    "con",
    "NUL",
    "com1.html",
    "a.",
    "a:b",
    "a*b",
    "a?b",
    "a#b",
    "<script>",
    "api/x",
    "search/words/x",
    ".htaccess",
    "robots.txt",
    "dateline.css",
];

/// The output, and what a build keeps for the next.
fn is_ours(path: &str) -> bool {
    path.starts_with("public/") || path.starts_with(".dateline-cache/")
}

/// All files that a build leaves beside its output are those that were there.
#[track_caller]
fn stays_inside(keys: &str) -> Option<i32> {
    let (site, answer) = survives(&with_keys(keys, TEXT));
    let is_outside = |path: &String| !is_ours(path);
    let outside: BTreeSet<String> = site.files().into_keys().filter(is_outside).collect();
    let there = BTreeSet::from(["content/a.md".to_owned()]);
    assert_eq!(outside, there, "{keys}");
    answer.code
}

#[test]
fn no_slug_and_no_alias_leads_out() {
    for way in WAYS {
        let way = serde_json::to_string(way).unwrap();
        let code = stays_inside(&format!("title = 'A'\nslug = {way}"));
        assert_eq!(code, Some(1), "slug {way}");
        let code = stays_inside(&format!("title = 'A'\naliases = [{way}]"));
        // With its slashes taken off it is a path inside like any other.
        let is_plain = way.contains("etc/passwd") || way.contains("//example");
        assert_eq!(code, Some(i32::from(!is_plain)), "alias {way}");
    }
    for long in ["x".repeat(300), "é".repeat(200), "a/".repeat(600)] {
        let code = stays_inside(&format!("title = 'A'\naliases = ['/{long}/']"));
        assert_eq!(code, Some(1));
    }
}

#[test]
fn no_id_leads_out() {
    for way in WAYS {
        for id in [way.to_owned(), format!("person/{way}")] {
            let id = serde_json::to_string(&id).unwrap();
            let entity =
                format!("[[entity]]\nid = {id}\nname = \"Ada Byron\"\nkind = \"person\"\n");
            let registry = format!(
                "//- content/entities/r.toml\n{entity}{}",
                article("Ada Byron.")
            );
            let (site, _) = survives(&registry);
            let is_inside = |path: &String| is_ours(path) || path.starts_with("content/");
            assert!(site.files().keys().all(is_inside), "{id}");
        }
    }
}

/// Names of files and of things become addresses that every system has.
#[test]
fn names_are_made_safe() {
    let names = [
        "..",
        "con",
        "NUL",
        "a b",
        "\u{202e}x",
        "émile",
        "$(x)",
        "a'b",
        "{{x}}",
        "%2e%2e",
    ];
    for name in names {
        let fixture = format!(
            "//- content/{name}/{name}.md\n+++\ntitle = \"A\"\ndate = 2016-02-10\ntags = ['{}']\n+++\n\n{TEXT}\n",
            name.replace('\'', "")
        );
        if name == ".." {
            continue;
        }
        let (site, answer) = survives(&fixture);
        assert_eq!(answer.code, Some(0), "{name}: {}", answer.stderr);
        let is_plain = |path: &str| {
            path.chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_./~".contains(c))
        };
        let files = site.files();
        let mut made = files.keys().filter(|path| path.starts_with("public/"));
        assert!(made.all(|path| is_plain(path)), "{name}");
    }
}

#[test]
fn two_of_one_name_are_refused() {
    let two = |a: &str, b: &str| format!("//- {a}\n{}\n//- {b}\n{}\n", text(a), text(b));
    for (a, b) in [
        ("content/a.md", "content/A.md"),
        ("content/a.md", "content/a.txt"),
        ("content/caf\u{e9}.md", "content/cafe\u{301}.md"),
        ("content/a.md", "static/a/index.html"),
        ("content/a.md", "static/A/Index.HTML"),
        ("content/a.md", "static/a"),
    ] {
        survives(&two(a, b)).1.ends_with(1);
    }
    for (a, b) in [
        ("static/x.txt", "static/X.txt"),
        ("static/caf\u{e9}.txt", "static/cafe\u{301}.txt"),
    ] {
        let fixture = two(a, b) + &article(TEXT);
        survives(&fixture).1.ends_with(1);
    }
    for aliases in [
        "'/a/'",
        "'/A/'",
        "'/x/', '/x/'",
        "'/x/', '/X/'",
        "'/caf\u{e9}/', '/cafe\u{301}/'",
        "'/x.html', '/x.html/y/'",
        "'/a/text.txt/x/'",
        "'/API/x/'",
        "'/Index.HTML'",
    ] {
        let (_, answer) = survives(&with_keys(
            &format!("title = 'A'\naliases = [{aliases}]"),
            TEXT,
        ));
        assert_eq!(answer.code, Some(1), "{aliases}");
    }
}

#[test]
fn files_that_a_system_cannot_hold_are_refused() {
    for name in ["con.txt", "NUL", "a:b", "x?.txt", "a.", "a\\b", "a\nb"] {
        let site = Folder::new(&article(TEXT));
        site.write(&format!("static/{name}"), "x");
        site.dateline(&["build", "-q"])
            .ends_with(1)
            .says("error[bad-address]");
    }
}

fn text(path: &str) -> &'static str {
    if path.starts_with("content/") {
        "+++\ntitle = 'A'\ndate = 2016-02-10\n+++\nA."
    } else {
        "x"
    }
}

//! Nothing of a hidden article reaches any output.
//!
//! An article is planted with a word of its own in each place that an editor
//! can write to. First it is shown, to see that the words do come through;
//! then it is hidden, and no output may hold any of them.

#![expect(clippy::disallowed_methods, reason = "meets the disk")]

mod common;

use std::path::Path;

use common::{Built, Folder, made, made_by, options};
use dateline::pipeline::Pipeline;
use dateline::source::{Asset, SourcePath, Sources};

/// Part of every planted word.
const PLANTED: &str = "zqx";

/// Where a word is planted, and a word that then stands in some output.
const WORDS: [&str; 21] = [
    "aliaszqx",
    "articlezqx",
    "authorzqx",
    "correctionzqx",
    "headingzqx",
    "itemzqx",
    "labelzqx",
    "licencezqx",
    "linkzqx",
    "namezqx",
    "photozqx",
    "picturezqx",
    "publisherzqx",
    "reporterzqx",
    "sourcezqx",
    "summaryzqx",
    "tagzqx",
    "textzqx",
    "titlezqx",
    "widezqx",
    "codezqx",
];

fn site(hidden_by: &str) -> String {
    SITE.replace("HIDDEN_BY", hidden_by)
}

const SITE: &str = r#"
//- dateline.toml
title = "Leaks"
base_url = "https://example.org/"
//- content/shown.md
+++
title = "Shown"
date = 2016-12-30
tags = ["both"]
story = "both"
+++
NATO met in Brussels on Friday, and the [registry](/entities/) grew.
//- content/articlezqx.md
+++
title = "Titlezqx of NATO"
date = 2016-12-31
summary = "Summaryzqx."
authors = ["Authorzqx"]
tags = ["both", "Tagzqx"]
story = "both"
aliases = ["/aliaszqx/"]
HIDDEN_BY

[source]
title = "Sourcezqx"
publisher = "Publisherzqx"
author = "Reporterzqx"
licence = "Licencezqx"
url = "https://example.com/linkzqx"

[[events]]
quote = "NATO met in Textzqx"
date = "2016-12-29"
label = "Labelzqx"

[[corrections]]
date = 2016-12-31
text = "Correctionzqx."
+++

NATO met in Textzqx, as General John Namezqx said in Brussels on Thursday. Then see [what is shown](shown.md), [the story](stories/both.md) and [the alliance](entities/nato.md).

- An [itemzqx](shown.md) of a list.

![A picture](picturezqx.gif "Photozqx")

![A wide picture](widezqx.jpg)

## Headingzqx

`codezqx`
//- content/picturezqx.gif
GIF89aAAAA
//- content/entities/registry.toml
[[entity]]
name = "John Namezqx"
kind = "person"
//- content/entities/nato.md
+++
id = "organisation/nato"
name = "NATO"
kind = "organisation"
+++
//- content/stories/both.md
+++
title = "Both"
+++
"#;

fn build(hidden_by: &str) -> Built {
    made(&sources(&site(hidden_by)), &options(None))
}

/// A fixture with a picture beside the article that smaller ones are made of.
fn sources(fixture: &str) -> Sources {
    let mut sources = common::sources(fixture);
    sources.pictures.push(Asset {
        path: SourcePath::new("widezqx.jpg"),
        bytes: wide_picture().into(),
    });
    sources.pictures.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn wide_picture() -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read(root.join("tests/golden/pictures/static/img/shapes.jpg")).unwrap()
}

/// What smaller forms of the wide picture have in their names; only the site
/// that shows it knows.
fn fingerprint(paths: impl IntoIterator<Item = String>) -> String {
    let smaller = paths.into_iter().find_map(|path| {
        let (_, end) = path.rsplit_once("widezqx.")?;
        end.strip_suffix(".480.jpg").map(str::to_owned)
    });
    smaller.expect("a smaller form of the wide picture")
}

/// Every path and text of the site, in small letters.
fn everything(run: &Built) -> Vec<String> {
    let text = |(path, bytes): (&String, &Vec<u8>)| {
        // A calendar may break its lines within a word.
        let text = String::from_utf8_lossy(bytes).replace("\r\n ", "");
        format!("{path}\n{text}").to_lowercase()
    };
    run.files.iter().map(text).collect()
}

#[test]
fn what_is_shown_comes_through() {
    let run = build("");
    assert_eq!(run.diagnostics, []);
    let everything = everything(&run);
    for word in WORDS {
        let is_there = everything.iter().any(|text| text.contains(word));
        assert!(is_there, "{word} is in no output");
    }
}

/// Calendars and files for TimelineJS hold what is shown, so that it counts
/// when they don't hold what is hidden.
#[test]
fn it_comes_through_to_every_export() {
    let everything = everything(&build(""));
    for path in [
        "timeline/calendar.ics",
        "timeline/timeline.json",
        "timeline/timeline.csv",
        "stories/both/calendar.ics",
        "stories/both/timeline.json",
        "stories/both/timeline.csv",
        "entities/organisation/nato/calendar.ics",
        "entities/person/john-namezqx/calendar.ics",
    ] {
        let is_there = |text: &String| text.starts_with(path) && text.contains("labelzqx");
        assert!(everything.iter().any(is_there), "{path}");
    }
}

/// So does what is searched and what is laid over the text.
#[test]
fn it_comes_through_to_the_index_and_the_annotations() {
    let everything = everything(&build(""));
    for (path, word) in [
        ("search/words/", "textzqx"),
        ("search/words/", "headingzqx"),
        ("search/documents/", "titlezqx"),
        ("search/documents/", "john namezqx"),
        ("search/filters.json", "publisherzqx"),
        ("articlezqx/text.txt", "textzqx"),
        ("articlezqx/annotations.json", "namezqx"),
        ("archive/index.html", "titlezqx"),
    ] {
        let is_there = |text: &String| text.starts_with(path) && text.contains(word);
        assert!(everything.iter().any(is_there), "{path} without {word}");
    }
}

/// The same of feeds, dossiers and lists.
#[test]
fn it_comes_through_to_every_page_around_it() {
    let everything = everything(&build(""));
    for path in [
        "index.html",
        "archive/index.html",
        "timeline/index.html",
        "stories/both/index.html",
        "stories/both/atom.xml",
        "tags/both/index.html",
        "entities/organisation/nato/index.html",
        "entities/organisation/nato/atom.xml",
        "api/entities/organisation/nato.json",
        "api/entities/person/john-namezqx.json",
    ] {
        let is_there = |text: &String| text.starts_with(path) && text.contains("titlezqx");
        assert!(everything.iter().any(is_there), "{path}");
    }
}

#[test]
fn what_is_hidden_does_not() {
    for hidden_by in [
        "draft = true",
        "unlisted = true",
        "embargo = 2017-01-02",
        "embargo = 2017-01-01T00:00:01Z",
        "expires = 2017-01-01",
        "updated = 2016-12-31\ndraft = true",
    ] {
        check(&build(hidden_by), hidden_by);
    }
}

#[test]
fn the_future_is_hidden() {
    let future = site("").replace("date = 2016-12-31\nsummary", "date = 2017-01-02\nsummary");
    check(
        &made(&sources(&future), &options(None)),
        "date = 2017-01-02",
    );
}

/// What is shown may point to what is hidden: then the site isn't written, or
/// only the words of the link are in it.
#[test]
fn a_link_to_it_tells_nothing() {
    for link in [
        "[then](articlezqx.md)",
        "[then](/articlezqx/)",
        "[then](/aliaszqx/)",
        "[[articlezqx|then]]",
        "![then](picturezqx.gif)",
        "[then](picturezqx.gif)",
    ] {
        let text = format!("NATO met in Brussels on Friday, and {link} the");
        let hidden = site("draft = true").replace("NATO met in Brussels on Friday, and the", &text);
        assert!(hidden.contains(link));
        let folder = Folder::new(&hidden);
        folder.write("content/widezqx.jpg", wide_picture());
        folder.dateline(&["build", "-q"]);
        for (path, bytes) in folder.files() {
            let is_output = path.starts_with("public/");
            let text = format!("{path}\n{}", String::from_utf8_lossy(&bytes)).to_lowercase();
            // A picture that a shown article shows is no longer hidden.
            let text = text.replace("picturezqx", "");
            assert!(!is_output || !text.contains(PLANTED), "{link}: {path}");
        }
    }
}

/// A build that shows drafts and then one that doesn't, in the same folder.
#[test]
fn what_an_earlier_build_has_shown_is_gone() {
    let site = Folder::new(&site("draft = true"));
    site.write("content/widezqx.jpg", wide_picture());
    let built = |site: &Folder| {
        let mut files = site.files();
        // What a build keeps for the next is no output, and ignored by Git.
        files.retain(|path, _| {
            !path.starts_with("content/") && !path.starts_with(".dateline-cache/")
        });
        files
    };
    site.dateline(&["build", "-q", "--drafts"]).ends_with(0);
    let fingerprint = fingerprint(built(&site).into_keys());
    site.dateline(&["build", "-q"]).ends_with(0);
    let built = built(&site);
    assert!(built.contains_key("public/shown/index.html"));
    for (path, bytes) in built {
        let text = format!("{path}\n{}", String::from_utf8_lossy(&bytes)).to_lowercase();
        for planted in [PLANTED, &fingerprint] {
            assert!(!text.contains(planted), "{path} holds {planted}");
        }
    }
}

/// A server that has shown an article forgets it when it is hidden.
#[test]
fn what_was_shown_and_is_hidden_is_forgotten() {
    let mut pipeline = Pipeline::new();
    made_by(&mut pipeline, &sources(&site("")), &options(None));
    let hidden = sources(&site("draft = true"));
    let again = made_by(&mut pipeline, &hidden, &options(None));
    check(&again, "draft = true, after it was shown");
}

fn check(run: &Built, hidden_by: &str) {
    let shown = build("").files;
    let fingerprint = fingerprint(shown.into_keys());
    let everything = everything(run);
    assert!(
        everything.iter().any(|text| text.contains("shown")),
        "{hidden_by}: the site is empty"
    );
    for text in everything {
        assert!(
            !text.contains(&fingerprint),
            "{hidden_by}: an output knows a hidden picture"
        );
        let Some(at) = text.find(PLANTED) else {
            continue;
        };
        let (path, _) = text.split_once('\n').unwrap();
        let start = text.floor_char_boundary(at.saturating_sub(80));
        panic!(
            "{hidden_by}: {path} holds \u{2026}{}",
            &text[start..at + PLANTED.len()]
        );
    }
}

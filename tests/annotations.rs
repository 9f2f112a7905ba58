//! Annotations as another program reads them: every selector finds its words.

mod common;

use std::path::Path;

use common::{Files, build, made, options, sources};
use serde_json::Value;

const SITE: &str = "
//- content/briefings/talks.md
+++
title = \"Talks  in Brussels\"
date = 2016-02-10
+++
# Talks

\u{1f54a} \u{c9}l\u{e9}onore said on *Tuesday* that NATO
and **Germany** met. [NATO](https://www.nato.int/) met again on 3 February 2016.

| Who | Where |
|---|---|
| Angela Merkel | Paris |

- `NATO` and Germany.
- On 5 May 2015 NATO met. NATO met in Paris.
//- content/entities/nato.md
+++
id = \"organisation/nato\"
name = \"NATO\"
kind = \"organisation\"
wikidata = \"Q7184\"
+++
//- content/briefings/empty.md
+++
title = \"Nothing\"
date = 2016-02-11
+++
";

fn text(files: &Files, path: &str) -> String {
    let bytes = files.get(path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes.clone()).unwrap()
}

/// Checks all annotations of a site and returns how many highlights and how
/// many events there are.
fn check(files: &Files) -> (usize, usize) {
    let (mut highlights, mut events) = (0, 0);
    for path in files.keys() {
        let Some(page) = path.strip_suffix("annotations.json") else {
            continue;
        };
        let data: Value = serde_json::from_str(&text(files, path)).unwrap();
        let words = text(files, &format!("{page}text.txt"));
        let html = text(files, &format!("{page}index.html"));
        assert!(
            html.contains("annotations.json\">"),
            "{page} doesn't link to them"
        );
        let items = data["first"]["items"].as_array().unwrap();
        assert_eq!(data["total"], items.len());
        let mut ids = std::collections::BTreeSet::new();
        for item in items {
            let id = item["id"].as_str().unwrap();
            assert!(ids.insert(id), "{id} twice");
            let exact = finds(item, &words);
            let anchor = id.rsplit('#').next().unwrap();
            if item["motivation"] == "identifying" {
                highlights += 1;
                assert_highlighted(&html, anchor, &exact);
            } else {
                events += 1;
                assert!(
                    words.lines().any(|line| line == exact),
                    "{exact} is no sentence"
                );
            }
        }
    }
    (highlights, events)
}

/// Checks both selectors of an annotation, and returns the words.
fn finds(item: &Value, words: &str) -> String {
    let [quote, position] = &item["target"]["selector"].as_array().unwrap()[..] else {
        panic!("two selectors: {item}");
    };
    let part = |key: &str| quote[key].as_str().unwrap().to_owned();
    let (exact, prefix, suffix) = (part("exact"), part("prefix"), part("suffix"));
    let number = |key: &str| usize::try_from(position[key].as_u64().unwrap()).unwrap();
    let (start, end) = (number("start"), number("end"));
    let characters: Vec<char> = words.replace('\n', " ").chars().collect();
    let at = |start: usize, end: usize| characters[start..end].iter().collect::<String>();
    assert!(!exact.is_empty(), "{item}");
    assert_eq!(at(start, end), exact, "{item}");
    assert_eq!(at(start - prefix.chars().count(), start), prefix, "{item}");
    assert_eq!(at(end, end + suffix.chars().count()), suffix, "{item}");
    exact
}

/// The highlight with this id says the same, where there is one: a name inside
/// a link has none.
fn assert_highlighted(html: &str, id: &str, exact: &str) {
    let Some((_, rest)) = html.split_once(&format!(" id=\"{id}\"")) else {
        return;
    };
    let (_, rest) = rest.split_once('>').unwrap();
    let (inside, _) = rest.split_once("</a>").unwrap();
    let mut shown = String::new();
    let mut is_tag = false;
    for c in inside.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => shown.push(c),
            _ => {}
        }
    }
    let shown = shown.replace("&amp;", "&").replace("&#39;", "'");
    let shown: Vec<&str> = shown.split_whitespace().collect();
    // A name half in emphasis is two highlights, of which the first has the id.
    assert!(
        exact.starts_with(&shown.join(" ")),
        "{id}: {shown:?} is not {exact}"
    );
}

#[test]
fn selectors_find_their_words() {
    let run = made(&sources(SITE), &options(Some("https://example.org/sub/")));
    assert_eq!(run.errors(), 0, "{:#?}", run.diagnostics);
    let files = run.files;
    let (highlights, events) = check(&files);
    assert!(highlights >= 7 && events >= 3, "{highlights}, {events}");
    let words = text(&files, "briefings/talks/text.txt");
    assert!(words.starts_with("Talks in Brussels\n"), "{words}");
    let data = text(&files, "briefings/talks/annotations.json");
    let data: Value = serde_json::from_str(&data).unwrap();
    let own = "https://example.org/sub/briefings/talks/annotations.json";
    assert_eq!(data["id"], own);
    let items = data["first"]["items"].as_array().unwrap();
    let mut items = items.iter();
    let first = items.find(|item| item["body"]["label"] == "NATO").unwrap();
    assert_eq!(
        first["target"]["source"],
        "https://example.org/sub/briefings/talks/"
    );
    assert_eq!(first["body"]["type"], "schema:Organization");
    assert!(first["body"]["sameAs"][0].is_string(), "{first}");
    assert_eq!(text(&files, "briefings/empty/text.txt"), "Nothing\n");
}

#[test]
fn every_selector_of_the_demo_finds_its_words() {
    for base in [None, Some("https://example.org/sub/")] {
        let (_, run) = build(Path::new(env!("CARGO_MANIFEST_DIR")), base);
        let (highlights, events) = check(&run.files);
        assert_eq!(highlights, run.counts.mentions);
        assert!(events > 100, "{events}");
    }
}

//! The search index, read as the script of the search page reads it.

mod common;

use std::collections::BTreeSet;

use common::{Files, made, options, sources};
use serde_json::Value;

const SITE: &str = "
//- dateline.toml
title = \"Search\"
SETTING
//- content/new.md
+++
title = \"Ministers strike a deal\"
date = 2016-02-10
tags = [\"talks\"]
story = \"deal\"
[source]
title = \"Minutes\"
publisher = \"The Registry\"
+++
The strikes ended in Z\u{fc}rich on Tuesday, as NATO said. Nobody was striking.
//- content/old.md
+++
title = \"Before\"
date = 2015-02-10
story = \"deal\"
+++
Nothing was said, and everybody went home.
//- content/undated.md
+++
title = \"Some day\"
+++
Nobody knows when.
//- content/stories/deal.md
+++
title = \"The long deal\"
+++
";

fn site(setting: &str) -> Files {
    let site = SITE.replace("SETTING", setting);
    let run = made(&sources(&site), &options(None));
    assert_eq!(run.errors(), 0, "{:#?}", run.diagnostics);
    run.files
}

fn data(files: &Files, path: &str) -> Value {
    serde_json::from_slice(files.get(path).unwrap_or_else(|| panic!("no {path}"))).unwrap()
}

/// The titles of the documents that a word or a filter's key leads to.
fn find(files: &Files, word: &str) -> BTreeSet<String> {
    let index = data(files, "search/index.json");
    let begins = index["words"].as_array().unwrap();
    let after = begins.partition_point(|begin| begin.as_str().unwrap() <= word);
    let shard = data(
        files,
        &format!("search/words/{}.json", after.saturating_sub(1)),
    );
    let chunk = usize::try_from(index["chunk"].as_u64().unwrap()).unwrap();
    let mut titles = BTreeSet::new();
    for entry in shard.as_array().unwrap() {
        if !entry[0]
            .as_str()
            .unwrap()
            .split(' ')
            .any(|form| form == word)
        {
            continue;
        }
        for number in numbers(entry[1].as_str().unwrap()) {
            let part = data(files, &format!("search/documents/{}.json", number / chunk));
            titles.insert(part[number % chunk]["title"].as_str().unwrap().to_owned());
        }
    }
    titles
}

fn numbers(postings: &str) -> Vec<usize> {
    let value = |byte: u8| usize::from(byte) - 35 - usize::from(byte > 92);
    let mut digits = postings.bytes().map(value);
    let (mut numbers, mut next, mut distance, mut shift) = (Vec::new(), 0, 0, 0);
    while let Some(digit) = digits.next() {
        distance |= (digit & 31) << shift;
        shift += 5;
        if digit < 32 {
            numbers.push(next + distance);
            next += distance + 1;
            (distance, shift) = (0, 0);
            assert!((1..64).contains(&digits.next().unwrap()));
        }
    }
    numbers
}

#[test]
fn words_lead_to_documents() {
    let files = site("");
    let check = |word: &str, expected: &[&str]| {
        let expected: BTreeSet<String> = expected.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(find(&files, word), expected, "{word}");
    };
    let new = "Ministers strike a deal";
    check("strikes", &[new]);
    check("striking", &[new]);
    check("strike", &[new]);
    check("deal", &[new, "The long deal"]);
    check("zurich", &[new, "Zurich"]);
    check("nato", &[new, "NATO"]);
    check("nobody", &[new, "Some day"]);
    check("nosuchword", &[]);
    check("the", &[]);
    check("/entities/organisation/nato/", &[new]);
    check("/stories/deal/", &[new, "Before"]);
    check("/publisher/the-registry", &[new]);
}

#[test]
fn articles_come_first_and_newest_first() {
    let files = site("");
    let index = data(&files, "search/index.json");
    assert_eq!(index["kinds"][0], serde_json::json!(["article", 0, 3]));
    assert_eq!(
        index["years"],
        serde_json::json!([["2016", 0, 1], ["2015", 1, 2]])
    );
    let filters = data(&files, "search/filters.json");
    assert_eq!(
        filters["publisher"],
        serde_json::json!([["publisher/the-registry", "The Registry", 1]])
    );
    assert_eq!(
        filters["story"],
        serde_json::json!([["stories/deal/", "The long deal", 2]])
    );
}

#[test]
fn off_leaves_no_trace() {
    let files = site("search = false");
    for (path, bytes) in &files {
        assert!(!path.contains("search"), "{path}");
        let is_text = matches!(path.rsplit_once('.'), Some((_, "html" | "js")));
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        let text = text.replace("<title>ministers strike", "");
        // The site of this test has the word in its title.
        let text = text.replace(">search<", "").replace("\"search\"", "");
        assert!(!(is_text && text.contains("search/")), "{path}");
    }
    assert!(files.contains_key("archive/index.html"));
}

#[test]
fn the_index_changes_its_version() {
    let version = |files: &Files| data(files, "search/index.json")["version"].clone();
    let edited = SITE.replace("SETTING", "").replace("went home", "went out");
    let run = made(&sources(&edited), &options(None));
    assert_ne!(version(&site("")), version(&run.files));
    assert_eq!(version(&site("")), version(&site("")));
}

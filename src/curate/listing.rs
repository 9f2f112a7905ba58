//! The list of what was found, for people and for programs.

use std::fmt::Write;

use serde::Serialize;

use super::{Evidence, Found};
use crate::article::How;
use crate::diagnostic::unmarked;
use crate::entity::Kind;

/// Version of the JSON format; within one, fields are only added.
const VERSION: u32 = 1;

/// How wide a line of the table may be; names and paths are never cut.
const WIDTH: usize = 80;

/// How far the sentence and its place are set in.
const INDENT: &str = "    ";

/// A name that is longer doesn't widen the column for all others.
const WIDEST_NAME: usize = 32;

#[derive(Serialize)]
struct List<'a> {
    version: u32,
    entities: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    kind: Kind,
    name: &'a str,
    how: How,
    confidence: f32,
    candidate: bool,
    mentions: usize,
    articles: usize,
    sentence: Option<Sentence<'a>>,
}

#[derive(Serialize)]
struct Sentence<'a> {
    article: &'a str,
    file: &'a str,
    text: &'a str,
}

/// The list as one JSON object.
///
/// # Panics
/// Never: a struct of strings and numbers can always be written as JSON.
#[must_use]
pub fn json(found: &[&Found]) -> String {
    let list = List {
        version: VERSION,
        entities: found.iter().map(|found| entry(found)).collect(),
    };
    serde_json::to_string_pretty(&list).expect("strings and numbers can be written as JSON")
}

fn entry(found: &Found) -> Entry<'_> {
    Entry {
        id: found.id.as_str(),
        kind: found.id.kind(),
        name: &found.name,
        how: found.how,
        confidence: found.confidence,
        candidate: found.candidate,
        mentions: found.mentions,
        articles: found.articles,
        sentence: found.evidence.as_ref().map(|evidence| Sentence {
            article: evidence.article.as_str(),
            file: evidence.path.as_str(),
            text: &evidence.sentence,
        }),
    }
}

/// The list as a table: a line of figures for each entity, below it the
/// sentence, below that its file.
#[must_use]
pub fn table(found: &[&Found]) -> String {
    let width = |found: &&Found| Some(found.name.chars().count()).filter(|n| *n <= WIDEST_NAME);
    let names = found.iter().filter_map(width).max().unwrap_or(0).max(4);
    let mut table = format!(
        "mentions  articles  sure  {:10}  {:names$}  id\n",
        "how", "name"
    );
    for found in found {
        let how = if found.candidate {
            "candidate"
        } else {
            name(found.how)
        };
        let _ = writeln!(
            table,
            "{:8}  {:8}  {:4.2}  {how:10}  {:names$}  {}",
            found.mentions,
            found.articles,
            found.confidence,
            unmarked(&found.name),
            found.id
        );
        if let Some(evidence) = &found.evidence {
            let room = WIDTH - INDENT.len();
            let _ = writeln!(table, "{INDENT}{}", excerpt(evidence, room));
            let _ = writeln!(table, "{INDENT}{}", unmarked(evidence.path.as_str()));
        }
    }
    table
}

fn name(how: How) -> &'static str {
    match how {
        How::Editor => "editor",
        How::Registry => "registry",
        How::Gazetteer => "gazetteer",
        How::Resolved => "resolved",
        How::Recognised => "recognised",
    }
}

/// So much of the sentence as fits in `width` characters, with the words that
/// mention the entity in it.
fn excerpt(evidence: &Evidence, width: usize) -> String {
    let sentence = unmarked(&evidence.sentence);
    let length = sentence.chars().count();
    if length <= width {
        return sentence;
    }
    let before = sentence
        .find(&unmarked(&evidence.words))
        .map_or(0, |at| sentence[..at].chars().count());
    let words = evidence.words.chars().count();
    // From the start when the words are seen so, else with them in the middle.
    let start = if before + words < width {
        0
    } else {
        (before + words / 2)
            .saturating_sub(width / 2)
            .min(length + 1 - width)
    };
    let (opens, closes) = (start > 0, start + width < length + usize::from(start > 0));
    let room = width - usize::from(opens) - usize::from(closes);
    let cut: String = sentence.chars().skip(start).take(room).collect();
    let mark = |is_cut| if is_cut { "\u{2026}" } else { "" };
    format!("{}{}{}", mark(opens), cut.trim(), mark(closes))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::article::ArticleId;
    use crate::entity::EntityId;
    use crate::source::SourcePath;

    fn evidence(sentence: &str, words: &str) -> Evidence {
        Evidence {
            article: ArticleId::named("a"),
            path: SourcePath::new("content/a.md"),
            sentence: sentence.to_owned(),
            words: words.to_owned(),
        }
    }

    fn carter() -> Found {
        Found {
            id: EntityId::for_name(Kind::Person, "Ash Carter"),
            name: "Ash Carter".to_owned(),
            how: How::Recognised,
            confidence: 0.85,
            candidate: false,
            mentions: 12,
            articles: 3,
            evidence: Some(evidence("Ash Carter met NATO.", "Ash Carter")),
            forms: BTreeMap::new(),
        }
    }

    #[test]
    fn the_table_is_aligned() {
        let candidate = Found {
            id: EntityId::for_name(Kind::Other, "Zebra"),
            name: "Zebra".to_owned(),
            confidence: 0.3,
            candidate: true,
            mentions: 1,
            articles: 1,
            evidence: None,
            ..carter()
        };
        assert_eq!(
            table(&[&carter(), &candidate]),
            "\
mentions  articles  sure  how         name        id
      12         3  0.85  recognised  Ash Carter  person/ash-carter
    Ash Carter met NATO.
    content/a.md
       1         1  0.30  candidate   Zebra       other/zebra
"
        );
    }

    #[test]
    fn json_has_version_and_sentence() {
        let json: serde_json::Value = serde_json::from_str(&json(&[&carter()])).unwrap();
        assert_eq!(
            json,
            serde_json::json!({"version": 1, "entities": [{
                "id": "person/ash-carter", "kind": "person", "name": "Ash Carter",
                "how": "recognised", "confidence": json["entities"][0]["confidence"],
                "candidate": false, "mentions": 12, "articles": 3,
                "sentence": {"article": "a", "file": "content/a.md", "text": "Ash Carter met NATO."},
            }]})
        );
    }

    #[test]
    fn a_long_sentence_is_cut_around_the_name() {
        let words = "word ".repeat(30);
        for (sentence, expected) in [
            ("Ash Carter met.".to_owned(), "Ash Carter met."),
            (
                format!("Ash Carter {words}."),
                "Ash Carter word word word wor\u{2026}",
            ),
            (
                format!("{words}Ash Carter {words}."),
                "\u{2026}word word Ash Carter word wo\u{2026}",
            ),
        ] {
            let cut = excerpt(&evidence(&sentence, "Ash Carter"), 30);
            assert!(cut.chars().count() <= 30, "{cut}");
            assert_eq!(cut, expected);
        }
        let cut = excerpt(&evidence(&format!("{words}Ash Carter"), "Ash Carter"), 30);
        assert!(
            cut.starts_with('\u{2026}') && cut.ends_with("Ash Carter"),
            "{cut}"
        );
    }
}

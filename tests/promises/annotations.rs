//! What holds of the answer to a record of `dateline annotate`.

use std::collections::BTreeSet;

use dateline::annotate::Knowledge;
use dateline::cli::AnnotateFormat;
use dateline::command::annotate::{BadRecord, answer};
use dateline::date::When;
use dateline::entity::EntityId;
use serde_json::Value;

use super::html;

const TYPES: [&str; 4] = ["DATE", "TIME", "DURATION", "SET"];

/// Asks every line in both formats.
pub(crate) fn hold(text: &str, knowledge: &Knowledge) {
    text.split('\n').for_each(|line| record(line, knowledge));
}

fn record(line: &str, knowledge: &Knowledge) {
    match answer(line.as_bytes(), knowledge, AnnotateFormat::Jsonl) {
        Ok(answer) if answer.is_empty() => assert_eq!(line.trim_ascii(), ""),
        Ok(answer) => {
            // A field that is passed over may hold what is no text.
            let Ok(record) = serde_json::from_str::<Value>(line) else {
                return;
            };
            answered(&record, &answer);
            let drawn = self::answer(line.as_bytes(), knowledge, AnnotateFormat::Html);
            let drawn = drawn.unwrap_or_else(|bad| panic!("{} as HTML alone", bad.why));
            fragment(&record, &drawn);
        }
        Err(bad) => refused(line, &bad),
    }
}

/// Offsets are code points of the text as given and quote it, nothing overlaps,
/// and whatever is named is known.
fn answered(record: &Value, answer: &str) {
    assert!(!answer.contains('\n'), "an answer is one line");
    let answer: Value = serde_json::from_str(answer).expect("an answer is JSON");
    assert_eq!(answer["id"], record["id"]);
    let text: Vec<char> = words(&record["text"]).chars().collect();
    let entities = list(&answer, "entities");
    quoted(&text, entities, true);
    quoted(&text, list(&answer, "times"), true);
    quoted(&text, list(&answer, "events"), false);
    for entity in entities {
        let id = EntityId::parse(words(&entity["id"])).expect("an id is `kind/slug`");
        assert_eq!(entity["kind"], id.kind().name());
        assert_ne!(entity["name"], "", "{entity}");
        let confidence = entity["confidence"].as_f64().expect("a number");
        assert!((0.0..=1.0).contains(&confidence), "{entity}");
    }
    for time in list(&answer, "times") {
        assert!(TYPES.contains(&words(&time["type"])), "{time}");
        assert_ne!(time["value"], "", "{time}");
    }
    let known: BTreeSet<&str> = entities.iter().map(|entity| words(&entity["id"])).collect();
    for event in list(&answer, "events") {
        let when = words(&event["when"]);
        assert!(When::parse_edtf(when).is_some(), "{when} is no date");
        assert_ne!(event["headline"], "", "{event}");
        for id in list(event, "entities") {
            assert!(known.contains(words(id)), "{id} isn't mentioned");
        }
    }
}

fn quoted(text: &[char], spans: &[Value], in_order: bool) {
    let mut last = 0;
    for span in spans {
        let offset = |key: &str| span[key].as_u64().and_then(|n| usize::try_from(n).ok());
        let (start, end) = (offset("start"), offset("end"));
        let (start, end) = start.zip(end).expect("offsets are numbers");
        assert!(start < end, "{span} is empty");
        let quoted: String = text
            .get(start..end)
            .expect("inside the text")
            .iter()
            .collect();
        assert_eq!(quoted, words(&span["text"]));
        if in_order {
            assert!(last <= start, "{span} overlaps the one before");
            last = end;
        }
    }
}

/// The marks nest, and the words are those of title and text.
fn fragment(record: &Value, drawn: &str) {
    let page = html::read(drawn);
    page.nests();
    page.links_stand_apart();
    let title = record["title"].as_str().unwrap_or_default();
    assert_eq!(
        html::without_space(&page.text),
        html::without_space(&format!("{title}{}", words(&record["text"])))
    );
}

/// A record is refused in words that are safe to print.
fn refused(line: &str, bad: &BadRecord) {
    assert!(!bad.why.is_empty());
    assert!(!bad.why.contains(char::is_control), "{:?}", bad.why);
    let answer: Value = serde_json::from_str(&bad.line()).expect("an answer is JSON");
    assert_eq!(answer["error"], *bad.why);
    if let Ok(loose) = serde_json::from_str::<Value>(line) {
        assert_eq!(answer["id"], loose["id"]);
    }
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().expect("a list")
}

fn words(value: &Value) -> &str {
    value.as_str().expect("a text")
}

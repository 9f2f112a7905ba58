//! `dateline annotate`: JSON Lines in, JSON Lines out, in the same order.
//!
//! Records are read in batches, annotated on all cores and written before the
//! next batch is read, so memory doesn't grow with the input.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::lines::{LONGEST_LINE, Lines};
use super::{Failure, Verdict, report};
use crate::annotate::time::DateOrder;
use crate::annotate::{Context, Knowledge, annotate as annotate_prose};
use crate::article::{Annotations, How, Prose, ProseRange, TimeKind, TimeModifier};
use crate::cli::{AnnotateArgs, AnnotateFormat};
use crate::config::Settings;
use crate::date::Moment;
use crate::diagnostic::plain;
use crate::entity::Kind;
use crate::project::read;
use crate::{parse, render};

#[derive(Deserialize)]
struct Record {
    /// As it was written: a long number would lose digits on its way.
    id: Box<RawValue>,
    text: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default, alias = "locale")]
    lang: Option<String>,
}

#[derive(Serialize)]
struct Annotated<'a> {
    id: &'a RawValue,
    entities: Vec<Entity<'a>>,
    times: Vec<Time<'a>>,
    events: Vec<Event<'a>>,
}

#[derive(Serialize)]
struct Entity<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    kind: Kind,
    id: &'a str,
    name: String,
    how: How,
    confidence: f32,
}

#[derive(Serialize)]
struct Time<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(rename = "type")]
    kind: TimeKind,
    value: &'a str,
    #[serde(rename = "mod")]
    modifier: Option<TimeModifier>,
}

#[derive(Serialize)]
struct Event<'a> {
    when: String,
    start: usize,
    end: usize,
    text: &'a str,
    headline: String,
    entities: Vec<&'a str>,
    planned: bool,
    reported: bool,
}

/// Annotates every record. A bad one becomes an error in its place, and exit 1
/// at the end.
pub(super) fn annotate(args: &AnnotateArgs) -> Result<Verdict, Failure> {
    let knowledge = knowledge(args)?;
    let mut output = BufWriter::new(io::stdout().lock());
    let mut bad = 0;
    if args.files.is_empty() {
        bad += stream(
            io::stdin().lock(),
            "standard input",
            &mut output,
            &knowledge,
            args.format,
        )?;
    }
    for path in &args.files {
        let name = path.display().to_string();
        #[expect(
            clippy::disallowed_methods,
            reason = "the files are the command's own arguments"
        )]
        let file = File::open(path)
            .map_err(|error| Failure::io(&format!("`{name}` can't be read"), &error))?;
        bad += stream(file, &name, &mut output, &knowledge, args.format)?;
    }
    output
        .flush()
        .map_err(|error| Failure::io("the output can't be written", &error))?;
    Ok(if bad == 0 {
        Verdict::Fine
    } else {
        Verdict::Errors
    })
}

fn knowledge(args: &AnnotateArgs) -> Result<Knowledge, Failure> {
    let mut registry = Vec::new();
    if let Some(root) = &args.root {
        let mut faults = Vec::new();
        let (sources, _) = read::read(root)
            .map_err(|error| Failure::io(&format!("`{}` can't be read", root.display()), &error))?;
        for source in &sources.entities {
            let (entities, of_file) = parse::registry(source);
            registry.extend(entities);
            faults.extend(of_file);
        }
        report::faults(&faults, &sources);
    }
    Ok(Knowledge::of(&registry))
}

/// One input from start to end; returns how many records were bad.
fn stream<R: Read>(
    input: R,
    name: &str,
    output: &mut dyn Write,
    knowledge: &Knowledge,
    format: AnnotateFormat,
) -> Result<usize, Failure> {
    let mut lines = Lines::new(input);
    let mut bad = report::BadLines::of(name);
    let mut line = 0;
    loop {
        let batch = lines
            .batch()
            .map_err(|error| Failure::io(&format!("`{name}` can't be read"), &error))?;
        if batch.is_empty() {
            return Ok(bad.end());
        }
        let answers: Vec<Result<String, BadRecord>> = batch
            .par_iter()
            .map(|record| answer(record, knowledge, format))
            .collect();
        for answer in answers {
            line += 1;
            let text = answer.unwrap_or_else(|record| {
                bad.say(line, &record.why);
                record.line()
            });
            if !text.is_empty() {
                writeln!(output, "{text}")
                    .map_err(|error| Failure::io("the output can't be written", &error))?;
            }
        }
        output
            .flush()
            .map_err(|error| Failure::io("the output can't be written", &error))?;
    }
}

/// A record that can't be annotated.
#[derive(Clone, Debug)]
pub struct BadRecord {
    /// Its id as it was written, null where it has none.
    pub id: Box<RawValue>,
    /// Why, in words that are safe to print.
    pub why: String,
}

impl BadRecord {
    /// What is answered in its place.
    #[must_use]
    pub fn line(&self) -> String {
        let why = serde_json::Value::from(self.why.as_str());
        format!("{{\"id\":{},\"error\":{why}}}", self.id)
    }
}

/// The line that answers one record; empty for an empty line.
///
/// # Errors
/// When it isn't a record, or its date is none.
pub fn answer(
    line: &[u8],
    knowledge: &Knowledge,
    format: AnnotateFormat,
) -> Result<String, BadRecord> {
    if line.trim_ascii().is_empty() {
        return Ok(String::new());
    }
    if line.len() > LONGEST_LINE {
        return Err(BadRecord {
            id: RawValue::NULL.to_owned(),
            why: format!("the line has more than {LONGEST_LINE} bytes; split the text"),
        });
    }
    let record: Record = serde_json::from_slice(line).map_err(|error| BadRecord {
        id: id(line),
        why: plain(&format!("not a record: {error}")),
    })?;
    if let Err(error) = serde_json::from_str::<serde_json::Value>(record.id.get()) {
        return Err(BadRecord {
            id: RawValue::NULL.to_owned(),
            why: format!("not an id: {error}"),
        });
    }
    let dateline = match record.date.as_deref().filter(|date| !date.is_empty()) {
        None => None,
        Some(date) => Some(
            Moment::parse(date)
                .ok_or_else(|| BadRecord {
                    id: record.id.clone(),
                    why: format!("not a date: {}", plain(date)),
                })?
                .day,
        ),
    };
    let prose = Prose::from_plain(&record.text);
    let context = Context {
        dateline,
        order: DateOrder::of_language(record.lang.as_deref().unwrap_or_default()),
        threshold: Settings::default().threshold,
        ..Context::default()
    };
    let annotations = annotate_prose(&prose, knowledge, &context);
    Ok(match format {
        AnnotateFormat::Jsonl => json(&record, &prose, &annotations, knowledge),
        AnnotateFormat::Html => render::fragment(record.title.as_deref(), &prose, &annotations),
    })
}

/// The id in a line that is no record.
fn id(line: &[u8]) -> Box<RawValue> {
    let loose: Option<BTreeMap<String, Box<RawValue>>> = serde_json::from_slice(line).ok();
    let id = loose.and_then(|mut keys| keys.remove("id"));
    let is_read = |id: &RawValue| serde_json::from_str::<serde_json::Value>(id.get()).is_ok();
    id.filter(|id| is_read(id))
        .unwrap_or_else(|| RawValue::NULL.to_owned())
}

fn json(
    record: &Record,
    prose: &Prose,
    annotations: &Annotations,
    knowledge: &Knowledge,
) -> String {
    let points = CodePoints::new(&prose.text);
    let name = |id: &crate::entity::EntityId| {
        // Sorted by id, as annotation promises.
        let found = annotations
            .recognised
            .binary_search_by(|entity| entity.id.cmp(id))
            .ok()
            .map(|index| &annotations.recognised[index]);
        knowledge
            .gazetteer
            .get(id)
            .or(found)
            .map_or_else(|| id.slug().to_owned(), |entity| entity.name.clone())
    };
    let entities = annotations.mentions.iter().map(|mention| {
        let (start, end) = points.of(mention.at);
        // Two digits say all that the scores know.
        let confidence = (mention.confidence * 100.0).round() / 100.0;
        Entity {
            start,
            end,
            text: prose.slice(mention.at),
            kind: mention.of.kind(),
            id: mention.of.as_str(),
            name: name(&mention.of),
            how: mention.how,
            confidence,
        }
    });
    let times = annotations.times.iter().map(|time| {
        let (start, end) = points.of(time.at);
        Time {
            start,
            end,
            text: prose.slice(time.at),
            kind: time.kind,
            value: &time.value,
            modifier: time.modifier,
        }
    });
    let events = annotations.events.iter().map(|event| {
        let (start, end) = points.of(event.sentence);
        let entities = event
            .entities
            .iter()
            .map(crate::entity::EntityId::as_str)
            .collect();
        Event {
            when: event.when.edtf(),
            start,
            end,
            text: prose.slice(event.sentence),
            headline: event.headline.text(prose),
            entities,
            planned: event.planned,
            reported: event.reported.is_some(),
        }
    });
    let annotated = Annotated {
        id: &record.id,
        entities: entities.collect(),
        times: times.collect(),
        events: events.collect(),
    };
    serde_json::to_string(&annotated).expect("text and numbers can be written as JSON")
}

/// Byte offsets as code points, in constant time each.
struct CodePoints(Vec<u32>);

impl CodePoints {
    fn new(text: &str) -> Self {
        let mut count = 0;
        let points = text.bytes().map(|byte| {
            // A byte that continues a character begins none.
            if byte & 0b1100_0000 != 0b1000_0000 {
                count += 1;
            }
            count - 1
        });
        let mut points: Vec<u32> = points.collect();
        points.push(count);
        Self(points)
    }

    fn of(&self, range: ProseRange) -> (usize, usize) {
        (self.0[range.start] as usize, self.0[range.end] as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        let knowledge = Knowledge::of(&[]);
        let answer = answer(line.as_bytes(), &knowledge, AnnotateFormat::Jsonl);
        assert_eq!(
            answer.unwrap_or_else(|bad| format!("{} {}", bad.id, bad.why)),
            expected
        );
    }

    #[test]
    fn offsets_are_code_points() {
        check(
            r#"{"id": 7, "text": "É\u0000 \ud83d\ude00 NATO met.", "date": "2016-02-10"}"#,
            r#"{"id":7,"entities":[{"start":5,"end":9,"text":"NATO","kind":"organisation","id":"organisation/nato","name":"NATO","how":"gazetteer","confidence":0.95}],"times":[],"events":[]}"#,
        );
    }

    #[test]
    fn an_id_comes_back_as_it_was_written() {
        for id in [
            "16666666666666666666666666",
            "[0.10000000000000000001, 1E2]",
        ] {
            let empty = format!(r#"{{"id":{id},"entities":[],"times":[],"events":[]}}"#);
            check(&format!(r#"{{"id": {id}, "text": "a"}}"#), &empty);
            let line = format!(r#"{{"id": {id}, "text": "a", "date": "x"}}"#);
            check(&line, &format!("{id} not a date: x"));
        }
    }

    #[test]
    fn an_id_that_nobody_can_read_is_refused() {
        let why = "unexpected end of hex escape at line 1 column 8";
        check(
            r#"{"id": "\ud83d", "text": "a"}"#,
            &format!("null not an id: {why}"),
        );
        check(
            r#"{"id": "\ud83d", "text": 3}"#,
            "null not a record: invalid type: integer `3`, expected a string at line 1 column 26",
        );
    }

    #[test]
    fn the_country_of_the_language_orders_dates() {
        for (lang, value) in [("en-US", "2016-02-03"), ("en-GB", "2016-03-02")] {
            let line = format!(r#"{{"id": 1, "text": "It lapsed 02/03/2016.", "lang": "{lang}"}}"#);
            let knowledge = Knowledge::of(&[]);
            let answer = answer(line.as_bytes(), &knowledge, AnnotateFormat::Jsonl);
            assert!(answer.is_ok_and(|answer| answer.contains(value)), "{lang}");
        }
    }

    #[test]
    fn a_bad_record_keeps_its_id() {
        check(
            r#"{"id": "x", "text": 3}"#,
            "\"x\" not a record: invalid type: integer `3`, expected a string at line 1 column 21",
        );
        check(
            r#"{"id": "x", "text": "a", "date": "8/2/16"}"#,
            "\"x\" not a date: 8/2/16",
        );
        check(
            "nonsense",
            "null not a record: expected ident at line 1 column 2",
        );
        check(" \n", "");
    }
}

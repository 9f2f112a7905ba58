//! `dateline related`: JSON Lines of articles in, related articles and
//! storylines out, in the same order. It needs no site.
//!
//! Names are looked for in the head of each article alone, where a news text
//! names what it is about; words are read to the end.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, BufWriter, Read, Write};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Failure, Verdict, report};
use crate::annotate::{self, Knowledge};
use crate::article::{ArticleId, Mention, Prose};
use crate::cli::RelatedArgs;
use crate::config::Settings;
use crate::date::Moment;
use crate::entity::EntityId;
use crate::link::{Card, Compared, Reason, Related};

/// How much of an article is searched for names, in bytes.
const HEAD: usize = 1000;

#[derive(Deserialize)]
struct Record {
    id: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    section: String,
    #[serde(default, alias = "locale")]
    lang: String,
}

/// An article, read.
struct Entry {
    card: Card,
    names: Names,
}

/// The words that name each entity in an article, as they stand.
type Names = BTreeMap<EntityId, BTreeSet<String>>;

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a str,
    story: Option<&'a str>,
    related: Vec<Link<'a>>,
}

#[derive(Serialize)]
struct Link<'a> {
    id: &'a str,
    score: f64,
    confidence: f64,
    kind: &'static str,
    reasons: Vec<Why<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Why<'a> {
    Story { id: &'a str },
    Entity { text: &'a str, weight: f64 },
    Term { text: &'a str },
    Time { days: i64 },
}

/// Relates the articles. Bad records are errors, all of them in one run, and
/// nothing is written then.
pub(super) fn related(args: &RelatedArgs) -> Result<Verdict, Failure> {
    let name = args.input.display().to_string();
    let text = text(args)?;
    let (records, bad) = records(&text, &name);
    if bad > 0 {
        return Ok(Verdict::Errors);
    }
    let knowledge = Knowledge::of(&[]);
    let articles: Vec<Entry> = records
        .par_iter()
        .map(|(record, date)| read(record, date.map(|date| date.day), &knowledge))
        .collect();
    let (cards, names): (Vec<Card>, Vec<_>) = articles
        .into_iter()
        .map(|article| (article.card, article.names))
        .unzip();
    let slug = |id: &EntityId| id.slug().to_owned();
    let compared = Compared::new(&cards, &slug);
    write(&compared, &cards, &names, args.k)
        .map_err(|error| Failure::io("the output can't be written", &error))?;
    Ok(Verdict::Fine)
}

fn text(args: &RelatedArgs) -> Result<String, Failure> {
    let mut text = String::new();
    if args.input.as_os_str() == "-" {
        io::stdin().lock().read_to_string(&mut text).map(drop)
    } else {
        #[expect(
            clippy::disallowed_methods,
            reason = "the file is the command's own argument"
        )]
        std::fs::read_to_string(&args.input).map(|read| text = read)
    }
    .map_err(|error| Failure::io(&format!("`{}` can't be read", args.input.display()), &error))?;
    Ok(text)
}

/// The records, and how many lines were bad.
fn records(text: &str, name: &str) -> (Vec<(Record, Option<Moment>)>, usize) {
    let mut seen = BTreeSet::new();
    let mut bad = 0;
    let lines = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty());
    let records = lines.filter_map(|(number, line)| {
        record(line, &mut seen)
            .inspect_err(|why| {
                bad += 1;
                report::talk(&format!("error: {name}, line {number}: {why}"));
            })
            .ok()
    });
    (records.collect(), bad)
}

fn record(line: &str, seen: &mut BTreeSet<String>) -> Result<(Record, Option<Moment>), String> {
    let record: Record =
        serde_json::from_str(line).map_err(|error| format!("not an article: {error}"))?;
    let plain = crate::diagnostic::plain;
    if !seen.insert(record.id.clone()) {
        return Err(format!(
            "a second article with the id `{}`",
            plain(&record.id)
        ));
    }
    if record.date.is_empty() {
        return Ok((record, None));
    }
    let date = Moment::parse(&record.date);
    let date = date.ok_or_else(|| format!("not a date: {}", plain(&record.date)))?;
    Ok((record, Some(date)))
}

fn read(record: &Record, date: Option<jiff::civil::Date>, knowledge: &Knowledge) -> Entry {
    let prose = Prose::from_plain(&format!("{}\n\n{}", record.title, record.text));
    let head = Prose::from_plain(head(&prose.text));
    let mentions = annotate::mentions(&head, knowledge, Settings::default().threshold);
    let mut counts: BTreeMap<EntityId, usize> = BTreeMap::new();
    let mut names = Names::new();
    for Mention { at, of, .. } in &mentions {
        *counts.entry(of.clone()).or_default() += 1;
        let words = head.slice(*at).to_owned();
        names.entry(of.clone()).or_default().insert(words);
    }
    let card = Card {
        id: ArticleId::named(&record.id),
        date,
        title: record.title.clone(),
        entities: counts.into_iter().collect(),
        terms: annotate::terms("", &prose, &mentions, &record.lang).into(),
        section: record.section.clone(),
        story: None,
        alone: false,
        pinned: Vec::new(),
        excluded: Vec::new(),
        off: false,
        events: Vec::new(),
    };
    Entry { card, names }
}

/// The beginning of a text, up to the end of a word.
fn head(text: &str) -> &str {
    if text.len() <= HEAD {
        return text;
    }
    let head = &text[..text.floor_char_boundary(HEAD)];
    head.rfind(char::is_whitespace)
        .map_or(head, |end| &head[..end])
}

fn write(compared: &Compared<'_>, cards: &[Card], names: &[Names], most: usize) -> io::Result<()> {
    let names: HashMap<&ArticleId, &Names> = cards.iter().map(|card| &card.id).zip(names).collect();
    let members = compared.stories.iter().flat_map(|story| {
        let first = story.articles[0].as_str();
        story.articles.iter().map(move |article| (article, first))
    });
    let story_of: BTreeMap<&ArticleId, &str> = members.collect();
    let mut output = BufWriter::new(io::stdout().lock());
    compared.related(most, |card, related| {
        let story = story_of.get(&card.id).copied();
        let link = |related| to_line(related, story, names[&card.id], names[&related.id]);
        let answer = Answer {
            id: card.id.as_str(),
            story,
            related: related.iter().map(link).collect(),
        };
        serde_json::to_writer(&mut output, &answer)?;
        output.write_all(b"\n")
    })?;
    output.flush()
}

fn to_line<'a>(
    related: &'a Related,
    story: Option<&'a str>,
    own: &'a Names,
    theirs: &'a Names,
) -> Link<'a> {
    Link {
        id: related.id.as_str(),
        score: rounded(related.score),
        confidence: rounded(related.confidence),
        kind: related.relation.name(),
        reasons: reasons(&related.reason, story, own, theirs),
    }
}

/// The reasons, as far as the very words stand in both articles.
fn reasons<'a>(
    reason: &'a Reason,
    story: Option<&'a str>,
    own: &'a Names,
    theirs: &'a Names,
) -> Vec<Why<'a>> {
    let of_both = reason.story.as_ref().and(story);
    let story = of_both.map(|id| Why::Story { id });
    let entities = reason.entities.iter().filter_map(|(id, weight)| {
        let mut both = own[id].intersection(&theirs[id]);
        let first = both.next()?;
        let text = both.fold(first, |a, b| if b.len() > a.len() { b } else { a });
        let weight = rounded(*weight);
        Some(Why::Entity { text, weight })
    });
    let words = reason.words.iter().map(|text| Why::Term { text });
    let time = reason.days.map(|days| Why::Time { days });
    story
        .into_iter()
        .chain(entities)
        .chain(words)
        .chain(time)
        .collect()
}

/// Four digits: enough to rank by, and the same on every machine.
fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

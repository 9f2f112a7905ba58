//! `dateline related`: JSON Lines of articles in, related articles and
//! storylines out, in the same order. It needs no site.
//!
//! Names are looked for in the head of each article alone, where a news text
//! names what it is about; words are read to the end.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::lines::Lines;
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

/// The words that name entities in an article, as they stand; by entity, each
/// once.
type Names = Box<[(EntityId, SmolStr)]>;

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
    let knowledge = Knowledge::of(&[]);
    let mut intake = Intake::default();
    if args.input.as_os_str() == "-" {
        intake.read(io::stdin().lock(), "standard input", &knowledge)?;
    } else {
        let name = args.input.display().to_string();
        #[expect(
            clippy::disallowed_methods,
            reason = "the file is the command's own argument"
        )]
        let file = File::open(&args.input)
            .map_err(|error| Failure::io(&format!("`{name}` can't be read"), &error))?;
        intake.read(file, &name, &knowledge)?;
    }
    if intake.bad > 0 {
        return Ok(Verdict::Errors);
    }
    let slug = |id: &EntityId| id.slug().to_owned();
    let compared = Compared::new(&intake.cards, &slug);
    write(&compared, &intake.cards, &intake.names, args.k)
        .map_err(|error| Failure::io("the output can't be written", &error))?;
    Ok(Verdict::Fine)
}

/// The articles, as far as they are read.
#[derive(Default)]
struct Intake {
    cards: Vec<Card>,
    /// The names in each.
    names: Vec<Names>,
    ids: HashSet<ArticleId>,
    bad: usize,
}

impl Intake {
    /// Reads an input to its end. Bad records are reported and counted.
    fn read<R: Read>(
        &mut self,
        input: R,
        name: &str,
        knowledge: &Knowledge,
    ) -> Result<(), Failure> {
        let mut lines = Lines::new(input);
        let mut number = 0;
        loop {
            let batch = lines
                .batch()
                .map_err(|error| Failure::io(&format!("`{name}` can't be read"), &error))?;
            if batch.is_empty() {
                return Ok(());
            }
            let entries: Vec<_> = batch
                .par_iter()
                .map(|line| entry(line, knowledge))
                .collect();
            for entry in entries {
                number += 1;
                let added = entry.and_then(|entry| entry.map_or(Ok(()), |entry| self.add(entry)));
                if let Err(why) = added {
                    self.bad += 1;
                    report::talk(&format!("error: {name}, line {number}: {why}"));
                }
            }
        }
    }

    fn add(&mut self, (card, names): (Card, Names)) -> Result<(), String> {
        if !self.ids.insert(card.id.clone()) {
            let id = crate::diagnostic::plain(card.id.as_str());
            return Err(format!("a second article with the id `{id}`"));
        }
        self.cards.push(card);
        self.names.push(names);
        Ok(())
    }
}

/// An article, read; none on an empty line.
fn entry(line: &[u8], knowledge: &Knowledge) -> Result<Option<(Card, Names)>, String> {
    if line.trim_ascii().is_empty() {
        return Ok(None);
    }
    let record: Record =
        serde_json::from_slice(line).map_err(|error| format!("not an article: {error}"))?;
    let date = if record.date.is_empty() {
        None
    } else {
        let date = Moment::parse(&record.date);
        let plain = crate::diagnostic::plain(&record.date);
        Some(date.ok_or_else(|| format!("not a date: {plain}"))?.day)
    };
    Ok(Some(read(&record, date, knowledge)))
}

fn read(record: &Record, date: Option<jiff::civil::Date>, knowledge: &Knowledge) -> (Card, Names) {
    let prose = Prose::from_plain(&format!("{}\n\n{}", record.title, record.text));
    let head = Prose::from_plain(head(&prose.text));
    let mentions = annotate::mentions(&head, knowledge, Settings::default().threshold);
    let mut counts: BTreeMap<&EntityId, usize> = BTreeMap::new();
    for Mention { of, .. } in &mentions {
        *counts.entry(of).or_default() += 1;
    }
    let named = mentions.iter();
    let named = named.map(|mention| (mention.of.clone(), SmolStr::new(head.slice(mention.at))));
    let mut names: Vec<(EntityId, SmolStr)> = named.collect();
    names.sort_unstable();
    names.dedup();
    let card = Card {
        id: ArticleId::named(&record.id),
        date,
        title: record.title.clone(),
        entities: counts
            .into_iter()
            .map(|(id, count)| (id.clone(), count))
            .collect(),
        terms: annotate::terms("", &prose, &mentions, &record.lang)
            .0
            .into(),
        section: record.section.clone(),
        story: None,
        alone: false,
        pinned: Vec::new(),
        excluded: Vec::new(),
        off: false,
        events: Vec::new(),
    };
    (card, names.into())
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
        let theirs = names_of(theirs, id);
        let both = names_of(own, id).filter(|name| theirs.clone().any(|other| other == *name));
        // The longest, and of those the first.
        let text = both.rev().max_by_key(|name| name.len())?;
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

/// The words that name an entity, in order.
fn names_of<'a>(
    names: &'a Names,
    id: &EntityId,
) -> impl DoubleEndedIterator<Item = &'a str> + Clone {
    let start = names.partition_point(|(of, _)| of < id);
    let end = start + names[start..].partition_point(|(of, _)| of == id);
    names[start..end].iter().map(|(_, name)| name.as_str())
}

/// Four digits: enough to rank by, and the same on every machine.
fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

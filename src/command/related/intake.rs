//! Articles as they come in: JSON Lines read into cards.
//!
//! It knows one record at a time, and nothing of how articles are compared.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;

use rayon::prelude::*;
use serde::Deserialize;
use smol_str::SmolStr;

use crate::annotate::{self, Knowledge};
use crate::article::{ArticleId, Mention, Prose};
use crate::command::lines::{LONGEST_LINE, Lines};
use crate::command::{Failure, report};
use crate::config::Settings;
use crate::date::Moment;
use crate::entity::EntityId;
use crate::link::Card;

/// How much of an article is searched for names, in bytes.
const HEAD: usize = 1000;

/// The words that name entities in an article, as they stand; by entity, each
/// once.
pub(super) type Names = Box<[(EntityId, SmolStr)]>;

/// The articles, as far as they are read.
#[derive(Default)]
pub(super) struct Intake {
    /// What is compared.
    pub(super) cards: Vec<Card>,
    /// The names in each.
    pub(super) names: Vec<Names>,
    /// How many records are none.
    pub(super) bad: usize,
    /// Where the articles of the input stand among the cards, once sorted.
    pub(super) order: Vec<usize>,
    ids: HashSet<ArticleId>,
}

impl Intake {
    /// Reads an input to its end. Bad records are reported and counted.
    pub(super) fn read<R: Read>(
        &mut self,
        input: R,
        name: &str,
        knowledge: &Knowledge,
    ) -> Result<(), Failure> {
        let mut lines = Lines::new(input);
        let mut bad = report::BadLines::of(name);
        let mut number = 0;
        loop {
            let batch = lines
                .batch()
                .map_err(|error| Failure::io(&format!("`{name}` can't be read"), &error))?;
            if batch.is_empty() {
                self.bad += bad.end();
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
                    bad.say(number, &why);
                }
            }
        }
    }

    /// Puts the articles in the order of their ids, whatever that of the input
    /// was, so that no tie depends on it.
    pub(super) fn sort(&mut self) {
        let mut read: Vec<_> = self.cards.drain(..).zip(self.names.drain(..)).collect();
        let mut order: Vec<usize> = (0..read.len()).collect();
        order.sort_by(|a, b| read[*a].0.id.cmp(&read[*b].0.id));
        self.order = vec![0; order.len()];
        for (sorted, at) in order.into_iter().enumerate() {
            self.order[at] = sorted;
        }
        read.sort_by(|a, b| a.0.id.cmp(&b.0.id));
        (self.cards, self.names) = read.into_iter().unzip();
    }

    /// What each entity is called at most length, of names of one length the
    /// first.
    pub(super) fn longest_names(&self) -> HashMap<&EntityId, &str> {
        let mut longest: HashMap<&EntityId, &str> = HashMap::new();
        for (id, name) in self.names.iter().flat_map(|names| names.iter()) {
            let known = longest.entry(id).or_default();
            if known.len() < name.len() {
                *known = name;
            }
        }
        longest
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
    if line.len() > LONGEST_LINE {
        return Err(format!("the line has more than {LONGEST_LINE} bytes"));
    }
    let record: Record = serde_json::from_slice(line)
        .map_err(|error| crate::diagnostic::plain(&format!("not an article: {error}")))?;
    let date = match record.date.as_deref().unwrap_or_default() {
        "" => None,
        written => {
            let plain = crate::diagnostic::plain(written);
            let date = Moment::parse(written).ok_or_else(|| format!("not a date: {plain}"))?;
            Some(date.day)
        }
    };
    Ok(Some(read(&record, date, knowledge)))
}

fn read(record: &Record, date: Option<jiff::civil::Date>, knowledge: &Knowledge) -> (Card, Names) {
    // A headline without a text is the text.
    let of = |field: &Option<String>| field.clone().unwrap_or_default();
    let (mut title, mut text) = (of(&record.title), of(&record.text));
    if text.trim().is_empty() {
        std::mem::swap(&mut title, &mut text);
        title.clear();
    }
    let prose = Prose::from_plain(&text);
    let head = Prose::from_plain(head(&prose.text));
    let mentions = annotate::mentions(&head, knowledge, Settings::default().threshold);
    let mut counts: BTreeMap<&EntityId, usize> = BTreeMap::new();
    let mut names: Vec<(EntityId, SmolStr)> = Vec::with_capacity(mentions.len());
    for Mention { of, at, .. } in &mentions {
        *counts.entry(of).or_default() += 1;
        names.push((of.clone(), SmolStr::new(head.slice(*at))));
    }
    names.sort_unstable();
    names.dedup();
    let card = Card {
        id: ArticleId::named(&record.id),
        date,
        terms: annotate::terms(
            &title,
            &prose,
            &mentions,
            &of(&record.lang),
            &knowledge.stems,
        )
        .0
        .into(),
        title,
        entities: counts
            .into_iter()
            .map(|(id, count)| (id.clone(), count))
            .collect(),
        section: of(&record.section),
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

#[derive(Deserialize)]
struct Record {
    id: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    section: Option<String>,
    #[serde(default, alias = "locale")]
    lang: Option<String>,
}

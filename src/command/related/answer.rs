//! What is said of articles that were compared, as JSON Lines.
//!
//! A name is a reason only if the very words stand in both articles: who reads
//! the output has no registry to look an id up in.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use serde::Serialize;

use super::intake::{Intake, Names};
use crate::article::ArticleId;
use crate::entity::EntityId;
use crate::link::{Card, Compared, Reason, Related, Story};

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
    Term { text: &'a str, weight: f64 },
    Time { days: i64 },
}

/// A storyline, with what most of its articles name.
#[derive(Serialize)]
struct Storyline<'a> {
    id: &'a str,
    title: &'a str,
    articles: Vec<&'a str>,
    first: Option<String>,
    last: Option<String>,
    entities: Vec<&'a str>,
}

/// Writes what is related to each article, at most `most` each, in the order of
/// the input.
pub(super) fn articles(
    mut output: impl Write,
    compared: &Compared<'_>,
    intake: &Intake,
    most: usize,
) -> io::Result<()> {
    let ids = intake.cards.iter().map(|card| &card.id);
    let names: HashMap<&ArticleId, &Names> = ids.zip(&intake.names).collect();
    let members = compared.stories.iter().flat_map(|story| {
        let first = story.articles[0].as_str();
        story.articles.iter().map(move |article| (article, first))
    });
    let story_of: BTreeMap<&ArticleId, &str> = members.collect();
    compared.related(&intake.order, most, |card, related| {
        let story = story_of.get(&card.id).copied();
        let link = |related| to_line(related, story, names[&card.id], names[&related.id]);
        let answer = Answer {
            id: card.id.as_str(),
            story,
            related: related.iter().map(link).collect(),
        };
        write_line(&mut output, &answer)
    })?;
    output.flush()
}

/// Writes the storylines, by id.
pub(super) fn stories(
    mut output: impl Write,
    compared: &Compared<'_>,
    intake: &Intake,
) -> io::Result<()> {
    let cards: HashMap<&ArticleId, &Card> =
        intake.cards.iter().map(|card| (&card.id, card)).collect();
    for story in &compared.stories {
        let members: Vec<&Card> = story.articles.iter().map(|id| cards[id]).collect();
        write_line(&mut output, &storyline(story, &members))?;
    }
    output.flush()
}

fn storyline<'a>(story: &'a Story, members: &[&Card]) -> Storyline<'a> {
    let days = members.iter().filter_map(|card| card.date);
    Storyline {
        id: story.articles[0].as_str(),
        title: &story.title,
        articles: story.articles.iter().map(ArticleId::as_str).collect(),
        first: days.clone().min().map(|day| day.to_string()),
        last: days.max().map(|day| day.to_string()),
        entities: story.cast.iter().map(EntityId::as_str).collect(),
    }
}

fn write_line(output: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *output, line)?;
    output.write_all(b"\n")
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
        let text = both.min_by_key(|name| (Reverse(name.len()), *name))?;
        let weight = rounded(*weight);
        Some(Why::Entity { text, weight })
    });
    let words = reason.words.iter().map(|(text, weight)| {
        let weight = rounded(*weight);
        Why::Term { text, weight }
    });
    let time = reason.days.map(|days| Why::Time { days });
    story
        .into_iter()
        .chain(entities)
        .chain(words)
        .chain(time)
        .collect()
}

/// The words that name an entity, in order.
fn names_of<'a>(names: &'a Names, id: &EntityId) -> impl Iterator<Item = &'a str> + Clone {
    let start = names.partition_point(|(of, _)| of < id);
    let end = start + names[start..].partition_point(|(of, _)| of == id);
    names[start..end].iter().map(|(_, name)| name.as_str())
}

/// Four digits: enough to rank by, and the same on every machine.
fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

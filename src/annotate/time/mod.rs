//! Time expressions: which words say when, how long or how often.
//!
//! This exists so that timelines are drawn from what the text says. It knows
//! English prose and the calendar; no Markdown, no entities, no paths and no
//! clock: a date that only the dateline could complete stays open without one.
//!
//! The way through the room:
//!
//! 1. `token` cuts a sentence, `lexicon` says what its words mean here;
//! 2. `find` turns runs of words into half-made values (`rough`);
//! 3. `tense` says whether a clause looks back or ahead, `genre` whether the
//!    text counts from its own day or tells of another time;
//! 4. `resolve` completes the half-made values, with `memory` of the dates
//!    before; `timex` writes them.

mod cursor;
mod find;
mod genre;
mod lexicon;
mod memory;
mod resolve;
mod rough;
mod tense;
#[cfg(test)]
mod tests;
mod timex;
mod token;

use jiff::civil::Date;

use self::find::Found;
use self::genre::Genre;
use self::memory::{Memory, Scene};
use self::resolve::Context;
use self::rough::{Outcome, Rough};
use self::tense::Direction;
use crate::article::{Problem, ProseRange, TimeExpression, TimeKind};

/// What was found in a text: its time expressions, in order, without overlap,
/// each inside one sentence; and the dates that can't be known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tagged {
    /// The expressions.
    pub expressions: Vec<TimeExpression>,
    /// Dates that need the dateline and have none, and dates that no calendar has.
    pub problems: Vec<Problem>,
}

/// Finds the time expressions of `text` and reads them as somebody would who
/// opened it on the day of the `dateline`.
///
/// `sentences` are ranges of `text`, in order; words outside them are left
/// alone, and so is a range that doesn't fit the text.
#[must_use]
pub fn tag(text: &str, sentences: &[ProseRange], dateline: Option<Date>) -> Tagged {
    let dated = dated_sentences(text, sentences);
    let genre = Genre::of(&dated, dateline);
    let mut tagged = Tagged::default();
    let mut memory = Memory::default();
    for sentence in &dated {
        memory.turn_to(sentence.paragraph);
        let mut scene = Scene::default();
        for (found, direction) in &sentence.found {
            let context = Context {
                dateline,
                genre,
                direction: *direction,
                memory: &memory,
                scene: &scene,
            };
            let outcome = resolve::resolve(found, &context);
            memory.note(&outcome);
            // "The dam will open in 2020" leads out of the days it tells of.
            if *direction != Direction::Ahead {
                memory.follow(found, &outcome);
            }
            scene.note(found, &outcome);
            record(found, outcome, dateline, &mut tagged);
        }
    }
    tagged
}

/// A sentence that says when.
struct Dated {
    /// Which paragraph it stands in, counted from 0.
    paragraph: usize,
    /// Its expressions and where their clauses look.
    found: Vec<(Found, Direction)>,
}

fn dated_sentences(text: &str, sentences: &[ProseRange]) -> Vec<Dated> {
    let mut dated = Vec::new();
    let mut paragraph = 0;
    let mut end_of_last = 0;
    for &sentence in sentences {
        let between = text.get(end_of_last..sentence.start);
        let (Some(between), Some(words)) = (between, text.get(sentence.start..sentence.end)) else {
            continue;
        };
        paragraph += usize::from(between.contains('\n'));
        end_of_last = sentence.end;
        let found = found(words, sentence.start);
        if !found.is_empty() {
            dated.push(Dated { paragraph, found });
        }
    }
    dated
}

fn found(words: &str, offset: usize) -> Vec<(Found, Direction)> {
    let tokens = token::tokens(words, offset);
    let found = find::find(&tokens);
    if found.is_empty() {
        return Vec::new();
    }
    let tenses = tense::tenses(&tokens);
    let settled = |mut one: Found| {
        let direction = tense::direction(&tokens, &tenses, &one);
        resolve::settle(&mut one, direction);
        (one, direction)
    };
    let is_time = |(one, direction): &(Found, Direction)| !is_sequel(one, *direction);
    found.into_iter().map(settled).filter(is_time).collect()
}

/// Whether the words only say that one thing came after another: "was soon
/// joined by others" is over, unlike "will soon be joined".
fn is_sequel(one: &Found, direction: Direction) -> bool {
    let is_future = matches!(&one.rough, Rough::Fixed(value) if value == "FUTURE_REF");
    is_future && one.tokens.len() == 1 && direction == Direction::Back
}

fn record(one: &Found, outcome: Outcome, dateline: Option<Date>, tagged: &mut Tagged) {
    let at = one.at;
    let (value, when) = match outcome {
        Outcome::Impossible => {
            tagged.problems.push(Problem::ImpossibleDate { at });
            return;
        }
        Outcome::Known(when) => (timex::known(one, when), Some(when)),
        Outcome::Open => (timex::open(one), None),
    };
    if when.is_none() && dateline.is_none() && one.rough.needs_dateline() {
        tagged.problems.push(Problem::NoDateline { at });
    }
    tagged.expressions.push(TimeExpression {
        at,
        kind: kind(one),
        value,
        modifier: one.modifier,
        when: when.map(|when| when.qualified(one.qualifier)),
    });
}

fn kind(one: &Found) -> TimeKind {
    match one.rough {
        Rough::Length { .. } => TimeKind::Duration,
        Rough::Every { .. } | Rough::EveryWeekday(_) => TimeKind::Set,
        _ if one.time.is_some() => TimeKind::Time,
        _ => TimeKind::Date,
    }
}

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
//! 3. `tense` says whether a clause looks back or ahead;
//! 4. `resolve` completes the half-made values, with `memory` of the dates
//!    before; `timex` writes them.

mod cursor;
mod find;
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
use self::memory::{Memory, Scene};
use self::resolve::Context;
use self::rough::{Outcome, Rough};
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
    let mut tagged = Tagged::default();
    let mut memory = Memory::default();
    let mut end_of_last = 0;
    for &sentence in sentences {
        let fits = sentence.start >= end_of_last;
        if let Some(words) = text.get(sentence.start..sentence.end).filter(|_| fits) {
            tag_sentence(words, sentence.start, dateline, &mut memory, &mut tagged);
            end_of_last = sentence.end;
        }
    }
    tagged
}

fn tag_sentence(
    words: &str,
    offset: usize,
    dateline: Option<Date>,
    memory: &mut Memory,
    tagged: &mut Tagged,
) {
    let tokens = token::tokens(words, offset);
    let mut found = find::find(&tokens);
    if found.is_empty() {
        return;
    }
    let tenses = tense::tenses(&tokens);
    let mut scene = Scene::default();
    for one in &mut found {
        let direction = tense::direction(&tokens, &tenses, one);
        resolve::settle(one, direction);
        let context = Context {
            dateline,
            direction,
            memory,
            scene: &scene,
        };
        let outcome = resolve::resolve(one, &context);
        memory.note(&outcome);
        scene.note(one, &outcome);
        record(one, outcome, dateline, tagged);
    }
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

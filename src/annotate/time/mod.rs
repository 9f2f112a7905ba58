//! Time expressions: which words say when, how long or how often.
//!
//! This exists so that timelines are drawn from what the text says. It knows
//! English prose and the calendar; no Markdown, no entities, no paths and no
//! clock: a date that only the dateline could complete stays open without one.
//!
//! The way through the room:
//!
//! 1. `token` cuts a sentence, `lexicon` and `shape` give its words classes;
//! 2. `find` turns runs of words into half-made values (`rough`), as the
//!    `rules` say;
//! 3. `tense` says whether a clause looks back or ahead, `genre` whether the
//!    text counts from its own day or tells of another time;
//! 4. `resolve` completes the half-made values, with `memory` of the dates
//!    before; `timex` writes them.

mod class;
mod find;
mod genre;
mod holiday;
mod lexicon;
mod make;
mod memory;
mod order;
mod pattern;
mod program;
mod resolve;
mod rough;
mod rules;
mod shape;
mod slots;
mod tense;
#[cfg(test)]
mod tests;
mod timex;
mod token;
mod value;

use jiff::civil::Date;

pub use self::order::DateOrder;

use self::find::Found;
use self::genre::Genre;
use self::lexicon::Word;
use self::memory::{Memory, Scene};
use self::order::TextOrder;
use self::resolve::Context;
use self::rough::{Outcome, Rough};
use self::tense::Direction;
use self::token::Token;
use crate::article::{Problem, ProseRange, TimeExpression, TimeKind, TimeModifier};
use crate::date::{Qualifier, When};

/// What was found in a text: its time expressions, in order, without overlap,
/// each inside one sentence; and the dates that can't be known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tagged {
    /// The expressions.
    pub expressions: Vec<TimeExpression>,
    /// Dates that need the dateline and have none, and dates that no calendar has.
    pub problems: Vec<Problem>,
}

/// What a text is read with: where and when it was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// The day of publication.
    pub dateline: Option<Date>,
    /// How dates in digits are written there.
    pub order: DateOrder,
}

impl From<Option<Date>> for Setting {
    fn from(dateline: Option<Date>) -> Self {
        let order = DateOrder::Unknown;
        Self { dateline, order }
    }
}

/// Finds the time expressions of `text` and reads them as somebody would who
/// opened it on the day of the dateline. The order of dates in digits is what
/// the text shows of it, else that of the `setting`.
///
/// `sentences` are ranges of `text`, in order; words outside them are left
/// alone, and so is a range that doesn't fit the text.
#[must_use]
pub fn tag(text: &str, sentences: &[ProseRange], setting: impl Into<Setting>) -> Tagged {
    let Setting { dateline, order } = setting.into();
    let dated = dated_sentences(text, sentences, TextOrder::new(text, order));
    let genre = Genre::of(&dated, dateline);
    let mut tagged = Tagged::default();
    let mut memory = Memory::of(years(&dated));
    for sentence in &dated {
        memory.turn_to(sentence.paragraph);
        let mut scene = Scene::default();
        for one in &sentence.told {
            let context = Context {
                dateline,
                genre,
                direction: one.direction,
                memory: &memory,
                scene: &scene,
            };
            let outcome = resolve::resolve(&one.found, &context);
            memory.note(&outcome);
            memory.follow(one, &outcome);
            scene.note(one, &outcome);
            record(one, outcome, dateline, &mut tagged);
        }
    }
    tagged
}

/// Reads the lexicon and the rules, which [`tag`] does once by itself, and says
/// how many rules there are.
///
/// # Errors
///
/// The line that can't be read, and why; never with the built-in data.
pub fn read_rules() -> Result<usize, String> {
    rules::Language::english().map(|english| english.rules.len())
}

/// Reads the lexicon and the rules now, which otherwise the first text waits for.
pub fn prepare() {
    find::prepare();
}

/// The years that the text tells of, one for each date that names one.
fn years(dated: &[Dated]) -> Vec<i16> {
    let told = dated.iter().flat_map(|sentence| &sentence.told);
    told.filter_map(memory::anchor_year).collect()
}

/// A sentence that says when.
struct Dated {
    /// Which paragraph it stands in, counted from 0.
    paragraph: usize,
    /// Its expressions.
    told: Vec<Told>,
}

/// An expression in its clause.
struct Told {
    found: Found,
    /// Where its clause looks.
    direction: Direction,
    /// Whether it ends what the expression before it began: "from Monday to
    /// Friday".
    ends_range: bool,
}

fn dated_sentences(text: &str, sentences: &[ProseRange], mut order: TextOrder<'_>) -> Vec<Dated> {
    let mut dated = Vec::new();
    let mut tokens = Vec::new();
    let mut paragraph = 0;
    let mut end_of_last = 0;
    for &sentence in sentences {
        let between = text.get(end_of_last..sentence.start);
        let (Some(between), Some(words)) = (between, text.get(sentence.start..sentence.end)) else {
            continue;
        };
        paragraph += usize::from(between.contains('\n'));
        end_of_last = sentence.end;
        find::tokens(words, sentence.start, &mut tokens);
        let told = told(&tokens, &mut order);
        if !told.is_empty() {
            dated.push(Dated { paragraph, told });
        }
    }
    dated
}

fn told(tokens: &[Token<'_>], order: &mut TextOrder<'_>) -> Vec<Told> {
    let found = find::find(tokens);
    if found.is_empty() {
        return Vec::new();
    }
    let tenses = tense::tenses(tokens);
    let mut told: Vec<Told> = Vec::with_capacity(found.len());
    for mut found in found {
        let direction = tense::direction(tokens, &tenses, &found);
        order.settle(&mut found);
        resolve::settle(&mut found, direction);
        let ends_range = told
            .last()
            .is_some_and(|last| ends_range(tokens, &last.found, &found));
        told.push(Told {
            found,
            direction,
            ends_range,
        });
    }
    told.retain(|one| !is_sequel(&one.found, one.direction));
    told
}

/// Whether two dates are the ends of a range rather than a list: "Jan. 3-5",
/// "between Oct. 30, 2014, and Monday".
fn ends_range(tokens: &[Token<'_>], first: &Found, second: &Found) -> bool {
    let between = &tokens[first.tokens.end..second.tokens.start];
    let joiner = match between {
        [joiner] => joiner,
        [comma, joiner] if comma.is_sign(',') => joiner,
        _ => return false,
    };
    let is_opened = matches!(first.opener, Some(Word::Between | Word::From));
    match joiner.word() {
        Some(Word::To | Word::Through | Word::Until) => second.joined || is_opened,
        Some(Word::And) => first.opener == Some(Word::Between),
        _ => second.joined && joiner.is_dash(),
    }
}

/// Whether the words only say that one thing came after another: "was soon
/// joined by others" is over, unlike "will soon be joined".
fn is_sequel(one: &Found, direction: Direction) -> bool {
    let is_future = matches!(&one.rough, Rough::Fixed(value) if value == "FUTURE_REF");
    is_future && one.tokens.len() == 1 && direction == Direction::Back
}

fn record(one: &Told, outcome: Outcome, dateline: Option<Date>, tagged: &mut Tagged) {
    let found = &one.found;
    let at = found.at;
    let (value, when) = match outcome {
        Outcome::Impossible => {
            tagged.problems.push(Problem::ImpossibleDate { at });
            return;
        }
        Outcome::Known(when) => (timex::known(found, when), Some(when)),
        Outcome::Open => (timex::open(found), None),
    };
    if matches!(found.rough, Rough::Unordered { .. }) {
        tagged.problems.push(Problem::AmbiguousDate { at });
    }
    if when.is_none() && dateline.is_none() && found.rough.needs_dateline() {
        tagged.problems.push(Problem::NoDateline { at });
    }
    tagged.expressions.push(TimeExpression {
        at,
        kind: kind(found),
        value,
        modifier: found.modifier,
        when: when.map(|when| when.qualified(found.qualifier.or_else(|| part(found.modifier)))),
    });
    if one.ends_range {
        join(tagged);
    }
}

/// Gives the last two expressions the days between them, which both mean.
fn join(tagged: &mut Tagged) {
    let [.., first, second] = tagged.expressions.as_mut_slice() else {
        return;
    };
    let (Some(from), Some(to)) = (first.when, second.when) else {
        return;
    };
    if let Some(range) = When::range(from, to) {
        (first.when, second.when) = (Some(range), Some(range));
    } else {
        let at = ProseRange::new(first.at.start, second.at.end);
        tagged.problems.push(Problem::BackwardRange { at });
    }
}

fn part(modifier: Option<TimeModifier>) -> Option<Qualifier> {
    match modifier? {
        TimeModifier::Start => Some(Qualifier::Early),
        TimeModifier::Mid => Some(Qualifier::Mid),
        TimeModifier::End => Some(Qualifier::Late),
        _ => None,
    }
}

fn kind(one: &Found) -> TimeKind {
    match one.rough {
        Rough::Length { .. } => TimeKind::Duration,
        Rough::Every { .. } | Rough::EveryWeekday(_) | Rough::Recurring(_) => TimeKind::Set,
        _ if one.time.is_some() => TimeKind::Time,
        _ => TimeKind::Date,
    }
}

//! Recognised names as the rest of annotation wants them: with a kind of
//! entity and a confidence.
//!
//! The recogniser tells five types and a margin. Here a thing becomes an
//! event, a work or a product by its words, and the margin becomes a share of
//! right readings. It knows no entities.

use super::lexicon;
use super::recognise::Recognised;
use super::recognise::tags::Type;
use crate::article::{Prose, ProseRange};
use crate::entity::Kind;

/// A name in the text, not yet an entity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// The words.
    pub(super) at: ProseRange,
    /// Its kind.
    pub(super) kind: Kind,
    /// How sure we are, from 0 to 1.
    pub(super) confidence: f32,
}

/// Share of names that were right, by margin in the model's units: at least so
/// much, so many of a hundred. Counted on sentences held aside in training;
/// see `docs/model.md`.
const CALIBRATION: &[(i32, u8)] = &[
    (384, 97),
    (320, 90),
    (256, 87),
    (192, 76),
    (128, 68),
    (96, 54),
    (32, 50),
    (0, 43),
];

/// The names with kind and confidence, in order.
pub(super) fn names(prose: &Prose, recognised: &[Recognised]) -> Vec<Found> {
    let named = recognised.iter().filter(|name| !is_of_office(prose, name));
    let found = named.map(|name| {
        let at = ProseRange::new(name.at.start, name.at.end - day(prose.slice(name.at)));
        let words = prose.slice(at);
        let kind = if name.of == Type::Thing {
            thing(words)
        } else {
            name.of.kind()
        };
        let sure = confidence(name.margin);
        Found {
            at,
            kind,
            confidence: if name.titled && kind == Kind::Person {
                sure.max(0.9)
            } else {
                sure
            },
        }
    });
    found.collect()
}

/// Whether the words are of an office, and no name by themselves: the "State"
/// of "Secretary of State".
fn is_of_office(prose: &Prose, name: &Recognised) -> bool {
    let before = &prose.text[..name.at.start];
    let is_office = ["Secretary of ", "Minister of ", "Minister for "]
        .iter()
        .any(|office| before.ends_with(office));
    is_office && matches!(name.of, Type::Organisation | Type::Thing)
}

/// The length of " on Tuesday" at the end of a name, which is none of its.
fn day(words: &str) -> usize {
    let rest = DAYS.iter().find_map(|day| words.strip_suffix(day));
    rest.and_then(|rest| rest.strip_suffix(" on "))
        .map_or(0, |rest| words.len() - rest.len())
}

const DAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

fn confidence(margin: i32) -> f32 {
    let row = CALIBRATION.iter().find(|(least, _)| margin >= *least);
    f32::from(row.map_or(0, |(_, share)| *share)) / 100.0
}

/// What sort of thing a name that is no person, organisation, place or group
/// names, by its words.
fn thing(words: &str) -> Kind {
    let lower = words.to_lowercase();
    let has = |list: &[&str]| lower.split_whitespace().any(|word| list.contains(&word));
    if has(WORKS) {
        Kind::Work
    } else if has(lexicon::EVENTS.as_slice()) || lower.starts_with(|c: char| c.is_ascii_digit()) {
        Kind::Event
    } else if words.contains(|c: char| c.is_ascii_digit()) {
        Kind::Product
    } else {
        Kind::Other
    }
}

/// Words that head the title of a work, a law or a programme.
const WORKS: &[&str] = &[
    "act",
    "bill",
    "code",
    "constitution",
    "convention",
    "law",
    "protocol",
    "report",
    "resolution",
    "treaty",
];

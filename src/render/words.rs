//! What the program says in its own words on a page.

use crate::article::How;
use crate::entity::Origin;
use crate::link::{Difference, Reason};
use crate::site::Site;

/// To the mention before, of the same thing.
pub(super) const PREVIOUS_MENTION: &str = "Previous mention";
/// To the mention after.
pub(super) const NEXT_MENTION: &str = "Next mention";
/// To the sentence around a mention, without the links to others.
pub(super) const BACK_TO_TEXT: &str = "Back to the text";

/// The name of a button that opens the card of an entity.
pub(super) fn about(name: &str) -> String {
    format!("About {name}")
}

/// Which of several one is.
pub(super) fn position(nth: usize, count: usize) -> String {
    format!("{nth} of {count}")
}

/// How a mention is known.
pub(super) fn how(how: How) -> &'static str {
    match how {
        How::Editor => "marked by the editor",
        How::Registry => "a name in the registry",
        How::Gazetteer => "a well-known name",
        How::Recognised => "recognised in the text",
        How::Resolved => "short for a fuller name in the text",
    }
}

/// How mentions are known, and how surely: `Recognised in the text; fairly
/// sure`. What people wrote down is taken at its word.
pub(super) fn known(how: How, confidence: f32) -> String {
    let known = capitalised(self::how(how));
    match how {
        How::Editor | How::Registry => known,
        How::Gazetteer | How::Resolved | How::Recognised => {
            format!("{known}; {}", sureness(confidence))
        }
    }
}

fn sureness(confidence: f32) -> &'static str {
    if confidence >= 0.9 {
        "sure"
    } else if confidence >= 0.7 {
        "fairly sure"
    } else {
        "not sure"
    }
}

/// What a number of names was found by.
pub(super) fn found_by(how: How) -> &'static str {
    match how {
        How::Editor => "marked in the text by an editor",
        How::Registry => "by the registry, where editors describe who and what they write about",
        How::Gazetteer => "by the built-in list of well-known names",
        How::Resolved => "as a shorter form of a name that stands elsewhere in the text",
        How::Recognised => "by their form and the words around them; these may be wrong",
    }
}

/// How an entity is known.
pub(super) fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Registry => "Described by the editors.",
        Origin::Gazetteer => "Known from the built-in gazetteer.",
        Origin::Recognised => "Recognised in the text; nobody has described it yet.",
    }
}

/// Why two articles are related: `both name Harjit Sajjan and NATO; two days
/// earlier`.
pub(super) fn reason(reason: &Reason, site: &Site) -> String {
    let names: Vec<&str> = reason
        .entities
        .iter()
        .filter_map(|(id, _)| site.entities.get(id))
        .map(|entity| entity.name.as_str())
        .collect();
    let mut parts = Vec::new();
    let quoted = |(word, _): &(smol_str::SmolStr, f64)| format!("\u{201c}{word}\u{201d}");
    let words: Vec<String> = reason.words.iter().map(quoted).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match (names.len(), words.len()) {
        (0, 0) => {}
        (0, _) => parts.push(format!("Both say {}", list(&words))),
        (1 | 2, 1..) => parts.push(format!(
            "Both name {} and say {}",
            list(&names),
            list(&words)
        )),
        _ => parts.push(format!("Both name {}", list(&names))),
    }
    if reason.story.is_some() {
        parts.push("in the same story".to_owned());
    }
    parts.extend(reason.days.map(distance));
    capitalised(&parts.join("; "))
}

/// What articles on one event differ in.
pub(super) fn difference(difference: &Difference) -> &'static str {
    match difference {
        Difference::Date(_) => "date",
        Difference::Place(_) => "place",
        Difference::Figure(_) => "figure",
    }
}

fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

pub(super) fn distance(days: i64) -> String {
    let direction = if days < 0 { "earlier" } else { "later" };
    let days = days.unsigned_abs();
    match days {
        0 => "the same day".to_owned(),
        1 => format!("one day {direction}"),
        2..=13 => format!("{} days {direction}", number(days)),
        14..=59 => format!("{} weeks {direction}", number(days / 7)),
        60..=729 => format!("{} months {direction}", number(days / 30)),
        _ => format!("{} years {direction}", number(days / 365)),
    }
}

fn number(n: u64) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    usize::try_from(n)
        .ok()
        .and_then(|n| WORDS.get(n))
        .map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_read_like_speech() {
        for (days, words) in [
            (0, "the same day"),
            (-1, "one day earlier"),
            (2, "two days later"),
            (-13, "13 days earlier"),
            (14, "two weeks later"),
            (-75, "two months earlier"),
            (800, "two years later"),
        ] {
            assert_eq!(distance(days), words);
        }
    }

    #[test]
    fn what_a_program_found_is_said_with_how_sure_it_is() {
        for (how, confidence, words) in [
            (How::Registry, 1.0, "A name in the registry"),
            (How::Gazetteer, 0.95, "A well-known name; sure"),
            (How::Recognised, 0.76, "Recognised in the text; fairly sure"),
            (How::Recognised, 0.5, "Recognised in the text; not sure"),
        ] {
            assert_eq!(known(how, confidence), words);
        }
    }
}

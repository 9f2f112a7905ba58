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
        Origin::Registry => "Described by the editors",
        Origin::Gazetteer => "In the built-in list of well-known names",
        Origin::Recognised => "Recognised in the text; nobody has described it yet",
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

/// How a story is known.
pub(super) fn story(found: bool) -> &'static str {
    if found {
        "Found by the names and words that these articles share; no editor has described it yet."
    } else {
        "Declared by the editors."
    }
}

/// What a picture of a timeline's density shows.
pub(super) fn density(unit: &str, first: &str, last: &str, most: (&str, usize)) -> String {
    let (fullest, count) = most;
    format!("Events by {unit}, {first} to {last}; most in {fullest} ({count}).")
}

/// A stretch of time and its events: `February 2016: 3 events`.
pub(super) fn events_in(stretch: &str, count: usize) -> String {
    let s = plural(count);
    format!("{stretch}: {count} event{s}")
}

/// A number of articles.
pub(super) fn articles(count: usize) -> String {
    let s = plural(count);
    format!("{count} article{s}")
}

/// The articles that "lately" means.
pub(super) fn lately(count: usize) -> String {
    match count {
        0 | 1 => "In the newest article".to_owned(),
        _ => format!("In the {count} newest articles"),
    }
}

/// The page of the timeline, or of a part of it: title and description.
pub(super) fn timeline_page(site: &str, part: Option<&str>) -> (String, String) {
    match part {
        Some(part) => (
            format!("{TIMELINE}: {part}"),
            format!("What {site} says of {part}."),
        ),
        None => (TIMELINE.to_owned(), format!("Every dated event in {site}.")),
    }
}

/// The page of the archive, or of a year of it: title and description.
pub(super) fn archive_page(site: &str, year: Option<i16>) -> (String, String) {
    match year {
        Some(year) => (
            format!("{ARCHIVE}: {year}"),
            format!("Every article in {site} of {year}."),
        ),
        None => (
            ARCHIVE.to_owned(),
            format!("Every article in {site}, by date."),
        ),
    }
}

/// All entities.
pub(super) const ENTITIES: &str = "Who, what, where";

/// All stories.
pub(super) const STORIES: &str = "Stories";

/// Search.
pub(super) const SEARCH: &str = "Search";

/// The whole timeline.
pub(super) const TIMELINE: &str = "Timeline";

/// The whole archive.
pub(super) const ARCHIVE: &str = "Archive";

/// What is dated to a year and no month of it.
pub(super) const NO_MONTH: &str = "No month given";

/// A page elsewhere about the same thing: `Wikidata Q796`, `Wikipedia`, or its
/// host.
pub(super) fn elsewhere(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.trim_start_matches("www.");
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    let number = last.split('-').next().unwrap_or("");
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    match host {
        "wikidata.org" | "m.wikidata.org" if last.starts_with('Q') => format!("Wikidata {last}"),
        "geonames.org" | "sws.geonames.org" => {
            let number = path.split('/').next().unwrap_or("");
            format!("GeoNames {number}").trim_end().to_owned()
        }
        "viaf.org" if is_number => format!("VIAF {number}"),
        "isni.org" => format!("ISNI {last}"),
        "openstreetmap.org" => "OpenStreetMap".to_owned(),
        host => match host.strip_suffix(".wikipedia.org") {
            Some("en") => "Wikipedia".to_owned(),
            Some(language) => format!("Wikipedia ({})", language.trim_end_matches(".m")),
            None => host.to_owned(),
        },
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
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
    fn a_page_elsewhere_has_a_name() {
        for (url, name) in [
            ("https://www.wikidata.org/wiki/Q796", "Wikidata Q796"),
            ("https://www.geonames.org/6251999/", "GeoNames 6251999"),
            (
                "https://sws.geonames.org/6251999/about.rdf",
                "GeoNames 6251999",
            ),
            ("https://en.wikipedia.org/wiki/Mosul", "Wikipedia"),
            ("https://fr.wikipedia.org/wiki/Mossoul", "Wikipedia (fr)"),
            ("https://viaf.org/viaf/138350838", "VIAF 138350838"),
            ("https://www.nato.int/", "nato.int"),
            ("nato.int", "nato.int"),
        ] {
            assert_eq!(elsewhere(url), name);
        }
    }

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

//! What the program says in its own words on a page, where that takes more than
//! a look at the language: which sentence it is, and what stands in it.

use crate::article::How;
use crate::entity::{Kind, Origin};
use crate::language::Language;
use crate::link::{Difference, Reason};
use crate::site::Site;

/// One of a kind: `Person`.
pub(super) fn kind(language: &Language, kind: Kind) -> String {
    language.say(&format!("kind.{kind}"), &[])
}

/// Many of a kind: `People`.
pub(super) fn kinds(language: &Language, kind: Kind) -> String {
    language.say(&format!("kinds.{kind}"), &[])
}

fn name(how: How) -> &'static str {
    match how {
        How::Editor => "editor",
        How::Registry => "registry",
        How::Gazetteer => "gazetteer",
        How::Recognised => "recognised",
        How::Resolved => "resolved",
    }
}

/// How mentions are known, and how surely: `Recognised in the text; fairly
/// sure`. What people wrote down is taken at its word.
pub(super) fn known(language: &Language, how: How, confidence: f32) -> String {
    let known = language.say(&format!("how.{}", name(how)), &[]);
    let known = capitalised(&known);
    match how {
        How::Editor | How::Registry => known,
        How::Gazetteer | How::Resolved | How::Recognised => {
            let sureness = language.get(sureness(confidence));
            language.say("known_how", &[("how", &known), ("sureness", sureness)])
        }
    }
}

fn sureness(confidence: f32) -> &'static str {
    if confidence >= 0.9 {
        "sureness.high"
    } else if confidence >= 0.7 {
        "sureness.middle"
    } else {
        "sureness.low"
    }
}

/// What a number of names was found by.
pub(super) fn found_by(language: &Language, how: How) -> String {
    language.say(&format!("found_by.{}", name(how)), &[])
}

/// How an entity is known.
pub(super) fn origin(language: &Language, origin: Origin) -> &str {
    language.get(match origin {
        Origin::Registry => "origin.registry",
        Origin::Gazetteer => "origin.gazetteer",
        Origin::Recognised => "origin.recognised",
    })
}

/// How a story is known.
pub(super) fn story(language: &Language, found: bool) -> &str {
    language.get(if found {
        "origin.found_story"
    } else {
        "origin.declared_story"
    })
}

/// Why two articles are related: `Both name Harjit Sajjan and NATO; two days
/// earlier`.
pub(super) fn reason(language: &Language, reason: &Reason, site: &Site) -> String {
    let names: Vec<&str> = reason
        .entities
        .iter()
        .filter_map(|(id, _)| site.entities.get(id))
        .map(|entity| entity.name.as_str())
        .collect();
    let words = reason.words.iter();
    let words: Vec<String> = words.map(|(word, _)| language.quoted(word)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let all = [
        ("names", &*language.list(&names)),
        ("words", &*language.list(&words)),
    ];
    let mut parts = Vec::new();
    match (names.len(), words.len()) {
        (0, 0) => {}
        (0, _) => parts.push(language.say("both_say", &all)),
        (1 | 2, 1..) => parts.push(language.say("both_name_and_say", &all)),
        _ => parts.push(language.say("both_name", &all)),
    }
    if reason.story.is_some() {
        parts.push(language.get("same_story").to_owned());
    }
    parts.extend(reason.days.map(|days| distance(language, days)));
    capitalised(&parts.join(language.get("semicolon")))
}

/// What articles on one event differ in.
pub(super) fn difference(difference: &Difference) -> &'static str {
    match difference {
        Difference::Date(_) => "date",
        Difference::Place(_) => "place",
        Difference::Figure(_) => "figure",
    }
}

/// A title and what of it a page is about: `Timeline: 2016`.
pub(super) fn title_of_part(language: &Language, key: &str, part: &str) -> String {
    let title = language.get(key);
    language.say("title_of_part", &[("title", title), ("part", part)])
}

/// The page of the timeline, or of a part of it: title and description.
pub(super) fn timeline_page(
    language: &Language,
    site: &str,
    part: Option<&str>,
) -> (String, String) {
    match part {
        Some(part) => (
            title_of_part(language, "timeline", part),
            language.say("about_timeline_part", &[("site", site), ("part", part)]),
        ),
        None => (
            language.get("timeline").to_owned(),
            language.say("about_timeline", &[("site", site)]),
        ),
    }
}

/// The page of the archive, or of a year of it: title and description.
pub(super) fn archive_page(language: &Language, site: &str, year: Option<i16>) -> (String, String) {
    match year.map(|year| year.to_string()) {
        Some(year) => (
            title_of_part(language, "archive", &year),
            language.say("about_archive_part", &[("site", site), ("part", &year)]),
        ),
        None => (
            language.get("archive").to_owned(),
            language.say("about_archive", &[("site", site)]),
        ),
    }
}

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

/// How far one article lies from another.
pub(super) fn distance(language: &Language, days: i64) -> String {
    let (earlier, days) = (days < 0, days.unsigned_abs());
    let (count, keys) = match days {
        0 => (0, ["same_day"; 2]),
        1 => (1, ["day_earlier", "day_later"]),
        2..=13 => (days, ["days_earlier", "days_later"]),
        14..=59 => (days / 7, ["weeks_earlier", "weeks_later"]),
        60..=729 => (days / 30, ["months_earlier", "months_later"]),
        _ => (days / 365, ["years_earlier", "years_later"]),
    };
    let key = if earlier { keys[0] } else { keys[1] };
    language.say(key, &[("n", &language.number(count))])
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
            assert_eq!(distance(Language::english(), days), words);
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
            assert_eq!(known(Language::english(), how, confidence), words);
        }
    }
}

//! A timeline as a calendar (iCalendar, RFC 5545 and 7986).
//!
//! Every event is one of whole days. Only what the text dates to the day is in
//! a calendar: it has a place on a page of days, and "in March" or "about 22
//! February" has none. Spread over the month it would cover a calendar with
//! bars, and put on its first day it would say what nobody wrote. A range goes
//! in when both its ends are days. "By 22 February" and "since 2 November" name
//! one day, and go in on that day with these words in front.

use std::io::{self, Write};

use jiff::Timestamp;
use jiff::civil::Date;

use super::content_line::ContentLines;
use super::entry::{Entry, one_line};
use crate::date::{Grain, Qualifier, When};
use crate::language::Language;

/// How often a subscriber should look again: what a site says changes with its
/// articles, and few have several a day.
const REFRESH: &str = "P1D";

/// The first and the last day that an event has in a calendar, if it has any.
pub(super) fn days(when: When) -> Option<(Date, Date)> {
    let has_days = match (when.grain(), when.qualifier()) {
        (_, Some(Qualifier::Approximate)) => false,
        (Grain::Day, _) => true,
        (Grain::Range, None) => when.ends() == (Grain::Day, Grain::Day),
        _ => false,
    };
    has_days.then(|| (when.earliest(), when.latest()))
}

/// What a calendar says of itself.
pub(super) struct Head<'a> {
    pub(super) name: String,
    pub(super) summary: Option<&'a str>,
    /// Whole address of the page with the timeline.
    pub(super) page: Option<String>,
    /// Whole address of the calendar itself.
    pub(super) file: Option<String>,
}

/// A calendar of `events`, each as [`event`] made it.
///
/// # Errors
/// When `out` fails.
pub(super) fn calendar(
    head: &Head<'_>,
    mut events: impl Iterator<Item = String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let name = one_line(&head.name);
    let mut lines = ContentLines::default();
    lines.line("BEGIN", "VCALENDAR");
    lines.line("VERSION", "2.0");
    let version = env!("CARGO_PKG_VERSION");
    lines.text("PRODID", &format!("-//Dateline//Dateline {version}//EN"));
    lines.line("CALSCALE", "GREGORIAN");
    // What programs understood before RFC 7986 stands beside what it names.
    lines.text("NAME", &name);
    lines.text("X-WR-CALNAME", &name);
    if let Some(summary) = head.summary {
        lines.text("DESCRIPTION", &one_line(summary));
        lines.text("X-WR-CALDESC", &one_line(summary));
    }
    if let Some(page) = &head.page {
        lines.line("URL", page);
    }
    if let Some(file) = &head.file {
        lines.line("SOURCE;VALUE=URI", file);
    }
    lines.line("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
    lines.line("X-PUBLISHED-TTL", REFRESH);
    out.write_all(lines.finish().as_bytes())?;
    events.try_for_each(|event| out.write_all(event.as_bytes()))?;
    out.write_all(b"END:VCALENDAR\r\n")
}

/// An event as it stands in every calendar that holds it; none when it has no
/// days. `host` is the site's.
pub(super) fn event(entry: &Entry, language: &Language, host: Option<&str>) -> Option<String> {
    let (first, last) = days(entry.when)?;
    let mut lines = ContentLines::default();
    lines.line("BEGIN", "VEVENT");
    let id = &entry.id;
    let uid = host.map_or_else(
        || format!("urn:dateline:{id}"),
        |host| format!("{id}@{host}"),
    );
    lines.text("UID", &uid);
    lines.line("DTSTAMP", &stamp(entry.changed));
    lines.line("DTSTART;VALUE=DATE", &day(first));
    end(&mut lines, first, last);
    lines.text("SUMMARY", &summary(entry, language));
    lines.text("DESCRIPTION", &description(entry, language));
    if let Some(url) = &entry.url {
        lines.line("URL", url);
    }
    if !entry.entities.is_empty() {
        lines.texts("CATEGORIES", &entry.entities);
    }
    // What was only announced stays tentative until an article tells of it.
    let status = if entry.planned {
        "TENTATIVE"
    } else {
        "CONFIRMED"
    };
    lines.line("STATUS", status);
    // News takes nobody's time: it doesn't make its reader busy.
    lines.line("TRANSP", "TRANSPARENT");
    lines.line("END", "VEVENT");
    Some(lines.finish())
}

/// The end is the day after the last. The calendar's last day has none after
/// it, so that its events say how long they are instead.
fn end(lines: &mut ContentLines, first: Date, last: Date) {
    if let Ok(after) = last.tomorrow() {
        lines.line("DTEND;VALUE=DATE", &day(after));
    } else {
        let days = (last - first).get_days() + 1;
        lines.line("DURATION", &format!("P{days}D"));
    }
}

fn summary(entry: &Entry, language: &Language) -> String {
    let key = match entry.when.qualifier() {
        Some(Qualifier::Until) => "calendar_by",
        Some(Qualifier::Since) => "calendar_since",
        _ => return entry.title.clone(),
    };
    let day = language.day_and_month(entry.when.latest());
    language.say(key, &[("day", &day), ("title", &entry.title)])
}

/// The sentence that proves it and where it stands; the address too, since
/// many programs don't show `URL`.
fn description(entry: &Entry, language: &Language) -> String {
    let quote = language.quoted(&entry.sentence);
    let mut text = format!("{quote}\n\n{}", entry.source);
    if let Some(url) = &entry.url {
        text.push('\n');
        text.push_str(url);
    }
    text
}

/// When what an event says was last changed: the date of its article, as in
/// feeds, and never the clock.
fn stamp(changed: Option<Timestamp>) -> String {
    let changed = changed.unwrap_or(Timestamp::UNIX_EPOCH);
    changed.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn day(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first and the last day of a date in Extended Date/Time Format.
    fn check(edtf: &str, expected: Option<(&str, &str)>) {
        let when = When::parse_edtf(edtf).expect("it is a date");
        let days = days(when).map(|(first, last)| (first.to_string(), last.to_string()));
        let found = days.as_ref().map(|(first, last)| (&**first, &**last));
        assert_eq!(found, expected, "{edtf}");
    }

    #[test]
    fn what_is_dated_to_the_day_has_days() {
        check("2016-02-22", Some(("2016-02-22", "2016-02-22")));
        check("../2016-02-22", Some(("2016-02-22", "2016-02-22")));
        check("2014-11-02/..", Some(("2014-11-02", "2014-11-02")));
        check("2014-10-30/2016-02-15", Some(("2014-10-30", "2016-02-15")));
    }

    #[test]
    fn what_is_coarser_or_approximate_has_none() {
        for edtf in [
            "2016-02",
            "2016",
            "2016-21",
            "201X",
            "2016-02-22~",
            "2016-02-08/2016-02-14",
            "2015-03/2015-05",
            "2015-03-12/2015-05",
            "../2016-02",
            "2015/..",
        ] {
            check(edtf, None);
        }
    }

    #[test]
    fn the_last_day_of_all_has_a_length_in_place_of_an_end() {
        let ends = |first: &str| {
            let mut lines = ContentLines::default();
            let first = first.parse().expect("it is a day");
            end(&mut lines, first, Date::MAX);
            lines.finish()
        };
        assert_eq!(ends("9999-12-31"), "DURATION:P1D\r\n");
        assert_eq!(ends("9999-11-30"), "DURATION:P32D\r\n");
        assert_eq!(day(Date::constant(1, 2, 3)), "00010203");
        assert_eq!(stamp(None), "19700101T000000Z");
    }
}

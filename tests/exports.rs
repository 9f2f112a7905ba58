//! Timelines that leave the site: calendars as another program reads them, and
//! the files for TimelineJS.
//!
//! Events are dated by the editor here, so that no rule for dates in prose
//! plays a part.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write;

use common::{Files, made, options};
use icalendar::{Calendar, Component, Event};
use serde_json::{Value, json};

/// Files of a site of one article of 10 February 2016 in a story, with these
/// dates and labels; the sentence of each event names Canada.
fn exports(events: &[(&str, &str)], base_url: Option<&str>) -> Files {
    let mut front = "story = \"mission\"\n".to_owned();
    let mut text = String::new();
    for (at, (date, label)) in events.iter().enumerate() {
        // A JSON string is one of TOML, too.
        let label = Value::from(*label);
        write!(
            front,
            "[[events]]\nquote = \"step {at} of\"\ndate = \"{date}\"\nlabel = {label}\n"
        )
        .unwrap();
        writeln!(text, "This is step {at} of Canada.\n").unwrap();
    }
    let article = format!("+++\n{front}+++\n# \"Steps\", one; two\n\n{text}");
    build(
        &format!(
            "//- content/2016-02-10-steps.md\n{article}\n//- content/stories/mission.md\n+++\ntitle = \"The mission\"\n+++\n"
        ),
        base_url,
    )
}

fn build(site: &str, base_url: Option<&str>) -> Files {
    let run = made(&common::sources(site), &options(base_url));
    assert_eq!(run.errors(), 0, "{:#?}", run.diagnostics);
    run.files
}

fn text<'f>(files: &'f Files, path: &str) -> &'f str {
    std::str::from_utf8(&files[path]).unwrap()
}

/// The events of a calendar, once its lines are found to be right.
fn events(calendar: &str) -> Vec<Event> {
    assert!(calendar.ends_with("\r\n"));
    for line in calendar.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(char::is_control), "{line:?}");
    }
    let calendar: Calendar = calendar.parse().unwrap();
    calendar.events().cloned().collect()
}

fn value<'e>(event: &'e Event, name: &str) -> &'e str {
    event.property_value(name).unwrap_or("none")
}

/// What the site's calendar makes of one event: start, end, state, summary.
#[track_caller]
fn check(date: &str, label: &str, expected: &str) {
    let files = exports(&[(date, label)], None);
    let found = match events_of(&files).as_slice() {
        [] => "none".to_owned(),
        [event] => ["DTSTART", "DTEND", "STATUS"]
            .map(|name| value(event, name))
            .into_iter()
            .chain(event.get_summary())
            .collect::<Vec<_>>()
            .join(" "),
        several => panic!("{} events", several.len()),
    };
    assert_eq!(found, expected, "{date}");
}

fn events_of(files: &Files) -> Vec<Event> {
    let calendar = files.get("timeline/calendar.ics");
    calendar.map_or_else(Vec::new, |bytes| {
        events(std::str::from_utf8(bytes).unwrap())
    })
}

#[test]
fn a_day_is_a_whole_day_and_its_end_is_the_day_after() {
    check(
        "2016-02-08",
        "Jets leave",
        "20160208 20160209 CONFIRMED Jets leave",
    );
    check("2016-02-29", "Leap", "20160229 20160301 TENTATIVE Leap");
    check("0001-01-01", "First", "00010101 00010102 CONFIRMED First");
    check("9999-12-30", "Late", "99991230 99991231 TENTATIVE Late");
    check("9999-12-31", "Last", "99991231 none TENTATIVE Last");
}

#[test]
fn a_range_of_days_lasts_and_an_open_one_says_so() {
    check(
        "2016-03-30/2016-04-01",
        "Summit",
        "20160330 20160402 TENTATIVE Summit",
    );
    check(
        "../2016-02-22",
        "Home",
        "20160222 20160223 TENTATIVE By 22 February: Home",
    );
    check(
        "2014-11-02/..",
        "Flying",
        "20141102 20141103 CONFIRMED Since 2 November: Flying",
    );
}

#[test]
fn what_names_no_day_is_in_no_calendar() {
    for date in [
        "2016-03",
        "2016",
        "2016-21",
        "201X",
        "2016-03-08~",
        "2016-03/2016-05",
    ] {
        check(date, "Some time", "none");
    }
}

/// Each label, and what a calendar shows of it. That no line is too long and
/// none holds a control character, `events` has seen.
#[test]
fn no_text_breaks_out_of_its_event() {
    let long = "\u{1f469}\u{200d}\u{1f680}".repeat(40);
    for (label, summary) in [
        (
            "Jets, tankers; and \\n \"more\"",
            "Jets, tankers; and \\n \"more\"",
        ),
        ("One\ntwo\r\nthree\u{2028}four", "One two three four"),
        (
            "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:b",
            "a END:VEVENT BEGIN:VEVENT SUMMARY:b",
        ),
        ("END:VCALENDAR", "END:VCALENDAR"),
        ("safe\u{202e}gnp.exe\u{2066}", "safegnp.exe"),
        ("\u{feff}=HYPERLINK(1)", "\u{feff}=HYPERLINK(1)"),
        (&long, &long),
    ] {
        check(
            "2016-02-22",
            label,
            &format!("20160222 20160223 TENTATIVE {summary}"),
        );
    }
}

#[test]
fn a_sentence_breaks_out_no_more_than_a_label() {
    let site = "\
//- content/2016-02-10-a.md
+++
[[events]]
quote = \"BEGIN:VEVENT\"
date = \"2016-02-09\"
+++
A list, of which
BEGIN:VEVENT
is a part; and *END:VCALENDAR*, too.
";
    let events = events_of(&build(site, None));
    let headline = "A list, of which BEGIN:VEVENT is a part";
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].get_summary(), Some(headline));
}

#[test]
fn an_event_says_what_proves_it_and_where_it_stands() {
    let files = exports(
        &[("2016-02-08", "Jets leave")],
        Some("https://example.org/sub/"),
    );
    let events = events_of(&files);
    let address = "https://example.org/sub/steps/#s1";
    assert_eq!(events[0].get_url(), Some(address));
    assert_eq!(
        events[0].get_description(),
        Some(&*format!(
            "\u{201c}This is step 0 of Canada.\u{201d}\n\n\"Steps\", one; two, 10 February 2016\n{address}"
        ))
    );
    assert_eq!(
        events[0].get_uid(),
        Some("2016-02-10-steps:s1:2016-02-08@example.org")
    );
    assert_eq!(value(&events[0], "DTSTAMP"), "20160210T000000Z");
    assert_eq!(value(&events[0], "TRANSP"), "TRANSPARENT");
    let calendar = text(&files, "timeline/calendar.ics");
    assert!(calendar.contains("\r\nURL:https://example.org/sub/timeline/\r\n"));
    assert!(calendar.contains("\r\nNAME:Briefings\r\n"));
    assert!(calendar.contains("\r\nCATEGORIES:Canada\r\n"));
}

#[test]
fn without_a_base_url_a_calendar_works_and_has_no_addresses() {
    let files = exports(&[("2016-02-08", "Jets leave")], None);
    let calendar = text(&files, "timeline/calendar.ics");
    assert!(!calendar.contains("URL:") && !calendar.contains("SOURCE"));
    assert_eq!(
        events_of(&files)[0].get_uid(),
        Some("urn:dateline:2016-02-10-steps:s1:2016-02-08")
    );
    assert!(!text(&files, "timeline/timeline.json").contains("href"));
}

#[test]
fn an_event_has_one_id_everywhere_and_no_other_has_it() {
    let files = exports(&[("2016-02-08", "One"), ("2016-02-08", "Two")], None);
    let ids = |path: &str| -> Vec<String> {
        let events = events(text(&files, path));
        events
            .iter()
            .map(|event| event.get_uid().unwrap().to_owned())
            .collect()
    };
    let all = ids("timeline/calendar.ics");
    assert!(all.len() == 2 && all[0] != all[1], "{all:?}");
    assert_eq!(ids("stories/mission/calendar.ics"), all);
    assert_eq!(ids("entities/place/canada/calendar.ics"), all);
}

/// Two words of one sentence, dated alike by the editor.
#[test]
fn nor_when_a_sentence_is_dated_twice_alike() {
    let site = "\
//- content/2016-02-10-a.md
+++
[[events]]
quote = \"on 3 February 2016\"
date = \"2016-02-01\"
[[events]]
quote = \"on 5 February 2016\"
date = \"2016-02-01\"
+++
It began on 3 February 2016 and ended on 5 February 2016.
";
    let events = events_of(&build(site, None));
    let ids: Vec<_> = events.iter().filter_map(Component::get_uid).collect();
    let first = "urn:dateline:2016-02-10-a:s1:2016-02-01";
    assert_eq!(ids, [first, &format!("{first}:2")]);
}

#[test]
fn what_would_be_empty_is_not_made() {
    let files = exports(&[("2016-03", "Some time")], None);
    let is_export = |path: &&String| path.contains("calendar.") || path.contains("timeline.");
    let made: Vec<&String> = files.keys().filter(is_export).collect();
    assert_eq!(
        made,
        [
            "stories/mission/timeline.csv",
            "stories/mission/timeline.json",
            "timeline/timeline.csv",
            "timeline/timeline.json",
        ]
    );
    assert!(!text(&files, "timeline/index.html").contains("text/calendar"));
    let bare = build("//- content/a.md\n# Nothing dated\n\nNo date here.\n", None);
    assert!(!bare.keys().any(|path| is_export(&path)));
    assert!(!text(&bare, "timeline/index.html").contains("Take this timeline"));
}

#[test]
fn timelinejs_gets_dates_as_they_are_known() {
    let files = exports(
        &[
            ("2015-03~", "Vote"),
            ("../2016-02-22", "Home"),
            ("2016-21", "Thaw"),
        ],
        Some("https://example.org/"),
    );
    let timeline: Value = serde_json::from_str(text(&files, "timeline/timeline.json")).unwrap();
    let events = timeline["events"].as_array().unwrap();
    let dates = |event: &Value| {
        json!([
            event["display_date"],
            event["start_date"],
            event["end_date"]
        ])
    };
    assert_eq!(
        events.iter().map(dates).collect::<Vec<_>>(),
        [
            json!(["about March 2015", {"year": 2015, "month": 3}, null]),
            json!(["by 22 February 2016", {"year": 2016, "month": 2, "day": 22}, null]),
            json!(["spring 2016", {"year": 2016, "month": 3}, {"year": 2016, "month": 5}]),
        ]
    );
    assert_eq!(events[0]["group"], "What happened");
    assert_eq!(events[1]["group"], "Planned at the time");
    assert_eq!(
        events[0]["text"]["text"],
        "<p>\u{201c}This is step 0 of Canada.\u{201d}</p>\
         <p><a href=\"https://example.org/steps/#s1\">&quot;Steps&quot;, one; two, 10 February 2016</a></p>"
    );
}

/// The table says what the JSON says, and no cell is a formula.
#[test]
fn timelinejs_reads_the_same_from_the_table() {
    let labels = ["=1+1", "-2", "@x", "+4", "<b>&", "a;=b", "\"q\", 'r'"];
    let steps: Vec<_> = labels.iter().map(|label| ("2016-02-22", *label)).collect();
    let files = exports(&steps, None);
    let story = text(&files, "stories/mission/timeline.json");
    let timeline: Value = serde_json::from_str(story).unwrap();
    let rows = rows(text(&files, "stories/mission/timeline.csv"));
    assert_eq!(rows[0]["Type"], "title");
    assert_eq!(rows[0]["Headline"], "The mission");
    assert_eq!(rows.len(), 1 + labels.len());
    for (row, event) in rows[1..].iter().zip(timeline["events"].as_array().unwrap()) {
        assert_eq!(
            [&row["Year"], &row["Month"], &row["Day"]],
            ["2016", "2", "22"]
        );
        assert_eq!(row["Display Date"], event["display_date"]);
        assert_eq!(
            shown(&row["Headline"]),
            shown(event["text"]["headline"].as_str().unwrap())
        );
        for cell in row.values() {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
    assert_eq!(rows[1]["Headline"], "&#61;1+1");
    assert_eq!(rows[5]["Headline"], "&lt;b&gt;&amp;");
}

fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(table.as_bytes())
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

/// Character references as a browser shows them.
fn shown(html: &str) -> String {
    [
        ("&#61;", "="),
        ("&#43;", "+"),
        ("&#45;", "-"),
        ("&#64;", "@"),
    ]
    .iter()
    .fold(html.to_owned(), |html, (reference, c)| {
        html.replace(reference, c)
    })
}

#[test]
fn the_same_site_makes_the_same_bytes() {
    let events = [("2016-02-08", "One"), ("2016-03/2016-05", "Two")];
    assert_eq!(exports(&events, None), exports(&events, None));
}

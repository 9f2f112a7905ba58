//! Every `<time datetime>` is one that HTML has: a year, month, day, week or
//! instant, and never finer than its words (HTML Living Standard, "The time
//! element").

mod common;

use std::fmt::Write;
use std::path::Path;

use common::{Built, made, options};

/// Whether a `datetime` is valid.
fn is_valid(datetime: &str) -> bool {
    // Every digit as `0` shows the form; the parts then tell the rest.
    let form = datetime.replace(|c: char| c.is_ascii_digit(), "0");
    let part = |range: std::ops::Range<usize>, most: u32| {
        let number = datetime[range].parse().unwrap_or(0);
        (1..=most).contains(&number)
    };
    let day = || datetime[..10].parse::<jiff::civil::Date>().is_ok();
    datetime.is_ascii()
        && match form.as_str() {
            "0000" => part(0..4, 9999),
            "0000-00" => part(0..4, 9999) && part(5..7, 12),
            "0000-W00" => part(0..4, 9999) && part(6..8, 53),
            "0000-00-00" => part(0..4, 9999) && day(),
            "0000-00-00T00:00:00Z" => {
                part(0..4, 9999) && datetime.parse::<jiff::Timestamp>().is_ok()
            }
            _ => false,
        }
}

/// The values of every `datetime` of a run.
fn datetimes(run: &Built) -> Vec<String> {
    let pages = run
        .files
        .iter()
        .filter(|(path, _)| Path::new(path).extension() == Some("html".as_ref()))
        .map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap());
    pages.flat_map(|page| values(&page)).collect()
}

fn values(page: &str) -> Vec<String> {
    let rests = page.split(" datetime=\"").skip(1);
    rests
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

#[test]
fn in_the_demo() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (_, run) = common::build(root, None);
    let found = datetimes(&run);
    assert!(found.len() > 500, "{}", found.len());
    for datetime in found {
        assert!(is_valid(&datetime), "{datetime}");
    }
}

/// The date of an article, a source, a correction and an event of each grain.
#[test]
fn whatever_an_editor_writes() {
    let dates = [
        "0001-01-01",
        "2016-02-29",
        "9999-12-31",
        "0001",
        "2016-02",
        "2016-02-08/2016-02-14",
        "../2016-02-22",
        "2016-21",
        "2016-34",
        "2016-40",
        "201X",
        "19XX",
        "2015-03/2015-05",
        "2016-02-10/2016-02-11",
    ];
    let (mut events, mut text) = (String::new(), String::new());
    for (at, date) in dates.iter().enumerate() {
        write!(
            events,
            "[[events]]\nquote = \"step {at} of\"\ndate = \"{date}\"\n"
        )
        .unwrap();
        write!(text, "This is step {at} of all.\n\n").unwrap();
    }
    let site = format!(
        "//- content/a.md\n+++\ntitle = \"A\"\ndate = \"2016-02-10T09:30:00.123456-05:00\"\n\
         [source]\ntitle = \"S\"\npublished = \"0001-01-01T00:00:00.5Z\"\nretrieved = \"2016-02-10 09:30\"\n\
         [[corrections]]\ndate = \"9999-12-31\"\ntext = \"C\"\n{events}+++\n{text}"
    );
    let run = made(&common::sources(&site), &options(None));
    assert_eq!(run.errors(), 0, "{:#?}", run.diagnostics);
    let found = datetimes(&run);
    for datetime in &found {
        assert!(is_valid(datetime), "{datetime}");
    }
    for expected in [
        "0001",
        "0001-01-01",
        "0001-01-01T00:00:00Z",
        "2016-02",
        "2016-W06",
        "2016-02-22",
        "2016-02-10T14:30:00Z",
        "9999-12-31",
    ] {
        assert!(
            found.iter().any(|datetime| datetime == expected),
            "{expected}"
        );
    }
    let page = run.files["timeline/index.html"].clone();
    let page = String::from_utf8(page).unwrap();
    for words in [
        "spring 2016",
        "the 2010s",
        "March to May 2015",
        "10 to 11 February 2016",
    ] {
        assert!(
            page.contains(&format!("<span class=\"when\">{words}</span>")),
            "{words}"
        );
    }
}

#[test]
fn a_year_of_zeros_and_a_ninth_digit_are_seen() {
    for bad in [
        "0000",
        "2016-13",
        "2016-W54",
        "2016-02-30",
        "2016-21",
        "2016-02-10T09:30:00.1234Z",
        "201X",
        "",
    ] {
        assert!(!is_valid(bad), "{bad}");
    }
}

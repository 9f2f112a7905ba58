//! Each case is a sentence, and what a timeline says of it: when, and the
//! headline; "(planned)" and "(reported: ...)" after it.

use crate::annotate::{Context, Knowledge, annotate};
use crate::article::{Annotations, Event, EventDirective, Headline, Problem, Prose, ProseRange};
use crate::date::When;
use crate::entity::EntityId;
use crate::source::{Span, Spanned};

/// A Tuesday.
const DATELINE: &str = "2016-02-09";

fn read(text: &str, directives: &[EventDirective]) -> (Prose, Annotations) {
    let prose = Prose::from_plain(text);
    let context = Context {
        dateline: DATELINE.parse().ok(),
        events: directives,
        threshold: 0.5,
        ..Context::default()
    };
    let annotations = annotate(&prose, &Knowledge::of(&[]), &context);
    (prose, annotations)
}

fn line(prose: &Prose, event: &Event) -> (String, String) {
    let mut line = event
        .label
        .clone()
        .unwrap_or_else(|| event.headline.text(prose));
    if event.planned {
        line.push_str(" (planned)");
    }
    if let Some(words) = event.reported {
        line = format!("{line} (reported: {})", prose.slice(words));
    }
    (event.when.edtf(), line)
}

fn check(text: &str, expected: &[(&str, &str)]) {
    check_with(text, &[], expected);
}

fn check_with(text: &str, directives: &[EventDirective], expected: &[(&str, &str)]) {
    let (prose, annotations) = read(text, directives);
    let found: Vec<_> = annotations
        .events
        .iter()
        .map(|event| line(&prose, event))
        .collect();
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(when, line)| ((*when).to_owned(), (*line).to_owned()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_date_belongs_to_its_clause() {
    check(
        "Two jets struck targets near Fallujah on Sunday, the army said, and the minister gave details on Monday.",
        &[
            (
                "2016-02-07",
                "Two jets struck targets near Fallujah (reported: the army said)",
            ),
            ("2016-02-08", "The minister gave details"),
        ],
    );
    check(
        "Parliament will vote on Thursday; the debate began on Monday.",
        &[
            ("2016-02-11", "Parliament will vote (planned)"),
            ("2016-02-08", "The debate began"),
        ],
    );
    check(
        "St\u{e9}phane Dion, who led the Liberal Party in 2007, is minister.",
        &[("2007", "St\u{e9}phane Dion \u{2026} led the Liberal Party")],
    );
    check(
        "Iraqi forces took Ramadi on Dec. 28, seven months after the city had fallen.",
        &[("2015-12-28", "Iraqi forces took Ramadi")],
    );
    check(
        "The Islamic State took Mosul in June 2014 and proclaimed a caliphate in July 2014.",
        &[
            ("2014-06", "The Islamic State took Mosul"),
            (
                "2014-07",
                "The Islamic State \u{2026} proclaimed a caliphate",
            ),
        ],
    );
}

#[test]
fn saying_and_what_is_said_are_two() {
    check(
        "Officials said on Monday that Ash Carter visited Iraq on Sunday.",
        &[
            (
                "2016-02-08",
                "Officials said \u{2026} that Ash Carter visited Iraq",
            ),
            (
                "2016-02-07",
                "Ash Carter visited Iraq (reported: Officials said)",
            ),
        ],
    );
    check(
        "Canada will send troops to Iraq, Prime Minister Justin Trudeau said on Monday.",
        &[(
            "2016-02-08",
            "Canada will send troops to Iraq, Prime Minister Justin Trudeau said",
        )],
    );
}

#[test]
fn a_headline_has_twelve_words_at_most() {
    check(
        "Prime Minister Justin Trudeau on Monday asked the House of Commons to prolong the mission against the Islamic State by a year.",
        &[(
            "2016-02-08",
            "Justin Trudeau \u{2026} asked the House of Commons to prolong the mission",
        )],
    );
    let long = "The old council of the city of Erbil and its many friends voted on Monday for a new plan of the road to the north";
    let (prose, annotations) = read(long, &[]);
    for event in &annotations.events {
        let text = event.headline.text(&prose);
        let words = text.split(' ').filter(|word| *word != "\u{2026}");
        assert!(words.count() <= 12, "{text}");
    }
}

#[test]
fn what_leads_in_is_no_headline() {
    check(
        "But on Monday, the cabinet met.",
        &[("2016-02-08", "The cabinet met")],
    );
    check(
        "In Baghdad, the cabinet met on Monday.",
        &[("2016-02-08", "The cabinet met")],
    );
    check(
        "The fixed date is Oct. 19, 2016.",
        &[("2016-10-19", "The fixed date is Oct. 19, 2016 (planned)")],
    );
}

#[test]
fn what_only_describes_a_thing_is_left_out_beside_a_date() {
    check(
        "The 2013 census was published on Monday.",
        &[("2016-02-08", "The 2013 census was published")],
    );
    check(
        "The minister resigned on Monday over the election of May 2011.",
        &[(
            "2016-02-08",
            "The minister resigned on Monday over the election of May 2011",
        )],
    );
    check(
        "The election of May 2011 changed much.",
        &[("2011-05", "The election of May 2011 changed much")],
    );
}

#[test]
fn deadlines_and_what_is_left_of_a_time_are_planned() {
    check(
        "The ministry will report by 22 February.",
        &[("../2016-02-22", "The ministry will report (planned)")],
    );
    check(
        "Parliament will vote later this month.",
        &[("2016-02", "Parliament will vote (planned)")],
    );
    check(
        "Sajjan described the mission, which lasts until March 2017.",
        &[("../2017-03", "The mission … lasts (planned)")],
    );
    check(
        "Carter visited Iraq this month.",
        &[("2016-02", "Carter visited Iraq")],
    );
}

#[test]
fn what_was_said_earlier_this_week_of_a_plan_is_no_plan() {
    check(
        "Earlier this week the minister announced that Canada will help.",
        &[(
            "2016-02-08/2016-02-14",
            "The minister announced that Canada will help",
        )],
    );
}

#[test]
fn two_things_said_of_one_meeting_stay_two() {
    let text = "Ties remain strong, the American secretary indicated at a NATO conference Wednesday. \
        The secretary met the Canadian minister for the first time on Wednesday, at the NATO conference in Brussels.";
    let (_, annotations) = read(text, &[]);
    assert_eq!(annotations.events.len(), 2);
}

#[test]
fn a_headline_that_breaks_off_closes_its_quotation() {
    let prose = Prose::from_plain("He is \"committed to working with her\".");
    let cut = Headline {
        parts: vec![ProseRange::new(0, "He is .committed to working".len())],
        is_cut: true,
    };
    assert_eq!(cut.text(&prose), "He is \"committed to working \u{2026}\"");
}

#[test]
fn reports_say_by_which_words() {
    check(
        "According to the army, two jets fell on Monday.",
        &[(
            "2016-02-08",
            "Two jets fell (reported: According to the army)",
        )],
    );
    check(
        "\u{201c}We left on Monday,\u{201d} the pilot told reporters.",
        &[("2016-02-08", "We left (reported: the pilot told)")],
    );
}

#[test]
fn who_takes_part_stands_in_the_clause() {
    let (_, annotations) = read(
        "Ash Carter met Harjit Sajjan in Brussels on Monday, and NATO will meet in Warsaw on Friday.",
        &[],
    );
    let taking_part: Vec<Vec<&str>> = annotations
        .events
        .iter()
        .map(|event| event.entities.iter().map(EntityId::as_str).collect())
        .collect();
    assert_eq!(
        taking_part,
        [
            vec![
                "person/ash-carter",
                "person/harjit-sajjan",
                "place/brussels"
            ],
            vec!["organisation/nato", "place/warsaw"]
        ]
    );
}

const TWICE: &str = "Two jets struck a garrison near Raqqa on Monday.\n\nThe jets that struck the garrison near Raqqa on Monday came home.";

#[test]
fn an_event_told_twice_is_one() {
    let (_, annotations) = read(TWICE, &[]);
    let [event] = &annotations.events[..] else {
        panic!("{:?}", annotations.events)
    };
    assert_eq!(event.evidence().count(), 2);
    check(
        "Ash Carter met NATO ministers on Monday. Ash Carter flew to Iraq on Monday.",
        &[
            ("2016-02-08", "Ash Carter met NATO ministers"),
            ("2016-02-08", "Ash Carter flew to Iraq"),
        ],
    );
}

fn directive(quote: &str) -> EventDirective {
    EventDirective {
        quote: Spanned {
            value: quote.to_owned(),
            span: Span::new(0, 0),
        },
        date: None,
        label: None,
        hide: false,
    }
}

#[test]
fn the_editor_hides_and_corrects_what_is_told_twice() {
    let hide = EventDirective {
        hide: true,
        ..directive("came home")
    };
    check_with(TWICE, &[hide], &[]);
    let correct = EventDirective {
        date: When::parse_edtf("2016-02-07"),
        label: Some("Raid on Raqqa".to_owned()),
        ..directive("came home")
    };
    check_with(TWICE, &[correct], &[("2016-02-07", "Raid on Raqqa")]);
}

#[test]
fn a_quote_that_fails_shows_the_nearest_sentences() {
    let (prose, annotations) = read(TWICE, &[directive("jets struck a garrison near Mosul")]);
    let [Problem::QuoteMissing { nearest, .. }] = &annotations.problems[..] else {
        panic!("{:?}", annotations.problems)
    };
    let nearest: Vec<&str> = nearest.iter().map(|at| &prose.slice(*at)[..8]).collect();
    assert_eq!(nearest, ["Two jets", "The jets"]);
}

#[test]
fn hostile_text_takes_linear_time() {
    for text in [
        "On 3 May 2016 NATO met. ".repeat(100_000),
        "On 3 May 2016 NATO jets struck targets near Raqqa. ".repeat(50_000),
        "3 May 2016 ".repeat(100_000),
        "and on 3 May 2016 he said that ".repeat(30_000),
        "who, which, on 3 May 2016, said ".repeat(30_000),
        "It was on 3 May 2016, killed, and then; ".repeat(30_000),
    ] {
        let (prose, annotations) = read(&text, &[]);
        for event in &annotations.events {
            let mut end = event.sentence.start;
            for part in &event.headline.parts {
                assert!(end <= part.start && part.end <= event.sentence.end);
                assert!(prose.text.is_char_boundary(part.start));
                end = part.end;
            }
        }
    }
}

/// Words that clauses, reports and headlines hang on.
const SALAD: &[&str] = &[
    "that",
    "who",
    "which",
    "whose",
    "it",
    "they",
    "is",
    "was",
    "has",
    "had",
    "will",
    "said",
    "says",
    "announced",
    "according",
    "to",
    "reportedly",
    "and",
    "but",
    "after",
    "before",
    "because",
    "while",
    "the",
    "a",
    "his",
    "Canada",
    "Sajjan's",
    "Ash",
    "Carter",
    "army",
    "two",
    "jets",
    "struck",
    "fell",
    "killed",
    "12",
    "people",
    "in",
    "of",
    "by",
    "on",
    "since",
    "until",
    "Wednesday",
    "March",
    "2015",
    "Feb. 22",
    "last week",
    "later",
    "not",
    "be",
    "been",
    "being",
    "having",
    ",",
    ";",
    ":",
    "\u{2014}",
    "\"",
    "\u{201c}",
    "\u{201d}",
    "(",
    ")",
    "as",
    "to",
    "expected",
    "what",
    "where",
    "Parliament",
];

#[test]
fn no_row_of_words_is_too_much() {
    // A linear congruential generator: the same rows in every run.
    let mut seed: u32 = 7;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(seed >> 8).map_or(0, |number| number % below)
    };
    for _ in 0..100 {
        let mut text = String::new();
        for _ in 0..40 {
            let length = 1 + next(18);
            let row: Vec<&str> = (0..length).map(|_| SALAD[next(SALAD.len())]).collect();
            text.push_str(&row.join(" "));
            text.push_str(".\n");
        }
        let (prose, annotations) = read(&text, &[]);
        for event in &annotations.events {
            let words = event.headline.text(&prose);
            assert!(words.split_whitespace().count() <= 24, "{words}");
        }
    }
}

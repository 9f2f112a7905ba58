//! Promise 2: errors name file, line, cause and remedy, all at once, and steer
//! nothing.

use dateline::steering::is_steering;

use super::common::Folder;
use super::{TEXT, survives, with_keys};

#[test]
fn every_error_names_place_and_remedy() {
    for (keys, place, cause) in [
        (
            "title = 'A'\ntitel = 'B'",
            "content/a.md:3:1",
            "unknown key `titel`",
        ),
        ("title = 'A'\ntitle = 'B'", "content/a.md:3:1", "set twice"),
        ("title = [1]", "content/a.md:2:9", "must be text"),
        ("title = 'A", "content/a.md:2:", "not TOML"),
        (
            "title = 'A'\ndraft = 'yes'",
            "content/a.md:3:9",
            "true or false",
        ),
        (
            "title = 'A'\ndate = '02/03/2016'",
            "content/a.md:3:8",
            "is not a date",
        ),
        (
            "title = 'A'\nslug = '../x'",
            "content/a.md:3:8",
            "a slug is made of",
        ),
        (
            "title = 'A'\naliases = ['/../x/']",
            "content/a.md:3:12",
            "can't be an old address",
        ),
        (
            "title = 'A'\ntemplate = 'nope.html'",
            "content/a.md",
            "nope.html",
        ),
        (
            "title = 'A'\nstory = 'nope'",
            "content/a.md:3:9",
            "no story `nope`",
        ),
        (
            "title = 'A'\nentities.pin = ['x']",
            "content/a.md:3:17",
            "not an entity's id",
        ),
        (
            "title = 99999999999999999999",
            "content/a.md:2:9",
            "out of range",
        ),
        (
            "extra.x = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
            "content/a.md:2:",
            "levels deep",
        ),
    ] {
        let (_, answer) = survives(&with_keys(keys, TEXT));
        let answer = answer.ends_with(1).says(place).says(cause);
        let errors = answer.stderr.matches("error[").count();
        assert!(
            answer.stderr.matches("hint: ").count() >= errors,
            "{}",
            answer.stderr
        );
    }
}

#[test]
fn all_are_said_at_once_and_a_flood_is_counted() {
    let keys: String = (0..60).map(|n| format!("k{n} = 1\n")).collect();
    let fixture = format!(
        "{}//- content/b.md\n+++\nfoo = 1\n+++\nB\n",
        with_keys(&keys, TEXT)
    );
    let (_, answer) = survives(&fixture);
    let answer = answer
        .ends_with(1)
        .says("content/b.md:2:1")
        .says("61 errors");
    let answer = answer.says("error[and-more]: 11 more in this file aren't shown");
    assert_eq!(answer.stderr.matches("error[unknown-key]").count(), 51);
    let site = Folder::new(&fixture);
    let json = site.dateline(&["check", "--format", "json"]).ends_with(1);
    assert!(
        json.stdout
            .lines()
            .all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok())
    );
    assert_eq!(json.stdout.matches("\"unknown-key\"").count(), 51);
    assert!(json.stdout.contains("\"and-more\""));
}

#[test]
fn messages_are_short_and_steer_no_terminal() {
    let steering = r"\u001b[31m\u009b\u202e\u0007";
    for keys in [
        format!("\"k{steering}\" = 1"),
        format!("title = 'A'\ndate = \"{steering}\""),
        format!("title = 'A'\nstory = \"x{steering}\""),
        format!("title = 'A'\ntemplate = \"{steering}\""),
        format!(
            "title = 'A'\naliases = [\"/{steering}{}/\"]",
            "x".repeat(100_000)
        ),
        format!("title = 'A'\nrelated.pin = [\"{}\"]", "x".repeat(100_000)),
    ] {
        let (_, answer) = survives(&with_keys(&keys, TEXT));
        assert_eq!(answer.code, Some(1), "{keys}");
        assert!(
            answer.stderr.lines().all(|line| line.len() < 4_000),
            "{keys}"
        );
    }
    let site = Folder::new(&format!(
        "//- content/a\u{1b}[31m.html\nx\n{}",
        with_keys("x = 1", TEXT)
    ));
    for arguments in [
        vec!["check"],
        vec!["\u{1b}[31m\u{202e}"],
        vec!["build", "--base-url", "https://\u{1b}[31m/"],
        vec!["build", "--root", "\u{1b}[31mnope"],
        vec!["init", "a\u{1b}[31m\u{202e}b"],
        vec!["new", "article", "a\u{1b}[31m\u{202e}b"],
    ] {
        let answer = site.dateline(&arguments);
        let said = answer.stdout + &answer.stderr;
        assert!(!said.contains(is_steering), "{arguments:?}: {said:?}");
    }
}

#[test]
fn exit_codes_are_those_designed() {
    let fine = with_keys("title = 'A'\ndate = 2016-02-10", TEXT);
    let wrong = with_keys("title = 'A'\nfoo = 1", TEXT);
    for (fixture, arguments, code) in [
        (&fine, &["check", "-q"][..], 0),
        (&fine, &["--help"], 0),
        (&fine, &["--version"], 0),
        (&wrong, &["check"], 1),
        (&wrong, &["build"], 1),
        (&fine, &["bulid"], 2),
        (&fine, &["build", "--root", "nope"], 2),
        (&fine, &["build", "--base-url", "javascript:x"], 2),
        (&fine, &["annotate", "nope.jsonl"], 2),
        (&fine, &["new", "article", " "], 2),
    ] {
        let site = Folder::new(fixture);
        site.dateline(arguments).ends_with(code);
    }
}

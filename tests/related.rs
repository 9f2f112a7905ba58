//! Related articles and stories: on a site, with all that can be wrong with its
//! articles, and by `dateline related`, which needs no site.

mod common;

use common::{Answer, Folder, drawn, made, options, sources};
use serde_json::{Value, json};

/// What is related to each article of a site: id, kind, in order.
fn related(site: &str) -> Vec<(String, Vec<(String, String)>)> {
    let run = made(&sources(site), &options(None));
    let files = run.files;
    let data: Value = serde_json::from_slice(&files["api/related.json"]).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let links = |of: &Value| {
        let links = of["related"].as_array().unwrap().iter();
        links
            .map(|link| (text(&link["id"]), text(&link["kind"])))
            .collect()
    };
    let articles = data["articles"].as_object().unwrap().iter();
    articles.map(|(id, of)| (id.clone(), links(of))).collect()
}

fn check(site: &str, expected: &[(&str, &[(&str, &str)])]) {
    let owned = |(id, kind): &(&str, &str)| ((*id).to_owned(), (*kind).to_owned());
    let expected: Vec<_> = expected
        .iter()
        .map(|(id, links)| ((*id).to_owned(), links.iter().map(owned).collect()))
        .collect();
    assert_eq!(related(site), expected, "{site}");
}

/// What the program says of a site.
fn said(site: &str) -> String {
    let sources = sources(site);
    let run = made(&sources, &options(None));
    drawn(&sources, &run.diagnostics)
}

const MEETINGS: &str = "
//- content/2016-02-08-a.md
Harjit Sajjan spoke of the training mission near Erbil.
//- content/2016-02-10-b.md
Harjit Sajjan met Ash Carter about the training mission near Erbil.
//- content/2016-02-10-c.md
Harjit Sajjan spoke again of the training mission near Erbil.
";

#[test]
fn what_came_before_and_what_followed() {
    check(
        MEETINGS,
        &[
            (
                "2016-02-08-a",
                &[("2016-02-10-c", "follow-up"), ("2016-02-10-b", "follow-up")],
            ),
            (
                "2016-02-10-b",
                &[("2016-02-10-c", "same-day"), ("2016-02-08-a", "earlier")],
            ),
            (
                "2016-02-10-c",
                &[("2016-02-10-b", "same-day"), ("2016-02-08-a", "earlier")],
            ),
        ],
    );
}

#[test]
fn one_article_has_none_and_neither_has_an_empty_one() {
    check(
        "//- content/2016-02-08-a.md\nNATO met.",
        &[("2016-02-08-a", &[])],
    );
    check(
        "//- content/2016-02-08-a.md\n\n//- content/2016-02-08-b.md\n+++\ntitle = \"B\"\n+++\n",
        &[("2016-02-08-a", &[]), ("2016-02-08-b", &[])],
    );
}

#[test]
fn without_a_date_there_is_no_order_in_time() {
    let site = MEETINGS.replace("2016-02-08-a", "a");
    let all = related(&site);
    let (_, links) = all.iter().find(|(id, _)| id == "a").unwrap();
    let kinds: Vec<&str> = links.iter().map(|(_, kind)| kind.as_str()).collect();
    assert_eq!(kinds, ["related", "related"]);
    assert!(said(&site).contains("content/a.md"), "it is asked for");
}

#[test]
fn pins_go_first_in_the_editors_order_and_may_go_in_circles() {
    let pinned = |id: &str, pins: &str| {
        format!(
            "//- content/{id}.md\n+++\ndate = 2016-02-08\n[related]\npin = [{pins}]\n+++\nNATO met {id}.\n"
        )
    };
    let site = format!(
        "{}{}{}",
        pinned("a", "\"c\", \"b\", \"a\""),
        pinned("b", "\"a\""),
        pinned("c", "\"b\"")
    );
    let all = related(&site);
    let first = |id: &str| {
        let (_, links) = all.iter().find(|(other, _)| other == id).unwrap();
        links
            .iter()
            .filter(|(_, kind)| kind == "pinned")
            .map(|(id, _)| id.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(first("a"), ["c", "b"]);
    assert_eq!(first("b"), ["a"]);
    assert_eq!(first("c"), ["b"]);
}

#[test]
fn a_pin_to_what_nobody_can_see_is_an_error() {
    let site = "
//- content/a.md
+++
date = 2016-02-08
[related]
pin = [\"hidden\", \"missing\"]
exclude = [\"nowhere\"]
+++
NATO met.
//- content/hidden.md
+++
date = 2016-02-08
draft = true
+++
NATO met.
";
    let said = said(site);
    for id in ["`hidden`", "`missing`", "`nowhere`"] {
        assert!(said.contains(id), "{said}");
    }
    assert_eq!(said.matches("error[").count(), 3, "{said}");
    assert!(said.contains("content/a.md:4"), "{said}");
}

#[test]
fn the_editor_can_switch_off_and_opt_out() {
    let off = MEETINGS.replace(
        "//- content/2016-02-10-c.md\n",
        "//- content/2016-02-10-c.md\n+++\nstory = \"none\"\nrelated.off = true\n+++\n",
    );
    let all = related(&off);
    assert_eq!(all[2].1, []);
    let kind = |id: &str| all[0].1.iter().find(|(other, _)| other == id).unwrap();
    assert_eq!(kind("2016-02-10-b").1, "follow-up");
    assert_eq!(kind("2016-02-10-c").1, "related", "it is in no story");
}

#[test]
fn a_thousand_of_one_article_are_a_plain_result() {
    let article = |at| format!("//- content/2016-02-08-a{at:04}.md\nNATO met on the dam.\n");
    let site: Vec<String> = (0..1000).map(article).collect();
    let all = related(&site.concat());
    assert_eq!(all.len(), 1000);
    // Words that stand in so many articles aren't looked up.
    assert!(all.iter().all(|(_, links)| links.is_empty()));
}

fn run(records: &[Value], arguments: &[&str]) -> Answer {
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    let arguments: Vec<&str> = ["related"].iter().chain(arguments).copied().collect();
    Folder::new("").run(&arguments, &[], &lines.join("\n"))
}

fn lines(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn records() -> Vec<Value> {
    vec![
        json!({"id": "w3", "date": "2016-02-12", "text": "The budget vote failed in Oslo."}),
        json!({"id": "w1", "date": "2016-02-08", "title": "Trainers for Erbil", "text": "Harjit Sajjan said that the trainers near Erbil will stay."}),
        json!({"id": "w2", "date": "2016-02-10T08:00:00Z", "text": "The trainers near Erbil met Harjit Sajjan."}),
    ]
}

#[test]
fn the_command_answers_in_the_order_of_its_input() {
    let answer = run(&records(), &[]).ends_with(0);
    let found = lines(&answer.stdout);
    let ids: Vec<&Value> = found.iter().map(|line| &line["id"]).collect();
    assert_eq!(json!(ids), json!(["w3", "w1", "w2"]));
    assert_eq!(found[0]["story"], Value::Null);
    assert_eq!(found[1]["story"], "w1");
    let link = &found[2]["related"][0];
    assert_eq!(link["id"], "w1");
    assert_eq!(link["kind"], "earlier");
    let reasons = link["reasons"].as_array().unwrap();
    let texts: Vec<&str> = reasons
        .iter()
        .filter_map(|reason| reason["text"].as_str())
        .collect();
    for text in &texts {
        for record in &records()[1..] {
            let both = format!("{} {}", record["title"], record["text"]).to_lowercase();
            assert!(
                both.contains(&text.to_lowercase()),
                "{text} is not in {both}"
            );
        }
    }
    assert!(texts.contains(&"Harjit Sajjan") && texts.contains(&"trainers"));
    assert!(reasons.contains(&json!({"type": "time", "days": -2})));
    assert!(reasons.contains(&json!({"type": "story", "id": "w1"})));
}

#[test]
fn the_command_gives_no_more_than_it_is_asked_for() {
    let answer = run(&records(), &["--k", "0"]).ends_with(0);
    let found = lines(&answer.stdout);
    assert!(found.iter().all(|line| line["related"] == json!([])));
}

#[test]
fn the_command_lists_storylines() {
    let folder = Folder::new("");
    let input: Vec<String> = records().iter().map(Value::to_string).collect();
    folder
        .run(
            &["related", "--stories", "stories.jsonl"],
            &[],
            &input.join("\n"),
        )
        .ends_with(0);
    let story = &lines(&folder.read("stories.jsonl"))[0];
    assert_eq!(story["id"], "w1");
    assert_eq!(story["articles"], json!(["w1", "w2"]));
    assert_eq!(story["first"], "2016-02-08");
    assert_eq!(story["last"], "2016-02-10");
    let title = story["title"].as_str().unwrap();
    assert!(title.contains("Harjit Sajjan"), "{title}");
}

#[test]
fn the_command_says_all_that_is_wrong_and_writes_nothing_then() {
    let input = "{\"id\": \"a\"}\nnonsense\n\n{\"id\": \"b\", \"date\": \"8/2/16\"}\n{\"id\": \"a\", \"text\": \"NATO met.\"}\n{\"text\": \"NATO met.\"}";
    let answer = Folder::new("")
        .run(&["related"], &[], input)
        .ends_with(1)
        .says("standard input, line 2: not an article")
        .says("line 4: not a date: 8/2/16")
        .says("line 5: a second article with the id `a`")
        .says("line 6: not an article");
    assert_eq!(answer.stdout, "");
    Folder::new("")
        .dateline(&["related", "--input", "nowhere.jsonl"])
        .ends_with(2)
        .says("`nowhere.jsonl` can't be read");
}

#[test]
fn nothing_is_related_to_nothing() {
    assert_eq!(run(&[], &[]).ends_with(0).stdout, "");
    let empty = [
        json!({"id": "a"}),
        json!({"id": "b", "title": "", "text": ""}),
    ];
    let found = lines(&run(&empty, &[]).ends_with(0).stdout);
    let nothing = |id: &str| json!({"id": id, "story": null, "related": []});
    assert_eq!(found, [nothing("a"), nothing("b")]);
}

#[test]
fn a_headline_alone_is_text_enough() {
    let headline = |id: &str, title: &str| json!({"id": id, "date": "2014-03-10", "title": title});
    let found = lines(
        &run(
            &[
                headline("a", "Titan orders fastest submarine drone"),
                headline("b", "Submarine drone ordered by Titan"),
                headline("c", "Quiet day in Oslo"),
            ],
            &[],
        )
        .ends_with(0)
        .stdout,
    );
    assert_eq!(found[0]["related"][0]["id"], "b");
    assert_eq!(found[2]["related"], json!([]));
}

#[test]
fn the_answer_does_not_hang_on_the_order_of_the_input() {
    let mut records = records();
    let same = |id: &str| json!({"id": id, "date": "2016-02-10", "text": "The trainers met."});
    records.extend(["b", "a", "d", "c"].map(same));
    let sorted = |answer: Answer| {
        let mut lines = lines(&answer.stdout);
        lines.sort_by_key(|line| line["id"].to_string());
        lines
    };
    let first = sorted(run(&records, &[]));
    records.reverse();
    assert_eq!(sorted(run(&records, &[])), first);
    let of = |id: &str| first.iter().find(|line| line["id"] == id).unwrap();
    assert_eq!(of("d")["related"][0]["id"], "a", "ties go by id");
}

#[test]
fn fields_may_be_null() {
    let bare = json!({"id": "a", "date": null, "title": null, "text": null, "section": null, "lang": null});
    let found = lines(&run(&[bare], &[]).ends_with(0).stdout);
    assert_eq!(found, [json!({"id": "a", "story": null, "related": []})]);
}

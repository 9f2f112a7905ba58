//! Promise 1: size, depth and expansion are bounded, and a parser that fails
//! costs one article.

use super::common::Folder;
use super::{TEXT, article, start, survives, with_keys, withstood};

const MANY: usize = 100_000;

/// Keys that take a naive parser minutes, or its memory.
#[test]
fn no_front_matter_breaks_it() {
    let deep = |text: &str| format!("x: {}", text.repeat(MANY));
    let laughs: String = ('b'..='t')
        .zip('a'..)
        .map(|(name, of)| {
            format!(
                "{name}: &{name} [{}]\n",
                vec![format!("*{of}"); 9].join(",")
            )
        })
        .collect();
    let numbered = |line: &str| -> String {
        let lines = (0..20_000).map(|n| line.replace('#', &n.to_string()) + "\n");
        lines.collect()
    };
    for keys in [
        deep("["),
        deep("{a: "),
        deep("- "),
        "? ".repeat(MANY),
        "a: ".repeat(MANY),
        format!("a: &a [x]\n{laughs}"),
        "title: A\n".repeat(20_000),
        numbered("k#: 1"),
        numbered("- k#"),
        format!("title: {}", "x".repeat(900_000)),
        format!("title: {}", "x".repeat(2_000_000)),
        format!("tags: [{}]", numbered("t#,")),
        format!("entities: {{pin: [{}]}}", numbered("person/p#,")),
        "title: \"A".to_owned(),
        "title: !!binary aGVsbG8=".to_owned(),
    ] {
        survives(&format!("//- content/a.md\n---\n{keys}\n---\n\n{TEXT}\n"));
    }
    for keys in [
        format!("x = {}", "[".repeat(MANY)),
        format!("x = {}", "{a=".repeat(MANY)),
        format!("{}x = 1", "a.".repeat(MANY)),
        format!("[{}x]", "a.".repeat(MANY)),
        "title = 'A'\n".repeat(20_000),
        numbered("k# = "),
        numbered("[extra.k#]\na = 1"),
    ] {
        survives(&with_keys(&keys, TEXT));
    }
}

/// Registry and settings go the same way.
#[test]
fn no_registry_and_no_settings_break_it() {
    let entities = |line: &str| {
        let entity = |n: usize| {
            let name = line.replace('#', &n.to_string());
            format!("[[entity]]\nname = \"{name}\"\nkind = \"person\"\naliases = [\"Same Name\"]\n")
        };
        (0..2_000).map(entity).collect::<String>()
    };
    for (path, text) in [
        ("content/entities/r.toml", entities("Ada Name#")),
        ("content/entities/r.toml", entities("Ada Same")),
        ("content/entities/r.toml", entities("A")),
        ("content/entities/r.toml", "[[entity]]\n".repeat(10_000)),
        (
            "content/entities/r.toml",
            format!("entity = {}", "[".repeat(MANY)),
        ),
        (
            "content/entities/r.toml",
            format!("# {}", "x".repeat(2_000_000)),
        ),
        ("dateline.toml", format!("extra.x = {}", "[".repeat(MANY))),
        ("dateline.toml", "k = 1\n".repeat(20_000)),
    ] {
        survives(&format!(
            "//- {path}\n{text}\n{}",
            article("Same Name and A met.")
        ));
    }
}

#[test]
fn no_markdown_breaks_it() {
    let mut texts: Vec<String> = [
        "[", "![", "*", "> ", "`", "_", "<", "<!--", "[a](", "[[", "|", "- ", "1. ", "[^a]: ",
        "*a_ ", "**a*", "> - ", "<div>", "<b>", "<ul><li>", "<svg>", "<a><b>", "\u{202e}", "\\",
        "a\u{301}", "&#x41;",
    ]
    .iter()
    .map(|piece| piece.repeat(20_000))
    .collect();
    let notes = (0..5_000).map(|n| format!("T[^{n}]\n\n[^{n}]: Note.\n\n"));
    texts.extend([
        // Two that have made the parser panic.
        "a\n:<\n  {}\n -\n".to_owned(),
        "- [x]\n:<\n  {}\n -\n> a\n:<\n  {}\n -\n".to_owned(),
        (0..800)
            .map(|n| format!("{}- a\n", "  ".repeat(n)))
            .collect(),
        format!("|{}\n|{}\n", "a|".repeat(5_000), "-|".repeat(5_000)),
        notes.collect(),
        format!("[a]: {}\n\n{}", "x".repeat(50_000), "[a] ".repeat(20_000)),
    ]);
    for text in texts {
        survives(&article(&text));
    }
}

/// One endless line of what annotation looks for.
#[test]
fn no_prose_breaks_it() {
    for piece in [
        "U.S. ",
        "NATO (North Atlantic Treaty Organization) ",
        "President Minister General ",
        "On 30 February 2016 he left. ",
        "the day before the day after ",
        "May March ",
        "1/2/3/",
        "O'",
        "J. K. ",
        "He said \"",
        "\u{5317}NATO\u{4eac}\u{3002}",
        "a-",
        "and ",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        let (site, _) = survives(&article(&text));
        // What is made of a text stays in proportion to it.
        for (path, bytes) in site.files() {
            assert!(bytes.len() < 60_000_000, "{piece}: {path}");
        }
        let record = serde_json::json!({"id": 1, "text": text, "date": "2016-02-10"});
        withstood(&site, &["annotate"], &record.to_string());
    }
}

#[test]
fn a_parser_that_fails_costs_one_article_and_is_not_heard() {
    let (_, answer) = survives(&article("a\n:<\n  {}\n -\n"));
    assert_eq!(answer.code, Some(0), "{}", answer.stderr);
    let text = format!("//- content/entities/r.toml\nentity = 1\n{}", article(TEXT));
    assert!(!survives(&text).1.stderr.contains("thread"));
}

#[test]
fn text_nested_too_deep_is_named() {
    for text in [
        "> ".repeat(500),
        "<div>".repeat(500),
        "<ul><li>\n".repeat(500),
    ] {
        let (_, answer) = survives(&article(&text));
        answer
            .ends_with(1)
            .says("error[too-deep]")
            .says("content/a.md:");
    }
}

#[test]
fn lists_and_files_end_somewhere() {
    let tags = vec!["'t'"; 1_001].join(",");
    let (_, answer) = survives(&with_keys(&format!("title = 'A'\ntags = [{tags}]"), TEXT));
    answer
        .ends_with(1)
        .says("error[too-many]")
        .says("1001 entries");
    let (_, answer) = survives(&article(&"a b.\n".repeat(1 << 20)));
    answer.ends_with(1).says("error[too-long]").says("split it");
}

/// Templates are the owner's own; even so, what can be bounded is.
#[test]
fn no_template_overflows_the_stack_or_fills_a_page() {
    for template in [
        "{% include \"article.html\" %}".to_owned(),
        "{% extends \"article.html\" %}".to_owned(),
        "{% include \"nope.html\" %}".to_owned(),
        "{% component a() %}{{<a/>}}{% endcomponent a %}{{<a/>}}".to_owned(),
        "{% for i in range(end=1000000000) %}x{% endfor %}".to_owned(),
        format!("{{{{ {} }}}}", "(".repeat(MANY)),
        "{% if true %}".repeat(10_000),
        format!(
            "{{% for i in range(end=70) %}}{}{{% endfor %}}",
            "x".repeat(1 << 20)
        ),
    ] {
        let fixture = format!("//- templates/article.html\n{template}\n{}", article(TEXT));
        let (_, answer) = survives(&fixture);
        answer
            .ends_with(1)
            .says("error[template]")
            .says("templates/article.html");
    }
}

#[test]
fn a_pipe_answers_every_line() {
    let site = Folder::new(&article(TEXT));
    let long = format!("{{\"id\":2,\"text\":\"{}\"}}", "a".repeat(17 << 20));
    let deep = format!("{{\"id\":3,\"text\":\"a\",\"x\":{}", "[".repeat(MANY));
    let lines = format!("{{\"id\":1,\"text\":\"NATO\"}}\n{long}\n{deep}\nnonsense\n");
    let answer = withstood(&site, &["annotate"], &lines);
    assert_eq!(answer.code, Some(1));
    let answers: Vec<&str> = answer.stdout.lines().collect();
    assert_eq!(answers.len(), 4, "{}", start(&answer.stdout));
    assert!(answers[0].contains("organisation/nato"));
    assert!(
        answers[1..]
            .iter()
            .all(|answer| answer.contains("\"error\""))
    );
    let flood = withstood(&site, &["annotate"], &"nonsense\n".repeat(20_000));
    assert!(
        flood.stderr.contains("19900 more bad lines"),
        "{}",
        start(&flood.stderr)
    );
    assert_eq!(flood.stdout.lines().count(), 20_000);
}

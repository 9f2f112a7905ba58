//! Where nothing is annotated, an article's text is rendered as the examples
//! of the `CommonMark` specification say. Where it differs on purpose, a rule
//! with a name says how, and how many examples it touches.

#[allow(dead_code, reason = "only the road to the page is taken here")]
mod promises;

use std::fmt::Write;

use promises::files::source;
use promises::{html, pages};

const EXAMPLES: &str = include_str!("data/commonmark/examples.txt");

const SETTINGS: &str = "
base_url = \"https://example.org/\"
search = false
share_cards = false
[entities]
threshold = 1.0
";

/// An example: what is written, and what it becomes.
struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// A difference on purpose.
struct Rule {
    name: &'static str,
    /// How many examples it touches.
    touches: usize,
    /// What becomes of the HTML of the specification.
    html: fn(&Example) -> String,
}

const RULES: &[Rule] = &[
    Rule {
        name: "names in double brackets lead to pages of the site",
        touches: 3,
        html: |example| match example.number {
            548 => "<p>[foo]</p>\n<p>[foo]: /url</p>\n".to_owned(),
            559 => "<p>*foo* bar</p>\n".to_owned(),
            590 => {
                "<p><img src=\"foo\" alt=\"foo\" /></p>\n<p>foo: /url \"title\"</p>\n".to_owned()
            }
            _ => example.html.clone(),
        },
    },
    Rule {
        name: "a heading of the first level at the start is the title",
        touches: 12,
        html: |example| match example.html.strip_prefix("<h1>") {
            Some(rest) => rest
                .split_once("</h1>\n")
                .expect("it is closed")
                .1
                .to_owned(),
            None => example.html.clone(),
        },
    },
    Rule {
        name: "the title is the only heading of the first level",
        touches: 13,
        html: |example| {
            let levels = if example.html.contains("<h1>") {
                1..6
            } else {
                1..1
            };
            levels.rev().fold(example.html.clone(), |html, level| {
                let below = level + 1;
                html.replace(&format!("<h{level}>"), &format!("<h{below}>"))
                    .replace(&format!("</h{level}>"), &format!("</h{below}>"))
            })
        },
    },
    Rule {
        name: "a block of code can be scrolled by keyboard",
        touches: 82,
        html: |example| {
            let scrolls = "<pre class=\"code\" tabindex=\"0\"><code";
            example.html.replace("<pre><code", scrolls)
        },
    },
    Rule {
        name: "a link that no browser should follow keeps its words only",
        touches: 5,
        html: |example| links(&example.html, |url| !dateline::address::is_safe(url)),
    },
    Rule {
        name: "a link to an article that isn't there keeps its words only",
        touches: 1,
        html: |example| links(&example.html, |url| url == "./target.md"),
    },
    Rule {
        name: "a picture counts from the site, is decoded aside, and has its title beneath it",
        touches: 23,
        html: |example| pictures(&example.html),
    },
];

/// Without links whose address `is_dead`.
fn links(html: &str, is_dead: fn(&str) -> bool) -> String {
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, link)) = rest.split_once("<a href=\"") {
        let (url, after) = link.split_once('"').expect("an address ends");
        kept.push_str(before);
        rest = if is_dead(url) {
            let (words, after) = after.split_once("</a>").expect("a link ends");
            kept.push_str(&words[words.find('>').expect("a tag ends") + 1..]);
            after
        } else {
            kept.push_str("<a href=\"");
            link
        };
    }
    kept + rest
}

/// Pictures as the site shows them; those in raw HTML have no `alt`.
fn pictures(html: &str) -> String {
    let mut parts = html.split("<img src=\"");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (url, after) = part.split_once('"').expect("an address ends");
        let is_ours = after.starts_with(" alt=");
        let root = if is_ours && !url.starts_with('/') {
            "/"
        } else {
            ""
        };
        let after = if is_ours {
            after.replacen(" />", " decoding=\"async\">", 1)
        } else {
            after.to_owned()
        };
        let _ = write!(shown, "<img src=\"{root}{url}\"{after}");
    }
    let lone = shown.strip_prefix("<p><img ");
    let lone = lone.and_then(|rest| rest.strip_suffix("\" decoding=\"async\"></p>\n"));
    let titled = lone.filter(|rest| !rest.contains('<'));
    match titled.and_then(|rest| rest.split_once(" title=\"")) {
        Some((picture, title)) => format!(
            "<figure>\n<img {picture} decoding=\"async\">\n<figcaption>{title}</figcaption>\n</figure>\n"
        ),
        None => shown,
    }
}

fn examples() -> Vec<Example> {
    let text = EXAMPLES.replace('\u{2192}', "\t");
    let fence = "`".repeat(32);
    let opening = format!("{fence} example\n");
    let parts = text.split(&opening).skip(1).zip(1..);
    let read = |(part, number): (&str, usize)| {
        let (example, _) = part.split_once(&fence).expect("an example ends");
        let (markdown, html) = match example.strip_prefix(".\n") {
            Some(html) => ("", html),
            None => example.split_once("\n.\n").expect("it has two parts"),
        };
        Example {
            number,
            markdown: format!("{markdown}\n"),
            html: html.to_owned(),
        }
    };
    parts.map(read).collect()
}

/// The text of an article on its page, without the ids of its headings and the
/// colours of its code; and whether it had these.
fn rendered(markdown: &str, settings: &str) -> (String, bool, bool) {
    let file = format!("+++\ntitle = \"T\"\ndate = 2016-02-10\n+++\n{markdown}");
    let html = pages::body_html(&source("content/a.md", &file), Some(settings));
    let mut plain = html;
    let mut has_ids = false;
    for level in 1..=6 {
        let heading = format!("<h{level}");
        let (bare, is_there) = without(&plain, &format!("{heading} id=\""), "\"", &heading);
        plain = bare;
        has_ids |= is_there;
    }
    let (plain, has_colours) = without(&plain, "<span class=\"hl-", ">", "");
    let plain = if has_colours {
        plain.replace("</span>", "")
    } else {
        plain
    };
    (plain, has_ids, has_colours)
}

/// The text with `instead` of what stands from `start` to `end`, and whether it
/// was there.
fn without(text: &str, start: &str, end: &str, instead: &str) -> (String, bool) {
    let mut parts = text.split(start);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    let mut is_there = false;
    for part in parts {
        is_there = true;
        kept.push_str(instead);
        kept.push_str(part.split_once(end).expect("it ends").1);
    }
    (kept, is_there)
}

/// HTML in one of the forms that mean the same: quotation marks in text, tags
/// that close themselves, the end of a line after the start of a list item.
fn normal(html: &str) -> String {
    let html = html.replace("&quot;", "\"").replace(" />", ">");
    html.replace("<li>\n", "<li>").trim().to_owned()
}

#[test]
fn the_examples_of_the_specification_are_rendered_as_it_says() {
    let trusted = format!("trusted_html = true\n{SETTINGS}");
    let mut examples = examples();
    assert_eq!(examples.len(), 652);
    let mut touched = vec![0; RULES.len()];
    let (mut exact, mut with_ids, mut coloured) = (0, 0, 0);
    let mut wrong = Vec::new();
    for example in &mut examples {
        let specified = example.html.clone();
        for (rule, touched) in RULES.iter().zip(&mut touched) {
            let html = (rule.html)(example);
            *touched += usize::from(html != example.html);
            example.html = html;
        }
        exact += usize::from(specified == example.html);
        let (html, has_ids, has_colours) = rendered(&example.markdown, &trusted);
        with_ids += usize::from(has_ids);
        coloured += usize::from(has_colours);
        if normal(&html) != normal(&example.html) {
            let (number, markdown, expected) = (example.number, &example.markdown, &example.html);
            wrong.push(format!(
                "{number}: {markdown:?}\n  {expected:?}\n  {html:?}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    let named = |touched: Vec<usize>| {
        let names = RULES.iter().map(|rule| rule.name);
        names.zip(touched).collect::<Vec<_>>()
    };
    let expected = RULES.iter().map(|rule| rule.touches).collect();
    assert_eq!(named(touched), named(expected));
    assert_eq!(
        (exact, with_ids, coloured),
        (516, 32, 2),
        "untouched, headings with ids, coloured code"
    );
}

#[test]
fn raw_html_of_the_examples_is_made_safe() {
    let trusted = format!("trusted_html = true\n{SETTINGS}");
    let mut cleaned = 0;
    let has_html = |example: &Example| example.markdown.contains('<');
    for example in examples().into_iter().filter(has_html) {
        let (html, ..) = rendered(&example.markdown, SETTINGS);
        let page = html::read(&html);
        page.is_safe();
        page.nests();
        cleaned += usize::from(html != rendered(&example.markdown, &trusted).0);
    }
    assert_eq!(cleaned, 60, "examples that cleaning changes");
}

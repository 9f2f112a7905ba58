//! Promise 9: no mark in code, links, addresses and attributes, whatever is
//! nested in whatever, and matching that takes time for the text alone.

use std::time::Instant;

use super::{survives, with_keys};

#[test]
fn no_mark_in_code_links_addresses_and_attributes() {
    let keys = "title = 'A'\ndate = 2016-02-10";
    for text in [
        "`NATO`",
        "```\nNATO\n```",
        "    NATO",
        "[NATO](https://example.com/)",
        "[*NATO* **NATO**](https://example.com/NATO \"NATO\")",
        "<https://example.com/NATO>",
        "![NATO](https://example.com/NATO.png \"NATO\")",
        "<b title=\"NATO\">x</b>",
        "<code>NATO</code>",
        "<a href=\"https://example.com/NATO\">NATO</a>",
        "[x]: https://example.com/NATO \"NATO\"\n\n[x]",
        "<!-- NATO -->",
    ] {
        let (site, answer) = survives(&with_keys(keys, &format!("{text}\n\nPlain NATO.")));
        answer.ends_with(0);
        let page = site.read("public/a/index.html");
        let marks = page.matches("data-entity=\"organisation/nato\"").count();
        assert_eq!(marks, 1, "{text}");
    }
}

#[test]
fn overlap_and_nesting_make_whole_elements() {
    let names = [
        "Bank",
        "Bank of Erbil",
        "Erbil",
        "Erbil Bank of Trade",
        "Bank of Erbil Bank",
    ];
    let registry: String = names
        .iter()
        .map(|name| format!("[[entity]]\nname = \"{name}\"\nkind = \"organisation\"\n"))
        .collect();
    let text = "The *Bank of **Erbil*** Bank of Trade, **Bank** of [Erbil](https://example.com/) Bank, Bank of `Erbil` Bank.";
    let (site, answer) = survives(&format!(
        "//- content/entities/r.toml\n{registry}{}",
        with_keys("title = 'A'\ndate = 2016-02-10", text)
    ));
    answer.ends_with(0);
    let page = site.read("public/a/index.html");
    let mut open: Vec<String> = Vec::new();
    let body = page
        .split_once("<main")
        .unwrap()
        .1
        .split_once("</main>")
        .unwrap()
        .0;
    for part in body.split('<').skip(1) {
        let name: String = part
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if part.starts_with('/') {
            assert_eq!(open.pop().as_ref(), Some(&name), "{body}");
        } else if name == "a" {
            assert!(!open.contains(&name), "a link in a link: {body}");
            open.push(name);
        } else if !matches!(
            name.as_str(),
            "img"
                | "br"
                | "hr"
                | "input"
                | "meta"
                | "link"
                | "path"
                | "circle"
                | "rect"
                | "line"
                | "use"
        ) {
            open.push(name);
        }
    }
}

/// Twice the text takes about twice the time, even where a registry is made to
/// match everywhere.
#[test]
fn matching_is_linear_whatever_the_registry() {
    let registry: String = (1..38)
        .map(|n| {
            format!(
                "[[entity]]\nname = \"{}Bb\"\nkind = \"person\"\n",
                "Aa ".repeat(n)
            )
        })
        .collect();
    let time = |words: usize| {
        let text = "Aa ".repeat(words);
        let fixture = format!(
            "//- content/entities/r.toml\n{registry}{}",
            with_keys("title = 'A'\ndate = 2016-02-10", &text)
        );
        let began = Instant::now();
        survives(&fixture).1.ends_with(0);
        began.elapsed()
    };
    let (once, many) = (time(2_000), time(40_000));
    // Twenty times the text; what is quadratic would take four hundred times.
    assert!(many < once * 100, "{once:?}, then {many:?}");
}

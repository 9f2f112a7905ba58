//! What a reader is told of the names in an article, without leaving its page:
//! cards, steps from mention to mention, and how the page was made.

mod common;

use common::{drawn, made, options, sources};

const SITE: &str = r#"
//- content/here.md
+++
title = "Here"
date = 2016-02-10
+++
Ash Carter met [Ash Carter](b.md) and *Ash* Carter in `Ash Carter`.

## Then

Mr. Carter left. **Carter** came back.

## NATO

NATO met, and Ash Carter spoke.
//- content/b.md
+++
title = "The newest <other>"
date = 2016-02-12
+++
It rained. In Brussels & elsewhere Ash Carter spoke. Ash Carter left.
//- content/c.md
+++
title = "An older other"
date = 2016-02-09
+++
Ash Carter waited.
//- content/d.md
+++
title = "A draft"
date = 2016-02-14
draft = true
+++
Ash Carter slept.
//- content/entities/carter.md
+++
id = "person/ash-carter"
name = "Ash Carter"
kind = "person"
aliases = ["Carter"]
short = "A <secretary>"
+++
"#;

fn page(site: &str, path: &str) -> String {
    let sources = sources(site);
    let run = made(&sources, &options(None));
    assert_eq!(drawn(&sources, &run.diagnostics), "");
    String::from_utf8(run.files[path].clone()).unwrap()
}

/// The parts of `html` that begin with `start` and end with `end`.
fn parts<'h>(html: &'h str, start: &str, end: &str) -> Vec<&'h str> {
    let found = html.split(start).skip(1);
    found
        .map(|rest| rest.split(end).next().unwrap_or_default())
        .collect()
}

/// Of each highlight of Ash Carter: its id and what it is the first in.
fn highlights(html: &str) -> Vec<(&str, &str)> {
    let tags = parts(html, "data-entity=\"person/ash-carter\"", ">");
    let with_id = tags.into_iter().filter(|tag| tag.contains(" id="));
    with_id
        .map(|tag| {
            let attribute = |name| parts(tag, name, "\"").first().copied().unwrap_or("");
            (attribute(" id=\""), attribute(" data-first=\""))
        })
        .collect()
}

#[test]
fn a_highlight_says_what_it_is_the_first_in() {
    let html = page(SITE, "here/index.html");
    assert_eq!(
        highlights(&html),
        [
            ("m1", "article"),
            ("m3", ""),
            ("m4", "section"),
            ("m5", ""),
            ("m8", "section"),
        ]
    );
}

#[test]
fn mentions_lead_to_each_other_past_those_that_are_no_highlights() {
    let html = page(SITE, "here/index.html");
    let steps = parts(&html, "<span class=\"steps\"", "</span>");
    let of_carter = steps.iter().filter(|steps| steps.contains("of 5"));
    let links: Vec<Vec<&str>> = of_carter
        .map(|steps| parts(steps, "href=\"#", "\""))
        .collect();
    assert_eq!(
        links,
        [
            vec!["m3", "s1"],
            vec!["m1", "m4", "s1"],
            vec!["m3", "m5", "s3"],
            vec!["m4", "m8", "s4"],
            vec!["m5", "s6"],
        ]
    );
    for link in links.iter().flatten() {
        assert!(html.contains(&format!(" id=\"{link}\"")), "{link}");
    }
}

#[test]
fn notes_are_read_after_the_text() {
    let site = SITE.replace(
        "Mr. Carter left.",
        "Mr. Carter left.[^1]\n\n[^1]: Carter was late.\n\n",
    );
    let html = page(&site, "here/index.html");
    let place = |id: &str| html.find(&format!(" id=\"{id}\"")).unwrap();
    let steps = parts(&html, "<span class=\"steps\"", "</span>");
    let of_carter = steps.into_iter().filter(|steps| steps.contains("of 6"));
    let mut at = "m1";
    let next: Vec<&str> = of_carter
        .filter_map(|steps| {
            parts(steps, "class=\"to-next\" href=\"#", "\"")
                .first()
                .copied()
        })
        .collect();
    assert_eq!(next.len(), 5);
    for next in next {
        assert!(place(at) < place(next), "{at} {next}");
        at = next;
    }
}

#[test]
fn each_entity_has_one_button_in_the_text_and_one_card() {
    let html = page(SITE, "here/index.html");
    let prose = parts(&html, "<div class=\"prose\">", "</div>")[0];
    let buttons = parts(prose, "popovertarget=\"", "\"");
    assert_eq!(
        buttons,
        ["about_person_ash-carter", "about_organisation_nato"]
    );
    for id in buttons {
        assert_eq!(parts(&html, &format!("popover id=\"{id}\""), ">").len(), 1);
    }
    let heading = parts(prose, "<h2 id=\"nato\">", "</h2>")[0];
    assert!(!heading.contains("<button"), "{heading}");
}

#[test]
fn a_card_counts_and_quotes_the_newest_other_article() {
    let html = page(SITE, "here/index.html");
    let card = parts(&html, "id=\"about_person_ash-carter\"", "</dl>")[0];
    for words in [
        "A &lt;secretary&gt;",
        "In Brussels &amp; elsewhere <a href=\"../b/#s2\">Ash Carter</a> spoke.",
        "The newest &lt;other&gt;",
        "A name in the registry",
        "in 3 articles",
    ] {
        assert!(card.contains(words), "{words}\n{card}");
    }
    let newest = page(SITE, "b/index.html");
    let card = parts(&newest, "id=\"about_person_ash-carter\"", "</dl>")[0];
    assert!(card.contains("href=\"../here/#s1\""), "{card}");
    let brussels = parts(&newest, "id=\"about_place_brussels\"", "</dl>")[0];
    assert!(!brussels.contains("<blockquote>"), "{brussels}");
}

#[test]
fn a_long_sentence_is_cut_and_a_long_cast_quoted_in_part() {
    let long = format!("Ash Carter {}spoke.", "and again ".repeat(60));
    let site = SITE.replace("In Brussels & elsewhere Ash Carter spoke.", &long);
    let html = page(&site, "here/index.html");
    let quote = parts(&html, "<blockquote><p>", "</p>")[0];
    assert!(quote.contains("and again"), "{quote}");
    assert!(quote.len() < 300, "{quote}");

    let people: Vec<String> = (0..60)
        .map(|n| format!("//- content/entities/e{n}.md\n+++\nname = \"Company{n}x\"\nkind = \"organisation\"\n+++\n"))
        .collect();
    let names: Vec<String> = (0..60).map(|n| format!("Company{n}x met.")).collect();
    let text = names.join(" ");
    let site = format!(
        "{}//- content/e.md\n+++\ntitle = \"E\"\ndate = 2016-01-01\n+++\n{text}\n//- content/f.md\n+++\ntitle = \"F\"\ndate = 2016-01-02\n+++\n{text}\n",
        people.concat()
    );
    let html = page(&site, "e/index.html");
    assert_eq!(parts(&html, "<div popover ", ">").len(), 60);
    assert_eq!(parts(&html, "<blockquote><p>", "</p>").len(), 40);
}

#[test]
fn the_page_says_how_it_was_made() {
    let site = format!(
        "{SITE}//- content/g.md\n+++\ntitle = \"G\"\ndate = 2016-03-01\n[related]\npin = [\"c\"]\n[[events]]\ndate = \"2016-03-04\"\nquote = \"[[Ash Carter]] will speak\"\n+++\n[[Ash Carter]] will speak. Carter came to NATO on 2 February 2016.\n"
    )
    .replace("quote = \"[[Ash Carter]] will", "quote = \"Ash Carter will");
    let html = page(&site, "g/index.html");
    let made = parts(&html, "<details class=\"made-how\">", "</details>")[0];
    let said: Vec<&str> = parts(made, "<dd>", "</dd>");
    assert!(said[0].starts_with("1 marked in the text"), "{said:?}");
    assert!(said[1].starts_with("1 by the registry"), "{said:?}");
    assert!(said[2].starts_with("1 by the built-in list"), "{said:?}");
    assert_eq!(said[3], "1 from dates in the text, read by rules");
    assert_eq!(said[4], "1 dated or named by an editor");
    assert!(said.contains(&"1 chosen by an editor"), "{said:?}");
}

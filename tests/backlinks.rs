//! Links between articles, stories and dossiers, and what they show at their
//! target.

mod common;

use common::{drawn, made, options, sources};

/// A site in which everything links to `content/briefings/2016-02-08-vote.md`.
fn site(changed: &[(&str, &str)]) -> String {
    let mut site = SITE.to_owned();
    for (old, new) in changed {
        assert!(site.contains(old), "{old}");
        site = site.replace(old, new);
    }
    site
}

const SITE: &str = r#"
//- content/briefings/2016-02-08-vote.md
+++
title = "The vote"
date = 2016-02-08
story = "mission"
aliases = ["/2014/vote/"]
+++
NATO met. Parliament voted.
//- content/a.md
+++
title = "By path"
date = 2016-02-09
+++
It rained. They left after [the vote](briefings/2016-02-08-vote.md), as [planned](briefings/2016-02-08-vote.md#why). It stopped.

- One. Then [it](/2014/vote/) came. Three.
  - Inner.
//- content/b.md
+++
title = "By name"
date = 2016-02-10
+++
Of [[the  VOTE]] much is said in [the story](stories/mission.md) & on [the alliance](entities/nato.md).
//- content/entities/nato.md
+++
id = "organisation/nato"
name = "NATO"
kind = "organisation"
+++
It watched [[vote]], the opening of [[Mission]].
//- content/stories/mission.md
+++
title = "Mission"
+++

It began with [[briefings/2016-02-08-vote|a vote]] that [[NATO]] watched. It goes on.
"#;

/// The passages under "Linked from" on a page, as its HTML has them, each with
/// the address of its place.
fn linked_from(site: &str, page: &str) -> Vec<String> {
    let sources = sources(site);
    let run = made(&sources, &options(None));
    assert_eq!(drawn(&sources, &run.diagnostics), "");
    let html = String::from_utf8(run.files[page].clone()).unwrap();
    let Some((_, section)) = html.split_once("<h2>Linked from</h2>") else {
        return Vec::new();
    };
    let section = section.split("</section>").next().unwrap();
    let quoted = |item: &str| {
        let between = |start: &str, end: &str| {
            let after = item.split_once(start).unwrap().1;
            after.split_once(end).unwrap().0.to_owned()
        };
        format!(
            "{} <{}>",
            between("<blockquote><p>", "</p>"),
            between("<a href=\"", "\"")
        )
    };
    section.split("<li>").skip(1).map(quoted).collect()
}

fn check(page: &str, expected: &[&str]) {
    assert_eq!(linked_from(&site(&[]), page), expected, "{page}");
}

#[test]
fn an_article_shows_who_links_to_it_and_with_which_words() {
    check(
        "briefings/vote/index.html",
        &[
            "They left after <mark>the vote</mark>, as planned. <../../a/#s2>",
            "One. Then <mark>it</mark> came. Three. <../../a/#s5>",
            "Of <mark>the VOTE</mark> much is said in the story &amp; on the alliance. <../../b/#s1>",
            "It watched <mark>vote</mark>, the opening of Mission. <../../entities/organisation/nato/#s1>",
            "It began with <mark>a vote</mark> that NATO watched. <../../stories/mission/#s1>",
        ],
    );
}

#[test]
fn so_do_stories_and_entities() {
    check(
        "stories/mission/index.html",
        &[
            "Of the VOTE much is said in <mark>the story</mark> &amp; on the alliance. <../../b/#s1>",
            "It watched vote, the opening of <mark>Mission</mark>. <../../entities/organisation/nato/#s1>",
        ],
    );
    check(
        "entities/organisation/nato/index.html",
        &[
            "Of the VOTE much is said in the story &amp; on <mark>the alliance</mark>. <../../../b/#s1>",
            "It began with a vote that <mark>NATO</mark> watched. <../../../stories/mission/#s1>",
        ],
    );
}

/// Each place that a link back leads to is there.
#[test]
fn the_quoted_words_can_be_gone_to() {
    let run = made(&sources(&site(&[])), &options(None));
    let files = run.files;
    for (page, id) in [
        ("a/index.html", "s2"),
        ("a/index.html", "s5"),
        ("stories/mission/index.html", "s1"),
        ("entities/organisation/nato/index.html", "s1"),
    ] {
        let html = String::from_utf8_lossy(&files[page]);
        assert!(html.contains(&format!("id=\"{id}\"")), "{page}#{id}");
    }
}

#[test]
fn links_go_straight_to_the_page_and_keep_their_fragment() {
    let run = made(&sources(&site(&[])), &options(None));
    let files = run.files;
    let html = String::from_utf8_lossy(&files["a/index.html"]).into_owned();
    assert!(html.contains("<a href=\"../briefings/vote/#why\">planned</a>"));
    assert!(html.contains("<a href=\"../briefings/vote/\">it</a>"));
}

/// What an editor is told, by code, place and words.
fn told(changed: &[(&str, &str)]) -> Vec<String> {
    let sources = sources(&site(changed));
    let run = made(&sources, &options(None));
    let tell = |diagnostic: &dateline::diagnostic::Diagnostic| {
        let place = diagnostic.place.as_ref().unwrap();
        let text = sources.text(&place.path).unwrap();
        let words = place.span.map_or("", |span| &text[span.start..span.end]);
        let hint = diagnostic.hint.as_deref().unwrap_or("");
        format!("{} {} {words}: {hint}", diagnostic.code, place.path)
    };
    run.diagnostics.iter().map(tell).collect()
}

#[test]
fn dead_and_ambiguous_links_of_stories_and_dossiers_are_told_at_their_place() {
    let by_name = "name an article or a story by path, id or title, or an entity by id or name";
    assert_eq!(
        told(&[("[[briefings/2016-02-08-vote|a vote]]", "[[Nothing]]")]),
        [format!(
            "dead-link content/stories/mission.md [[Nothing]]: {by_name}"
        )]
    );
    assert_eq!(
        told(&[("[[vote]]", "[it](../briefing/vote.md)")]),
        [format!(
            "dead-link content/entities/nato.md [it](../briefing/vote.md): {by_name}"
        )]
    );
    assert_eq!(
        told(&[("title = \"By path\"", "title = \"mission\"")]),
        [
            "ambiguous-link content/entities/nato.md [[Mission]]: write one of `[[a]]`, `[[stories/mission]]`"
        ]
    );
}

#[test]
fn a_link_to_a_hidden_article_is_a_dead_link() {
    let told = told(&[("aliases =", "unlisted = true\naliases =")]);
    let dead: Vec<&String> = told
        .iter()
        .filter(|told| told.starts_with("dead-link"))
        .collect();
    assert_eq!(dead.len(), 6, "{told:#?}");
    assert_eq!(dead.len() + 4, told.len(), "{told:#?}");
    let pageless = told.iter().filter(|told| told.starts_with("no-page"));
    assert_eq!(pageless.count(), 4, "{told:#?}");
}

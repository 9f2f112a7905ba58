//! The pages around the article, at any size: the timeline and its parts,
//! dossiers, the archive, what is coming.

mod common;

use std::collections::BTreeSet;
use std::fmt::Write;

use common::{Files, made, options};
use serde_json::Value;

const BASE: &str = "https://example.org/sub/";

fn build(site: &str, base_url: Option<&str>) -> Files {
    let run = made(&common::sources(site), &options(base_url));
    assert_eq!(run.errors(), 0, "{:#?}", run.diagnostics);
    run.files
}

fn text<'f>(files: &'f Files, path: &str) -> &'f str {
    let bytes = files.get(path).unwrap_or_else(|| panic!("no {path}"));
    std::str::from_utf8(bytes).unwrap()
}

/// An article with an event on each of the dates, told in a sentence each.
fn article(day: &str, dates: &[String]) -> String {
    let mut front = String::new();
    let mut prose = String::new();
    for (at, date) in dates.iter().enumerate() {
        write!(
            front,
            "[[events]]\nquote = \"step {at} of\"\ndate = \"{date}\"\nlabel = \"Step {at}\"\n"
        )
        .unwrap();
        writeln!(prose, "This is step {at} of Canada.\n").unwrap();
    }
    format!("//- content/{day}-steps.md\n+++\n{front}+++\n# Steps\n\n{prose}\n")
}

/// Every day of 2015, half of them as the first of two, some of 2014, and the
/// year 2015 as such.
fn many_dates() -> Vec<String> {
    let mut dates = vec!["2015".to_owned(), "2014".to_owned()];
    for month in 1..=12 {
        for day in 1..=27 {
            dates.push(format!("2015-{month:02}-{day:02}"));
            dates.push(format!("2015-{month:02}-{day:02}/2015-{month:02}-28"));
        }
        dates.push(format!("2014-{month:02}-03"));
    }
    dates
}

fn entries(page: &str) -> usize {
    page.matches("<li id=\"t").count()
}

#[test]
fn a_long_timeline_has_a_page_for_each_year_and_each_month_of_a_long_one() {
    let dates = many_dates();
    let files = build(&article("2016-01-10", &dates), Some(BASE));
    let whole = text(&files, "timeline/index.html");
    assert_eq!(entries(whole), 0, "all of it is past, and stands elsewhere");
    for link in [
        "/sub/timeline/2014/",
        "/sub/timeline/2015/",
        "/sub/timeline/2015-03/#y2015-03",
    ] {
        assert!(whole.contains(&format!("href=\"{link}\"")), "{link}");
    }
    // What is dated to the year alone stands on the year's page.
    let year = text(&files, "timeline/2015/index.html");
    assert_eq!(entries(year), 1);
    assert!(year.contains("href=\"/sub/timeline/2015-12/\""));
    // The list beside a page is called what it lists.
    for (page, list) in [
        ("", "Years"),
        ("2014/", "Years"),
        ("2015/", "Months"),
        ("2015-03/", "Months"),
    ] {
        let page = text(&files, &format!("timeline/{page}index.html"));
        assert!(page.contains(&format!("aria-label=\"{list}\"")), "{list}");
    }
    let parts = files.keys().filter(|path| path.starts_with("timeline/2"));
    let parts: Vec<&String> = parts.filter(|path| path.ends_with("index.html")).collect();
    assert_eq!(parts.len(), 2 + 12);
    let all: usize = parts.iter().map(|path| entries(text(&files, path))).sum();
    assert_eq!(all, dates.len(), "each event stands on one page");
    let map = text(&files, "sitemap.xml");
    assert!(map.contains("<loc>https://example.org/sub/timeline/2015-03/</loc>"));
}

#[test]
fn every_bar_of_the_density_leads_to_a_group() {
    for dates in [many_dates(), many_dates()[..40].to_vec()] {
        let files = build(&article("2016-01-10", &dates), Some(BASE));
        for (path, bytes) in files
            .iter()
            .filter(|(path, _)| path.ends_with("index.html"))
        {
            let page = std::str::from_utf8(bytes).unwrap();
            for url in page.split("<a href=\"").skip(1).filter_map(|rest| {
                let (url, rest) = rest.split_once('"')?;
                rest.starts_with(" tabindex=\"-1\"><title>").then_some(url)
            }) {
                let (target, anchor) = url.split_once('#').unwrap_or((url, ""));
                let file = match target.strip_prefix("/sub/") {
                    Some(target) => format!("{target}index.html"),
                    None => path.clone(),
                };
                let target = text(&files, &file);
                let is_there = anchor.is_empty() || target.contains(&format!("id=\"{anchor}\""));
                assert!(is_there, "{url} on {path}");
            }
        }
    }
}

#[test]
fn a_timeline_can_be_narrowed_without_a_script() {
    let mut site = String::new();
    for (day, front, sentence) in [
        (
            "2016-02-08",
            "story = \"mission\"\ntags = [\"Aid\"]",
            "Harjit Sajjan spoke on Monday.",
        ),
        ("2016-02-09", "tags = [\"Aid\"]", "NATO met on Tuesday."),
    ] {
        let mut text = String::new();
        for n in 1..=6 {
            writeln!(
                text,
                "{sentence}\n\nIt was said again on {n} January 2016.\n"
            )
            .unwrap();
        }
        writeln!(
            site,
            "//- content/{day}-of-{day}.md\n+++\n{front}\n+++\n# A\n\n{text}"
        )
        .unwrap();
    }
    site.push_str("//- content/stories/mission.md\n+++\ntitle = \"The mission\"\n+++\n");
    let files = build(&site, None);
    let page = text(&files, "timeline/index.html");
    assert!(page.contains("id=\"by_s1\"> The mission"));
    // All events have this tag, so there is nothing to narrow.
    assert!(!page.contains("id=\"by_g1\""));
    let entries: Vec<&str> = page.split("<li id=\"t").skip(1).collect();
    assert!(entries.iter().any(|entry| entry.contains("NATO met")));
    let mut of_the_story = 0;
    for entry in entries {
        let (tag, rest) = entry.split_once('>').unwrap();
        let is_of_the_story = tag.contains(" s1\"") || tag.contains("\"s1\"");
        let says_so = rest.contains("href=\"../of-2016-02-08/\"");
        assert_eq!(is_of_the_story, says_so, "{tag}");
        of_the_story += usize::from(is_of_the_story);
    }
    assert!(page.contains(&format!(
        "The mission <span class=\"count\">{of_the_story}</span>"
    )));
}

#[test]
fn what_was_planned_for_a_year_that_is_nearly_over_is_not_coming() {
    let site = "//- content/2016-01-05-a.md
# A

OTTAWA — The talks will end this year, Harjit Sajjan said.
//- content/2016-12-19-b.md
# B

The mandate ends on March 31, 2017.
";
    let files = build(site, None);
    let home = text(&files, "index.html");
    let coming = home.split("Coming up</h2>").nth(1).unwrap();
    let coming = coming.split("</section>").next().unwrap();
    assert!(coming.contains("The mandate ends") && !coming.contains("The talks"));
    // Among what happened it stands as what it was.
    let timeline = text(&files, "timeline/index.html");
    let past = timeline.split("What lies ahead").next().unwrap();
    assert!(past.contains("Planned as of 5 January 2016"), "{past}");
}

const MEETING: &str = "//- content/2016-02-08-a.md
# A

Harjit Sajjan met Ash Carter in Brussels on Monday.
//- content/2016-02-10-b.md
# B

Harjit Sajjan was back on Wednesday.

Ash Carter was not.
//- content/2016-02-11-c.md
# C

Xorvan Temple was quiet on Thursday. John Quillfeather said so.
";

#[test]
fn a_dossier_says_who_meets_whom_and_where() {
    let files = build(MEETING, Some(BASE));
    let page = text(&files, "entities/person/harjit-sajjan/index.html");
    let row = page
        .split("<tr>")
        .find(|row| row.contains("Ash Carter"))
        .unwrap();
    assert!(row.contains("<td class=\"number\">2</td>"), "{row}");
    // One sentence names both, so it goes before the newer article.
    assert!(
        row.contains("One sentence of <a href=\"/sub/a/#s1\">A</a>"),
        "{row}"
    );
    let data: Value =
        serde_json::from_str(text(&files, "api/entities/person/harjit-sajjan.json")).unwrap();
    let other = &data["appears_with"][0];
    assert_eq!(other["id"], "person/ash-carter");
    assert_eq!(other["articles"], 2);
    assert_eq!(other["url"], "/sub/a/#s1");
    assert_eq!(other["same_sentence"], true);
    assert_eq!(data["article_count"], 2);
    let schema: Value = serde_json::from_str(text(&files, "api/entity.schema.json")).unwrap();
    let known = schema["properties"].as_object().unwrap();
    for field in data.as_object().unwrap().keys() {
        assert!(known.contains_key(field), "{field}");
    }
}

#[test]
fn an_entity_that_several_articles_name_has_a_feed() {
    let files = build(MEETING, Some(BASE));
    let feed = text(&files, "entities/person/harjit-sajjan/atom.xml");
    assert_eq!(feed.matches("<entry>").count(), 2);
    assert!(feed.contains("Harjit Sajjan was back on Wednesday."));
    assert!(!feed.contains("Ash Carter was not."), "only what names him");
    assert!(
        feed.contains("<id>https://example.org/sub/entities/person/harjit-sajjan/atom.xml</id>")
    );
    let page = text(&files, "entities/person/harjit-sajjan/index.html");
    assert!(page.contains("href=\"/sub/entities/person/harjit-sajjan/atom.xml\""));
    let once = files
        .keys()
        .find(|path| path.contains("quillfeather"))
        .unwrap();
    let page = text(&files, once);
    assert!(!page.contains("Feed (Atom)") && !page.contains("Data (JSON)"));
    assert!(
        !files
            .keys()
            .any(|path| path.contains("quillfeather") && path.contains("atom.xml"))
    );
    // Feeds need whole addresses.
    let files = build(MEETING, None);
    assert!(!files.keys().any(|path| path.contains("atom.xml")));
    assert!(files.contains_key("api/entities/person/harjit-sajjan.json"));
}

#[test]
fn a_story_has_its_feed_and_says_what_comes_next() {
    let site = "//- content/2016-02-08-a.md
+++
story = \"mission\"
+++
# A

The mandate ends on March 31, 2017.
//- content/stories/mission.md
+++
title = \"The mission\"
+++
";
    let files = build(site, Some(BASE));
    let page = text(&files, "stories/mission/index.html");
    assert!(page.contains("Declared by the editors."));
    let next = page.split("Expected next</h2>").nth(1).unwrap();
    assert!(
        next.split("</section>")
            .next()
            .unwrap()
            .contains("The mandate ends")
    );
    let feed = text(&files, "stories/mission/atom.xml");
    assert!(feed.contains("<title>The mission \u{b7} Briefings</title>"));
    assert_eq!(feed.matches("<entry>").count(), 1);
}

#[test]
fn the_archive_has_every_article_once() {
    let mut site = String::new();
    for n in 0..1_010 {
        let (year, month, day) = (2014 + n / 400, n % 12 + 1, n % 28 + 1);
        writeln!(
            site,
            "//- content/{year}-{month:02}-{day:02}-no-{n}.md\n# No {n}\n\nNothing."
        )
        .unwrap();
    }
    site.push_str("//- content/undated.md\n# Undated\n\nNothing.\n");
    let files = build(&site, None);
    let home = text(&files, "index.html");
    assert!(
        home.matches("<h3>").count() < 60,
        "the home page is no archive"
    );
    let archive = text(&files, "archive/index.html");
    assert!(archive.contains("href=\"../archive/2014/\"") && archive.contains(">Undated</a>"));
    let mut titles = BTreeSet::new();
    for year in 2014..=2016 {
        let page = text(&files, &format!("archive/{year}/index.html"));
        for title in page
            .split("/no-")
            .skip(1)
            .filter_map(|rest| rest.split('/').next())
        {
            assert!(titles.insert(title.to_owned()), "{title} stands twice");
        }
    }
    assert_eq!(titles.len(), 1_010);
}

#[test]
fn the_archive_groups_by_the_day_that_is_shown() {
    let files = build(
        "
//- content/evening.md
+++
date = 2016-01-31T21:00:00-05:00
+++
NATO met in the evening.
//- content/morning.md
+++
date = 2016-02-01T00:30:00Z
+++
NATO met in the morning.
//- content/noon.md
+++
date = 2016-01-31T12:00:00Z
+++
NATO met at noon.
",
        None,
    );
    let archive = text(&files, "archive/index.html");
    for id in ["y2016", "y2016-01", "y2016-02"] {
        let times = archive.matches(&format!("id=\"{id}\"")).count();
        assert_eq!(times, 1, "{id}");
    }
}

#[test]
fn a_heading_takes_no_id_of_the_pages_own() {
    let site = "
//- content/2016-02-08-a.md
# Ids

NATO met on Monday.

## S1

## Y2016-02

## T1
";
    let files = build(site, None);
    let page = text(&files, "a/index.html");
    for id in ["h-s1", "h-y2016-02", "h-t1"] {
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
    }
}

#[test]
fn a_correction_reaches_those_who_follow_a_feed() {
    let site = "
//- content/2016-02-08-a.md
+++
[[corrections]]
date = 2016-02-11
text = \"It was Tuesday.\"
+++
NATO met on Monday.
";
    let files = build(site, Some(BASE));
    let updated = "<updated>2016-02-11T00:00:00Z</updated>";
    assert_eq!(text(&files, "atom.xml").matches(updated).count(), 2);
    let feed: Value = serde_json::from_str(text(&files, "feed.json")).unwrap();
    assert_eq!(feed["items"][0]["date_modified"], "2016-02-11T00:00:00Z");
    assert!(text(&files, "sitemap.xml").contains("<lastmod>2016-02-11"));
}

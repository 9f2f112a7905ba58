//! The site as a reader and an editor meet it: in a browser.
//!
//! These tests start Chromium, so they run only when asked for:
//! `cargo test --test browser -- --ignored`. Where none is installed they say
//! so and pass.

#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "starts programs, edits a site and measures how long its effect takes"
)]

#[path = "browser/devtools.rs"]
mod devtools;
#[path = "browser/folder.rs"]
mod folder;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use dateline::article::Publication;
use dateline::config::BaseUrl;
use dateline::output::{Held, OutputPath};
use dateline::pipeline::{Options, Pipeline, Unheard};
use dateline::project::read;
use dateline::server::{self, Problems, Snapshot};
use hyper::body::Bytes;
use serde_json::json;
use tokio::sync::watch::{self, Sender};

use devtools::{Browser, Look, Page, View, say};
use folder::Folder;

const PHONE: u32 = 390;
const DESK: u32 = 1280;
/// The narrowest window in which nothing may have to be scrolled sideways
/// (WCAG 2.2, 1.4.10).
const NARROWEST: u32 = 320;

const BASE_PATH: &str = "/sub/path/";
const ARTICLE: &str = "briefings/refocus/";
const ENTITY: &str = "entities/person/harjit-sajjan/";

/// An editor shouldn't have to wait longer than this for the effect of a save.
const AT_ONCE: Duration = Duration::from_secs(1);

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn names_and_dates_lead_to_their_sentences_and_back() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    for width in [PHONE, DESK] {
        for scripts in [true, false] {
            let mut page = browser.open(View { width, scripts });
            page.goto(&demo.url(ARTICLE));
            from_name_to_entity_and_back(&mut page, &demo);
            page.goto(&demo.url(ARTICLE));
            let sentence = from_timeline_to_sentence_and_back(&mut page);
            if scripts && width == DESK {
                // The timeline stands beside the text, which keeps its place.
                page.wait_to_see(&sentence);
            }
            assert_quiet(&mut page, &demo.base);
        }
    }
}

fn from_name_to_entity_and_back(page: &mut Page, demo: &Demo) {
    page.click(r#"a[data-entity="person/harjit-sajjan"]"#);
    page.arrive(&demo.url(ENTITY));
    assert_eq!(
        page.text("document.querySelector('h1').textContent"),
        "Harjit Sajjan"
    );
    let name = page.text("document.querySelector('.mentions li strong').textContent");
    let sentence = page.text("document.querySelector('.mentions li a').href");
    page.click(".mentions li a");
    page.arrive(&sentence);
    page.wait_to_see(":target");
    let target = page.text("document.querySelector('.s:target').textContent");
    assert!(target.contains(&name), "{target}");
}

/// Returns which sentence it was.
fn from_timeline_to_sentence_and_back(page: &mut Page) -> String {
    let with_date = "[...document.querySelectorAll('[data-timeline] li')].find((entry) =>
        document.querySelector(`${entry.querySelector('a').hash} a.t[href='#${entry.id}']`))";
    let entry = page.text(&format!("{with_date}.id"));
    let sentence = page.text(&format!("{with_date}.querySelector('a').hash"));

    page.click(&format!("#{entry} a"));
    page.wait_for(&format!("location.hash === '{sentence}'"));
    page.wait_to_see(&format!("{sentence}:target"));

    page.click(&format!("{sentence} a.t[href='#{entry}']"));
    page.wait_for(&format!("location.hash === '#{entry}'"));
    page.wait_to_see(&format!("#{entry}:target"));
    sentence
}

/// The card of the entity that these tests look at, and what opens it.
const CARD: &str = "#about_person_harjit-sajjan";
const NAME: &str = ".prose [data-entity='person/harjit-sajjan']";
const BUTTON: &str = ".prose .i[popovertarget='about_person_harjit-sajjan']";
const LISTED: &str = ".cast .i[popovertarget='about_person_harjit-sajjan']";

fn is_open() -> String {
    format!("document.querySelector('{CARD}').matches(':popover-open')")
}

fn is_shut() -> String {
    format!("!{}", is_open())
}

fn has_focus(selector: &str) -> String {
    format!("document.activeElement === document.querySelector(\"{selector}\")")
}

/// The card lies inside the window and doesn't cover what opened it.
fn assert_beside(page: &mut Page, opener: &str) {
    let fits = format!(
        "(() => {{
            const card = document.querySelector('{CARD}').getBoundingClientRect();
            const name = document.querySelector(\"{opener}\").getBoundingClientRect();
            const isInside = card.left >= 0 && card.right <= innerWidth && card.bottom <= innerHeight;
            const isApart = card.top >= name.bottom - 1 || card.bottom <= name.top + 1;
            return isInside && isApart;
        }})()"
    );
    page.wait_for(&fits);
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn cards_open_by_pointer_and_stay_while_it_is_on_them() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    let mut page = browser.open(View {
        width: DESK,
        scripts: true,
    });
    page.goto(&demo.url(ARTICLE));
    page.ask(&format!(
        "document.querySelector(\"{NAME}\").scrollIntoView({{ block: 'center' }})"
    ));
    page.hover(NAME);
    let start = Instant::now();
    page.wait_for(&is_open());
    assert!(start.elapsed() > Duration::from_millis(300), "too hasty");
    assert_beside(&mut page, NAME);
    page.hover(&format!("{CARD} .name"));
    thread::sleep(Duration::from_millis(500));
    page.wait_for(&is_open());
    page.hover("h1");
    page.wait_for(&is_shut());

    // Another name takes over, and only one card is open.
    page.hover(NAME);
    page.wait_for(&is_open());
    page.hover(".prose [data-entity='person/stephane-dion']");
    page.wait_for("document.querySelector('#about_person_stephane-dion').matches(':popover-open')");
    page.wait_for(&is_shut());
    page.press("Escape");
    page.wait_for("!document.querySelector(':popover-open')");
    assert_quiet(&mut page, &demo.base);
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn cards_open_by_keyboard_and_give_the_focus_back() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    let mut page = browser.open(View {
        width: DESK,
        scripts: true,
    });
    page.goto(&demo.url(ARTICLE));
    page.press("Tab");
    page.ask(&format!("document.querySelector(\"{NAME}\").focus()"));
    page.wait_for(&is_open());
    assert_beside(&mut page, NAME);
    page.press("Escape");
    page.wait_for(&is_shut());
    page.wait_for(&has_focus(NAME));
    // The button comes next, and what it opens holds links to go on to.
    page.press("Tab");
    page.wait_for(&has_focus(BUTTON));
    page.press("Enter");
    page.wait_for(&is_open());
    page.press("Tab");
    page.wait_for(&has_focus(&format!("{CARD} .name a")));
    page.press("Escape");
    page.wait_for(&is_shut());
    page.wait_for(&has_focus(BUTTON));
    assert_quiet(&mut page, &demo.base);
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn cards_open_by_touch_with_and_without_scripts() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    for scripts in [true, false] {
        let mut page = browser.open(View {
            width: PHONE,
            scripts,
        });
        page.goto(&demo.url(ARTICLE));
        for button in [BUTTON, LISTED] {
            let size = format!(
                "(({{ width, height }}) => width >= 24 && height >= 24)(document.querySelector(\"{button}\").getBoundingClientRect())"
            );
            page.wait_for(&size);
            page.tap(button);
            page.wait_for(&is_open());
            page.wait_to_see(&format!("{CARD} .close"));
            page.tap(&format!("{CARD} .close"));
            page.wait_for(&is_shut());
        }
        assert_quiet(&mut page, &demo.base);
    }
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn a_reader_steps_from_mention_to_mention() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    for scripts in [true, false] {
        for width in [PHONE, DESK] {
            let mut page = browser.open(View { width, scripts });
            page.goto(&demo.url(ARTICLE));
            let list = ".cast li:has([popovertarget='about_person_harjit-sajjan'])";
            let first = page.text(&format!("document.querySelector(\"{list} .count\").hash"));
            page.click(&format!("{list} .count"));
            page.wait_to_see(&format!("{first}:target"));
            page.wait_for("!document.querySelector(':popover-open')");
            page.click(":target ~ .steps .to-next");
            page.wait_for(&format!("location.hash !== '{first}'"));
            page.wait_to_see(":target[data-entity='person/harjit-sajjan']");
            page.click(":target + .steps .to-last");
            page.wait_to_see(&format!("{first}:target"));
            page.click(":target ~ .steps .to-text");
            page.wait_to_see(".s:target");
            page.wait_for(
                "[...document.querySelectorAll('.steps')].every((steps) => !steps.checkVisibility())",
            );
            assert_quiet(&mut page, &demo.base);
        }
    }
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn switches_work_without_scripts_and_are_remembered_with_them() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    for scripts in [true, false] {
        let mut page = browser.open(View {
            width: DESK,
            scripts,
        });
        page.goto(&demo.url(ARTICLE));
        let all = marked(&mut page, "");
        page.click(".legend summary");
        page.click("[name=highlights][value=section]");
        let sections = marked(&mut page, "");
        page.click("[name=highlights][value=article]");
        let article = marked(&mut page, "");
        assert!(
            all > sections && sections > article,
            "{all} {sections} {article}"
        );
        let entities = page.ask(
            "new Set([...document.querySelectorAll('.prose [data-entity]')].map((link) => link.dataset.entity)).size",
        );
        assert_eq!(json!(article), entities);
        page.click("[name=kind][value=person]");
        assert_eq!(marked(&mut page, ".e-person"), 0);
        assert!(marked(&mut page, ".e-place") > 0);
        page.click("[name=highlights][value=none]");
        assert_eq!(marked(&mut page, ""), 0);
        // What is switched off opens no card by itself, and still leads somewhere.
        page.hover(NAME);
        thread::sleep(Duration::from_millis(700));
        page.wait_for(&is_shut());
        page.click(NAME);
        page.arrive(&demo.url(ENTITY));
        if scripts {
            page.goto(&demo.url("briefings/warsaw/"));
            assert_eq!(marked(&mut page, ""), 0);
        }
        assert_quiet(&mut page, &demo.base);
    }
}

/// How many highlights look like one.
fn marked(page: &mut Page, kind: &str) -> u64 {
    let marked = format!(
        "[...document.querySelectorAll('.prose .e{kind}')].filter((link) => getComputedStyle(link).textDecorationLine !== 'none' && !link.matches(':hover')).length"
    );
    page.ask(&marked).as_u64().unwrap()
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn light_and_dark_are_the_readers_choice() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    for scripts in [true, false] {
        for width in [PHONE, DESK] {
            let mut page = browser.open(View { width, scripts });
            page.goto(&demo.url(ARTICLE));
            assert!(!is_dark(&mut page));
            page.look(Look::Screen { dark: true });
            assert!(is_dark(&mut page));
            page.click("[name=scheme][value=light]");
            assert!(!is_dark(&mut page));
            page.look(Look::Screen { dark: false });
            page.click("[name=scheme][value=dark]");
            assert!(is_dark(&mut page));
            page.goto(&demo.url(ENTITY));
            assert_eq!(is_dark(&mut page), scripts);
            assert_quiet(&mut page, &demo.base);
        }
    }
}

fn is_dark(page: &mut Page) -> bool {
    let colour = page.text("getComputedStyle(document.documentElement).backgroundColor");
    let channels = colour.split(|c: char| !c.is_ascii_digit());
    let sum: u32 = channels.filter_map(|it| it.parse::<u32>().ok()).sum();
    sum < 300
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn the_timeline_shows_where_the_reader_is() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    let mut page = browser.open(View {
        width: DESK,
        scripts: true,
    });
    page.goto(&demo.url(ARTICLE));
    let entry = "[...document.querySelectorAll('.timeline li[id]')].at(-2)";
    let sentence = format!("document.querySelector({entry}.querySelector('.fact a').hash)");
    page.ask(&format!(
        "{sentence}.scrollIntoView({{ block: 'start', behavior: 'instant' }}), scrollBy(0, -200)"
    ));
    page.wait_for(&format!("{entry}.dataset.here !== undefined"));
    page.ask("scrollTo(0, document.body.scrollHeight)");
    page.wait_for("!document.querySelector('.timeline [data-here]')");
    assert_quiet(&mut page, &demo.base);
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn without_scripts_everything_can_be_read() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    let mut texts = [true, false].map(|scripts| {
        let mut page = browser.open(View {
            width: PHONE,
            scripts,
        });
        page.goto(&demo.url(ARTICLE));
        page.text("document.body.innerText")
    });
    assert_eq!(texts[0], texts[1]);
    let text = std::mem::take(&mut texts[0]);
    for words in [
        "Canada will end its air strikes",
        "In this article",
        "Related",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn paper_says_who_is_who_and_leaves_out_what_can_only_be_clicked() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    let mut page = browser.open(View {
        width: DESK,
        scripts: true,
    });
    page.goto(&demo.url(ARTICLE));
    page.click("[name=scheme][value=dark]");
    let is_seen =
        |selector: &str| format!("document.querySelector(\"{selector}\").checkVisibility()");
    for selector in [".who h2", CARD] {
        page.wait_for(&format!("!{}", is_seen(selector)));
    }
    page.look(Look::Print);
    for selector in [".who h2", CARD, &format!("{CARD} .short"), ".timeline"] {
        page.wait_for(&is_seen(selector));
    }
    for selector in [
        ".legend",
        ".scheme",
        ".sections",
        BUTTON,
        ".cast",
        ".made-how",
    ] {
        page.wait_for(&format!("!{}", is_seen(selector)));
    }
    assert!(!is_dark(&mut page));
    let tint = page.text(&format!(
        "getComputedStyle(document.querySelector(\"{NAME}\")).backgroundColor"
    ));
    assert_eq!(tint, "rgba(0, 0, 0, 0)");
    assert_quiet(&mut page, &demo.base);
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn a_timeline_narrows_without_a_script() {
    const SHOWN: &str = "[...document.querySelectorAll('.chronicle .events > li')]
        .filter((entry) => entry.checkVisibility())";
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    for width in [PHONE, DESK] {
        let scripts = false;
        let mut page = browser.open(View { width, scripts });
        page.goto(&demo.url("timeline/"));
        let all = page.ask(&format!("{SHOWN}.length"));
        page.click("#by_person");
        let people = page.ask(&format!("{SHOWN}.length"));
        assert!(people.as_u64() > Some(0) && people.as_u64() < all.as_u64());
        let has_person = "entry.dataset.facets.split(' ').includes('person')";
        assert_eq!(
            page.ask(&format!("{SHOWN}.every((entry) => {has_person})")),
            true
        );
        page.wait_for("getComputedStyle(document.querySelector('.tally'), '::after').content.includes('shown')");
        page.click(".choice:first-of-type summary");
        page.click("#by_s1");
        let of_story = page.ask(&format!("{SHOWN}.length"));
        assert!(of_story.as_u64() < people.as_u64());
        page.click(".filters [type=reset]");
        assert_eq!(page.ask(&format!("{SHOWN}.length")), all);
        assert_quiet(&mut page, &demo.base);
    }
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn a_narrowed_timeline_says_how_much_is_left() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    let mut page = browser.open(View {
        width: DESK,
        scripts: true,
    });
    page.goto(&demo.url("timeline/"));
    let tally = "document.querySelector('.tally[role=status]')";
    assert_eq!(page.text(&format!("{tally}.textContent")), "");
    page.click("#by_person");
    let shown = "[...document.querySelectorAll('.chronicle .events > li')].filter((entry) => entry.checkVisibility()).length";
    page.wait_for(&format!("{tally}.textContent === `${{{shown}}} shown`"));
    page.click(".filters [type=reset]");
    page.wait_for(&format!("{tally}.textContent === ''"));
    assert_quiet(&mut page, &demo.base);
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn every_page_is_quiet_and_fits_the_window() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    let main = ["", ARTICLE, ENTITY, "timeline/"].map(|path| demo.url(path));
    let all = demo.pages();
    assert!(main.iter().all(|url| all.contains(url)), "{all:#?}");
    let mut wide = Vec::new();
    for (width, urls) in [(NARROWEST, &all[..]), (PHONE, &main), (DESK, &main)] {
        let mut page = browser.open(View {
            width,
            scripts: true,
        });
        for url in urls {
            page.goto(url);
            let needed = page.ask("document.documentElement.scrollWidth");
            if needed.as_u64() > Some(width.into()) {
                wide.push(format!("{url} needs {needed} of {width} pixels"));
            }
        }
        assert_quiet(&mut page, &demo.base);
    }
    assert!(wide.is_empty(), "{wide:#?}");
}

/// What a reader finds for "trainers", and sentences with any form of it.
#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn a_search_by_keyboard_leads_to_the_sentence() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    for width in [PHONE, DESK] {
        let mut page = browser.open(View {
            width,
            scripts: true,
        });
        page.goto(&demo.url("search/"));
        page.wait_for("!document.querySelector('form.search').hidden");
        tab_to(&mut page, "[name=q]");
        page.write("trainers");
        page.press("Enter");
        page.wait_for("/^[0-9]+ results$/.test(document.querySelector('.found').textContent)");
        let query = page.text("location.search");
        assert_eq!(query, "?q=trainers");
        let marked = page.text(
            "[...document.querySelectorAll('.results mark')].map((it) => it.textContent.toLowerCase()).find((it) => it !== 'trainers')",
        );
        assert!(marked.starts_with("train"), "{marked}");

        tab_to(&mut page, ".results ul a");
        let sentence = page.text("document.activeElement.href");
        let words = page.text("document.activeElement.textContent");
        page.press("Enter");
        page.arrive(&sentence);
        page.wait_to_see(":target");
        let target = page.text("document.querySelector(':target').textContent");
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(line(&target), line(&words));
        assert_quiet(&mut page, &demo.base);
    }
}

/// Presses Tab until what `selector` finds has the focus.
fn tab_to(page: &mut Page, selector: &str) {
    for _ in 0..40 {
        page.press("Tab");
        let is_there = format!("document.activeElement.matches({})", json!(selector));
        if page.ask(&is_there) == json!(true) {
            return;
        }
    }
    panic!("Tab never comes to {selector}");
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn filters_narrow_a_search() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    let mut page = browser.open(View {
        width: DESK,
        scripts: true,
    });
    let mut count = |query: &str| {
        page.goto(&demo.url(&format!("search/?{query}")));
        page.wait_for("document.querySelector('.found').textContent");
        let count = page.text("document.querySelector('.found').textContent");
        assert_quiet(&mut page, &demo.base);
        let digits: String = count.chars().filter(char::is_ascii_digit).collect();
        match count.as_str() {
            "One result" => 1,
            "Nothing was found." => 0,
            _ => digits.parse::<usize>().unwrap(),
        }
    };
    let all = count("q=mission");
    assert!(all > 5, "{all}");
    for filter in [
        "from=2016",
        "to=2015",
        "kind=article",
        "kind=story",
        "entity=entities%2Fperson%2Fharjit-sajjan%2F",
        "story=stories%2Fthe-training-mission%2F",
    ] {
        let narrowed = count(&format!("q=mission&{filter}"));
        assert!(
            (1..all).contains(&narrowed),
            "{filter}: {narrowed} of {all}"
        );
    }
    assert_eq!(count("q=nosuchword"), 0);
    // What is half typed is half a word, and no half of a filter's key.
    assert_eq!(count("q=entiti"), 0);

    let years = "[...document.querySelectorAll('.results time')].every((it) => it.dateTime.startsWith('2014'))";
    page.goto(&demo.url("search/?q=mission&kind=article"));
    page.wait_for("document.querySelector('.results time')");
    assert_eq!(page.ask(years), json!(false));
    page.wait_for("document.querySelector('[name=story]').options.length > 1");
    page.ask("document.querySelector('[name=to]').value = '2014'");
    page.ask("document.querySelector('form.search').dispatchEvent(new Event('input'))");
    page.wait_for(years);
    assert_quiet(&mut page, &demo.base);
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn a_search_says_what_it_left_out_and_shows_a_name_first() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    let mut page = browser.open(View {
        width: DESK,
        scripts: true,
    });
    let mut found = |query: &str| {
        page.goto(&demo.url(&format!("search/?{query}")));
        page.wait_for("document.querySelector('.results h2')");
        assert_eq!(page.ask("document.querySelector('.needs')"), json!(null));
        let first = page.text("document.querySelector('.results h2').textContent");
        let said = page.text("document.querySelector('.found').textContent");
        assert_quiet(&mut page, &demo.base);
        (first, said)
    };
    let (first, said) = found("q=sajjan");
    assert_eq!(first, "Harjit Sajjan");
    assert!(!said.contains("Left out"), "{said}");
    let (_, said) = found("q=mission+xyzzy");
    assert!(said.contains(": xyzzy. "), "{said}");
    assert!(said.ends_with(" results"), "{said}");

    page.goto(&demo.url("search/?q=mission&entity=%2F#top"));
    page.wait_for("document.querySelector('.found').textContent");
    assert_eq!(
        page.text("document.querySelector('[name=entity]').selectedOptions[0].text"),
        "/"
    );
    assert_eq!(page.text("location.hash"), "#top");
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn without_scripts_the_search_page_shows_other_ways() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    let mut page = browser.open(View {
        width: PHONE,
        scripts: false,
    });
    page.goto(&demo.url("search/"));
    let shown = page.text("document.querySelector('main').innerText");
    assert!(shown.contains("needs JavaScript"), "{shown}");
    assert!(!shown.contains("Words or names"), "{shown}");
    page.click("a[href$='/archive/']");
    page.arrive(&demo.url("archive/"));
    page.click("a[href='#y2015']");
    page.wait_to_see("#y2015:target h2");
    assert_eq!(
        page.ask("document.querySelectorAll('#y2015 .titles li').length"),
        json!(12)
    );
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn an_open_page_follows_the_snapshots() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let demo = Demo::serve();
    let mut page = browser.open(View {
        width: DESK,
        scripts: true,
    });
    page.goto(&demo.url(ARTICLE));

    let start = Instant::now();
    let second = demo.retitled("A second title", 2);
    demo.show(second.clone());
    page.wait_for(&title_is("A second title"));
    at_once("a snapshot is shown", start);

    let start = Instant::now();
    let failed = Snapshot {
        problems: Some(Problems {
            text: "error: <b>the date</b> is missing".to_owned(),
            errors: 1,
            warnings: 0,
        }),
        version: 3,
        ..second
    };
    demo.show(failed);
    page.wait_for(&overlay_says("error: <b>the date</b> is missing"));
    at_once("an error is shown", start);
    page.wait_for(&title_is("A second title"));

    let start = Instant::now();
    demo.show(demo.retitled("A third title", 4));
    page.wait_for(&title_is("A third title"));
    at_once("a mended snapshot is shown", start);
    page.wait_for(&format!("!{OVERLAY}"));
    assert_quiet(&mut page, &demo.base);
}

#[test]
#[ignore = "starts a browser: cargo test --test browser -- --ignored"]
fn a_save_is_seen_at_once() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let folder = Folder::new();
    let root = folder.path();
    let init = dateline().arg("init").arg(root).status().unwrap();
    assert!(init.success());
    let server = Serve::start(root);
    let mut page = browser.open(View {
        width: DESK,
        scripts: true,
    });
    page.goto(&format!("{}briefings/first-briefing/", server.url));

    let article = root.join("content/briefings/2016-02-10-first-briefing.md");
    let text = fs::read_to_string(&article).unwrap();
    let start = Instant::now();
    fs::write(
        &article,
        text.replace("NATO met in Brussels", "NATO dined in Brussels"),
    )
    .unwrap();
    page.wait_for(
        "document.querySelector('.prose').textContent.includes('NATO dined in Brussels')",
    );
    at_once("a saved article is shown", start);

    let start = Instant::now();
    let template = root.join("templates/article.html");
    fs::create_dir(root.join("templates")).unwrap();
    fs::write(&template, "{% if never %}").unwrap();
    page.wait_for(&overlay_says("templates/article.html"));
    at_once("a broken template is shown", start);
    page.wait_for(
        "document.querySelector('.prose').textContent.includes('NATO dined in Brussels')",
    );

    let start = Instant::now();
    fs::write(&template, MENDED).unwrap();
    page.wait_for(&title_is("Ministers meet in Brussels, mended"));
    at_once("a mended template is shown", start);
    assert_quiet(&mut page, &server.url);
}

const MENDED: &str = r#"{% extends "base.html" %}
{% block main %}<h1>{{ article.title }}, mended</h1>{% endblock main %}"#;

/// The dialog that the server lays over a page, if there is one.
const OVERLAY: &str = "[...document.body.children].map((child) => child.shadowRoot?.querySelector('dialog[open]')).find(Boolean)";

fn overlay_says(text: &str) -> String {
    format!("({OVERLAY})?.textContent.includes({})", json!(text))
}

fn title_is(title: &str) -> String {
    format!(
        "document.querySelector('h1').textContent === {}",
        json!(title)
    )
}

fn assert_quiet(page: &mut Page, base: &str) {
    let complaints = page.complaints(base);
    assert!(complaints.is_empty(), "{complaints:#?}");
}

/// Prints the time since `start` and holds it to the promise.
fn at_once(what: &str, start: Instant) {
    let took = start.elapsed();
    say(&format!("{what} after {} ms", took.as_millis()));
    assert!(took < AT_ONCE, "{what} only after {took:?}");
}

/// The demo of this repository, served under a path.
struct Demo {
    base: String,
    first: BTreeMap<OutputPath, Bytes>,
    snapshots: Sender<Arc<Snapshot>>,
}

impl Demo {
    fn serve() -> Self {
        let listener = server::bind(IpAddr::V4(Ipv4Addr::LOCALHOST), 0, true).unwrap();
        let address = listener.local_addr().unwrap();
        let base = format!("http://{address}{BASE_PATH}");
        let first = built(&base);
        let (snapshots, receiver) = watch::channel(Arc::new(snapshot(first.clone(), 1)));
        // It ends when the sender is dropped.
        thread::spawn(move || server::serve(listener, receiver));
        Self {
            base,
            first,
            snapshots,
        }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The addresses of all pages that stay where they are.
    fn pages(&self) -> Vec<String> {
        let leads_away =
            |page: &[u8]| String::from_utf8_lossy(page).contains("http-equiv=\"refresh\"");
        let files = self.first.iter();
        files
            .filter(|(_, bytes)| !leads_away(bytes))
            .filter_map(|(path, _)| path.as_str().strip_suffix("index.html"))
            .map(|path| self.url(path))
            .collect()
    }

    /// The first snapshot with another title over the article.
    fn retitled(&self, title: &str, version: u64) -> Snapshot {
        let mut files = self.first.clone();
        let path = OutputPath::new(&format!("{ARTICLE}index.html")).unwrap();
        let page = files.get_mut(&path).unwrap();
        let text = std::str::from_utf8(page).unwrap();
        let (before, rest) = text.split_once("<h1>").unwrap();
        let (_, after) = rest.split_once("</h1>").unwrap();
        *page = format!("{before}<h1>{title}</h1>{after}").into();
        snapshot(files, version)
    }

    fn show(&self, snapshot: Snapshot) {
        self.snapshots.send(Arc::new(snapshot)).unwrap();
    }
}

fn built(base: &str) -> BTreeMap<OutputPath, Bytes> {
    let (sources, unread) = read::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert!(unread.is_empty(), "{unread:#?}");
    let base_url = BaseUrl::parse(base).unwrap();
    let options = Options {
        publication: Publication {
            drafts: false,
            future: false,
            now: "2017-01-01T00:00:00Z".parse().unwrap(),
        },
        base_url: Some(base_url.clone()),
    };
    let mut run = Pipeline::new().run(&sources, &options);
    let held = Held::default();
    run.make_all(&held, &Unheard);
    assert_eq!(run.errors(), 0, "{:#?}", run.diagnostics);
    let files = held.into_files().into_iter();
    let files = files.map(|(path, bytes)| (path, Bytes::from(bytes)));
    files.collect()
}

fn snapshot(files: BTreeMap<OutputPath, Bytes>, version: u64) -> Snapshot {
    Snapshot {
        files: Some(Arc::new(files)),
        base_path: BASE_PATH.to_owned(),
        problems: None,
        version,
    }
}

/// A running `dateline serve`. It ends with this value.
struct Serve {
    process: Child,
    url: String,
}

impl Serve {
    fn start(root: &Path) -> Self {
        let mut process = dateline()
            .args(["serve", "--port", "0", "--root"])
            .arg(root)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        let mut server = Self {
            process,
            url: String::new(),
        };
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            output
                .lines()
                .try_for_each(|line| sender.send(line.unwrap()))
        });
        let line = receiver.recv_timeout(Duration::from_secs(20)).unwrap();
        let (_, rest) = line.split_once("Serving ").unwrap();
        let (url, _) = rest.split_once(' ').unwrap();
        url.clone_into(&mut server.url);
        server
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _status = self.process.wait();
    }
}

fn dateline() -> Command {
    let mut dateline = Command::new(env!("CARGO_BIN_EXE_dateline"));
    dateline.stdout(Stdio::null()).stderr(Stdio::null());
    dateline
}

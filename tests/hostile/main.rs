//! Never break, never leak, never lose: what an article by a stranger may hold,
//! and what it must not do. Each file here is a promise of `docs/security.md`,
//! asked of the program as its user runs it.

#![expect(clippy::disallowed_methods, reason = "meets the disk")]
#![expect(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the program writes them in small letters"
)]
#![expect(
    clippy::format_collect,
    reason = "texts of many pieces read best as a map"
)]

#[path = "../common/mod.rs"]
mod common;

mod errors_name_place_and_remedy;
mod marks_stay_out_of_code_and_links;
mod never_panics_hangs_or_fills_memory;
mod nothing_of_an_article_runs;
mod nothing_outside_is_read_or_written;
mod same_bytes_everywhere;
mod supply_chain;
mod text_in_text_out;

use std::time::{Duration, Instant};

use common::{Answer, Folder};
use dateline::steering::is_steering;

/// A well-made article with this text.
fn article(text: &str) -> String {
    with_keys("title = \"A\"\ndate = 2016-02-10", text)
}

/// An article with these keys.
fn with_keys(keys: &str, text: &str) -> String {
    format!("//- content/a.md\n+++\n{keys}\n+++\n\n{text}\n")
}

const TEXT: &str = "Ash Carter met NATO in Brussels on 10 February 2016.";

/// Builds a site and holds the program to what it promises whatever it reads:
/// it ends by itself, soon, with a code of its own, and says little and plainly.
#[track_caller]
fn survives(fixture: &str) -> (Folder, Answer) {
    let site = Folder::new(fixture);
    let answer = withstood(&site, &["build", "-q"], "");
    assert_ne!(answer.code, Some(2), "{}", start(&answer.stderr));
    (site, answer)
}

#[track_caller]
fn withstood(site: &Folder, arguments: &[&str], input: &str) -> Answer {
    let began = Instant::now();
    let answer = site.run(arguments, &[], input);
    // A hundred times what any of them takes alone: the machine may be busy.
    assert!(began.elapsed() < Duration::from_mins(2), "{arguments:?}");
    let said = start(&answer.stderr);
    assert!(matches!(answer.code, Some(0..=2)), "{answer:?}");
    assert!(!answer.stderr.contains("panicked"), "{said}");
    assert!(!answer.stderr.contains("Dateline failed"), "{said}");
    assert!(answer.stderr.len() < 400_000, "{said}");
    assert!(!answer.stderr.contains(is_steering), "{said:?}");
    answer
}

fn start(text: &str) -> String {
    text.chars().take(1_000).collect()
}

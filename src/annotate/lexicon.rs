//! Words that tell what a name is, kept as lists.
//!
//! The lists in `lexicon/` are data, read by the trainer of the recogniser;
//! origin and licence stand in `NOTICE`. The program itself needs only a few.

use std::sync::LazyLock;

/// Words that head the name of an event, in lower case.
pub(super) static EVENTS: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(include_str!("lexicon/event_heads.txt")));

/// Words that head the name of an organisation, in lower case.
pub(super) static ORGANISATIONS: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(include_str!("lexicon/organisation_heads.txt")));

fn lines(text: &'static str) -> Vec<&'static str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

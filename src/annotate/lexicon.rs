//! Words that tell what a name is, kept as lists.
//!
//! The lists in `lexicon/` are data, read by the trainer of the recogniser;
//! origin and licence stand in `NOTICE`. The program itself needs only a few.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::quick::Map;

/// Words that head the name of an event, in lower case.
pub(super) static EVENTS: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(include_str!("lexicon/event_heads.txt")));

/// Words that head the name of an organisation, in lower case.
pub(super) static ORGANISATIONS: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(include_str!("lexicon/organisation_heads.txt")));

/// English names of days and months, in lower case.
pub(super) static CALENDAR: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let words = lines(include_str!("lexicon/calendar.txt"));
    words.into_iter().collect()
});

/// Stems that many English texts hold, with the share of texts of 300 words that
/// do, from 0 to 1.
pub(super) static USUAL_STEMS: LazyLock<Map<&str, f32>> = LazyLock::new(|| {
    let rows = lines(include_str!("lexicon/usual_stems.tsv"));
    let rows = rows.into_iter().filter_map(|row| row.split_once('\t'));
    rows.filter_map(|(stem, share)| Some((stem, share.parse().ok()?)))
        .collect()
});

fn lines(text: &'static str) -> Vec<&'static str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

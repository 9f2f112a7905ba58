//! What English words say about time, as tables.
//!
//! This exists so that knowledge of the language is data and patterns are
//! grammar. A word has one meaning here; where the language has two ("may",
//! "second"), the patterns look at its neighbours.

mod tables;

use std::collections::HashMap;
use std::sync::LazyLock;

use self::tables::{ALSO_NAMES, COUNTED, CUE_WORDS};
use super::rough::{DayPart, Unit};
use crate::article::TimeModifier;

/// The meaning of a word in a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Month 1 to 12, and whether the name is cut short.
    Month(i8, bool),
    /// Weekday, Monday is 1, and whether the name is cut short.
    Weekday(i8, bool),
    /// "Mondays".
    Weekdays(i8),
    /// 1 spring, 2 summer, 3 autumn, 4 winter.
    Season(i8),
    /// A part of the day.
    Part(DayPart),
    /// One unit: "week".
    Unit(Unit),
    /// Several: "weeks".
    Units(Unit),
    Weekend,
    /// A number below a hundred.
    Cardinal(u16),
    Hundred,
    /// A rank: "third".
    Ordinal(i8),
    /// The "th" of "9th".
    OrdinalMark,
    /// The "s" of "1990s".
    DecadeMark,
    /// Days from today.
    Near(i32),
    Tonight,
    Last,
    Next,
    This,
    That,
    Past,
    Coming,
    Following,
    Previous,
    Same,
    /// "each", "every".
    Each,
    Per,
    Other,
    Ago,
    Later,
    Earlier,
    Before,
    After,
    /// Early, mid, late, as adjectives.
    Edge(TimeModifier),
    /// Beginning, middle, end, as nouns.
    EdgeOf(TimeModifier),
    /// "about", "circa".
    About,
    /// "nearly", "over": modifies a length.
    Bound(TimeModifier),
    More,
    Less,
    Than,
    /// "at least", "at most".
    LeastMost(TimeModifier),
    Up,
    Half,
    Couple,
    /// "several".
    Several,
    The,
    A,
    Of,
    And,
    Or,
    To,
    Through,
    Until,
    By,
    Since,
    In,
    On,
    At,
    From,
    Between,
    During,
    For,
    Into,
    Not,
    Am,
    Pm,
    /// Hour of noon and midnight.
    Hour(u16),
    Zone,
    Ad,
    Bc,
    Fiscal,
    /// "Q", before a number.
    Quarter,
    /// "daily".
    Regular(Unit),
    /// "once", "twice".
    Times,
    /// A value without place in the calendar.
    Vague(&'static str),
    Future,
    Old,
    /// "the year 2015".
    Time,
}

/// What a word says about the tense of its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// Looks ahead: "will".
    Ahead,
    /// Looks ahead before "to": "set to", "is to".
    AheadTo,
    /// Looks ahead before "to" or "for": "set for".
    Set,
    /// Looks back: "was".
    Past,
    /// Looks back from the past: "had".
    Done,
    /// Reports: "said".
    Reporting,
    /// Looks back, or ahead before "to": "was".
    Was,
    /// May begin a new clause: "which".
    Clause,
}

/// The meaning of `text`, whatever its case.
pub(super) fn word(text: &str) -> Option<Word> {
    look_up(&WORDS, text)
}

/// What `text` says about tense.
pub(super) fn cue(text: &str) -> Option<Cue> {
    look_up(&CUES, text)
}

/// Whether `text` names things that are counted, so that a number before it
/// is no date.
pub(super) fn is_counted(text: &str) -> bool {
    lower(text).is_some_and(|lower| COUNTED.contains(&lower.as_str()))
}

/// Whether `text` is a month that is also a first name or a common word.
pub(super) fn is_also_name(text: &str) -> bool {
    lower(text).is_some_and(|lower| ALSO_NAMES.contains(&lower.as_str()))
}

/// The longest word in the tables.
const LONGEST: usize = 14;

fn lower(text: &str) -> Option<String> {
    (text.len() <= LONGEST && text.is_ascii()).then(|| text.to_ascii_lowercase())
}

fn look_up<T: Copy>(table: &HashMap<&str, T>, text: &str) -> Option<T> {
    table.get(lower(text)?.as_str()).copied()
}

static WORDS: LazyLock<HashMap<&'static str, Word>> = LazyLock::new(|| {
    tables::ALL
        .iter()
        .flat_map(|table| table.iter().copied())
        .collect()
});

static CUES: LazyLock<HashMap<&'static str, Cue>> = LazyLock::new(|| {
    let cues = CUE_WORDS.iter();
    cues.flat_map(|(cue, words)| words.iter().map(|word| (*word, *cue)))
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_has_two_meanings() {
        let count: usize = tables::ALL.iter().map(|table| table.len()).sum();
        assert_eq!(WORDS.len(), count);
    }

    #[test]
    fn no_word_is_too_long_to_be_found() {
        let counted = COUNTED.iter().chain(ALSO_NAMES);
        for word in WORDS.keys().chain(CUES.keys()).chain(counted) {
            assert!(word.len() <= LONGEST, "{word}");
            assert_eq!(*word, word.to_ascii_lowercase());
        }
    }
}

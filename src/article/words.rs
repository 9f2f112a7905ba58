//! What a word is: one rule for all that counts words or looks them up.
//!
//! The script of the search page follows the same rule, so that what a reader
//! types meets what was counted. Of languages it knows the English words that
//! say nothing of what a text is about.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Longer words are no words; in bytes.
const LONGEST: usize = 64;

/// Words that say nothing, in lower case.
static STOP_WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("words/stop_words.txt").lines();
    let words = lines.map(str::trim).filter(|line| !line.starts_with('#'));
    words.collect()
});

/// The words, with their places in bytes; hyphens part words, and so do stops
/// but in abbreviations (`U.S.`) and figures (`1.6`).
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '.' | '\'' | '\u{2019}');
    let parts = text.split(move |c| !is_inner(c));
    let parts = parts.flat_map(|part| {
        let whole = !part.contains('.') || is_abbreviation(part);
        part.split(move |c| c == '.' && !whole)
    });
    let placed = parts.map(move |part| {
        let trimmed = part.trim_matches(|c: char| !c.is_alphanumeric());
        (trimmed.as_ptr().addr() - text.as_ptr().addr(), trimmed)
    });
    placed.filter(|(_, word)| !word.is_empty())
}

/// Whether the parts between stops are single letters, or figures.
fn is_abbreviation(word: &str) -> bool {
    let is_short = |part: &str| part.chars().nth(1).is_none();
    let is_figure = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    word.split('.')
        .all(|part| is_short(part) || is_figure(part))
}

/// A word without the English "'s".
#[must_use]
pub fn bare(word: &str) -> &str {
    let mut bare = ["'s", "\u{2019}s"].iter();
    let bare = bare.find_map(|ending| word.strip_suffix(ending));
    bare.unwrap_or(word)
}

/// A bare word in small letters, without stops and apostrophes.
#[must_use]
pub fn plain(word: &str) -> String {
    let lower = bare(word).to_lowercase();
    lower.replace(['.', '\'', '\u{2019}'], "")
}

/// Whether a plain word says something of what a text is about.
#[must_use]
pub fn says_something(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.len() <= LONGEST && !STOP_WORDS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = words(text).map(|(_, word)| plain(word)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_are_plain() {
        check(
            "Iraq\u{2019}s U.S.-led \u{201c}talks\u{201d}.",
            &["iraq", "us", "led", "talks"],
        );
        check("O'Brien, 2,015", &["obrien", "2", "015"]);
        check(" \u{2013} ", &[]);
        check(
            "U.S. aid of 1.6 billion.Then acme.com, e.g.that",
            &[
                "us", "aid", "of", "16", "billion", "then", "acme", "com", "e", "g", "that",
            ],
        );
    }

    #[test]
    fn few_words_say_nothing() {
        let say_nothing = ["the", "a", "", "x"];
        assert!(say_nothing.iter().all(|word| !says_something(word)));
        assert!(says_something("strikes") && says_something("15"));
    }
}

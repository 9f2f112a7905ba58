//! What a word is: one rule for all that counts words or looks them up.
//!
//! The script of the search page follows the same rule, so that what a reader
//! types meets what was counted. Of languages it knows the English words that
//! say nothing of what a text is about.

use std::collections::HashSet;
use std::sync::LazyLock;

use smol_str::SmolStr;

/// Longer words are no words; in bytes.
const LONGEST: usize = 64;

/// Words that say nothing, in lower case.
static STOP_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("words/stop_words.txt").lines();
    let words = lines.map(str::trim).filter(|line| !line.starts_with('#'));
    words.collect()
});

/// The words, with their places in bytes; hyphens part words, and so do stops
/// but in abbreviations (`U.S.`) and figures (`1.6`).
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    Words {
        text,
        at: 0,
        parted_until: 0,
    }
}

/// The words of a text that haven't been met yet. Each article's are gone
/// through more than once, so letters in ASCII are told apart without decoding.
struct Words<'t> {
    text: &'t str,
    at: usize,
    /// The end of a run whose stops part words.
    parted_until: usize,
}

impl<'t> Iterator for Words<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let start = self.at;
            if start < self.parted_until {
                let rest = &self.text[start..self.parted_until];
                let length = rest.find('.').unwrap_or(rest.len());
                self.at = (start + length + 1).min(self.parted_until);
                if let Some(word) = trimmed(start, &rest[..length]) {
                    return Some(word);
                }
                continue;
            }
            let start = self.run_end(start.min(self.text.len()), |c| !is_inner(c));
            let end = self.run_end(start, is_inner);
            if start == end {
                return None;
            }
            self.at = end;
            let run = &self.text[start..end];
            if run.as_bytes().contains(&b'.') && !is_abbreviation(run) {
                (self.at, self.parted_until) = (start, end);
            } else if let Some(word) = trimmed(start, run) {
                return Some(word);
            }
        }
    }
}

impl Words<'_> {
    /// Where the characters end that go on from `start` and are all wanted.
    #[inline]
    fn run_end(&self, start: usize, wanted: impl Fn(char) -> bool) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = start;
        loop {
            let plain = bytes[end..].iter();
            end += plain
                .take_while(|byte| byte.is_ascii() && wanted(char::from(**byte)))
                .count();
            let next = self.text[end..].chars().next();
            match next.filter(|c| !c.is_ascii() && wanted(*c)) {
                Some(c) => end += c.len_utf8(),
                None => return end,
            }
        }
    }
}

/// Whether a character may stand in a word.
fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '\'' | '\u{2019}')
}

/// The word in a run, without the marks around it, and its place.
fn trimmed(at: usize, run: &str) -> Option<(usize, &str)> {
    // Most words have none.
    if let [first @ last] | [first, .., last] = run.as_bytes()
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
    {
        return Some((at, run));
    }
    let whole = run.trim_start_matches(|c: char| !c.is_alphanumeric());
    let at = at + run.len() - whole.len();
    let word = whole.trim_end_matches(|c: char| !c.is_alphanumeric());
    (!word.is_empty()).then_some((at, word))
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
pub fn plain(word: &str) -> SmolStr {
    let bare = bare(word);
    let mut short = [0; SHORT];
    if bare.len() > SHORT || !bare.is_ascii() {
        let lower = bare.to_lowercase();
        return lower.replace(['.', '\'', '\u{2019}'], "").into();
    }
    // Nearly every word, and that without asking for memory.
    let letters = bare.bytes().filter(|byte| !matches!(byte, b'.' | b'\''));
    let mut length = 0;
    for (place, letter) in short.iter_mut().zip(letters) {
        *place = letter.to_ascii_lowercase();
        length += 1;
    }
    std::str::from_utf8(&short[..length])
        .unwrap_or_default()
        .into()
}

/// So many bytes a [`SmolStr`] holds itself.
const SHORT: usize = 23;

/// Whether a plain word says something of what a text is about.
#[must_use]
pub fn says_something(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.len() <= LONGEST && !STOP_WORDS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<SmolStr> = words(text).map(|(_, word)| plain(word)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_stop_may_stand_before_any_character() {
        check("then.acme\u{fffc}", &["then", "acme"]);
        check(".\u{3a3}\u{a960}\u{fffc} ", &["\u{3c3}\u{a960}"]);
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

//! What a word is: one rule for all that counts words or looks them up.
//!
//! The script of the search page follows the same rule, so that what a reader
//! types meets what was counted. It knows no language.

/// The words of `text` with their places in bytes; hyphens part words.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '.' | '\'' | '\u{2019}');
    let parts = text.split(move |c| !is_inner(c));
    let placed = parts.map(move |part| {
        let trimmed = part.trim_matches(|c: char| !c.is_alphanumeric());
        (trimmed.as_ptr().addr() - text.as_ptr().addr(), trimmed)
    });
    placed.filter(|(_, word)| !word.is_empty())
}

/// A word in small letters, without stops and the English "'s".
#[must_use]
pub fn plain(word: &str) -> String {
    let mut bare = ["'s", "\u{2019}s"].iter();
    let bare = bare.find_map(|ending| word.strip_suffix(ending));
    let lower = bare.unwrap_or(word).to_lowercase();
    lower.replace(['.', '\'', '\u{2019}'], "")
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
    }
}

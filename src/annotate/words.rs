//! Words of a sentence as the recogniser sees them.

use crate::article::{Prose, ProseRange};

/// A word, without a possessive `'s` and without the stops around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'p> {
    /// Where it stands.
    pub(super) at: ProseRange,
    /// The word as written.
    pub(super) text: &'p str,
}

impl Word<'_> {
    /// Whether it begins with a capital.
    pub(super) fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether it is an Arabic name with its article: "al-Abadi".
    pub(super) fn has_article(&self) -> bool {
        let rest = self
            .text
            .strip_prefix("al-")
            .or_else(|| self.text.strip_prefix("el-"));
        rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
    }

    /// Whether it is written in capitals only, two or more.
    pub(super) fn is_acronym(&self) -> bool {
        let letters = self.text.chars().filter(|c| c.is_alphabetic());
        letters.clone().count() >= 2 && letters.clone().all(char::is_uppercase)
    }
}

/// The words of a sentence, in order.
pub(super) fn words(prose: &Prose, sentence: ProseRange) -> Vec<Word<'_>> {
    let text = prose.slice(sentence);
    let mut words = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, c)) = letters.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, c)) = letters.peek() {
            let after = text[at + c.len_utf8()..].chars().next();
            if !c.is_alphanumeric() && !joins(&text[start..at], c, after) {
                break;
            }
            end = at + c.len_utf8();
            letters.next();
        }
        let whole = &text[start..end];
        let bare = ["'s", "\u{2019}s"]
            .iter()
            .find_map(|s| whole.strip_suffix(s))
            .unwrap_or(whole);
        let at = ProseRange::new(sentence.start + start, sentence.start + start + bare.len());
        if !prose.is_opaque(at.start) {
            words.push(Word { at, text: bare });
        }
    }
    words
}

/// Whether `c` belongs to the word before it: the apostrophe of "O'Neill", the
/// stop of "U.S.", the hyphen of "Jean-Luc" and "al-Abadi", but not that of
/// "Canada-led".
fn joins(word: &str, c: char, after: Option<char>) -> bool {
    let after_is_word = after.is_some_and(char::is_alphanumeric);
    match c {
        '\'' | '\u{2019}' => after_is_word,
        '-' => {
            after.is_some_and(char::is_uppercase)
                || (after_is_word && matches!(word, "al" | "Al" | "el" | "El"))
        }
        '.' => {
            let last = word.rsplit('.').next().unwrap_or("");
            let is_letter = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
            is_letter && (after_is_word || word.contains('.'))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let prose = Prose::from_plain(text);
        let found: Vec<&str> = words(&prose, ProseRange::new(0, text.len()))
            .iter()
            .map(|word| word.text)
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_keep_what_belongs_to_a_name() {
        check(
            "Canada's U.S. ally, Jean-Luc O\u{2019}Neill.",
            &["Canada", "U.S.", "ally", "Jean-Luc", "O\u{2019}Neill"],
        );
        check(
            "Haider al-Abadi, a Canada-led plan, John F. Kennedy",
            &[
                "Haider", "al-Abadi", "a", "Canada", "led", "plan", "John", "F", "Kennedy",
            ],
        );
        check("é\u{301} \u{1f600} ...", &["é"]);
    }
}

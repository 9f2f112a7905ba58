//! Characters that steer rather than say: they move a terminal's cursor, end a
//! text for some readers, break XML, or turn the words around them about.
//!
//! This exists so that messages, keys and texts are rid of the same ones. What
//! is written from right to left needs none of them: the marks U+200E and
//! U+200F stay, and so do the joiners of scripts and emoji.

use std::borrow::Cow;

/// Whether `c` is a control character other than a tab or the end of a line, a
/// code point that is no character, or one that embeds, overrides or isolates
/// a direction.
#[must_use]
pub fn is_steering(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t');
    }
    c.is_control() || turns(c) || is_none(c)
}

/// `text` without such characters; those that part words become spaces.
#[must_use]
pub fn unsteered(text: &str) -> Cow<'_, str> {
    if !text.contains(is_steering) {
        return Cow::Borrowed(text);
    }
    let kept = |c| match c {
        // Line tabulation, form feed, next line.
        '\u{b}' | '\u{c}' | '\u{85}' => Some(' '),
        c => (!is_steering(c)).then_some(c),
    };
    Cow::Owned(text.chars().filter_map(kept).collect())
}

/// Embeddings, overrides and isolates, and what ends them.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The 66 code points that never are characters.
fn is_none(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_goes_and_what_says_stays() {
        for (text, expected) in [
            ("a\u{1b}[31mb\u{7}\0", "a[31mb"),
            ("\u{202e}abc\u{202c}\u{2066}d\u{2069}", "abcd"),
            ("page\u{c}next\u{85}line", "page next line"),
            ("a\u{ffff}b\u{fdd0}c\u{1fffe}", "abc"),
            (
                "\u{200f}שלום\u{200e}, \u{200d}\u{ad}",
                "\u{200f}שלום\u{200e}, \u{200d}\u{ad}",
            ),
            ("a\tb\r\nc", "a\tb\r\nc"),
        ] {
            assert_eq!(unsteered(text), expected, "{text:?}");
        }
    }
}

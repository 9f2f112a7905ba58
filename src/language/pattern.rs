//! Strings with parts: `{name}` is filled in, and `[the ]` may go away.

use std::borrow::Cow;

/// A string with its parts filled in; what no part is named after stays.
#[must_use]
pub fn fill(pattern: &str, parts: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        filled.push_str(before);
        let name = after[1..].split('}').next().unwrap_or("");
        let part = parts.iter().find(|(part, _)| *part == name);
        let end = (name.len() + 2).min(after.len());
        filled.push_str(part.map_or(&after[..end], |(_, text)| text));
        rest = &after[end..];
    }
    filled.push_str(rest);
    filled
}

/// A date with its article, or without it.
pub(super) fn with_article(pattern: &str, is_kept: bool) -> Cow<'_, str> {
    let Some((before, rest)) = pattern.split_once('[') else {
        return Cow::Borrowed(pattern);
    };
    let Some((article, after)) = rest.split_once(']') else {
        return Cow::Borrowed(pattern);
    };
    let article = if is_kept { article } else { "" };
    Cow::Owned(format!("{before}{article}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_filled_in_and_never_read_again() {
        let parts = [("a", "{b}"), ("b", "x")];
        for (pattern, expected) in [
            ("", ""),
            ("{a} and {b}", "{b} and x"),
            ("{c}", "{c}"),
            ("open {a", "open {b}"),
            ("{", "{"),
            ("é {b}é", "é xé"),
        ] {
            assert_eq!(fill(pattern, &parts), expected, "{pattern}");
        }
    }

    #[test]
    fn an_article_goes_with_its_date_or_away() {
        assert_eq!(with_article("[le ]{day} mai", true), "le {day} mai");
        assert_eq!(with_article("[le ]{day} mai", false), "{day} mai");
        assert_eq!(with_article("{day} May", true), "{day} May");
    }
}

//! Content lines, of which an iCalendar file is made (RFC 5545, section 3.1).
//!
//! Written here and by no crate: `icalendar` brings a second date library, the
//! clock and random ids into a room that must be pure, and `ics` (0.5.8) folds
//! one octet too late. `tests/exports.rs` reads the result with a parser that
//! knows nothing of this file.

use std::fmt::Write;

/// Most octets of a line without its break.
const LONGEST: usize = 75;

/// Lines that are written one after the other.
#[derive(Default)]
pub(super) struct ContentLines(String);

impl ContentLines {
    /// A line with a value that stands as it is: a date, an address, a word of
    /// the format. `name` may carry parameters.
    pub(super) fn line(&mut self, name: &str, value: &str) {
        let start = self.0.len();
        write!(self.0, "{name}:{value}").expect("a string takes all");
        let line = self.0.split_off(start);
        self.fold(&line);
    }

    /// A line with a text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.line(name, &escaped(text));
    }

    /// A line with several texts.
    pub(super) fn texts(&mut self, name: &str, texts: &[String]) {
        let escaped: Vec<String> = texts.iter().map(|text| escaped(text)).collect();
        self.line(name, &escaped.join(","));
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    /// Breaks a line between characters; what goes on begins with a space,
    /// which counts.
    fn fold(&mut self, line: &str) {
        let mut rest = line;
        let mut room = LONGEST;
        while rest.len() > room {
            let (head, tail) = rest.split_at(rest.floor_char_boundary(room));
            self.0.push_str(head);
            self.0.push_str("\r\n ");
            rest = tail;
            room = LONGEST - 1;
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }
}

/// A text as a value (RFC 5545, section 3.3.11). It holds no control character
/// but the line feed.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut lines = ContentLines::default();
        lines.text("SUMMARY", text);
        lines.finish()
    }

    #[test]
    fn a_text_cannot_end_its_line() {
        assert_eq!(text("a, b; c\\d"), "SUMMARY:a\\, b\\; c\\\\d\r\n");
        assert_eq!(
            text("a\nEND:VEVENT\r\nb\u{b}"),
            "SUMMARY:a\\nEND:VEVENT \\nb \r\n"
        );
    }

    #[test]
    fn a_line_of_75_octets_is_whole_and_one_more_is_folded() {
        let whole = "x".repeat(LONGEST - "SUMMARY:".len());
        assert_eq!(text(&whole), format!("SUMMARY:{whole}\r\n"));
        assert_eq!(
            text(&format!("{whole}y")),
            format!("SUMMARY:{whole}\r\n y\r\n")
        );
    }

    #[test]
    fn a_fold_never_cuts_a_character_and_the_space_counts() {
        for shift in 0..8 {
            let words = format!("{}{}", "x".repeat(shift), "\u{1f4c5}é".repeat(60));
            let written = text(&words);
            assert!(written.split("\r\n").all(|line| line.len() <= LONGEST));
            assert_eq!(written.replace("\r\n ", ""), format!("SUMMARY:{words}\r\n"));
        }
    }
}

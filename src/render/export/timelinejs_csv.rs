//! A timeline for TimelineJS as a table: the columns of its spreadsheet.
//!
//! Source of the columns: the template that Knight Lab gives out,
//! <https://timeline.knightlab.com/docs/using-spreadsheets.html>.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a
//! formula, and runs it. TimelineJS reads headline and text as HTML, so such a
//! character is written as a character reference there, `&#61;`: TimelineJS
//! shows the character, a spreadsheet shows text, and nothing runs. After a
//! semicolon, too, since some spreadsheets part cells there. All other cells
//! hold numbers and words of the program.

use std::fmt::Write as _;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::timelinejs::{Parts, Slide, Words};

/// The columns, in the order of the template.
const COLUMNS: [&str; 18] = [
    "Year",
    "Month",
    "Day",
    "Time",
    "End Year",
    "End Month",
    "End Day",
    "End Time",
    "Display Date",
    "Headline",
    "Text",
    "Media",
    "Media Credit",
    "Media Caption",
    "Media Thumbnail",
    "Type",
    "Group",
    "Background",
];

/// What a row says; the columns left out stay empty.
#[derive(Default)]
struct Row<'a> {
    start: Option<Parts>,
    end: Option<Parts>,
    display_date: &'a str,
    headline: &'a str,
    text: &'a str,
    kind: &'a str,
    group: &'a str,
}

/// The table of `slides` behind a cover.
///
/// # Errors
/// When `out` fails.
pub(super) fn table(
    cover: &Words,
    slides: impl Iterator<Item = Slide>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let cover = Row {
        headline: &cover.headline,
        text: &cover.text,
        kind: "title",
        ..Row::default()
    };
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out);
    let rows = slides.map(|slide| row(&slide).cells());
    let header = COLUMNS.map(str::to_owned);
    for cells in [header, cover.cells()].into_iter().chain(rows) {
        writer.write_record(cells)?;
    }
    writer.flush()
}

fn row(slide: &Slide) -> Row<'_> {
    Row {
        start: Some(slide.start_date),
        end: slide.end_date,
        display_date: &slide.display_date,
        headline: &slide.text.headline,
        text: &slide.text.text,
        kind: "",
        group: &slide.group,
    }
}

impl Row<'_> {
    fn cells(&self) -> [String; 18] {
        let [year, month, day] = parts(self.start);
        let [end_year, end_month, end_day] = parts(self.end);
        let empty = String::new;
        [
            year,
            month,
            day,
            empty(),
            end_year,
            end_month,
            end_day,
            empty(),
            self.display_date.to_owned(),
            without_formula(self.headline),
            without_formula(self.text),
            empty(),
            empty(),
            empty(),
            empty(),
            self.kind.to_owned(),
            self.group.to_owned(),
            empty(),
        ]
    }
}

fn parts(date: Option<Parts>) -> [String; 3] {
    let number = |part: Option<i8>| part.map(|part| part.to_string()).unwrap_or_default();
    date.map_or_else(Default::default, |date| {
        [date.year.to_string(), number(date.month), number(date.day)]
    })
}

/// HTML in which no cell can begin with a sign of a formula; the wide forms are
/// signs, too.
fn without_formula(html: &str) -> String {
    let mut cell = String::with_capacity(html.len());
    let mut begins = true;
    for c in html.chars() {
        let is_sign = matches!(
            c,
            '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}'
        );
        if begins && is_sign {
            write!(cell, "&#{};", u32::from(c)).expect("a string takes all");
        } else {
            cell.push(c);
            begins = c == ';' || (begins && c == ' ');
        }
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (html, cell) in [
            ("=1+1", "&#61;1+1"),
            ("=+-@x", "&#61;&#43;&#45;&#64;x"),
            ("a;=cmd; @b", "a;&#61;cmd; &#64;b"),
            ("\u{ff1d}1", "&#65309;1"),
            ("&amp;=x", "&amp;&#61;x"),
            ("a-b=c", "a-b=c"),
            ("", ""),
        ] {
            assert_eq!(without_formula(html), cell);
        }
    }

    #[test]
    fn a_row_has_a_cell_for_each_column() {
        let cover = Words {
            headline: "A, \"b\"".to_owned(),
            text: String::new(),
        };
        let expected = format!(
            "{}\r\n,,,,,,,,,\"A, \"\"b\"\"\",,,,,,title,,\r\n",
            COLUMNS.join(",")
        );
        let mut bytes = Vec::new();
        table(&cover, std::iter::empty(), &mut bytes).expect("memory takes all");
        assert_eq!(String::from_utf8(bytes).as_deref(), Ok(&*expected));
    }
}

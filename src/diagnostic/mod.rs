//! What is wrong with the content, said so that it can be mended.
//!
//! Bad content is not a program error: a stage returns its value and its
//! diagnostics, and goes on. This room knows what a diagnostic is and how to
//! print it; it knows none of the rules that make them.

pub mod human;
pub mod json;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::source::{SourcePath, Span};
use crate::steering::is_steering;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The site can't be trusted until it is mended: nothing is written, exit 1.
    Error,
    /// The site is right, but something in it is probably not meant.
    Warning,
    /// Nothing is wrong, but something could be better; said when asked for.
    Note,
}

impl Severity {
    /// `error`, `warning` or `note`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Where something is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub path: SourcePath,
    /// The bytes meant; `None` for the file as a whole.
    pub span: Option<Span>,
}

impl Place {
    /// The file as a whole.
    #[must_use]
    pub fn file(path: &SourcePath) -> Self {
        Self {
            path: path.clone(),
            span: None,
        }
    }

    /// A span of the file.
    #[must_use]
    pub fn span(path: &SourcePath, span: Span) -> Self {
        Self {
            path: path.clone(),
            span: Some(span),
        }
    }
}

/// One thing that is wrong: what, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// A stable name for the kind of problem, such as `unknown-key`.
    pub code: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is; `None` when it concerns the site as a whole.
    pub place: Option<Place>,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Other places that play a part, and which.
    pub related: Vec<(Place, String)>,
}

impl Diagnostic {
    /// An error.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    /// A note.
    #[must_use]
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message.into())
    }

    /// The same diagnostic at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same diagnostic with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same diagnostic with a hint, where there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// The same diagnostic with another place that plays a part in it, such as
    /// the first of two equal names.
    #[must_use]
    pub fn see(mut self, place: Place, why: impl Into<String>) -> Self {
        self.related.push((place, why.into()));
        self
    }

    /// Whether it keeps the site from being written.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether it is only advice, which counts for nothing under `--strict`.
    #[must_use]
    pub fn is_note(&self) -> bool {
        self.severity == Severity::Note
    }

    fn path(&self) -> Option<&SourcePath> {
        self.place.as_ref().map(|place| &place.path)
    }

    fn new(severity: Severity, code: &'static str, message: String) -> Self {
        Self {
            code: code.into(),
            severity,
            place: None,
            message,
            hint: None,
            related: Vec::new(),
        }
    }
}

/// Puts diagnostics in the order they are shown: by file, place, code, message;
/// those without a place first. Equal ones are kept once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.place, a.severity, &a.code, &a.message)
            .cmp(&(&b.place, b.severity, &b.code, &b.message))
    });
    diagnostics.dedup();
}

/// How many diagnostics of a file are shown, and of all files together: a
/// hostile file can make a hundred thousand.
const MOST_OF_A_FILE: usize = 50;
const MOST: usize = 1_000;

/// Those of sorted diagnostics that are shown, errors before all others where
/// there is no room for all, and how many of which files aren't.
#[must_use]
pub fn bounded(diagnostics: &[Diagnostic]) -> (Vec<&Diagnostic>, Vec<Diagnostic>) {
    let of_files = diagnostics.chunk_by(|a, b| a.path() == b.path());
    let mut shown: Vec<&Diagnostic> = Vec::new();
    let mut more = Vec::new();
    for of_file in of_files {
        let room = MOST_OF_A_FILE.min(MOST.saturating_sub(shown.len()));
        let kept = worst(of_file, room);
        let left_out = of_file.len() - kept.len();
        shown.extend(kept);
        if left_out > 0 {
            more.push((of_file, left_out));
        }
    }
    (shown, left_out(&more))
}

/// The first `room` of the worst, in the order given.
fn worst(diagnostics: &[Diagnostic], room: usize) -> Vec<&Diagnostic> {
    if diagnostics.len() <= room {
        return diagnostics.iter().collect();
    }
    let mut by_severity: Vec<usize> = (0..diagnostics.len()).collect();
    by_severity.sort_by_key(|index| diagnostics[*index].severity);
    by_severity.truncate(room);
    by_severity.sort_unstable();
    by_severity
        .into_iter()
        .map(|index| &diagnostics[index])
        .collect()
}

/// What says how many aren't shown: a line for each file, or one for all of
/// them where they are many.
fn left_out(more: &[(&[Diagnostic], usize)]) -> Vec<Diagnostic> {
    const MOST_FILES: usize = 20;
    let line = |of: &[Diagnostic], message: String| {
        let worst = of.iter().map(|diagnostic| diagnostic.severity).min();
        Diagnostic::new(worst.unwrap_or(Severity::Note), "and-more", message)
            .hint("mend those that are shown, and run it again")
    };
    let (each, rest) = more.split_at(more.len().min(MOST_FILES));
    let mut lines: Vec<Diagnostic> = each
        .iter()
        .map(|(of, count)| {
            let line = line(of, format!("{count} more in this file aren't shown"));
            match of[0].path() {
                Some(path) => line.at(Place::file(path)),
                None => line,
            }
        })
        .collect();
    if let Some((first, _)) = rest.first() {
        let count: usize = rest.iter().map(|(_, count)| count).sum();
        let message = format!("{count} more in {} other files aren't shown", rest.len());
        lines.push(line(first, message));
    }
    lines
}

/// Longer names are no slips; measuring them takes time and memory that grow
/// with the product of the lengths.
const LONGEST_NAME: usize = 100;

/// `did you mean ...` for `wrong`, when one of `known` is near enough to be a slip.
#[must_use]
pub fn did_you_mean<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A slip changes about one letter in three at most; Damerau counts swapped
    // neighbours, the commonest slip, as one change.
    let length = wrong.chars().count();
    let allowed = (length / 3).clamp(1, 3);
    if length > LONGEST_NAME {
        return None;
    }
    let lower = wrong.to_lowercase();
    known
        .into_iter()
        .filter(|name| name.chars().count().abs_diff(length) <= allowed)
        .map(|name| {
            (
                strsim::damerau_levenshtein(&lower, &name.to_lowercase()),
                name,
            )
        })
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, name)| name)
}

/// `text` fit for a message: control and direction characters shown as spaces,
/// cut after 120 characters.
#[must_use]
pub fn plain(text: &str) -> String {
    cut(text, 120)
}

/// The same for a sentence of our own, whose quotations are cut already: it is
/// cut only where a list of names has made it endless.
fn sentence(text: &str) -> String {
    cut(text, 1_000)
}

fn cut(text: &str, longest: usize) -> String {
    let end = text.char_indices().nth(longest).map(|(end, _)| end);
    let mut plain = unmarked(&text[..end.unwrap_or(text.len())]);
    if end.is_some() {
        plain.push('\u{2026}');
    }
    plain
}

/// `text` with control and direction characters shown as spaces, at any length.
#[must_use]
pub fn unmarked(text: &str) -> String {
    text.chars()
        .map(|c| if is_mark(c) { ' ' } else { c })
        .collect()
}

/// Whether `c` is a control or direction character: it shows nothing, and
/// changes how what stands around it is shown.
#[must_use]
#[inline]
pub fn is_mark(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    is_steering(c) || matches!(c, '\u{200e}' | '\u{200f}')
}

/// Line and column of a byte in `text`, both from 1, the column in characters.
#[must_use]
pub fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(byte.min(text.len()))];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        let known = ["title", "date", "updated", "summary"];
        assert_eq!(did_you_mean("tilte", known), Some("title"));
        assert_eq!(did_you_mean("Updatd", known), Some("updated"));
        assert_eq!(did_you_mean("colour", known), None);
    }

    #[test]
    fn a_flood_is_cut_and_its_errors_come_first() {
        let in_file = |file: &str, at: usize, severity| {
            let place = Place::span(&SourcePath::new(file), Span::new(at, at + 1));
            Diagnostic::new(severity, "x", "x".to_owned()).at(place)
        };
        let mut all: Vec<Diagnostic> = (0..5_000)
            .map(|at| in_file("a.md", at, Severity::Warning))
            .collect();
        all.push(in_file("a.md", 9_000, Severity::Error));
        all.push(in_file("b.md", 0, Severity::Warning));
        let (shown, more) = bounded(&all);
        assert_eq!(shown.len(), MOST_OF_A_FILE + 1);
        assert!(shown.iter().any(|diagnostic| diagnostic.is_error()));
        let said: Vec<&str> = more.iter().map(|more| more.message.as_str()).collect();
        assert_eq!(said, ["4951 more in this file aren't shown"]);
        let many: Vec<Diagnostic> = (0..3_000)
            .map(|n| in_file(&format!("{n:04}.md"), 0, Severity::Error))
            .collect();
        let (shown, more) = bounded(&many);
        assert_eq!((shown.len(), more.len()), (MOST, 21));
        assert!(more[20].message.starts_with("1980 more in 1980 other"));
        assert_eq!(bounded(&all[..3]), (all[..3].iter().collect(), vec![]));
    }

    #[test]
    fn a_huge_name_is_no_slip_and_takes_no_memory() {
        let huge = "x".repeat(10_000_000);
        assert_eq!(did_you_mean(&huge, ["title"]), None);
        assert_eq!(did_you_mean("title", [huge.as_str()]), None);
    }

    #[test]
    fn terminal_controls_do_not_reach_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\u{202e}c"), "a [31mb c");
        assert_eq!(plain(&"x".repeat(200)).chars().count(), 121);
    }

    #[test]
    fn lines_and_columns_count_from_one() {
        assert_eq!(line_and_column("añb\ncd", 0), (1, 1));
        assert_eq!(line_and_column("añb\ncd", 3), (1, 3));
        assert_eq!(line_and_column("añb\ncd", 6), (2, 2));
        assert_eq!(line_and_column("a", 99), (1, 2));
    }
}

//! Typed reading of keys an editor wrote, in TOML or YAML.
//!
//! This exists so that front matter, registry and settings are read by one
//! rule: every problem of a file is found in one go, each at its place, and
//! an unknown key is refused with a suggestion. (Deriving `Deserialize` stops
//! at the first problem and knows no near misses.) It knows what a text, a
//! date or a list is, and none of the keys.

mod reader;
mod toml;
mod tree;
mod yaml;

pub use reader::Fields;
pub use tree::{Entry, Table, Value, ValueKind};

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::source::{SourcePath, Span};
use crate::steering::{is_steering, unsteered};

/// The formats that keys can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// TOML, between `+++`.
    Toml,
    /// YAML, between `---`.
    Yaml,
}

/// Something wrong with what was written, at a place in the text given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// A stable name for the kind of problem.
    pub code: &'static str,
    /// Whether the site can't be trusted until it is mended.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The bytes meant.
    pub span: Span,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Fault {
    /// An error.
    #[must_use]
    pub fn error(code: &'static str, span: Span, message: impl Into<String>, hint: &str) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            span,
            hint: Some(hint.to_owned()),
        }
    }

    /// The fault in the file at `path`, where the text given began at byte
    /// `offset`.
    #[must_use]
    pub fn in_file(self, path: &SourcePath, offset: usize) -> Diagnostic {
        Diagnostic {
            severity: self.severity,
            ..Diagnostic::error(self.code, self.message)
        }
        .at(Place::span(path, self.span.shifted(offset)))
        .maybe_hint(self.hint)
    }
}

/// Longest text in bytes that is parsed, and deepest nesting: parsers take
/// time that grows with the square of the depth, and no editor needs more.
const LONGEST: usize = 1 << 20;
const DEEPEST: usize = 24;

/// Parses `text`. What can't be read becomes faults; the table holds the rest.
#[must_use]
pub fn parse(text: &str, format: Format) -> (Table, Vec<Fault>) {
    if text.len() > LONGEST {
        let message = format!(
            "{} bytes of keys are more than the {LONGEST} allowed",
            text.len()
        );
        let hint = "move long text below the front matter, or into several files";
        let fault = Fault::error("too-long", Span::new(0, 1), message, hint);
        return (Table::default(), vec![fault]);
    }
    let (mut table, mut faults) = match format {
        Format::Toml => toml::parse(text),
        Format::Yaml => yaml::parse(text),
    };
    unsteer_table(&mut table, &mut faults);
    (table, faults)
}

/// Rids all text of characters that steer: escapes such as `\u0000` bring them
/// past any parser.
fn unsteer_table(table: &mut Table, faults: &mut Vec<Fault>) {
    for entry in &mut table.entries {
        unsteer_text(&mut entry.key, entry.key_span, faults);
        unsteer(&mut entry.value, faults);
    }
}

fn unsteer(value: &mut Value, faults: &mut Vec<Fault>) {
    match &mut value.kind {
        ValueKind::Text(text) => unsteer_text(text, value.span, faults),
        ValueKind::List(values) => values.iter_mut().for_each(|value| unsteer(value, faults)),
        ValueKind::Table(table) => unsteer_table(table, faults),
        _ => {}
    }
}

fn unsteer_text(text: &mut String, span: Span, faults: &mut Vec<Fault>) {
    let Some(first) = text.chars().find(|c| is_steering(*c)) else {
        return;
    };
    *text = unsteered(text).into_owned();
    let message = format!(
        "U+{:04X}, which can't be seen and steers what shows it, is left out",
        u32::from(first)
    );
    faults.push(Fault {
        severity: Severity::Warning,
        ..Fault::error("steering-character", span, message, "take it out")
    });
}

fn too_deep(span: Span) -> Fault {
    let message = format!("nested more than {DEEPEST} levels deep");
    let hint = "no key of Dateline needs so many levels; flatten it";
    Fault::error("too-deep", span, message, hint)
}

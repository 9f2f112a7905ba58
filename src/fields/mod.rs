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

use crate::diagnostic::{Diagnostic, Place};
use crate::source::{SourcePath, Span};

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
    /// What is wrong.
    pub message: String,
    /// The bytes meant.
    pub span: Span,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Fault {
    /// The fault as an error in the file at `path`, where the text given
    /// began at byte `offset`.
    #[must_use]
    pub fn in_file(self, path: &SourcePath, offset: usize) -> Diagnostic {
        Diagnostic::error(self.code, self.message)
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
        let fault = Fault {
            code: "too-long",
            message: format!(
                "{} bytes of keys are more than the {LONGEST} allowed",
                text.len()
            ),
            span: Span::new(0, 1),
            hint: Some("move long text below the front matter, or into several files".to_owned()),
        };
        return (Table::default(), vec![fault]);
    }
    match format {
        Format::Toml => toml::parse(text),
        Format::Yaml => yaml::parse(text),
    }
}

fn too_deep(span: Span) -> Fault {
    Fault {
        code: "too-deep",
        message: format!("nested more than {DEEPEST} levels deep"),
        span,
        hint: Some("no key of Dateline needs so many levels; flatten it".to_owned()),
    }
}

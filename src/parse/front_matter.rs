//! Where the front matter ends and the text begins.

use crate::fields::{self, Fault, Format, Table};
use crate::source::{Source, Span, Spanned};

/// The parts of a file, in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The format of the keys; `None` without front matter.
    format: Option<Format>,
    /// Where the keys begin.
    pub(super) keys_start: usize,
    keys_end: usize,
    /// Where the text begins.
    pub(super) body_start: usize,
    /// Whether the closing line is missing.
    is_open: bool,
}

/// Splits a file: keys between two lines `+++` (TOML) or `---` (YAML) at its
/// very start, then text.
pub(super) fn split(text: &str) -> Head {
    let none = Head {
        format: None,
        keys_start: 0,
        keys_end: 0,
        body_start: 0,
        is_open: false,
    };
    let Some(first) = text.split_inclusive('\n').next() else {
        return none;
    };
    let (format, fence) = match first.trim_end() {
        "+++" => (Format::Toml, "+++"),
        "---" => (Format::Yaml, "---"),
        _ => return none,
    };
    let mut at = first.len();
    for line in text[at..].split_inclusive('\n') {
        if line.trim_end() == fence {
            let body_start = at + line.len();
            return Head {
                format: Some(format),
                keys_start: first.len(),
                keys_end: at,
                body_start,
                is_open: false,
            };
        }
        at += line.len();
    }
    Head {
        format: Some(format),
        keys_start: first.len(),
        keys_end: first.len(),
        body_start: first.len(),
        is_open: true,
    }
}

/// The text below the front matter, without the space around it, if any is left.
pub(super) fn text(source: &Source, head: &Head) -> Option<Spanned<String>> {
    let below = &source.text[head.body_start..];
    let text = below.trim();
    let start = head.body_start + (below.len() - below.trim_start().len());
    (!text.is_empty()).then(|| Spanned {
        value: text.to_owned(),
        span: Span::new(start, start + text.len()),
    })
}

impl Head {
    /// Where the keys stand, when they are TOML and closed.
    pub(super) fn toml_keys(&self) -> Option<Span> {
        (self.format == Some(Format::Toml) && !self.is_open)
            .then(|| Span::new(self.keys_start, self.keys_end))
    }

    /// The keys of `text`, the file that was split; faults count from
    /// `keys_start`.
    pub(super) fn keys(&self, text: &str) -> (Table, Vec<Fault>) {
        let Some(format) = self.format else {
            return (Table::default(), Vec::new());
        };
        if self.is_open {
            let fault = Fault::error(
                "front-matter-open",
                Span::new(0, 0),
                "the front matter has no closing line",
                "close it with the same line that opens it, `+++` or `---`",
            );
            return (Table::default(), vec![fault]);
        }
        fields::parse(&text[self.keys_start..self.keys_end], format)
    }
}

//! YAML as a tree of values that know their place.
//!
//! Built from the parser's events rather than its own tree, so that depth is
//! bounded while parsing. Anchors and aliases are refused: they serve nobody
//! in front matter and can be made to expand without end.

use std::collections::BTreeSet;
use std::iter::Peekable;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, StrInput};

use super::{DEEPEST, Entry, Fault, Table, Value, ValueKind, too_deep};
use crate::source::Span;

type Step<'input> = Result<(Event<'input>, saphyr_parser::Span), ScanError>;

pub(super) fn parse(text: &str) -> (Table, Vec<Fault>) {
    let mut builder = Builder {
        events: Parser::new_from_str(text).peekable(),
        offsets: text
            .char_indices()
            .map(|(byte, _)| byte)
            .chain([text.len()])
            .collect(),
        faults: Vec::new(),
    };
    let table = builder.document();
    (table.unwrap_or_default(), builder.faults)
}

struct Builder<'input> {
    events: Peekable<Parser<'input, StrInput<'input>>>,
    /// Byte offset of each character: the parser counts characters.
    offsets: Vec<usize>,
    faults: Vec<Fault>,
}

/// Parsing can't go on; the reason is among the faults.
struct Stopped;

impl<'input> Builder<'input> {
    fn document(&mut self) -> Option<Table> {
        loop {
            match self.next().ok()? {
                (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
                (Event::StreamEnd | Event::DocumentEnd, _) => return None,
                (event, span) => return self.root(event, span),
            }
        }
    }

    fn root(&mut self, event: Event<'input>, span: Span) -> Option<Table> {
        let value = self.value(event, span, 0).ok()?;
        match value.kind {
            ValueKind::Table(table) => Some(table),
            ValueKind::Null => None,
            other => {
                let message = format!("expected keys and values, found {}", other.name());
                let hint = "write `key: value`, one a line";
                self.fault("bad-yaml", message, value.span, hint);
                None
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'input>, Span), Stopped> {
        let step: Option<Step<'input>> = self.events.next();
        match step {
            Some(Ok((event, span))) => Ok((event, self.bytes(span))),
            Some(Err(error)) => {
                let at = self.byte(error.marker().index());
                let message = format!("not YAML: {}", error.info());
                let hint = "put text with `:`, `#`, `[`, `{` or quotation marks in it between `'`, and indent with spaces";
                self.fault("bad-yaml", message, Span::new(at, at + 1), hint);
                Err(Stopped)
            }
            None => Err(Stopped),
        }
    }

    fn value(&mut self, event: Event<'input>, span: Span, depth: usize) -> Result<Value, Stopped> {
        if depth > DEEPEST {
            self.faults.push(too_deep(span));
            return Err(Stopped);
        }
        let (kind, end) = match event {
            Event::Scalar(text, style, _, _) => (scalar(&text, style), span.end),
            Event::SequenceStart(..) => self.list(depth)?,
            Event::MappingStart(..) => self.table(depth)?,
            Event::Alias(_) => {
                let message = "aliases aren't allowed here".to_owned();
                self.fault("bad-yaml", message, span, "write the value out");
                return Err(Stopped);
            }
            _ => return Err(Stopped),
        };
        let span = Span::new(span.start, end.max(span.end));
        Ok(Value { kind, span })
    }

    /// The rest of a list, and where it ends.
    fn list(&mut self, depth: usize) -> Result<(ValueKind, usize), Stopped> {
        let mut values = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, span) => return Ok((ValueKind::List(values), span.end)),
                (event, span) => values.push(self.value(event, span, depth + 1)?),
            }
        }
    }

    /// The rest of a table, and where it ends.
    fn table(&mut self, depth: usize) -> Result<(ValueKind, usize), Stopped> {
        let mut table = Table::default();
        // Beside the table, whose own look-up goes through all its keys.
        let mut known = BTreeSet::new();
        loop {
            let (key, key_span) = match self.next()? {
                (Event::MappingEnd, span) => return Ok((ValueKind::Table(table), span.end)),
                (Event::Scalar(key, ..), span) => (key.into_owned(), span),
                (_, span) => {
                    let hint = "write `key: value`, with a word for the key";
                    self.fault("bad-yaml", "a key must be text".to_owned(), span, hint);
                    return Err(Stopped);
                }
            };
            let (event, span) = self.next()?;
            let value = self.value(event, span, depth + 1)?;
            if known.contains(&key) {
                let message = "this key is set twice".to_owned();
                self.fault("duplicate-key", message, key_span, "keep one of the two");
            } else {
                known.insert(key.clone());
                table.entries.push(Entry {
                    key,
                    key_span,
                    value,
                });
            }
        }
    }

    fn fault(&mut self, code: &'static str, message: String, span: Span, hint: &str) {
        self.faults.push(Fault::error(code, span, message, hint));
    }

    fn bytes(&self, span: saphyr_parser::Span) -> Span {
        Span::new(self.byte(span.start.index()), self.byte(span.end.index()))
    }

    fn byte(&self, character: usize) -> usize {
        let last = self.offsets.last().copied().unwrap_or(0);
        self.offsets.get(character).copied().unwrap_or(last)
    }
}

/// A scalar by YAML's core schema; quoted ones are always text.
fn scalar(text: &str, style: ScalarStyle) -> ValueKind {
    if style != ScalarStyle::Plain {
        return ValueKind::Text(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => ValueKind::Null,
        "true" | "True" | "TRUE" => ValueKind::Bool(true),
        "false" | "False" | "FALSE" => ValueKind::Bool(false),
        _ => number(text).unwrap_or_else(|| ValueKind::Text(text.to_owned())),
    }
}

fn number(text: &str) -> Option<ValueKind> {
    let starts_as_number =
        text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'));
    if !starts_as_number {
        return None;
    }
    let integer = text.parse().map(ValueKind::Integer);
    integer.or_else(|_| text.parse().map(ValueKind::Float)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_bytes_even_after_wide_characters() {
        let text = "título: é\nn: 3\n";
        let (table, faults) = parse(text);
        assert_eq!(faults, []);
        let entry = table.get("n").expect("the key is there");
        assert_eq!(&text[entry.key_span.start..entry.key_span.end], "n");
        assert_eq!(entry.value.kind, ValueKind::Integer(3));
    }

    #[test]
    fn what_could_grow_without_end_is_refused() {
        let codes = |text: &str| {
            parse(text)
                .1
                .into_iter()
                .map(|fault| fault.code)
                .collect::<Vec<_>>()
        };
        assert_eq!(codes("a: &x [1]\nb: *x\n"), ["bad-yaml"]);
        assert_eq!(
            codes(&format!("a: {}{}", "[".repeat(30), "]".repeat(30))),
            ["too-deep"]
        );
        assert_eq!(codes("a: 1\na: 2\n"), ["duplicate-key"]);
        assert_eq!(codes("- 1\n- 2\n"), ["bad-yaml"]);
        assert_eq!(codes("a: [1\n"), ["bad-yaml"]);
    }
}

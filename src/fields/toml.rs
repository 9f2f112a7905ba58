//! TOML as a tree of values that know their place.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{DEEPEST, Entry, Fault, Table, Value, ValueKind, too_deep};
use crate::diagnostic::plain;
use crate::source::Span;

pub(super) fn parse(text: &str) -> (Table, Vec<Fault>) {
    // The parser refuses nesting beyond 80 levels by itself, in linear time.
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut faults: Vec<Fault> = errors.iter().map(fault).collect();
    let table = convert_table(table.get_ref(), 0, &mut faults);
    (table, faults)
}

fn fault(error: &toml::de::Error) -> Fault {
    let message = error.message();
    let is_duplicate = message.contains("duplicate key");
    let span = error.span().map_or(Span::new(0, 1), Span::from);
    if is_duplicate {
        let message = "this key is set twice";
        return Fault::error("duplicate-key", span, message, "keep one of the two");
    }
    let hint = "write `key = \"value\"`, one a line; a list is `[\"a\", \"b\"]`";
    Fault::error("bad-toml", span, format!("not TOML: {message}"), hint)
}

fn convert_table(table: &DeTable<'_>, depth: usize, faults: &mut Vec<Fault>) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: key.span().into(),
            value: convert(value, depth + 1, faults),
        })
        .collect();
    // The parser's map is ordered by name; an editor's order is the file's.
    entries.sort_by_key(|entry| entry.key_span);
    Table { entries }
}

fn convert(value: &Spanned<DeValue<'_>>, depth: usize, faults: &mut Vec<Fault>) -> Value {
    let span = Span::from(value.span());
    if depth > DEEPEST {
        faults.push(too_deep(span));
        return Value {
            kind: ValueKind::Null,
            span,
        };
    }
    let kind = match value.get_ref() {
        DeValue::String(text) => ValueKind::Text(text.to_string()),
        DeValue::Integer(number) => integer(number, span, faults),
        DeValue::Float(number) => number
            .to_string()
            .parse()
            .map_or(ValueKind::Null, ValueKind::Float),
        DeValue::Boolean(value) => ValueKind::Bool(*value),
        DeValue::Datetime(date) => ValueKind::Text(date.to_string()),
        DeValue::Array(values) => ValueKind::List(
            values
                .iter()
                .map(|value| convert(value, depth + 1, faults))
                .collect(),
        ),
        DeValue::Table(table) => ValueKind::Table(convert_table(table, depth, faults)),
    };
    Value { kind, span }
}

fn integer(number: &toml::de::DeInteger<'_>, span: Span, faults: &mut Vec<Fault>) -> ValueKind {
    i64::from_str_radix(number.as_str(), number.radix()).map_or_else(
        |_| {
            let message = format!(
                "{} is out of range for a whole number",
                plain(number.as_str())
            );
            let hint = "put it between quotation marks if it is text";
            faults.push(Fault::error("bad-toml", span, message, hint));
            ValueKind::Null
        },
        ValueKind::Integer,
    )
}

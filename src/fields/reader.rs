//! Keys taken from a table by type, one after the other.

use super::{Fault, Table, Value, ValueKind};
use crate::date::{Moment, When};
use crate::diagnostic::{did_you_mean, plain};
use crate::entity::{EntityId, Kind};
use crate::source::{Span, Spanned};

/// What a value may have to be.
const TEXT: &str = "text";
const TRUE_OR_FALSE: &str = "true or false";

/// Reads a table key by key; what has the wrong type becomes a fault, and what
/// was never asked for is an unknown key once [`Fields::finish`] is called.
pub struct Fields<'t, 'f> {
    table: &'t Table,
    what: &'static str,
    asked: Vec<&'static str>,
    most: usize,
    faults: &'f mut Vec<Fault>,
}

impl<'t, 'f> Fields<'t, 'f> {
    /// Reads `table`, which is `what` in messages: "the front matter of an article".
    #[must_use]
    pub fn new(table: &'t Table, what: &'static str, faults: &'f mut Vec<Fault>) -> Self {
        Self {
            table,
            what,
            asked: Vec::new(),
            most: usize::MAX,
            faults,
        }
    }

    /// The same, with at most `most` entries in any list: what comes from
    /// strangers must not make work without end.
    #[must_use]
    pub fn at_most(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// Reports every key that was not asked for.
    pub fn finish(self) {
        for entry in &self.table.entries {
            if self.asked.contains(&entry.key.as_str()) {
                continue;
            }
            let hint = did_you_mean(&entry.key, self.asked.iter().copied()).map_or_else(
                || format!("known keys: {}", self.asked.join(", ")),
                |known| format!("did you mean `{known}`?"),
            );
            let message = format!("unknown key `{}` in {}", plain(&entry.key), self.what);
            let fault = Fault::error("unknown-key", entry.key_span, message, &hint);
            self.faults.push(fault);
        }
    }

    /// Reports a fault of meaning at a place in this table.
    pub fn fault(&mut self, code: &'static str, span: Span, message: String, hint: &str) {
        self.faults.push(Fault::error(code, span, message, hint));
    }

    /// Text, or a number as text; blank text counts as none.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let value = self.value(key)?;
        let text = match &value.kind {
            ValueKind::Text(text) => text.clone(),
            ValueKind::Integer(number) => number.to_string(),
            ValueKind::Float(number) => number.to_string(),
            _ => return self.wrong_type(key, value, TEXT),
        };
        // `summary = ""` is a place to write, not a summary.
        (!text.trim().is_empty()).then_some(Spanned {
            value: text,
            span: value.span,
        })
    }

    /// Text without its place.
    pub fn string(&mut self, key: &'static str) -> Option<String> {
        self.text(key).map(|text| text.value)
    }

    /// `true` or `false`; `false` when absent.
    pub fn flag(&mut self, key: &'static str) -> bool {
        self.switch(key).unwrap_or(false)
    }

    /// True or false, where nothing said need not mean false.
    pub fn switch(&mut self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        match value.kind {
            ValueKind::Bool(flag) => Some(flag),
            _ => self.wrong_type(key, value, TRUE_OR_FALSE),
        }
    }

    /// A whole number from `least` up.
    pub fn count(&mut self, key: &'static str, least: usize) -> Option<usize> {
        let value = self.value(key)?;
        match value.kind {
            ValueKind::Integer(number) if usize::try_from(number).is_ok_and(|n| n >= least) => {
                usize::try_from(number).ok()
            }
            _ => self.wrong_type(key, value, &format!("a whole number from {least} up")),
        }
    }

    /// A number from 0 to 1.
    pub fn share(&mut self, key: &'static str) -> Option<f64> {
        let value = self.value(key)?;
        match value.kind {
            ValueKind::Float(number) if (0.0..=1.0).contains(&number) => Some(number),
            ValueKind::Integer(0) => Some(0.0),
            ValueKind::Integer(1) => Some(1.0),
            _ => self.wrong_type(key, value, "a number from 0 to 1"),
        }
    }

    /// A publication date.
    pub fn moment(&mut self, key: &'static str) -> Option<Spanned<Moment>> {
        let text = self.text(key)?;
        let Some(moment) = Moment::parse(&text.value) else {
            let message = format!("`{key}` is not a date: {}", plain(&text.value));
            self.fault("bad-date", text.span, message, "write it as year-month-day, such as 2016-02-08, if need be with a time, such as 2016-02-08T09:30:00Z");
            return None;
        };
        Some(Spanned {
            value: moment,
            span: text.span,
        })
    }

    /// A date of any precision, in Extended Date/Time Format.
    pub fn when(&mut self, key: &'static str) -> Option<When> {
        let text = self.text(key)?;
        let when = When::parse_edtf(&text.value);
        if when.is_none() {
            let message = format!("`{key}` is not a date: {}", plain(&text.value));
            self.fault("bad-date", text.span, message, "write it as 2016-02-08, 2016-02, 2016, 2016-21 (spring), 2015-03~ (about) or ../2016-02-22 (by)");
        }
        when
    }

    /// An entity's id, `kind/slug`.
    pub fn entity_id(&mut self, key: &'static str) -> Option<EntityId> {
        let text = self.text(key)?;
        self.read_entity_id(&text).map(|id| id.value)
    }

    /// A kind of entity.
    pub fn kind(&mut self, key: &'static str) -> Option<Kind> {
        let text = self.text(key)?;
        let kind = Kind::parse(&text.value);
        if kind.is_none() {
            let names = Kind::ALL.map(Kind::name);
            let hint = did_you_mean(&text.value, names).map_or_else(
                || format!("one of {}", names.join(", ")),
                |name| format!("did you mean `{name}`?"),
            );
            self.fault(
                "bad-kind",
                text.span,
                format!("no kind of entity is called {}", plain(&text.value)),
                &hint,
            );
        }
        kind
    }

    /// A list of texts; a single text counts as a list of one.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        match &value.kind {
            ValueKind::List(values) => self
                .first_of(key, values, value.span)
                .iter()
                .filter_map(|value| self.as_text(key, value))
                .collect(),
            _ => self.as_text(key, value).into_iter().collect(),
        }
    }

    /// A list of texts without their places.
    pub fn strings(&mut self, key: &'static str) -> Vec<String> {
        self.texts(key).into_iter().map(|text| text.value).collect()
    }

    /// A list of entity ids.
    pub fn entity_ids(&mut self, key: &'static str) -> Vec<Spanned<EntityId>> {
        let texts = self.texts(key);
        texts
            .iter()
            .filter_map(|text| self.read_entity_id(text))
            .collect()
    }

    /// Names and the entity ids they stand for.
    pub fn entity_id_table(&mut self, key: &'static str) -> Vec<(String, Spanned<EntityId>)> {
        let Some(table) = self.table(key) else {
            return Vec::new();
        };
        let mut pairs = Vec::new();
        let span = table.entries.first().map(|entry| entry.key_span);
        for entry in self.first_of(key, &table.entries, span.unwrap_or(Span::new(0, 0))) {
            let text = self.as_text(key, &entry.value);
            let id = text.and_then(|text| self.read_entity_id(&text));
            pairs.extend(id.map(|id| (entry.key.clone(), id)));
        }
        pairs
    }

    /// A table.
    pub fn table(&mut self, key: &'static str) -> Option<&'t Table> {
        let value = self.value(key)?;
        match &value.kind {
            ValueKind::Table(table) => Some(table),
            _ => self.wrong_type(key, value, "a table"),
        }
    }

    /// A list of tables; a single table counts as a list of one.
    pub fn tables(&mut self, key: &'static str) -> Vec<&'t Table> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        match &value.kind {
            ValueKind::Table(table) => vec![table],
            ValueKind::List(values) => self
                .first_of(key, values, value.span)
                .iter()
                .filter_map(|value| self.as_table(key, value))
                .collect(),
            _ => self
                .wrong_type(key, value, "a list of tables")
                .unwrap_or_default(),
        }
    }

    /// Whether the value is text, where it may be something else.
    #[must_use]
    pub fn is_text(&self, key: &str) -> bool {
        let entry = self.table.get(key);
        entry.is_some_and(|entry| matches!(entry.value.kind, ValueKind::Text(_)))
    }

    /// Any value, unread.
    pub fn value(&mut self, key: &'static str) -> Option<&'t Value> {
        self.asked.push(key);
        let entry = self.table.get(key)?;
        (entry.value.kind != ValueKind::Null).then_some(&entry.value)
    }

    /// Reads a table inside this one by the same rules.
    pub fn nested<'n>(&mut self, table: &'n Table, what: &'static str) -> Fields<'n, '_> {
        Fields {
            table,
            what,
            asked: Vec::new(),
            most: self.most,
            faults: self.faults,
        }
    }

    /// As many of a list's entries as it may have.
    fn first_of<'l, T>(&mut self, key: &str, list: &'l [T], span: Span) -> &'l [T] {
        if list.len() <= self.most {
            return list;
        }
        let message = format!(
            "`{key}` has {} entries, more than the {} allowed",
            list.len(),
            self.most
        );
        self.fault("too-many", span, message, "keep those that readers need");
        &list[..self.most]
    }

    fn as_text(&mut self, key: &str, value: &Value) -> Option<Spanned<String>> {
        match &value.kind {
            ValueKind::Text(text) => Some(Spanned {
                value: text.clone(),
                span: value.span,
            }),
            ValueKind::Integer(number) => Some(Spanned {
                value: number.to_string(),
                span: value.span,
            }),
            _ => self.wrong_type(key, value, TEXT),
        }
    }

    fn as_table(&mut self, key: &str, value: &'t Value) -> Option<&'t Table> {
        match &value.kind {
            ValueKind::Table(table) => Some(table),
            _ => self.wrong_type(key, value, "a table"),
        }
    }

    fn read_entity_id(&mut self, text: &Spanned<String>) -> Option<Spanned<EntityId>> {
        let id = EntityId::parse(&text.value);
        if id.is_none() {
            let message = format!("not an entity's id: {}", plain(&text.value));
            self.fault(
                "bad-entity-id",
                text.span,
                message,
                "an id is `kind/slug`, such as `person/ash-carter`",
            );
        }
        id.map(|value| Spanned {
            value,
            span: text.span,
        })
    }

    fn wrong_type<T>(&mut self, key: &str, value: &Value, expected: &str) -> Option<T> {
        let message = format!("`{key}` must be {expected}, not {}", value.kind.name());
        let hint = match (expected, &value.kind) {
            (TEXT, _) => "put it between quotation marks".to_owned(),
            (TRUE_OR_FALSE, _) => "write `true` or `false`, without quotation marks".to_owned(),
            (_, ValueKind::Text(_)) => format!("write {expected}, without quotation marks"),
            _ => format!("write {expected}, or leave the key out"),
        };
        let fault = Fault::error("wrong-type", value.span, message, &hint);
        self.faults.push(fault);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::{Format, parse};

    fn check(text: &str, format: Format, expected: &[(&str, &str)]) {
        let (table, mut faults) = parse(text, format);
        let mut fields = Fields::new(&table, "a test", &mut faults);
        fields.text("title");
        fields.moment("date");
        fields.flag("draft");
        fields.texts("tags");
        fields.finish();
        let found: Vec<_> = faults
            .iter()
            .map(|fault| {
                (
                    fault.code,
                    &text[fault.span.start..fault.span.end.min(text.len())],
                )
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn good_keys_make_no_fault() {
        check(
            "title = 'a'\ndate = 2016-02-08\ndraft = true\ntags = ['x']",
            Format::Toml,
            &[],
        );
        check(
            "title: a\ndate: 2016-02-08\ndraft: true\ntags: x",
            Format::Yaml,
            &[],
        );
        check("", Format::Toml, &[]);
        check("# nothing\n", Format::Yaml, &[]);
    }

    #[test]
    fn blank_text_is_none() {
        let (table, mut faults) = parse("title = ' '\ntext = 'x'", Format::Toml);
        let mut fields = Fields::new(&table, "a test", &mut faults);
        assert_eq!(
            (fields.string("title"), fields.string("text")),
            (None, Some("x".to_owned()))
        );
    }

    #[test]
    fn every_fault_is_found_at_its_place() {
        let faults = [
            ("wrong-type", "[1]"),
            ("bad-date", "'8/2/16'"),
            ("wrong-type", "'no'"),
            ("unknown-key", "tilte"),
        ];
        check(
            "tilte = 'a'\ntitle = [1]\ndate = '8/2/16'\ndraft = 'no'",
            Format::Toml,
            &faults,
        );
        check(
            "tilte: a\ntitle: [1]\ndate: '8/2/16'\ndraft: 'no'",
            Format::Yaml,
            &faults,
        );
    }

    #[test]
    fn broken_text_is_a_fault_and_not_a_panic() {
        check("title = ", Format::Toml, &[("bad-toml", "")]);
        check(
            "title = 'a'\ntitle = 'b'",
            Format::Toml,
            &[("duplicate-key", "title")],
        );
    }
}

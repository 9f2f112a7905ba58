//! Lists of names in the text of a TOML file, changed without touching the
//! rest of the file.
//!
//! The parser says where each item stands; what stands between them, such as
//! comments and the editor's own line breaks, is kept byte for byte.

use crate::fields::{self, Format, Table, Value, ValueKind};
use crate::source::Span;

/// What a line of a list is set in by when no other line shows it.
const INDENT: &str = "    ";

/// `name` as a TOML string. It holds no control characters.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The keys of a text that is whole: where the parser had to guess, nothing is
/// changed.
pub(super) fn parsed(text: &str) -> Option<Table> {
    let (table, faults) = fields::parse(text, Format::Toml);
    faults.is_empty().then_some(table)
}

/// How lines end in `text`.
pub(super) fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Where the line that holds byte `at` ends, without its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let line = &text[at..end];
    at + line.trim_end_matches('\r').len()
}

/// Where the line that holds byte `at` begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |before| before + 1)
}

/// A list of names, one a line.
pub(super) fn one_a_line(names: &[&str], newline: &str) -> String {
    if names.is_empty() {
        return "[]".to_owned();
    }
    let line = |name: &&str| format!("{INDENT}{},", quoted(name));
    let lines: Vec<String> = names.iter().map(line).collect();
    format!("[{newline}{}{newline}]", lines.join(newline))
}

/// The text with `name` as the last item of `list`. `None` when `list` is none.
pub(super) fn append(text: &str, list: &Value, name: &str) -> Option<String> {
    let items = items(list)?;
    let quoted = quoted(name);
    let Some(before) = items.last() else {
        return Some(spliced(text, list.span.start + 1, &quoted));
    };
    let end = before.span.end;
    if !is_alone(text, before.span) {
        return Some(spliced(text, end, &format!(", {quoted}")));
    }
    let indent = &text[line_start(text, before.span.start)..before.span.start];
    let line_end = line_end(text, end);
    let newline = newline(text);
    if line_end >= list.span.end {
        return Some(spliced(text, end, &format!(",{newline}{indent}{quoted}")));
    }
    let has_comma = text[end..].trim_start().starts_with(',');
    let with_line = spliced(text, line_end, &format!("{newline}{indent}{quoted},"));
    Some(if has_comma {
        with_line
    } else {
        spliced(&with_line, end, ",")
    })
}

/// The text with `name` in its place by the alphabet in `list`, one name a
/// line. A list that has several on a line, and no comments, is written anew.
/// `None` when `list` isn't a list of texts.
pub(super) fn insert(text: &str, list: &Value, name: &str) -> Option<String> {
    let items = items(list)?;
    let mut names: Vec<&str> = names(items)?;
    if !items.iter().all(|item| is_alone(text, item.span)) || items.is_empty() {
        if has_comments(text, list, items) {
            return append(text, list, name);
        }
        names.push(name);
        names.sort_by_key(|name| order(name));
        return Some(replaced(text, list, &names));
    }
    let after = names
        .iter()
        .position(|other| order(other) > order(name))
        .map(|index| items[index].span);
    let Some(after) = after else {
        return append(text, list, name);
    };
    let start = line_start(text, after.start);
    let indent = &text[start..after.start];
    let line = format!("{indent}{},{}", quoted(name), newline(text));
    // Comments on lines of their own belong to the item below them.
    let mut at = start;
    while at > list.span.start {
        let above = line_start(text, at - 1);
        if !text[above..at].trim_start().starts_with('#') {
            break;
        }
        at = above;
    }
    Some(spliced(text, at, &line))
}

/// The text without the items of `list` that `is_meant` picks. `None` when
/// that can't be done line by line.
pub(super) fn remove(text: &str, list: &Value, is_meant: impl Fn(&str) -> bool) -> Option<String> {
    let items = items(list)?;
    let names = names(items)?;
    let rest: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| !is_meant(name))
        .collect();
    if !has_comments(text, list, items) {
        return Some(replaced(text, list, &rest));
    }
    let mut text = text.to_owned();
    for (item, name) in items.iter().zip(&names).rev() {
        if !is_meant(name) {
            continue;
        }
        let (start, end) = (
            line_start(&text, item.span.start),
            text[item.span.end..].find('\n')? + item.span.end + 1,
        );
        if !is_alone(&text, item.span) || end >= list.span.end {
            return None;
        }
        text.replace_range(start..end, "");
    }
    Some(text)
}

/// What names are sorted by.
fn order(name: &str) -> (String, String) {
    (name.to_lowercase(), name.to_owned())
}

fn items(list: &Value) -> Option<&[Value]> {
    match &list.kind {
        ValueKind::List(items) => Some(items),
        _ => None,
    }
}

fn names(items: &[Value]) -> Option<Vec<&str>> {
    items
        .iter()
        .map(|item| match &item.kind {
            ValueKind::Text(name) => Some(name.as_str()),
            _ => None,
        })
        .collect()
}

/// Whether nothing stands before an item on its line.
fn is_alone(text: &str, item: Span) -> bool {
    let start = line_start(text, item.start);
    text[start..item.start].trim().is_empty()
}

fn has_comments(text: &str, list: &Value, items: &[Value]) -> bool {
    let starts = items.iter().map(|item| item.span.start);
    let ends = items.iter().map(|item| item.span.end);
    let mut gaps = [list.span.start]
        .into_iter()
        .chain(ends)
        .zip(starts.chain([list.span.end]));
    gaps.any(|(start, end)| text[start..end].contains('#'))
}

fn replaced(text: &str, list: &Value, names: &[&str]) -> String {
    let mut changed = text.to_owned();
    changed.replace_range(
        list.span.start..list.span.end,
        &one_a_line(names, newline(text)),
    );
    changed
}

pub(super) fn spliced(text: &str, at: usize, addition: &str) -> String {
    let mut changed = text.to_owned();
    changed.insert_str(at, addition);
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Value {
        parsed(text).unwrap().get("a").unwrap().value.clone()
    }

    fn check(change: impl Fn(&str, &Value) -> Option<String>, text: &str, expected: &str) {
        let changed = change(text, &list(text)).unwrap();
        assert_eq!(changed, expected);
        list(&changed);
    }

    #[test]
    fn an_item_is_added_at_the_end() {
        let add = |text: &str, list: &Value| append(text, list, "X \"y\"");
        check(add, "a = [] # b\n", "a = [\"X \\\"y\\\"\"] # b\n");
        check(add, "a = ['n']", "a = ['n', \"X \\\"y\\\"\"]");
        check(add, "a = ['n', ]", "a = ['n', \"X \\\"y\\\"\", ]");
        check(
            add,
            "a = [\n  'n', # why\n  # end\n]\n",
            "a = [\n  'n', # why\n  \"X \\\"y\\\"\",\n  # end\n]\n",
        );
        check(
            add,
            "a = [\r\n  'n' # why\r\n]\r\n",
            "a = [\r\n  'n', # why\r\n  \"X \\\"y\\\"\",\r\n]\r\n",
        );
        check(
            add,
            "a = [\n  { text = 'n' }]\n",
            "a = [\n  { text = 'n' },\n  \"X \\\"y\\\"\"]\n",
        );
    }

    #[test]
    fn a_name_is_put_in_its_place() {
        let add = |text: &str, list: &Value| insert(text, list, "Lead");
        check(add, "a = []", "a = [\n    \"Lead\",\n]");
        check(
            add,
            "a = [\"Reading\", \"bath\"]\nb = 1\n",
            "a = [\n    \"bath\",\n    \"Lead\",\n    \"Reading\",\n]\nb = 1\n",
        );
        check(
            add,
            "a = [\n  \"Bath\", # the tub\n  # The verb.\n  \"Reading\",\n]\n",
            "a = [\n  \"Bath\", # the tub\n  \"Lead\",\n  # The verb.\n  \"Reading\",\n]\n",
        );
        check(
            add,
            "a = [\n  # The tub.\n  \"Bath\"\n]\n",
            "a = [\n  # The tub.\n  \"Bath\",\n  \"Lead\",\n]\n",
        );
        check(
            add,
            "a = [ # words\n  \"Bath\", \"Reading\",\n]\n",
            "a = [ # words\n  \"Bath\", \"Reading\", \"Lead\",\n]\n",
        );
    }

    #[test]
    fn a_name_is_taken_out() {
        let take = |text: &str, list: &Value| remove(text, list, |name| name == "Lead");
        check(take, "a = [\"Lead\"]\n", "a = []\n");
        check(
            take,
            "a = [\n  \"Bath\", # the tub\n  \"Lead\", # metal\n  \"Reading\",\n]\n",
            "a = [\n  \"Bath\", # the tub\n  \"Reading\",\n]\n",
        );
        let hard = "a = [ # words\n  \"Bath\", \"Lead\"]\n";
        assert_eq!(take(hard, &list(hard)), None);
    }

    #[test]
    fn only_names_can_be_sorted() {
        for text in ["a = 1", "a = [1]"] {
            assert_eq!(insert(text, &list(text), "x"), None, "{text}");
        }
    }
}

//! The list of names that are none: `entities.ignore` in `dateline.toml`.
//!
//! It stays where settings are, rather than in a file of its own, so that
//! there is one list and one place to look.

use super::{Edit, Refusal, list_text};
use crate::config::{self, Settings};
use crate::fields::ValueKind;
use crate::source::{Source, SourcePath};

/// The file that holds it.
pub(super) const SETTINGS: &str = "dateline.toml";

/// The settings without `name` in the ignore list; `None` when it isn't there.
///
/// # Errors
/// When the list is written in a way that can't be changed safely.
pub fn unignore(settings: Option<&Source>, name: &str) -> Result<Option<Edit>, Refusal> {
    let Some(source) = settings else {
        return Ok(None);
    };
    let (read, _) = config::read(source);
    if !is_ignored(&read, name) {
        return Ok(None);
    }
    let is_meant = |other: &str| is_same(other, name);
    let table = list_text::parsed(&source.text);
    let text = table
        .as_ref()
        .and_then(|table| table.get("entities"))
        .and_then(|entities| match &entities.value.kind {
            ValueKind::Table(entities) => entities.get("ignore"),
            _ => None,
        })
        .and_then(|ignore| list_text::remove(&source.text, &ignore.value, is_meant));
    let wanted = Settings {
        ignore: read
            .ignore
            .iter()
            .filter(|other| !is_meant(other))
            .cloned()
            .collect(),
        ..read
    };
    let edit = text.and_then(|text| safe(source, text, &wanted));
    edit.map(Some).ok_or_else(|| {
        Refusal::new(
            format!("`{name}` is in the ignore list, and the list can't be changed safely"),
            format!("take `{name}` out of `ignore` in `{SETTINGS}` by hand"),
        )
    })
}

/// The settings with `name` in the ignore list.
pub(super) fn ignore(settings: Option<&Source>, name: &str) -> Result<Edit, Refusal> {
    let source = settings.cloned().unwrap_or_else(|| Source {
        path: SourcePath::new(SETTINGS),
        text: "".into(),
    });
    let (read, _) = config::read(&source);
    let mut wanted = read.clone();
    wanted.ignore.push(name.to_owned());
    with_name(&source.text, name)
        .and_then(|text| safe(&source, text, &wanted))
        .ok_or_else(|| {
            Refusal::new(
                format!("the ignore list in `{SETTINGS}` can't be changed safely"),
                format!(
                    "add {} to `ignore` under `[entities]` by hand; `dateline check` says what is wrong in the file",
                    list_text::quoted(name)
                ),
            )
        })
}

pub(super) fn is_ignored(settings: &Settings, name: &str) -> bool {
    settings.ignore.iter().any(|other| is_same(other, name))
}

fn is_same(a: &str, b: &str) -> bool {
    super::names::key(a) == super::names::key(b)
}

fn with_name(text: &str, name: &str) -> Option<String> {
    let table = list_text::parsed(text)?;
    let newline = list_text::newline(text);
    let list = format!("ignore = {}", list_text::one_a_line(&[name], newline));
    let Some(entities) = table.get("entities") else {
        let gap = match text {
            "" => "",
            text if text.ends_with('\n') => newline,
            _ => &newline.repeat(2),
        };
        return Some(format!("{text}{gap}[entities]{newline}{list}{newline}"));
    };
    let ValueKind::Table(keys) = &entities.value.kind else {
        return None;
    };
    if let Some(ignore) = keys.get("ignore") {
        return list_text::insert(text, &ignore.value, name);
    }
    // Only below a header of its own can a line be added.
    let line = list_text::line_start(text, entities.key_span.start);
    if !text[line..].trim_start().starts_with('[') {
        return None;
    }
    let end = keys
        .entries
        .iter()
        .map(|entry| entry.value.span.end)
        .max()
        .unwrap_or(entities.key_span.end);
    let at = list_text::line_end(text, end);
    Some(list_text::spliced(text, at, &format!("{newline}{list}")))
}

/// The edit, if the new text says what is wanted and nothing else.
fn safe(source: &Source, text: String, wanted: &Settings) -> Option<Edit> {
    let faults = |source: &Source| config::read(source).1.len();
    let changed = Source {
        path: source.path.clone(),
        text: text.as_str().into(),
    };
    let (mut read, _) = config::read(&changed);
    let mut wanted = wanted.clone();
    read.ignore.sort();
    wanted.ignore.sort();
    (read == wanted && faults(&changed) <= faults(source)).then_some(Edit {
        path: changed.path,
        text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> Source {
        Source {
            path: SourcePath::new(SETTINGS),
            text: text.into(),
        }
    }

    fn check(text: &str, expected: Option<&str>) {
        let edit = ignore(Some(&settings(text)), "Lead").ok();
        assert_eq!(edit.as_ref().map(|edit| edit.text.as_str()), expected);
    }

    #[test]
    fn the_list_is_made_where_there_is_none() {
        let list = "[entities]\nignore = [\n    \"Lead\",\n]\n";
        assert_eq!(ignore(None, "Lead").unwrap().text, list);
        check("title = \"A\"\n", Some(&format!("title = \"A\"\n\n{list}")));
        check("title = \"A\"", Some(&format!("title = \"A\"\n\n{list}")));
        check(
            "[entities] # names\n\n[extra]\n",
            Some("[entities] # names\nignore = [\n    \"Lead\",\n]\n\n[extra]\n"),
        );
        check(
            "[entities]\nthreshold = 0.7 # sure\n[extra]\n",
            Some("[entities]\nthreshold = 0.7 # sure\nignore = [\n    \"Lead\",\n]\n[extra]\n"),
        );
    }

    #[test]
    fn the_list_that_is_there_grows() {
        check(
            "entities = { ignore = [\"Bath\"] }\n",
            Some("entities = { ignore = [\n    \"Bath\",\n    \"Lead\",\n] }\n"),
        );
        check(
            "[entities]\r\nignore = [\r\n  \"Bath\",\r\n]\r\n",
            Some("[entities]\r\nignore = [\r\n  \"Bath\",\r\n  \"Lead\",\r\n]\r\n"),
        );
    }

    #[test]
    fn what_is_not_safe_is_left_alone() {
        for text in [
            "entities = { threshold = 0.7 }\n",
            "entities.threshold = 0.7\n",
            "entities = 3\n",
            "[entities]\nignore = [1]\n",
            "[entities]\nignore = [\n",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_name_leaves_the_list() {
        let unignored =
            |text| unignore(Some(&settings(text)), "lead").map(|edit| edit.map(|edit| edit.text));
        assert_eq!(
            unignored("[entities]\nignore = [\"Bath\", \"Lead\"]\n"),
            Ok(Some(
                "[entities]\nignore = [\n    \"Bath\",\n]\n".to_owned()
            ))
        );
        assert_eq!(unignored("title = \"A\"\n"), Ok(None));
        assert!(unignored("[entities]\nignore = [ # a\n \"Bath\", \"Lead\"]\n").is_err());
    }
}

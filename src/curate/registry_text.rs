//! Entries and aliases written into the text of the registry's files.
//!
//! A change is given back only when the file, read again, says just what it
//! said before and the change: whatever an editor's layout may do to it, a
//! wrong file is never written.

use super::Edit;
use super::list_text::{self, line_end, line_start, quoted, spliced};
use crate::entity::{Alias, Entity, EntityId, Kind};
use crate::fields::{Table, ValueKind};
use crate::parse;
use crate::slug::slugify;
use crate::source::{Source, SourcePath, Span};

/// The table that accepted names are written into.
pub(super) const ACCEPTED: &str = "content/entities/accepted.toml";

/// What stands at its head when it is made.
const HEAD: &str = "# Names accepted with `dateline entities --accept`, by id.\n";

/// An entry to be written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub(super) id: &'a EntityId,
    pub(super) name: &'a str,
    pub(super) alias: Option<&'a str>,
}

/// The table of accepted names with one more entry, in its place by id.
/// `None` when the file can't be changed safely.
pub(super) fn with_entry(accepted: Option<&Source>, entry: Entry<'_>) -> Option<Edit> {
    let source = accepted.cloned().unwrap_or_else(|| Source {
        path: SourcePath::new(ACCEPTED),
        text: HEAD.into(),
    });
    let text = spliced_entry(&source.text, entry)?;
    safe(&source, text, |entities| {
        let mut new = Entity::named(
            entry.id.clone(),
            entry.name,
            crate::entity::Origin::Registry,
        );
        new.aliases.extend(entry.alias.map(Alias::new));
        entities.push(new);
    })
}

/// The file with `alias` as one more name of its entity `id`. `None` when it
/// can't be changed safely.
pub(super) fn with_alias(source: &Source, id: &EntityId, alias: &str) -> Option<Edit> {
    let text = if source.path.extension().eq_ignore_ascii_case("toml") {
        let table = list_text::parsed(&source.text)?;
        let entry = entries(&table)?
            .into_iter()
            .find(|entry| id_of(entry).as_ref() == Some(id))?;
        aliased(&source.text, entry, alias)?
    } else {
        let keys = parse::toml_front_matter(&source.text)?;
        let head = &source.text[keys.start..keys.end];
        let table = list_text::parsed(head)?;
        let head = aliased(head, &table, alias)?;
        format!(
            "{}{head}{}",
            &source.text[..keys.start],
            &source.text[keys.end..]
        )
    };
    safe(source, text, |entities| {
        if let Some(entity) = entities.iter_mut().find(|entity| entity.id == *id) {
            entity.aliases.push(Alias::new(alias));
        }
    })
}

fn spliced_entry(text: &str, entry: Entry<'_>) -> Option<String> {
    let table = list_text::parsed(text)?;
    let newline = list_text::newline(text);
    let block = block(entry, newline);
    let after = entries(&table)?
        .into_iter()
        .find(|other| id_of(other).is_some_and(|other| other > *entry.id));
    let Some(after) = after else {
        let text = text.trim_end_matches(['\n', '\r', ' ', '\t']);
        let gap = if text.is_empty() {
            String::new()
        } else {
            newline.repeat(2)
        };
        return Some(format!("{text}{gap}{block}"));
    };
    let at = start_of(text, after)?;
    Some(spliced(text, at, &format!("{block}{newline}")))
}

/// An entry as text. Its id stands there only when name and kind don't make it.
fn block(entry: Entry<'_>, newline: &str) -> String {
    let kind = entry.id.kind();
    let mut lines = vec!["[[entity]]".to_owned()];
    if made_id(kind, entry.name) != *entry.id {
        lines.push(format!("id = {}", quoted(entry.id.as_str())));
    }
    lines.push(format!("name = {}", quoted(entry.name)));
    lines.push(format!("kind = {}", quoted(kind.name())));
    lines.extend(
        entry
            .alias
            .map(|alias| format!("aliases = [{}]", quoted(alias))),
    );
    lines.push(String::new());
    lines.join(newline)
}

/// Where an entry's header begins, with the comments that stand right above it.
fn start_of(text: &str, entry: &Table) -> Option<usize> {
    let first = entry.entries.first()?.key_span.start;
    let mut at = line_start(text, first);
    // Up to the header, past blank lines and comments, then past the comments
    // that belong to it.
    let mut is_below_header = true;
    while at > 0 {
        let above = line_start(text, at - 1);
        let line = text[above..at].trim();
        if is_below_header {
            let is_between = line.is_empty() || line.starts_with('#');
            let is_header = line.starts_with("[[");
            if !is_between && !is_header {
                return None;
            }
            is_below_header = !is_header;
        } else if !line.starts_with('#') {
            break;
        }
        at = above;
    }
    (!is_below_header).then_some(at)
}

fn aliased(text: &str, entry: &Table, alias: &str) -> Option<String> {
    if let Some(aliases) = entry.get("aliases") {
        return list_text::append(text, &aliases.value, alias);
    }
    let before = ["kind", "name", "id"]
        .into_iter()
        .find_map(|key| entry.get(key))?;
    let at = line_end(text, before.value.span.end);
    let newline = list_text::newline(text);
    let line = format!("{newline}aliases = [{}]", quoted(alias));
    Some(spliced(text, at, &line))
}

fn entries(table: &Table) -> Option<Vec<&Table>> {
    let Some(entities) = table.get("entity") else {
        return Some(Vec::new());
    };
    let ValueKind::List(entities) = &entities.value.kind else {
        return None;
    };
    entities
        .iter()
        .map(|entity| match &entity.kind {
            ValueKind::Table(table) => Some(table),
            _ => None,
        })
        .collect()
}

fn id_of(entry: &Table) -> Option<EntityId> {
    let text = |key| match &entry.get(key)?.value.kind {
        ValueKind::Text(text) => Some(text.as_str()),
        _ => None,
    };
    text("id").and_then(EntityId::parse).or_else(|| {
        let kind = Kind::parse(text("kind")?)?;
        Some(made_id(kind, text("name")?))
    })
}

/// The id that reading a table gives to a name of a kind.
fn made_id(kind: Kind, name: &str) -> EntityId {
    EntityId::for_name(kind, &slugify(name))
}

/// The edit, if the new text reads as the old one with `change` made to it.
fn safe(source: &Source, text: String, change: impl FnOnce(&mut Vec<Entity>)) -> Option<Edit> {
    let changed = Source {
        path: source.path.clone(),
        text: text.as_str().into(),
    };
    let (mut wanted, faults_before) = parse::registry(source);
    let (mut read, faults) = parse::registry(&changed);
    change(&mut wanted);
    for entities in [&mut wanted, &mut read] {
        for entity in entities.iter_mut() {
            entity.place = None;
            for text in &mut entity.description {
                text.span = Span::new(0, 0);
            }
        }
        entities.sort_by(|a, b| a.id.cmp(&b.id));
    }
    (read == wanted && faults.len() <= faults_before.len()).then_some(Edit {
        path: changed.path,
        text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Source {
        Source {
            path: SourcePath::new(path),
            text: text.into(),
        }
    }

    fn entered(text: &str, name: &str, kind: Kind, alias: Option<&str>) -> Option<String> {
        let id = EntityId::for_name(kind, name);
        let entry = Entry {
            id: &id,
            name,
            alias,
        };
        with_entry(Some(&file(ACCEPTED, text)), entry).map(|edit| edit.text)
    }

    fn aliased(path: &str, text: &str, id: &str) -> Option<String> {
        let id = EntityId::parse(id).unwrap();
        with_alias(&file(path, text), &id, "X").map(|edit| edit.text)
    }

    const TWO: &str = "\
# Names.

# The secretary.
[[entity]]
name = \"Ash Carter\" # of Defense
kind = \"person\"

[[entity]]
id = \"place/ottawa-ontario\"
name = \"Ottawa\"
";

    #[test]
    fn a_table_is_begun() {
        let id = EntityId::parse("place/united-states").unwrap();
        let entry = Entry {
            id: &id,
            name: "United States",
            alias: Some("the \"States\""),
        };
        assert_eq!(
            with_entry(None, entry).unwrap().text,
            "# Names accepted with `dateline entities --accept`, by id.\n\n[[entity]]\nname = \"United States\"\nkind = \"place\"\naliases = [\"the \\\"States\\\"\"]\n"
        );
    }

    #[test]
    fn an_entry_stands_in_its_place_by_id() {
        let new = "[[entity]]\nname = \"Jo Roe\"\nkind = \"person\"\n";
        let (before, after) = TWO.split_at(TWO.rfind("[[entity]]").unwrap());
        assert_eq!(
            entered(TWO, "Jo Roe", Kind::Person, None).unwrap(),
            format!("{before}{new}\n{after}")
        );
        let first = entered(TWO, "A. B.", Kind::Person, None).unwrap();
        assert!(
            first.starts_with(
                "# Names.\n\n[[entity]]\nname = \"A. B.\"\nkind = \"person\"\n\n# The secretary.\n"
            ),
            "{first}"
        );
        let last = entered(TWO, "Zurich", Kind::Place, None).unwrap();
        assert_eq!(
            last,
            format!("{TWO}\n[[entity]]\nname = \"Zurich\"\nkind = \"place\"\n")
        );
    }

    #[test]
    fn an_id_that_the_name_does_not_make_is_written() {
        let id = EntityId::parse("place/ny").unwrap();
        let entry = Entry {
            id: &id,
            name: "New York",
            alias: None,
        };
        let text = with_entry(None, entry).unwrap().text;
        assert!(text.ends_with("id = \"place/ny\"\nname = \"New York\"\nkind = \"place\"\n"));
    }

    #[test]
    fn a_file_with_other_line_breaks_keeps_them() {
        let text = TWO.replace('\n', "\r\n");
        let changed = entered(&text, "Jo Roe", Kind::Person, None).unwrap();
        assert!(!changed.replace("\r\n", "").contains(['\n', '\r']));
    }

    #[test]
    fn an_alias_is_added_to_a_table() {
        let path = "content/entities/people.toml";
        assert_eq!(
            aliased(path, TWO, "person/ash-carter").unwrap(),
            TWO.replace(
                "kind = \"person\"\n",
                "kind = \"person\"\naliases = [\"X\"]\n"
            )
        );
        let text = format!("{TWO}aliases = [\"Ott\"]\n");
        assert_eq!(
            aliased(path, &text, "place/ottawa-ontario").unwrap(),
            format!("{TWO}aliases = [\"Ott\", \"X\"]\n")
        );
    }

    #[test]
    fn an_alias_is_added_to_a_dossier() {
        let path = "content/entities/ash-carter.md";
        let toml = "+++\nname = \"Ash Carter\"\nkind = \"person\"\n+++\n\nText.\n";
        assert_eq!(
            aliased(path, toml, "person/ash-carter").unwrap(),
            "+++\nname = \"Ash Carter\"\nkind = \"person\"\naliases = [\"X\"]\n+++\n\nText.\n"
        );
        let yaml = "---\nname: Ash Carter\nkind: person\n---\n";
        assert_eq!(aliased(path, yaml, "person/ash-carter"), None);
    }

    #[test]
    fn what_is_not_safe_is_left_alone() {
        for text in [
            "entity = [{ name = \"Zoe\", kind = \"person\" }]\n",
            "entity = 1\n",
            "[[entity]\n",
        ] {
            assert_eq!(entered(text, "Jo Roe", Kind::Person, None), None, "{text}");
        }
        let nested =
            "[[entity]]\nname = \"Zoe\"\nkind = \"person\"\n[[entity.aliases]]\ntext = \"Z\"\n";
        let path = "content/entities/people.toml";
        assert_eq!(aliased(path, nested, "person/zoe"), None);
    }
}

//! The registry: dossiers in Markdown, tables in TOML.

use super::front_matter;
use crate::diagnostic::{Diagnostic, Place};
use crate::entity::{Alias, Entity, EntityId, Origin};
use crate::fields::{self, Fault, Fields, Format, Table, ValueKind};
use crate::slug::slugify;
use crate::source::{Source, Span, Spanned};

/// Keys that become facts on the entity's page.
const FACTS: [&str; 8] = [
    "born",
    "died",
    "founded",
    "dissolved",
    "office",
    "nationality",
    "headquarters",
    "capital",
];

/// Reads a file of the registry: one entity from a dossier, many from tables.
#[must_use]
pub fn registry(source: &Source) -> (Vec<Entity>, Vec<Diagnostic>) {
    if source.path.extension().eq_ignore_ascii_case("toml") {
        tables(source)
    } else {
        dossier(source)
    }
}

fn dossier(source: &Source) -> (Vec<Entity>, Vec<Diagnostic>) {
    let head = front_matter::split(&source.text);
    let (table, mut faults) = head.keys(&source.text);
    let start = head.keys_start;
    let mut entity = entity(&table, source, start, Some(source.path.stem()), &mut faults);
    if let Some(entity) = &mut entity {
        entity.description.extend(front_matter::text(source, &head));
    }
    let mut diagnostics = in_file(faults, source, start);
    diagnostics.extend(super::steering(source, head.body_start));
    (entity.into_iter().collect(), diagnostics)
}

fn tables(source: &Source) -> (Vec<Entity>, Vec<Diagnostic>) {
    let (table, mut faults) = fields::parse(&source.text, Format::Toml);
    let mut fields = Fields::new(&table, "a table of the registry", &mut faults);
    let tables = fields.tables("entity");
    fields.finish();
    let entities = tables
        .into_iter()
        .filter_map(|table| entity(table, source, 0, None, &mut faults))
        .collect();
    (entities, in_file(faults, source, 0))
}

fn in_file(faults: Vec<Fault>, source: &Source, offset: usize) -> Vec<Diagnostic> {
    faults
        .into_iter()
        .map(|fault| fault.in_file(&source.path, offset))
        .collect()
}

/// One entry; `stem` is the file's name when the file holds no other.
fn entity(
    table: &Table,
    source: &Source,
    offset: usize,
    stem: Option<&str>,
    faults: &mut Vec<Fault>,
) -> Option<Entity> {
    let mut fields = Fields::new(table, "an entity", faults);
    let span = table
        .entries
        .first()
        .map_or(Span::new(0, 0), |entry| entry.key_span);
    let name = fields.text("name");
    let kind = fields.kind("kind");
    let given_id = fields.entity_id("id");
    let aliases = aliases(&mut fields);
    let same_as = same_as(&mut fields);
    let facts = facts(&mut fields);
    let (short, description) = (fields.string("short"), fields.text("description"));
    let (parent, hidden) = (fields.entity_id("parent"), fields.flag("hidden"));
    let name_span = name.as_ref().map_or(span, |name| name.span);
    let has_kind_fault = table.get("kind").is_some() && kind.is_none();
    let kind = kind.or_else(|| given_id.as_ref().map(EntityId::kind));
    let entity = match (name, kind) {
        (Some(name), Some(kind)) => {
            let id = given_id
                .unwrap_or_else(|| EntityId::for_name(kind, &slugify(stem.unwrap_or(&name.value))));
            Some(Entity {
                aliases,
                short,
                description: description
                    .map(|text| Spanned {
                        span: text.span.shifted(offset),
                        ..text
                    })
                    .into_iter()
                    .collect(),
                same_as,
                facts,
                parent,
                hidden,
                place: Some(Place::span(&source.path, name_span.shifted(offset))),
                ..Entity::named(id, name.value, Origin::Registry)
            })
        }
        (name, kind) => {
            let missing: Vec<&str> = [
                name.is_none().then_some("`name`"),
                kind.is_none().then_some("`kind`"),
            ]
            .into_iter()
            .flatten()
            .collect();
            if !(has_kind_fault && name.is_some()) {
                let message = format!("this entity has no {}", missing.join(" and no "));
                fields.fault(
                    "entity-incomplete",
                    span,
                    message,
                    "an entity needs `name` and `kind`, such as `kind = \"person\"`",
                );
            }
            None
        }
    };
    fields.finish();
    entity
}

fn aliases(fields: &mut Fields<'_, '_>) -> Vec<Alias> {
    let Some(value) = fields.value("aliases") else {
        return Vec::new();
    };
    let ValueKind::List(values) = &value.kind else {
        fields.fault(
            "wrong-type",
            value.span,
            format!("`aliases` must be a list, not {}", value.kind.name()),
            "write `aliases = [\"...\"]`",
        );
        return Vec::new();
    };
    let mut aliases = Vec::new();
    for value in values {
        match &value.kind {
            ValueKind::Text(text) if !text.trim().is_empty() => {
                aliases.push(Alias::new(text.trim()));
            }
            ValueKind::Table(table) => aliases.extend(alias_table(fields, table)),
            _ => fields.fault(
                "wrong-type",
                value.span,
                "an alias must be text".to_owned(),
                "write `\"ISIL\"` or `{ text = \"IS\", case = \"exact\" }`",
            ),
        }
    }
    aliases
}

fn alias_table(fields: &mut Fields<'_, '_>, table: &Table) -> Option<Alias> {
    let mut fields = fields.nested(table, "an alias");
    let text = fields.string("text");
    let case = fields.text("case");
    if let Some(case) = case
        .as_ref()
        .filter(|case| case.value != "exact" && case.value != "any")
    {
        fields.fault(
            "bad-case",
            case.span,
            "`case` is `exact` or `any`".to_owned(),
            "leave it out for the common rule",
        );
    }
    fields.finish();
    Some(match case.as_ref().map(|case| case.value.as_str()) {
        Some("exact") => Alias::exact(text?),
        Some("any") => Alias {
            text: text?,
            exact: false,
        },
        _ => Alias::new(text?),
    })
}

fn same_as(fields: &mut Fields<'_, '_>) -> Vec<String> {
    let mut addresses = Vec::new();
    for address in fields.texts("same_as") {
        if address.value.starts_with("https://") || address.value.starts_with("http://") {
            addresses.push(address.value);
        } else {
            fields.fault(
                "bad-address",
                address.span,
                "`same_as` must be web addresses".to_owned(),
                "begin it with `https://`",
            );
        }
    }
    if let Some(id) = fields.text("wikidata") {
        let is_id = id
            .value
            .strip_prefix('Q')
            .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        if is_id {
            addresses.push(format!("https://www.wikidata.org/wiki/{}", id.value));
        } else {
            fields.fault(
                "bad-wikidata",
                id.span,
                "`wikidata` must be an item's id".to_owned(),
                "such as `Q16`",
            );
        }
    }
    addresses
}

fn facts(fields: &mut Fields<'_, '_>) -> Vec<(String, String)> {
    FACTS
        .into_iter()
        .filter_map(|key| fields.string(key).map(|value| (key.to_owned(), value)))
        .collect()
}

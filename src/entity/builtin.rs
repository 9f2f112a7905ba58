//! The gazetteer built into the program: countries, groups, organisations and
//! places that news names without explaining them.
//!
//! The tables are data, compiled in; origin and licence of each stand at its
//! head and in `NOTICE`. They never override the editor's registry.

use super::{Alias, Entity, EntityId, Kind, Origin};

const COUNTRIES: &str = include_str!("builtin/countries.tsv");
const DEMONYMS: &str = include_str!("builtin/demonyms.tsv");
const ORGANISATIONS: &str = include_str!("builtin/organisations.tsv");
const PLACES: &str = include_str!("builtin/places.tsv");

/// Every built-in entity, sorted by id.
#[must_use]
pub fn entities() -> Vec<Entity> {
    let mut entities: Vec<Entity> = rows(COUNTRIES)
        .map(|row| country(&row))
        .chain(rows(DEMONYMS).map(|row| group(&row)))
        .chain(rows(ORGANISATIONS).map(|row| organisation(&row)))
        .chain(rows(PLACES).map(|row| place(&row)))
        .collect();
    entities.sort_by(|a, b| a.id.cmp(&b.id));
    entities
}

/// The rows of a table, without comments and the line that names the columns.
fn rows(table: &'static str) -> impl Iterator<Item = Row> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| Row(line.split('\t').collect()))
}

struct Row(Vec<&'static str>);

impl Row {
    fn column(&self, index: usize) -> &'static str {
        self.0.get(index).copied().unwrap_or("")
    }

    fn filled(&self, index: usize) -> Option<String> {
        let text = self.column(index);
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The aliases in a column; `=` in front asks for exact case.
    fn aliases(&self, index: usize) -> Vec<Alias> {
        let column = self.column(index);
        column
            .split('|')
            .filter(|alias| !alias.is_empty())
            .map(alias)
            .collect()
    }
}

fn alias(text: &str) -> Alias {
    text.strip_prefix('=')
        .map_or_else(|| Alias::new(text), Alias::exact)
}

fn id(kind: Kind, slug: &str) -> EntityId {
    EntityId::parse(&format!("{kind}/{slug}"))
        .expect("slugs in the built-in tables are checked by a test")
}

/// An entity by id and the name in a column; `=` in front asks for exact case.
fn named(id: EntityId, name: &str) -> Entity {
    let shown = name.trim_start_matches('=');
    let mut entity = Entity::named(id, shown, Origin::Gazetteer);
    if shown != name {
        entity.aliases.push(Alias::exact(shown));
    }
    entity
}

fn country(row: &Row) -> Entity {
    let mut country = named(id(Kind::Place, row.column(0)), row.column(1));
    country
        .facts
        .extend(row.filled(2).map(|code| ("ISO 3166-1".to_owned(), code)));
    country.same_as.extend(
        row.filled(3)
            .map(|item| format!("https://www.wikidata.org/wiki/{item}")),
    );
    country.short = row.filled(4);
    country.aliases.extend(row.aliases(5));
    country
}

fn group(row: &Row) -> Entity {
    let name = row.column(0);
    let mut group = named(EntityId::for_name(Kind::Group, name), name);
    group.parent = row.filled(1).map(|slug| id(Kind::Place, &slug));
    group.aliases.extend(row.aliases(2));
    group
}

fn organisation(row: &Row) -> Entity {
    let mut organisation = named(id(Kind::Organisation, row.column(0)), row.column(1));
    organisation.aliases.extend(row.filled(2).map(Alias::exact));
    organisation.short = row.filled(3);
    organisation.aliases.extend(row.aliases(4));
    organisation
}

fn place(row: &Row) -> Entity {
    let mut place = named(id(Kind::Place, row.column(0)), row.column(1));
    place.same_as.extend(
        row.filled(2)
            .map(|id| format!("https://www.geonames.org/{id}/")),
    );
    place.parent = row.filled(3).map(|slug| id(Kind::Place, &slug));
    place.short = row.filled(4);
    place.aliases.extend(row.aliases(5));
    place
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn the_tables_are_sound() {
        let entities = entities();
        assert!(entities.len() > 1_000, "{}", entities.len());
        let ids: BTreeSet<_> = entities.iter().map(|entity| &entity.id).collect();
        assert_eq!(ids.len(), entities.len(), "an id stands twice");
        for entity in &entities {
            assert!(
                !entity.name.is_empty()
                    && entity.aliases.iter().all(|alias| !alias.text.is_empty()),
                "{}",
                entity.id
            );
            assert!(
                entity.parent.iter().all(|parent| ids.contains(parent)),
                "{} belongs to nothing",
                entity.id
            );
        }
    }

    #[test]
    fn no_name_means_two_things() {
        let mut owners: BTreeMap<String, BTreeSet<&EntityId>> = BTreeMap::new();
        let entities = entities();
        for entity in &entities {
            let names = entity
                .aliases
                .iter()
                .map(|alias| &alias.text)
                .chain([&entity.name]);
            names.for_each(|name| {
                owners
                    .entry(name.to_lowercase())
                    .or_default()
                    .insert(&entity.id);
            });
        }
        let shared: Vec<_> = owners
            .iter()
            .filter(|(_, owners)| owners.len() > 1)
            .collect();
        assert!(shared.is_empty(), "{shared:?}");
    }
}

//! The gazetteer built into the program: countries, groups, organisations,
//! people and places that news names without explaining them.
//!
//! The tables are data, compiled in; origin and licence of each stand at its
//! head and in `NOTICE`. They never override the editor's registry. All have
//! the same columns, parted by tabs:
//!
//! 1. the slug of the id;
//! 2. the name;
//! 3. other names, parted by `|`;
//! 4. one line of description;
//! 5. the slug of the place it belongs to;
//! 6. what others call it, parted by spaces: `Q16` at Wikidata,
//!    `geonames:6251999`, `iso:CA`.
//!
//! A `=` before a name asks for exactly its case.

use std::sync::OnceLock;

use super::{Alias, Entity, EntityId, Kind, Origin};

const TABLES: [(Kind, &str); 5] = [
    (Kind::Group, include_str!("builtin/demonyms.tsv")),
    (
        Kind::Organisation,
        include_str!("builtin/organisations.tsv"),
    ),
    (Kind::Person, include_str!("builtin/persons.tsv")),
    (Kind::Place, include_str!("builtin/countries.tsv")),
    (Kind::Place, include_str!("builtin/places.tsv")),
];

/// A row of a table. The entity is made when it is first asked for: a site
/// names few of thousands.
#[derive(Debug)]
pub struct Entry {
    kind: Kind,
    slug: &'static str,
    /// The columns after the slug.
    row: &'static str,
    entity: OnceLock<Entity>,
}

/// Every row of the tables, by id.
#[must_use]
pub fn entries() -> Vec<Entry> {
    let rows = TABLES.into_iter().flat_map(|(kind, table)| {
        let rows = table
            .lines()
            .filter(|row| !row.starts_with('#') && !row.is_empty());
        rows.map(move |row| {
            let (slug, row) = row.split_once('\t').unwrap_or((row, ""));
            Entry {
                kind,
                slug,
                row,
                entity: OnceLock::new(),
            }
        })
    });
    let mut entries: Vec<Entry> = rows.collect();
    entries.sort_by_key(Entry::key);
    entries
}

impl Entry {
    /// The entity of this row.
    #[must_use]
    pub fn entity(&self) -> &Entity {
        self.entity.get_or_init(|| self.make())
    }

    /// All names, the one it is shown by first, and whether each counts in
    /// exactly its case only.
    pub fn names(&self) -> impl Iterator<Item = (&'static str, bool)> {
        let mut columns = self.row.split('\t');
        let name = columns.next().unwrap_or("");
        let aliases = columns.next().unwrap_or("").split('|');
        let names = [name].into_iter().chain(aliases);
        names.filter(|name| !name.is_empty()).map(|name| {
            let shown = name.trim_start_matches('=');
            let is_exact = shown.len() < name.len() || Alias::is_exact_by_form(shown);
            (shown, is_exact)
        })
    }

    /// The two parts of its id: in their order the rows stand.
    #[must_use]
    pub fn key(&self) -> (&'static str, &'static str) {
        (self.kind.name(), self.slug)
    }

    fn make(&self) -> Entity {
        let mut columns = self.row.split('\t').skip(2);
        let mut next = || columns.next().unwrap_or("");
        let (short, parent, elsewhere) = (next(), next(), next());
        let mut names = self.names();
        let (name, is_exact) = names.next().unwrap_or((self.slug, false));
        let mut entity = Entity::named(id(self.kind, self.slug), name, Origin::Gazetteer);
        if is_exact && !Alias::is_exact_by_form(name) {
            entity.aliases.push(Alias::exact(name));
        }
        entity.aliases.extend(names.map(|(text, exact)| Alias {
            text: text.to_owned(),
            exact,
        }));
        entity.short = (!short.is_empty()).then(|| short.to_owned());
        entity.parent = (!parent.is_empty()).then(|| id(Kind::Place, parent));
        for reference in elsewhere.split(' ').filter(|text| !text.is_empty()) {
            match reference.split_once(':') {
                Some(("iso", code)) => {
                    let fact = ("ISO 3166-1".to_owned(), code.to_owned());
                    entity.facts.push(fact);
                }
                Some((_, number)) => {
                    let page = format!("https://www.geonames.org/{number}/");
                    entity.same_as.push(page);
                }
                None => {
                    let page = format!("https://www.wikidata.org/wiki/{reference}");
                    entity.same_as.push(page);
                }
            }
        }
        entity
    }
}

fn id(kind: Kind, slug: &str) -> EntityId {
    EntityId::parse(&format!("{kind}/{slug}"))
        .expect("slugs in the built-in tables are checked by a test")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn the_tables_are_sound() {
        let entries = entries();
        let entities: Vec<&Entity> = entries.iter().map(Entry::entity).collect();
        assert!(entities.len() > 4_000, "{}", entities.len());
        let ids: BTreeSet<_> = entities.iter().map(|entity| &entity.id).collect();
        assert_eq!(ids.len(), entities.len(), "an id stands twice");
        assert!(entities.is_sorted_by_key(|entity| &entity.id));
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
        let entries = entries();
        for entity in entries.iter().map(Entry::entity) {
            let names = entity
                .aliases
                .iter()
                .map(|alias| &alias.text)
                .chain([&entity.name]);
            names.for_each(|name| {
                owners
                    .entry(name.to_lowercase().replace('\u{2019}', "'"))
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

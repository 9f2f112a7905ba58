//! All known names, and where they stand in a text.
//!
//! One automaton holds every name of the registry and the built-in tables, so
//! that the time taken doesn't depend on how many there are. It knows no
//! documents: what a name means beside others is for `resolve`.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

use crate::article::{Prose, ProseRange};
use crate::entity::{Alias, Entity, EntityId, Origin, builtin};

/// The known entities and the automaton of their names.
#[derive(Debug)]
pub struct Gazetteer {
    entities: BTreeMap<EntityId, Entity>,
    names: Vec<Name>,
    /// Names in lower case, for look-ups; indices into `names`.
    index: BTreeMap<String, usize>,
    automaton: AhoCorasick,
}

/// One spelling and all that bear it.
#[derive(Debug)]
struct Name {
    /// The spelling with ASCII letters in lower case, as the automaton wants
    /// it: other letters are matched as they are written.
    pattern: String,
    bearers: Vec<Bearer>,
}

#[derive(Debug)]
struct Bearer {
    entity: EntityId,
    alias: Alias,
    origin: Origin,
}

/// A known name in a text and what it may mean: more than one only where
/// entities of the same authority share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The words.
    pub at: ProseRange,
    /// What they may mean, by id.
    pub entities: Vec<EntityId>,
    /// The authority behind it.
    pub origin: Origin,
}

impl Gazetteer {
    /// The registry's entities over the built-in ones. An entry with a built-in
    /// id keeps what it doesn't say itself.
    ///
    /// # Panics
    /// When the names don't fit an automaton (gigabytes of names).
    #[must_use]
    pub fn new(registry: &[Entity]) -> Self {
        let mut entities: BTreeMap<EntityId, Entity> = builtin::entities()
            .into_iter()
            .map(|entity| (entity.id.clone(), entity))
            .collect();
        for entity in registry {
            let mut entity = entity.clone();
            if let Some(other) = entities.get(&entity.id) {
                entity.complete_from(other);
            }
            entities.insert(entity.id.clone(), entity);
        }
        let (index, names) = names(&entities);
        // In the order of the index, which numbers its names in that order.
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(names.iter().map(|name| &name.pattern))
            .expect("names fit an automaton");
        Self {
            entities,
            names,
            index,
            automaton,
        }
    }

    /// The entity with this id.
    #[must_use]
    pub fn get(&self, id: &EntityId) -> Option<&Entity> {
        self.entities.get(id)
    }

    /// Every known entity, by id.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.entities.values()
    }

    /// What an editor may mean by `name`: an id, or a name or alias in any case.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<&EntityId> {
        if let Some(id) = EntityId::parse(name)
            .as_ref()
            .and_then(|id| self.entities.get(id))
        {
            return vec![&id.id];
        }
        let found = self.index.get(&key(name)).map(|index| &self.names[*index]);
        found.map(|name| best(&name.bearers).1).unwrap_or_default()
    }

    /// Every known name in the prose, leftmost and longest, without overlap,
    /// and none across the ends of blocks or in stretches of code.
    #[must_use]
    pub fn matches(&self, prose: &Prose) -> Vec<Match> {
        let text = spaces(&prose.text);
        let mut found = Vec::new();
        for block in &prose.blocks {
            self.matches_in(&text, block.at, &mut found);
        }
        found.retain(|found| !prose.is_opaque(found.at.start));
        leftmost_longest(found)
    }

    fn matches_in(&self, text: &str, block: ProseRange, found: &mut Vec<Match>) {
        let words = &text[block.start..block.end];
        for hit in self.automaton.find_overlapping_iter(words) {
            if !is_whole(words, hit.start(), hit.end()) {
                continue;
            }
            let slice = &words[hit.start()..hit.end()];
            let name = &self.names[hit.pattern().as_usize()];
            let (origin, entities) = best(
                name.bearers
                    .iter()
                    .filter(|bearer| fits(&bearer.alias, slice)),
            );
            if !entities.is_empty() {
                let at = ProseRange::new(block.start + hit.start(), block.start + hit.end());
                found.push(Match {
                    at,
                    entities: entities.into_iter().cloned().collect(),
                    origin,
                });
            }
        }
    }
}

fn names(entities: &BTreeMap<EntityId, Entity>) -> (BTreeMap<String, usize>, Vec<Name>) {
    let mut by_key: BTreeMap<String, Name> = BTreeMap::new();
    for entity in entities.values().filter(|entity| !entity.hidden) {
        let mut exact_name = None;
        // An entity may ask for its own name to be taken in exact case only.
        for alias in &entity.aliases {
            if alias.text == entity.name {
                exact_name = Some(alias.clone());
            }
        }
        let name = exact_name.unwrap_or_else(|| Alias::new(entity.name.clone()));
        let others = entity
            .aliases
            .iter()
            .filter(|alias| alias.text != entity.name);
        for alias in others.chain([&name]).flat_map(spellings) {
            let bearers = &mut by_key
                .entry(key(&alias.text))
                .or_insert_with(|| Name {
                    pattern: single_spaced(&alias.text).to_ascii_lowercase(),
                    bearers: Vec::new(),
                })
                .bearers;
            bearers.push(Bearer {
                entity: entity.id.clone(),
                alias,
                origin: entity.origin,
            });
        }
    }
    by_key.remove("");
    let index = by_key
        .keys()
        .enumerate()
        .map(|(at, key)| (key.clone(), at))
        .collect();
    (index, by_key.into_values().collect())
}

/// The alias with straight and with curly apostrophes.
fn spellings(alias: &Alias) -> Vec<Alias> {
    let mut spellings = vec![alias.clone()];
    for (from, to) in [('\'', "\u{2019}"), ('\u{2019}', "'")] {
        if alias.text.contains(from) {
            spellings.push(Alias {
                text: alias.text.replace(from, to),
                exact: alias.exact,
            });
        }
    }
    spellings
}

/// A name as it is looked up: lower case, single spaces.
fn key(name: &str) -> String {
    single_spaced(name).to_lowercase()
}

fn single_spaced(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Of those who bear a name, those with the highest authority.
fn best<'b>(bearers: impl IntoIterator<Item = &'b Bearer>) -> (Origin, Vec<&'b EntityId>) {
    let bearers: Vec<&Bearer> = bearers.into_iter().collect();
    let origin = bearers
        .iter()
        .map(|bearer| bearer.origin)
        .min()
        .unwrap_or(Origin::Gazetteer);
    let mut entities: Vec<&EntityId> = bearers
        .into_iter()
        .filter(|bearer| bearer.origin == origin)
        .map(|bearer| &bearer.entity)
        .collect();
    entities.sort_unstable();
    entities.dedup();
    (origin, entities)
}

/// The text with line breaks as spaces, byte for byte the same length: a name
/// may be broken over two lines.
fn spaces(text: &str) -> String {
    text.chars()
        .map(|c| {
            if matches!(c, '\n' | '\r' | '\t') {
                ' '
            } else {
                c
            }
        })
        .collect()
}

fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let is_word = |c: char| c.is_alphanumeric();
    if !text.is_char_boundary(start) || !text.is_char_boundary(end) {
        return false;
    }
    !text[..start].chars().next_back().is_some_and(is_word)
        && !text[end..].chars().next().is_some_and(is_word)
}

/// Whether `slice`, equal to the alias but for case, is written as a name: an
/// exact alias in its very case, another with a capital wherever a word of
/// the alias has one.
fn fits(alias: &Alias, slice: &str) -> bool {
    if alias.exact {
        return alias.text == slice;
    }
    let mut starts_word = true;
    alias.text.chars().zip(slice.chars()).all(|(ours, theirs)| {
        let fits = !(starts_word && ours.is_uppercase()) || theirs.is_uppercase();
        starts_word = !ours.is_alphanumeric();
        fits
    })
}

fn leftmost_longest(mut found: Vec<Match>) -> Vec<Match> {
    found.sort_by_key(|found| (found.at.start, std::cmp::Reverse(found.at.end)));
    let mut kept: Vec<Match> = Vec::with_capacity(found.len());
    for found in found {
        if kept.last().is_none_or(|last| last.at.end <= found.at.start) {
            kept.push(found);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::Kind;

    fn person(name: &str, aliases: &[&str]) -> Entity {
        Entity {
            aliases: aliases.iter().map(|alias| Alias::new(*alias)).collect(),
            ..Entity::named(
                EntityId::for_name(Kind::Person, name),
                name,
                Origin::Registry,
            )
        }
    }

    fn check(registry: &[Entity], text: &str, expected: &[(&str, &str)]) {
        let prose = Prose::from_plain(text);
        let gazetteer = Gazetteer::new(registry);
        let matches = gazetteer.matches(&prose);
        let found: Vec<(&str, String)> = matches
            .iter()
            .map(|found| {
                (
                    prose.slice(found.at),
                    found
                        .entities
                        .iter()
                        .map(EntityId::as_str)
                        .collect::<Vec<_>>()
                        .join("|"),
                )
            })
            .collect();
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(text, ids)| (*text, ids.as_str()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn known_names_are_whole_words_in_the_case_of_names() {
        check(
            &[],
            "Canada and canada, CANADA, Canadas.",
            &[("Canada", "place/canada"), ("CANADA", "place/canada")],
        );
        check(
            &[],
            "An anti-NATO and pro-Iraq line.",
            &[("NATO", "organisation/nato"), ("Iraq", "place/iraq")],
        );
        check(
            &[],
            "They told us the US agreed.",
            &[("US", "place/united-states")],
        );
    }

    #[test]
    fn names_in_other_letters_match_as_written() {
        check(
            &[person("Özil", &["Łukasz Ö."])],
            "Özil and Łukasz Ö. met at the Élysée Palace.",
            &[
                ("Özil", "person/ozil"),
                ("Łukasz Ö.", "person/ozil"),
                ("Élysée Palace", "organisation/elysee-palace"),
            ],
        );
    }

    #[test]
    fn the_longest_name_wins() {
        let registry = [
            person("Ash Carter", &["Carter"]),
            person("Carter Center", &[]),
        ];
        check(
            &registry,
            "Ash Carter, Carter, the Carter Center, Ash\nCarter.\n\nX.",
            &[
                ("Ash Carter", "person/ash-carter"),
                ("Carter", "person/ash-carter"),
                ("Carter Center", "person/carter-center"),
                ("Ash\nCarter", "person/ash-carter"),
            ],
        );
    }

    #[test]
    fn the_registry_beats_the_tables_and_a_tie_keeps_both() {
        let registry = [
            person("A. Canada", &["Canada"]),
            person("B. Smith", &["Smith"]),
            person("C. Smith", &["Smith"]),
        ];
        check(
            &registry,
            "Canada met Smith.",
            &[
                ("Canada", "person/a-canada"),
                ("Smith", "person/b-smith|person/c-smith"),
            ],
        );
    }

    #[test]
    fn a_name_is_only_text() {
        let registry = [
            person("a.*(b", &[]),
            person("<b>X</b>", &[]),
            person("", &[]),
        ];
        check(
            &registry,
            "See a.*(b and <b>X</b>.",
            &[("a.*(b", "person/a-b"), ("<b>X</b>", "person/b-x-b")],
        );
    }

    #[test]
    fn an_editor_may_say_id_name_or_alias() {
        let gazetteer = Gazetteer::new(&[person("Ash Carter", &["Carter"])]);
        for name in ["person/ash-carter", "ash carter", "Carter", "Ash  Carter"] {
            assert_eq!(gazetteer.named(name).len(), 1, "{name}");
        }
        assert!(gazetteer.named("nobody").is_empty());
    }
}

//! All known names, and where they stand in a text.
//!
//! One tree of words holds every name of the registry and the built-in tables,
//! so that the time taken doesn't depend on how many there are. It knows no
//! documents: what a name means beside others is for `resolve`.

mod names;
mod tokens;
mod variants;

use names::{Bearer, Names};

use crate::article::{Prose, ProseRange};
use crate::entity::{Alias, Entity, EntityId, Origin, builtin};

/// The known entities and the tree of their names.
#[derive(Debug)]
pub struct Gazetteer {
    /// The registry, by id.
    registry: Vec<Entity>,
    /// The ids of those of the registry that are hidden, in order.
    hidden: Vec<EntityId>,
    /// The built-in entities that the registry doesn't replace, by id.
    builtin: Vec<builtin::Entry>,
    /// Names under an index into `registry`, then, counting on, `builtin`.
    names: Names,
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
    /// When the names don't fit the tree (thousands of millions of words).
    #[must_use]
    pub fn new(registry: &[Entity]) -> Self {
        let mut builtin = builtin::entries();
        let mut sorted: Vec<&Entity> = registry.iter().collect();
        sorted.sort_by(|a, b| a.id.cmp(&b.id));
        let mut registry: Vec<Entity> = sorted.into_iter().cloned().collect();
        // Two entries with one id are an error; until it is mended, the second
        // goes before the first.
        registry.dedup_by(|second, first| {
            let is_same = second.id == first.id;
            if is_same {
                second.complete_from(first);
                std::mem::swap(first, second);
            }
            is_same
        });
        for entity in &mut registry {
            if let Ok(index) = find(&builtin, &entity.id) {
                entity.complete_from(builtin.remove(index).entity());
            }
        }
        let names = names(&registry, &builtin);
        let hidden = registry.iter().filter(|entity| entity.hidden);
        Self {
            hidden: hidden.map(|entity| entity.id.clone()).collect(),
            registry,
            builtin,
            names,
        }
    }

    /// The entity with this id.
    #[must_use]
    pub fn get(&self, id: &EntityId) -> Option<&Entity> {
        let own = self.registry.binary_search_by(|entity| entity.id.cmp(id));
        if let Ok(index) = own {
            return Some(&self.registry[index]);
        }
        let index = find(&self.builtin, id).ok()?;
        Some(self.builtin[index].entity())
    }

    /// Whether the registry keeps the entity with this id off all pages. No
    /// built-in one is hidden, and few registries hide any.
    #[must_use]
    pub fn hides(&self, id: &EntityId) -> bool {
        self.hidden.binary_search(id).is_ok()
    }

    /// Every known entity: the registry's, then the built-in ones, each by id.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        let builtin = self.builtin.iter().map(builtin::Entry::entity);
        self.registry.iter().chain(builtin)
    }

    /// What an editor may mean by `name`: an id, or a name or alias in any case.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<&EntityId> {
        let by_id = EntityId::parse(name).and_then(|id| self.get(&id));
        match by_id {
            Some(entity) => vec![&entity.id],
            None => self.best(self.names.get(name)).1,
        }
    }

    /// Every known name in the prose, leftmost and longest, without overlap,
    /// and none across the ends of blocks or in stretches of code.
    #[must_use]
    pub fn matches(&self, prose: &Prose) -> Vec<Match> {
        let mut found = Vec::new();
        let mut tokens = Vec::new();
        for block in &prose.blocks {
            let text = prose.slice(block.at);
            let first = block.at.start;
            let is_opaque = |token: &tokens::Token| prose.is_opaque(first + token.at.start);
            self.names.read(text, &mut tokens);
            let mut rest = tokens.as_slice();
            while let Some(token) = rest.first() {
                let Some(hit) = self.names.longest(text, rest, is_opaque) else {
                    rest = &rest[1..];
                    continue;
                };
                let (origin, entities) = self.best(hit.bearers());
                let end = rest[hit.length - 1].token.at.end;
                found.push(Match {
                    at: ProseRange::new(first + token.token.at.start, first + end),
                    entities: entities.into_iter().cloned().collect(),
                    origin,
                });
                rest = &rest[hit.length..];
            }
        }
        found
    }

    /// Of those who bear a name, those with the highest authority, and of
    /// these those who spell it so.
    fn best<'b>(&self, bearers: impl IntoIterator<Item = &'b Bearer>) -> (Origin, Vec<&EntityId>) {
        let mut best = (Origin::Gazetteer, true);
        let mut entities: Vec<&EntityId> = Vec::new();
        for bearer in bearers {
            let entity = self.bearer(bearer);
            let rank = (entity.origin, bearer.is_variant);
            if rank < best {
                entities.clear();
            }
            if rank <= best {
                best = rank;
                entities.push(&entity.id);
            }
        }
        entities.sort_unstable();
        entities.dedup();
        (best.0, entities)
    }

    fn bearer(&self, bearer: &Bearer) -> &Entity {
        let index = bearer.of as usize;
        match self.registry.get(index) {
            Some(entity) => entity,
            None => self.builtin[index - self.registry.len()].entity(),
        }
    }
}

fn find(builtin: &[builtin::Entry], id: &EntityId) -> Result<usize, usize> {
    let key = (id.kind().name(), id.slug());
    builtin.binary_search_by(|entry| entry.key().cmp(&key))
}

fn names(registry: &[Entity], builtin: &[builtin::Entry]) -> Names {
    // Most have another name besides their own.
    let mut names = Names::for_about(2 * (registry.len() + builtin.len()));
    let mut number = 0;
    for entity in registry {
        if !entity.hidden {
            add(&mut names, entity, number);
        }
        number += 1;
    }
    for entry in builtin {
        for (name, is_exact) in entry.names() {
            names.add(name, is_exact, number);
        }
        number += 1;
    }
    names
}

/// Adds the names of an entity, which may ask for its own name to be taken in
/// exact case only.
fn add(names: &mut Names, entity: &Entity, number: u32) {
    let (same, others): (Vec<_>, Vec<_>) = entity
        .aliases
        .iter()
        .partition(|alias| alias.text == entity.name);
    let is_exact = match same.last() {
        Some(alias) => alias.exact,
        None => Alias::is_exact_by_form(&entity.name),
    };
    names.add(&entity.name, is_exact, number);
    for alias in others {
        names.add(&alias.text, alias.exact, number);
    }
}

#[cfg(test)]
mod tests;

//! # Two entities of the registry share an id or a name
//!
//! A name that means two things links its mentions to neither, so the reader
//! loses both. Mend it by giving the shared name to one of the two, or by
//! making each longer: "Secretary Clinton", "President Clinton".
//!
//! Two names that each count in exactly their case, such as `IS` and `Is`, are
//! told apart, and an entity that is hidden claims no name.

use std::collections::BTreeMap;

use super::Facts;
use super::registry_names::{Name, key, names};
use crate::diagnostic::{Diagnostic, plain};
use crate::entity::{Entity, EntityId};

pub(super) fn alias_clash(facts: Facts<'_>) -> Vec<Diagnostic> {
    let mut ids: BTreeMap<&EntityId, &Entity> = BTreeMap::new();
    let mut bearers: BTreeMap<String, Vec<(Name<'_>, &Entity)>> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for entity in facts.registry {
        if let Some(first) = ids.insert(&entity.id, entity) {
            diagnostics.push(
                clash(
                    "duplicate-entity",
                    format!("two entries have the id `{}`", entity.id),
                    entity,
                    first,
                )
                .hint("join the two entries, or give one another `id`"),
            );
            continue;
        }
        if entity.hidden {
            continue;
        }
        for name in names(entity) {
            let bearers = bearers.entry(key(name.text)).or_default();
            let first = bearers
                .iter()
                .find(|(other, first)| first.id != entity.id && name.meets(*other));
            if let Some((_, first)) = first {
                let message = format!(
                    "`{}` is a name of both `{}` and `{}`",
                    plain(name.text),
                    first.id,
                    entity.id
                );
                diagnostics.push(
                    clash("alias-clash", message, entity, first)
                        .hint("leave the name to one of the two"),
                );
            }
            // One bearer of each spelling says enough, and keeps this linear.
            if !bearers.iter().any(|(other, _)| *other == name) {
                bearers.push((name, entity));
            }
        }
    }
    diagnostics
}

fn clash(code: &'static str, message: String, second: &Entity, first: &Entity) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(code, message);
    diagnostic.place.clone_from(&second.place);
    match &first.place {
        Some(place) => diagnostic.see(place.clone(), "the first is here"),
        None => diagnostic,
    }
}

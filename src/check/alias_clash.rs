//! # Two entities of the registry share an id or a name
//!
//! A name that means two things links its mentions to neither, so the reader
//! loses both. Mend it by giving the shared name to one of the two, or by
//! making each longer: "Secretary Clinton", "President Clinton".

use std::collections::BTreeMap;

use super::Facts;
use crate::diagnostic::{Diagnostic, plain};
use crate::entity::{Entity, EntityId};

pub(super) fn alias_clash(facts: Facts<'_>) -> Vec<Diagnostic> {
    let mut ids: BTreeMap<&EntityId, &Entity> = BTreeMap::new();
    let mut names: BTreeMap<String, &Entity> = BTreeMap::new();
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
        let own = entity
            .aliases
            .iter()
            .map(|alias| alias.text.as_str())
            .chain([entity.name.as_str()]);
        for name in own {
            match names.insert(name.to_lowercase(), entity) {
                Some(first) if first.id != entity.id => {
                    let message = format!(
                        "`{}` is a name of both `{}` and `{}`",
                        plain(name),
                        first.id,
                        entity.id
                    );
                    diagnostics.push(
                        clash("alias-clash", message, entity, first)
                            .hint("leave the name to one of the two"),
                    );
                }
                _ => {}
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

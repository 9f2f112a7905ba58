//! # An entry belongs to an entity that isn't there
//!
//! `parent` names an entity by id. An id that neither the registry nor the
//! built-in tables have, and that no article names, would be passed over
//! without a word.

use std::collections::BTreeMap;

use super::Facts;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::entity::EntityId;

/// So many different ids are compared with all that are known; a registry with
/// more slips than that has another problem, and would take long.
const MOST_COMPARED: usize = 100;

pub(super) fn unknown_parent(facts: Facts<'_>) -> Vec<Diagnostic> {
    let mut hints: BTreeMap<&EntityId, String> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for entity in facts.registry {
        let Some(parent) = &entity.parent else {
            continue;
        };
        let is_known =
            facts.known.get(parent).is_some() || facts.site.entities.contains_key(parent);
        if is_known {
            continue;
        }
        let is_compared = hints.len() < MOST_COMPARED;
        let hint = hints.entry(parent).or_insert_with(|| {
            let known = facts.known.entities().map(|entity| entity.id.as_str());
            let near = is_compared.then(|| did_you_mean(parent.as_str(), known));
            near.flatten().map_or_else(
                || "add it to `content/entities/`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            )
        });
        let message = format!(
            "there is no entity `{parent}` for `{}` to belong to",
            entity.id
        );
        let mut diagnostic = Diagnostic::error("unknown-id", message).hint(hint.as_str());
        diagnostic.place.clone_from(&entity.place);
        diagnostics.push(diagnostic);
    }
    diagnostics
}

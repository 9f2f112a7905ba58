//! # Two entities are one thing elsewhere
//!
//! Two entries that name one page under `same_as`, or one item under
//! `wikidata`, are probably one entity written twice: its mentions are divided
//! between two pages. Join them. An entry that names the page of a built-in
//! entity with another id hides it from itself in the same way; give it that
//! id.

use std::collections::BTreeMap;

use super::Facts;
use crate::diagnostic::{Diagnostic, plain};
use crate::entity::{Entity, Origin};

pub(super) fn same_thing(facts: Facts<'_>) -> Vec<Diagnostic> {
    if facts.registry.is_empty() {
        return Vec::new();
    }
    let mut pages: BTreeMap<String, &Entity> = BTreeMap::new();
    let built_in = facts
        .known
        .entities()
        .filter(|entity| entity.origin == Origin::Gazetteer);
    for entity in built_in {
        for address in &entity.same_as {
            pages.insert(page(address), entity);
        }
    }
    let mut diagnostics = Vec::new();
    for entity in facts.registry {
        for address in &entity.same_as {
            let page = page(address);
            match pages.get(&page) {
                Some(first) if first.id != entity.id => {
                    diagnostics.push(diagnostic(entity, first, address));
                }
                Some(_) => {}
                None => {
                    pages.insert(page, entity);
                }
            }
        }
    }
    diagnostics
}

/// An address without what doesn't tell two pages apart.
fn page(address: &str) -> String {
    let bare = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))
        .unwrap_or(address);
    bare.trim_end_matches('/').to_owned()
}

fn diagnostic(entity: &Entity, first: &Entity, address: &str) -> Diagnostic {
    let is_built_in = first.origin == Origin::Gazetteer;
    let what = if is_built_in { "the built-in " } else { "" };
    let message = format!(
        "`{}` and {what}`{}` are both the same as {}",
        entity.id,
        first.id,
        plain(address)
    );
    let hint = if is_built_in {
        format!(
            "give the entry `id = \"{}\"`, or correct the address",
            first.id
        )
    } else {
        "join the two entries, or correct the address of one".to_owned()
    };
    let mut diagnostic = Diagnostic::warning("same-thing", message).hint(hint);
    diagnostic.place.clone_from(&entity.place);
    match &first.place {
        Some(place) => diagnostic.see(place.clone(), "the first is here"),
        None => diagnostic,
    }
}

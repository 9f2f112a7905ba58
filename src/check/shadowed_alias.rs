//! # An alias can never win
//!
//! It says nothing that the registry doesn't say without it. Within one entry
//! it is a repetition: the entry's name, or another alias, fits every text that
//! it fits. Take it out.
//!
//! Between entries it is told from the texts, and only as a note: wherever the
//! alias stands, it is part of a longer name of another entity, as "Carter" in
//! "Carter Center". The next article may name it alone.

use std::collections::{BTreeMap, BTreeSet};

use super::Facts;
use super::registry_names::{Name, Usage, key, names};
use crate::diagnostic::{Diagnostic, plain};
use crate::entity::{Entity, EntityId};

/// Longest name in words that is looked for inside others.
const MOST_WORDS: usize = 12;

pub(super) fn shadowed_alias<'a>(facts: Facts<'a>, usage: &Usage<'a>) -> Vec<Diagnostic> {
    let covers = covers(facts, usage);
    let mut diagnostics = Vec::new();
    for entity in facts.registry.iter().filter(|entity| !entity.hidden) {
        let names = names(entity);
        let mut seen: BTreeMap<String, Vec<Name<'_>>> = BTreeMap::new();
        for (index, name) in names.iter().enumerate() {
            let key = key(name.text);
            let same = seen.entry(key.clone()).or_default();
            let repeated = same
                .iter()
                .find(|other| name.is_covered_by(**other))
                .copied();
            same.push(*name);
            if let Some(other) = repeated {
                diagnostics.push(repetition(entity, *name, other));
            } else if index > 0
                && usage.count(&entity.id, &key) == 0
                && !usage.may_be_meant(&entity.id)
                && let Some((longer, of)) = covers.get(&(key, &entity.id))
            {
                diagnostics.push(covered(entity, *name, longer, of));
            }
        }
    }
    diagnostics
}

/// For each name of the registry, a longer name of another entity that holds
/// it, among those that the texts use.
fn covers<'a>(
    facts: Facts<'a>,
    usage: &Usage<'a>,
) -> BTreeMap<(String, &'a EntityId), (String, &'a EntityId)> {
    let mut owners: BTreeMap<String, BTreeSet<&EntityId>> = BTreeMap::new();
    for entity in facts.registry {
        for name in names(entity) {
            owners.entry(key(name.text)).or_default().insert(&entity.id);
        }
    }
    let mut covers = BTreeMap::new();
    for (of, form) in usage.forms() {
        for part in parts(form) {
            let Some(owners) = owners.get(&part) else {
                continue;
            };
            for owner in owners.iter().filter(|owner| **owner != of) {
                covers
                    .entry((part.clone(), *owner))
                    .or_insert_with(|| (form.to_owned(), of));
            }
        }
    }
    covers
}

/// Runs of the name's words that are shorter than it.
fn parts(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').take(MOST_WORDS).collect();
    let mut parts = Vec::new();
    for start in 0..words.len() {
        for end in start + 1..=words.len() {
            if end - start < words.len() {
                parts.push(words[start..end].join(" "));
            }
        }
    }
    parts
}

fn repetition(entity: &Entity, name: Name<'_>, other: Name<'_>) -> Diagnostic {
    let message = format!(
        "the alias `{}` of `{}` adds nothing to `{}`",
        plain(name.text),
        entity.id,
        plain(other.text)
    );
    let diagnostic = Diagnostic::warning("shadowed-alias", message).hint("take it out");
    at(diagnostic, entity)
}

fn covered(entity: &Entity, name: Name<'_>, longer: &str, of: &EntityId) -> Diagnostic {
    let message = format!(
        "the alias `{}` of `{}` stands only inside longer names, such as \"{}\" for `{of}`",
        plain(name.text),
        entity.id,
        plain(longer)
    );
    let hint = "take it out, or leave it for articles to come";
    at(
        Diagnostic::note("shadowed-alias", message).hint(hint),
        entity,
    )
}

fn at(mut diagnostic: Diagnostic, entity: &Entity) -> Diagnostic {
    diagnostic.place.clone_from(&entity.place);
    diagnostic
}

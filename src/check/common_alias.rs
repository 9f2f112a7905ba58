//! # A name is also an everyday word
//!
//! "March", "Target" and "Gap" are names, and words that open a sentence or
//! stand in a heading with a capital. A name that the site's own texts write in
//! lower case far more often than they use it as a name probably marks some of
//! those. Mend it by asking for the very case, `{ text = "GAP", case =
//! "exact" }`, or by taking the alias out and leaving the longer name.
//!
//! A name that asks for its case is left in peace: the editor has thought of it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Facts;
use super::registry_names::{Usage, key, names};
use crate::diagnostic::{Diagnostic, plain};
use crate::site::Annotated;

/// So often the word must stand in lower case.
const LEAST: usize = 5;

/// So many times oftener than the name.
const FACTOR: usize = 3;

pub(super) fn common_alias(facts: Facts<'_>, usage: &Usage<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    // Only names that mark something do harm, and only a single word is a word.
    let suspects = || {
        let entities = facts.registry.iter().filter(|entity| !entity.hidden);
        entities.flat_map(|entity| {
            let suspects = names(entity).into_iter().filter_map(|name| {
                let key = key(name.text);
                let used = usage.count(&entity.id, &key);
                let is_word = !name.exact
                    && name.text.starts_with(char::is_uppercase)
                    && key.chars().all(char::is_alphanumeric);
                (is_word && used > 0).then_some((name, key, used))
            });
            suspects
                .map(move |(name, key, used)| (entity, name, key, used))
                .collect::<Vec<_>>()
        })
    };
    let mut words: BTreeMap<String, usize> = suspects().map(|(_, _, key, _)| (key, 0)).collect();
    count(facts, &mut words);
    for (entity, name, key, used) in suspects() {
        let common = words.get(&key).copied().unwrap_or(0);
        if common < LEAST || common < FACTOR * used {
            continue;
        }
        let name = plain(name.text);
        let message = format!(
            "`{name}`, a name of `{}`, is an everyday word here: {common} times `{key}`, {used} as a name",
            entity.id
        );
        let hint = format!(
            "write the alias `{{ text = \"{name}\", case = \"exact\" }}`, or leave the longer name only"
        );
        let mut diagnostic = Diagnostic::warning("common-alias", message).hint(hint);
        diagnostic.place.clone_from(&entity.place);
        diagnostics.push(diagnostic);
    }
    diagnostics
}

/// Counts each of `words` where the texts write it in lower case: one pass over
/// every text, whatever the number of names.
fn count(facts: Facts<'_>, words: &mut BTreeMap<String, usize>) {
    if words.is_empty() {
        return;
    }
    let articles: Vec<&Annotated> = facts.articles().collect();
    let asked = &*words;
    let counted: Vec<BTreeMap<&str, usize>> = articles
        .par_iter()
        .map(|annotated| {
            let mut counted = BTreeMap::new();
            let text = annotated.article.prose.text.as_str();
            let lower = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| word.starts_with(char::is_lowercase));
            for word in lower {
                if let Some((word, _)) = asked.get_key_value(word) {
                    *counted.entry(word.as_str()).or_default() += 1;
                }
            }
            counted
        })
        .collect();
    let mut sums: BTreeMap<String, usize> = BTreeMap::new();
    for (word, times) in counted.into_iter().flatten() {
        *sums.entry(word.to_owned()).or_default() += times;
    }
    words.extend(sums);
}

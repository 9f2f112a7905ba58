//! # The registry holds names that no article uses
//!
//! Nothing is wrong with that: a registry may be larger than the site that uses
//! it. But a name that was once copied in and never stands in a text is one
//! more to keep right. It is a note, one for each file of the registry, and
//! none as long as the site has no articles.

use std::collections::BTreeMap;

use super::Facts;
use super::registry_names::{Usage, key, names};
use crate::diagnostic::{Diagnostic, Place, plain};
use crate::source::SourcePath;

/// How many names are quoted.
const MOST_NAMES: usize = 5;

/// Names of a file that no article uses.
#[derive(Default)]
struct Unused<'a> {
    entries: Vec<&'a str>,
    aliases: Vec<&'a str>,
}

pub(super) fn unused_alias(facts: Facts<'_>, usage: &Usage<'_>) -> Vec<Diagnostic> {
    if facts.site.articles.is_empty() {
        return Vec::new();
    }
    let mut files: BTreeMap<&SourcePath, Unused<'_>> = BTreeMap::new();
    for entity in facts.registry.iter().filter(|entity| !entity.hidden) {
        let Some(place) = &entity.place else {
            continue;
        };
        if !usage.is_used(&entity.id) {
            files
                .entry(&place.path)
                .or_default()
                .entries
                .push(&entity.name);
            continue;
        }
        // Who is pinned or may be meant needn't be named at all.
        if usage.may_be_meant(&entity.id) {
            continue;
        }
        let aliases = names(entity).into_iter().skip(1);
        let unused = aliases.filter(|name| usage.count(&entity.id, &key(name.text)) == 0);
        for name in unused {
            files
                .entry(&place.path)
                .or_default()
                .aliases
                .push(name.text);
        }
    }
    files
        .into_iter()
        .flat_map(|(path, unused)| unused.notes(path))
        .collect()
}

impl Unused<'_> {
    fn notes(&self, path: &SourcePath) -> Vec<Diagnostic> {
        let note = |code, names: &[&str], what: &str, hint: &str| {
            (!names.is_empty()).then(|| {
                let message = format!("no article uses {what}: {}", quoted(names));
                Diagnostic::note(code, message)
                    .at(Place::file(path))
                    .hint(hint)
            })
        };
        let entries = note(
            "unused-entity",
            &self.entries,
            &count(self.entries.len(), "entry", "entries"),
            "compare the spelling with the articles, or take out what isn't needed",
        );
        let aliases = note(
            "unused-alias",
            &self.aliases,
            &count(self.aliases.len(), "alias", "aliases"),
            "compare the spelling with the articles, or take out what isn't needed",
        );
        entries.into_iter().chain(aliases).collect()
    }
}

fn count(n: usize, one: &str, many: &str) -> String {
    match n {
        1 => format!("this {one}"),
        n => format!("{n} {many} of this file"),
    }
}

fn quoted(names: &[&str]) -> String {
    let mut quoted: Vec<String> = names
        .iter()
        .take(MOST_NAMES)
        .map(|name| format!("`{}`", plain(name)))
        .collect();
    if names.len() > MOST_NAMES {
        quoted.push(format!("{} more", names.len() - MOST_NAMES));
    }
    quoted.join(", ")
}

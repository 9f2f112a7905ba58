//! # A name in an article may mean two entities
//!
//! It is left without a highlight rather than guessed. Mend it with
//! `[[id|name]]` at the place, or for the whole article with
//! `entities.as = { "name" = "kind/slug" }` in its front matter.

use std::collections::{BTreeMap, BTreeSet};

use super::{Facts, in_text};
use crate::article::{Problem, ProseRange};
use crate::diagnostic::{Diagnostic, plain};
use crate::entity::EntityId;
use crate::link::Resolution;
use crate::site::Annotated;

pub(super) fn ambiguous_name(facts: Facts<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for annotated in facts.articles() {
        // Once for each name of an article, at its first place.
        let mut first: BTreeMap<&str, (ProseRange, &[EntityId])> = BTreeMap::new();
        let links = ambiguous_links(facts, annotated);
        for problem in &annotated.annotations.problems {
            if let Problem::Ambiguous { at, candidates } = problem
                && !links.contains(at)
            {
                first
                    .entry(annotated.article.prose.slice(*at))
                    .or_insert((*at, candidates));
            }
        }
        for (name, (at, candidates)) in first {
            let ids: Vec<String> = candidates.iter().map(|id| format!("`{id}`")).collect();
            let name = plain(name);
            let message = format!("`{name}` may mean {}", ids.join(" or "));
            let hint = format!(
                "write `[[{}|{name}]]` here, or set `entities.as` in the front matter",
                candidates[0]
            );
            diagnostics.push(
                Diagnostic::warning("ambiguous-name", message)
                    .at(in_text(&annotated.article, at))
                    .hint(hint),
            );
        }
    }
    diagnostics
}

/// The words of links that may mean several things, which is an error of its own.
fn ambiguous_links(facts: Facts<'_>, annotated: &Annotated) -> BTreeSet<ProseRange> {
    let text = facts.site.written(annotated);
    let links = text.references();
    links
        .filter(|(_, resolution)| matches!(resolution, Resolution::Ambiguous { .. }))
        .map(|(reference, _)| reference.at)
        .collect()
}

//! The names of the registry as rules compare them, and how often the texts
//! use each.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Facts;
use crate::article::Problem;
use crate::entity::{Entity, EntityId};
use crate::site::Annotated;

/// A name of an entity and its case rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name<'e> {
    pub(super) text: &'e str,
    /// Whether it counts in this very case only.
    pub(super) exact: bool,
}

impl Name<'_> {
    /// Whether some text may be either of two names with one key.
    pub(super) fn meets(self, other: Self) -> bool {
        !(self.exact && other.exact) || self.text == other.text
    }

    /// Whether every text that is this name is `other` too; both have one key.
    pub(super) fn is_covered_by(self, other: Self) -> bool {
        let opens = |text: &str| {
            let mut starts_word = true;
            let capitals = text.chars().map(|c| {
                let is_needed = starts_word && c.is_uppercase();
                starts_word = !c.is_alphanumeric();
                is_needed
            });
            capitals.collect::<Vec<bool>>()
        };
        if other.exact {
            return self.exact && self.text == other.text;
        }
        // An exact name is one text; another needs a capital where it has one.
        opens(other.text)
            .into_iter()
            .zip(opens(self.text))
            .all(|(theirs, ours)| ours || !theirs)
    }
}

/// A name as names are compared: lower case, single spaces.
pub(super) fn key(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// The names of an entity, its own first. An alias that is the same text lays
/// down the case of its own name and is no second one.
pub(super) fn names(entity: &Entity) -> Vec<Name<'_>> {
    let exact = entity
        .aliases
        .iter()
        .rev()
        .find(|alias| alias.text == entity.name)
        .map_or_else(
            || crate::entity::Alias::new(entity.name.as_str()).exact,
            |alias| alias.exact,
        );
    let own = Name {
        text: &entity.name,
        exact,
    };
    let others = entity
        .aliases
        .iter()
        .filter(|alias| alias.text != entity.name)
        .map(|alias| Name {
            text: &alias.text,
            exact: alias.exact,
        });
    [own].into_iter().chain(others).collect()
}

/// What the texts do with names: the mentions that are found already, counted
/// by entity and words. Nothing is searched for again.
#[derive(Debug, Default)]
pub(super) struct Usage<'a> {
    /// How often an entity is mentioned by these words, by key.
    mentions: BTreeMap<&'a EntityId, BTreeMap<String, usize>>,
    /// Entities that an article is pinned to, or that a tie may mean.
    otherwise: BTreeSet<&'a EntityId>,
}

impl<'a> Usage<'a> {
    pub(super) fn of(facts: Facts<'a>) -> Self {
        let mut usage = Self::default();
        for annotated in facts.articles() {
            let pins = &annotated.article.metadata.entities.pin;
            usage.otherwise.extend(pins.iter().map(|pin| &pin.value));
            for problem in &annotated.annotations.problems {
                if let Problem::Ambiguous { candidates, .. } = problem {
                    usage.otherwise.extend(candidates);
                }
            }
        }
        // As they are written first: few spellings, many mentions.
        let articles: Vec<&Annotated> = facts.articles().collect();
        let written: Vec<Written<'a>> = articles.into_par_iter().map(written).collect();
        for ((id, words), times) in written.into_iter().flatten() {
            let forms = usage.mentions.entry(id).or_default();
            *forms.entry(key(words)).or_default() += times;
        }
        usage
    }

    /// Whether an article names the entity, is pinned to it, or may mean it.
    pub(super) fn is_used(&self, id: &EntityId) -> bool {
        self.mentions.contains_key(id) || self.otherwise.contains(id)
    }

    /// Whether a text may have meant the entity by a name that it shares.
    pub(super) fn may_be_meant(&self, id: &EntityId) -> bool {
        self.otherwise.contains(id)
    }

    /// How often a name, given by its key, is a mention of the entity.
    pub(super) fn count(&self, id: &EntityId, key: &str) -> usize {
        let forms = self.mentions.get(id);
        forms.and_then(|forms| forms.get(key)).copied().unwrap_or(0)
    }

    /// How often the entity is mentioned by any name.
    pub(super) fn total(&self, id: &EntityId) -> usize {
        self.mentions
            .get(id)
            .map_or(0, |forms| forms.values().sum())
    }

    /// Every entity with the words, by key, that mention it.
    pub(super) fn forms(&self) -> impl Iterator<Item = (&'a EntityId, &str)> {
        self.mentions
            .iter()
            .flat_map(|(id, forms)| forms.keys().map(move |form| (*id, form.as_str())))
    }
}

/// How often each entity is mentioned by which words, as they are written.
type Written<'a> = BTreeMap<(&'a EntityId, &'a str), usize>;

fn written(annotated: &Annotated) -> Written<'_> {
    let mut written = BTreeMap::new();
    for mention in &annotated.annotations.mentions {
        let words = annotated.article.prose.slice(mention.at);
        *written.entry((&mention.of, words)).or_default() += 1;
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(name: (&str, bool), other: (&str, bool)) -> bool {
        let name_of = |(text, exact)| Name { text, exact };
        name_of(name).is_covered_by(name_of(other))
    }

    #[test]
    fn a_name_is_covered_when_case_never_tells_them_apart() {
        assert!(covered(("Ash Carter", false), ("Ash carter", false)));
        assert!(!covered(("Ash carter", false), ("Ash Carter", false)));
        assert!(covered(("Carter", true), ("Carter", false)));
        assert!(!covered(("carter", true), ("Carter", false)));
        assert!(!covered(("Carter", false), ("Carter", true)));
        assert!(covered(("IS", true), ("IS", true)));
        assert!(!covered(("IS", true), ("Is", true)));
    }
}

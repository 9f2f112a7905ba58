//! Which article or entity a link inside the site leads to.

use std::collections::BTreeMap;

use super::{Card, CardReference};
use crate::article::{ArticleId, ReferenceKind};
use crate::entity::EntityId;

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// An article.
    Article(ArticleId),
    /// An entity.
    Entity(EntityId),
    /// Several articles of the same title.
    Ambiguous(Vec<ArticleId>),
    /// Nothing; the id that it asks for, as far as that can be told.
    Dead(String),
}

/// A link seen from the article it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// The article that holds the link.
    pub from: ArticleId,
    /// Which of its references it is.
    pub reference: usize,
}

/// What each reference of each article leads to.
pub(super) fn references(cards: &[Card]) -> BTreeMap<ArticleId, Vec<Resolution>> {
    let ids: BTreeMap<&str, &ArticleId> = cards
        .iter()
        .map(|card| (card.id.as_str(), &card.id))
        .collect();
    let mut titles: BTreeMap<String, Vec<&ArticleId>> = BTreeMap::new();
    for card in cards {
        titles
            .entry(card.title.to_lowercase())
            .or_default()
            .push(&card.id);
    }
    let resolve = |card: &Card, reference: &CardReference| {
        if let Some(entity) = &reference.entity {
            return Resolution::Entity(entity.clone());
        }
        let wanted = match reference.kind {
            ReferenceKind::Path => id_of_path(&card.id, &reference.target),
            ReferenceKind::Wiki => reference.target.clone(),
        };
        if let Some(id) = ids.get(wanted.as_str()) {
            return Resolution::Article((*id).clone());
        }
        match titles.get(&wanted.to_lowercase()).map(Vec::as_slice) {
            Some([id]) => Resolution::Article((*id).clone()),
            Some(several) => {
                Resolution::Ambiguous(several.iter().map(|id| (*id).clone()).collect())
            }
            None => Resolution::Dead(wanted),
        }
    };
    cards
        .iter()
        .map(|card| {
            (
                card.id.clone(),
                card.references
                    .iter()
                    .map(|reference| resolve(card, reference))
                    .collect(),
            )
        })
        .collect()
}

/// The references that lead to each article from others, in the order of ids.
pub(super) fn backlinks(
    references: &BTreeMap<ArticleId, Vec<Resolution>>,
) -> BTreeMap<ArticleId, Vec<Backlink>> {
    let mut backlinks: BTreeMap<ArticleId, Vec<Backlink>> = BTreeMap::new();
    for (from, resolutions) in references {
        for (reference, resolution) in resolutions.iter().enumerate() {
            if let Resolution::Article(to) = resolution
                && to != from
            {
                backlinks.entry(to.clone()).or_default().push(Backlink {
                    from: from.clone(),
                    reference,
                });
            }
        }
    }
    backlinks
}

/// The id that a path names from inside an article: relative to its folder, or
/// to `content/` when it begins with a slash.
fn id_of_path(from: &ArticleId, path: &str) -> String {
    let without_extension = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let mut parts: Vec<&str> = match without_extension.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.as_str().split('/').collect(),
    };
    parts.pop();
    for part in without_extension.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, path: &str, expected: &str) {
        assert_eq!(id_of_path(&ArticleId::named(from), path), expected);
    }

    #[test]
    fn paths_are_relative_to_the_article_or_to_content() {
        check("briefings/a", "b.md", "briefings/b");
        check("briefings/a", "./b.md", "briefings/b");
        check("briefings/a", "../c/b.txt", "c/b");
        check("briefings/a", "/c/b.md", "c/b");
        check("a", "../../../b.md", "b");
    }
}

//! Where a link inside the site leads, and who leads to whom.
//!
//! What a link names is looked up in this order: entities by id or name; files
//! and ids; addresses, old ones too; titles; and for `[[...]]` alone the ends of
//! ids, and at last a person recognised at this place. The first that knows the
//! name decides, and if it knows several, so does the editor: it is an error.

use std::collections::{BTreeMap, BTreeSet};

use super::{CardReference, Subject, TextCard};
use crate::article::ReferenceKind;

/// How many of the subjects that a name may mean are kept, to be told.
const MOST_CANDIDATES: usize = 8;

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// This; it may have no page.
    To(Subject),
    /// Several with equal right.
    Ambiguous {
        /// The first of them, in order.
        candidates: Vec<Subject>,
        /// How many there are.
        count: usize,
    },
    /// Nothing; the id that it asks for, as far as that can be told.
    Dead(String),
}

/// A link seen from what it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// Whose text holds the link.
    pub from: Subject,
    /// Which of its references it is.
    pub reference: usize,
}

/// What each reference of each text leads to.
pub(super) fn references(texts: &[TextCard]) -> BTreeMap<Subject, Vec<Resolution>> {
    let names = Names::of(texts);
    let resolutions = |text: &TextCard| {
        let references = text.references.iter();
        references
            .map(|reference| names.resolve(&text.file, reference))
            .collect()
    };
    texts
        .iter()
        .filter(|text| !text.references.is_empty())
        .map(|text| (text.subject.clone(), resolutions(text)))
        .collect()
}

/// The references that lead to each subject from others, in order. Names in
/// double brackets that an article highlights are mentions, and no links.
pub(super) fn backlinks(
    texts: &[TextCard],
    references: &BTreeMap<Subject, Vec<Resolution>>,
) -> BTreeMap<Subject, Vec<Backlink>> {
    let mut backlinks: BTreeMap<Subject, Vec<Backlink>> = BTreeMap::new();
    for text in texts {
        let from = &text.subject;
        let resolutions = references.get(from).into_iter().flatten();
        for (at, (resolution, reference)) in resolutions.zip(&text.references).enumerate() {
            if let Resolution::To(to) = resolution
                && to != from
                && !is_mention(from, reference.kind, to)
            {
                backlinks.entry(to.clone()).or_default().push(Backlink {
                    from: from.clone(),
                    reference: at,
                });
            }
        }
    }
    for links in backlinks.values_mut() {
        links.sort_by(|a, b| (&a.from, a.reference).cmp(&(&b.from, b.reference)));
    }
    backlinks
}

/// Whether a reference of this kind is shown as a highlight.
#[must_use]
pub fn is_mention(from: &Subject, kind: ReferenceKind, to: &Subject) -> bool {
    matches!(
        (from, kind, to),
        (Subject::Article(_), ReferenceKind::Wiki, Subject::Entity(_))
    )
}

/// Everything that a link may call a text by.
#[derive(Default)]
struct Names<'t> {
    /// Files below `content/` without extension; those of articles are ids.
    files: BTreeMap<&'t str, &'t Subject>,
    /// Whole ids.
    ids: BTreeMap<String, &'t Subject>,
    /// Addresses of pages, without slashes at their ends and in small letters:
    /// two that differ in case only are an error already.
    addresses: BTreeMap<String, &'t Subject>,
    /// Old addresses, likewise.
    aliases: BTreeMap<String, &'t Subject>,
    titles: BTreeMap<String, BTreeSet<&'t Subject>>,
    short: BTreeMap<String, BTreeSet<&'t Subject>>,
}

impl<'t> Names<'t> {
    fn of(texts: &'t [TextCard]) -> Self {
        let mut names = Self::default();
        for text in texts {
            names.add(text);
        }
        names
    }

    fn add(&mut self, text: &'t TextCard) {
        let subject = &text.subject;
        if text.is_alone {
            self.files.insert(&text.file, subject);
        }
        self.ids.insert(subject.unmistakable(), subject);
        let own = self.addresses.entry(address(&text.address));
        own.or_insert(subject);
        for alias in &text.aliases {
            self.aliases.entry(address(alias)).or_insert(subject);
        }
        if let Some(title) = &text.title {
            let same = self.titles.entry(words(title)).or_default();
            same.insert(subject);
        }
        for short in &text.short {
            let same = self.short.entry(words(short)).or_default();
            same.insert(subject);
        }
    }

    /// What a reference leads to that stands in `file`.
    fn resolve(&self, file: &str, reference: &CardReference) -> Resolution {
        let target = reference.target.as_str();
        if target.is_empty() {
            return Resolution::Dead(String::new());
        }
        match reference.kind {
            ReferenceKind::Wiki => self.named(reference),
            ReferenceKind::Path => {
                let id = id_of_path(file, target);
                let to = self.files.get(id.as_str()).copied();
                to.map_or_else(|| self.titled(&id), to_one)
            }
            ReferenceKind::Address => {
                let address = address(target);
                let to = self.addresses.get(&address);
                let to = to.or_else(|| self.aliases.get(&address)).copied();
                to.map_or_else(|| Resolution::Dead(target.to_owned()), to_one)
            }
        }
    }

    /// What a name in double brackets leads to.
    fn named(&self, reference: &CardReference) -> Resolution {
        let target = reference.target.as_str();
        let known = reference.known.iter().cloned().map(Subject::Entity);
        let known: Vec<Subject> = known.collect();
        if !known.is_empty() {
            return among(known.iter());
        }
        let exact = self
            .files
            .get(target)
            .or_else(|| self.ids.get(target))
            .or_else(|| self.at_address(target))
            .or_else(|| self.aliases.get(&address(target)));
        if let Some(to) = exact {
            return to_one(to);
        }
        let name = words(target);
        let same = self.titles.get(&name).or_else(|| self.short.get(&name));
        match (same, &reference.recognised) {
            (Some(same), _) => among(same.iter().copied()),
            (None, Some(id)) => Resolution::To(Subject::Entity(id.clone())),
            (None, None) => Resolution::Dead(target.to_owned()),
        }
    }

    /// What a present address leads to; without its slash it could as well be a
    /// title.
    fn at_address(&self, target: &str) -> Option<&&'t Subject> {
        let address = target.starts_with('/').then(|| address(target))?;
        self.addresses.get(&address)
    }

    fn titled(&self, title: &str) -> Resolution {
        match self.titles.get(&words(title)) {
            Some(same) => among(same.iter().copied()),
            None => Resolution::Dead(title.to_owned()),
        }
    }
}

fn to_one(subject: &Subject) -> Resolution {
    Resolution::To(subject.clone())
}

/// The one subject that is meant, or the tie between several.
fn among<'s>(mut subjects: impl ExactSizeIterator<Item = &'s Subject>) -> Resolution {
    let count = subjects.len();
    match subjects.next() {
        Some(only) if count == 1 => to_one(only),
        first => Resolution::Ambiguous {
            candidates: first
                .into_iter()
                .chain(subjects)
                .take(MOST_CANDIDATES)
                .cloned()
                .collect(),
            count,
        },
    }
}

/// A name without regard to case and to how its words are parted.
fn words(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

fn address(alias: &str) -> String {
    alias.trim().trim_matches('/').to_lowercase()
}

/// The id that a path names from inside a file: relative to its folder, or to
/// `content/` when it begins with a slash.
fn id_of_path(from: &str, path: &str) -> String {
    let without_extension = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let mut parts: Vec<&str> = match without_extension.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').collect(),
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
mod tests;

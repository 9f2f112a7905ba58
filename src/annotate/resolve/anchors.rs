//! The full names of an article, which shorter forms refer to.
//!
//! "Carter" is the one Carter of the article, "the Department" the one
//! department, `DoD` what its letters spell. Where two would fit, nobody is
//! chosen. It knows names and ids, no text.

use std::collections::HashMap;

use smol_str::SmolStr;

use super::super::lexicon;
use super::super::quick::Seeded;
use super::spelling;
use crate::entity::{EntityId, Kind};

/// A name of the article by which others may be known.
#[derive(Clone, Debug)]
struct Anchor {
    id: EntityId,
    words: Vec<SmolStr>,
    name: String,
}

/// The full names of an article.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    all: Vec<Anchor>,
    /// Those that hold a word.
    by_word: HashMap<SmolStr, Vec<usize>, Seeded>,
}

/// What a shorter form may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Nothing that the article names.
    None,
    /// This one.
    One(EntityId),
    /// Several with equal right.
    Several(Vec<EntityId>),
}

impl Anchors {
    /// Adds a name of an entity.
    pub(super) fn add(&mut self, id: &EntityId, name: &str) {
        let words = words(id.kind(), name);
        let Some(last) = words.last().filter(|_| self.all.len() < MOST) else {
            return;
        };
        let is_known = |anchor: &Anchor| anchor.id == *id && anchor.words == words;
        if self.with(last).any(is_known) {
            return;
        }
        for (at, word) in words.iter().enumerate() {
            if !words[..at].contains(word) {
                let holders = self.by_word.entry(word.clone()).or_default();
                holders.push(self.all.len());
            }
        }
        self.all.push(Anchor {
            id: id.clone(),
            words,
            name: name.to_owned(),
        });
    }

    /// The entity that a full name of this kind is another spelling of.
    pub(super) fn same(&self, kind: Kind, name: &str) -> Option<EntityId> {
        let own = words(kind, name);
        let fits = |anchor: &&Anchor| {
            anchor.id.kind() == kind
                && (anchor.words == own
                    || kind == Kind::Person && is_same_person(&anchor.words, &own))
        };
        let mut found = self.with(own.last()?).filter(fits).map(|anchor| &anchor.id);
        let first = found.next()?;
        found.all(|id| id == first).then(|| first.clone())
    }

    /// What a person's last name, or else the first, means.
    pub(super) fn person(&self, name: &str) -> Reading {
        let own = words(Kind::Person, name);
        let (Some(first), Some(last)) = (own.first(), own.last()) else {
            return Reading::None;
        };
        let is_longer =
            |anchor: &&Anchor| anchor.id.kind() == Kind::Person && anchor.words.len() > own.len();
        let ends = self.with(last).filter(is_longer);
        let reading = read(ends.filter(|anchor| anchor.words.ends_with(&own)));
        if reading != Reading::None {
            return reading;
        }
        let begins = self.with(first).filter(is_longer);
        read(begins.filter(|anchor| anchor.words.starts_with(&own)))
    }

    /// What an acronym or a part of an organisation's name means.
    pub(super) fn organisation(&self, name: &str) -> Reading {
        if let Some(letters) = spelling::letters(name) {
            let spelt = |anchor: &&Anchor| spelling::spell(&letters, &anchor.name);
            let reading = read(self.all.iter().filter(spelt));
            if reading != Reading::None {
                return reading;
            }
        }
        let own = words(Kind::Organisation, name);
        let Some(first) = own.first() else {
            return Reading::None;
        };
        read(self.with(first).filter(|anchor| {
            anchor.id.kind() == Kind::Organisation
                && anchor.words.len() > own.len()
                && (anchor.words.starts_with(&own) || is_head(&own) && anchor.words.ends_with(&own))
        }))
    }

    /// The anchors that hold a word.
    fn with(&self, word: &str) -> impl Iterator<Item = &Anchor> {
        let holders = self.by_word.get(word).into_iter().flatten();
        holders.map(|index| &self.all[*index])
    }
}

/// More full names than this in one article are a list; no form is looked for
/// among the rest, so that a list takes no time with the square of its length.
const MOST: usize = 500;

/// Whether it is one word that says what sort of organisation: "Council".
fn is_head(words: &[SmolStr]) -> bool {
    matches!(words, [word] if lexicon::ORGANISATIONS.contains(&word.as_str()))
}

fn words(kind: Kind, name: &str) -> Vec<SmolStr> {
    if kind == Kind::Organisation {
        spelling::organisation(name)
    } else {
        spelling::words(name)
    }
}

/// Whether first and last names agree; one may be an initial, and what stands
/// between them may be left out.
fn is_same_person(one: &[SmolStr], other: &[SmolStr]) -> bool {
    let ([first, .., last], [other_first, .., other_last]) = (one, other) else {
        return false;
    };
    let is_initial = |short: &str, long: &str| short.len() == 1 && long.starts_with(short);
    let firsts =
        first == other_first || is_initial(first, other_first) || is_initial(other_first, first);
    let middle = one.len().min(other.len()) == 2
        || one[1..one.len() - 1]
            .iter()
            .any(|word| other.contains(word));
    last == other_last && firsts && middle
}

fn read<'a>(anchors: impl Iterator<Item = &'a Anchor>) -> Reading {
    let mut ids: Vec<&EntityId> = anchors.map(|anchor| &anchor.id).collect();
    ids.sort_unstable();
    ids.dedup();
    match ids.as_slice() {
        [] => Reading::None,
        [one] => Reading::One((*one).clone()),
        several => Reading::Several(several.iter().map(|id| (*id).clone()).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchors(names: &[(Kind, &str)]) -> Anchors {
        let mut anchors = Anchors::default();
        for (kind, name) in names {
            anchors.add(&EntityId::for_name(*kind, name), name);
        }
        anchors
    }

    fn check(reading: &Reading, expected: &str) {
        let said = match reading {
            Reading::None => String::new(),
            Reading::One(id) => id.to_string(),
            Reading::Several(ids) => ids
                .iter()
                .map(EntityId::as_str)
                .collect::<Vec<_>>()
                .join(" or "),
        };
        assert_eq!(said, expected);
    }

    #[test]
    fn last_names_before_first_names() {
        let people = anchors(&[
            (Kind::Person, "Ash Carter"),
            (Kind::Person, "Carter Page"),
            (Kind::Person, "Kim Jong-un"),
        ]);
        check(&people.person("Carter"), "person/ash-carter");
        check(&people.person("Kim"), "person/kim-jong-un");
        check(&people.person("Page"), "person/carter-page");
        check(&people.person("Smith"), "");
    }

    #[test]
    fn two_of_one_name_are_a_tie() {
        let people = anchors(&[
            (Kind::Person, "Bill Clinton"),
            (Kind::Person, "Hillary Clinton"),
        ]);
        check(
            &people.person("Clinton"),
            "person/bill-clinton or person/hillary-clinton",
        );
        check(&people.person("Hillary"), "person/hillary-clinton");
    }

    #[test]
    fn organisations_by_acronym_and_part() {
        let names = anchors(&[
            (Kind::Organisation, "Department of Defence"),
            (Kind::Organisation, "Amnesty International"),
            (Kind::Place, "Democratic Republic of the Congo"),
        ]);
        check(
            &names.organisation("DoD"),
            "organisation/department-of-defence",
        );
        check(
            &names.organisation("Amnesty"),
            "organisation/amnesty-international",
        );
        check(
            &names.organisation("Department"),
            "organisation/department-of-defence",
        );
        check(
            &names.organisation("DRC"),
            "place/democratic-republic-of-the-congo",
        );
        check(&names.organisation("Defence"), "");
    }

    #[test]
    fn one_person_with_and_without_the_middle() {
        let people = anchors(&[(Kind::Person, "John F. Kennedy")]);
        assert!(people.same(Kind::Person, "John Kennedy").is_some());
        assert!(people.same(Kind::Person, "J. Kennedy").is_some());
        assert!(people.same(Kind::Person, "Robert F. Kennedy").is_none());
        assert!(people.same(Kind::Person, "Robert Kennedy").is_none());
    }
}

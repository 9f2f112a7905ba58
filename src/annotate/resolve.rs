//! Which entity each name means, within one article.
//!
//! Takes what the editor, the tables and the recogniser say and decides:
//! surnames follow the full name, acronyms their definition, and a tie stays a
//! tie. It knows one article only.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use super::gazetteer::{Gazetteer, Match};
use super::recognise::Found;
use crate::article::{How, Mention, Problem, Prose, ProseRange};
use crate::entity::{Alias, Entity, EntityId, Kind, Origin};

/// What the names of an article mean.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    /// Mentions, in order, without overlap.
    pub(super) mentions: Vec<Mention>,
    /// Names not sure enough to be mentions.
    pub(super) candidates: Vec<Mention>,
    /// Entities that stand in no table.
    pub(super) recognised: Vec<Entity>,
    /// Ties.
    pub(super) problems: Vec<Problem>,
}

/// Decides what each name means.
pub(super) fn resolve(
    prose: &Prose,
    known: &[Match],
    found: &[Found],
    gazetteer: &Gazetteer,
    context: &Context<'_>,
) -> Resolved {
    let mut resolver = Resolver {
        prose,
        gazetteer,
        context,
        drafts: Vec::new(),
        names: BTreeMap::new(),
        problems: Vec::new(),
    };
    resolver.assigned();
    resolver.forced(found);
    resolver.known(known);
    resolver.named(found, known);
    resolver.acronyms(found);
    resolver.surnames(found);
    resolver.finish()
}

struct Resolver<'a> {
    prose: &'a Prose,
    gazetteer: &'a Gazetteer,
    context: &'a Context<'a>,
    drafts: Vec<Mention>,
    /// Names of recognised entities, as first seen.
    names: BTreeMap<EntityId, String>,
    problems: Vec<Problem>,
}

impl Resolver<'_> {
    /// Names that the front matter's `entities.as` gives a meaning.
    fn assigned(&mut self) {
        for (name, id) in self
            .context
            .assigned
            .iter()
            .filter(|(name, _)| !name.trim().is_empty())
        {
            for (start, words) in self.prose.text.match_indices(name.as_str()) {
                let at = ProseRange::new(start, start + words.len());
                if self.is_whole(at) && self.is_read(at) {
                    self.push(at, id.value.clone(), How::Editor, 1.0);
                }
            }
        }
    }

    /// Inline mark-up. What names no entity that is known may still be a name
    /// found here, else it is left to be a link to an article.
    fn forced(&mut self, found: &[Found]) {
        for (at, target) in self.context.forced {
            let named = self.gazetteer.named(target);
            match named.as_slice() {
                [id] => self.push(*at, (*id).clone(), How::Editor, 1.0),
                [] => {
                    let same = found
                        .binary_search_by_key(at, |found| found.at)
                        .ok()
                        .map(|index| &found[index]);
                    if let Some(found) = same.filter(|found| found.kind != Kind::Other) {
                        self.push_new(found, How::Editor, 1.0);
                    }
                }
                several => {
                    let candidates = several.iter().map(|id| (*id).clone()).collect();
                    self.problems.push(Problem::Ambiguous {
                        at: *at,
                        candidates,
                    });
                }
            }
        }
    }

    fn known(&mut self, known: &[Match]) {
        let sure: BTreeSet<&EntityId> = known
            .iter()
            .filter_map(|known| known.entities.first().filter(|_| known.entities.len() == 1))
            .collect();
        for known in known {
            let (how, confidence) = match known.origin {
                Origin::Registry => (How::Registry, 1.0),
                _ => (How::Gazetteer, 0.95),
            };
            let mut likely = known
                .entities
                .iter()
                .filter(|id| known.entities.len() == 1 || sure.contains(id));
            match (likely.next(), likely.next()) {
                (Some(id), None) => self.push(known.at, id.clone(), how, confidence),
                _ => self.problems.push(Problem::Ambiguous {
                    at: known.at,
                    candidates: known.entities.clone(),
                }),
            }
        }
    }

    /// Names found by form. One that ends in a known person's name is that
    /// person: "Ash Carter" where the registry says "Carter".
    fn named(&mut self, found: &[Found], known: &[Match]) {
        let persons: BTreeMap<usize, &Match> = known
            .iter()
            .filter(|known| known.entities.len() == 1 && known.entities[0].kind() == Kind::Person)
            .map(|known| (known.at.end, known))
            .collect();
        for found in found {
            let inside = persons
                .get(&found.at.end)
                .filter(|known| found.at.contains(known.at));
            match inside {
                Some(known) if found.kind == Kind::Person => {
                    self.push(found.at, known.entities[0].clone(), How::Resolved, 0.9);
                }
                _ => self.push_new(found, How::Recognised, found.confidence),
            }
        }
    }

    /// "Department of Defence (DoD)": the acronym means what stands before it.
    fn acronyms(&mut self, found: &[Found]) {
        let mut defined: BTreeMap<&str, EntityId> = BTreeMap::new();
        for mention in &self.drafts {
            let after = &self.prose.text[mention.at.end..];
            let acronym = after
                .strip_prefix(" (")
                .and_then(|rest| rest.get(..rest.floor_char_boundary(LONGEST_ACRONYM)))
                .and_then(|rest| rest.split_once(')'))
                .map(|(inside, _)| inside);
            if let Some(acronym) =
                acronym.filter(|acronym| is_acronym_of(acronym, self.prose.slice(mention.at)))
            {
                defined.insert(acronym, mention.of.clone());
            }
        }
        for found in found {
            if let Some(id) = defined.get(self.prose.slice(found.at)) {
                self.push(found.at, id.clone(), How::Resolved, 0.9);
            }
        }
    }

    /// A last name alone is the one person of that name in the article.
    fn surnames(&mut self, found: &[Found]) {
        let mut persons: BTreeMap<String, BTreeSet<EntityId>> = BTreeMap::new();
        for mention in self
            .drafts
            .iter()
            .filter(|mention| mention.of.kind() == Kind::Person)
        {
            if f64::from(mention.confidence) < self.context.threshold {
                continue;
            }
            let full = self.name_of(&mention.of);
            let words: Vec<&str> = full.split_whitespace().collect();
            if let [_, .., last] = words.as_slice() {
                persons
                    .entry((*last).to_owned())
                    .or_default()
                    .insert(mention.of.clone());
            }
        }
        let settled: BTreeSet<ProseRange> = self
            .drafts
            .iter()
            .filter(|draft| draft.how <= How::Gazetteer)
            .map(|draft| draft.at)
            .collect();
        for found in found.iter().filter(|found| !settled.contains(&found.at)) {
            let Some(bearers) = persons.get(self.prose.slice(found.at)) else {
                continue;
            };
            match bearers.iter().collect::<Vec<_>>().as_slice() {
                [id] => self.push(found.at, (*id).clone(), How::Resolved, 0.9),
                several => {
                    let candidates = several.iter().map(|id| (*id).clone()).collect();
                    self.problems.push(Problem::Ambiguous {
                        at: found.at,
                        candidates,
                    });
                }
            }
        }
    }

    fn finish(mut self) -> Resolved {
        let ignored = |at: ProseRange| {
            let words = self.prose.slice(at);
            self.context
                .ignored
                .iter()
                .any(|name| name.eq_ignore_ascii_case(words))
        };
        self.drafts
            .retain(|draft| draft.how == How::Editor || !ignored(draft.at));
        self.problems
            .retain(|problem| !matches!(problem, Problem::Ambiguous { at, .. } if ignored(*at)));
        let is_hidden = |id: &EntityId| self.gazetteer.get(id).is_some_and(|entity| entity.hidden);
        self.drafts.retain(|draft| !is_hidden(&draft.of));
        let (sure, unsure) = self
            .drafts
            .into_iter()
            .partition(|draft: &Mention| f64::from(draft.confidence) >= self.context.threshold);
        let mentions = without_overlap(sure, &[]);
        let candidates = without_overlap(unsure, &mentions);
        self.problems.retain(|problem| {
            !matches!(problem, Problem::Ambiguous { at, .. } if is_covered(&mentions, *at))
        });
        let used: BTreeSet<&EntityId> = mentions
            .iter()
            .chain(&candidates)
            .map(|mention| &mention.of)
            .collect();
        let recognised = self
            .names
            .iter()
            .filter(|(id, _)| used.contains(id))
            .map(|(id, name)| Entity {
                aliases: Vec::<Alias>::new(),
                ..Entity::named(id.clone(), name.clone(), Origin::Recognised)
            })
            .collect();
        Resolved {
            mentions,
            candidates,
            recognised,
            problems: self.problems,
        }
    }

    fn push_new(&mut self, found: &Found, how: How, confidence: f32) {
        let name = self
            .prose
            .slice(found.at)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let id = EntityId::for_name(found.kind, &name);
        if self.gazetteer.get(&id).is_none() {
            self.names.entry(id.clone()).or_insert(name);
        }
        self.push(found.at, id, how, confidence);
    }

    fn push(&mut self, at: ProseRange, of: EntityId, how: How, confidence: f32) {
        self.drafts.push(Mention {
            at,
            of,
            how,
            confidence,
        });
    }

    fn name_of(&self, id: &EntityId) -> String {
        let known = self.gazetteer.get(id).map(|entity| entity.name.clone());
        known
            .or_else(|| self.names.get(id).cloned())
            .unwrap_or_default()
    }

    /// Whether a range lies in a block, and not in code.
    fn is_read(&self, at: ProseRange) -> bool {
        let after = self
            .prose
            .blocks
            .partition_point(|block| block.at.start <= at.start);
        let in_block = after
            .checked_sub(1)
            .is_some_and(|index| self.prose.blocks[index].at.contains(at));
        in_block && !self.prose.is_opaque(at.start)
    }

    fn is_whole(&self, at: ProseRange) -> bool {
        let text = &self.prose.text;
        !text[..at.start].ends_with(char::is_alphanumeric)
            && !text[at.end..].starts_with(char::is_alphanumeric)
    }
}

/// Longest acronym in bytes, with the bracket that closes it.
const LONGEST_ACRONYM: usize = 16;

/// Whether the letters of `acronym` begin words of `name`, in order.
fn is_acronym_of(acronym: &str, name: &str) -> bool {
    let letters: Vec<char> = acronym.chars().filter(|c| c.is_uppercase()).collect();
    let mut initials = name
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .map(|c| c.to_ascii_uppercase());
    letters.len() >= 2
        && acronym.chars().all(char::is_alphanumeric)
        && letters
            .iter()
            .all(|letter| initials.any(|initial| initial == *letter))
}

/// Whether one of `mentions`, in order and without overlap, shares a byte with `at`.
fn is_covered(mentions: &[Mention], at: ProseRange) -> bool {
    let before = mentions.partition_point(|mention| mention.at.start < at.end);
    before
        .checked_sub(1)
        .is_some_and(|index| mentions[index].at.overlaps(at))
}

/// The rule for overlaps: the editor's word first, then the longer name, then
/// the higher authority, then the earlier place.
fn without_overlap(mut drafts: Vec<Mention>, taken: &[Mention]) -> Vec<Mention> {
    drafts.sort_by_key(|draft| {
        (
            draft.how != How::Editor,
            std::cmp::Reverse(draft.at.len()),
            draft.how,
            draft.at,
        )
    });
    let mut by_start: BTreeMap<usize, usize> = taken
        .iter()
        .map(|mention| (mention.at.start, mention.at.end))
        .collect();
    let mut kept = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let before = by_start.range(..draft.at.end).next_back();
        if before.is_none_or(|(_, end)| *end <= draft.at.start) {
            by_start.insert(draft.at.start, draft.at.end);
            kept.push(draft);
        }
    }
    kept.sort_by_key(|mention| mention.at);
    kept
}

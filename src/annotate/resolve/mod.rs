//! Which entity each name means, within one article.
//!
//! Takes what the editor, the tables and the recogniser say and decides, in
//! this order of authority. Surnames follow the full name, acronyms what they
//! stand for, parts the whole, and a tie stays a tie. It knows one article
//! only.

mod anchors;
mod spelling;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use anchors::{Anchors, Reading};

use super::Context;
use super::gazetteer::{Gazetteer, Match};
use super::names::Found;
use super::quick::Seeded;
use crate::article::{Contradiction, How, Mention, Problem, Prose, ProseRange};
use crate::entity::{Entity, EntityId, Kind, Origin};

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
    /// Known names that the text reads as another kind.
    pub(super) contradictions: Vec<Contradiction>,
}

/// The text overrides the built-in tables when it is read as another kind at
/// least this surely.
const OVERRIDES: f32 = 0.8;

/// A name of the built-in tables that the recogniser doesn't take for one.
const UNSEEN: f32 = 0.75;

/// A shorter form of a name that is clear.
const CLEAR: f32 = 0.9;

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
        anchors: Anchors::default(),
        problems: Vec::new(),
    };
    resolver.assigned();
    resolver.forced(found);
    let known = resolver.heeded(known, found);
    resolver.known(&known, found);
    let rest: Vec<&Found> = found
        .iter()
        .filter(|found| !is_settled(&known, found.at))
        .collect();
    let (full, short): (Vec<&Found>, Vec<&Found>) = rest
        .into_iter()
        .partition(|found| prose.slice(found.at).contains([' ', '\n', '\u{a0}']));
    for found in &full {
        resolver.full(found, &known);
    }
    for found in &short {
        resolver.short(found);
    }
    resolver.finish(found)
}

/// Whether a known name stands at exactly these words.
fn is_settled(known: &[&Match], at: ProseRange) -> bool {
    known.binary_search_by_key(&at, |known| known.at).is_ok()
}

struct Resolver<'a> {
    prose: &'a Prose,
    gazetteer: &'a Gazetteer,
    context: &'a Context<'a>,
    drafts: Vec<Mention>,
    /// Names of recognised entities, as first seen.
    names: BTreeMap<EntityId, String>,
    anchors: Anchors,
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
                    if let Some(found) = same(found, *at).filter(|found| self.is_a_full_name(found))
                    {
                        let id = self.new_id(found.kind, &self.words(found.at));
                        self.push(found.at, id, How::Editor, 1.0);
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

    /// Whether a name is a person's, first and last; what might as well be an
    /// article's title is left alone.
    fn is_a_full_name(&self, found: &Found) -> bool {
        found.kind == Kind::Person
            && f64::from(found.confidence) >= self.context.threshold
            && self.prose.slice(found.at).contains(char::is_whitespace)
    }

    /// The known names, but for those of the built-in tables that the text
    /// uses for something else: "Jordan" where Jane Jordan speaks.
    fn heeded<'k>(&self, known: &'k [Match], found: &[Found]) -> Vec<&'k Match> {
        let is_closed = |kind| matches!(kind, Kind::Group | Kind::Place);
        let is_thing =
            |kind| matches!(kind, Kind::Event | Kind::Work | Kind::Product | Kind::Other);
        let people = found.iter().filter(|found| self.is_a_full_name(found));
        let last_names: BTreeSet<&str> = people
            .filter_map(|found| self.prose.slice(found.at).split_whitespace().next_back())
            .collect();
        let heeded = known.iter().filter(|known| {
            if known.origin == Origin::Registry {
                return true;
            }
            let is_last_name = last_names.contains(self.prose.slice(known.at));
            same(found, known.at).is_none_or(|found| {
                let is_sure =
                    found.confidence >= OVERRIDES || is_last_name && found.kind == Kind::Person;
                !is_sure
                    || is_unmistakable(self.prose.slice(known.at))
                    || known.entities.iter().any(|id| {
                        id.kind() == found.kind
                            || is_closed(id.kind()) && is_closed(found.kind)
                            || is_thing(id.kind()) && is_thing(found.kind)
                    })
            })
        });
        heeded.collect()
    }

    fn known(&mut self, known: &[&Match], found: &[Found]) {
        let sure: BTreeSet<&EntityId> = known
            .iter()
            .filter_map(|known| known.entities.first().filter(|_| known.entities.len() == 1))
            .collect();
        let prose = self.prose;
        // A name that comes again says nothing new of what is called so.
        let mut named: HashSet<(&EntityId, &str), Seeded> = HashSet::default();
        for known in known {
            let (how, confidence) = match known.origin {
                Origin::Registry => (How::Registry, 1.0),
                _ if same(found, known.at).is_some() => (How::Gazetteer, 0.95),
                _ => (How::Gazetteer, UNSEEN),
            };
            let mut likely = known
                .entities
                .iter()
                .filter(|id| known.entities.len() == 1 || sure.contains(id));
            match (likely.next(), likely.next()) {
                (Some(id), None) => {
                    self.push(known.at, id.clone(), how, confidence);
                    if named.insert((id, prose.slice(known.at))) {
                        if let Some(entity) = self.gazetteer.get(id) {
                            self.anchors.add(id, &entity.name);
                        }
                        let words = self.words(known.at);
                        self.anchors.add(id, &words);
                    }
                }
                _ => self.problems.push(Problem::Ambiguous {
                    at: known.at,
                    candidates: known.entities.clone(),
                }),
            }
        }
    }

    /// A name of several words. One that ends in a known person's name and
    /// doesn't gainsay it is that person: "Ash Carter" where the registry says
    /// "Carter".
    fn full(&mut self, found: &Found, known: &[&Match]) {
        let name = self.words(found.at);
        if let Some(id) = self.anchors.same(found.kind, &name) {
            if self.names.get(&id) == Some(&name) {
                self.push(found.at, id, How::Recognised, found.confidence);
            } else {
                self.push(found.at, id, How::Resolved, found.confidence.max(CLEAR));
            }
            return;
        }
        if found.kind == Kind::Person
            && let Some(id) = self.known_at_end(found, known)
        {
            self.push(found.at, id.clone(), How::Resolved, CLEAR);
            self.anchors.add(&id, &name);
            return;
        }
        let reading = match found.kind {
            Kind::Person => self.anchors.person(&name),
            Kind::Organisation => self.anchors.organisation(&name),
            _ => Reading::None,
        };
        match reading {
            Reading::One(id) => self.push(found.at, id, How::Resolved, found.confidence),
            Reading::None | Reading::Several(_) => {
                let id = self.new_id(found.kind, &name);
                self.anchors.add(&id, &name);
                self.push(found.at, id, How::Recognised, found.confidence);
            }
        }
    }

    /// The one known person whose name ends these words, when the other words
    /// fit that person's first name.
    fn known_at_end(&self, found: &Found, known: &[&Match]) -> Option<EntityId> {
        let before = known.partition_point(|known| known.at.start < found.at.end);
        let last = known.get(before.checked_sub(1)?)?;
        let [id] = last.entities.as_slice() else {
            return None;
        };
        if id.kind() != Kind::Person || last.at.end != found.at.end || !found.at.contains(last.at) {
            return None;
        }
        let own = spelling::words(&self.gazetteer.get(id)?.name);
        let first = spelling::words(&self.words(found.at)).into_iter().next();
        let fits = own.len() < 2
            || own.first().zip(first.as_ref()).is_some_and(|(own, first)| {
                // "Ash" and "A." are of "Ashton".
                own.starts_with(first.as_str()) || first.starts_with(own.as_str())
            });
        fits.then(|| id.clone())
    }

    /// A name of one word.
    fn short(&mut self, found: &Found) {
        let name = self.words(found.at);
        let reading = match found.kind {
            Kind::Person => self.anchors.person(&name),
            Kind::Organisation => self
                .anchors
                .same(found.kind, &name)
                .map_or_else(|| self.anchors.organisation(&name), Reading::One),
            _ => Reading::None,
        };
        match reading {
            Reading::One(id) => self.push(found.at, id, How::Resolved, found.confidence.max(CLEAR)),
            Reading::Several(candidates) => self.problems.push(Problem::Ambiguous {
                at: found.at,
                candidates,
            }),
            Reading::None => {
                let id = self.new_id(found.kind, &name);
                self.push(found.at, id, How::Recognised, found.confidence);
            }
        }
    }

    fn finish(mut self, found: &[Found]) -> Resolved {
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
        self.drafts.retain(|draft| !self.gazetteer.hides(&draft.of));
        let contradictions = contradictions(&self.drafts, found);
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
            .map(|(id, name)| Entity::named(id.clone(), name.clone(), Origin::Recognised))
            .collect();
        Resolved {
            contradictions,
            mentions,
            candidates,
            recognised,
            problems: self.problems,
        }
    }

    /// The id of a name that is known to nobody, and its name as first seen.
    fn new_id(&mut self, kind: Kind, name: &str) -> EntityId {
        let id = EntityId::for_name(kind, &spelling::for_id(name));
        // What stands among the names already is known not to be in the tables.
        if !self.names.contains_key(&id) && self.gazetteer.get(&id).is_none() {
            self.names.insert(id.clone(), name.to_owned());
        }
        id
    }

    fn push(&mut self, at: ProseRange, of: EntityId, how: How, confidence: f32) {
        self.drafts.push(Mention {
            at,
            of,
            how,
            confidence,
        });
    }

    /// The words of a range, on one line.
    fn words(&self, at: ProseRange) -> String {
        let text = self.prose.slice(at);
        let is_plain = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
        if text.bytes().all(is_plain) && !text.contains("  ") && text.trim().len() == text.len() {
            return text.to_owned();
        }
        let words = text.split_whitespace();
        words.collect::<Vec<_>>().join(" ")
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

/// Whether a built-in name is of several words, or of capitals only: the
/// text doesn't use it for somebody who merely shares it.
fn is_unmistakable(name: &str) -> bool {
    name.contains(char::is_whitespace) || name.len() > 2 && name.chars().all(char::is_uppercase)
}

/// Where the text surely reads a name of the editor's as another kind.
fn contradictions(drafts: &[Mention], found: &[Found]) -> Vec<Contradiction> {
    let ours = drafts.iter().filter(|draft| draft.how == How::Registry);
    let contradicted = ours.filter_map(|draft| {
        let read = same(found, draft.at)?;
        let differs = read.kind != draft.of.kind() && read.kind != Kind::Other;
        (differs && read.confidence >= OVERRIDES).then(|| Contradiction {
            at: draft.at,
            of: draft.of.clone(),
            read_as: read.kind,
        })
    });
    contradicted.collect()
}

/// The recognised name at exactly these words.
fn same(found: &[Found], at: ProseRange) -> Option<&Found> {
    let index = found.binary_search_by_key(&at, |found| found.at).ok()?;
    found.get(index)
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

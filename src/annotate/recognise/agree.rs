//! What the sentences of one text say of a name together.
//!
//! A name is of one type throughout a text; a last name is of the type of the
//! full name; a name that was found once is found wherever its words stand.
//! It works on tokens and knows no weights.

use std::collections::{BTreeMap, HashMap};

use super::super::quick::Seeded;
use super::document::{Document, evidence};
use super::tags::Type;
use super::tokens::Look;

/// A name in tokens of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spotted {
    /// First token.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// Its type.
    pub(super) of: Type,
    /// How much better this reading is than any other.
    pub(super) margin: i32,
}

/// A single word is looked for elsewhere only when it was found this surely.
const SURE: i32 = 64;

/// A name of more tokens than this is looked for nowhere else.
const LONGEST: usize = 12;

/// Of names that begin with one word, no more than this many are looked for.
const MOST: usize = 8;

/// Makes the names of a text agree, and adds those that were overlooked.
pub(super) fn agree(document: &Document<'_>, names: &mut Vec<Spotted>) {
    let words: Vec<u32> = document.places.iter().map(|place| place.word).collect();
    let mut tallies: HashMap<&[u32], Tally, Seeded> = HashMap::default();
    let mut last_names: BTreeMap<u32, i64> = BTreeMap::new();
    for name in names.iter() {
        let own = &words[name.start..name.end];
        let tally = tallies.entry(own).or_insert(Tally {
            votes: [0; 5],
            surest: name.margin,
        });
        tally.votes[name.of as usize] += i64::from(name.margin) + 16;
        tally.surest = tally.surest.max(name.margin);
        if let (Type::Person, [_, .., last]) = (name.of, own) {
            *last_names.entry(*last).or_default() += i64::from(name.margin);
        }
    }
    for name in names.iter_mut() {
        let own = &words[name.start..name.end];
        let tally = &tallies[own];
        // What is sure in one place makes it likely in another.
        name.margin = name.margin.max(tally.surest / 2);
        let mut votes = tally.votes;
        if let [word] = own
            && let Some(vote) = last_names.get(word)
        {
            votes[Type::Person as usize] += vote;
        }
        let most = Type::ALL
            .into_iter()
            .max_by_key(|of| (votes[*of as usize], std::cmp::Reverse(*of)));
        name.of = most.unwrap_or(name.of);
    }
    add_repeats(document, &words, names);
}

/// What the text says of a name together.
struct Tally {
    /// For each type.
    votes: [i64; 5],
    /// The best margin.
    surest: i32,
}

/// A name that is looked for: its words, its type and how sure it was.
type Known<'w> = (&'w [u32], Type, i32);

fn add_repeats(document: &Document<'_>, all: &[u32], names: &mut Vec<Spotted>) {
    let mut known: HashMap<u32, Vec<Known<'_>>, Seeded> = HashMap::default();
    for name in names.iter().filter(|name| name.end - name.start <= LONGEST) {
        let is_sure = name.margin >= SURE || name.end - name.start > 1;
        if !is_sure || name.of == Type::Thing {
            continue;
        }
        let own = &all[name.start..name.end];
        if let (Type::Person, [_, .., last]) = (name.of, own) {
            // A last name alone is the person's, too.
            let list = known.entry(*last).or_default();
            let is_known = list.iter().any(|(words, ..)| *words == [*last]);
            if !is_known && list.len() < MOST {
                let surname = &own[own.len() - 1..];
                list.push((surname, Type::Person, name.margin / 2));
            }
        }
        let list = known.entry(own[0]).or_default();
        if let Some((_, _, margin)) = list.iter_mut().find(|(words, ..)| *words == own) {
            *margin = (*margin).max(name.margin);
        } else if list.len() < MOST {
            list.push((own, name.of, name.margin));
        }
    }
    let mut taken = vec![false; document.places.len()];
    for name in names.iter() {
        taken[name.start..name.end].fill(true);
    }
    for sentence in &document.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            let list = known.get(&all[at]).filter(|_| !taken[at]);
            let found = list.into_iter().flatten().filter(|(words, ..)| {
                let end = at + words.len();
                end <= sentence.end
                    && all[at..end] == **words
                    && !taken[at..end].contains(&true)
                    && stands_alone(document, sentence, at..end)
            });
            at += match found.max_by_key(|(words, ..)| words.len()) {
                Some((words, of, margin)) => {
                    names.push(Spotted {
                        start: at,
                        end: at + words.len(),
                        of: *of,
                        margin: margin / 2,
                    });
                    words.len()
                }
                None => 1,
            };
        }
    }
    names.sort_by_key(|name| name.start);
}

/// Whether the words are no part of a longer run of capitals, and not an
/// everyday word that opens a sentence.
fn stands_alone(
    document: &Document<'_>,
    sentence: &std::ops::Range<usize>,
    at: std::ops::Range<usize>,
) -> bool {
    let is_capital = |at: usize| document.word(at).look == Look::Capital;
    let first = document.word(at.start);
    is_capital(at.start)
        && !(at.start > sentence.start && is_capital(at.start - 1))
        && !(at.end < sentence.end && is_capital(at.end))
        && (at.len() > 1 || first.evidence & evidence::SMALL == 0)
}

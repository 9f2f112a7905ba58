//! What English words say about time.
//!
//! This exists so that the words are data, `lexicon.txt`, and rules speak of
//! classes of words. A word may be in several: "second" is a rank and a unit,
//! "may" a month and a verb; which is meant, the rules decide by its
//! neighbours. It knows no rules.

use std::collections::BTreeMap;

use super::super::quick::Map;
use super::class::{self, Class, Classes, Names};
use super::value::{Type, Value};

/// A word that the code itself asks for, beside a date or in a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Month,
    Next,
    To,
    Until,
    By,
    Since,
    In,
    For,
    Not,
    And,
    Between,
    From,
    Through,
    Article,
}

/// What a word says about the tense of its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// Looks ahead: "will".
    Ahead,
    /// Looks ahead before "to": "set to", "is to".
    AheadTo,
    /// Looks ahead before "to" or "for": "set for".
    Set,
    /// Looks back: "was".
    Past,
    /// Looks back from the past: "had".
    Done,
    /// Reports: "said".
    Reporting,
    /// Looks back, or ahead before "to": "was".
    Was,
    /// May begin a new clause: "which".
    Clause,
}

const WORDS: &[(&str, Word)] = &[
    ("month", Word::Month),
    ("next", Word::Next),
    ("to", Word::To),
    ("until", Word::Until),
    ("by", Word::By),
    ("since", Word::Since),
    ("in", Word::In),
    ("for", Word::For),
    ("not", Word::Not),
    ("and", Word::And),
    ("between", Word::Between),
    ("from", Word::From),
    ("through", Word::Through),
    ("article", Word::Article),
];

const CUES: &[(&str, Cue)] = &[
    ("ahead", Cue::Ahead),
    ("ahead-to", Cue::AheadTo),
    ("set", Cue::Set),
    ("past", Cue::Past),
    ("done", Cue::Done),
    ("reporting", Cue::Reporting),
    ("was", Cue::Was),
    ("clause", Cue::Clause),
];

/// What is known of one word or sign.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// Its classes, whatever its case.
    pub(super) classes: Classes,
    /// Its classes with a capital.
    pub(super) capital: Classes,
    /// What it says about tense.
    pub(super) cue: Option<Cue>,
    /// Its name in the code.
    pub(super) word: Option<Word>,
    values: Vec<(Class, Value)>,
}

impl Entry {
    /// What it stands for as one of this class.
    pub(super) fn value(&self, class: Class) -> Option<Value> {
        let mut values = self.values.iter();
        values.find(|(of, _)| *of == class).map(|(_, value)| *value)
    }
}

/// A word's bytes, in lower case, as one number: quick to make, to hash and to
/// compare.
type Key = u128;

/// The longest word there can be, in bytes.
const LONGEST: usize = 16;

/// The words by their letters.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    places: Map<Key, u16>,
    entries: Vec<Entry>,
}

impl Lexicon {
    /// Reads the lexicon; the classes it names are added to `names`.
    ///
    /// # Errors
    ///
    /// The line that isn't one of a lexicon, and why.
    pub(super) fn parse(text: &str, names: &mut Names) -> Result<Self, String> {
        let mut lexicon = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            let mut words = line.split_whitespace();
            match words.next() {
                Some(class) if !class.starts_with('#') => {
                    for word in words {
                        lexicon
                            .add(class, word, names)
                            .ok_or_else(|| format!("lexicon, line {number}: `{word}`"))?;
                    }
                }
                _ => {}
            }
        }
        Ok(lexicon)
    }

    fn add(&mut self, class: &str, written: &str, names: &mut Names) -> Option<()> {
        let (word, value) = match written.split_once('=') {
            Some((word, value)) if !word.is_empty() => (word, Some(value)),
            _ => (written, None),
        };
        if class == "CUE" {
            let cue = CUES.iter().find(|(name, _)| Some(*name) == value)?.1;
            self.entry(word)?.cue = Some(cue);
            return Some(());
        }
        if class == "WORD" {
            let in_code = WORDS.iter().find(|(name, _)| Some(*name) == value)?.1;
            self.entry(word)?.word = Some(in_code);
            return Some(());
        }
        let needs_capital = word.len() > 1 && word.starts_with('^');
        let word = if needs_capital { &word[1..] } else { word };
        let is_short = word.len() > 1 && word.ends_with('.');
        let word = if is_short {
            &word[..word.len() - 1]
        } else {
            word
        };
        let class = names.get_or_add(class)?;
        let value = match value {
            Some(value) => Some(Value::parse(value)?),
            None => None,
        };
        let entry = self.entry(word)?;
        let classes = Classes::of(class).and(class::SHORT, is_short);
        entry.capital = entry.capital.with(classes);
        if !needs_capital {
            entry.classes = entry.classes.with(classes);
        }
        entry.values.extend(value.map(|value| (class, value)));
        Some(())
    }

    /// Gives a word that a rule names itself the class of that name.
    pub(super) fn add_literal(&mut self, word: &str, class: Class) -> Option<()> {
        let entry = self.entry(word)?;
        entry.classes = entry.classes.with(Classes::of(class));
        entry.capital = entry.capital.with(Classes::of(class));
        Some(())
    }

    fn entry(&mut self, word: &str) -> Option<&mut Entry> {
        let next = u16::try_from(self.entries.len()).ok()?;
        let place = *self.places.entry(key(word)?).or_insert(next);
        if place == next {
            self.entries.push(Entry::default());
        }
        self.entries.get_mut(usize::from(place))
    }

    /// Where `text` stands, whatever its case.
    pub(super) fn find(&self, text: &str) -> Option<u16> {
        self.places.get(&key(text)?).copied()
    }

    /// What stands at this place.
    pub(super) fn at(&self, place: u16) -> &Entry {
        &self.entries[usize::from(place)]
    }

    /// What the words of each class stand for; `None` if not all for the same
    /// kind of thing.
    pub(super) fn types(&self) -> BTreeMap<Class, Option<Type>> {
        let mut types = BTreeMap::new();
        for entry in &self.entries {
            for class in entry.capital.iter() {
                let of_word = entry.value(class).map(Value::type_of);
                let of_class = types.entry(class).or_insert(of_word);
                if *of_class != of_word {
                    *of_class = None;
                }
            }
        }
        types
    }
}

fn key(text: &str) -> Option<Key> {
    let add = |key: Key, byte: &u8| key << 8 | Key::from(byte.to_ascii_lowercase());
    (text.len() <= LONGEST).then(|| text.as_bytes().iter().rev().fold(0, add))
}

//! Classes: what a rule may ask of a token.
//!
//! This exists so that a rule meets a token with one `and` of two bit sets. A
//! class is a kind of word (month, unit), a shape (a number that can be a day
//! of a month, a capital) or one word that rules name themselves. It knows no
//! word and no rule.

use std::array;
use std::collections::BTreeMap;

/// One class, by its number below [`MOST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Class(u8);

/// How many classes there can be.
pub(super) const MOST: usize = 256;

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes([u64; MOST / 64]);

impl Classes {
    /// No class.
    pub(super) const NONE: Self = Self([0; MOST / 64]);

    /// Every class.
    pub(super) const ALL: Self = Self([u64::MAX; MOST / 64]);

    /// The set of one.
    pub(super) const fn of(class: Class) -> Self {
        let mut words = [0; MOST / 64];
        words[class.0 as usize / 64] = 1 << (class.0 % 64);
        Self(words)
    }

    /// The classes of both.
    #[must_use]
    pub(super) fn with(self, other: Self) -> Self {
        Self(array::from_fn(|word| self.0[word] | other.0[word]))
    }

    /// The classes that are in both.
    #[must_use]
    pub(super) fn shared(self, other: Self) -> Self {
        Self(array::from_fn(|word| self.0[word] & other.0[word]))
    }

    /// This set with one class more, if it `is_in`.
    #[must_use]
    pub(super) fn and(self, class: Class, is_in: bool) -> Self {
        // One bit of one word, without a branch.
        let mut classes = self;
        classes.0[class.index() / 64] |= u64::from(is_in) << (class.0 % 64);
        classes
    }

    /// Whether the two share a class.
    #[inline]
    pub(super) fn meets(self, other: Self) -> bool {
        // Without a branch for each word, which is quicker.
        let both = self.0.iter().zip(other.0);
        both.fold(0, |bits, (a, b)| bits | (a & b)) != 0
    }

    /// Whether all of `other` are in it.
    #[inline]
    pub(super) fn has_all(self, other: Self) -> bool {
        let both = self.0.iter().zip(other.0);
        both.fold(0, |missing, (a, b)| missing | (b & !a)) == 0
    }

    /// Its classes in order.
    pub(super) fn iter(self) -> impl Iterator<Item = Class> {
        [0_u8, 64, 128, 192]
            .into_iter()
            .zip(self.0)
            .flat_map(|(first, mut word)| {
                std::iter::from_fn(move || {
                    let bit = (word != 0).then(|| u8::try_from(word.trailing_zeros()).ok())??;
                    word &= word - 1;
                    Some(Class(first + bit))
                })
            })
    }
}

impl Class {
    /// Its number.
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }
}

macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident = $number:literal,)*) => {
        $($(#[$doc])* pub(super) const $name: Class = Class($number);)*
        /// The shapes by the names that rules use.
        const SHAPES: &[(&str, Class)] = &[$((stringify!($name), $name)),*];
    };
}

shapes! {
    /// Beyond the ends of the sentence.
    EDGE_OF_TEXT = 0,
    /// Nothing lies between it and the token before it.
    GLUED = 1,
    /// Made of letters.
    LETTERS = 2,
    /// Letters, the first a capital.
    CAPITAL = 3,
    /// Letters, all of them capitals.
    UPPER = 4,
    /// A word that the lexicon doesn't have.
    UNKNOWN = 5,
    /// An unknown word that ends like a plural.
    PLURAL = 6,
    /// Made of digits.
    DIGITS = 7,
    /// One digit or two.
    FIGURE = 8,
    /// Two digits or four.
    FIGURES = 9,
    /// A number of up to four digits that stands by itself: no money, no
    /// decimals, no part of a code.
    NUMBER = 10,
    /// Such a number from 1 to 31.
    DAYNUM = 11,
    /// Such a number of four digits from 1000 to 2100.
    YEAR = 12,
    /// Such a number of two digits.
    TWODIGIT = 13,
    /// Such a number from 1 to 12.
    HOUR12 = 14,
    /// One digit or two below 24, not inside a longer clock time.
    HOUR = 15,
    /// Two digits below 60.
    MINUTE = 16,
    /// Four digits that are an hour and a minute.
    HHMM = 17,
    /// A four-digit multiple of ten before a glued "s": "1990s".
    DECADE = 18,
    /// A two-digit multiple of ten before a glued "s": "60s".
    SHORTDECADE = 19,
    /// A three-digit multiple of ten before a glued "s": "460s".
    OLDDECADE = 24,
    /// Two digits that may be a year by themselves: from 40, or with a zero.
    SHORTYEAR = 25,
    /// Neither a word nor a number. So every token has a class, and a set of all
    /// classes meets any token.
    SIGN = 26,
    /// A word cut short, which may have a full stop.
    SHORT = 20,
    /// One to three digits before a comma and three more.
    THOUSANDS = 21,
    /// Three digits glued to the comma of thousands.
    REST = 22,
    /// An unknown word that ends like a verb in the past: "opened".
    PASTFORM = 23,
}

/// The names of all classes.
#[derive(Debug)]
pub(super) struct Names(BTreeMap<String, Class>);

impl Names {
    /// The names of the shapes.
    pub(super) fn of_shapes() -> Self {
        let shapes = SHAPES.iter();
        Self(
            shapes
                .map(|(name, class)| ((*name).to_owned(), *class))
                .collect(),
        )
    }

    /// The class of this name.
    pub(super) fn get(&self, name: &str) -> Option<Class> {
        self.0.get(name).copied()
    }

    /// The class of this name, made if it is new; `None` when there are too many.
    pub(super) fn get_or_add(&mut self, name: &str) -> Option<Class> {
        if let Some(class) = self.get(name) {
            return Some(class);
        }
        let class = Class(u8::try_from(self.0.len()).ok()?);
        (class.index() < MOST).then(|| *self.0.entry(name.to_owned()).or_insert(class))
    }
}

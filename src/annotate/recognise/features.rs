//! What the recogniser looks at, as hashes.
//!
//! Two sorts: features of one word at an offset from the token, which are
//! summed once per distinct word; and features of the token's surroundings.
//! The trainer and the program call the same functions, so that they can't
//! see different things. It knows no weights.

use super::document::{Document, Word, evidence};
use super::flags;
use super::hash;
use super::tokens::Look;

/// The offsets at which single words are looked at.
pub const OFFSETS: std::ops::RangeInclusive<i8> = -2..=2;

/// Longer words are looked at up to this many characters.
const LOOKED_AT: usize = 24;

/// Stands for what is beyond the end of a sentence.
const EDGE: u64 = 0x5eed_0000_0000_0001;

/// The features of a word alone, seen from a token `offset` away from it.
pub fn of_word(word: Option<&Word<'_>>, offset: i8, sink: &mut impl FnMut(u64)) {
    let place = 1_000 + u64::from(offset.cast_unsigned());
    let mut add = |sort: u64, value: u64| sink(hash::of_pair(place << 8 | sort, value));
    let Some(word) = word else {
        add(0, EDGE);
        return;
    };
    let [coarse, middle, fine] = word.class.clusters.map(u64::from);
    add(1, word.lower);
    if offset == 0 {
        add(10, hash::of_bytes(word.text.as_bytes()));
    }
    add(2, middle);
    if offset.abs() == 2 {
        add(3, coarse);
        return;
    }
    add(3, coarse);
    add(4, fine);
    add(5, word.shape);
    let is_capital = word.look == Look::Capital;
    let mut bits = if is_capital {
        word.class.flags
    } else {
        word.class.flags & !flags::NAMES
    };
    bits &= !flags::OPENS_PHRASE;
    for bit in 0..flags::COUNT {
        if bits & 1 << bit != 0 {
            add(6, u64::from(bit));
        }
    }
    add(7, u64::from(bits & (flags::NAMES | flags::PLAIN)));
    for bit in 0..evidence::COUNT {
        if word.evidence & 1 << bit != 0 {
            add(8, u64::from(bit));
        }
    }
    let bytes = word.text.as_bytes();
    let letters: Letters = Letters::of(word.text);
    if let Some(end) = letters.suffix(3) {
        add(9, end);
    }
    if offset != 0 {
        return;
    }
    add(11, u64::from(word.evidence));
    add(
        12,
        u64::from(bits & (flags::NAMES | flags::PLAIN)) << 16 | u64::from(word.evidence),
    );
    for length in [1, 2, 3, 4, 5] {
        if let Some(start) = letters.prefix(length) {
            add(12 + length as u64, start);
        }
        if let Some(end) = letters.suffix(length) {
            add(17 + length as u64, end);
        }
    }
    if is_capital {
        letters.trigrams(|trigram| add(23, trigram));
        for part in word
            .text
            .split('-')
            .filter(|part| part.len() < word.text.len())
        {
            add(24, hash::of_bytes(part.as_bytes()));
        }
    }
    add(25, bytes.len().min(12) as u64);
}

/// The letters of a word, in lower case.
struct Letters {
    chars: [char; LOOKED_AT],
    count: usize,
    is_cut: bool,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Self {
            chars: ['\0'; LOOKED_AT],
            count: 0,
            is_cut: false,
        };
        for c in text.chars() {
            if c.is_ascii() {
                letters.push(c.to_ascii_lowercase());
            } else {
                c.to_lowercase().for_each(|c| letters.push(c));
            }
            if letters.is_cut {
                break;
            }
        }
        letters
    }

    fn push(&mut self, c: char) {
        match self.chars.get_mut(self.count) {
            Some(place) => {
                *place = c;
                self.count += 1;
            }
            None => self.is_cut = true,
        }
    }

    fn hash(chars: &[char]) -> u64 {
        chars.iter().fold(chars.len() as u64, |hash, c| {
            hash.rotate_left(21).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(*c)
        })
    }

    fn prefix(&self, length: usize) -> Option<u64> {
        (length < self.count).then(|| Self::hash(&self.chars[..length]))
    }

    fn suffix(&self, length: usize) -> Option<u64> {
        (length < self.count && !self.is_cut)
            .then(|| Self::hash(&self.chars[self.count - length..self.count]))
    }

    fn trigrams(&self, mut sink: impl FnMut(u64)) {
        for window in self.chars[..self.count].windows(3) {
            sink(Self::hash(window));
        }
    }
}

/// A run of capitals that a token stands in, and what is around it.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The first token with a capital.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The first token of the run that small words join to this one.
    pub head: usize,
}

/// What stands around one token of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Around<'d, 'p> {
    /// The text.
    pub document: &'d Document<'p>,
    /// First token of the sentence.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Whether it is written as a headline.
    pub headline: bool,
    /// Known phrases: per token of the text, lists and the place in it.
    pub phrases: &'d [u16],
}

impl<'p> Around<'_, 'p> {
    fn word(&self, at: usize, offset: isize) -> Option<&Word<'p>> {
        let at = at.checked_add_signed(offset)?;
        (self.start..self.end)
            .contains(&at)
            .then(|| self.document.word(at))
    }
}

/// The features of a token that take more than one word.
pub fn of_token(around: &Around<'_, '_>, at: usize, run: Run, sink: &mut impl FnMut(u64)) {
    let mut add = |sort: u64, a: u64, b: u64| {
        sink(hash::of_pair(hash::of_pair(2_000 + sort, a), b));
    };
    let word = |offset: isize| around.word(at, offset);
    let (before, this, after) = (word(-1), word(0), word(1));
    add(0, lower(before), lower(this));
    add(1, lower(this), lower(after));
    add(2, lower(before), lower(after));
    add(3, cluster(before, 1), cluster(this, 1));
    add(4, cluster(this, 1), cluster(after, 1));
    add(
        5,
        cluster(before, 0) << 16 | cluster(this, 0),
        cluster(after, 0),
    );
    add(6, shape(before), shape(this));
    add(7, shape(this), shape(after));
    add(8, hash::of_pair(shape(before), shape(this)), shape(after));
    add(9, lists(before), lists(this));
    add(10, lists(this), lists(after));
    add(11, lower(before), cluster(this, 1));
    add(12, cluster(this, 1), lower(after));
    add(13, lower(before), shape(this));
    add(
        14,
        cluster(word(-2), 0) << 16 | cluster(before, 0),
        cluster(this, 0),
    );
    add(
        15,
        cluster(this, 0) << 16 | cluster(after, 0),
        cluster(word(2), 0),
    );
    add(16, lower(word(-2)), lower(before));
    add(17, lower(after), lower(word(2)));
    let is_first = at == around.start;
    let this_evidence = this.map_or(0, |word| u64::from(word.evidence));
    let this_shape = shape(this);
    if is_first {
        add(18, lower(this), 0);
        add(19, this_shape, this_evidence);
        add(
            20,
            lists(this),
            this_evidence & u64::from(evidence::SMALL | evidence::INSIDE),
        );
    }
    if around.headline {
        add(21, this_shape, cluster(this, 1));
        add(22, lower(this), 1);
    }
    let glued = u64::from(!around.document.places[at].spaced)
        | u64::from(
            around
                .document
                .places
                .get(at + 1)
                .is_some_and(|next| !next.spaced && at + 1 < around.end),
        ) << 1;
    add(23, glued, this_shape);
    for offset in [-1_isize, 0, 1] {
        let near = at
            .checked_add_signed(offset)
            .filter(|at| (around.start..around.end).contains(at));
        let phrase = near.map_or(0, |at| around.phrases[at]);
        if phrase != 0 {
            add(24, offset.cast_unsigned() as u64, u64::from(phrase));
            if offset == 0 {
                add(25, lower(before), u64::from(phrase));
                add(26, lower(after), u64::from(phrase));
            }
        }
    }
    of_run(around, at, run, sink);
}

/// The features of the run of capitals that a token stands in or before.
fn of_run(around: &Around<'_, '_>, at: usize, run: Run, sink: &mut impl FnMut(u64)) {
    let mut add = |sort: u64, a: u64, b: u64| {
        sink(hash::of_pair(hash::of_pair(2_000 + sort, a), b));
    };
    let length = (run.end - run.start).min(6) as u64;
    let is_in = at >= run.start && at < run.end;
    let from_start = at.saturating_sub(run.start).min(4) as u64;
    let from_end = run.end.saturating_sub(at + 1).min(4) as u64;
    let place = from_start << 3 | from_end | u64::from(is_in) << 8;
    let first = Some(around.document.word(run.start));
    let last = Some(around.document.word(run.end - 1));
    let head = Some(around.document.word(run.head));
    let left = run
        .start
        .checked_sub(1)
        .filter(|at| *at >= around.start)
        .map(|at| around.document.word(at));
    let right = Some(run.end)
        .filter(|at| *at < around.end)
        .map(|at| around.document.word(at));
    add(27, length, place);
    add(28, lower(last), place);
    add(29, lower(first), place);
    add(
        30,
        lower(head),
        u64::from(at == run.head) | u64::from(run.head == run.start) << 1,
    );
    add(31, cluster(last, 1), place);
    add(32, cluster(first, 1), place);
    add(33, lower(left), place);
    add(34, lower(right), place);
    add(
        35,
        cluster(left, 1),
        hash::of_pair(cluster(right, 1), place),
    );
    add(36, lists(last), hash::of_pair(lists(first), place));
    add(37, lower(left), hash::of_pair(lists(last), place));
    add(38, lower(right), hash::of_pair(lists(last), place));
}

/// The letters of a word, or the edge of the sentence.
fn lower(word: Option<&Word<'_>>) -> u64 {
    word.map_or(EDGE, |word| word.lower)
}

/// The class of a word, at one of three grains.
fn cluster(word: Option<&Word<'_>>, grain: usize) -> u64 {
    word.map_or(9_999, |word| u64::from(word.class.clusters[grain]))
}

fn shape(word: Option<&Word<'_>>) -> u64 {
    word.map_or(EDGE, |word| word.shape)
}

/// The lists a word stands in; those of names only when it has a capital.
fn lists(word: Option<&Word<'_>>) -> u64 {
    word.map_or(u64::from(u32::MAX), |word| {
        let bits = word.class.flags & !flags::OPENS_PHRASE;
        let is_capital = word.look == Look::Capital;
        u64::from(if is_capital {
            bits
        } else {
            bits & !flags::NAMES
        })
    })
}

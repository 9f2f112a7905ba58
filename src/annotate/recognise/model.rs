//! The weights of the recogniser, read where they lie.
//!
//! One file, little-endian, made by `examples/train_recogniser` and described
//! in `docs/model.md`. Nothing is unpacked at start: a weight is found by the
//! hash of its feature, in a bucket of a few entries. It knows numbers and no
//! language.

use std::fmt;

use super::hash;
use super::tags::TAGS;

/// The first bytes of a model.
pub const MAGIC: &[u8; 8] = b"DLNER\0\0\x01";

/// Bytes of a row of weights: a shift, then two weights of four bits a byte.
pub const ROW: usize = 1 + TAGS.div_ceil(2);

/// Bytes of a known word: classes and flags.
pub const WORD: usize = 8;

/// The model that is built into the program.
static BUILT_IN: &[u8] = include_bytes!("model.bin");

/// Why a model can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadModel {
    /// It isn't a model of this version.
    Foreign,
    /// It is shorter or longer than its head says.
    WrongLength,
    /// Its checksum doesn't agree with its bytes.
    Damaged,
}

impl fmt::Display for BadModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "not a recogniser's model of this version",
            Self::WrongLength => "the model's length is not what its head says",
            Self::Damaged => "the model is damaged: its checksum is wrong",
        })
    }
}

impl std::error::Error for BadModel {}

/// Weights and word classes by hash.
#[derive(Clone, Copy, Debug)]
pub struct Model<'m> {
    features: Buckets<'m, ROW>,
    words: Buckets<'m, WORD>,
    phrases: Buckets<'m, 1>,
    transitions: &'m [u8],
}

/// Entries in buckets: the low bits of a hash name the bucket, the sixteen
/// highest tell the entry.
#[derive(Clone, Copy, Debug)]
struct Buckets<'m, const N: usize> {
    mask: u64,
    ends: &'m [u8],
    prints: &'m [u8],
    values: &'m [u8],
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordClass {
    /// Classes of words that stand in like places, coarse to fine: of 100, of
    /// 500, of 2,000; 0 when the word is in none.
    pub clusters: [u16; 3],
    /// What lists it stands in; see `flags`.
    pub flags: u32,
}

impl Model<'static> {
    /// The model that is built into the program.
    ///
    /// # Panics
    /// Never: a test loads it.
    #[must_use]
    pub fn built_in() -> Self {
        Self::load(BUILT_IN).expect("the built-in model is whole")
    }
}

impl<'m> Model<'m> {
    /// Reads a model's head and checks its bytes.
    ///
    /// # Errors
    /// When it is foreign, cut off or damaged.
    pub fn load(bytes: &'m [u8]) -> Result<Self, BadModel> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(BadModel::Foreign)?;
        let (sum, rest) = rest.split_at_checked(8).ok_or(BadModel::WrongLength)?;
        if checksum(rest).to_le_bytes() != sum {
            return Err(BadModel::Damaged);
        }
        let mut rest = rest;
        let transitions = take(&mut rest, TAGS * TAGS * 2)?;
        let features = Buckets::read(&mut rest)?;
        let words = Buckets::read(&mut rest)?;
        let phrases = Buckets::read(&mut rest)?;
        if !rest.is_empty() {
            return Err(BadModel::WrongLength);
        }
        Ok(Self {
            features,
            words,
            phrases,
            transitions,
        })
    }

    /// Adds the weights of a feature to the score of each tag.
    pub(super) fn add(&self, feature: u64, scores: &mut [i16; TAGS + 1]) {
        let Some(row) = self.features.get(feature) else {
            return;
        };
        let shift = u32::from(row[0] & 7);
        let (pairs, weights) = (scores.as_chunks_mut::<2>().0, &row[1..]);
        for (pair, byte) in pairs.iter_mut().zip(weights) {
            pair[0] = pair[0].saturating_add(i16::from((byte << 4).cast_signed() >> 4) << shift);
            pair[1] = pair[1].saturating_add(i16::from(byte.cast_signed() >> 4) << shift);
        }
    }

    /// The score of a tag after another.
    pub(super) fn transition(&self, from: usize, to: usize) -> i32 {
        let at = (from * TAGS + to) * 2;
        i32::from(i16::from_le_bytes([
            self.transitions[at],
            self.transitions[at + 1],
        ]))
    }

    /// What is known of the word with this hash.
    #[must_use]
    pub fn word(&self, hash: u64) -> Option<WordClass> {
        let value = self.words.get(hash)?;
        let number = u64::from_le_bytes(*value);
        let bits = |from: u32, width: u32| (number >> from) & ((1 << width) - 1);
        #[expect(clippy::cast_possible_truncation, reason = "the widths are below 32")]
        Some(WordClass {
            clusters: [bits(0, 7) as u16, bits(7, 9) as u16, bits(16, 11) as u16],
            flags: bits(27, 32) as u32,
        })
    }

    /// The lists that hold the phrase with this hash, as bits.
    #[must_use]
    pub fn phrase(&self, hash: u64) -> u8 {
        self.phrases.get(hash).map_or(0, |value| value[0])
    }
}

impl<'m, const N: usize> Buckets<'m, N> {
    fn read(rest: &mut &'m [u8]) -> Result<Self, BadModel> {
        let number = |bytes: &[u8]| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        let bits = number(take(rest, 4)?);
        let count = number(take(rest, 4)?) as usize;
        if bits > 24 || count > 1 << 26 {
            return Err(BadModel::WrongLength);
        }
        let buckets = Self {
            mask: (1 << bits) - 1,
            ends: take(rest, 4 << bits)?,
            prints: take(rest, count * 2)?,
            values: take(rest, count * N)?,
        };
        let ends = buckets.ends.as_chunks::<4>().0;
        let is_sound = ends.is_sorted_by_key(|end| u32::from_le_bytes(*end))
            && ends
                .last()
                .is_some_and(|end| u32::from_le_bytes(*end) as usize == count);
        is_sound.then_some(buckets).ok_or(BadModel::WrongLength)
    }

    fn get(&self, hash: u64) -> Option<&'m [u8; N]> {
        #[expect(clippy::cast_possible_truncation, reason = "the mask is below 2^24")]
        let bucket = (hash & self.mask) as usize;
        let ends = self.ends.as_chunks::<4>().0;
        let end = u32::from_le_bytes(ends[bucket]) as usize;
        let start = bucket
            .checked_sub(1)
            .map_or(0, |before| u32::from_le_bytes(ends[before]) as usize);
        let print = fingerprint(hash);
        let prints = &self.prints.as_chunks::<2>().0[start..end];
        let at = prints
            .iter()
            .position(|bytes| u16::from_le_bytes(*bytes) == print)?;
        self.values.as_chunks::<N>().0.get(start + at)
    }
}

/// The sixteen bits of a hash that tell an entry from others of its bucket.
fn fingerprint(hash: u64) -> u16 {
    (hash >> 48) as u16
}

fn take<'m>(rest: &mut &'m [u8], length: usize) -> Result<&'m [u8], BadModel> {
    let (taken, after) = rest.split_at_checked(length).ok_or(BadModel::WrongLength)?;
    *rest = after;
    Ok(taken)
}

/// Four hashes side by side, so that millions of bytes take under a
/// millisecond.
#[must_use]
fn checksum(bytes: &[u8]) -> u64 {
    let quarter = bytes.len() / 4;
    let parts = [
        &bytes[..quarter],
        &bytes[quarter..2 * quarter],
        &bytes[2 * quarter..3 * quarter],
        &bytes[3 * quarter..],
    ];
    let [a, b, c, d] = parts;
    let lanes = hash::of_four([a, b, c, d]);
    lanes.into_iter().fold(bytes.len() as u64, hash::of_pair)
}

/// A model's parts as its trainer has them, to be written.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Rows of weights by feature, four bits each after the shift.
    pub features: Vec<(u64, [u8; ROW])>,
    /// Known words by hash.
    pub words: Vec<(u64, WordClass)>,
    /// Known phrases by hash.
    pub phrases: Vec<(u64, u8)>,
    /// The score of each tag after each other.
    pub transitions: Vec<i16>,
}

impl Parts {
    /// The file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        let transitions = self.transitions.iter();
        body.extend(transitions.flat_map(|score| score.to_le_bytes()));
        write_buckets(&mut body, self.features.clone(), 2);
        let pack = |word: &WordClass| {
            let [coarse, middle, fine] = word.clusters.map(u64::from);
            (coarse | middle << 7 | fine << 16 | u64::from(word.flags) << 27).to_le_bytes()
        };
        let words = self.words.iter();
        write_buckets(
            &mut body,
            words.map(|(hash, word)| (*hash, pack(word))).collect(),
            2,
        );
        let phrases = self.phrases.iter();
        write_buckets(
            &mut body,
            phrases.map(|(hash, lists)| (*hash, [*lists])).collect(),
            2,
        );
        let mut file = MAGIC.to_vec();
        file.extend(checksum(&body).to_le_bytes());
        file.extend(body);
        file
    }
}

/// Writes entries into buckets of about `2^fill` each. Of two entries that
/// look alike the first in hash order is found.
fn write_buckets<const N: usize>(body: &mut Vec<u8>, mut entries: Vec<(u64, [u8; N])>, fill: u32) {
    let bits = entries.len().max(1).ilog2().saturating_sub(fill);
    let mask = (1_u64 << bits) - 1;
    entries.sort_unstable_by_key(|(hash, value)| (hash & mask, fingerprint(*hash), *hash, *value));
    let length =
        |length: usize| u32::try_from(length).expect("a model has fewer than 2^32 entries");
    body.extend(bits.to_le_bytes());
    body.extend(length(entries.len()).to_le_bytes());
    let mut end = 0;
    for bucket in 0..=mask {
        end += entries[end..].partition_point(|(hash, _)| hash & mask == bucket);
        body.extend(length(end).to_le_bytes());
    }
    body.extend(
        entries
            .iter()
            .flat_map(|(hash, _)| fingerprint(*hash).to_le_bytes()),
    );
    body.extend(entries.iter().flat_map(|(_, value)| *value));
}

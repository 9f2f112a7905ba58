//! The weights of the recogniser, read where they lie.
//!
//! One file, little-endian, made by `examples/train_recogniser` and described
//! in `docs/model.md`. Nothing is unpacked at start: a weight is found by the
//! hash of its feature, in a bucket of a few entries. It knows numbers and no
//! language.

use std::fmt;
use std::ops::Range;

use super::hash;
use super::tags::TAGS;

/// The first bytes of a model.
pub const MAGIC: &[u8; 8] = b"DLNER\0\0\x01";

/// Bytes of the checksum after them.
const CHECKSUM: usize = 8;

/// Bytes of a row of weights: a shift, then two weights of four bits a byte,
/// the first half of the tags in the low bits, the second in the high ones.
pub const ROW: usize = 1 + HALF;

/// Bytes that are read of a row and what follows it, to add it at one stroke.
const READ: usize = 1 + LANES;

/// Room for the steps of a sum, used again and again.
#[derive(Debug, Default)]
pub(super) struct Lookups {
    buckets: Vec<Range<usize>>,
    rows: Vec<usize>,
}

/// The sum of rows, in the order in which rows hold them: the low halves of
/// all bytes, then the high ones. What stands beyond the tags of each half is
/// left over from the next row, and never looked at.
#[derive(Clone, Copy, Debug)]
pub struct Sum([[i16; LANES]; 2]);

impl Sum {
    /// No row yet.
    const ZERO: Self = Self([[0; LANES]; 2]);

    fn add(&mut self, row: &[u8; READ]) {
        let [shift, weights @ ..] = row;
        let shift = u32::from(shift & 7);
        let [low, high] = &mut self.0;
        for (sum, byte) in low.iter_mut().zip(weights) {
            *sum = sum.saturating_add(((i16::from(*byte) << 12) >> 12) << shift);
        }
        for (sum, byte) in high.iter_mut().zip(weights) {
            *sum = sum.saturating_add(((i16::from(*byte) << 8) >> 12) << shift);
        }
    }

    /// Adds another sum.
    pub(super) fn join(&mut self, other: &Self) {
        // Half by half, so that compilers add eight weights at one stroke.
        for (half, other) in self.0.iter_mut().zip(&other.0) {
            for (sum, other) in half.iter_mut().zip(other) {
                *sum = sum.saturating_add(*other);
            }
        }
    }

    /// The score of each tag.
    pub(super) fn scores(&self) -> [i16; TAGS] {
        std::array::from_fn(|tag| self.0[tag / HALF][tag % HALF])
    }
}

/// Tags in a half of a row.
pub const HALF: usize = TAGS.div_ceil(2);

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
    /// The model that is built into the program. Its checksum is a test's
    /// business: nothing but the program itself could have damaged it, and
    /// reading all of it takes a good part of the start.
    ///
    /// # Panics
    /// Never: a test loads it.
    #[must_use]
    pub fn built_in() -> Self {
        let parts = BUILT_IN.get(MAGIC.len() + CHECKSUM..).unwrap_or_default();
        Self::of_parts(parts).expect("the built-in model is whole")
    }
}

impl<'m> Model<'m> {
    /// Reads a model's head and checks its bytes.
    ///
    /// # Errors
    /// When it is foreign, cut off or damaged.
    pub fn load(bytes: &'m [u8]) -> Result<Self, BadModel> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(BadModel::Foreign)?;
        let (sum, parts) = rest
            .split_at_checked(CHECKSUM)
            .ok_or(BadModel::WrongLength)?;
        if checksum(parts).to_le_bytes() != sum {
            return Err(BadModel::Damaged);
        }
        Self::of_parts(parts)
    }

    /// Reads what comes after the checksum.
    fn of_parts(mut rest: &'m [u8]) -> Result<Self, BadModel> {
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

    /// The summed weights of features; one that isn't known weighs nothing.
    ///
    /// Nearly all of the time goes into waiting for memory, so each step is
    /// taken for all features before the next: the processor then waits for
    /// many at once.
    pub(super) fn sum(&self, features: &[u64], work: &mut Lookups) -> Sum {
        let prints = self.features.prints.as_chunks::<2>().0;
        work.buckets.clear();
        let buckets = features
            .iter()
            .map(|feature| self.features.bucket(*feature));
        work.buckets.extend(buckets);
        let firsts = work
            .buckets
            .iter()
            .filter_map(|bucket| prints.get(bucket.start));
        std::hint::black_box(firsts.fold(0, |all, print| all ^ print[0]));
        work.rows.clear();
        for (feature, bucket) in features.iter().zip(&work.buckets) {
            if let Some(at) = position(prints, bucket.clone(), fingerprint(*feature)) {
                work.rows.push((bucket.start + at) * ROW);
            }
        }
        let values = self.features.values;
        let shifts = work.rows.iter().filter_map(|at| values.get(*at));
        std::hint::black_box(shifts.fold(0, |all, shift| all ^ shift));
        let mut sum = Sum::ZERO;
        for row in &work.rows {
            if let Some(row) = values[*row..].first_chunk() {
                sum.add(row);
            }
        }
        sum
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
            // Rows are read beyond their ends, so the rest comes along.
            values: rest,
        };
        take(rest, count * N)?;
        let ends = buckets.ends.as_chunks::<4>().0;
        let is_sound = ends.is_sorted_by_key(|end| u32::from_le_bytes(*end))
            && ends
                .last()
                .is_some_and(|end| u32::from_le_bytes(*end) as usize == count);
        is_sound.then_some(buckets).ok_or(BadModel::WrongLength)
    }

    fn get(&self, hash: u64) -> Option<&'m [u8; N]> {
        self.values[self.position(hash)? * N..].first_chunk()
    }

    /// Which entry has this hash.
    fn position(&self, hash: u64) -> Option<usize> {
        let bucket = self.bucket(hash);
        let start = bucket.start;
        let prints = self.prints.as_chunks::<2>().0;
        position(prints, bucket, fingerprint(hash)).map(|at| start + at)
    }

    /// The entries that a hash may be among.
    fn bucket(&self, hash: u64) -> Range<usize> {
        #[expect(clippy::cast_possible_truncation, reason = "the mask is below 2^24")]
        let bucket = (hash & self.mask) as usize;
        let ends = self.ends.as_chunks::<4>().0;
        let start = bucket
            .checked_sub(1)
            .map_or(0, |before| u32::from_le_bytes(ends[before]) as usize);
        start..u32::from_le_bytes(ends[bucket]) as usize
    }
}

/// Entries that are compared at once.
const LANES: usize = 16;

/// Where in `bucket` the entry stands. A whole stretch is compared without a
/// branch, which the processor could only guess; nearly every bucket fits one.
#[inline]
fn position(prints: &[[u8; 2]], bucket: Range<usize>, print: u16) -> Option<usize> {
    let Some(stretch) = prints[bucket.start..].first_chunk::<LANES>() else {
        let is_it = |bytes: &[u8; 2]| u16::from_le_bytes(*bytes) == print;
        return prints[bucket].iter().position(is_it);
    };
    let first = first(stretch, print);
    if first < bucket.len().min(LANES) {
        return Some(first);
    }
    let rest = prints.get(bucket.start + LANES..bucket.end)?;
    let is_it = |bytes: &[u8; 2]| u16::from_le_bytes(*bytes) == print;
    rest.iter().position(is_it).map(|at| LANES + at)
}

/// Where in a stretch an entry stands, or its length. Each entry becomes its
/// own place or one beyond the end, and the least is wanted: so written,
/// compilers treat eight entries at once.
fn first(stretch: &[[u8; 2]; LANES], print: u16) -> usize {
    let is_it = |at: usize| u16::from_le_bytes(stretch[at]) == print;
    let least: [i16; LANES / 2] = std::array::from_fn(|at| {
        let low = if is_it(at) { LOW[at] } else { END };
        let high = if is_it(at + LANES / 2) { HIGH[at] } else { END };
        low.min(high)
    });
    let first = least.iter().fold(END, |first, place| first.min(*place));
    usize::from(first.unsigned_abs())
}

/// The places of a stretch, half by half, and that of what isn't there.
const LOW: [i16; LANES / 2] = [0, 1, 2, 3, 4, 5, 6, 7];
const HIGH: [i16; LANES / 2] = [8, 9, 10, 11, 12, 13, 14, 15];
const END: i16 = 16;

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

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Parts {
        let mut row = [0; ROW];
        row[0] = 3;
        row[1] = 0x5f; // -1 for the first tag, 5 for the first of the other half
        Parts {
            features: vec![(hash::of_bytes(b"a feature"), row)],
            words: vec![(
                hash::of_bytes(b"word"),
                WordClass {
                    clusters: [100, 500, 2000],
                    flags: 0x7f_ffff,
                },
            )],
            phrases: vec![(hash::of_bytes(b"a phrase"), 0x81)],
            transitions: (0..).take(TAGS * TAGS).collect(),
        }
    }

    #[test]
    fn the_built_in_model_is_whole() {
        assert!(Model::load(BUILT_IN).is_ok());
        let model = Model::built_in();
        assert!(model.word(hash::of_bytes(b"the")).is_some());
    }

    #[test]
    fn a_model_comes_back_as_it_was_written() {
        let bytes = parts().to_bytes();
        let model = Model::load(&bytes).unwrap();
        let features = [hash::of_bytes(b"a feature"), hash::of_bytes(b"another")];
        let scores = model.sum(&features, &mut Lookups::default()).scores();
        let expected = std::array::from_fn(|tag| match tag {
            0 => -8,
            HALF => 40,
            _ => 0,
        });
        assert_eq!(scores, expected);
        assert_eq!(
            model.word(hash::of_bytes(b"word")),
            Some(parts().words[0].1)
        );
        assert_eq!(model.word(hash::of_bytes(b"worse")), None);
        let phrases = [b"a phrase", b"a phrasf"].map(|key| model.phrase(hash::of_bytes(key)));
        assert_eq!(phrases, [0x81, 0]);
        assert_eq!(model.transition(1, 2), i32::try_from(TAGS + 2).unwrap());
    }

    #[test]
    fn sums_end_at_the_ends_of_their_range() {
        let mut row = [0; ROW];
        row[0] = 7;
        row[1] = 0x87; // 7 and -8, both times 128
        let features: Vec<u64> = vec![1; 200];
        let parts = Parts {
            features: vec![(1, row)],
            ..parts()
        };
        let bytes = parts.to_bytes();
        let model = Model::load(&bytes).unwrap();
        let scores = model.sum(&features, &mut Lookups::default()).scores();
        assert_eq!((scores[0], scores[HALF]), (i16::MAX, i16::MIN));
    }

    #[test]
    fn a_foreign_cut_or_damaged_model_is_refused() {
        let whole = parts().to_bytes();
        assert_eq!(Model::load(b"").unwrap_err(), BadModel::Foreign);
        assert_eq!(
            Model::load(b"\x7fELF and more").unwrap_err(),
            BadModel::Foreign
        );
        assert_eq!(
            Model::load(&whole[..12]).unwrap_err(),
            BadModel::WrongLength
        );
        for at in 8..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x10;
            assert_eq!(
                Model::load(&damaged).unwrap_err(),
                BadModel::Damaged,
                "byte {at}"
            );
            assert_eq!(
                Model::load(&whole[..at.max(16)]).unwrap_err(),
                BadModel::Damaged
            );
        }
        // Cut, and summed up anew by somebody who means no harm.
        let mut cut = whole[..whole.len() - 1].to_vec();
        let sum = checksum(&cut[16..]).to_le_bytes();
        cut[8..16].copy_from_slice(&sum);
        assert_eq!(Model::load(&cut).unwrap_err(), BadModel::WrongLength);
    }

    #[test]
    fn many_entries_in_one_bucket_are_all_found() {
        // Alike in the bits that choose a bucket, and told apart by the highest.
        let features = (0..100).map(|index| {
            let mut row = [0; ROW];
            row[1] = u8::try_from(index % 8).unwrap();
            (index << 48, row)
        });
        let parts = Parts {
            features: features.collect(),
            ..parts()
        };
        let bytes = parts.to_bytes();
        let model = Model::load(&bytes).unwrap();
        for index in 0..100 {
            let scores = model.sum(&[index << 48], &mut Lookups::default()).scores();
            assert_eq!(
                i64::from(scores[0]),
                i64::try_from(index % 8).unwrap(),
                "{index}"
            );
        }
    }

    #[test]
    fn the_built_in_model_is_whole_and_small() {
        let _ = Model::built_in();
        assert!(BUILT_IN.len() < 6_000_000 - 400_000, "{}", BUILT_IN.len());
    }
}

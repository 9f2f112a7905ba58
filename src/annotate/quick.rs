//! Tables of short keys that are looked up very often.
//!
//! The standard library's hash keeps a secret, so that nobody can send keys
//! that collide, and takes longer than the rest of a look-up. Tables that are
//! filled from our own lists, or bounded in size, need none; those of an
//! article's own words, which know no bound, have one. No map of the kind is
//! ever gone through in its order.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};

/// A map with keys of our own, or with so few that collisions cost little.
pub(super) type Map<K, V> = HashMap<K, V, Quick>;

/// Makes the hash of a map whose keys are an article's: with a secret, since an
/// article may come from anywhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seeded(u64);

impl Default for Seeded {
    fn default() -> Self {
        Self(RandomState::new().hash_one(0))
    }
}

impl BuildHasher for Seeded {
    type Hasher = Mix;

    fn build_hasher(&self) -> Mix {
        Mix(self.0)
    }
}

/// Makes the hash of a [`Map`].
pub(super) type Quick = BuildHasherDefault<Mix>;

/// A hash of short keys.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        // Byte by byte, since copying so few takes a call.
        let last = rest
            .iter()
            .rev()
            .fold(0, |last, byte| last << 8 | u64::from(*byte));
        self.write_u64(last);
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(byte.into());
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(word.into());
    }

    fn write_u128(&mut self, word: u128) {
        let [low, high] = [word, word >> 64].map(|half| half & u128::from(u64::MAX));
        self.write_u64(u64::try_from(low).unwrap_or_default());
        self.write_u64(u64::try_from(high).unwrap_or_default());
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

//! The one hash of the recogniser: its model is keyed by it, so it is part of
//! the model's format and must never change without a new version of it.
//!
//! Multiply and fold, eight bytes at a time, after the idea of `wyhash`; the
//! figures are those of its public domain release. Not for hostile keys: a
//! collision costs a wrong weight, never time.

const SEEDS: [u64; 2] = [0xa076_1d64_78bd_642f, 0xe703_7ed1_a0b4_28db];

/// The hash of a string of bytes.
///
/// # Panics
/// Never: chunks of eight hold eight bytes.
#[must_use]
pub fn of_bytes(bytes: &[u8]) -> u64 {
    let mut hash = SEEDS[1] ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = u64::from_le_bytes(chunk.try_into().expect("a chunk holds eight bytes"));
        hash = fold(hash ^ word, SEEDS[0]);
    }
    let mut last = [0; 8];
    last[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    fold(hash ^ u64::from_le_bytes(last), SEEDS[1])
}

/// The hashes of four strings of about one length, faster than one by one.
///
/// # Panics
/// Never: four strings have four hashes.
#[must_use]
pub fn of_four(parts: [&[u8]; 4]) -> [u64; 4] {
    let mut hashes = parts.map(|part| SEEDS[1] ^ part.len() as u64);
    let shortest = parts.map(|part| part.len() / 8).into_iter().min();
    let common = shortest.unwrap_or(0);
    let chunks = parts.map(|part| part.as_chunks::<8>().0);
    for at in 0..common {
        for (hash, chunks) in hashes.iter_mut().zip(&chunks) {
            *hash = fold(*hash ^ u64::from_le_bytes(chunks[at]), SEEDS[0]);
        }
    }
    let mut tails = hashes.into_iter().zip(parts);
    std::array::from_fn(|_| {
        let (hash, part) = tails.next().expect("there are four");
        of_pair(hash, of_bytes(&part[common * 8..]))
    })
}

/// The hash of two hashes, in order.
#[must_use]
pub fn of_pair(first: u64, second: u64) -> u64 {
    fold(first ^ SEEDS[0], second.rotate_left(29) ^ SEEDS[1])
}

fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the two halves of the product are folded"
    )]
    let folded = (product >> 64) as u64 ^ product as u64;
    folded
}

//! Lists of numbered documents as short text.
//!
//! Each document is the distance from the one before and a weight. A digit has
//! six bits and is a character that JSON takes as it is; in distances, five of
//! them count and the sixth says that more digits follow.

/// The first digit's character.
const FIRST: u8 = b'#';
/// What JSON would have to escape; it is no digit.
const SKIPPED: u8 = b'\\';
/// Bits of a distance that a digit holds.
const BITS: usize = 5;
/// The largest weight.
pub(super) const HEAVIEST: u8 = 63;

/// A document and what an entry weighs in it, from 1 to [`HEAVIEST`].
pub(super) type Posting = (usize, u8);

/// Postings, which are by number, as text.
pub(super) fn written(postings: &[Posting]) -> String {
    let mut text = String::with_capacity(postings.len() * 5 / 2);
    let mut next = 0;
    for (number, weight) in postings {
        let mut distance = number - next;
        next = number + 1;
        loop {
            let low = low_bits(distance);
            distance >>= BITS;
            if distance == 0 {
                text.push(digit(low));
                break;
            }
            text.push(digit(low | 1 << BITS));
        }
        text.push(digit(*weight));
    }
    text
}

fn low_bits(distance: usize) -> u8 {
    u8::try_from(distance & ((1 << BITS) - 1)).expect("five bits fit")
}

fn digit(value: u8) -> char {
    let plain = FIRST + value;
    char::from(if plain < SKIPPED { plain } else { plain + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads as the script does.
    fn read(text: &str) -> Vec<Posting> {
        let value = |c: u8| c - FIRST - u8::from(c > SKIPPED);
        let (mut postings, mut next) = (Vec::new(), 0);
        let (mut distance, mut shift) = (0, 0);
        let mut bytes = text.bytes().map(value);
        while let Some(digit) = bytes.next() {
            distance |= usize::from(digit & 31) << shift;
            shift += BITS;
            if digit < 32 {
                postings.push((next + distance, bytes.next().expect("a weight follows")));
                next += distance + 1;
                (distance, shift) = (0, 0);
            }
        }
        postings
    }

    #[test]
    fn what_is_written_can_be_read() {
        let postings = [(0, 1), (1, 63), (33, 57), (70, 2), (100_000, 9)];
        let text = written(&postings);
        assert_eq!(read(&text), postings);
        assert_eq!(serde_json::to_string(&text).unwrap().len(), text.len() + 2);
        assert_eq!(written(&[(0, 1), (1, 2)]), "#$#%");
    }
}

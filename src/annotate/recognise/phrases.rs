//! Longer names that stand in a table, as a hint for the weights.
//!
//! A hint only: what a name means is for the gazetteer of entities, and that
//! the words are a name at all is for the weights.

use super::document::Document;
use super::flags::{LONGEST_PHRASE, OPENS_PHRASE};
use super::hash;
use super::model::Model;

/// The lists of the known phrase that each token stands in, eight bits, with
/// its place in it above them: first 1, inside 2, last 3. 0 where none is.
#[must_use]
pub fn phrases(document: &Document<'_>, model: &Model<'_>) -> Vec<u16> {
    let mut marks = vec![0; document.places.len()];
    for sentence in &document.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            at += if document.word(at).class.flags & OPENS_PHRASE == 0 {
                1
            } else {
                mark(document, at, sentence.end, model, &mut marks)
            };
        }
    }
    marks
}

/// Marks the longest known phrase at a token; how many tokens to go on by.
fn mark(
    document: &Document<'_>,
    at: usize,
    end: usize,
    model: &Model<'_>,
    marks: &mut [u16],
) -> usize {
    let mut key = document.word(at).lower;
    let mut longest = None;
    for next in at + 1..end.min(at + LONGEST_PHRASE) {
        key = hash::of_pair(key, document.word(next).lower);
        let lists = model.phrase(key);
        if lists != 0 {
            longest = Some((next + 1, lists));
        }
    }
    let Some((end, lists)) = longest else {
        return 1;
    };
    for (index, mark) in marks[at..end].iter_mut().enumerate() {
        let place = if index == 0 {
            1
        } else if at + index + 1 == end {
            3
        } else {
            2
        };
        *mark = place << 8 | u16::from(lists);
    }
    end - at
}

/// The hash of a phrase from the hashes of its words in lower case.
#[must_use]
pub fn key(words: &[u64]) -> Option<u64> {
    words.iter().copied().reduce(hash::of_pair)
}

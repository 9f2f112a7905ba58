//! The words of an article without its mark-up: what annotation reads.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in a [`Prose`].
///
/// Not a [`Span`](crate::source::Span): that one counts bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProseRange {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl ProseRange {
    /// A range from `start` to `end`, both in bytes.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Its length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies inside it.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<Range<usize>> for ProseRange {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// What a block of prose is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading: names in it are found, sentences aren't split.
    Heading,
    /// A paragraph, list item or definition.
    Paragraph,
    /// A cell of a table.
    Cell,
}

/// A run of prose that belongs together; no sentence or name crosses its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its extent.
    pub at: ProseRange,
    /// What it is.
    pub kind: BlockKind,
}

/// The words of an article in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// The text; blocks are separated by line breaks that belong to none.
    pub text: String,
    /// The blocks, in order, without overlap.
    pub blocks: Vec<Block>,
    /// Stretches inside blocks that are no language, such as inline code:
    /// nothing is looked for in them.
    pub opaque: Vec<ProseRange>,
}

impl Prose {
    /// Plain text as prose, unchanged. Paragraphs are parted by blank lines;
    /// in a text without any, each line is a paragraph.
    #[must_use]
    pub fn from_plain(text: &str) -> Self {
        let mut blocks = Vec::new();
        let has_blank_lines = text
            .split_inclusive('\n')
            .skip_while(|line| line.trim().is_empty())
            .any(|line| line.trim().is_empty());
        let mut at = 0;
        let mut open: Option<ProseRange> = None;
        for line in text.split_inclusive('\n') {
            let body = line.trim_end();
            let indent = body.len() - body.trim_start().len();
            let range = ProseRange::new(at + indent, at + body.len());
            at += line.len();
            if range.is_empty() {
                blocks.extend(open.take());
            } else if let Some(paragraph) = open.as_mut().filter(|_| has_blank_lines) {
                paragraph.end = range.end;
            } else {
                blocks.extend(open.replace(range));
            }
        }
        blocks.extend(open);
        let paragraph = |at| Block {
            at,
            kind: BlockKind::Paragraph,
        };
        Self {
            text: text.to_owned(),
            blocks: blocks.into_iter().map(paragraph).collect(),
            opaque: Vec::new(),
        }
    }

    /// Whether byte `at` lies in a stretch that is no language.
    #[must_use]
    pub fn is_opaque(&self, at: usize) -> bool {
        let after = self.opaque.partition_point(|stretch| stretch.start <= at);
        after
            .checked_sub(1)
            .is_some_and(|index| at < self.opaque[index].end)
    }

    /// The words in `range`, which must lie on character boundaries of this prose.
    ///
    /// # Panics
    /// When `range` comes from another prose and doesn't fit this one.
    #[must_use]
    pub fn slice(&self, range: ProseRange) -> &str {
        &self.text[range.start..range.end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let prose = Prose::from_plain(text);
        let blocks: Vec<&str> = prose
            .blocks
            .iter()
            .map(|block| prose.slice(block.at))
            .collect();
        assert_eq!(blocks, expected);
        assert_eq!(prose.text, text);
    }

    #[test]
    fn paragraphs_of_plain_text() {
        check("One.\nTwo.\n", &["One.", "Two."]);
        check("One\nstill one.\n\nTwo.", &["One\nstill one.", "Two."]);
        check("\n\n  One.\r\n \nTwo.\n\n", &["One.", "Two."]);
        check("\n", &[]);
        check("", &[]);
    }
}

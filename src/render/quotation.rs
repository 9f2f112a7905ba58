//! The words around a link, as the page that it leads to quotes them.
//!
//! A sentence says why somebody links here. In a list, a table or a heading the
//! sentence would be a torn-off piece, so there the whole item is quoted. What
//! is longer than a reader wants is cut between words. It knows one text and no
//! HTML.

use std::borrow::Cow;

use crate::article::{BlockKind, Prose, ProseRange, Reference};
use crate::site::Written;

/// Longest quotation, in characters.
const LONGEST: usize = 300;

/// No more than this many bytes on either side of a link are looked at, so that
/// a huge list item with many links costs little for each.
const ENOUGH: usize = 8 * LONGEST;

/// A passage that holds a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Quotation {
    /// Where the passage begins in its prose, in bytes.
    pub(super) start: usize,
    /// The words before the link, with the space between.
    pub(super) before: String,
    /// The words of the link.
    pub(super) link: String,
    /// The words after it, with the space between.
    pub(super) after: String,
}

/// The passage around a link; `None` where there are no words, as about a
/// picture that stands alone.
pub(super) fn quotation(text: &Written<'_>, reference: &Reference) -> Option<Quotation> {
    let at = reference.at;
    let passage = passage(text, reference)?;
    let link = one_line(text.prose.slice(at));
    let before = before(text.prose, &passage, at.start);
    let after = after(text.prose, &passage, at.end);
    let (before, after) = (before.trim_start(), after.trim_end());
    let room = LONGEST.saturating_sub(length(&link));
    let half = room / 2;
    Some(Quotation {
        start: passage.first()?.start,
        before: last(before, half.max(room.saturating_sub(length(after)))),
        after: first(after, half.max(room.saturating_sub(length(before)))),
        link: first(&link, LONGEST),
    })
}

/// The words of a sentence before and after those at `at`, cut so that all of
/// it is about `longest` characters.
pub(super) fn around(
    prose: &Prose,
    sentence: ProseRange,
    at: ProseRange,
    longest: usize,
) -> (String, String) {
    let sentence = [ProseRange::new(
        sentence.start.min(at.start),
        sentence.end.max(at.end),
    )];
    let (before, after) = (
        before(prose, &sentence, at.start),
        after(prose, &sentence, at.end),
    );
    let (before, after) = (before.trim_start(), after.trim_end());
    let half = longest / 2;
    (
        last(before, half.max(longest.saturating_sub(length(after)))),
        first(after, half.max(longest.saturating_sub(length(before)))),
    )
}

/// The blocks or the sentence that a link stands in.
fn passage<'t>(text: &Written<'t>, reference: &Reference) -> Option<Cow<'t, [ProseRange]>> {
    let at = reference.at;
    let blocks = &text.prose.blocks;
    let after = blocks.partition_point(|block| block.at.start <= at.start);
    let block = blocks[after.checked_sub(1)?];
    if at.start >= block.at.end {
        return None;
    }
    if block.kind != BlockKind::Paragraph {
        return Some(Cow::Owned(vec![block.at]));
    }
    if let Some(item) = reference.item {
        return Some(Cow::Borrowed(&text.body.items[item]));
    }
    let first = text.sentences[text.sentence_of(at)?];
    // The words of a link may go on into the next sentence.
    let end = ProseRange::new(at.end.saturating_sub(1).max(at.start), at.end);
    let last = text.sentence_of(end).map_or(first, |at| text.sentences[at]);
    Some(Cow::Owned(vec![ProseRange::new(first.start, last.end)]))
}

fn before(prose: &Prose, passage: &[ProseRange], link: usize) -> String {
    let count = passage.partition_point(|block| block.start <= link);
    let mut parts = Vec::new();
    let mut read = 0;
    for block in passage[..count].iter().rev() {
        let part = &prose.text[block.start..block.end.min(link)];
        let part = &part[part.ceil_char_boundary(part.len().saturating_sub(ENOUGH))..];
        parts.push(part);
        read += part.len();
        if read >= ENOUGH {
            break;
        }
    }
    parts.reverse();
    one_line(&parts.join(" "))
}

fn after(prose: &Prose, passage: &[ProseRange], link: usize) -> String {
    let passed = passage.partition_point(|block| block.end < link);
    let mut parts = Vec::new();
    let mut read = 0;
    for block in &passage[passed..] {
        let part = &prose.text[block.start.max(link)..block.end];
        let part = &part[..part.floor_char_boundary(ENOUGH)];
        parts.push(part);
        read += part.len();
        if read >= ENOUGH {
            break;
        }
    }
    one_line(&parts.join(" "))
}

/// Text on one line; a space at its ends is kept.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// The start of a text, at most `most` characters and no half words.
fn first(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((cut, _)) => {
            let head = &text[..cut];
            let head = head.rsplit_once(' ').map_or(head, |(head, _)| head);
            format!("{head} \u{2026}")
        }
    }
}

/// The end of a text, at most `most` characters and no half words.
fn last(text: &str, most: usize) -> String {
    let Some(over) = length(text).checked_sub(most).filter(|over| *over > 0) else {
        return text.to_owned();
    };
    let cut = text
        .char_indices()
        .nth(over)
        .map_or(text.len(), |(at, _)| at);
    let tail = &text[cut..];
    let tail = tail.split_once(' ').map_or(tail, |(_, tail)| tail);
    format!("\u{2026} {tail}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::sentences::sentences;
    use crate::article::ArticleId;
    use crate::link::Subject;
    use crate::source::SourcePath;

    /// The quotation of the first link of a text, with the link in braces.
    fn quoted(markdown: &str) -> String {
        let (body, prose) = crate::parse::markdown(markdown, 0);
        let text = Written {
            subject: Subject::Article(ArticleId::named("a")),
            path: &SourcePath::new("content/a.md"),
            sentences: &sentences(&prose),
            body: &body,
            prose: &prose,
            resolutions: &[],
        };
        let quotation = quotation(&text, &body.references[0]).unwrap_or_default();
        let Quotation {
            before,
            link,
            after,
            ..
        } = quotation;
        format!("{before}{{{link}}}{after}")
    }

    fn check(markdown: &str, expected: &str) {
        assert_eq!(quoted(markdown), expected, "{markdown}");
    }

    #[test]
    fn a_sentence_as_a_whole() {
        check(
            "They met. Then *came* [the vote](b.md), 157\nto 134. It was late.",
            "Then came {the vote}, 157 to 134.",
        );
        check("[[Vote]] passed. Good.", "{Vote} passed.");
        check(
            "See [the vote. It was late](b.md), they said. Yes.",
            "See {the vote. It was late}, they said.",
        );
        check("[![a flag](/flag.svg)](b.md)", "{}");
    }

    #[test]
    fn a_list_item_without_the_lists_in_it() {
        check(
            "- One. See [it](b.md). Two.\n  - Inner.\n- Next.",
            "One. See {it}. Two.",
        );
        check(
            "1. One.\n\n   [It](b.md) was.\n\n   - Inner.\n\n   Three.",
            "One. {It} was. Three.",
        );
        check("- Outer\n  - inner [it](b.md)", "inner {it}");
        check("- Outer [it](b.md)\n\nAfter. It.", "Outer {it}");
    }

    #[test]
    fn a_heading_and_a_cell() {
        check("## One. [Two](b.md). Three.", "One. {Two}. Three.");
        check("| a | b |\n|---|---|\n| x | so. [it](b.md) |", "so. {it}");
    }

    #[test]
    fn long_ones_are_cut_between_words() {
        let many = "word ".repeat(200);
        let found = quoted(&format!("- {many}[the link](b.md) {many}"));
        assert!(found.starts_with("\u{2026} word word"), "{found}");
        assert!(found.contains("word {the link} word"), "{found}");
        assert!(found.ends_with("word \u{2026}"), "{found}");
        assert!(length(&found) <= LONGEST + 6, "{found}");
        let found = quoted(&format!("- Short [link](b.md) {many}"));
        assert!(found.starts_with("Short {link} word"), "{found}");
        assert!(length(&found) > LONGEST - 10, "{found}");
        let found = quoted(&format!("- {}[link](b.md)", "語".repeat(9000)));
        assert!(found.starts_with("\u{2026} 語"), "{found}");
    }
}

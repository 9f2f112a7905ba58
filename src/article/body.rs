//! The structure of an article: Markdown events, each tied to its prose and
//! its place in the file.

use pulldown_cmark::Event;

use super::ProseRange;
use crate::source::Span;

/// What an editor writes in place of a picture's caption to say that it tells
/// nothing, and needs no words for those who can't see it.
pub const DECORATIVE: &str = "decorative";

/// One Markdown event.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The event; text events hold exactly the prose of their range.
    pub event: Event<'static>,
    /// The prose it shows, if it shows any.
    pub prose: Option<ProseRange>,
    /// Where it stands in the file.
    pub span: Span,
    /// Index into [`Body::references`], at the start of a link that may lead
    /// to an article or an entity of this site.
    pub reference: Option<usize>,
}

/// How a link inside the site was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    /// `[text](../other.md)`.
    Path,
    /// `[[target]]` or `[[target|text]]`.
    Wiki,
    /// `[text](/2014/vote/)`: an address of this site.
    Address,
}

/// A link to something of this site, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// How it was written.
    pub kind: ReferenceKind,
    /// What it names, percent-decoded, without `#fragment`.
    pub target: String,
    /// The fragment, empty when there is none.
    pub fragment: String,
    /// The words that show it.
    pub at: ProseRange,
    /// Where it stands in the file.
    pub span: Span,
    /// The list item that holds it, as an index into [`Body::items`].
    pub item: Option<usize>,
}

/// The text of an article with its structure.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The events, in order.
    pub nodes: Vec<Node>,
    /// Links that may lead inside the site.
    pub references: Vec<Reference>,
    /// The list items, each as its own blocks of prose, without those of the
    /// lists in it.
    pub items: Vec<Vec<ProseRange>>,
    /// Whether the Markdown holds raw HTML, which has to be cleaned.
    pub has_html: bool,
}

impl Body {
    /// Where in the file a range of the prose was written.
    #[must_use]
    pub fn span_of(&self, range: ProseRange) -> Option<Span> {
        let start = self.locate(range.start, range.end)?;
        let end = self
            .locate(range.end.saturating_sub(1).max(range.start), range.end)
            .unwrap_or(start);
        Some(Span::new(start.start, end.end.max(start.start)))
    }

    /// The last node with prose that begins at `at` or before; prose stands in
    /// the order of the nodes.
    fn last_up_to(&self, at: usize) -> Option<&Node> {
        let mut nodes = &self.nodes[..];
        let mut last = None;
        while !nodes.is_empty() {
            let middle = nodes.len() / 2;
            let (before, after) = nodes.split_at(middle);
            let next = after.iter().enumerate();
            let mut next = next.filter_map(|(index, node)| Some((index, node, node.prose?)));
            match next.next() {
                Some((index, node, prose)) if prose.start <= at => {
                    last = Some(node);
                    nodes = &after[index + 1..];
                }
                _ => nodes = before,
            }
        }
        last
    }

    fn locate(&self, at: usize, range_end: usize) -> Option<Span> {
        let node = self.last_up_to(at)?;
        let prose = node.prose.filter(|prose| at < prose.end)?;
        let verbatim = prose.len() == node.span.end - node.span.start;
        if !verbatim {
            return Some(node.span);
        }
        let start = node.span.start + (at - prose.start);
        Some(Span::new(
            start,
            node.span.start + (range_end.min(prose.end) - prose.start),
        ))
    }
}

//! Markdown as events tied to prose and source.

use std::borrow::Cow;

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use super::Text;
use crate::article::{Block, BlockKind, Body, Node, Prose, ProseRange, Reference, ReferenceKind};
use crate::source::{Span, Spanned};
use crate::steering::unsteered;

/// Parts two pieces of Markdown.
const BETWEEN: &str = "\n\n";

/// Reads the Markdown of a dossier or a story, which may stand in pieces of its
/// file. What the parser can't read stays plain paragraphs, since the text is
/// worth more than its marks.
#[must_use]
pub fn dossier(pieces: &[Spanned<String>]) -> (Body, Prose) {
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.value.as_str()).collect();
    let text = texts.join(BETWEEN);
    let (mut body, prose) = std::panic::catch_unwind(|| markdown(&text, 0))
        .ok()
        .filter(|(body, _)| super::depth::too_deep(&body.nodes).is_none())
        .unwrap_or_else(|| {
            let prose = Prose::from_plain(&unsteered(&text));
            (super::plain::paragraphs(&prose, 0), prose)
        });
    let spans = body.nodes.iter_mut().map(|node| &mut node.span);
    let links = body.references.iter_mut().map(|link| &mut link.span);
    spans
        .chain(links)
        .for_each(|span| *span = in_file(pieces, *span));
    (body, prose)
}

/// Where in the file a span of joined pieces stands. A piece that was a key's
/// value may be written with escapes and quotation marks; then only the piece as
/// a whole has a place.
fn in_file(pieces: &[Spanned<String>], span: Span) -> Span {
    let mut start = 0;
    for Spanned { value, span: piece } in pieces {
        let end = start + value.len();
        if span.start <= end {
            let is_verbatim = value.len() == piece.end - piece.start;
            let within = Span::new(span.start - start, span.end.min(end) - start);
            return if is_verbatim {
                within.shifted(piece.start)
            } else {
                *piece
            };
        }
        start = end + BETWEEN.len();
    }
    span
}

/// Reads Markdown that begins at byte `offset` of its file.
///
/// Heading attributes, definition lists, math and smart punctuation stay off:
/// the first two have made the parser panic, and the last would alter the text.
#[must_use]
pub fn markdown(text: &str, offset: usize) -> (Body, Prose) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_WIKILINKS;
    let mut builder = Builder::default();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let event = unsteered_event(event.into_static());
        builder.push(event, Span::from(range).shifted(offset));
    }
    builder.close_block();
    (builder.body, builder.prose)
}

/// The event without characters that steer what shows them, references to
/// which (`&#x202E;`) the parser has resolved. Raw HTML is cleaned later, as
/// HTML.
fn unsteered_event(event: Event<'static>) -> Event<'static> {
    let clean = |text: CowStr<'static>| match unsteered(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(clean) => clean.into(),
    };
    match event {
        Event::Text(text) => Event::Text(clean(text)),
        Event::Code(text) => Event::Code(clean(text)),
        Event::Html(text) => Event::Html(clean(text)),
        Event::InlineHtml(text) => Event::InlineHtml(clean(text)),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Link {
            link_type,
            dest_url: clean(dest_url),
            title: clean(title),
            id,
        }),
        Event::Start(Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Image {
            link_type,
            dest_url: clean(dest_url),
            title: clean(title),
            id,
        }),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(clean(info))))
        }
        other => other,
    }
}

/// Reads Markdown and takes a heading of the first level at its start as title.
pub(super) fn with_title(text: &str, offset: usize) -> Text {
    let (mut body, mut prose) = markdown(text, offset);
    let title = take_title(&mut body, &mut prose);
    demote_headings(&mut body);
    Text { title, body, prose }
}

fn take_title(body: &mut Body, prose: &mut Prose) -> Option<String> {
    let is_title = |node: &Node| {
        matches!(
            node.event,
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            })
        )
    };
    if !body.nodes.first().is_some_and(is_title) {
        return None;
    }
    let end = body
        .nodes
        .iter()
        .position(|node| matches!(node.event, Event::End(TagEnd::Heading(_))))?;
    let has_block = body.nodes[..end].iter().any(|node| node.prose.is_some());
    body.nodes.drain(..=end);
    if !has_block {
        return None;
    }
    let block = prose.blocks.remove(0);
    // Links in a title have lost their place, and with it their meaning.
    body.references
        .iter_mut()
        .filter(|reference| block.at.contains(reference.at))
        .for_each(|reference| {
            reference.target.clear();
        });
    Some(
        prose
            .slice(block.at)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// The page's title is its only heading of the first level.
fn demote_headings(body: &mut Body) {
    let is_first = |node: &Node| {
        matches!(
            node.event,
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            })
        )
    };
    if !body.nodes.iter().any(is_first) {
        return;
    }
    for node in &mut body.nodes {
        match &mut node.event {
            Event::Start(Tag::Heading { level, .. }) | Event::End(TagEnd::Heading(level)) => {
                *level = below(*level);
            }
            _ => {}
        }
    }
}

fn below(level: HeadingLevel) -> HeadingLevel {
    HeadingLevel::try_from(level as usize + 1).unwrap_or(HeadingLevel::H6)
}

#[derive(Default)]
struct Builder {
    body: Body,
    prose: Prose,
    /// Where the block that is being read began.
    block: Option<usize>,
    kind: Option<BlockKind>,
    /// How many images, code blocks and other things without prose are open.
    silent: usize,
    /// References whose words are still being read, innermost last.
    links: Vec<Option<usize>>,
    /// List items that are still being read, innermost last.
    items: Vec<usize>,
}

impl Builder {
    fn push(&mut self, event: Event<'static>, span: Span) {
        let mut reference = None;
        let prose = match &event {
            Event::Start(tag) => {
                reference = self.start(tag, span);
                None
            }
            Event::End(tag) => {
                self.end(*tag);
                None
            }
            Event::Text(text) => self.words(text),
            Event::Code(code) => self.code(code),
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.words("\n"),
            Event::Html(_) | Event::InlineHtml(_) => {
                self.body.has_html = true;
                None
            }
            Event::Rule => {
                self.close_block();
                None
            }
            _ => None,
        };
        self.body.nodes.push(Node {
            event,
            prose,
            span,
            reference,
        });
    }

    fn start(&mut self, tag: &Tag<'static>, span: Span) -> Option<usize> {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let reference = self.reference(*link_type, dest_url, span);
                self.links.push(reference);
                return reference;
            }
            Tag::Image { .. } => self.silent += 1,
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {
                self.close_block();
                self.silent += 1;
            }
            Tag::Heading { .. } => self.open_kind(BlockKind::Heading),
            Tag::TableCell => self.open_kind(BlockKind::Cell),
            Tag::Item => {
                self.open_kind(BlockKind::Paragraph);
                self.items.push(self.body.items.len());
                self.body.items.push(Vec::new());
            }
            _ => self.open_kind(BlockKind::Paragraph),
        }
        None
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            TagEnd::Link => {
                if let Some(Some(index)) = self.links.pop() {
                    self.body.references[index].at.end = self.prose.text.len();
                }
            }
            TagEnd::Image | TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => self.silent -= 1,
            TagEnd::Item => {
                self.close_block();
                self.items.pop();
            }
            _ => self.close_block(),
        }
    }

    fn open_kind(&mut self, kind: BlockKind) {
        self.close_block();
        self.kind = Some(kind);
    }

    fn words(&mut self, words: &str) -> Option<ProseRange> {
        if self.silent > 0 || words.is_empty() {
            return None;
        }
        if self.block.is_none() {
            if !self.prose.text.is_empty() {
                self.prose.text.push_str("\n\n");
            }
            self.block = Some(self.prose.text.len());
            // A link that opens a block began before the break was known.
            let start = self.prose.text.len();
            let opened = self.links.iter().flatten();
            opened.for_each(|index| self.body.references[*index].at.start = start);
        }
        let start = self.prose.text.len();
        self.prose.text.push_str(words);
        Some(ProseRange::new(start, self.prose.text.len()))
    }

    fn code(&mut self, code: &str) -> Option<ProseRange> {
        let range = self.words(code);
        self.prose.opaque.extend(range);
        range
    }

    fn close_block(&mut self) {
        if let Some(start) = self.block.take() {
            let at = ProseRange::new(start, self.prose.text.len());
            let kind = self.kind.unwrap_or(BlockKind::Paragraph);
            self.prose.blocks.push(Block { at, kind });
            if let Some(item) = self.items.last() {
                self.body.items[*item].push(at);
            }
        }
        self.kind = None;
    }

    /// Notes a link that may lead to something of this site.
    fn reference(&mut self, link_type: LinkType, url: &str, span: Span) -> Option<usize> {
        let kind = match link_type {
            LinkType::WikiLink { .. } => ReferenceKind::Wiki,
            _ if is_article_path(url) => ReferenceKind::Path,
            _ if url.starts_with('/') && !url.starts_with("//") => ReferenceKind::Address,
            _ => return None,
        };
        let (target, fragment) = url.split_once('#').unwrap_or((url, ""));
        let target = match kind {
            ReferenceKind::Wiki => target.trim().to_owned(),
            ReferenceKind::Path => decode(target),
            ReferenceKind::Address => decode(target.split('?').next().unwrap_or("")),
        };
        let at = ProseRange::new(self.prose.text.len(), self.prose.text.len());
        self.body.references.push(Reference {
            kind,
            target,
            fragment: fragment.to_owned(),
            at,
            span,
            item: self.items.last().copied(),
        });
        Some(self.body.references.len() - 1)
    }
}

/// Whether a link's address is a path to an article's file.
fn is_article_path(url: &str) -> bool {
    let path = url.split(['#', '?']).next().unwrap_or("");
    let has_scheme = url
        .split('/')
        .next()
        .is_some_and(|first| first.contains(':'));
    let lower = path.to_ascii_lowercase();
    // From the root a text may as well be a file of `static/`.
    let endings: &[&str] = if url.starts_with('/') {
        &[".md", ".markdown"]
    } else {
        &[".md", ".markdown", ".txt"]
    };
    !has_scheme && !url.starts_with("//") && endings.iter().any(|end| lower.ends_with(end))
}

fn decode(path: &str) -> String {
    percent_encoding::percent_decode_str(path)
        .decode_utf8_lossy()
        .into_owned()
}

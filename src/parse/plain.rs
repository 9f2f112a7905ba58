//! Plain text as an article: paragraphs and nothing else.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Text;
use crate::article::{Body, Node, Prose, ProseRange};
use crate::source::Span;
use crate::steering::unsteered;

/// Longest first line in characters that is taken for a title.
const LONGEST_TITLE: usize = 120;
/// Where a sentence that has to serve as a title is cut, in characters.
const CUT_TITLE: usize = 90;

/// Reads `text`, which begins at byte `offset` of its file. The first line is
/// the title, and not part of the text, when it is short and ends like one.
pub(super) fn plain(text: &str, offset: usize, has_title: bool) -> Text {
    let mut prose = Prose::from_plain(&unsteered(text));
    let opening = prose
        .blocks
        .first()
        .map(|block| prose.slice(block.at).to_owned());
    let title = opening.map(|opening| {
        if !has_title && prose.blocks.len() > 1 && is_title(&opening) {
            prose.blocks.remove(0);
            opening
        } else {
            cut(&opening)
        }
    });
    let body = paragraphs(&prose, offset);
    Text { title, body, prose }
}

/// The blocks of plain prose as paragraphs; the text begins at byte `offset`
/// of its file.
#[must_use]
pub fn paragraphs(prose: &Prose, offset: usize) -> Body {
    let nodes = prose
        .blocks
        .iter()
        .flat_map(|block| paragraph(prose, block.at, offset))
        .collect();
    Body {
        nodes,
        ..Body::default()
    }
}

fn is_title(line: &str) -> bool {
    !line.contains('\n')
        && line.chars().count() <= LONGEST_TITLE
        && !line.ends_with(['.', '!', '?', ':', ';', '"', '\u{201d}'])
}

fn cut(opening: &str) -> String {
    let line = opening.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= CUT_TITLE {
        return line.trim_end_matches('.').to_owned();
    }
    let end = line
        .char_indices()
        .nth(CUT_TITLE)
        .map_or(line.len(), |(byte, _)| byte);
    let end = line[..end].rfind(' ').unwrap_or(end);
    let end = line[..end]
        .rfind([',', ';', ':'])
        .filter(|comma| *comma > end / 2)
        .unwrap_or(end);
    format!("{}\u{2026}", &line[..end])
}

fn paragraph(prose: &Prose, at: ProseRange, offset: usize) -> [Node; 3] {
    let span = Span::new(at.start + offset, at.end + offset);
    let node = |event, prose| Node {
        event,
        prose,
        span,
        reference: None,
    };
    [
        node(Event::Start(Tag::Paragraph), None),
        node(Event::Text(prose.slice(at).to_owned().into()), Some(at)),
        node(Event::End(TagEnd::Paragraph), None),
    ]
}

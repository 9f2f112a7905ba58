//! How deep a text is nested.
//!
//! This exists because what builds or walks a tree takes time that grows with
//! the square of its depth, or overflows the stack; no editor needs more than
//! a few levels. Markdown's own elements and those of raw HTML count alike.

use pulldown_cmark::Event;

use crate::article::Node;
use crate::source::Span;

/// Deepest nesting of a text.
pub(super) const DEEPEST: usize = 200;

/// Elements that hold nothing, and those that a browser closes by itself where
/// the next one begins: a text may well leave any number of them open.
const NOT_COUNTED: [&str; 28] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "p", "li", "dd", "dt", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
    "optgroup", "rt", "rp", "colgroup",
];

/// Where a text is nested deeper than it may be, if it is.
pub(super) fn too_deep(nodes: &[Node]) -> Option<Span> {
    let mut markdown = 0_usize;
    let mut html = Html::default();
    for node in nodes {
        match &node.event {
            Event::Start(_) => markdown += 1,
            Event::End(_) => markdown = markdown.saturating_sub(1),
            Event::Html(text) | Event::InlineHtml(text) => html.read(text),
            _ => {}
        }
        if markdown + html.deepest > DEEPEST {
            return Some(node.span);
        }
        html.deepest = html.depth;
    }
    None
}

/// Raw HTML, piece by piece.
#[derive(Default)]
struct Html {
    depth: usize,
    /// The deepest since it was last looked at.
    deepest: usize,
    is_comment: bool,
}

impl Html {
    fn read(&mut self, text: &str) {
        let mut rest = text;
        loop {
            if self.is_comment {
                let Some((_, after)) = rest.split_once("-->") else {
                    return;
                };
                self.is_comment = false;
                rest = after;
            }
            let Some((_, after)) = rest.split_once('<') else {
                return;
            };
            rest = after;
            if rest.starts_with("!--") {
                self.is_comment = true;
            } else if let Some(closing) = rest.strip_prefix('/') {
                self.depth = self.depth.saturating_sub(usize::from(counts(closing)));
            } else if counts(rest) {
                self.depth += 1;
                self.deepest = self.deepest.max(self.depth);
            }
        }
    }
}

/// Whether what follows `<` or `</` is the name of an element that counts.
fn counts(text: &str) -> bool {
    let end = text
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(text.len());
    let name = &text[..end];
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && !NOT_COUNTED
            .iter()
            .any(|other| other.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown;

    fn check(text: &str, is_too_deep: bool) {
        let (body, _) = markdown(text, 0);
        let start: String = text.chars().take(20).collect();
        assert_eq!(too_deep(&body.nodes).is_some(), is_too_deep, "{start}");
    }

    #[test]
    fn depth_counts_and_length_does_not() {
        check(&"> ".repeat(1_000), true);
        check(&"<div>".repeat(1_000), true);
        check(&"<ul><li>".repeat(1_000), true);
        check(&"<B >\n".repeat(1_000), true);
        check(&format!("{}{}", "> ".repeat(150), "<b>".repeat(150)), true);
        check(&"<b>x</b> ".repeat(1_000), false);
        check(&"<p>x<br>\n".repeat(1_000), false);
        check(&"<li>x\n".repeat(1_000), false);
        check(&"- a\n\n  > b\n\n".repeat(1_000), false);
        check(&format!("<!--\n{}\n-->\n", "<div>\n".repeat(1_000)), false);
        check(&"a < b <3 <- ".repeat(1_000), false);
    }
}

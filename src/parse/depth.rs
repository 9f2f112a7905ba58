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
        html.deepest = html.open.len();
    }
    None
}

/// Raw HTML, piece by piece: a tag may begin in one and end in another.
#[derive(Default)]
struct Html {
    within: Within,
    /// The elements that are open and count, in small letters.
    open: Vec<String>,
    /// The deepest since it was last looked at.
    deepest: usize,
}

/// What a piece of HTML begins in.
#[derive(Clone, Copy, Default)]
enum Within {
    #[default]
    Text,
    Comment,
    /// A tag, behind its name.
    Tag,
    /// The value of an attribute, up to this sign.
    Value(char),
}

impl Html {
    fn read(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            rest = match self.within {
                Within::Text => self.text(rest),
                Within::Comment => self.up_to(rest, "-->", Within::Text),
                Within::Value(sign) => self.up_to(rest, sign.encode_utf8(&mut [0; 4]), Within::Tag),
                Within::Tag => self.tag(rest),
            };
        }
    }

    /// What comes after `end`, within something else then.
    fn up_to<'t>(&mut self, text: &'t str, end: &str, then: Within) -> &'t str {
        let Some((_, after)) = text.split_once(end) else {
            return "";
        };
        self.within = then;
        after
    }

    fn text<'t>(&mut self, text: &'t str) -> &'t str {
        let Some((_, rest)) = text.split_once('<') else {
            return "";
        };
        if let Some(comment) = rest.strip_prefix("!--") {
            // HTML takes `<!-->` and `<!--->` for whole comments.
            let whole = ["->", ">"].iter().find_map(|end| comment.strip_prefix(end));
            if whole.is_none() {
                self.within = Within::Comment;
            }
            return whole.unwrap_or(comment);
        }
        let (is_end, named) = match rest.strip_prefix('/') {
            Some(named) => (true, named),
            None => (false, rest),
        };
        let end = named.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let (name, after) = named.split_at(end.unwrap_or(named.len()));
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return rest;
        }
        self.within = Within::Tag;
        let name = name.to_ascii_lowercase();
        if is_end {
            // One that closes nothing is passed over, as browsers do.
            if let Some(at) = self.open.iter().rposition(|open| *open == name) {
                self.open.truncate(at);
            }
        } else if !NOT_COUNTED.contains(&&*name) && self.open.len() <= DEEPEST {
            self.open.push(name);
            self.deepest = self.deepest.max(self.open.len());
        }
        after
    }

    fn tag<'t>(&mut self, text: &'t str) -> &'t str {
        let Some(at) = text.find(['>', '"', '\'']) else {
            return "";
        };
        self.within = match text.as_bytes()[at] {
            b'>' => Within::Text,
            sign => Within::Value(char::from(sign)),
        };
        &text[at + 1..]
    }
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
        check(&"<div></x>".repeat(1_000), true);
        check(&"<div title=\"</div>\">".repeat(1_000), true);
        check(&"<div title='\n</div>\n'>\n".repeat(1_000), true);
        check(&"<!--><div>".repeat(1_000), true);
        check(&"<!---><div>".repeat(1_000), true);
        check(&"<b>x</b> ".repeat(1_000), false);
        check(&"<a title=\"<b><b>\">x</a> ".repeat(1_000), false);
        check(&"<div><b>x</div>\n\n".repeat(1_000), false);
        check(&"<p>x<br>\n".repeat(1_000), false);
        check(&"<li>x\n".repeat(1_000), false);
        check(&"- a\n\n  > b\n\n".repeat(1_000), false);
        check(&format!("<!--\n{}\n-->\n", "<div>\n".repeat(1_000)), false);
        check(&"a < b <3 <- ".repeat(1_000), false);
    }
}

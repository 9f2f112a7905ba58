//! # A picture has no words for those who can't see it
//!
//! Whoever listens to a page, or waits for its pictures, learns nothing of a
//! picture without a text in its brackets. What tells nothing, such as an
//! ornament, is marked as that: `![](ornament.png "decorative")`.
//!
//! Pictures in raw HTML aren't looked at.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Facts;
use crate::article::{DECORATIVE, Node};
use crate::diagnostic::{Diagnostic, Place, plain};

pub(super) fn missing_alt(facts: Facts<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for text in facts.site.texts() {
        let nodes = &text.body.nodes;
        for (at, node) in nodes.iter().enumerate() {
            let Event::Start(Tag::Image {
                dest_url, title, ..
            }) = &node.event
            else {
                continue;
            };
            if &**title != DECORATIVE && !has_words(&nodes[at + 1..]) {
                let message = format!("the picture `{}` has no text", plain(dest_url));
                diagnostics.push(
                    Diagnostic::warning("missing-alt", message)
                        .at(Place::span(text.path, node.span))
                        .hint("say between the brackets what it shows; if it shows nothing, write `![](... \"decorative\")`"),
                );
            }
        }
    }
    diagnostics
}

/// Whether there are words before the picture ends.
fn has_words(after: &[Node]) -> bool {
    after
        .iter()
        .map(|node| &node.event)
        .take_while(|event| !matches!(event, Event::End(TagEnd::Image)))
        .any(|event| match event {
            Event::Text(text) | Event::Code(text) => !text.trim().is_empty(),
            _ => false,
        })
}

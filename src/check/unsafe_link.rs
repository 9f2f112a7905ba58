//! # A link could run a program
//!
//! Only `http`, `https`, `mailto` and addresses without a scheme are let
//! through; from any other the link is taken away and its words stay.

use pulldown_cmark::{Event, Tag};

use super::Facts;
use crate::diagnostic::{Diagnostic, Place, plain};

pub(super) fn unsafe_link(facts: Facts<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for text in facts.site.texts() {
        for node in &text.body.nodes {
            let Event::Start(Tag::Link { dest_url: url, .. } | Tag::Image { dest_url: url, .. }) =
                &node.event
            else {
                continue;
            };
            if node.reference.is_none() && !crate::address::is_safe(url) {
                let message = format!("`{}` is not an address that a page may link to", plain(url));
                diagnostics.push(
                    Diagnostic::warning("unsafe-link", message)
                        .at(Place::span(text.path, node.span))
                        .hint("use an address that begins with `https://`, `http://` or `mailto:`"),
                );
            }
        }
    }
    diagnostics
}

//! # An event's quote doesn't prove it
//!
//! The words that an editor quotes for an event must stand in the article
//! exactly once; otherwise the timeline would lead to the wrong sentence, or
//! to none.

use super::{Facts, in_text};
use crate::article::{Problem, ProseRange};
use crate::diagnostic::Diagnostic;
use crate::site::Annotated;

pub(super) fn event_quote(facts: Facts<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for annotated in facts.articles() {
        let problems = &annotated.annotations.problems;
        diagnostics.extend(
            problems
                .iter()
                .filter_map(|problem| diagnostic(facts, annotated, problem)),
        );
    }
    diagnostics
}

fn diagnostic(facts: Facts<'_>, annotated: &Annotated, problem: &Problem) -> Option<Diagnostic> {
    let (directive, diagnostic) = match problem {
        Problem::QuoteMissing { directive, nearest } => {
            let hint = if nearest.is_empty() {
                "copy the words from the article letter by letter, within one paragraph"
            } else {
                "copy the words of one of these sentences letter by letter"
            };
            let missing =
                Diagnostic::error("quote-missing", "these words don't stand in the article");
            let near = |diagnostic: Diagnostic, sentence: &ProseRange| {
                let words = crate::diagnostic::plain(&annotated.words(*sentence));
                diagnostic.see(
                    in_text(&annotated.article, *sentence),
                    format!("near: {words}"),
                )
            };
            (directive, nearest.iter().fold(missing.hint(hint), near))
        }
        Problem::QuoteRepeated { directive, times } => {
            let message = format!("these words stand in the article {times} times");
            (
                directive,
                Diagnostic::error("quote-repeated", message).hint("quote more of the sentence"),
            )
        }
        Problem::QuoteUndated { directive } => {
            let diagnostic = Diagnostic::error(
                "quote-undated",
                "the sentence with these words names no date",
            );
            (
                directive,
                diagnostic.hint("add `date = \"2016-02-08\"` to the event"),
            )
        }
        _ => return None,
    };
    let span = annotated
        .article
        .metadata
        .events
        .get(*directive)?
        .quote
        .span;
    Some(diagnostic.at(facts.in_front_matter(&annotated.article, span)))
}

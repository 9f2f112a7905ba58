//! # A date in the text can't be placed
//!
//! "Wednesday" needs the day the article was published; "30 February" isn't in
//! the calendar; "02/03/2016" is in February or in March. Such words stay text
//! and get no entry on the timeline. The ends of a range that runs backwards
//! are told as two dates.

use std::collections::BTreeSet;

use super::{Facts, in_text};
use crate::article::{Problem, ProseRange};
use crate::diagnostic::{Diagnostic, plain};
use crate::site::Annotated;

/// How many different words are quoted.
const MOST_WORDS: usize = 3;

pub(super) fn unresolved_date(facts: Facts<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for annotated in facts.articles() {
        let problems = &annotated.annotations.problems;
        let relative: Vec<ProseRange> = problems
            .iter()
            .filter_map(|problem| match problem {
                Problem::NoDateline { at } => Some(*at),
                _ => None,
            })
            .collect();
        diagnostics.extend(without_dateline(annotated, &relative));
        diagnostics.extend(problems.iter().filter_map(|problem| match problem {
            Problem::ImpossibleDate { at } => Some(impossible(annotated, *at)),
            Problem::BackwardRange { at } => Some(backward(annotated, *at)),
            Problem::AmbiguousDate { at } => Some(ambiguous(annotated, *at)),
            _ => None,
        }));
    }
    diagnostics
}

/// One diagnostic for all of an article: one line in its front matter mends them.
fn without_dateline(annotated: &Annotated, relative: &[ProseRange]) -> Option<Diagnostic> {
    let first = relative.first()?;
    let mut seen = BTreeSet::new();
    let quoted = relative
        .iter()
        .map(|at| format!("\"{}\"", plain(&annotated.words(*at))));
    let mut words: Vec<String> = quoted.filter(|words| seen.insert(words.clone())).collect();
    if words.len() > MOST_WORDS {
        let more = words.len() - MOST_WORDS;
        words.truncate(MOST_WORDS);
        words.push(format!("{more} more"));
    }
    let message = format!(
        "without the article's date these can't be placed: {}",
        words.join(", ")
    );
    Some(
        Diagnostic::warning("no-dateline", message)
            .at(in_text(&annotated.article, *first))
            .hint("give the article a `date`"),
    )
}

fn impossible(annotated: &Annotated, at: ProseRange) -> Diagnostic {
    let message = format!("\"{}\" is not in the calendar", plain(&annotated.words(at)));
    Diagnostic::warning("impossible-date", message)
        .at(in_text(&annotated.article, at))
        .hint("correct the day, or leave it if the source says so")
}

fn backward(annotated: &Annotated, at: ProseRange) -> Diagnostic {
    let message = format!(
        "the range \"{}\" ends before it begins",
        plain(&annotated.words(at))
    );
    Diagnostic::warning("backward-range", message)
        .at(in_text(&annotated.article, at))
        .hint("correct one of the dates, or leave it if the source says so")
}

fn ambiguous(annotated: &Annotated, at: ProseRange) -> Diagnostic {
    let words = plain(&annotated.words(at));
    let message = format!("whether the day or the month comes first in \"{words}\" can't be known");
    Diagnostic::warning("ambiguous-date", message)
        .at(in_text(&annotated.article, at))
        .hint("set `lang` to a language with its country, such as `en-US` or `en-GB`, or write the month in letters")
}

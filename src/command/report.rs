//! The voice of the tool: results on stdout, talk on stderr.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use super::Verdict;
use crate::cli::{Format, ReportArgs};
use crate::diagnostic::{Diagnostic, bounded, human, json};
use crate::pipeline::{Counts, Outcome};
use crate::source::{SourcePath, Sources};
use crate::steering::unsteered;

/// Says something on stderr. A closed pipe is nobody listening, not an error.
/// Names of files and arguments may stand in it, and steer no terminal.
pub(super) fn talk(text: &str) {
    show(&unsteered(text));
}

/// Puts a result on stdout, for people.
pub(super) fn result(text: &str) {
    data(&unsteered(text));
}

/// Puts a result on stdout, for programs: as it is.
pub(super) fn data(text: &str) {
    let _ = writeln!(io::stdout().lock(), "{text}");
}

/// Shows what may hold colours on stderr.
fn show(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Prints the diagnostics of a run and says whether the content is fine.
pub(super) fn diagnostics(outcome: &Outcome, sources: &Sources, args: &ReportArgs) -> Verdict {
    let text = |path: &SourcePath| sources.text(path);
    let (mut shown, mut more) = bounded(&outcome.diagnostics);
    if args.verbose {
        let (notes, more_notes) = bounded(&outcome.notes);
        shown.extend(notes);
        more.extend(more_notes);
    }
    let shown = shown.into_iter().chain(&more);
    match args.format {
        Format::Json => {
            shown.for_each(|diagnostic| data(&json::render(diagnostic, &text)));
        }
        Format::Human => {
            let colour = wants_colour();
            shown.for_each(|diagnostic| {
                show(&format!("{}\n", human::render(diagnostic, &text, colour)));
            });
        }
    }
    let errors = outcome.errors();
    let is_bad = is_bad(outcome, args);
    if is_bad && args.format == Format::Human {
        talk(&problem_count(errors, outcome.diagnostics.len() - errors));
    }
    if is_bad {
        Verdict::Errors
    } else {
        Verdict::Fine
    }
}

/// Whether the content isn't fine: it has errors, or under `--strict` warnings.
pub(super) fn is_bad(outcome: &Outcome, args: &ReportArgs) -> bool {
    outcome.errors() > 0 || (args.strict && !outcome.diagnostics.is_empty())
}

/// Draws what is wrong with files that a command needs, whatever else it does.
pub(super) fn faults(diagnostics: &[Diagnostic], sources: &Sources) {
    let text = |path: &SourcePath| sources.text(path);
    let (shown, more) = bounded(diagnostics);
    for diagnostic in shown.into_iter().chain(&more) {
        show(&human::render(diagnostic, &text, wants_colour()));
    }
}

/// Says that there are notes, when they aren't shown.
pub(super) fn mention_notes(outcome: &Outcome, args: &ReportArgs) {
    if !args.verbose && !args.quiet && !outcome.notes.is_empty() {
        let what = count(outcome.notes.len(), "note");
        talk(&format!("{what} on the registry; `--verbose` shows what"));
    }
}

/// All diagnostics as plain text, for the overlay in the browser.
pub(super) fn plain(outcome: &Outcome, sources: &Sources) -> String {
    let (shown, more) = bounded(&outcome.diagnostics);
    let shown = shown.into_iter().chain(&more);
    let drawn: Vec<String> = shown.map(|it| drawn(it, sources)).collect();
    drawn.join("\n\n")
}

/// A diagnostic as plain text.
pub(super) fn drawn(diagnostic: &Diagnostic, sources: &Sources) -> String {
    human::render(diagnostic, &|path: &SourcePath| sources.text(path), false)
}

/// What is wrong with the lines of one input: the first are said one by one.
pub(super) struct BadLines<'n> {
    name: &'n str,
    count: usize,
}

impl<'n> BadLines<'n> {
    const MOST: usize = 100;

    /// None yet, of the input called `name`.
    pub(super) fn of(name: &'n str) -> Self {
        Self { name, count: 0 }
    }

    pub(super) fn say(&mut self, line: usize, why: &str) {
        self.count += 1;
        if self.count <= Self::MOST {
            talk(&format!("error: {}, line {line}: {why}", self.name));
        }
    }

    /// How many there were, and how many weren't said.
    pub(super) fn end(self) -> usize {
        if self.count > Self::MOST {
            let more = count(self.count - Self::MOST, "more bad line");
            talk(&format!("error: {}: {more}", self.name));
        }
        self.count
    }
}

/// `2 errors, 1 warning`.
pub(super) fn problem_count(errors: usize, warnings: usize) -> String {
    format!("{}, {}", count(errors, "error"), count(warnings, "warning"))
}

/// What was built and how long it took.
pub(super) fn summary(verb: &str, counts: Counts, took: Duration) -> String {
    format!(
        "{verb} {}, {}, {}, {}, {}, {} in {} ms",
        count(counts.articles, "article"),
        match counts.entities {
            1 => "1 entity".to_owned(),
            n => format!("{n} entities"),
        },
        count(counts.mentions, "mention"),
        count(counts.events, "event"),
        count(counts.links, "link"),
        count(counts.pages, "page"),
        took.as_millis()
    )
}

pub(super) fn count(n: usize, what: &str) -> String {
    if n == 1 {
        format!("1 {what}")
    } else {
        format!("{n} {what}s")
    }
}

/// Colour on a terminal that doesn't refuse it (no-color.org).
fn wants_colour() -> bool {
    #[expect(
        clippy::disallowed_methods,
        reason = "NO_COLOR is the user's word on output, not part of a site"
    )]
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    io::stderr().is_terminal() && !refused
}

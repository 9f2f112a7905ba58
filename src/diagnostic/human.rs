//! Diagnostics as a person reads them in a terminal.
//!
//! This exists apart from [`Diagnostic`] so that a rule never thinks about
//! layout. The drawing itself is `annotate-snippets`, the library behind
//! rustc's own messages.

use std::borrow::Cow;
use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Place, Severity, plain, sentence};
use crate::source::SourcePath;
use crate::steering::is_steering;

/// Draws one diagnostic: message, the lines it is about, and the hint, without
/// a newline at the end. `text` finds the text of a source; `colour` turns ANSI
/// colours on.
#[must_use]
pub fn render<'t>(
    diagnostic: &Diagnostic,
    text: &dyn Fn(&SourcePath) -> Option<&'t str>,
    colour: bool,
) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = plain_long(&diagnostic.message);
    let mut group = level
        .primary_title(message)
        .id(&*diagnostic.code)
        .elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    let mut bare_places = String::new();
    let places = diagnostic.place.iter().map(|place| (place, None)).chain(
        diagnostic
            .related
            .iter()
            .map(|(place, why)| (place, Some(why))),
    );
    for (place, why) in places {
        match (place.span, text(&place.path)) {
            (Some(_), Some(text)) => {
                group = group.element(snippet(place, text, why.map(String::as_str)));
            }
            _ => {
                let _ = write!(bare_places, "\n  --> {}", plain(place.path.as_str()));
            }
        }
    }
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    // Its own colours are all that may steer a terminal; what it quotes was put
    // into visible signs, but for some.
    let is_fit = |c: &char| *c == '\u{1b}' || !is_steering(*c);
    let mut drawn: String = renderer.render(&[group]).chars().filter(is_fit).collect();
    drawn.push_str(&bare_places);
    if let Some(hint) = &diagnostic.hint {
        drawn.push_str("\n  hint: ");
        drawn.push_str(&plain_long(hint));
    }
    drawn
}

fn snippet<'t>(
    place: &Place,
    text: &'t str,
    why: Option<&'t str>,
) -> Snippet<'t, annotate_snippets::Annotation<'t>> {
    let span = place.span.expect("the caller has a span");
    let (window, offset, first_line) = window(text, span.start);
    let start = window.floor_char_boundary(span.start.saturating_sub(offset).min(window.len()));
    let end = window.ceil_char_boundary(span.end.saturating_sub(offset).clamp(start, window.len()));
    let kind = if why.is_some() {
        AnnotationKind::Context
    } else {
        AnnotationKind::Primary
    };
    let mut annotation = kind.span(start..end);
    if let Some(why) = why {
        annotation = annotation.label(plain_long(why));
    }
    Snippet::source(tame(window))
        .line_start(first_line)
        .path(plain(place.path.as_str()))
        .annotation(annotation)
}

/// The text without those control characters that the library lets through,
/// one of which begins a command to a terminal; each gives way to a space of
/// the same length in bytes.
fn tame(text: &str) -> Cow<'_, str> {
    let is_wild = |c: char| matches!(c, '\u{80}'..='\u{9f}');
    if text.contains(is_wild) {
        Cow::Owned(text.replace(is_wild, "\u{a0}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The line that holds byte `at` and its neighbours, where it starts in the
/// text, and its line number: a file of megabytes must not be drawn, nor a
/// line of megabytes.
fn window(text: &str, at: usize) -> (&str, usize, usize) {
    const LONGEST: usize = 2_000;
    let at = text.floor_char_boundary(at.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let start = text.ceil_char_boundary(start.max(at.saturating_sub(LONGEST / 2)));
    let end = text[at..]
        .match_indices('\n')
        .nth(2)
        .map_or(text.len(), |(newline, _)| at + newline);
    let end = text.floor_char_boundary(end.min(start + LONGEST));
    let first_line = text[..start].matches('\n').count() + 1;
    (&text[start..end.max(start)], start, first_line)
}

/// A sentence of our own, or several lines of them.
fn plain_long(text: &str) -> String {
    const MOST_LINES: usize = 20;
    text.split('\n')
        .take(MOST_LINES)
        .map(sentence)
        .collect::<Vec<_>>()
        .join("\n        ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn message_place_text_and_hint() {
        let path = SourcePath::new("content/vote.md");
        let text = "+++\ntilte = \"The vote\"\n+++\n";
        let diagnostic = Diagnostic::error(
            "unknown-key",
            "unknown key `tilte` in the front matter of an article",
        )
        .at(Place::span(&path, Span::new(4, 9)))
        .hint("did you mean `title`?");
        let drawn = render(&diagnostic, &|_| Some(text), false);
        assert_eq!(
            drawn,
            "error[unknown-key]: unknown key `tilte` in the front matter of an article\n \
             --> content/vote.md:2:1\n  \
             |\n\
             2 | tilte = \"The vote\"\n  \
             | ^^^^^\n  \
             hint: did you mean `title`?"
        );
    }

    #[test]
    fn what_is_quoted_steers_no_terminal() {
        let path = SourcePath::new("content/\u{1b}[31m\u{202e}.md");
        let text = "a\u{1b}[31m\u{85}\u{9b}31m\u{202e}\u{7}b";
        let message = "no \u{1b}[31m\u{9b}";
        let diagnostic = Diagnostic::error("x", message)
            .at(Place::span(&path, Span::new(0, text.len())))
            .hint("\u{1b}]0;x\u{7}");
        let drawn = render(&diagnostic, &|_| Some(text), false);
        assert!(!drawn.contains(is_steering), "{drawn:?}");
    }

    #[test]
    fn no_control_character_of_the_file_is_drawn() {
        let path = SourcePath::new("content/vote.md");
        let text = "+++\nnam\u{9b}31m\u{1b}[0m\u{7f}\u{85} = \"NATO\"";
        let open = Diagnostic::error("front-matter-open", "no closing line");
        let drawn = render(
            &open.at(Place::span(&path, Span::new(4, 5))),
            &|_| Some(text),
            false,
        );
        assert!(
            !drawn.contains(|c: char| c.is_control() && c != '\n'),
            "{drawn:?}"
        );
        assert!(drawn.contains("2 | nam\u{a0}31m"), "{drawn:?}");
    }

    #[test]
    fn a_huge_line_is_cut() {
        let path = SourcePath::new("content/long.md");
        let text = "x".repeat(1_000_000);
        let diagnostic =
            Diagnostic::error("x", "long").at(Place::span(&path, Span::new(500_000, 500_003)));
        assert!(render(&diagnostic, &|_| Some(&text), false).len() < 10_000);
    }
}

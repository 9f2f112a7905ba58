//! Diagnostics as a machine reads them, one JSON object a line.

use serde::Serialize;

use super::{Diagnostic, Place, line_and_column, plain, sentence};
use crate::source::SourcePath;

#[derive(Serialize)]
struct Line<'a> {
    severity: &'static str,
    code: &'a str,
    message: String,
    #[serde(flatten)]
    place: Option<At<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

#[derive(Serialize)]
struct At<'a> {
    file: &'a SourcePath,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// One diagnostic as a JSON object without a newline. Lines and columns count
/// from 1, columns in characters; `text` is what the place covers.
///
/// # Panics
/// Never: a struct of strings and numbers can always be written as JSON.
#[must_use]
pub fn render<'t>(
    diagnostic: &Diagnostic,
    text: &dyn Fn(&SourcePath) -> Option<&'t str>,
) -> String {
    let line = Line {
        severity: diagnostic.severity.name(),
        code: &diagnostic.code,
        message: sentence(&diagnostic.message),
        place: diagnostic.place.as_ref().map(|place| at(place, text)),
        hint: diagnostic.hint.as_deref().map(sentence),
    };
    serde_json::to_string(&line).expect("strings and numbers can be written as JSON")
}

fn at<'a, 't>(place: &'a Place, text: &dyn Fn(&SourcePath) -> Option<&'t str>) -> At<'a> {
    let found = place.span.zip(text(&place.path));
    let position = found.map(|(span, text)| line_and_column(text, span.start));
    At {
        file: &place.path,
        line: position.map(|(line, _)| line),
        column: position.map(|(_, column)| column),
        text: found.and_then(|(span, text)| text.get(span.start..span.end).map(plain)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn one_object_a_line() {
        let path = SourcePath::new("content/a.md");
        let diagnostic =
            Diagnostic::warning("no-date", "no date").at(Place::span(&path, Span::new(2, 3)));
        assert_eq!(
            render(&diagnostic, &|_| Some("a\nb\n")),
            r#"{"severity":"warning","code":"no-date","message":"no date","file":"content/a.md","line":2,"column":1,"text":"b"}"#
        );
    }
}

//! Templates compiled, and their errors as diagnostics.
//!
//! The only file that knows Tera's errors.

use serde::Serialize;
use tera::{Context, Error, ErrorKind, ReportError, Tera};

use crate::diagnostic::{Diagnostic, Place, plain};
use crate::source::{Source, SourcePath, Span};

/// The compiled templates.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    sources: Vec<Source>,
}

/// Compiles the templates; each is named by its path below `templates/`.
///
/// # Errors
/// Every template that can't be compiled, with its place.
pub fn compile(sources: &[Source]) -> Result<Templates, Vec<Diagnostic>> {
    let mut tera = empty();
    let named = sources
        .iter()
        .map(|source| (source.path.below_top(), &*source.text));
    match tera.add_raw_templates(named) {
        Ok(()) => Ok(Templates {
            tera,
            sources: sources.to_vec(),
        }),
        Err(error) => Err(all_errors(sources, &error)),
    }
}

fn empty() -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on([".html", ".xml"]);
    tera
}

/// Tera stops at the first broken template; an editor wants to see them all.
fn all_errors(sources: &[Source], first: &Error) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = sources
        .iter()
        .filter_map(|source| {
            let error = empty()
                .add_raw_template(source.path.below_top(), &source.text)
                .err()?;
            matches!(error.kind(), ErrorKind::SyntaxError(_))
                .then(|| diagnostic(sources, &error, None))
        })
        .collect();
    if diagnostics.is_empty() {
        diagnostics.push(diagnostic(sources, first, None));
    }
    diagnostics
}

impl Templates {
    /// Whether there is a template of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// Renders `view` with the template called `name`; `page` is the file that
    /// is being made, for messages.
    ///
    /// # Errors
    /// When the template asks for what the view doesn't have, or does
    /// something that can't be done.
    pub fn render(
        &self,
        name: &str,
        view: &impl Serialize,
        page: &str,
    ) -> Result<String, Box<Diagnostic>> {
        Context::from_serialize(view)
            .and_then(|context| self.tera.render(name, &context))
            .map_err(|error| Box::new(diagnostic(&self.sources, &error, Some(page))))
    }
}

fn diagnostic(sources: &[Source], error: &Error, page: Option<&str>) -> Diagnostic {
    let suffix = page.map_or_else(String::new, |page| format!(", while rendering `{page}`"));
    let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind() else {
        return unplaced(error, &suffix);
    };
    let diagnostic = Diagnostic::error("template", format!("{}{suffix}", plain(report.message())));
    match place(sources, report) {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }
    .hint("`docs/templates.md` lists what each template sees; delete the file to use the built-in one")
}

fn unplaced(error: &Error, suffix: &str) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("template", format!("{}{suffix}", plain(&error.to_string())));
    let name = match error.kind() {
        ErrorKind::MissingParent { current, .. } => current,
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => tpl,
        _ => return diagnostic,
    };
    diagnostic.at(Place::file(&SourcePath::new(format!("templates/{name}"))))
}

/// Tera counts lines from 1 and columns, in characters, from 0.
fn place(sources: &[Source], report: &ReportError) -> Option<Place> {
    let source = sources
        .iter()
        .find(|source| source.path.below_top() == report.filename())?;
    let span = report.span();
    let start = byte(&source.text, span.start_line, span.start_col);
    let end = byte(&source.text, span.end_line, span.end_col).max(start);
    Some(Place::span(&source.path, Span::new(start, end)))
}

fn byte(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = &text[start..];
    start
        + rest
            .char_indices()
            .nth(column)
            .map_or(rest.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(files: &[(&str, &str)]) -> Vec<Source> {
        files
            .iter()
            .map(|(name, text)| Source {
                path: SourcePath::new(format!("templates/{name}")),
                text: (*text).into(),
            })
            .collect()
    }

    #[test]
    fn every_broken_template_is_named_at_its_place() {
        let broken = sources(&[
            ("a.html", "{% if %}"),
            ("b.html", "fine"),
            ("c.html", "x\n{{ }}"),
        ]);
        let diagnostics = compile(&broken).expect_err("two are broken");
        let places: Vec<_> = diagnostics
            .iter()
            .filter_map(|diagnostic| diagnostic.place.as_ref())
            .map(|place| place.path.as_str())
            .collect();
        assert_eq!(places, ["templates/a.html", "templates/c.html"]);
    }

    #[test]
    fn a_missing_field_names_the_page() {
        let templates = compile(&sources(&[("a.html", "é {{ nothing }}")])).expect("it compiles");
        let error = templates
            .render("a.html", &serde_json::json!({}), "x/index.html")
            .expect_err("no such field");
        assert!(error.message.contains("x/index.html"), "{error:?}");
        assert_eq!(
            error
                .place
                .as_ref()
                .and_then(|place| place.span)
                .map(|span| span.start),
            Some(6)
        );
    }

    #[test]
    fn a_missing_parent_is_an_error() {
        let diagnostics =
            compile(&sources(&[("a.html", "{% extends \"gone.html\" %}")])).expect_err("no parent");
        assert_eq!(diagnostics.len(), 1);
    }
}

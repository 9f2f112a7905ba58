//! Templates compiled, and their errors as diagnostics.
//!
//! The only file that knows Tera's errors, and its values: what the program
//! says goes into every template as one map, `words`, with a filter that fills
//! in numbers, names and links.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, json};
use tera::{Context, Error, ErrorKind, Kwargs, ReportError, State, Tera, TeraResult, Value};

use crate::diagnostic::{Diagnostic, Place, plain};
use crate::language::{Language, fill, form};
use crate::source::{Source, SourcePath, Span};

/// The compiled templates.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    sources: Vec<Source>,
}

/// A language as templates see it.
#[derive(Clone, Debug)]
pub struct Words {
    tag: String,
    value: Value,
}

impl Words {
    /// The strings of a language; those of a table in a map of their own.
    #[must_use]
    pub fn of(language: &Language) -> Self {
        let mut words = Map::new();
        for (key, text) in language.strings() {
            match key.split_once('.') {
                Some((table, key)) => {
                    words.entry(table).or_insert_with(|| json!({}))[key] = text.into();
                }
                None => {
                    words.insert(key.to_owned(), text.into());
                }
            }
        }
        let tag = language.tag().to_owned();
        words.insert("lang".to_owned(), tag.as_str().into());
        let value = Value::from_serializable(&words);
        Self { tag, value }
    }

    /// Whether they are of this language.
    #[must_use]
    pub fn are(&self, language: &Language) -> bool {
        self.tag == language.tag()
    }
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

/// A string with its parts filled in: `{{ words | say(key="articles", n=3) }}`.
/// A part is text, a number, or mark-up that a template has set; a list becomes
/// `A, B and C`. Where the string depends on a number, `n` chooses its form.
#[expect(clippy::needless_pass_by_value, reason = "what a filter takes")]
fn say(words: Value, parts: Kwargs, state: &State) -> TeraResult<Value> {
    let key: &str = parts.must_get("key")?;
    let form = || {
        let n = parts.get::<usize>("n").ok().flatten().unwrap_or(usize::MAX);
        form(text_at(&words, "lang").unwrap_or_default(), n)
    };
    let counted = format!("{key}.{}", form());
    let pattern = text_at(&words, key)
        .or_else(|| text_at(&words, &counted))
        .ok_or_else(|| Error::message(format!("there is no string `{key}`")))?;
    let mut shown: Vec<(&str, String)> = Vec::new();
    for (name, value) in parts.iter() {
        let value = match value.as_array() {
            Some(names) => Cow::Owned(listed(&words, names)),
            None => Cow::Borrowed(value),
        };
        let name = name.as_str().unwrap_or_default();
        shown.push((name, state.escape_if_needed(&value)?));
    }
    let shown: Vec<(&str, &str)> = shown.iter().map(|(name, it)| (*name, &**it)).collect();
    let pattern = state.escape_if_needed(&Value::normal_string(pattern))?;
    Ok(Value::safe_string(&fill(&pattern, &shown)))
}

fn text_at<'w>(words: &'w Value, key: &'w str) -> Option<&'w str> {
    words.get_from_path(key)?.as_str()
}

fn listed(words: &Value, names: &[Value]) -> Value {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let get = |key| text_at(words, key).unwrap_or_default();
    match &names[..] {
        [] => Value::normal_string(""),
        [one] => Value::normal_string(one),
        [others @ .., last] => {
            let some = others.join(get("comma"));
            Value::normal_string(&fill(get("listed"), &[("some", &some), ("last", last)]))
        }
    }
}

fn empty() -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on([".html", ".xml"]);
    tera.register_filter("say", say);
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

    /// Renders `view` with the template called `name`, in the words of the site
    /// and those of the page; `page` is the file that is being made, for
    /// messages.
    ///
    /// # Errors
    /// When the template asks for what the view doesn't have, or does
    /// something that can't be done.
    pub fn render(
        &self,
        name: &str,
        view: &impl Serialize,
        (of_site, of_page): (&Words, &Words),
        page: &str,
    ) -> Result<String, Box<Diagnostic>> {
        Context::from_serialize(view)
            .and_then(|mut context| {
                context.insert_value("site_words", of_site.value.clone());
                context.insert_value("words", of_page.value.clone());
                let mut made = Bounded::default();
                self.tera.render_to(name, &context, &mut made)?;
                String::from_utf8(made.0).map_err(|error| Error::message(error.to_string()))
            })
            .map_err(|error| {
                let diagnostic = diagnostic(&self.sources, &error, Some(page));
                let own = self.sources.iter().find(|it| it.path.below_top() == name);
                Box::new(match (&diagnostic.place, own) {
                    (None, Some(own)) => diagnostic.at(Place::file(&own.path)),
                    _ => diagnostic,
                })
            })
    }
}

/// A page as it is made, up to a size that no page has: a loop within a loop
/// must not fill the memory.
#[derive(Default)]
struct Bounded(Vec<u8>);

impl Bounded {
    const MOST: usize = 64 << 20;
}

impl Write for Bounded {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > Self::MOST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// All at once: Tera writes in small pieces.
    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes).map(drop)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
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
    .hint(HINT)
}

const HINT: &str =
    "`docs/templates.md` lists what each template sees; delete the file to use the built-in one";

fn unplaced(error: &Error, suffix: &str) -> Diagnostic {
    let said = match error.kind() {
        ErrorKind::Io(_) => format!("a page has more than {} MiB", Bounded::MOST >> 20),
        _ => error.to_string(),
    };
    // Some come drawn already, with their place in the drawing.
    let message = said.lines().next().unwrap_or_default();
    let message = plain(message.trim_start_matches("error: "));
    let diagnostic = Diagnostic::error("template", format!("{message}{suffix}")).hint(HINT);
    let name = match error.kind() {
        ErrorKind::MissingParent { current, .. } => current,
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => tpl,
        _ => match said.split_once("--> ") {
            Some((_, drawn)) => drawn.split(':').next().unwrap_or_default(),
            None => return diagnostic,
        },
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
        let words = Words::of(Language::english());
        let templates = compile(&sources(&[("a.html", "é {{ nothing }}")])).expect("it compiles");
        let error = templates
            .render("a.html", &json!({}), (&words, &words), "x/index.html")
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
    fn a_string_is_filled_in_and_escaped() {
        let words = Words::of(Language::english());
        let check = |template: &str, expected: &str| {
            let templates = compile(&sources(&[("a.html", template)])).expect("it compiles");
            let view = json!({"name": "<b>", "all": ["A", "B & C"], "n": 2});
            let html = templates.render("a.html", &view, (&words, &words), "a.html");
            assert_eq!(html.as_deref(), Ok(expected), "{template}");
        };
        check("{{ words.timeline }}", "Timeline");
        check("{{ words | say(key='articles', n=n) }}", "2 articles");
        check("{{ words | say(key='articles', n=1) }}", "1 article");
        check(
            "{{ words | say(key='about', name=name) }}",
            "About &lt;b&gt;",
        );
        check(
            "{{ words | say(key='by', authors=all) }}",
            "By A and B &amp; C",
        );
        check(
            "{% set link %}<i>{{ name }}</i>{% endset %}{{ words | say(key='part_of', link=link) }}",
            "Part of <i>&lt;b&gt;</i>",
        );
    }

    #[test]
    fn a_missing_parent_is_an_error() {
        let diagnostics =
            compile(&sources(&[("a.html", "{% extends \"gone.html\" %}")])).expect_err("no parent");
        assert_eq!(diagnostics.len(), 1);
    }
}

//! From the text of a file to typed values.
//!
//! This room knows the formats: front matter, Markdown, plain text, the
//! registry's files. It knows no other file than the one it reads, and
//! nothing of names, dates in prose, links between articles, or pages.

mod dateline;
mod depth;
mod front_matter;
mod markdown;
mod metadata;
mod plain;
mod registry;
mod story;

pub use markdown::{dossier, markdown};
pub use plain::paragraphs;
pub use registry::registry;
pub use story::story;

use crate::article::{Article, ArticleId, Body, Metadata, Prose};
use crate::date::Moment;
use crate::diagnostic::{Diagnostic, Place};
use crate::fields;
use crate::slug::{is_slug, slugify};
use crate::source::{Source, SourcePath, Span};
use crate::steering::{is_steering, unsteered};

/// Longest article in bytes; a book has about one million.
pub const LONGEST_ARTICLE: usize = 4 << 20;

/// Longest folder of an article in bytes: what lies in it must have a path that
/// disks allow.
const LONGEST_SECTION: usize = 600;

/// Reads an article. `None` when nothing of it can be used; the diagnostics
/// then say why.
#[must_use]
pub fn article(source: &Source) -> (Option<Article>, Vec<Diagnostic>) {
    if source.text.len() > LONGEST_ARTICLE {
        let message = format!(
            "{} bytes are more than the {LONGEST_ARTICLE} allowed for an article",
            source.text.len()
        );
        return (
            None,
            vec![
                Diagnostic::error("too-long", message)
                    .at(Place::file(&source.path))
                    .hint("split it into several articles"),
            ],
        );
    }
    let head = front_matter::split(&source.text);
    let (table, mut faults) = head.keys(&source.text);
    let metadata = metadata::read(&table, &mut faults);
    let mut diagnostics: Vec<Diagnostic> = faults
        .into_iter()
        .map(|fault: fields::Fault| fault.in_file(&source.path, head.keys_start))
        .collect();
    diagnostics.extend(steering(source, head.body_start));
    let text = match read_body(source, head.body_start, metadata.title.is_some()) {
        Ok(text) => text,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return (None, diagnostics);
        }
    };
    let article = assemble(source, metadata, text, &mut diagnostics);
    (Some(article), diagnostics)
}

/// Says what is left out of the text that begins at byte `start`, of characters
/// that steer what shows them.
fn steering(source: &Source, start: usize) -> Option<Diagnostic> {
    let below = &source.text[start..];
    let (at, first) = below.char_indices().find(|(_, c)| is_steering(*c))?;
    let count = below.chars().filter(|c| is_steering(*c)).count();
    let code = u32::from(first);
    let message = if count == 1 {
        format!("U+{code:04X}, which can't be seen and steers what shows it, is left out")
    } else {
        format!(
            "{count} characters that can't be seen and steer what shows them are left out, U+{code:04X} the first"
        )
    };
    let at = Span::new(start + at, start + at + first.len_utf8());
    Some(
        Diagnostic::warning("steering-character", message)
            .at(Place::span(&source.path, at))
            .hint("take them out; direction is told by `lang`, or by `<bdi>` around the words"),
    )
}

/// What the text below the front matter says.
struct Text {
    /// The title, when the text begins with one.
    title: Option<String>,
    body: Body,
    prose: Prose,
}

fn read_body(source: &Source, start: usize, has_title: bool) -> Result<Text, Box<Diagnostic>> {
    let text = &source.text[start..];
    if source.path.extension().eq_ignore_ascii_case("txt") {
        return Ok(plain::plain(text, start, has_title));
    }
    // The Markdown parser is known to panic on a few strange inputs; that must
    // cost one article its page, not the editor his build.
    let text = std::panic::catch_unwind(|| markdown::with_title(text, start)).map_err(|_| {
        Diagnostic::error("markdown-failed", "the Markdown parser can't read this article")
            .at(Place::file(&source.path))
            .hint("the cause is unusual nesting of lists, `:` or HTML; simplify the article piece by piece")
    })?;
    match depth::too_deep(&text.body.nodes) {
        Some(span) => Err(Box::new(too_deep(Place::span(&source.path, span)))),
        None => Ok(text),
    }
}

fn too_deep(place: Place) -> Diagnostic {
    let message = format!(
        "the text is nested more than {} levels deep here",
        depth::DEEPEST
    );
    Diagnostic::error("too-deep", message)
        .at(place)
        .hint("close elements of HTML, and lay lists and quotations flat")
}

fn assemble(
    source: &Source,
    metadata: Metadata,
    mut text: Text,
    diagnostics: &mut Vec<Diagnostic>,
) -> Article {
    let date = publication_date(&metadata, &text.prose, &source.path);
    if date.is_none() {
        diagnostics.push(no_date(&source.path));
    }
    let title = metadata
        .title
        .as_ref()
        .map(|title| title.value.clone())
        .or(text.title)
        .unwrap_or_else(|| title_from_name(&source.path));
    let (section, slug) = address(source, &metadata, diagnostics);
    // A site keeps all its articles: what the lists were grown by is given back.
    text.body.nodes.shrink_to_fit();
    text.prose.text.shrink_to_fit();
    Article {
        id: ArticleId::of(&source.path),
        path: source.path.clone(),
        title,
        date,
        section,
        slug,
        metadata,
        body: text.body,
        prose: text.prose,
    }
}

fn publication_date(metadata: &Metadata, prose: &Prose, path: &SourcePath) -> Option<Moment> {
    metadata
        .date
        .as_ref()
        .map(|date| date.value)
        .or_else(|| dateline::dateline(prose).map(Moment::on))
        .or_else(|| split_date(path.stem()).0.map(Moment::on))
}

fn no_date(path: &SourcePath) -> Diagnostic {
    let is_text = path.extension() == "txt";
    let hint = format!(
        "add `date = 2016-02-08` {}, or begin the file's name with `2016-02-08-`",
        if is_text {
            "between two lines `+++` at the top"
        } else {
            "to the front matter"
        },
    );
    Diagnostic::warning(
        "no-date",
        "this article has no date, so \"Wednesday\" or \"last month\" in it can't be placed",
    )
    .at(Place::span(path, Span::new(0, 0)))
    .hint(hint)
}

/// The folder and the last part of the address, from front matter or path.
fn address(
    source: &Source,
    metadata: &Metadata,
    diagnostics: &mut Vec<Diagnostic>,
) -> (String, String) {
    let below = source.path.below_top();
    let folders = below.rsplit_once('/').map_or("", |(folders, _)| folders);
    let section: Vec<String> = folders
        .split('/')
        .filter(|part| !part.is_empty())
        .map(slugify)
        .collect();
    let mut section = section.join("/");
    if section.len() > LONGEST_SECTION {
        diagnostics.push(too_far_down(&source.path));
        section.clear();
    }
    let from_name = || slugify(split_date(source.path.stem()).1);
    let slug = match &metadata.slug {
        Some(slug) if is_slug(&slug.value) => slug.value.clone(),
        Some(slug) => {
            let diagnostic = Diagnostic::error(
                "bad-slug",
                "a slug is made of lower-case letters a to z, digits and single hyphens",
            )
            .at(Place::span(
                &source.path,
                front_matter_span(source, slug.span),
            ))
            .hint(format!("write `{}`", slugify(&slug.value)));
            diagnostics.push(diagnostic);
            from_name()
        }
        None => from_name(),
    };
    (section, slug)
}

fn too_far_down(path: &SourcePath) -> Diagnostic {
    let message = format!("the names of its folders have more than {LONGEST_SECTION} letters");
    Diagnostic::error("bad-address", message)
        .at(Place::file(path))
        .hint("move the article up, or give the folders shorter names")
}

/// A span inside the front matter as a span of the file.
#[must_use]
pub fn front_matter_span(source: &Source, span: Span) -> Span {
    span.shifted(front_matter::split(&source.text).keys_start)
}

/// The TOML keys of a file's front matter; `None` when there are none, they
/// are YAML, or their closing line is missing.
#[must_use]
pub fn toml_front_matter(text: &str) -> Option<Span> {
    front_matter::split(text).toml_keys()
}

/// `2016-02-08-refocus` as its date and `refocus`; a name that is only a date
/// keeps it as its name.
fn split_date(stem: &str) -> (Option<jiff::civil::Date>, &str) {
    let date = stem
        .get(..10)
        .and_then(Moment::parse)
        .map(|moment| moment.day);
    let rest = stem
        .get(10..)
        .map(|rest| rest.trim_start_matches(['-', '_', ' ']));
    match (date, rest) {
        (Some(date), Some(rest)) if !rest.is_empty() => (Some(date), rest),
        (date, _) => (date, stem),
    }
}

fn title_from_name(path: &SourcePath) -> String {
    let name = unsteered(split_date(path.stem()).1).replace(['-', '_'], " ");
    let mut letters = name.chars();
    letters.next().map_or(name.clone(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests;

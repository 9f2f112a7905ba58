//! A declared story: front matter and text.

use super::front_matter;
use crate::article::DeclaredStory;
use crate::diagnostic::{Diagnostic, Place};
use crate::fields::Fields;
use crate::slug::slugify;
use crate::source::Source;

/// Reads a file of `content/stories/`.
#[must_use]
pub fn story(source: &Source) -> (DeclaredStory, Vec<Diagnostic>) {
    let head = front_matter::split(&source.text);
    let (table, mut faults) = head.keys(&source.text);
    let mut fields = Fields::new(&table, "a story", &mut faults);
    let (title, summary) = (fields.string("title"), fields.string("summary"));
    fields.finish();
    let story = DeclaredStory {
        id: slugify(source.path.stem()),
        title: title.unwrap_or_else(|| super::title_from_name(&source.path)),
        summary,
        text: front_matter::text(source, &head),
        place: Place::file(&source.path),
    };
    let diagnostics = faults
        .into_iter()
        .map(|fault| fault.in_file(&source.path, head.keys_start))
        .chain(super::steering(source, head.body_start))
        .collect();
    (story, diagnostics)
}

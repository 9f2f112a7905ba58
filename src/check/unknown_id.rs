//! # The front matter names something that isn't there
//!
//! A story, an article or an entity that is named by id and doesn't exist
//! would be passed over without a word.

use super::Facts;
use crate::article::{ArticleId, StoryChoice};
use crate::diagnostic::{Diagnostic, did_you_mean, plain};
use crate::entity::EntityId;
use crate::site::Annotated;
use crate::source::Spanned;

pub(super) fn unknown_id(facts: Facts<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for annotated in facts.articles() {
        story(facts, annotated, &mut diagnostics);
        related(facts, annotated, &mut diagnostics);
        entities(facts, annotated, &mut diagnostics);
    }
    diagnostics
}

fn story(facts: Facts<'_>, annotated: &Annotated, diagnostics: &mut Vec<Diagnostic>) {
    let Some(StoryChoice::In(story)) = &annotated.article.metadata.story else {
        return;
    };
    let known: Vec<&str> = facts
        .stories
        .iter()
        .map(|story| story.id.as_str())
        .collect();
    if !known.contains(&story.value.as_str()) {
        let near = Suggestions::default().near(&story.value, known.iter().copied());
        let hint = near.unwrap_or_else(|| {
            format!("declare it in `content/stories/{}.md`", plain(&story.value))
        });
        diagnostics.push(unknown(facts, annotated, story, "story", hint));
    }
}

fn related(facts: Facts<'_>, annotated: &Annotated, diagnostics: &mut Vec<Diagnostic>) {
    let related = &annotated.article.metadata.related;
    let articles = &facts.site.articles;
    let mut suggestions = Suggestions::default();
    for id in related.pin.iter().chain(&related.exclude) {
        if !articles.contains_key(&ArticleId::named(&id.value)) {
            let known = articles.keys().map(ArticleId::as_str);
            let hint = suggestions
                .near(&id.value, known)
                .unwrap_or_else(|| "an article's id is its path under `content/` without extension; a hidden article can't be named".to_owned());
            diagnostics.push(unknown(facts, annotated, id, "article", hint));
        }
    }
}

fn entities(facts: Facts<'_>, annotated: &Annotated, diagnostics: &mut Vec<Diagnostic>) {
    let directives = &annotated.article.metadata.entities;
    if directives.pin.is_empty() && directives.assign.is_empty() {
        return;
    }
    // What is named in the text, and what could be: registry and built-in.
    let named = facts.site.entities.keys().map(EntityId::as_str);
    let tables = facts.known.entities().filter(|entity| !entity.hidden);
    let known: Vec<&str> = named
        .chain(tables.map(|entity| entity.id.as_str()))
        .collect();
    let mut suggestions = Suggestions::default();
    for id in &directives.pin {
        if !facts.site.entities.contains_key(&id.value) {
            let id = Spanned {
                value: id.value.to_string(),
                span: id.span,
            };
            let hint = suggestions
                .near(&id.value, known.iter().copied())
                .unwrap_or_else(|| "add it to `content/entities/`".to_owned());
            diagnostics.push(unknown(facts, annotated, &id, "entity", hint));
        }
    }
    for (name, id) in &directives.assign {
        if !facts.site.entities.contains_key(&id.value) {
            if is_known(facts, &id.value) {
                diagnostics.push(unmentioned(facts, annotated, name, id));
                continue;
            }
            let id = Spanned {
                value: id.value.to_string(),
                span: id.span,
            };
            let near = suggestions.near(&id.value, known.iter().copied());
            let hint = near.unwrap_or_else(|| {
                format!(
                    "add it to `content/entities/`, and see that `{}` stands in the article",
                    plain(name)
                )
            });
            diagnostics.push(unknown(facts, annotated, &id, "entity", hint));
        }
    }
}

fn is_known(facts: Facts<'_>, id: &EntityId) -> bool {
    facts.known.get(id).is_some_and(|entity| !entity.hidden)
}

/// The id is right, and the words that should mean it aren't there.
fn unmentioned(
    facts: Facts<'_>,
    annotated: &Annotated,
    name: &str,
    id: &Spanned<EntityId>,
) -> Diagnostic {
    let message = format!(
        "`{}` can't mean `{}`: it doesn't stand in the article",
        plain(name),
        id.value
    );
    Diagnostic::error("unknown-id", message)
        .at(facts.in_front_matter(&annotated.article, id.span))
        .hint("write the name as the article has it, letter by letter")
}

/// Right names that are near to wrong ones, for the first of a list.
#[derive(Default)]
struct Suggestions(usize);

impl Suggestions {
    fn near<'k>(
        &mut self,
        wrong: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<String> {
        self.0 += 1;
        let is_compared = self.0 <= super::MOST_COMPARED;
        let near = is_compared.then(|| did_you_mean(wrong, known)).flatten()?;
        Some(format!("did you mean `{near}`?"))
    }
}

fn unknown(
    facts: Facts<'_>,
    annotated: &Annotated,
    id: &Spanned<String>,
    what: &str,
    hint: String,
) -> Diagnostic {
    Diagnostic::error(
        "unknown-id",
        format!("there is no {what} `{}`", plain(&id.value)),
    )
    .at(facts.in_front_matter(&annotated.article, id.span))
    .hint(hint)
}

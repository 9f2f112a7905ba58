//! What holds of the files that an editor writes: front matter, registry,
//! settings.

use dateline::config::{self, BaseUrl};
use dateline::diagnostic::{Diagnostic, human, json};
use dateline::entity::EntityId;
use dateline::fields::{self, Format, Table, Value, ValueKind};
use dateline::parse;
use dateline::slug::is_slug;
use dateline::source::{Source, SourcePath, Span};

use super::dates;

/// Asks a file as an article, as a dossier and as a story.
pub(crate) fn front_matter(text: &str) {
    for path in ["content/2016-02-10-a.md", "content/B c/d.txt"] {
        article(&source(path, text));
    }
    let dossier = source("content/entities/a.md", text);
    registry(&dossier);
    let story = source("content/stories/a.md", text);
    placed(&parse::story(&story).1, &story);
    keys(text);
}

/// Asks a file as the settings and as a table of the registry.
pub(crate) fn config(text: &str) {
    let settings = source("dateline.toml", text);
    let (read, diagnostics) = config::read(&settings);
    placed(&diagnostics, &settings);
    assert!((0.0..=1.0).contains(&read.threshold));
    assert!(read.feed_entries >= 1);
    if let Some(base) = &read.base_url {
        base_url(base);
    }
    let is_broken = diagnostics.iter().any(|it| it.code == "bad-toml");
    assert!(is_broken || config::read(&settings).0 == read);
    registry(&source("content/entities/a.toml", text));
    keys(text);
}

/// A base URL is read back from its two parts.
pub(crate) fn base_url(base: &BaseUrl) {
    assert!(base.path().starts_with('/') && base.path().ends_with('/'));
    let whole = format!("{}{}", base.origin(), base.path());
    assert_eq!(BaseUrl::parse(&whole).as_ref(), Ok(base), "{whole}");
}

/// An article has an address that is one, and every word of its front matter
/// stands where it says.
fn article(source: &Source) {
    let (article, diagnostics) = parse::article(source);
    placed(&diagnostics, source);
    let Some(article) = article else {
        return;
    };
    assert!(is_slug(&article.slug), "{:?}", article.slug);
    assert!(
        article
            .section
            .split('/')
            .all(|part| part.is_empty() || is_slug(part))
    );
    if let Some(date) = article.date {
        dates::written(&date.iso());
    }
    let metadata = &article.metadata;
    let texts = [&metadata.title, &metadata.slug, &metadata.template];
    let mut spans: Vec<Span> = texts.into_iter().flatten().map(|it| it.span).collect();
    spans.extend(metadata.aliases.iter().map(|alias| alias.span));
    for span in spans {
        let span = parse::front_matter_span(source, span);
        assert!(stands(&source.text, span), "{span:?}");
    }
    for event in &metadata.events {
        if let Some(when) = &event.date {
            dates::comes_back(*when);
        }
    }
}

/// Entities of the registry have ids that are ids, and names.
fn registry(source: &Source) {
    let (entities, diagnostics) = parse::registry(source);
    placed(&diagnostics, source);
    for entity in &entities {
        assert_eq!(
            EntityId::parse(entity.id.as_str()).as_ref(),
            Some(&entity.id)
        );
        assert_ne!(entity.name.trim(), "");
        for text in &entity.description {
            assert!(stands(&source.text, text.span), "{:?}", text.span);
        }
        let place = entity.place.as_ref().and_then(|place| place.span);
        assert!(place.is_some_and(|span| stands(&source.text, span)));
    }
}

/// Keys and values know their place, in both formats; those of a text without
/// faults come back from it when it is written anew.
pub(crate) fn keys(text: &str) {
    for format in [Format::Toml, Format::Yaml] {
        let (table, faults) = fields::parse(text, format);
        for fault in &faults {
            assert!(fault.span.start <= fault.span.end && fault.span.start <= text.len());
            assert!(text.is_char_boundary(fault.span.start), "{fault:?}");
        }
        if faults.is_empty() {
            placed_table(&table, text, 0);
            comes_back(&table);
        }
    }
}

fn placed_table(table: &Table, text: &str, depth: usize) {
    assert!(depth < 32, "nested without end");
    for entry in &table.entries {
        assert!(stands(text, entry.key_span), "{entry:?}");
        placed_value(&entry.value, text, depth);
    }
}

fn placed_value(value: &Value, text: &str, depth: usize) {
    assert!(stands(text, value.span), "{value:?}");
    match &value.kind {
        ValueKind::Table(table) => placed_table(table, text, depth + 1),
        ValueKind::List(values) => {
            for value in values {
                placed_value(value, text, depth + 1);
            }
        }
        _ => {}
    }
}

/// JSON is YAML: what was read, written as JSON, is read as the same.
fn comes_back(table: &Table) {
    let json = serde_json::Value::from(table.to_json());
    let (back, faults) = fields::parse(&json.to_string(), Format::Yaml);
    assert_eq!(faults, [], "{json}");
    assert_eq!(serde_json::Value::from(back.to_json()), json);
}

fn stands(text: &str, span: Span) -> bool {
    text.get(span.start..span.end).is_some()
}

/// Diagnostics begin on a character of the file they are about, and can be
/// drawn in every form without a control character of that file.
pub(crate) fn placed(diagnostics: &[Diagnostic], source: &Source) {
    for diagnostic in diagnostics {
        assert!(!diagnostic.message.is_empty() && !diagnostic.code.is_empty());
        let places = diagnostic.related.iter().map(|(place, _)| place);
        for place in diagnostic.place.iter().chain(places) {
            if place.path != source.path {
                continue;
            }
            if let Some(span) = place.span {
                let is_inside = span.start <= span.end && span.start <= source.text.len();
                assert!(is_inside, "{diagnostic:?}");
                assert!(source.text.is_char_boundary(span.start), "{diagnostic:?}");
            }
        }
        let text = |path: &SourcePath| (*path == source.path).then_some(&*source.text);
        let drawn = human::render(diagnostic, &text, false);
        let is_bad = |c: char| c.is_control() && c != '\n';
        assert!(!drawn.contains(is_bad), "{drawn:?}");
        let line = json::render(diagnostic, &text);
        let parsed = serde_json::from_str::<serde_json::Value>(&line);
        assert!(
            parsed.is_ok_and(|it| it["code"] == *diagnostic.code),
            "{line}"
        );
    }
}

/// A file.
pub(crate) fn source(path: &str, text: &str) -> Source {
    Source {
        path: SourcePath::new(path),
        text: text.into(),
    }
}

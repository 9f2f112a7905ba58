//! The reference of templates, made from the views.
//!
//! `docs/templates.md` is this text; a test keeps the two the same.

use std::collections::BTreeMap;
use std::fmt::Write;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

use super::view;

/// The reference in Markdown: each template with the fields it sees, then the
/// parts that fields are made of.
///
/// # Panics
/// Never: writing to a string can't fail.
#[must_use]
pub fn reference() -> String {
    let mut generator: SchemaGenerator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let templates = templates(&mut generator);
    let parts: BTreeMap<String, Value> = generator.take_definitions(true).into_iter().collect();
    let mut text = INTRODUCTION.to_owned();
    text.push_str("\n## Templates\n");
    for name in &templates {
        section(&mut text, name, &parts[name]);
    }
    text.push_str("\n## Parts\n");
    for (name, schema) in parts.iter().filter(|(name, _)| !templates.contains(name)) {
        section(&mut text, name, schema);
    }
    text
}

const INTRODUCTION: &str = "# Templates\n\n\
<!-- Made from `src/render/view.rs`; run `UPDATE=1 cargo test --test reference` after changing it. -->\n\n\
A site's own `templates/` replace the built-in ones file by file. They are written for\n\
[Tera](https://keats.github.io/tera/) 2. Each template sees the fields of one view and nothing else; a field that isn't\n\
there is an error with file and line. Text is escaped by itself; fields named `html` hold finished mark-up and want\n\
`| safe`. Addresses in `url` already hold the base path.\n\n\
Besides its view a template sees what Dateline says in its own words: `words` in the language of the page, and\n\
`site_words` in that of the site, for head and foot; the two differ on an article in another language. A string is\n\
`{{ words.timeline }}`. One with parts is `{{ words | say(key=\"articles\", n=count) }}`, where `n` chooses the form\n\
for a number; a part may be mark-up that `{% set link %}...{% endset %}` made, and a list becomes \"A, B and C\". A\n\
component asks for `@words`. [Languages](languages.md) says more.\n";

/// Adds every view and returns their names in reading order.
fn templates(generator: &mut SchemaGenerator) -> Vec<String> {
    fn add<T: JsonSchema>(generator: &mut SchemaGenerator) -> String {
        generator.subschema_for::<T>();
        T::schema_name().into_owned()
    }
    vec![
        add::<view::HomePage>(generator),
        add::<view::ArticlePage>(generator),
        add::<view::EntityPage>(generator),
        add::<view::EntitiesPage>(generator),
        add::<view::StoryPage>(generator),
        add::<view::StoriesPage>(generator),
        add::<view::TimelinePage>(generator),
        add::<view::ArchivePage>(generator),
        add::<view::SearchPage>(generator),
        add::<view::TagPage>(generator),
        add::<view::TagsPage>(generator),
        add::<view::NotFoundPage>(generator),
        add::<view::RedirectPage>(generator),
        add::<view::FeedView>(generator),
        add::<view::SitemapView>(generator),
    ]
}

fn section(text: &mut String, name: &str, schema: &Value) {
    let description = schema["description"]
        .as_str()
        .unwrap_or("")
        .replace('\n', " ");
    writeln!(
        text,
        "\n### {name}\n\n{description}\n\n| field | type | meaning |\n| --- | --- | --- |"
    )
    .expect("a string takes all");
    let Some(fields) = schema["properties"].as_object() else {
        return;
    };
    for (field, schema) in fields {
        let meaning = schema["description"]
            .as_str()
            .unwrap_or("")
            .replace('\n', " ");
        writeln!(text, "| `{field}` | {} | {meaning} |", type_name(schema))
            .expect("a string takes all");
    }
}

fn type_name(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or(reference);
        return format!("[{name}](#{})", name.to_lowercase());
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let known = choices.iter().find(|choice| choice["type"] != "null");
        return format!(
            "{} or null",
            known.map_or_else(|| "any".to_owned(), type_name)
        );
    }
    match &schema["type"] {
        Value::String(name) if name == "array" => {
            format!("list of {}", type_name(&schema["items"]))
        }
        Value::String(name) => plain_name(name).to_owned(),
        Value::Array(names) => {
            let known = names
                .iter()
                .filter_map(Value::as_str)
                .find(|name| *name != "null");
            format!("{} or null", plain_name(known.unwrap_or("any")))
        }
        _ => "any".to_owned(),
    }
}

fn plain_name(name: &str) -> &str {
    match name {
        "string" => "text",
        "boolean" => "true or false",
        "integer" => "number",
        other => other,
    }
}

//! The keys of an article's front matter.

use crate::article::{
    Correction, EntityDirectives, EventDirective, Metadata, RelatedDirectives, SourceNote,
    StoryChoice,
};
use crate::fields::{Fault, Fields, Table};

/// Longest list of an article: each tag and each old address becomes a page.
const LONGEST_LIST: usize = 1_000;

/// Reads the front matter of an article.
pub(super) fn read(table: &Table, faults: &mut Vec<Fault>) -> Metadata {
    let mut fields =
        Fields::new(table, "the front matter of an article", faults).at_most(LONGEST_LIST);
    let metadata = Metadata {
        title: fields.text("title"),
        date: fields.moment("date"),
        updated: fields.moment("updated").map(|date| date.value),
        summary: fields.string("summary"),
        slug: fields.text("slug"),
        authors: fields.strings("authors"),
        sources: sources(&mut fields),
        story: fields
            .text("story")
            .map(|story| match story.value.as_str() {
                "none" => StoryChoice::OptOut,
                _ => StoryChoice::In(story),
            }),
        tags: fields.strings("tags"),
        draft: fields.flag("draft"),
        embargo: fields.moment("embargo").map(|date| date.value),
        expires: fields.moment("expires").map(|date| date.value),
        unlisted: fields.flag("unlisted"),
        lang: fields.string("lang"),
        aliases: fields.texts("aliases"),
        entities: entities(&mut fields),
        events: events(&mut fields),
        related: related(&mut fields),
        corrections: corrections(&mut fields),
        template: fields.text("template"),
        extra: fields
            .table("extra")
            .map(Table::to_json)
            .unwrap_or_default(),
    };
    fields.finish();
    metadata
}

/// A table, several of them, or in short the publisher's name.
fn sources(fields: &mut Fields<'_, '_>) -> Vec<SourceNote> {
    if fields.is_text("source") {
        let publisher = fields.string("source");
        return vec![SourceNote {
            publisher,
            ..SourceNote::default()
        }];
    }
    let mut sources = Vec::new();
    for table in fields.tables("source") {
        let mut fields = fields.nested(table, "`source`");
        sources.push(SourceNote {
            title: fields.string("title"),
            url: fields.string("url"),
            publisher: fields.string("publisher"),
            kind: fields.string("kind"),
            author: fields.string("author"),
            published: fields.moment("published").map(|date| date.value),
            retrieved: fields.moment("retrieved").map(|date| date.value),
            licence: fields.string("licence"),
            archive: fields.string("archive"),
        });
        fields.finish();
    }
    sources
}

fn entities(fields: &mut Fields<'_, '_>) -> EntityDirectives {
    let Some(table) = fields.table("entities") else {
        return EntityDirectives::default();
    };
    let mut fields = fields.nested(table, "`entities`");
    let directives = EntityDirectives {
        pin: fields.entity_ids("pin"),
        ignore: fields.strings("ignore"),
        assign: fields.entity_id_table("as"),
    };
    fields.finish();
    directives
}

fn events(fields: &mut Fields<'_, '_>) -> Vec<EventDirective> {
    let mut events = Vec::new();
    for table in fields.tables("events") {
        let start = table.entries.first().map(|entry| entry.key_span);
        let mut fields = fields.nested(table, "`events`");
        let quote = fields.text("quote");
        let date = fields.when("date");
        let label = fields.string("label");
        let hide = fields.flag("hide");
        match (quote, start) {
            (Some(quote), _) => events.push(EventDirective {
                quote,
                date,
                label,
                hide,
            }),
            (None, Some(span)) => fields.fault(
                "event-without-quote",
                span,
                "an event needs the words that prove it".to_owned(),
                "add `quote = \"...\"` with words that stand in the article exactly once",
            ),
            (None, None) => {}
        }
        fields.finish();
    }
    events
}

fn related(fields: &mut Fields<'_, '_>) -> RelatedDirectives {
    let Some(table) = fields.table("related") else {
        return RelatedDirectives::default();
    };
    let mut fields = fields.nested(table, "`related`");
    let directives = RelatedDirectives {
        pin: fields.texts("pin"),
        exclude: fields.texts("exclude"),
        off: fields.flag("off"),
    };
    fields.finish();
    directives
}

fn corrections(fields: &mut Fields<'_, '_>) -> Vec<Correction> {
    let mut corrections = Vec::new();
    for table in fields.tables("corrections") {
        let start = table.entries.first().map(|entry| entry.key_span);
        let mut fields = fields.nested(table, "`corrections`");
        match (fields.moment("date"), fields.string("text"), start) {
            (Some(date), Some(text), _) => corrections.push(Correction {
                date: date.value,
                text,
            }),
            (_, _, Some(span)) => fields.fault(
                "correction-incomplete",
                span,
                "a correction needs `date` and `text`".to_owned(),
                "say when it was corrected, what was wrong and what is right",
            ),
            (_, _, None) => {}
        }
        fields.finish();
    }
    corrections.sort_by_key(|correction| correction.date);
    corrections
}

//! Footnotes: numbers in the text, and the notes in one list at its end.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::escape;
use crate::language::Language;

/// Numbered references in the text, and the notes in one list at its end.
pub(super) fn footnotes(
    events: Vec<Event<'static>>,
    page: &str,
    language: &Language,
) -> Vec<Event<'static>> {
    let has_notes = events.iter().any(|event| {
        matches!(
            event,
            Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_))
        )
    });
    if !has_notes {
        return events;
    }
    let mut notes = Notes {
        page: escape(page),
        ..Notes::default()
    };
    let mut text = Vec::with_capacity(events.len());
    let mut inside: Option<String> = None;
    for event in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => inside = Some(label.into_string()),
            Event::End(TagEnd::FootnoteDefinition) => inside = None,
            event => {
                let event = notes.event(event);
                match &inside {
                    Some(label) => notes.bodies.entry(label.clone()).or_default().push(event),
                    None => text.push(event),
                }
            }
        }
    }
    text.extend(notes.list(language));
    text
}

#[derive(Default)]
struct Notes {
    /// What stands before `#` in links; empty on the text's own page.
    page: String,
    /// Labels in the order of their numbers.
    order: Vec<String>,
    /// The number of each.
    numbers: BTreeMap<String, usize>,
    /// How often each is referred to.
    uses: BTreeMap<String, usize>,
    bodies: BTreeMap<String, Vec<Event<'static>>>,
}

impl Notes {
    fn event(&mut self, event: Event<'static>) -> Event<'static> {
        let Event::FootnoteReference(label) = event else {
            return event;
        };
        let number = self.number(&label);
        let uses = self.uses.entry(label.into_string()).or_default();
        *uses += 1;
        let id = if *uses == 1 {
            format!("fnref-{number}")
        } else {
            format!("fnref-{number}-{uses}")
        };
        let page = &self.page;
        Event::InlineHtml(format!("<sup class=\"footnote-ref\" id=\"{id}\"><a href=\"{page}#fn-{number}\">{number}</a></sup>").into())
    }

    fn number(&mut self, label: &str) -> usize {
        if let Some(number) = self.numbers.get(label) {
            return *number;
        }
        self.order.push(label.to_owned());
        let number = self.order.len();
        self.numbers.insert(label.to_owned(), number);
        number
    }

    fn list(mut self, language: &Language) -> Vec<Event<'static>> {
        let labels: Vec<String> = self.bodies.keys().cloned().collect();
        // A note that nothing refers to is still shown.
        for label in &labels {
            self.number(label);
        }
        let label = escape(language.get("footnotes"));
        let mut list = vec![Event::Html(
            format!("<section class=\"footnotes\" aria-label=\"{label}\">\n<ol>\n").into(),
        )];
        let to_text = escape(language.get("back_to_text"));
        for (at, label) in self.order.iter().enumerate() {
            let number = at + 1;
            let mut body = self.bodies.remove(label).unwrap_or_default();
            list.push(Event::Html(format!("<li id=\"fn-{number}\">").into()));
            if self.uses.contains_key(label) {
                let page = &self.page;
                let back = format!(
                    " <a href=\"{page}#fnref-{number}\" class=\"footnote-back\" aria-label=\"{to_text}\">\u{21a9}</a>"
                );
                let in_paragraph = matches!(body.last(), Some(Event::End(TagEnd::Paragraph)));
                let place = body.len() - usize::from(in_paragraph);
                body.insert(place, Event::InlineHtml(back.into()));
            }
            list.append(&mut body);
            list.push(Event::Html("</li>\n".into()));
        }
        list.push(Event::Html("</ol>\n</section>\n".into()));
        list
    }
}

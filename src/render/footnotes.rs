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
    /// How many links are open.
    links: usize,
}

impl Notes {
    fn event(&mut self, event: Event<'static>) -> Event<'static> {
        let label = match event {
            Event::FootnoteReference(label) => label,
            Event::Start(Tag::Link { .. }) => {
                self.links += 1;
                return event;
            }
            Event::End(TagEnd::Link) => {
                self.links -= 1;
                return event;
            }
            _ => return event,
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
        // In a link it can't be one.
        let shown = match self.links {
            0 => format!("<a href=\"{page}#fn-{number}\">{number}</a>"),
            _ => number.to_string(),
        };
        Event::InlineHtml(format!("<sup class=\"footnote-ref\" id=\"{id}\">{shown}</sup>").into())
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

#[cfg(test)]
mod tests {
    use pulldown_cmark::html;

    use super::*;
    use crate::language::Languages;
    use crate::parse::markdown;

    #[test]
    fn a_reference_in_a_link_is_no_link() {
        let text = "[[a|NATO[^1] met]] today.[^1]\n\n[^1]: In Paris.";
        let nodes = markdown(text, 0).0.nodes.into_iter();
        let languages = Languages::new("en", &BTreeMap::new());
        let mut written = String::new();
        let events = footnotes(nodes.map(|node| node.event).collect(), "", languages.site());
        html::push_html(&mut written, events.into_iter());
        let in_text = "<p><a href=\"a\">NATO<sup class=\"footnote-ref\" id=\"fnref-1\">1</sup> met</a> today.<sup class=\"footnote-ref\" id=\"fnref-1-2\"><a href=\"#fn-1\">1</a></sup></p>";
        assert!(written.starts_with(in_text), "{written}");
    }
}

//! The highlights of an article: each a link, and what it offers besides.
//!
//! A highlight says where it stands (first of its entity in the article or in
//! its section), so that a reader may see fewer of them; it leads to the one
//! before and the one after it; and the first of each entity carries a button
//! for the entity's card. All of this needs to know which mentions found a
//! place in the text, so it is added between weaving and serializing. It knows
//! one article and whether an entity has a page.

use std::collections::BTreeMap;
use std::fmt::Write;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::escape;
use super::text::{Text, mention_id, sentence_id};
use super::weave::{Mark, Place, Woven};
use crate::address;
use crate::entity::EntityId;
use crate::site::Annotated;

/// For each entity its mentions that are highlighted, as indices into the
/// article's mentions, in order.
pub(super) type Shown<'s> = BTreeMap<&'s EntityId, Vec<usize>>;

/// The id of an entity's card. No slug holds an underscore, so that no heading
/// of an article can take it.
pub(super) fn card_id(entity: &EntityId) -> String {
    format!("about_{}_{}", entity.kind(), entity.slug())
}

/// The mark of the mention with this index.
pub(super) fn highlight(text: Text<'_>, annotated: &Annotated, index: usize) -> Mark {
    let mention = &annotated.annotations.mentions[index];
    let url = escape(&text.urls.path(&address::entity(&mention.of)));
    Mark {
        at: mention.at,
        layer: 2,
        tag: format!(
            "a class=\"e e-{}\" href=\"{url}\" data-entity=\"{}\"",
            mention.of.kind(),
            mention.of
        ),
        id: Some(mention_id(index)),
        inner: String::new(),
        close: "</a>".to_owned(),
        is_link: true,
    }
}

/// Adds to the woven text of an article, whose first marks are its mentions,
/// what each highlight says and offers. Returns which there are.
pub(super) fn dress<'s>(woven: &mut Woven, text: Text<'_>, annotated: &'s Annotated) -> Shown<'s> {
    let Woven { events, places } = woven;
    let mentions = &annotated.annotations.mentions;
    let mut by_entity: BTreeMap<&EntityId, Vec<&Place>> = BTreeMap::new();
    for place in places.iter().filter(|place| place.mark < mentions.len()) {
        let of = &mentions[place.mark].of;
        by_entity.entry(of).or_default().push(place);
    }
    let headings = spans(events, |event| {
        matches!(event, Event::Start(Tag::Heading { .. }))
    });
    let notes = spans(events, |event| {
        matches!(event, Event::Start(Tag::FootnoteDefinition(_)))
    });
    let mut shown = Shown::new();
    for (entity, mut places) in by_entity {
        // Notes are read after the text, wherever they were written.
        places.sort_by_key(|place| (is_within(&notes, place), place.mark));
        let mut section = None;
        let mut wants_button = text.site.entities.contains_key(entity);
        for (nth, place) in places.iter().enumerate() {
            let heading = headings.partition_point(|heading| heading.0 < place.opens[0]);
            let first = match section.replace(heading) {
                None => Some("article"),
                Some(before) if before != heading => Some("section"),
                Some(_) => None,
            };
            if let Some(first) = first {
                say_first(events, place, first);
            }
            let mut offers = String::new();
            if wants_button && !is_within(&headings, place) {
                wants_button = false;
                offers.push_str(&button(text, entity));
            }
            if places.len() > 1 {
                let at = mentions[place.mark].at;
                let sentence = annotated.annotations.sentence_of(at);
                offers.push_str(&steps(text, &places, nth, sentence));
            }
            add(events, place.close, &offers);
        }
        let indices = places.iter().map(|place| place.mark).collect();
        shown.insert(entity, indices);
    }
    shown
}

/// Where each element that `starts` begins and ends among the events.
fn spans(events: &[Event<'_>], starts: impl Fn(&Event<'_>) -> bool) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut end: Option<TagEnd> = None;
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(tag) if end.is_none() && starts(event) => {
                end = Some(tag.to_end());
                spans.push((at, events.len()));
            }
            Event::End(tag) if end == Some(*tag) => {
                end = None;
                spans.last_mut().expect("it was begun").1 = at;
            }
            _ => {}
        }
    }
    spans
}

fn is_within(spans: &[(usize, usize)], place: &Place) -> bool {
    let before = spans.partition_point(|span| span.0 < place.close);
    before > 0 && spans[before - 1].1 > place.close
}

/// Writes into each part of a highlight what it is the first in.
fn say_first(events: &mut [Event<'static>], place: &Place, first: &str) {
    for open in &place.opens {
        if let Event::InlineHtml(tag) = &events[*open] {
            let tag = tag.trim_end_matches('>');
            events[*open] = Event::InlineHtml(format!("{tag} data-first=\"{first}\">").into());
        }
    }
}

fn add(events: &mut [Event<'static>], at: usize, html: &str) {
    if let (Event::InlineHtml(close), false) = (&events[at], html.is_empty()) {
        events[at] = Event::InlineHtml(format!("{close}{html}").into());
    }
}

/// The button holds no words, so that the sentence around it stays what it is.
fn button(text: Text<'_>, entity: &EntityId) -> String {
    let name = &text.site.entities[entity].name;
    format!(
        "<button class=\"i\" type=\"button\" popovertarget=\"{}\" aria-label=\"{}\"></button>",
        card_id(entity),
        escape(&text.language.say("about", &[("name", name)]))
    )
}

/// Links to the mentions before and after the `nth`, shown while it is the one
/// that the reader has gone to; its sentence lets go of it.
fn steps(text: Text<'_>, places: &[&Place], nth: usize, sentence: Option<usize>) -> String {
    let count = places.len();
    let mut html = format!(
        "<span class=\"steps\" data-at=\"{}\">",
        escape(&text.language.say(
            "nth_of",
            &[
                ("nth", &(nth + 1).to_string()),
                ("count", &count.to_string())
            ]
        ))
    );
    let mut link = |class: &str, to: &str, label: &str| {
        let label = escape(text.language.get(label));
        let _ = write!(
            html,
            "<a class=\"{class}\" href=\"#{to}\" aria-label=\"{label}\"></a>"
        );
    };
    let id = |nth: usize| mention_id(places[nth].mark);
    if nth > 0 {
        link("to-last", &id(nth - 1), "previous_mention");
    }
    if nth + 1 < count {
        link("to-next", &id(nth + 1), "next_mention");
    }
    if let Some(sentence) = sentence {
        link("to-text", &sentence_id(sentence), "back_to_text");
    }
    html.push_str("</span>");
    html
}

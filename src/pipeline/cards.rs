//! An annotated article as linking sees it.

use std::collections::BTreeMap;

use crate::article::{ArticleId, Event, How, ProseRange, StoryChoice};
use crate::entity::EntityId;
use crate::link::{Card, CardReference, EventCard, Standing};
use crate::site::Annotated;
use crate::source::Spanned;

/// The card of an article.
pub(super) fn card(annotated: &Annotated) -> Card {
    let article = &annotated.article;
    let metadata = &article.metadata;
    let ids =
        |named: &[Spanned<String>]| named.iter().map(|id| ArticleId::named(&id.value)).collect();
    Card {
        id: article.id.clone(),
        date: article.date.map(|date| date.day),
        title: article.title.clone(),
        entities: annotated
            .entities()
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(id, count)| (id.clone(), count))
            .collect(),
        story: match &metadata.story {
            Some(StoryChoice::In(story)) => Some(story.value.clone()),
            Some(StoryChoice::OptOut) | None => None,
        },
        pinned: ids(&metadata.related.pin),
        excluded: ids(&metadata.related.exclude),
        off: metadata.related.off,
        references: references(annotated),
        events: annotated.annotations.events.iter().map(event).collect(),
    }
}

fn event(event: &Event) -> EventCard {
    let standing = if event.label.is_some() {
        Standing::Named
    } else if event.planned {
        Standing::Planned
    } else if event.reported.is_some() {
        Standing::Reported
    } else {
        Standing::Stated
    };
    EventCard {
        when: event.when,
        entities: event.entities.clone(),
        places: event.places.clone(),
        gist: event.gist.clone(),
        figures: event.figures.clone(),
        standing,
    }
}

fn references(annotated: &Annotated) -> Vec<CardReference> {
    let marked: BTreeMap<ProseRange, &EntityId> = annotated
        .annotations
        .mentions
        .iter()
        .filter(|mention| mention.how == How::Editor)
        .map(|mention| (mention.at, &mention.of))
        .collect();
    let reference = |reference: &crate::article::Reference| CardReference {
        kind: reference.kind,
        target: reference.target.clone(),
        entity: marked.get(&reference.at).map(|id| (*id).clone()),
    };
    annotated
        .article
        .body
        .references
        .iter()
        .map(reference)
        .collect()
}

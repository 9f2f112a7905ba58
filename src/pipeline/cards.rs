//! An annotated article as linking sees it.

use std::sync::Arc;

use crate::article::{ArticleId, Event, StoryChoice};
use crate::link::{Card, EventCard, Standing};
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
        terms: Arc::clone(&annotated.annotations.terms),
        section: section(&article.section),
        alone: matches!(metadata.story, Some(StoryChoice::OptOut)),
        story: match &metadata.story {
            Some(StoryChoice::In(story)) => Some(story.value.clone()),
            Some(StoryChoice::OptOut) | None => None,
        },
        pinned: ids(&metadata.related.pin),
        excluded: ids(&metadata.related.exclude),
        off: metadata.related.off,
        events: annotated.annotations.events.iter().map(event).collect(),
    }
}

/// The part of the site that a folder belongs to: folders that are named after
/// years, months and days part nothing.
fn section(folder: &str) -> String {
    let is_name = |part: &&str| !part.chars().all(|c| c.is_ascii_digit());
    let names: Vec<&str> = folder.split('/').filter(is_name).collect();
    names.join("/")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_dates_part_nothing() {
        assert_eq!(section("briefings/2016/02"), "briefings");
        assert_eq!(section("2016/03"), "");
        assert_eq!(section("notes/a-1"), "notes/a-1");
    }
}

//! Stories: articles on one developing matter, in order, as editors declare them.

use crate::article::{ArticleId, DeclaredStory};

use super::Card;

/// A story and its articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A sentence or two on it.
    pub summary: Option<String>,
    /// The editor's text on it, Markdown.
    pub text: String,
    /// Its articles, oldest first.
    pub articles: Vec<ArticleId>,
}

/// The declared stories that have articles, by id.
pub(super) fn stories(cards: &[Card], declared: &[DeclaredStory]) -> Vec<Story> {
    let mut stories: Vec<Story> = declared
        .iter()
        .map(|declared| story(cards, declared))
        .collect();
    stories.retain(|story| !story.articles.is_empty());
    stories.sort_by(|a, b| a.id.cmp(&b.id));
    stories
}

fn story(cards: &[Card], declared: &DeclaredStory) -> Story {
    let mut members: Vec<&Card> = cards
        .iter()
        .filter(|card| card.story.as_ref() == Some(&declared.id))
        .collect();
    members.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
    Story {
        id: declared.id.clone(),
        title: declared.title.clone(),
        summary: declared.summary.clone(),
        text: declared.text.clone(),
        articles: members.into_iter().map(|card| card.id.clone()).collect(),
    }
}

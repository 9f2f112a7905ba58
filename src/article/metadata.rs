//! The front matter of an article, typed.

use crate::date::{Moment, When};
use crate::entity::EntityId;
use crate::source::Spanned;

/// The front matter of an article. Every key is optional.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// `title`.
    pub title: Option<Spanned<String>>,
    /// `date`: when it was published.
    pub date: Option<Spanned<Moment>>,
    /// `updated`: when it was last changed in substance.
    pub updated: Option<Moment>,
    /// `summary`: a sentence or two for lists and feeds.
    pub summary: Option<String>,
    /// `slug`: the last part of the address.
    pub slug: Option<Spanned<String>>,
    /// `authors`: names.
    pub authors: Vec<String>,
    /// `source`: what the article rests on, one table or several.
    pub sources: Vec<SourceNote>,
    /// `story`: the storyline it belongs to, or `none`.
    pub story: Option<StoryChoice>,
    /// `tags`.
    pub tags: Vec<String>,
    /// `draft`: hidden unless `--drafts`.
    pub draft: bool,
    /// `embargo`: hidden until then unless `--future`.
    pub embargo: Option<Moment>,
    /// `expires`: hidden from then on.
    pub expires: Option<Moment>,
    /// `unlisted`: hidden unless `--drafts`.
    pub unlisted: bool,
    /// `lang`: a BCP 47 tag.
    pub lang: Option<String>,
    /// `aliases`: old addresses that lead here.
    pub aliases: Vec<Spanned<String>>,
    /// `entities`: the editor's word on mentions.
    pub entities: EntityDirectives,
    /// `events`: the editor's word on the timeline.
    pub events: Vec<EventDirective>,
    /// `related`: the editor's word on related articles.
    pub related: RelatedDirectives,
    /// `corrections`, oldest first.
    pub corrections: Vec<Correction>,
    /// `template`: the template to render it with.
    pub template: Option<Spanned<String>>,
    /// `extra`: free data for templates.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// A document an article rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceNote {
    /// Its title.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// What kind of document it is: "News release".
    pub kind: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// When it was read.
    pub retrieved: Option<Moment>,
    /// Its licence.
    pub licence: Option<String>,
    /// The address of an archived copy.
    pub archive: Option<String>,
}

/// What the front matter says about the storyline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryChoice {
    /// `story = "none"`: it belongs to none.
    OptOut,
    /// It belongs to the story with this id.
    In(Spanned<String>),
}

/// The editor's word on mentions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityDirectives {
    /// Entities the article is about, though the text may not name them.
    pub pin: Vec<Spanned<EntityId>>,
    /// Names that are none here.
    pub ignore: Vec<String>,
    /// Names and what they mean here.
    pub assign: Vec<(String, Spanned<EntityId>)>,
}

/// The editor's word on one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDirective {
    /// Words of the text that prove it; they must occur exactly once.
    pub quote: Spanned<String>,
    /// When it was, in place of what the text says.
    pub date: Option<When>,
    /// What to call it.
    pub label: Option<String>,
    /// Whether to leave out the events of the quoted words.
    pub hide: bool,
}

/// The editor's word on related articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelatedDirectives {
    /// Articles to show first.
    pub pin: Vec<Spanned<String>>,
    /// Articles never to show.
    pub exclude: Vec<Spanned<String>>,
    /// Whether to show none at all.
    pub off: bool,
}

/// Something that was wrong and has been put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// When.
    pub date: Moment,
    /// What was wrong and what is right.
    pub text: String,
}

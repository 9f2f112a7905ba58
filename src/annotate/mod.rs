//! Reading: who, what, where and when, as ranges of prose.
//!
//! This room knows prose and the gazetteer. It knows no Markdown, no HTML, no
//! paths and no other article; each engine stands behind one function so that
//! a better one can take its place without moving a wall:
//! [`sentences::sentences`], [`Gazetteer::matches`], [`Recogniser::names`], `resolve`,
//! [`time::tag`] and `events`.

mod clauses;
mod directives;
mod events;
pub mod gazetteer;
mod gist;
mod headline;
mod lexicon;
mod names;
mod outlook;
mod quick;
pub mod recognise;
mod reported;
mod resolve;
pub mod sentences;
mod stems;
mod terms;
pub mod time;

use jiff::civil::Date;

pub use gazetteer::Gazetteer;
pub use recognise::Recogniser;
pub use stems::{Stems, usual};
pub use terms::terms;

use crate::article::{Annotations, EventDirective, Mention, Prose, ProseRange};
use crate::entity::{Entity, EntityId};
use crate::source::Spanned;

/// What annotation has to know about an article besides its prose.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The day the article was published, which "Wednesday" is counted from.
    pub dateline: Option<Date>,
    /// Its title, when that isn't part of the prose.
    pub title: &'a str,
    /// Its language, a BCP 47 tag.
    pub language: &'a str,
    /// How dates in digits are written where the article comes from.
    pub order: time::DateOrder,
    /// Words that inline mark-up says are a name, and what it calls them.
    pub forced: &'a [(ProseRange, String)],
    /// Names and what they mean in this article.
    pub assigned: &'a [(String, Spanned<EntityId>)],
    /// Names that are none, in any ASCII case.
    pub ignored: &'a [String],
    /// The editor's word on events.
    pub events: &'a [EventDirective],
    /// Mentions less sure than this, from 0 to 1, are only candidates.
    pub threshold: f64,
}

/// What annotation knows before it reads.
#[derive(Debug)]
pub struct Knowledge {
    /// Known entities.
    pub gazetteer: Gazetteer,
    /// Finds names that stand in no table.
    pub recogniser: Recogniser<'static>,
    /// The stems of words that were met.
    pub stems: Stems,
}

impl Knowledge {
    /// What is known of a registry's entities, beside all that is built in.
    #[must_use]
    pub fn of(registry: &[Entity]) -> Self {
        let rest = || {
            time::prepare();
            Recogniser::new(recognise::Model::built_in())
        };
        // Both sides take some milliseconds, and nothing can be read before.
        let (gazetteer, recogniser) = rayon::join(|| Gazetteer::new(registry), rest);
        Self {
            gazetteer,
            recogniser,
            stems: Stems::default(),
        }
    }
}

/// The mentions in a text alone, without its dates and events; nothing that an
/// editor says is known of it.
#[must_use]
pub fn mentions(prose: &Prose, knowledge: &Knowledge, threshold: f64) -> Vec<Mention> {
    let sentences = sentences::sentences(prose);
    let known = knowledge.gazetteer.matches(prose);
    let found = names::names(prose, &knowledge.recogniser.names(prose, &sentences));
    let context = Context {
        threshold,
        ..Context::default()
    };
    resolve::resolve(prose, &known, &found, &knowledge.gazetteer, &context).mentions
}

/// Everything that the prose says about people, places and time.
#[must_use]
pub fn annotate(prose: &Prose, knowledge: &Knowledge, context: &Context<'_>) -> Annotations {
    let sentences = sentences::sentences(prose);
    let known = knowledge.gazetteer.matches(prose);
    let found = names::names(prose, &knowledge.recogniser.names(prose, &sentences));
    let resolved = resolve::resolve(prose, &known, &found, &knowledge.gazetteer, context);
    let setting = time::Setting {
        dateline: context.dateline,
        order: context.order,
    };
    let mut tagged = time::tag(&prose.text, &sentences, setting);
    tagged
        .expressions
        .retain(|time| !prose.is_opaque(time.at.start));
    let mut problems = resolved.problems;
    problems.extend(tagged.problems);
    let statements = events::Statements {
        prose,
        sentences: &sentences,
        times: &tagged.expressions,
        mentions: &resolved.mentions,
        dateline: context.dateline,
    };
    let events = events::events(statements);
    let events = directives::direct(statements, context.events, events, &mut problems);
    let (terms, forms) = terms(
        context.title,
        prose,
        &resolved.mentions,
        context.language,
        &knowledge.stems,
    );
    let mut annotations = Annotations {
        candidates: resolved.candidates,
        times: tagged.expressions,
        recognised: resolved.recognised,
        contradictions: resolved.contradictions,
        sentences,
        events,
        terms: terms.into(),
        forms,
        mentions: resolved.mentions,
        problems,
    };
    annotations.shrink();
    annotations
}

#[cfg(test)]
mod tests;

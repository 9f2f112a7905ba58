//! What annotation says about an article, as ranges of its prose.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Event, ProseRange};
use crate::date::When;
use crate::entity::{Entity, EntityId, Kind};

/// How a mention is known.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// The editor said so at this very place.
    Editor,
    /// A name of the registry.
    Registry,
    /// A name of the built-in gazetteer.
    Gazetteer,
    /// A shorter form of a name mentioned elsewhere in the article.
    Resolved,
    /// Recognised as a name by its form and surroundings.
    Recognised,
}

/// A range of prose that names an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The words.
    pub at: ProseRange,
    /// What they name.
    pub of: EntityId,
    /// How we know.
    pub how: How,
    /// How sure we are, from 0 to 1.
    pub confidence: f32,
}

/// The type of a time expression (TIMEX3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeKind {
    /// A calendar date of any precision.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that comes again.
    Set,
}

/// A modifier of a time expression (TIMEX3 `mod`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TimeModifier {
    /// Before.
    Before,
    /// After.
    After,
    /// At or before.
    OnOrBefore,
    /// At or after.
    OnOrAfter,
    /// Less than.
    LessThan,
    /// More than.
    MoreThan,
    /// No more than.
    EqualOrLess,
    /// No less than.
    EqualOrMore,
    /// At the start of.
    Start,
    /// In the middle of.
    Mid,
    /// At the end of.
    End,
    /// About.
    Approx,
}

/// A range of prose that says when, how long or how often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeExpression {
    /// The words.
    pub at: ProseRange,
    /// What type it is.
    pub kind: TimeKind,
    /// Its TIMEX3 value, such as `2016-02-10`, `P2Y` or `XXXX-WXX-3`.
    pub value: String,
    /// Its TIMEX3 modifier.
    pub modifier: Option<TimeModifier>,
    /// The days meant, when the expression names days and they are known.
    pub when: Option<When>,
}

/// Something about the prose that an editor should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// The quote of the event directive with this index doesn't occur.
    QuoteMissing {
        /// Index into the metadata's `events`.
        directive: usize,
        /// The sentences most like it, best first.
        nearest: Vec<ProseRange>,
    },
    /// The quote of the event directive with this index occurs more than once.
    QuoteRepeated {
        /// Index into the metadata's `events`.
        directive: usize,
        /// How often it occurs.
        times: usize,
    },
    /// An event directive without a date quotes words that aren't dated.
    QuoteUndated {
        /// Index into the metadata's `events`.
        directive: usize,
    },
    /// A date that needs the article's own date, which isn't known.
    NoDateline {
        /// The words.
        at: ProseRange,
    },
    /// A date that isn't in the calendar, such as "30 February".
    ImpossibleDate {
        /// The words.
        at: ProseRange,
    },
    /// Two dates as a range whose end comes before its beginning.
    BackwardRange {
        /// The words.
        at: ProseRange,
    },
    /// A date in digits, such as "02/03/2016", whose order isn't known.
    AmbiguousDate {
        /// The words.
        at: ProseRange,
    },
    /// A name that means two things with equal right.
    Ambiguous {
        /// The words.
        at: ProseRange,
        /// What they may mean.
        candidates: Vec<EntityId>,
    },
}

/// Words that name a known entity and read like one of another kind.
///
/// The entity keeps the words: a table has more authority than a form. Many of
/// them are a sign that the entry's kind or one of its aliases is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// The words.
    pub at: ProseRange,
    /// The entity that a table says they name.
    pub of: EntityId,
    /// The kind that their form and surroundings speak for.
    pub read_as: Kind,
}

/// A word of an article without its ending, held against those of others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// The word without its ending.
    pub stem: SmolStr,
    /// The word as it first stands in the article, in lower case.
    pub word: SmolStr,
    /// How often it stands there; more for names and the title.
    pub weight: f32,
    /// Whether it may be shown as what articles have in common: a word that tells
    /// something by itself, and no part of a name.
    pub shown: bool,
}

/// A form of a term that an article has besides the one that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Index into the article's terms.
    pub term: usize,
    /// The word as it stands there, in lower case.
    pub word: SmolStr,
}

/// All that annotation says about one article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Annotations {
    /// The sentences, in order, without overlap.
    pub sentences: Vec<ProseRange>,
    /// The mentions, in order, without overlap.
    pub mentions: Vec<Mention>,
    /// Names that may be mentions but aren't sure enough to be shown.
    pub candidates: Vec<Mention>,
    /// The time expressions, in order, without overlap.
    pub times: Vec<TimeExpression>,
    /// The events, by sentence.
    pub events: Vec<Event>,
    /// The entities that were recognised here and stand in no table, by id.
    pub recognised: Vec<Entity>,
    /// Mentions of known entities that read like another kind, in order.
    pub contradictions: Vec<Contradiction>,
    /// What it is about, by stem.
    pub terms: Arc<[Term]>,
    /// Further forms of these terms, by term and word.
    pub forms: Vec<Form>,
    /// What an editor should know.
    pub problems: Vec<Problem>,
}

impl Annotations {
    /// Gives back memory that lists were grown by and nothing needs: a site
    /// keeps the annotations of all its articles.
    pub fn shrink(&mut self) {
        self.sentences.shrink_to_fit();
        self.mentions.shrink_to_fit();
        self.candidates.shrink_to_fit();
        self.times.shrink_to_fit();
        self.events.shrink_to_fit();
        self.recognised.shrink_to_fit();
        self.forms.shrink_to_fit();
    }

    /// The index of the sentence that holds the start of `range`.
    #[must_use]
    pub fn sentence_of(&self, range: ProseRange) -> Option<usize> {
        sentence_of(&self.sentences, range)
    }
}

/// The index of the one of `sentences`, which are in order, that holds the start
/// of `range`.
#[must_use]
pub fn sentence_of(sentences: &[ProseRange], range: ProseRange) -> Option<usize> {
    let after = sentences.partition_point(|sentence| sentence.start <= range.start);
    let index = after.checked_sub(1)?;
    (range.start < sentences[index].end).then_some(index)
}

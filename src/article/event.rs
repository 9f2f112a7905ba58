//! A dated statement, and when two of them are of one thing.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Prose, ProseRange};
use crate::date::When;
use crate::entity::EntityId;

/// A dated statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When it was or will be.
    pub when: When,
    /// The sentence that proves it.
    pub sentence: ProseRange,
    /// The words that date it; `None` when the editor dated it.
    pub dated_by: Option<ProseRange>,
    /// Other sentences of the article that say the same.
    pub also: Vec<Evidence>,
    /// What happened, in words of the sentence.
    pub headline: Headline,
    /// What the editor calls it; it goes before the headline.
    pub label: Option<String>,
    /// Who takes part: the entities mentioned in the clause that is dated, in
    /// order; those of the sentence when the clause mentions none.
    pub entities: Vec<EntityId>,
    /// The places among them that it is said to be at: "in Ankara".
    pub places: Vec<EntityId>,
    /// What it is about besides these.
    pub gist: Gist,
    /// The figures it gives, in order.
    pub figures: Vec<Figure>,
    /// Whether it lay ahead at the dateline.
    pub planned: bool,
    /// The words that say that somebody else says so: "officials said".
    pub reported: Option<ProseRange>,
}

impl Event {
    /// All that proves it: the sentence first, then the others in order.
    pub fn evidence(&self) -> impl Iterator<Item = Evidence> {
        let first = Evidence {
            sentence: self.sentence,
            dated_by: self.dated_by,
        };
        std::iter::once(first).chain(self.also.iter().copied())
    }
}

/// A sentence that proves an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// The sentence.
    pub sentence: ProseRange,
    /// The words that date it; `None` when the editor dated it.
    pub dated_by: Option<ProseRange>,
}

/// A short line cut from a sentence: every word of it stands there, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headline {
    /// Its parts, in order, without overlap; words were left out between them.
    pub parts: Vec<ProseRange>,
    /// Whether it ends where the sentence goes on without a pause.
    pub is_cut: bool,
}

impl Headline {
    /// The line as text, with a capital at its start and an ellipsis where
    /// words were left out.
    #[must_use]
    pub fn text(&self, prose: &Prose) -> String {
        let part = |range: &ProseRange| {
            let words: Vec<&str> = prose.slice(*range).split_whitespace().collect();
            words.join(" ")
        };
        let parts: Vec<String> = self.parts.iter().map(part).collect();
        let mut text = parts.join(" \u{2026} ");
        if self.is_cut {
            text.push_str(" \u{2026}");
        }
        text.extend(open_quote(&text));
        capitalised(&text)
    }
}

/// The mark that closes a quotation which the line breaks off in.
fn open_quote(text: &str) -> Option<char> {
    let count = |mark: char| text.matches(mark).count();
    if count('\u{201c}') > count('\u{201d}') {
        return Some('\u{201d}');
    }
    let last = text.rfind('"')?;
    let opens = text[..last]
        .chars()
        .next_back()
        .is_none_or(char::is_whitespace);
    (count('"') % 2 == 1 && opens).then_some('"')
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}

/// A number and what it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The words, with what is counted: "12 people".
    pub words: String,
    /// The number in digits: "12", "1.6 billion".
    pub value: String,
    /// What is counted, without its ending: "people".
    pub unit: String,
}

/// The words that tell one event from another: those of its clause that are
/// neither names, dates, figures nor grammar, without their endings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gist(pub BTreeSet<String>);

/// How much speaks for two statements being of one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// Too little.
    None,
    /// Enough when both give the same day.
    Fair,
    /// Enough when one gives only the month or week of the other's day.
    Strong,
}

/// How far two statements of one date agree in who takes part and what is said.
///
/// A false merge is worse than a missed one: it takes shared words besides the
/// names, and names that don't stand against it.
#[must_use]
pub fn agreement(a: (&[EntityId], &Gist), b: (&[EntityId], &Gist)) -> Agreement {
    let least = a.1.0.len().min(b.1.0.len());
    let most = a.1.0.len().max(b.1.0.len());
    let shared = a.1.0.intersection(&b.1.0).count();
    let together = a.0.iter().any(|id| b.0.contains(id));
    let silent = a.0.is_empty() || b.0.is_empty();
    if together && shared >= 3 && shared * 4 >= least * 3 {
        Agreement::Strong
    } else if together && shared >= 2 && shared * 3 >= least * 2
        || silent && shared >= 3 && shared * 3 >= least * 2
        || (together || silent) && shared >= 2 && shared == most
    {
        Agreement::Fair
    } else {
        Agreement::None
    }
}

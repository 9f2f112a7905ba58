//! The editor's word on the events of an article.
//!
//! Each directive quotes words that must stand in the text exactly once; what
//! can't be done is a problem with its reason, never a guess.

use super::events::Statements;
use crate::article::{Event, EventDirective, Evidence, Problem, ProseRange};

/// How many sentences are shown for a quote that isn't found.
const MOST_NEAREST: usize = 3;

/// The events changed as the editor says, in the order of the text.
pub(super) fn direct(
    of: Statements<'_>,
    directives: &[EventDirective],
    mut events: Vec<Event>,
    problems: &mut Vec<Problem>,
) -> Vec<Event> {
    for (index, directive) in directives.iter().enumerate() {
        if let Err(problem) = of.direct(directive, index, &mut events) {
            problems.push(problem);
        }
    }
    events.sort_by_key(|event| (event.sentence, event.dated_by));
    events
}

impl Statements<'_> {
    /// Does what one directive says.
    fn direct(
        &self,
        directive: &EventDirective,
        index: usize,
        events: &mut Vec<Event>,
    ) -> Result<(), Problem> {
        let at = self.quote(&directive.quote.value, index)?;
        let missing = Problem::QuoteMissing {
            directive: index,
            nearest: Vec::new(),
        };
        let sentence = self.sentence(at).ok_or(missing)?;
        // Any of its sentences names an event that several prove.
        let in_sentence = |event: &Event| {
            event
                .evidence()
                .any(|evidence| evidence.sentence == sentence)
        };
        let is_quoted = |evidence: Evidence| {
            evidence.sentence == sentence
                && evidence.dated_by.is_none_or(|words| at.overlaps(words))
        };
        let quoted = |event: &Event| event.evidence().any(is_quoted);
        let any_quoted = events.iter().any(quoted);
        let is_meant = |event: &Event| {
            if any_quoted {
                quoted(event)
            } else {
                in_sentence(event)
            }
        };
        if directive.hide {
            events.retain(|event| !is_meant(event));
            return Ok(());
        }
        if let Some(event) = events.iter_mut().find(|event| is_meant(event)) {
            self.correct(event, directive, at);
            return Ok(());
        }
        let when = directive
            .date
            .ok_or(Problem::QuoteUndated { directive: index })?;
        events.push(Event {
            label: directive.label.clone(),
            ..self.dated(at, sentence, when)
        });
        Ok(())
    }

    /// Whoever the quoted words name takes part, too.
    fn correct(&self, event: &mut Event, directive: &EventDirective, quote: ProseRange) {
        for mention in self.mentions_in(quote) {
            if !event.entities.contains(&mention.of) {
                event.entities.push(mention.of.clone());
            }
        }
        if let Some(label) = &directive.label {
            event.label = Some(label.clone());
        }
        if let Some(when) = directive.date {
            event.when = when;
            event.planned = self
                .dateline
                .is_some_and(|dateline| when.earliest() > dateline);
        }
    }

    /// Where the quote stands; it must be there exactly once.
    fn quote(&self, quote: &str, index: usize) -> Result<ProseRange, Problem> {
        let mut places = self
            .prose
            .text
            .match_indices(quote)
            .filter(|(start, _)| self.sentence(ProseRange::new(*start, *start)).is_some());
        match (places.next(), places.count()) {
            (Some((start, words)), 0) if !words.trim().is_empty() => {
                Ok(ProseRange::new(start, start + words.len()))
            }
            (Some(_), more) => Err(Problem::QuoteRepeated {
                directive: index,
                times: more + 1,
            }),
            (None, _) => Err(Problem::QuoteMissing {
                directive: index,
                nearest: self.nearest(quote),
            }),
        }
    }

    /// The sentences that share most words with the quote, best first, as far
    /// as they share half of them.
    fn nearest(&self, quote: &str) -> Vec<ProseRange> {
        let wanted: Vec<String> = quote.split_whitespace().map(str::to_lowercase).collect();
        let shared = |sentence: &ProseRange| {
            let words = self.prose.slice(*sentence).to_lowercase();
            let count = wanted
                .iter()
                .filter(|word| words.contains(word.as_str()))
                .count();
            (count, *sentence)
        };
        let mut near: Vec<(usize, ProseRange)> = self
            .sentences
            .iter()
            .map(shared)
            .filter(|(count, _)| *count > 0 && count * 2 >= wanted.len())
            .collect();
        near.sort_by_key(|(count, sentence)| (std::cmp::Reverse(*count), sentence.start));
        near.truncate(MOST_NEAREST);
        near.into_iter().map(|(_, sentence)| sentence).collect()
    }
}

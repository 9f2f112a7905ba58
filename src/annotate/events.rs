//! Dated statements: which sentence says what happened when.
//!
//! Takes sentences, time expressions and mentions; knows neither how they were
//! found nor what a timeline looks like.

use jiff::civil::Date;

use crate::article::{
    BlockKind, Event, EventDirective, Mention, Problem, Prose, ProseRange, TimeExpression, TimeKind,
};
use crate::date::When;

/// What the events of an article are made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statements<'a> {
    pub(super) prose: &'a Prose,
    pub(super) sentences: &'a [ProseRange],
    pub(super) times: &'a [TimeExpression],
    pub(super) mentions: &'a [Mention],
    pub(super) dateline: Option<Date>,
}

/// The events of the text, changed as the editor says, in the order of the text.
pub(super) fn events(
    of: Statements<'_>,
    directives: &[EventDirective],
    problems: &mut Vec<Problem>,
) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for time in of.times {
        let Some((when, sentence)) = of.dated(time) else {
            continue;
        };
        let same = |event: &&Event| event.sentence == sentence;
        if !events
            .iter()
            .rev()
            .take_while(same)
            .any(|event| event.when == when)
        {
            events.push(of.at(when, sentence, Some(time.at)));
        }
    }
    for (index, directive) in directives.iter().enumerate() {
        if let Err(problem) = of.direct(directive, index, &mut events) {
            problems.push(problem);
        }
    }
    events.sort_by_key(|event| (event.sentence, event.dated_by));
    events
}

impl Statements<'_> {
    /// What day a time expression names, and for which sentence.
    fn dated(&self, time: &TimeExpression) -> Option<(When, ProseRange)> {
        let names_days = matches!(time.kind, TimeKind::Date | TimeKind::Time);
        let when = time.when.filter(|_| names_days)?;
        let sentence = self.sentence(time.at)?;
        if self.is_in_dateline(time, sentence) {
            return None;
        }
        // A heading or a cell of a table states nothing by itself.
        self.is_paragraph(sentence).then_some((when, sentence))
    }

    /// Whether the words are the date of the dateline itself, "OTTAWA, Feb. 10,
    /// 2016 --": it dates the article and nothing that happened.
    fn is_in_dateline(&self, time: &TimeExpression, sentence: ProseRange) -> bool {
        let after = self.prose.text[time.at.end..].trim_start_matches([')', ' ']);
        let is_first = self.sentences.first() == Some(&sentence);
        let is_own = self
            .dateline
            .is_none_or(|dateline| time.when == Some(When::day(dateline)));
        is_first
            && is_own
            && ["\u{2014}", "\u{2013} ", "-- ", "- "]
                .iter()
                .any(|dash| after.starts_with(dash))
    }

    fn at(&self, when: When, sentence: ProseRange, dated_by: Option<ProseRange>) -> Event {
        let start = self
            .mentions
            .partition_point(|mention| mention.at.start < sentence.start);
        let mut entities = Vec::new();
        for mention in self.mentions[start..]
            .iter()
            .take_while(|mention| mention.at.start < sentence.end)
        {
            if !entities.contains(&mention.of) {
                entities.push(mention.of.clone());
            }
        }
        let planned = self
            .dateline
            .is_some_and(|dateline| when.earliest() > dateline);
        Event {
            when,
            sentence,
            dated_by,
            label: None,
            entities,
            planned,
        }
    }

    fn sentence(&self, at: ProseRange) -> Option<ProseRange> {
        let after = self
            .sentences
            .partition_point(|sentence| sentence.start <= at.start);
        after
            .checked_sub(1)
            .map(|index| self.sentences[index])
            .filter(|sentence| at.start < sentence.end)
    }

    fn is_paragraph(&self, sentence: ProseRange) -> bool {
        let after = self
            .prose
            .blocks
            .partition_point(|block| block.at.start <= sentence.start);
        after
            .checked_sub(1)
            .is_some_and(|index| self.prose.blocks[index].kind == BlockKind::Paragraph)
    }

    /// Does what one directive says.
    fn direct(
        &self,
        directive: &EventDirective,
        index: usize,
        events: &mut Vec<Event>,
    ) -> Result<(), Problem> {
        let at = self.quote(&directive.quote.value, index)?;
        let sentence = self.sentence(at).ok_or(Problem::QuoteMissing {
            directive: index,
            nearest: None,
        })?;
        let meant = |event: &Event| {
            event.sentence == sentence && event.dated_by.is_none_or(|words| at.overlaps(words))
        };
        let any_meant = events.iter().any(meant);
        let is_meant = |event: &Event| {
            if any_meant {
                meant(event)
            } else {
                event.sentence == sentence
            }
        };
        if directive.hide {
            events.retain(|event| !is_meant(event));
            return Ok(());
        }
        if let Some(event) = events.iter_mut().find(|event| is_meant(event)) {
            let changed = self.at(
                directive.date.unwrap_or(event.when),
                sentence,
                event.dated_by,
            );
            *event = Event {
                label: directive.label.clone().or_else(|| event.label.clone()),
                ..changed
            };
            return Ok(());
        }
        let when = directive
            .date
            .ok_or(Problem::QuoteUndated { directive: index })?;
        events.push(Event {
            label: directive.label.clone(),
            ..self.at(when, sentence, None)
        });
        Ok(())
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

    /// The sentence that shares most words with the quote, if it shares half.
    fn nearest(&self, quote: &str) -> Option<ProseRange> {
        let wanted: Vec<String> = quote.split_whitespace().map(str::to_lowercase).collect();
        let shared = |sentence: &ProseRange| {
            let words = self.prose.slice(*sentence).to_lowercase();
            wanted
                .iter()
                .filter(|word| words.contains(word.as_str()))
                .count()
        };
        let (count, sentence) = self
            .sentences
            .iter()
            .map(|sentence| (shared(sentence), *sentence))
            .max_by_key(|(count, _)| *count)?;
        (count * 2 >= wanted.len() && count > 0).then_some(sentence)
    }
}

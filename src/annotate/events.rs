//! Dated statements: which clause says what happened when.
//!
//! Takes sentences, time expressions and mentions; knows neither how they were
//! found nor what a timeline looks like. A date belongs to its clause; dates
//! that only describe a thing ("the 2013 census") make no event where the
//! sentence gives another.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::clauses::lists::PLACED;
use super::clauses::{self, Clauses, Part};
use super::outlook::{is_planned, only_describes};
use super::{gist, headline, reported};
use crate::article::{
    Agreement, BlockKind, Event, Mention, Prose, ProseRange, TimeExpression, TimeKind, agreement,
};
use crate::date::When;
use crate::entity::{EntityId, Kind};

/// How many events of one date a new one is compared with: more make no
/// timeline, and each with each would take the square of their number.
const MOST_COMPARED: usize = 16;

/// What the events of an article are made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statements<'a> {
    pub(super) prose: &'a Prose,
    pub(super) sentences: &'a [ProseRange],
    pub(super) times: &'a [TimeExpression],
    pub(super) mentions: &'a [Mention],
    pub(super) dateline: Option<Date>,
}

/// The events of the text, in its order; statements of one event are one.
pub(super) fn events(of: Statements<'_>) -> Vec<Event> {
    let mut events = Vec::new();
    let mut times = of.times;
    while let Some(first) = times.first() {
        let Some(sentence) = of.sentence(first.at) else {
            times = &times[1..];
            continue;
        };
        let count = times
            .iter()
            .take_while(|time| time.at.start < sentence.end)
            .count();
        events.extend(of.in_sentence(sentence, &times[..count]));
        times = &times[count..];
    }
    merged(events)
}

/// The events, each once: with all sentences of the article that say the same.
fn merged(events: Vec<Event>) -> Vec<Event> {
    let mut merged: Vec<Event> = Vec::new();
    let mut of_date: BTreeMap<When, Vec<usize>> = BTreeMap::new();
    for event in events {
        let same = of_date.entry(event.when).or_default();
        let gist = (&event.entities[..], &event.gist);
        let found = same.iter().rev().take(MOST_COMPARED).find(|at| {
            let other = &merged[**at];
            agreement((&other.entities, &other.gist), gist) > Agreement::None
        });
        if let Some(at) = found.copied() {
            join(&mut merged[at], &event);
        } else {
            same.push(merged.len());
            merged.push(event);
        }
    }
    merged
}

fn join(event: &mut Event, other: &Event) {
    // They come in the order of the text, so only the last can be the same.
    let last = event
        .also
        .last()
        .map_or(event.sentence, |last| last.sentence);
    let first = other.evidence().next();
    event
        .also
        .extend(first.filter(|evidence| evidence.sentence != last || evidence.dated_by.is_some()));
    for id in &other.entities {
        if !event.entities.contains(id) {
            event.entities.push(id.clone());
        }
    }
    event.planned &= other.planned;
    if other.reported.is_none() {
        event.reported = None;
    }
}

impl Statements<'_> {
    /// The events of one sentence, by their dates.
    fn in_sentence(&self, sentence: ProseRange, times: &[TimeExpression]) -> Vec<Event> {
        if !self.states(sentence) {
            return Vec::new();
        }
        let dated: Vec<(&TimeExpression, When)> = times
            .iter()
            .filter(|time| !self.is_in_dateline(time, sentence))
            .filter_map(|time| names_days(time).map(|when| (time, when)))
            .collect();
        if dated.is_empty() {
            return Vec::new();
        }
        let clauses = self.clauses(sentence);
        let places: Vec<Range<usize>> = dated
            .iter()
            .map(|(time, _)| words_at(&clauses, time.at))
            .collect();
        let describes: Vec<bool> = places
            .iter()
            .map(|at| only_describes(&clauses, at.clone()))
            .collect();
        let all = describes.iter().all(|describes| *describes);
        let mut events: Vec<(usize, Event)> = Vec::new();
        for (((time, when), at), describes) in dated.into_iter().zip(places).zip(describes) {
            let Some(clause) = clauses.of_word.get(at.start).copied() else {
                continue;
            };
            let is_known = events
                .iter()
                .rev()
                .take(MOST_COMPARED)
                .any(|(other, event)| *other == clause && event.when == when);
            if is_known || (describes && !all) {
                continue;
            }
            let planned = is_planned(&clauses, at.clone(), time, when, self.dateline);
            let event = Event {
                dated_by: Some(time.at),
                planned,
                ..self.event(sentence, &clauses, clause, at, when)
            };
            events.push((clause, event));
        }
        events.into_iter().map(|(_, event)| event).collect()
    }

    /// An event as the editor dates it, of the clause at `quote`.
    pub(super) fn dated(&self, quote: ProseRange, sentence: ProseRange, when: When) -> Event {
        let clauses = self.clauses(sentence);
        let word = words_at(&clauses, quote).start;
        let clause = clauses.of_word.get(word).copied().unwrap_or(0);
        self.event(sentence, &clauses, clause, 0..0, when)
    }

    fn event(
        &self,
        sentence: ProseRange,
        clauses: &Clauses,
        clause: usize,
        date: Range<usize>,
        when: When,
    ) -> Event {
        let headline = headline::headline(clauses, clause, date);
        let scope = scope(clauses, clause);
        Event {
            when,
            sentence,
            dated_by: None,
            also: Vec::new(),
            label: None,
            entities: self.entities(sentence, clauses, &scope),
            places: self.places(sentence, clauses, &scope),
            gist: gist::gist(&clauses.words, &scope),
            figures: gist::figures(
                &self.prose.text,
                &clauses.words,
                &with_outer(clauses, clause, &scope),
            ),
            planned: self
                .dateline
                .is_some_and(|dateline| when.earliest() > dateline),
            reported: reported::reported(self.prose, sentence, clauses, clause),
            headline,
        }
    }

    fn clauses(&self, sentence: ProseRange) -> Clauses {
        let names = self.mentions_in(sentence).iter().map(|mention| {
            let part = match mention.of.kind() {
                Kind::Place => Part::Place,
                _ => Part::Name,
            };
            (mention.at, part)
        });
        let first = self
            .times
            .partition_point(|time| time.at.end <= sentence.start);
        let dates = self.times[first..]
            .iter()
            .take_while(|time| time.at.start < sentence.end)
            .filter(|time| names_days(time).is_some())
            .map(|time| time.at);
        let words = clauses::words(&self.prose.text, sentence, names, dates);
        clauses::clauses(words)
    }

    pub(super) fn mentions_in(&self, range: ProseRange) -> &[Mention] {
        let first = self
            .mentions
            .partition_point(|mention| mention.at.start < range.start);
        let count = self.mentions[first..]
            .iter()
            .take_while(|mention| mention.at.start < range.end)
            .count();
        &self.mentions[first..first + count]
    }

    /// The entities among the words of `scope`; if there are none, those of
    /// the sentence.
    fn entities(&self, sentence: ProseRange, clauses: &Clauses, scope: &[usize]) -> Vec<EntityId> {
        let mentions = self.mentions_in(sentence);
        let is_in = |mention: &&Mention| {
            let after = scope.partition_point(|at| clauses.words[*at].at.end <= mention.at.start);
            scope
                .get(after)
                .is_some_and(|at| clauses.words[*at].at.start < mention.at.end)
        };
        let mut entities: Vec<EntityId> = Vec::new();
        let named: Vec<&Mention> = mentions.iter().filter(is_in).collect();
        let all = if named.is_empty() {
            mentions.iter().collect()
        } else {
            named
        };
        for mention in all {
            if !entities.contains(&mention.of) {
                entities.push(mention.of.clone());
            }
        }
        entities
    }

    /// The places that stand after "in" and the like among the words of `scope`.
    fn places(&self, sentence: ProseRange, clauses: &Clauses, scope: &[usize]) -> Vec<EntityId> {
        let is_at = |mention: &&Mention| {
            let word = clauses
                .words
                .partition_point(|word| word.at.end <= mention.at.start);
            let before = word.checked_sub(1).map(|before| &clauses.words[before]);
            mention.of.kind() == Kind::Place
                && scope.binary_search(&word).is_ok()
                && before.is_some_and(|before| before.is(PLACED))
        };
        let places = self.mentions_in(sentence).iter().filter(is_at);
        places.map(|mention| mention.of.clone()).collect()
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

    /// The sentence that holds the start of `at`.
    pub(super) fn sentence(&self, at: ProseRange) -> Option<ProseRange> {
        let after = self
            .sentences
            .partition_point(|sentence| sentence.start <= at.start);
        after
            .checked_sub(1)
            .map(|index| self.sentences[index])
            .filter(|sentence| at.start < sentence.end)
    }

    /// A heading or a cell of a table states nothing by itself.
    fn states(&self, sentence: ProseRange) -> bool {
        let after = self
            .prose
            .blocks
            .partition_point(|block| block.at.start <= sentence.start);
        after
            .checked_sub(1)
            .is_some_and(|index| self.prose.blocks[index].kind == BlockKind::Paragraph)
    }
}

/// The days that a time expression names.
fn names_days(time: &TimeExpression) -> Option<When> {
    let is_date = matches!(time.kind, TimeKind::Date | TimeKind::Time);
    time.when.filter(|_| is_date)
}

/// The words of `at`, as a range of the sentence's words.
fn words_at(clauses: &Clauses, at: ProseRange) -> Range<usize> {
    let first = clauses
        .words
        .partition_point(|word| word.at.end <= at.start);
    let end = clauses.words.partition_point(|word| word.at.start < at.end);
    first..end.max(first)
}

/// The words of a clause with its subject and with what it says somebody said.
fn scope(clauses: &Clauses, clause: usize) -> Vec<usize> {
    let stated = headline::stated(clauses, clause);
    let own = &clauses.all[stated];
    let mut scope: Vec<usize> = own.words.clone();
    if own.joint != clauses::Joint::Speaker {
        scope.extend(own.head.clone());
    }
    let content = clauses.content_of(stated).into_iter();
    for part in content.chain([clause]).filter(|part| *part != stated) {
        scope.extend(&clauses.all[part].words);
    }
    scope.sort_unstable();
    scope.dedup();
    scope
}

/// "The bomb that exploded on Monday killed 15": the figure stands outside.
fn with_outer(clauses: &Clauses, clause: usize, scope: &[usize]) -> Vec<usize> {
    let own = &clauses.all[clause];
    let outer = own
        .on
        .filter(|_| own.joint == clauses::Joint::Relative && !own.is_loose);
    let mut words = scope.to_vec();
    words.extend(
        outer
            .into_iter()
            .flat_map(|outer| &clauses.all[outer].words),
    );
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests;

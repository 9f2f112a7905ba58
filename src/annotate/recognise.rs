//! Names that stand in no table, told by capitals and the words around them.
//!
//! This is the simple first engine: runs of capitalised words, their kind by
//! titles, first names and head words. It knows one article's prose and what
//! is already known in it; which person "Carter" is, is for `resolve`.

use std::collections::BTreeSet;

use super::gazetteer::Match;
use super::lexicon::Lexicon;
use super::words::{Word, words};
use crate::article::{Prose, ProseRange};
use crate::entity::Kind;

/// Small words that may stand inside a name.
const JOINERS: [&str; 17] = [
    "of", "for", "the", "de", "da", "di", "del", "der", "den", "van", "von", "bin", "ibn", "la",
    "le", "du", "and",
];

/// Joiners that only names of organisations have.
const LOOSE_JOINERS: [&str; 4] = ["of", "for", "the", "and"];

/// Verbs whose subject is nearly always a person when it is a name of two words.
const REPORTING: [&str; 22] = [
    "said",
    "says",
    "told",
    "tells",
    "added",
    "announced",
    "argued",
    "asked",
    "called",
    "declined",
    "denied",
    "met",
    "noted",
    "promised",
    "reiterated",
    "replied",
    "resigned",
    "spoke",
    "thanked",
    "tweeted",
    "warned",
    "wrote",
];

/// Capitals of the calendar that are no names of people: they end a name.
const CALENDAR: [&str; 14] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "July",
    "September",
    "October",
    "November",
    "December",
];

/// A run of more words than this is a list or a title, not a name.
const LONGEST_RUN: usize = 16;

/// First words of places: "Lake Victoria", but "Park Geun-hye".
const LEADING_PLACE_HEADS: [&str; 10] = [
    "bay", "cape", "fort", "gulf", "isle", "lake", "mount", "mt", "port", "strait",
];

/// First words of events: "Operation Impact", "Hurricane Katrina".
const LEADING_EVENT_HEADS: [&str; 5] = ["cyclone", "hurricane", "operation", "storm", "typhoon"];

/// A name found by its form.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// The words.
    pub(super) at: ProseRange,
    /// Its kind, as far as its form tells.
    pub(super) kind: Kind,
    /// How sure we are, from 0 to 1.
    pub(super) confidence: f32,
    /// Whether a title of a person stands before it.
    pub(super) titled: bool,
}

/// The names in the prose, in order; `known` are those that stand in a table.
pub(super) fn recognise(
    prose: &Prose,
    sentences: &[ProseRange],
    known: &[Match],
    lexicon: &Lexicon,
) -> Vec<Found> {
    let mut found = Vec::new();
    let mut known = known;
    let words: Vec<Vec<Word<'_>>> = sentences
        .iter()
        .map(|sentence| words(prose, *sentence))
        .collect();
    let speakers = speakers(&words);
    for (sentence, words) in sentences.iter().zip(&words) {
        let first = known.partition_point(|known| known.at.end <= sentence.start);
        known = &known[first..];
        let here = &known[..known.partition_point(|known| known.at.start < sentence.end)];
        if is_shouted(words) {
            continue;
        }
        let reader = Reader {
            prose,
            words,
            known: here,
            speakers: &speakers,
            lexicon,
        };
        reader
            .runs()
            .into_iter()
            .for_each(|run| reader.read(run, &mut found));
    }
    found.sort_by_key(|found| found.at);
    found
}

/// Last names, told by what they do: "Sajjan said".
fn speakers<'p>(sentences: &[Vec<Word<'p>>]) -> BTreeSet<&'p str> {
    let pairs = sentences.iter().flat_map(|words| words.windows(2));
    let says = |pair: &&[Word<'_>]| pair[0].is_capitalised() && REPORTING.contains(&pair[1].text);
    pairs.filter(says).map(|pair| pair[0].text).collect()
}

/// A headline in capitals tells nothing about names.
fn is_shouted(words: &[Word<'_>]) -> bool {
    let long: Vec<_> = words
        .iter()
        .filter(|word| word.text.chars().count() > 3)
        .collect();
    long.len() > 2 && long.iter().all(|word| word.is_acronym())
}

/// Indices of the words of a sentence, half-open.
type Run = std::ops::Range<usize>;

struct Reader<'p> {
    prose: &'p Prose,
    words: &'p [Word<'p>],
    known: &'p [Match],
    speakers: &'p BTreeSet<&'p str>,
    lexicon: &'p Lexicon,
}

impl Reader<'_> {
    /// Runs of capitalised words, with the small words inside them.
    fn runs(&self) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            if !self.can_open(at) {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while let Some(next) = self
                .next_in_run(end)
                .filter(|next| next - at <= LONGEST_RUN)
            {
                end = next;
            }
            runs.push(at..end);
            at = end;
        }
        runs
    }

    /// Where a run that ends before word `end` goes on to, if it does.
    fn next_in_run(&self, end: usize) -> Option<usize> {
        if !self.touches(end) {
            return None;
        }
        if self.can_open(end) || self.words[end].has_article() {
            return Some(end + 1);
        }
        let small = (end..(end + 2).min(self.words.len()))
            .take_while(|at| self.touches(*at) && JOINERS.contains(&self.words[*at].text))
            .count();
        let next = end + small;
        (small > 0 && self.touches(next) && self.can_open(next)).then_some(next + 1)
    }

    fn can_open(&self, at: usize) -> bool {
        self.words[at].is_capitalised() && !CALENDAR.contains(&self.words[at].text)
    }

    /// Whether word `at` follows the one before it with nothing but a space, or
    /// the stop of an initial or a shortened title, between them.
    fn touches(&self, at: usize) -> bool {
        let (Some(before), Some(word)) = (
            at.checked_sub(1).map(|before| self.words[before]),
            self.words.get(at),
        ) else {
            return false;
        };
        match &self.prose.text[before.at.end..word.at.start] {
            " " | "\n" => true,
            ". " => before.text.chars().count() == 1 || self.is_title(&[before]),
            _ => false,
        }
    }

    fn read(&self, run: Run, found: &mut Vec<Found>) {
        let run = self.without_opener(run);
        if run.is_empty() {
            return;
        }
        match self.headed(&run) {
            Some(name) => found.push(name),
            None => {
                for piece in self.pieces(run) {
                    found.extend(self.headed(&piece).or_else(|| self.piece(piece)));
                }
            }
        }
    }

    /// The run without a word that has its capital from opening the sentence.
    fn without_opener(&self, mut run: Run) -> Run {
        while run.start < run.end {
            let word = self.words[run.start].text.to_lowercase();
            let opens = run.start == 0
                && self.lexicon.not_names.contains(word.as_str())
                && self.title_length(run.start, run.end).is_none();
            let is_small = matches!(word.as_str(), "the" | "a" | "an" | "and" | "of" | "for");
            if !opens && !is_small {
                break;
            }
            run.start += 1;
            while run.start < run.end && !self.words[run.start].is_capitalised() {
                run.start += 1;
            }
        }
        run
    }

    /// A whole run as an organisation, place or event, when a head word says so.
    fn headed(&self, run: &Run) -> Option<Found> {
        if run.len() < 2 {
            return None;
        }
        if self.after_title(run) > run.start || self.joins_names(run) {
            return None;
        }
        let lower = |at: usize| self.words[at].text.to_lowercase();
        let (first, last) = (lower(run.start), lower(run.end - 1));
        let has_of = matches!(self.words[run.start + 1].text, "of" | "for" | "on");
        let heads = |heads: &BTreeSet<&str>| {
            heads.contains(last.as_str()) || (has_of && heads.contains(first.as_str()))
        };
        let (kind, confidence) = if heads(&self.lexicon.event_heads)
            || LEADING_EVENT_HEADS.contains(&first.as_str())
        {
            (Kind::Event, 0.7)
        } else if heads(&self.lexicon.organisation_heads) {
            (Kind::Organisation, 0.8)
        } else if heads(&self.lexicon.place_heads) || LEADING_PLACE_HEADS.contains(&first.as_str())
        {
            (Kind::Place, 0.75)
        } else {
            return None;
        };
        // "Defence Ministry" alone names no one ministry in the world, but it
        // does within the article; "the Council" does not.
        Some(Found {
            at: self.range(run),
            kind,
            confidence,
            titled: false,
        })
    }

    /// Whether the run is several names with small words between them: "Bruce
    /// Hyer of the Green Party", "Liberals and the New Democratic Party".
    fn joins_names(&self, run: &Run) -> bool {
        let opens_with_person = self
            .lexicon
            .given_names
            .contains(self.words[run.start].text);
        let mut small = run
            .clone()
            .filter(|at| LOOSE_JOINERS.contains(&self.words[*at].text));
        small.any(|at| {
            let is_and = self.words[at].text == "and";
            let known_before = at > run.start && self.is_settled(self.words[at - 1].at);
            let known_after = run.contains(&(at + 1))
                && (at + 1..run.end).any(|next| self.is_settled(self.words[next].at));
            opens_with_person || (is_and && (known_before || known_after))
        })
    }

    /// The run cut at names that are known and at loose joiners.
    fn pieces(&self, run: Run) -> Vec<Run> {
        let mut pieces = Vec::new();
        let mut start = run.start;
        for at in run.clone() {
            let word = self.words[at];
            if self.is_settled(word.at)
                || LOOSE_JOINERS.contains(&word.text) && !self.is_in_title(&run, at)
            {
                pieces.push(start..at);
                start = at + 1;
            }
        }
        pieces.push(start..run.end);
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }

    /// Whether a known name stands there that can't be the last part of a
    /// longer one, as a person's can.
    fn is_settled(&self, at: ProseRange) -> bool {
        let before = self.known.partition_point(|known| known.at.start < at.end);
        before
            .checked_sub(1)
            .map(|index| &self.known[index])
            .is_some_and(|known| {
                known.at.overlaps(at) && known.entities.iter().any(|id| id.kind() != Kind::Person)
            })
    }

    fn is_in_title(&self, run: &Run, at: usize) -> bool {
        (run.start..at).any(|start| self.after_title(&(start..run.end)) > at)
    }

    /// A person, a capitalised word that may be one, or an acronym.
    fn piece(&self, piece: Run) -> Option<Found> {
        let name = self.after_title(&piece)..piece.end;
        if name.is_empty() {
            return None;
        }
        let titled = name.start > piece.start || self.follows_small_title(name.start);
        let at = self.range(&name);
        let (kind, confidence) = match name.len() {
            1 => self.single(name.start, titled)?,
            2..=4 if titled => (Kind::Person, 0.9),
            2..=4 if self.has_given_name(&name) => (Kind::Person, 0.85),
            2..=3 if self.speakers.contains(self.words[name.end - 1].text) => (Kind::Person, 0.7),
            _ => (Kind::Other, 0.4),
        };
        Some(Found {
            at,
            kind,
            confidence,
            titled,
        })
    }

    fn single(&self, at: usize, titled: bool) -> Option<(Kind, f32)> {
        let word = self.words[at];
        let lower = word.text.to_lowercase();
        if word.is_acronym() {
            return Some((Kind::Organisation, 0.4));
        }
        let is_plain = self.lexicon.not_names.contains(lower.as_str())
            || self.lexicon.organisation_heads.contains(lower.as_str())
            || self.is_title(&[word])
            || word.text.chars().count() < 3;
        if is_plain {
            return None;
        }
        if titled {
            return Some((Kind::Person, 0.6));
        }
        let before = at.checked_sub(1).map(|before| self.words[before].text);
        let is_located = matches!(before, Some("in" | "near" | "at" | "from"));
        Some((if is_located { Kind::Place } else { Kind::Other }, 0.3))
    }

    fn has_given_name(&self, name: &Run) -> bool {
        let first = self.words[name.start];
        let last = self.words[name.end - 1].text;
        self.lexicon.given_names.contains(first.text) && last.chars().count() > 1
    }

    /// The word after the titles at the start of a run.
    fn after_title(&self, run: &Run) -> usize {
        let mut at = run.start;
        while let Some(length) = self.title_length(at, run.end) {
            at += length;
        }
        at
    }

    fn title_length(&self, at: usize, end: usize) -> Option<usize> {
        let fits = |title: &&Vec<&str>| {
            at + title.len() <= end
                && title.iter().zip(&self.words[at..end]).all(|(title, word)| {
                    word.text.eq_ignore_ascii_case(title.trim_end_matches('.'))
                })
        };
        self.lexicon.titles.iter().find(fits).map(Vec::len)
    }

    fn is_title(&self, words: &[Word<'_>]) -> bool {
        let fits = |title: &Vec<&str>| {
            title.len() == words.len()
                && title.iter().zip(words).all(|(title, word)| {
                    word.text.eq_ignore_ascii_case(title.trim_end_matches('.'))
                })
        };
        self.lexicon.titles.iter().any(fits)
    }

    /// Whether a title in small letters stands before word `at`: "defence
    /// minister Harjit Sajjan", "its minister, Harjit Sajjan,".
    fn follows_small_title(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| self.words[before]) else {
            return false;
        };
        let gap = &self.prose.text[before.at.end..self.words[at].at.start];
        matches!(gap, " " | ", ")
            && before.text.starts_with(char::is_lowercase)
            && self.is_title(&[before])
    }

    fn range(&self, run: &Run) -> ProseRange {
        ProseRange::new(
            self.words[run.start].at.start,
            self.words[run.end - 1].at.end,
        )
    }
}

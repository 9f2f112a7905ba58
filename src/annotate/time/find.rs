//! Runs of words that say when, as half-made values.
//!
//! This exists so that patterns can be read one by one: each is a function
//! from a cursor to what it read, and tables name them. From each word the
//! longest reading wins, then the order of the tables. It knows no dateline.

mod clock;
mod days;
mod lengths;
mod prefix;
mod relative;
mod year_parts;
mod years;

use std::mem::discriminant;
use std::ops::Range;

use super::cursor::Cursor;
use super::lexicon::Word;
use super::rough::{Rough, TimeOfDay, Unit, Which, YearOf, YearPart};
use super::token::{Kind, Token};
use crate::article::{ProseRange, TimeModifier};
use crate::date::{Grain, Qualifier};

/// A time expression with a half-made value.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its extent in tokens of the sentence.
    pub(super) tokens: Range<usize>,
    /// Its extent in the text.
    pub(super) at: ProseRange,
    /// What it says by itself.
    pub(super) rough: Rough,
    /// The time of day it adds.
    pub(super) time: Option<TimeOfDay>,
    /// "early", "the end of", "about".
    pub(super) modifier: Option<TimeModifier>,
    /// "by", "since", "about".
    pub(super) qualifier: Option<Qualifier>,
    /// The word before it.
    pub(super) opener: Option<Word>,
    /// Whether "to", "and" or a dash joins it to one of its kind before it.
    pub(super) joined: bool,
}

/// What a pattern read.
#[derive(Clone, Debug)]
struct Reading {
    rough: Rough,
    time: Option<TimeOfDay>,
    modifier: Option<TimeModifier>,
}

impl From<Rough> for Reading {
    fn from(rough: Rough) -> Self {
        Self {
            rough,
            time: None,
            modifier: None,
        }
    }
}

impl Reading {
    fn in_year(part: YearPart, year: YearOf) -> Self {
        let weekday = None;
        Self::from(Rough::InYear {
            part,
            year,
            weekday,
        })
    }
}

type Pattern = fn(&mut Cursor<'_>) -> Option<Reading>;

/// The time expressions of a sentence, in order, without overlap.
pub(super) fn find(tokens: &[Token<'_>]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match longest(tokens, at, found.last()) {
            Some((end, reading)) => {
                found.push(placed(tokens, at..end, reading, found.last()));
                at = end;
            }
            None => at += 1,
        }
    }
    share_years(&mut found);
    found
}

fn longest(tokens: &[Token<'_>], at: usize, last: Option<&Found>) -> Option<(usize, Reading)> {
    if !may_begin(&tokens[at]) {
        return None;
    }
    let start = Cursor::new(tokens, at);
    let mut best: Option<(usize, Reading)> = None;
    let mut offer = |reading: Option<(Cursor<'_>, Reading)>| {
        if let Some((cursor, reading)) = reading {
            let end = cursor.index();
            if best.as_ref().is_none_or(|(longest, _)| *longest < end) {
                best = Some((end, reading));
            }
        }
    };
    offer(last.and_then(|last| continued(start, last)));
    let mut inner = start;
    let prefix = prefix::prefix(&mut inner);
    for pattern in [
        days::PATTERNS,
        year_parts::PATTERNS,
        years::PATTERNS,
        relative::PATTERNS,
        clock::PATTERNS,
        lengths::PATTERNS,
    ]
    .into_iter()
    .flatten()
    {
        offer(read(*pattern, start));
        if let Some(prefix) = prefix {
            offer(
                read(*pattern, inner)
                    .and_then(|(cursor, reading)| Some((cursor, prefix.modify(reading)?))),
            );
        }
    }
    best
}

fn may_begin(token: &Token<'_>) -> bool {
    match token.kind {
        Kind::Known(_) | Kind::Number(Some(_)) => true,
        Kind::Sign(_) => token.is_apostrophe(),
        _ => false,
    }
}

/// What `pattern` reads from `cursor`, with the time of day that follows.
fn read(pattern: Pattern, mut cursor: Cursor<'_>) -> Option<(Cursor<'_>, Reading)> {
    let mut reading = pattern(&mut cursor)?;
    if reading.time.is_none() && is_day(&reading.rough) {
        reading.time = cursor.maybe(clock::after_day);
    }
    Some((cursor, reading))
}

fn is_day(rough: &Rough) -> bool {
    match rough {
        Rough::InYear { part, .. } => matches!(part, YearPart::Day(..)),
        Rough::Known(when) => when.grain() == Grain::Day,
        Rough::Shift { unit, .. } => *unit == Unit::Day,
        Rough::Weekday { .. } | Rough::WeekdayOfWeek { .. } => true,
        _ => false,
    }
}

fn placed(
    tokens: &[Token<'_>],
    range: Range<usize>,
    reading: Reading,
    last: Option<&Found>,
) -> Found {
    let start = Cursor::new(tokens, range.start);
    let opener = start.word_behind();
    let joined = last.is_some_and(|last| {
        last.tokens.end + 1 == range.start
            && start.behind(1).is_some_and(is_joiner)
            && is_like(&last.rough, &reading.rough)
    });
    // "will not open until Friday" is open from Friday.
    let is_negated = (2..6).any(|back| start.behind(back).and_then(Token::word) == Some(Word::Not));
    let qualifier = match (reading.modifier, opener) {
        (Some(TimeModifier::Approx), _) => Some(Qualifier::Approximate),
        _ if joined => None,
        (_, Some(Word::By)) => Some(Qualifier::Until),
        (_, Some(Word::Until)) if !is_negated => Some(Qualifier::Until),
        (_, Some(Word::Since)) => Some(Qualifier::Since),
        _ => None,
    };
    Found {
        at: ProseRange::new(tokens[range.start].at.start, tokens[range.end - 1].at.end),
        tokens: range,
        rough: reading.rough,
        time: reading.time,
        modifier: reading.modifier,
        qualifier,
        opener,
        joined,
    }
}

/// Whether `token` makes a list or a range of the dates around it.
fn is_joiner(token: &Token<'_>) -> bool {
    token.is_dash()
        || token.is_sign('/')
        || matches!(
            token.word(),
            Some(Word::To | Word::And | Word::Or | Word::Through | Word::Until)
        )
}

fn is_like(a: &Rough, b: &Rough) -> bool {
    match (a, b) {
        (Rough::InYear { part: a, .. }, Rough::InYear { part: b, .. }) => {
            discriminant(a) == discriminant(b)
        }
        _ => discriminant(a) == discriminant(b),
    }
}

/// What goes on from the date before: the "5" of "Jan. 3-5", the "16" of
/// "2014-16".
fn continued<'s>(cursor: Cursor<'s>, last: &Found) -> Option<(Cursor<'s>, Reading)> {
    let is_next = last.tokens.end + 1 == cursor.index() && last.time.is_none();
    if !is_next || !cursor.behind(1).is_some_and(is_joiner) {
        return None;
    }
    match last.rough {
        Rough::InYear {
            part: YearPart::Day(month, _),
            year: YearOf::Which(Which::Bare),
            ..
        } if cursor.behind(2).is_some_and(Token::is_number) => days::next_day(cursor, month),
        Rough::Known(when) if when.grain() == Grain::Year => {
            years::next_year(cursor, when.earliest().year())
        }
        _ => None,
    }
}

/// The first of two joined dates takes the year that only the second names:
/// "from May to July 2015".
fn share_years(found: &mut [Found]) {
    for second in (1..found.len()).rev() {
        let (before, from) = found.split_at_mut(second);
        let (first, second) = (&mut before[before.len() - 1], &from[0]);
        let Rough::InYear {
            part: later,
            year: YearOf::Named(named),
            ..
        } = second.rough
        else {
            continue;
        };
        if let Rough::InYear { part, year, .. } = &mut first.rough
            && second.joined
            && *year == YearOf::Which(Which::Bare)
        {
            let runs_backwards = part.of(named) > later.of(named);
            *year = YearOf::Named(if runs_backwards { named - 1 } else { named });
        }
    }
}

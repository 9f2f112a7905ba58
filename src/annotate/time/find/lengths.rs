//! Lengths of time, repetitions, and words too vague for the calendar.

use super::{Pattern, Reading};
use crate::annotate::time::cursor::Cursor;
use crate::annotate::time::lexicon::{self, Word};
use crate::annotate::time::rough::{Count, Rough, Unit};
use crate::annotate::time::token::{Kind, Token};

pub(super) const PATTERNS: &[Pattern] = &[
    hence,
    length,
    past_length,
    leading_count,
    bare_units,
    rate,
    every,
    weekdays,
    regular,
    vague,
    vague_noun,
];

/// EXAMPLE "six months", "a five-year term", "two and a half weeks", "half an
/// hour".
fn length(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let before = *cursor;
    let (count, unit) = count_of_units(cursor)?;
    // "three quarters of the seats"
    let is_share = unit == Unit::Quarter && cursor.is_at(Word::Of);
    (!is_share && is_length(before, *cursor)).then(|| Rough::Length { count, unit }.into())
}

/// EXAMPLE the months in "in six months".
fn hence(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let before = *cursor;
    let is_opened = cursor.word_behind() == Some(Word::In);
    let (count, unit) = count_of_units(cursor)?;
    (is_opened && is_length(before, *cursor)).then(|| Rough::Hence { count, unit }.into())
}

/// Whether the words between two places aren't an age ("a 12-year-old"), the
/// idiom "one day" or a price ("$5 a day").
fn is_length(before: Cursor<'_>, after: Cursor<'_>) -> bool {
    let mut rest = after;
    rest.skip_dash();
    let is_age = rest.is_at(Word::Old);
    let is_idiom = before.peek().is_some_and(|token| token.text == "One")
        && after.word_behind() == Some(Word::Unit(Unit::Day));
    let is_price = before.is_at(Word::A) && follows_amount(before);
    !(is_age || is_idiom || is_price)
}

fn follows_amount(before: Cursor<'_>) -> bool {
    before.behind(1).is_some_and(|token| {
        token.is_number()
            || matches!(token.word(), Some(Word::Times | Word::Cardinal(_)))
            || (token.word().is_none() && lexicon::is_counted(token.text))
    })
}

/// A count and the unit counted.
pub(super) fn count_of_units(cursor: &mut Cursor<'_>) -> Option<(Count, Unit)> {
    if let Some(unit) = cursor.maybe(half_unit) {
        return Some((Count::AndHalf(0), unit));
    }
    if let Some(unit) = cursor.maybe(one_unit) {
        let is_half = cursor.maybe(and_half).is_some();
        return Some((
            if is_half {
                Count::AndHalf(1)
            } else {
                Count::Of(1)
            },
            unit,
        ));
    }
    let mut count = count(cursor)?;
    if let (Count::Of(whole), Some(())) = (count, cursor.maybe(and_half)) {
        count = Count::AndHalf(whole);
    }
    cursor.skip_dash();
    Some((count, unit(cursor, count)?))
}

/// EXAMPLE "half a year", "half an hour".
fn half_unit(cursor: &mut Cursor<'_>) -> Option<Unit> {
    cursor.word(Word::Half)?;
    one_unit(cursor)
}

/// EXAMPLE "a year", "an hour".
fn one_unit(cursor: &mut Cursor<'_>) -> Option<Unit> {
    cursor.word(Word::A)?;
    cursor.take(|token| match token.word()? {
        Word::Unit(unit) if unit >= Unit::Hour && unit != Unit::Quarter => Some(unit),
        _ => None,
    })
}

/// EXAMPLE the end of "two and a half".
fn and_half(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.word(Word::And)?;
    cursor.word(Word::A)?;
    cursor.word(Word::Half)
}

/// A unit that agrees with its count: "one week", "two weeks", "two-week".
fn unit(cursor: &mut Cursor<'_>, count: Count) -> Option<Unit> {
    let is_adjective = cursor.behind(1).is_some_and(Token::is_dash);
    cursor.take(|token| match token.word()? {
        Word::Units(unit) => Some(unit),
        Word::Unit(unit) if is_adjective || count == Count::Of(1) => Some(unit),
        _ => None,
    })
}

fn count(cursor: &mut Cursor<'_>) -> Option<Count> {
    if let Some(number) = cursor.number() {
        return Some(Count::Of(number));
    }
    let has_article = cursor.skip_word(Word::A);
    if cursor.skip_word(Word::Couple) {
        return cursor.word(Word::Of).map(|()| Count::Of(2));
    }
    if cursor.skip_word(Word::Several) {
        return Some(Count::Some);
    }
    number_in_words(cursor, has_article).map(Count::Of)
}

/// EXAMPLE "six", "twenty-one", "ninety nine", "a hundred", "two hundred".
fn number_in_words(cursor: &mut Cursor<'_>, has_article: bool) -> Option<u16> {
    let cardinal = |token: &Token<'_>| match token.word()? {
        Word::Cardinal(number) => Some(number),
        _ => None,
    };
    let mut number = match cursor.take(cardinal) {
        Some(number) if !has_article || number == 12 => number,
        None if has_article && cursor.is_at(Word::Hundred) => 1,
        _ => return None,
    };
    let ones = cursor.maybe(|ahead| {
        ahead.skip_dash();
        ahead.take(cardinal).filter(|ones| *ones < 10)
    });
    if number >= 20 {
        number += ones.unwrap_or(0);
    } else if ones.is_some() {
        return None;
    }
    Some(if cursor.skip_word(Word::Hundred) {
        number * 100
    } else {
        number
    })
}

/// EXAMPLE "the past seven years", "the next six months", "the past year".
fn past_length(cursor: &mut Cursor<'_>) -> Option<Reading> {
    cursor.skip_word(Word::The);
    let is_single = cursor.take(|token| match token.word()? {
        Word::Past | Word::Coming | Word::Last => Some(true),
        Word::Next | Word::Following | Word::Previous | Word::Ordinal(1) => Some(false),
        _ => None,
    })?;
    let has_article = cursor.behind(2).and_then(Token::word) == Some(Word::The);
    let single = |ahead: &mut Cursor<'_>| {
        ahead.take(|token| match token.word()? {
            Word::Unit(unit) if unit >= Unit::Week => Some((Count::Of(1), unit)),
            Word::Units(unit) if unit >= Unit::Day => Some((Count::Some, unit)),
            _ => None,
        })
    };
    let is_plain = is_single && has_article;
    let (count, unit) = match cursor.maybe(count_of_units) {
        Some(counted) => counted,
        None if is_plain => single(cursor)?,
        None => return None,
    };
    let is_attached = cursor.behind(2).is_some_and(Token::is_dash);
    (!is_attached).then(|| Rough::Length { count, unit }.into())
}

/// The first of two counts of one unit.
/// EXAMPLE the "six" of "six to nine weeks".
fn leading_count(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let count = count(cursor)?;
    let (_, unit) = cursor.ahead(|ahead| {
        let is_joined = ahead.skip_dash() || ahead.skip_word(Word::To) || ahead.skip_word(Word::Or);
        is_joined.then(|| count_of_units(ahead))?
    })?;
    Some(Rough::Length { count, unit }.into())
}

/// EXAMPLE the months in "for months".
fn bare_units(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let is_opened = cursor.word_behind() == Some(Word::For);
    let unit = units(cursor).filter(|unit| is_opened && *unit >= Unit::Hour)?;
    let count = Count::Some;
    Some(Rough::Length { count, unit }.into())
}

fn units(cursor: &mut Cursor<'_>) -> Option<Unit> {
    cursor.take(|token| match token.word()? {
        Word::Units(unit) => Some(unit),
        _ => None,
    })
}

/// EXAMPLE "twice a week", "per month", the year in "$40,000 a year".
fn rate(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let is_times = cursor.skip_word(Word::Times);
    let is_rate = is_times || cursor.is_at(Word::Per) || follows_amount(*cursor);
    is_rate.then_some(())?;
    cursor
        .skip(|token| matches!(token.word(), Some(Word::A | Word::Per | Word::Each)))
        .then_some(())?;
    every_unit(cursor, 1)
}

fn every_unit(cursor: &mut Cursor<'_>, count: u16) -> Option<Reading> {
    cursor.take(|token| match token.word()? {
        Word::Unit(unit) => Some(Rough::Every { count, unit }.into()),
        _ => None,
    })
}

/// EXAMPLE "every Friday", "each year", "every four years", "every other day".
fn every(cursor: &mut Cursor<'_>) -> Option<Reading> {
    cursor.word(Word::Each)?;
    if cursor.skip_word(Word::Other) {
        return every_unit(cursor, 2);
    }
    if let Some(number) = cursor.maybe(super::relative::weekday_name) {
        return Some(Rough::EveryWeekday(number).into());
    }
    if let Some((Count::Of(count), unit)) = cursor.maybe(count_of_units) {
        return Some(Rough::Every { count, unit }.into());
    }
    every_unit(cursor, 1)
}

/// EXAMPLE "Fridays", "on Mondays".
fn weekdays(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let name = *cursor;
    let number = cursor.take(|token| match token.word()? {
        Word::Weekdays(number) => token.is_capital().then_some(number),
        _ => None,
    })?;
    (!name.follows_name() && !cursor.precedes_name()).then(|| Rough::EveryWeekday(number).into())
}

/// EXAMPLE "daily", "annually"; not "the Daily Mail".
fn regular(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let count = 1;
    let reading = cursor.take(|token| match token.word()? {
        Word::Regular(unit) if !token.is_capital() => Some(Rough::Every { count, unit }.into()),
        _ => None,
    })?;
    (!cursor.precedes_name()).then_some(reading)
}

/// EXAMPLE "now", "recently", "soon"; not "as soon as", "now that".
fn vague(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let is_comparison = cursor
        .behind(1)
        .is_some_and(|token| matches!(token.text, "as" | "As" | "how" | "How" | "too" | "so"));
    let value = cursor.take(|token| match token.word()? {
        Word::Vague(value) => Some(value),
        _ => None,
    })?;
    let is_conjunction = cursor.peek().is_some_and(|token| {
        matches!(token.word(), Some(Word::That | Word::After | Word::Before)) || token.text == "as"
    });
    (!is_comparison && !is_conjunction).then(|| Rough::Fixed(value.into()).into())
}

/// EXAMPLE "in the past", "in the future", "at the time".
fn vague_noun(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let opener = cursor.word_behind()?;
    cursor.word(Word::The)?;
    let value = cursor.take(|token| match (opener, token.word()?) {
        (Word::In, Word::Past) | (Word::At, Word::Time) => Some("PAST_REF"),
        (Word::In, Word::Future) => Some("FUTURE_REF"),
        _ => None,
    })?;
    // "in the past tense", "at the time of writing"
    let goes_on = cursor.peek().is_some_and(|token| {
        token.word() == Some(Word::Of)
            || (value == "PAST_REF" && opener == Word::In && is_noun_like(token))
    });
    (!goes_on).then(|| Rough::Fixed(value.into()).into())
}

fn is_noun_like(token: &Token<'_>) -> bool {
    matches!(token.text, "tense" | "and") || matches!(token.kind, Kind::Known(Word::Unit(_)))
}

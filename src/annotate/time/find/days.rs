//! Days of the calendar.

use super::years::{full_year, of_year, year_number};
use super::{Pattern, Reading};
use crate::annotate::time::cursor::Cursor;
use crate::annotate::time::lexicon::Word;
use crate::annotate::time::rough::{Rough, Which, YearOf, YearPart};
use crate::annotate::time::token::{Kind, Token};

pub(super) const PATTERNS: &[Pattern] = &[
    iso_day,
    numeric_day,
    weekday_date,
    month_day,
    day_month,
    leading_day,
];

/// EXAMPLE "2016-02-22".
fn iso_day(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let year = cursor.number()?;
    cursor.sign('-')?;
    let month = glued_number(cursor, 2..=2)?;
    cursor.sign('-')?;
    let day = glued_number(cursor, 2..=2)?;
    (year >= 1000).then(|| exact(year, month, day))?
}

/// The order of "02/03/2016" can't be known, that of "02/22/2016" can.
/// EXAMPLE "02/22/2016", "22/02/16", "22.02.2016".
fn numeric_day(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let separator = cursor.look(1).and_then(|token| match token.kind {
        Kind::Sign(sign @ ('/' | '.')) => Some(sign),
        _ => None,
    })?;
    if cursor
        .behind(1)
        .is_some_and(|token| token.is_sign(separator))
    {
        return None;
    }
    let first = cursor.take(number_of_token)?;
    cursor.sign(separator)?;
    let second = glued_number(cursor, 1..=2)?;
    cursor.sign(separator)?;
    let is_dotted = separator == '.';
    let year = match glued_number(cursor, 2..=4)? {
        year @ 1000..=2100 => year,
        year @ 0..=99 if !is_dotted => full_year(year),
        _ => return None,
    };
    match (first, second) {
        _ if first == second || is_dotted => exact(year, second, first),
        (13.., _) => exact(year, second, first),
        (_, 13..) => exact(year, first, second),
        _ => None,
    }
}

pub(super) fn number_of_token(token: &Token<'_>) -> Option<u16> {
    match token.kind {
        Kind::Number(value) => value,
        _ => None,
    }
}

pub(super) fn glued_number(
    cursor: &mut Cursor<'_>,
    digits: std::ops::RangeInclusive<usize>,
) -> Option<u16> {
    let value = cursor.take(|token| {
        (token.glued && digits.contains(&token.text.len()))
            .then(|| number_of_token(token))
            .flatten()
    });
    let goes_on = cursor
        .peek()
        .is_some_and(|token| token.glued && token.is_letters());
    value.filter(|_| !goes_on)
}

/// A day of the calendar, or one that it should have but hasn't.
fn exact(year: u16, month: u16, day: u16) -> Option<Reading> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let when = YearPart::Day(month, day).of(i16::try_from(year).ok()?);
    Some(when.map_or(Rough::Impossible, Rough::Known).into())
}

/// EXAMPLE "Monday, Feb. 8", "Tuesday 3 March 1981".
pub(super) fn weekday_date(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let named = super::relative::weekday_name(cursor)?;
    cursor.skip(|token| token.is_sign(','));
    let mut reading = cursor
        .maybe(month_day)
        .or_else(|| cursor.maybe(day_month))?;
    if let Rough::InYear { weekday, .. } = &mut reading.rough {
        *weekday = Some(named);
    }
    Some(reading)
}

/// EXAMPLE "Feb. 22", "November 13, 2015".
pub(super) fn month_day(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let month = month(cursor)?;
    let (day, _) = day_number(cursor)?;
    let year = year_after(cursor);
    let is_named = matches!(year, YearOf::Named(_));
    (is_named || !cursor.precedes_counted())
        .then(|| Reading::in_year(YearPart::Day(month, day), year))
}

/// EXAMPLE "22 February 2016", "the 3rd of October, 1990".
pub(super) fn day_month(cursor: &mut Cursor<'_>) -> Option<Reading> {
    cursor.skip_word(Word::The);
    let (month, day) = day_of_month(cursor)?;
    Some(Reading::in_year(
        YearPart::Day(month, day),
        year_after(cursor),
    ))
}

fn day_of_month(cursor: &mut Cursor<'_>) -> Option<(i8, i8)> {
    let (day, is_plain) = cursor.maybe(day_number).or_else(|| {
        cursor.take(|token| match token.word()? {
            Word::Ordinal(day) => Some((day, false)),
            _ => None,
        })
    })?;
    let is_of = cursor.skip_word(Word::Of);
    // "12 of May's guests", "the second May election".
    let is_ordinal_word = cursor.behind(1).is_some_and(Token::is_letters);
    if (is_of && is_plain) || (!is_of && is_ordinal_word && !follows_mark(*cursor)) {
        return None;
    }
    Some((month(cursor)?, day))
}

fn follows_mark(cursor: Cursor<'_>) -> bool {
    cursor.word_behind() == Some(Word::OrdinalMark)
}

/// The first of two days of one month.
/// EXAMPLE the "12" of "12 to 14 February" and the "10" of "10-11 May 2016".
fn leading_day(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let (day, _) = day_number(cursor)?;
    let month = cursor.ahead(|ahead| {
        ahead.skip(super::is_joiner).then_some(())?;
        day_of_month(ahead)
    });
    let (month, _) = month?;
    Some(Reading::in_year(
        YearPart::Day(month, day),
        YearOf::Which(Which::Bare),
    ))
}

/// The last of two days of one month: the "5" of "Jan. 3-5".
pub(super) fn next_day(mut cursor: Cursor<'_>, month: i8) -> Option<(Cursor<'_>, Reading)> {
    let (day, _) = day_number(&mut cursor)?;
    let year = year_after(&mut cursor);
    let is_count = cursor.precedes_counted() || cursor.peek().is_some_and(Token::is_plural);
    let is_clock = cursor
        .peek()
        .is_some_and(|token| token.glued && token.is_sign(':'))
        || matches!(
            cursor.peek().and_then(Token::word),
            Some(Word::Am | Word::Pm | Word::Unit(_))
        );
    (!is_count && !is_clock).then(|| (cursor, Reading::in_year(YearPart::Day(month, day), year)))
}

/// A day of the month and whether it is digits alone.
pub(super) fn day_number(cursor: &mut Cursor<'_>) -> Option<(i8, bool)> {
    let day = i8::try_from(cursor.number()?).ok()?;
    let is_marked = cursor.skip(|token| token.glued && token.word() == Some(Word::OrdinalMark));
    (1..=31).contains(&day).then_some((day, !is_marked))
}

/// The name of a month, with its full stop if it is cut short.
pub(super) fn month(cursor: &mut Cursor<'_>) -> Option<i8> {
    let (month, is_short) = cursor.take(|token| match token.word()? {
        Word::Month(month, is_short) => token.is_capital().then_some((month, is_short)),
        _ => None,
    })?;
    if is_short {
        cursor.skip(|token| token.glued && token.is_sign('.'));
    }
    Some(month)
}

/// The year after a day and month, with or without a comma.
pub(super) fn year_after(cursor: &mut Cursor<'_>) -> YearOf {
    let named = cursor.maybe(|ahead| {
        ahead.skip(|token| token.is_sign(','));
        year_number(ahead)
    });
    // "of that year" is an expression of its own.
    let told = || cursor.ahead(|ahead| ahead.is_at(Word::Of).then(|| of_year(ahead))?);
    named
        .map(YearOf::Named)
        .or_else(told)
        .unwrap_or(YearOf::Which(Which::Bare))
}

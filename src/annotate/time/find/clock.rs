//! Times of day, alone or with the day they belong to.

use super::{Pattern, Reading};
use crate::annotate::time::cursor::Cursor;
use crate::annotate::time::find::{days, relative};
use crate::annotate::time::lexicon::Word;
use crate::annotate::time::rough::{Base, DayPart, Rough, TimeOfDay, Unit};
use crate::annotate::time::token::{Kind, Token};

pub(super) const PATTERNS: &[Pattern] = &[clock, part_of_day];

/// EXAMPLE "8 pm", "3 p.m. Friday", "noon on Saturday", "22:05 UTC on Sunday",
/// the time in "at 07:45".
fn clock(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let opener = cursor.word_behind();
    let time = time(cursor, opener)?;
    let day = cursor.maybe(|ahead| {
        ahead.skip(|token| token.is_sign(','));
        ahead.skip_word(Word::On);
        day(ahead)
    });
    let nearby = Rough::Shift {
        from: Base::Nearby,
        by: 0,
        unit: Unit::Day,
    };
    let day = day.unwrap_or_else(|| nearby.into());
    Some(Reading {
        time: Some(within(time, day.time)),
        ..day
    })
}

/// The clock time within a part of the day: "7:30 tonight" is 19:30.
fn within(time: TimeOfDay, part: Option<TimeOfDay>) -> TimeOfDay {
    let is_late = matches!(
        part,
        Some(TimeOfDay::Part(
            DayPart::Afternoon | DayPart::Evening | DayPart::Night
        ))
    );
    match time {
        TimeOfDay::Clock(hour @ 1..12, minute) if is_late => TimeOfDay::Clock(hour + 12, minute),
        other => other,
    }
}

fn day(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let days: [Pattern; 5] = [
        days::weekday_date,
        days::month_day,
        days::day_month,
        relative::weekday,
        relative::near_day,
    ];
    days.into_iter().find_map(|pattern| cursor.maybe(pattern))
}

/// EXAMPLE "the morning of 31 January", "the night of April 18, 1775".
fn part_of_day(cursor: &mut Cursor<'_>) -> Option<Reading> {
    cursor.word(Word::The)?;
    let part = cursor.take(part)?;
    cursor.word(Word::Of)?;
    let day = day(cursor)?;
    Some(Reading {
        time: Some(part),
        ..day
    })
}

/// The time after a day: "Tuesday morning", "Friday at 3 p.m.".
pub(super) fn after_day(cursor: &mut Cursor<'_>) -> Option<TimeOfDay> {
    if let Some(part) = cursor.take(part) {
        return Some(part);
    }
    cursor.skip(|token| token.is_sign(','));
    let opener = cursor.skip_word(Word::At).then_some(Word::At);
    time(cursor, opener)
}

fn part(token: &Token<'_>) -> Option<TimeOfDay> {
    match token.word()? {
        Word::Part(part) if !token.is_capital() => Some(TimeOfDay::Part(part)),
        _ => None,
    }
}

/// A time of day. Without "p.m." or a zone it needs a word before it: "3:16"
/// alone may be a score or a verse.
fn time(cursor: &mut Cursor<'_>, opener: Option<Word>) -> Option<TimeOfDay> {
    let is_opened = opener.is_some_and(opens_time);
    if let Some(hour) = cursor.take(named_hour) {
        let time = TimeOfDay::Clock(hour, 0);
        return (is_opened || cursor.is_at(Word::On)).then_some(time);
    }
    let (hour, minute) = digits(cursor)?;
    if let Some(is_afternoon) = cursor.maybe(meridiem) {
        cursor.skip_word(Word::Zone);
        let hour = hour % 12 + if is_afternoon { 12 } else { 0 };
        return Some(TimeOfDay::Clock(hour, minute.unwrap_or(0)));
    }
    let has_zone = cursor.skip_word(Word::Zone);
    minute
        .filter(|_| has_zone || is_opened)
        .map(|minute| TimeOfDay::Clock(hour, minute))
}

fn named_hour(token: &Token<'_>) -> Option<u16> {
    match token.word()? {
        Word::Hour(hour) if !token.is_capital() => Some(hour),
        _ => None,
    }
}

fn opens_time(word: Word) -> bool {
    matches!(
        word,
        Word::At
            | Word::By
            | Word::From
            | Word::To
            | Word::Until
            | Word::Since
            | Word::Before
            | Word::After
            | Word::About
            | Word::Between
    )
}

/// EXAMPLE "3", "9:30", "07:45".
fn digits(cursor: &mut Cursor<'_>) -> Option<(u16, Option<u16>)> {
    let has_colon = cursor
        .look(1)
        .is_some_and(|token| token.glued && token.is_sign(':'));
    if !has_colon {
        return cursor
            .number()
            .filter(|hour| (1..=12).contains(hour))
            .map(|hour| (hour, None));
    }
    let is_inside = cursor.peek()?.glued
        && cursor
            .behind(1)
            .is_some_and(|token| token.is_sign(':') || token.is_number());
    let hour = cursor
        .take(two_digits)
        .filter(|hour| *hour < 24 && !is_inside)?;
    cursor.sign(':')?;
    let minute = cursor
        .take(|token| (token.glued && token.text.len() == 2).then(|| two_digits(token))?)
        .filter(|minute| *minute < 60)?;
    let goes_on = cursor
        .peek()
        .is_some_and(|token| token.glued && (token.is_sign(':') || token.is_sign('%')));
    (!goes_on).then_some((hour, Some(minute)))
}

fn two_digits(token: &Token<'_>) -> Option<u16> {
    match token.kind {
        Kind::Number(value) if token.text.len() <= 2 => value,
        _ => None,
    }
}

/// Whether "a.m." or "p.m." comes: `true` for the afternoon.
fn meridiem(cursor: &mut Cursor<'_>) -> Option<bool> {
    if let Some(is_afternoon) = cursor.take(|token| match token.word()? {
        Word::Am => Some(false),
        Word::Pm => Some(true),
        _ => None,
    }) {
        return Some(is_afternoon);
    }
    let is_afternoon = cursor.take(|token| match token.text {
        "a" | "A" => Some(false),
        "p" | "P" => Some(true),
        _ => None,
    })?;
    cursor.sign('.')?;
    cursor
        .skip(|token| token.glued && token.text.eq_ignore_ascii_case("m"))
        .then_some(())?;
    cursor.sign('.')?;
    Some(is_afternoon)
}

//! Dates told by their distance: from the day of publication, or from a date
//! that the text named before.

use super::{Pattern, Reading};
use crate::annotate::time::cursor::Cursor;
use crate::annotate::time::find::{days, lengths};
use crate::annotate::time::lexicon::Word;
use crate::annotate::time::rough::{
    Base, Count, DayPart, Rough, TimeOfDay, Unit, Which, YearOf, YearPart,
};
use crate::annotate::time::token::Token;

pub(super) const PATTERNS: &[Pattern] = &[
    near_day, day_beyond, this_part, that_part, weekday, weekend, chosen, counted, named_unit,
];

/// EXAMPLE "today", "yesterday", "tonight".
pub(super) fn near_day(cursor: &mut Cursor<'_>) -> Option<Reading> {
    cursor.take(|token| match token.word()? {
        Word::Near(days) => Some(Rough::shift(days, Unit::Day).into()),
        Word::Tonight => Some(at_part(Rough::shift(0, Unit::Day), DayPart::Night)),
        _ => None,
    })
}

fn at_part(rough: Rough, part: DayPart) -> Reading {
    Reading {
        time: Some(TimeOfDay::Part(part)),
        ..rough.into()
    }
}

/// EXAMPLE "the day before yesterday", "the day after tomorrow".
fn day_beyond(cursor: &mut Cursor<'_>) -> Option<Reading> {
    cursor.word(Word::The)?;
    cursor.word(Word::Unit(Unit::Day))?;
    let by = cursor.take(|token| match token.word()? {
        Word::Before => Some(-1),
        Word::After => Some(1),
        _ => None,
    })?;
    cursor.take(|token| match token.word()? {
        Word::Near(days) => Some(Rough::shift(days + by, Unit::Day).into()),
        _ => None,
    })
}

/// EXAMPLE "this morning", "last night".
pub(super) fn this_part(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let days = cursor.take(|token| match token.word()? {
        Word::This => Some(0),
        Word::Last => Some(-1),
        _ => None,
    })?;
    let part = part(cursor)?;
    Some(at_part(Rough::shift(days, Unit::Day), part))
}

/// EXAMPLE "that evening", "the same night", "the following morning".
fn that_part(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let by = anaphor(cursor)?;
    let part = part(cursor)?;
    Some(at_part(from_reference(by, Unit::Day), part))
}

fn part(cursor: &mut Cursor<'_>) -> Option<DayPart> {
    cursor.take(|token| match token.word()? {
        Word::Part(part) => Some(part),
        _ => None,
    })
}

/// How far "that", "the same", "the following" and "the previous" lie from
/// what the text spoke of.
fn anaphor(cursor: &mut Cursor<'_>) -> Option<i32> {
    if cursor.skip_word(Word::That) {
        return Some(0);
    }
    cursor.word(Word::The)?;
    cursor.take(|token| match token.word()? {
        Word::Same => Some(0),
        Word::Following | Word::Next => Some(1),
        Word::Previous => Some(-1),
        _ => None,
    })
}

fn from_reference(by: i32, unit: Unit) -> Rough {
    let from = Base::Reference;
    Rough::Shift { from, by, unit }
}

/// The name of a weekday, with its full stop if it is cut short.
pub(super) fn weekday_name(cursor: &mut Cursor<'_>) -> Option<i8> {
    let (number, is_short) = cursor.take(|token| match token.word()? {
        Word::Weekday(number, is_short) => token.is_capital().then_some((number, is_short)),
        _ => None,
    })?;
    if is_short {
        cursor.skip(|token| token.glued && token.is_sign('.'));
    }
    Some(number)
}

/// EXAMPLE "Wednesday", "Mon.", "Monday last week", "Friday of next week".
pub(super) fn weekday(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let before = *cursor;
    let number = weekday_name(cursor)?;
    is_weekday(before, *cursor).then_some(())?;
    let which = Which::Bare;
    let rough = match cursor.maybe(week_after) {
        Some(weeks) => Rough::WeekdayOfWeek { number, weeks },
        None => Rough::Weekday { number, which },
    };
    Some(rough.into())
}

fn week_after(cursor: &mut Cursor<'_>) -> Option<i32> {
    cursor.skip_word(Word::Of);
    let weeks = near(cursor)?;
    cursor.word(Word::Unit(Unit::Week))?;
    Some(weeks)
}

/// Days with a name of their own: "Good Friday", "Super Tuesday".
const NAMED_DAYS: &[&str] = &[
    "Ash", "Big", "Black", "Bloody", "Cyber", "Easter", "Fat", "Giving", "Good", "Holy", "Maundy",
    "Palm", "Shrove", "Super",
];

/// Whether the weekday between two places isn't part of a name, nor, cut
/// short, a word like "sat" and "sun".
fn is_weekday(before: Cursor<'_>, after: Cursor<'_>) -> bool {
    let is_named = before
        .behind(1)
        .is_some_and(|token| NAMED_DAYS.contains(&token.text));
    let is_title = before.word_behind() == Some(Word::The) && after.precedes_name();
    let is_cut_short = matches!(
        before.peek().and_then(Token::word),
        Some(Word::Weekday(_, true))
    );
    let is_stop = after.behind(1).is_some_and(|token| token.is_sign('.'));
    let goes_on = after.peek().is_some_and(|token| !token.is_capital());
    let follows_article = before.word_behind() == Some(Word::The);
    // "on a Monday" is any Monday; "Saturday Night Live" is none.
    let is_any = before.word_behind() == Some(Word::A);
    let is_title = is_title
        || after
            .peek()
            .is_some_and(|token| token.is_capital() && matches!(token.word(), Some(Word::Part(_))));
    !is_named && !is_any && !is_title && (!is_cut_short || (is_stop && goes_on && !follows_article))
}

/// EXAMPLE "the weekend", "over the weekend".
fn weekend(cursor: &mut Cursor<'_>) -> Option<Reading> {
    cursor.skip(|token| token.text.eq_ignore_ascii_case("over"));
    cursor.word(Word::The)?;
    cursor.word(Word::Weekend)?;
    Some(Rough::Weekend(Which::Bare).into())
}

fn near(cursor: &mut Cursor<'_>) -> Option<i32> {
    cursor.take(|token| match token.word()? {
        Word::Last => Some(-1),
        Word::This => Some(0),
        Word::Next => Some(1),
        _ => None,
    })
}

/// EXAMPLE "last week", "this year", "next Friday", "last March", "this
/// spring", "next weekend".
fn chosen(cursor: &mut Cursor<'_>) -> Option<Reading> {
    if cursor.word_behind() == Some(Word::The) {
        return None;
    }
    let by = near(cursor)?;
    let unit = cursor.maybe(|ahead| {
        ahead.take(|token| match token.word()? {
            Word::Unit(unit) if unit >= Unit::Week => Some(unit),
            _ => None,
        })
    });
    if let Some(unit) = unit {
        return Some(Rough::shift(by, unit).into());
    }
    let which = match by {
        -1 => Which::Last,
        0 => Which::This,
        _ => Which::Next,
    };
    chosen_name(cursor, which)
}

fn chosen_name(cursor: &mut Cursor<'_>, which: Which) -> Option<Reading> {
    if cursor.skip_word(Word::Weekend) {
        return Some(Rough::Weekend(which).into());
    }
    if let Some(number) = cursor.maybe(weekday_name) {
        return Some(Rough::Weekday { number, which }.into());
    }
    let part = cursor.maybe(days::month).map(YearPart::Month).or_else(|| {
        cursor.take(|token| match token.word()? {
            Word::Season(season) => Some(YearPart::Season(season)),
            _ => None,
        })
    })?;
    Some(Reading::in_year(part, YearOf::Which(which)))
}

/// EXAMPLE "the following day", "that year", "the same week", "the next
/// month", "the previous summer", "the following Monday".
fn named_unit(cursor: &mut Cursor<'_>) -> Option<Reading> {
    if cursor.ahead(edge_of_unit).is_some() {
        return edge_of_unit(cursor);
    }
    let by = anaphor(cursor)?;
    let unit = cursor.take(|token| match token.word()? {
        Word::Unit(unit) if unit >= Unit::Day && unit != Unit::Quarter => Some(unit),
        _ => None,
    });
    match (by, unit) {
        (_, Some(unit)) => Some(from_reference(by, unit).into()),
        (1, None) => chosen_name(cursor, Which::Following),
        (-1, None) => chosen_name(cursor, Which::Previous),
        _ => None,
    }
}

/// EXAMPLE the year in "the end of the year".
fn edge_of_unit(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let is_edge = cursor.word_behind() == Some(Word::Of)
        && matches!(
            cursor.behind(2).and_then(Token::word),
            Some(Word::EdgeOf(_))
        );
    is_edge.then_some(())?;
    cursor.word(Word::The)?;
    let from = Base::Nearby;
    let by = 0;
    cursor.take(|token| match token.word()? {
        Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Decade)) => {
            Some(Rough::Shift { from, by, unit }.into())
        }
        _ => None,
    })
}

/// EXAMPLE "two days ago", "three weeks later", "a year earlier", "two weeks
/// from now".
fn counted(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let (count, unit) = lengths::count_of_units(cursor)?;
    let (from, sign) = cursor.maybe(distance)?;
    let vague = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
    let rough = match count {
        Count::Of(count) if unit >= Unit::Day => Rough::Shift {
            from,
            by: sign * i32::from(count),
            unit,
        },
        _ => Rough::Fixed(vague.into()),
    };
    Some(rough.into())
}

/// Where to count from, and in which direction.
fn distance(cursor: &mut Cursor<'_>) -> Option<(Base, i32)> {
    if cursor.skip_word(Word::From) {
        cursor.word(Word::Vague("PRESENT_REF"))?;
        return Some((Base::Dateline, 1));
    }
    cursor.take(|token| match token.word()? {
        Word::Ago => Some((Base::Dateline, -1)),
        Word::Later => Some((Base::Reference, 1)),
        Word::Earlier => Some((Base::Reference, -1)),
        _ => None,
    })
}

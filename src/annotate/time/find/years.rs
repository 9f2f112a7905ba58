//! Years, decades and centuries.

use super::days::day_number;
use super::year_parts::ordinal;
use super::{Pattern, Reading};
use crate::annotate::time::cursor::Cursor;
use crate::annotate::time::lexicon::Word;
use crate::annotate::time::rough::{Rough, Unit, YearOf};
use crate::annotate::time::token::{Kind, Token};
use crate::date::When;

pub(super) const PATTERNS: &[Pattern] = &[decade, century, era, fiscal_year, short_year, year];

/// EXAMPLE "the 1990s", "the '60s", "the 60s".
fn decade(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let has_article = cursor.skip_word(Word::The);
    let is_cut = cursor.skip(Token::is_apostrophe);
    let digits = cursor.peek()?.text.len();
    let number = cursor.number()?;
    cursor
        .skip(|token| token.glued && token.word() == Some(Word::DecadeMark))
        .then_some(())?;
    let year = match digits {
        4 if !is_cut && (1000..=2100).contains(&number) => number,
        2 if is_cut || has_article => full_year(number),
        _ => return None,
    };
    let when = When::decade(i16::try_from(year).ok()?).filter(|_| year % 10 == 0)?;
    Some(Rough::Known(when).into())
}

/// A year in two digits, up to fifteen years ahead of the turn of the century
/// that most texts are nearest to.
pub(super) fn full_year(short: u16) -> u16 {
    short + if short < 40 { 2000 } else { 1900 }
}

/// EXAMPLE "the 19th century", "the twentieth century", "21st-century".
fn century(cursor: &mut Cursor<'_>) -> Option<Reading> {
    cursor.skip_word(Word::The);
    let number = cursor
        .maybe(|ahead| {
            day_number(ahead)
                .filter(|(_, is_plain)| !is_plain)
                .map(|(n, _)| n)
        })
        .or_else(|| ordinal_in_words(cursor))?;
    cursor.skip_dash();
    cursor.word(Word::Unit(Unit::Century))?;
    if cursor.is_at(Word::Bc) {
        return None;
    }
    let when = When::century(100 * (i16::from(number) - 1)).filter(|_| number <= 21)?;
    Some(Rough::Known(when).into())
}

fn ordinal_in_words(cursor: &mut Cursor<'_>) -> Option<i8> {
    let is_twenty = cursor.skip_word(Word::Cardinal(20));
    if is_twenty {
        cursor.skip_dash();
    }
    ordinal(cursor, 20).map(|number| number + if is_twenty { 20 } else { 0 })
}

/// EXAMPLE "490 BC", "70 AD", "AD 70".
fn era(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let is_before = |token: &Token<'_>| match token.word()? {
        Word::Bc => Some(true),
        Word::Ad => (token.text == token.text.to_ascii_uppercase()).then_some(false),
        _ => None,
    };
    let (year, is_before) = match cursor.take(is_before) {
        Some(false) => (cursor.number()?, false),
        Some(true) => return None,
        None => (cursor.number()?, cursor.take(is_before)?),
    };
    if is_before {
        return Some(Rough::Fixed(format!("BC{year:04}").into()).into());
    }
    When::year(i16::try_from(year).ok()?).map(|when| Rough::Known(when).into())
}

/// EXAMPLE "fiscal 2014", "fiscal year 2014".
fn fiscal_year(cursor: &mut Cursor<'_>) -> Option<Reading> {
    cursor.word(Word::Fiscal)?;
    cursor.skip_word(Word::Unit(Unit::Year));
    let year = year_number(cursor)?;
    When::year(year).map(|when| Rough::Known(when).into())
}

/// EXAMPLE the "'84" of "in '84".
fn short_year(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let is_opened = matches!(
        cursor.word_behind(),
        Some(Word::In | Word::Of | Word::Since)
    );
    cursor.skip(Token::is_apostrophe).then_some(())?;
    let is_short = cursor.peek()?.text.len() == 2;
    let year = full_year(cursor.number().filter(|_| is_short && is_opened)?);
    When::year(i16::try_from(year).ok()?).map(|when| Rough::Known(when).into())
}

/// EXAMPLE the years in "in 2015", "the 2013 census", "(1998)", "1939-45".
fn year(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let before = *cursor;
    let year = four_digits(cursor)?;
    // "In 1968 students marched" begins with a year, "in 2000 homes" hardly.
    let begins = before.behind(1).is_some_and(|token| token.text == "In");
    let counts = if begins {
        cursor.precedes_unit()
    } else {
        cursor.precedes_counted() || is_total(before, *cursor)
    };
    let is_year = is_opened(before, *cursor)
        || is_in_brackets(before, *cursor)
        || is_range(*cursor, year)
        || (year >= 1700 && is_attribute(before, *cursor));
    When::year(year)
        .filter(|_| is_year && !counts)
        .map(|when| Rough::Known(when).into())
}

/// EXAMPLE "a survey of 1709 households".
fn is_total(before: Cursor<'_>, after: Cursor<'_>) -> bool {
    before.word_behind() == Some(Word::Of)
        && after.peek().is_some_and(Token::is_plural)
        && before.behind(2).and_then(Token::word).is_none()
}

fn is_opened(before: Cursor<'_>, after: Cursor<'_>) -> bool {
    let ends = after
        .peek()
        .is_none_or(|token| matches!(token.kind, Kind::Sign('.' | ',' | ';')));
    match before.word_behind() {
        Some(
            Word::In
            | Word::Since
            | Word::Of
            | Word::By
            | Word::Until
            | Word::From
            | Word::During
            | Word::Between
            | Word::Before
            | Word::After
            | Word::Edge(_)
            | Word::About
            | Word::Last
            | Word::Into
            | Word::Through
            | Word::Season(_)
            | Word::Unit(Unit::Year),
        ) => true,
        Some(Word::For) => ends,
        // "mid-2014"
        _ => before.follows_edge(),
    }
}

fn is_in_brackets(before: Cursor<'_>, after: Cursor<'_>) -> bool {
    before.behind(1).is_some_and(|token| token.is_sign('('))
        && after
            .peek()
            .is_some_and(|token| token.is_sign(')') || token.is_sign(',') || token.is_dash())
}

/// Whether a later year goes on after a dash: nothing else is written so.
fn is_range(mut after: Cursor<'_>, year: i16) -> bool {
    let is_dashed = after.skip(|token| token.glued && token.is_dash());
    is_dashed && next_year(after, year).is_some()
}

/// Whether the year tells which one of the things named after it.
fn is_attribute(before: Cursor<'_>, after: Cursor<'_>) -> bool {
    let is_named = before.behind(1).is_some_and(|token| {
        matches!(token.word(), Some(Word::The | Word::A))
            || matches!(token.text, "its" | "his" | "her" | "their" | "our")
    });
    is_named && after.peek().is_some_and(Token::is_letters) && !after.is_at(Word::And)
}

/// The last of two years: the "2016" of "2014-2016" or of "2014 and 2016", the
/// "16" of "2014-16".
pub(super) fn next_year(mut cursor: Cursor<'_>, first: i16) -> Option<(Cursor<'_>, Reading)> {
    let digits = cursor.peek()?.text.len();
    let is_dashed = cursor.behind(1).is_some_and(|token| !token.is_letters());
    let year = match digits {
        4 => year_number(&mut cursor)?,
        2 if is_dashed => first - first % 100 + i16::try_from(cursor.number()?).ok()?,
        _ => return None,
    };
    let is_exact = cursor
        .peek()
        .is_none_or(|token| !(token.glued && token.is_dash()));
    let when = When::year(year).filter(|_| first < year && is_exact)?;
    Some((cursor, Rough::Known(when).into()))
}

/// A year in four digits that counts nothing.
pub(super) fn year_number(cursor: &mut Cursor<'_>) -> Option<i16> {
    let year = four_digits(cursor)?;
    (!cursor.precedes_counted()).then_some(year)
}

fn four_digits(cursor: &mut Cursor<'_>) -> Option<i16> {
    let is_long = cursor.peek()?.text.len() == 4;
    let year = cursor
        .number()
        .filter(|year| is_long && (1000..=2100).contains(year))?;
    let is_decade = cursor
        .peek()
        .is_some_and(|token| token.glued && token.word() == Some(Word::DecadeMark));
    (!is_decade).then(|| i16::try_from(year).ok())?
}

/// EXAMPLE "of 1939", "of last year", "of that year", "of the same year".
pub(super) fn of_year(cursor: &mut Cursor<'_>) -> Option<YearOf> {
    let is_of = cursor.skip_word(Word::Of);
    if let Some(year) = cursor.maybe(year_number) {
        return Some(YearOf::Named(year));
    }
    let year = cursor.maybe(that_year).or_else(|| {
        cursor.take(|token| match token.word()? {
            Word::Last => Some(YearOf::Offset(-1)),
            Word::This => Some(YearOf::Offset(0)),
            Word::Next => Some(YearOf::Offset(1)),
            _ => None,
        })
    })?;
    cursor.word(Word::Unit(Unit::Year))?;
    (is_of || year != YearOf::Reference).then_some(year)
}

fn that_year(cursor: &mut Cursor<'_>) -> Option<YearOf> {
    if cursor.skip_word(Word::The) {
        cursor.word(Word::Same)?;
    } else {
        cursor.word(Word::That)?;
    }
    Some(YearOf::Reference)
}

//! Months, seasons, quarters and halves of a year.

use super::days::{glued_number, month};
use super::years::{of_year, year_number};
use super::{Pattern, Reading};
use crate::annotate::time::cursor::Cursor;
use crate::annotate::time::lexicon::{self, Word};
use crate::annotate::time::rough::{Unit, Which, YearOf, YearPart};
use crate::annotate::time::token::{Kind, Token};

pub(super) const PATTERNS: &[Pattern] = &[month_year, bare_month, season, quarter, half];

/// EXAMPLE "March 2015", "September of 1939", "June, 1990".
fn month_year(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let month = month(cursor)?;
    let _ = cursor.skip_word(Word::Of) || cursor.skip(|token| token.is_sign(','));
    let year = year_number(cursor)?;
    Some(Reading::in_year(
        YearPart::Month(month),
        YearOf::Named(year),
    ))
}

/// EXAMPLE the month in "in March", "since October", "the December talks".
fn bare_month(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let name = *cursor;
    let month = month(cursor)?;
    let is_other = cursor.peek().is_some_and(Token::is_number) || !is_month(name, *cursor);
    let year = cursor.ahead(of_year).unwrap_or(YearOf::Which(Which::Bare));
    (!is_other).then(|| Reading::in_year(YearPart::Month(month), year))
}

/// Whether the month between two places isn't a person, a verb or a noun.
fn is_month(before: Cursor<'_>, after: Cursor<'_>) -> bool {
    let is_also_name = before
        .peek()
        .is_some_and(|token| lexicon::is_also_name(token.text));
    if !is_also_name {
        let is_opened = before
            .behind(1)
            .is_some_and(|token| token.is_dash() || token.word().is_some());
        return is_opened || !(before.follows_name() || after.precedes_name());
    }
    let is_list = || {
        before
            .behind(2)
            .is_some_and(|token| token.is_number() || matches!(token.word(), Some(Word::Month(..))))
    };
    match before.word_behind() {
        Some(Word::In | Word::Since | Word::Until | Word::During | Word::Edge(_)) => true,
        Some(Word::To | Word::And | Word::Or | Word::Through) => {
            is_list() && !after.precedes_name()
        }
        Some(
            Word::By
            | Word::From
            | Word::Before
            | Word::After
            | Word::Between
            | Word::About
            | Word::Of,
        ) => !after.precedes_name(),
        Some(Word::The) => after.peek().is_some_and(is_common_noun),
        // "mid-May"
        _ => before.follows_edge(),
    }
}

fn is_common_noun(token: &Token<'_>) -> bool {
    matches!(token.kind, Kind::Letters(_)) && !token.is_capital()
}

/// EXAMPLE "the spring of 2015", "summer 2012", the season in "in the winter".
fn season(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let opener = cursor.word_behind();
    let has_article = cursor.skip_word(Word::The);
    let season = cursor.take(|token| match token.word()? {
        Word::Season(season) => Some(season),
        _ => None,
    })?;
    let is_verb = cursor
        .behind(1)
        .is_some_and(|token| matches!(token.text, "fall" | "spring"));
    let is_opened = matches!(
        opener,
        Some(Word::In | Word::During | Word::Since | Word::By | Word::Until)
    );
    let year = match cursor.maybe(of_year) {
        Some(year) => year,
        None if cursor.is_at(Word::Of) => return None,
        None if is_opened && (has_article || !is_verb) => YearOf::Which(Which::Bare),
        None => return None,
    };
    Some(Reading::in_year(YearPart::Season(season), year))
}

/// EXAMPLE "the third quarter of 2015", "Q3 2014", the quarter in "in the
/// fourth quarter".
fn quarter(cursor: &mut Cursor<'_>) -> Option<Reading> {
    let opener = cursor.word_behind();
    if let Some(number) = cursor.maybe(short_quarter) {
        let year = cursor.maybe(of_year).unwrap_or(YearOf::Which(Which::Bare));
        return Some(Reading::in_year(YearPart::Quarter(number), year));
    }
    cursor.skip_word(Word::The);
    let number = ordinal(cursor, 4)?;
    cursor.skip_dash();
    cursor.word(Word::Unit(Unit::Quarter))?;
    let is_opened = matches!(opener, Some(Word::In | Word::For | Word::During));
    let year = match cursor.maybe(of_year) {
        Some(year) => year,
        None if is_opened && !cursor.is_at(Word::Of) => YearOf::Which(Which::Bare),
        None => return None,
    };
    Some(Reading::in_year(YearPart::Quarter(number), year))
}

fn short_quarter(cursor: &mut Cursor<'_>) -> Option<i8> {
    cursor.skip(|token| token.text == "Q").then_some(())?;
    let number = glued_number(cursor, 1..=1)?;
    (1..=4)
        .contains(&number)
        .then(|| i8::try_from(number).ok())?
}

pub(super) fn ordinal(cursor: &mut Cursor<'_>, most: i8) -> Option<i8> {
    cursor.take(|token| match token.word()? {
        Word::Ordinal(number) if number <= most => Some(number),
        _ => None,
    })
}

/// EXAMPLE "the first half of 2015", "the second half of this year".
fn half(cursor: &mut Cursor<'_>) -> Option<Reading> {
    cursor.skip_word(Word::The);
    let number = ordinal(cursor, 2)?;
    cursor.word(Word::Half)?;
    let year = of_year(cursor)?;
    Some(Reading::in_year(YearPart::Half(number), year))
}

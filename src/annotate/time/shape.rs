//! What a word or a number can be by its form and by what is glued to it.
//!
//! This exists so that "$2,015", "2016.02.1" and "room 3-2016" are no years for
//! any rule. It knows no words.

use super::class::{self, Classes};
use super::token::{Kind, Token};

/// The shapes of a word whose meanings are `known`.
pub(super) fn letters(text: &str, is_capital: bool, known: Classes) -> Classes {
    let is_unknown = known == Classes::NONE;
    let is_plural = is_unknown && text.len() > 3 && text.ends_with('s');
    let is_upper = is_capital && text.chars().all(char::is_uppercase);
    let is_past = is_unknown && text.len() > 4 && text.ends_with("ed");
    Classes::of(class::LETTERS)
        .and(class::CAPITAL, is_capital)
        .and(class::UPPER, is_upper)
        .and(class::UNKNOWN, is_unknown)
        .and(class::PLURAL, is_plural)
        .and(class::PASTFORM, is_past)
}

/// Adds the shapes of the numbers.
pub(super) fn numbers(tokens: &mut [Token<'_>]) {
    for at in 0..tokens.len() {
        if let Kind::Number(value) = tokens[at].kind {
            let shapes = number(tokens, at, value);
            tokens[at].classes = tokens[at].classes.with(shapes);
        }
    }
}

fn number(tokens: &[Token<'_>], at: usize, value: Option<u16>) -> Classes {
    let digits = Classes::of(class::DIGITS);
    let length = tokens[at].text.len();
    let Some(value) = value else { return digits };
    let has_thousands = is_sign_between(tokens, at, ',') && tokens[at + 2].text.len() == 3;
    let is_rest = length == 3 && at >= 2 && is_sign_between(tokens, at - 2, ',');
    let is_inside_clock = tokens[at].glued && before(tokens, at).is_some_and(|t| t.is_sign(':'));
    let figures = digits
        .and(class::FIGURE, length <= 2)
        .and(class::FIGURES, length == 2 || length == 4)
        .and(class::HOUR, length <= 2 && value < 24 && !is_inside_clock)
        .and(class::MINUTE, length == 2 && value < 60)
        .and(
            class::THOUSANDS,
            length <= 3 && has_thousands && starts_whole(tokens, at),
        )
        .and(class::REST, is_rest && ends_whole(tokens, at));
    if starts_whole(tokens, at) && ends_whole(tokens, at) {
        figures.with(whole(tokens, at, value))
    } else {
        figures
    }
}

/// The shapes of a number that stands by itself.
fn whole(tokens: &[Token<'_>], at: usize, value: u16) -> Classes {
    let length = tokens[at].text.len();
    let is_decade = glued_after(tokens, at).is_some_and(|after| after.text == "s");
    let is_year = length == 4 && (1000..=2100).contains(&value);
    let is_round = value.is_multiple_of(10);
    Classes::of(class::NUMBER)
        .and(class::DAYNUM, length <= 2 && (1..=31).contains(&value))
        .and(class::YEAR, is_year && !is_decade)
        .and(class::TWODIGIT, length == 2 && !is_decade)
        .and(
            class::SHORTYEAR,
            length == 2 && !is_decade && !(10..40).contains(&value),
        )
        .and(class::HOUR12, length <= 2 && (1..=12).contains(&value))
        .and(class::HHMM, length == 4 && value < 2400 && value % 100 < 60)
        .and(class::DECADE, is_year && is_decade && is_round)
        .and(class::OLDDECADE, length == 3 && is_decade && is_round)
        .and(class::SHORTDECADE, length == 2 && is_decade && is_round)
}

fn before<'s, 't>(tokens: &'s [Token<'t>], at: usize) -> Option<&'s Token<'t>> {
    tokens.get(at.checked_sub(1)?)
}

fn glued_after<'s, 't>(tokens: &'s [Token<'t>], at: usize) -> Option<&'s Token<'t>> {
    tokens.get(at + 1).filter(|after| after.glued)
}

/// Whether the numbers at `at` and two further are held together by `sign`.
fn is_sign_between(tokens: &[Token<'_>], at: usize, sign: char) -> bool {
    let is_number = |token: &Token<'_>| matches!(token.kind, Kind::Number(_));
    is_number(&tokens[at])
        && glued_after(tokens, at).is_some_and(|token| token.is_sign(sign))
        && glued_after(tokens, at + 1).is_some_and(is_number)
}

fn starts_whole(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(before) = before(tokens, at).filter(|_| tokens[at].glued) else {
        return true;
    };
    match before.kind {
        Kind::Sign('$' | '\u{a3}' | '\u{20ac}' | '\u{a5}' | '#' | '@' | '_' | '+' | '=') => false,
        Kind::Sign('.' | ',' | ':' | '/' | '\\') => {
            let is_number = at >= 2 && matches!(tokens[at - 2].kind, Kind::Number(_));
            !(before.glued && is_number)
        }
        Kind::Sign(_) => true,
        _ => false,
    }
}

/// Marks that may be glued to a number: "9th", "1990s", "3pm", "70AD".
const MARKS: &[&str] = &[
    "st", "nd", "rd", "th", "s", "am", "pm", "ad", "ce", "bc", "bce", "hrs", "hours",
];

fn ends_whole(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(after) = glued_after(tokens, at) else {
        return true;
    };
    match after.kind {
        Kind::Sign('.' | ',' | ':') => {
            !glued_after(tokens, at + 1).is_some_and(|t| matches!(t.kind, Kind::Number(_)))
        }
        Kind::Sign(sign) => !"%\u{b0}_\\@\u{20ac}\u{a3}$".contains(sign),
        Kind::Letters => MARKS
            .iter()
            .any(|mark| after.text.eq_ignore_ascii_case(mark)),
        Kind::Number(_) => false,
    }
}

//! Whether a clause looks back or ahead.
//!
//! This exists because "Friday" in "left on Friday" and "will leave on Friday"
//! are two days. It knows a handful of verbs and no dates; one pass over the
//! words says for each what came before it in its clause.

use super::find::Found;
use super::lexicon::{Cue, Word};
use super::token::{Kind, Token};

/// What the words of a clause say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tense {
    /// Nothing.
    #[default]
    Unclear,
    /// It happened.
    Past,
    /// It had happened by then.
    Done,
    /// It is to come.
    Ahead,
}

/// Where to look for a date that isn't named in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// Back, whatever the distance.
    Back,
    /// Back, unless something ahead is much nearer.
    RatherBack,
    /// Ahead, unless something back is much nearer.
    RatherAhead,
    /// Ahead, whatever the distance.
    Ahead,
}

impl Direction {
    /// Whether it looks ahead where distance plays no part.
    pub(super) fn is_ahead(self) -> bool {
        matches!(self, Self::Ahead | Self::RatherAhead)
    }
}

/// For each token, the tense of what comes before it in its clause; where that
/// says nothing, of what comes after.
pub(super) fn tenses(tokens: &[Token<'_>]) -> Vec<Tense> {
    let mut clause = Clause::default();
    let mut tenses: Vec<Tense> = (0..tokens.len())
        .map(|at| {
            let before = clause.tense;
            clause.pass(tokens, at);
            before
        })
        .collect();
    let mut after = Tense::Unclear;
    for at in (0..tokens.len()).rev() {
        if tenses[at] == Tense::Unclear {
            tenses[at] = after;
        }
        if ends_clause(&tokens[at]) {
            after = Tense::Unclear;
        }
        after = said(tokens, at).unwrap_or(after);
    }
    tenses
}

#[derive(Default)]
struct Clause {
    tense: Tense,
    /// A new statement may have begun: a past verb from here on counts, even
    /// if what came before looked ahead.
    may_turn: bool,
}

impl Clause {
    fn pass(&mut self, tokens: &[Token<'_>], at: usize) {
        let token = &tokens[at];
        if ends_clause(token) {
            *self = Self::default();
        }
        let is_reporting = is_reporting(tokens, at);
        if token.is_sign(',') || token.cue() == Some(Cue::Clause) || is_reporting {
            self.may_turn = true;
        }
        match said(tokens, at) {
            Some(Tense::Ahead) => self.tense = Tense::Ahead,
            Some(past) if self.tense != Tense::Ahead || self.may_turn => {
                self.tense = past;
                self.may_turn = false;
            }
            _ => {}
        }
    }
}

/// The clock's "9:30" and a name's hyphen end no clause.
fn ends_clause(token: &Token<'_>) -> bool {
    match token.kind {
        Kind::Sign(';' | '(' | ')') => true,
        Kind::Sign(':') => !token.glued,
        _ => token.is_dash() && !token.glued,
    }
}

/// What one word says about the tense of its clause.
fn said(tokens: &[Token<'_>], at: usize) -> Option<Tense> {
    let next = tokens.get(at + 1).and_then(Token::word);
    match tokens[at].cue() {
        Some(Cue::Ahead) => is_ahead(&tokens[at], next).then_some(Tense::Ahead),
        Some(Cue::AheadTo | Cue::Was) if next == Some(Word::To) => Some(Tense::Ahead),
        Some(Cue::Set) if matches!(next, Some(Word::To | Word::For)) => Some(Tense::Ahead),
        Some(Cue::Reporting) => is_reporting(tokens, at).then_some(Tense::Past),
        Some(Cue::Past | Cue::Was) => Some(Tense::Past),
        Some(Cue::Done) => Some(Tense::Done),
        None => is_past_form(tokens, at).then_some(Tense::Past),
        _ => None,
    }
}

/// "May" with a capital is a month, "next to" a place.
fn is_ahead(token: &Token<'_>, next: Option<Word>) -> bool {
    match token.word() {
        Some(Word::Month) => !token.is_capital(),
        Some(Word::Next) => next != Some(Word::To),
        _ => true,
    }
}

/// "announced", but not "will be announced".
fn is_reporting(tokens: &[Token<'_>], at: usize) -> bool {
    let is_passive = || at > 0 && matches!(tokens[at - 1].text, "be" | "been" | "being");
    tokens.get(at).and_then(Token::cue) == Some(Cue::Reporting) && !is_passive()
}

/// "opened", but not "is opened".
fn is_past_form(tokens: &[Token<'_>], at: usize) -> bool {
    let text = tokens[at].text;
    let is_passive = || at > 0 && matches!(tokens[at - 1].text, "is" | "are" | "be" | "being");
    text.len() > 4 && text.ends_with("ed") && !tokens[at].is_capital() && !is_passive()
}

/// Where to look for a date found in a sentence with these tenses.
pub(super) fn direction(tokens: &[Token<'_>], tenses: &[Tense], found: &Found) -> Direction {
    let is_reporting = |at: Option<usize>| at.is_some_and(|at| is_reporting(tokens, at));
    let (first, after) = (found.tokens.start, found.tokens.end);
    let tense = tenses.get(first).copied().unwrap_or_default();
    if is_reporting(Some(after)) || is_reporting(first.checked_sub(1)) {
        return Direction::Back;
    }
    match (tense, found.opener) {
        (Tense::Ahead, _) => Direction::Ahead,
        (Tense::Done, _) => Direction::Back,
        (_, Some(Word::By | Word::Until | Word::To)) => Direction::RatherAhead,
        (Tense::Past, _) => Direction::Back,
        (Tense::Unclear, _) => Direction::RatherBack,
    }
}

//! Whether a date says when something was, will be, or only which thing is meant.

use std::ops::Range;

use jiff::civil::Date;

use super::clauses::lists::{AFTER_AHEAD, AFTER_DATE, AHEAD, IS, LATER, Lists, OF, TO};
use super::clauses::{Clauses, Form, finite, is_determiner};
use crate::article::{TimeExpression, TimeModifier};
use crate::date::{Grain, Qualifier, When};

/// Whether what is dated so lay ahead on the day of the dateline.
///
/// Besides days after it, that is a deadline that hasn't passed, and a stretch
/// of time that still runs when the clause looks ahead or means its end.
pub(super) fn is_planned(
    clauses: &Clauses,
    date: Range<usize>,
    time: &TimeExpression,
    when: When,
    dateline: Option<Date>,
) -> bool {
    let Some(dateline) = dateline else {
        return false;
    };
    if when.latest() < dateline || when.qualifier() == Some(Qualifier::Since) {
        return false;
    }
    let outlook = outlook(clauses, date.start);
    let runs = when.latest() > dateline;
    match when.qualifier() {
        _ if when.earliest() > dateline => true,
        Some(Qualifier::Until) => runs && outlook != Outlook::Back,
        _ if when.grain() == Grain::Day => outlook == Outlook::Ahead,
        _ => {
            let means_end = time.modifier == Some(TimeModifier::End)
                || clauses.words[date].iter().any(|word| word.is(LATER));
            // "Earlier this week she announced that it will end"
            let is_over = time.modifier == Some(TimeModifier::Start);
            let is_ahead = outlook == Outlook::Ahead || (means_end && outlook != Outlook::Back);
            runs && is_ahead && !is_over
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outlook {
    Back,
    Here,
    Ahead,
}

/// Where the clause of the word at `at` looks.
fn outlook(clauses: &Clauses, at: usize) -> Outlook {
    let Some(clause) = clauses.of_word.get(at).map(|clause| &clauses.all[*clause]) else {
        return Outlook::Here;
    };
    let words = &clauses.words;
    let looks_ahead = clause.words.iter().any(|at| {
        finite(words, *at) == Some(Form::Modal)
            || (words[*at].is(AHEAD) && follows(clauses, *at, AFTER_AHEAD))
            || (words[*at].is(IS) && follows(clauses, *at, TO))
    });
    if looks_ahead {
        return Outlook::Ahead;
    }
    match clause.verb.and_then(|verb| finite(words, verb)) {
        Some(Form::Past | Form::PastAuxiliary) => Outlook::Back,
        _ => Outlook::Here,
    }
}

fn follows(clauses: &Clauses, at: usize, one_of: Lists) -> bool {
    clauses
        .words
        .get(at + 1)
        .is_some_and(|next| next.is(one_of))
}

/// Whether a date only says which thing is meant: "the 2013 census", "the
/// election of May 2011", "last month's disclosure", "the hospital promised in
/// July is being built".
pub(super) fn only_describes(clauses: &Clauses, date: Range<usize>) -> bool {
    let words = &clauses.words;
    let Some(last) = date.end.checked_sub(1).and_then(|last| words.get(last)) else {
        return false;
    };
    let before = date.start.checked_sub(1).map(|before| &words[before]);
    let next = words
        .get(date.end)
        .filter(|_| last.then == super::clauses::Stop::None);
    let is_possessive = last.lower.ends_with("'s") || last.lower.ends_with("s'");
    let of_noun = before.is_some_and(|before| before.is(OF));
    let stands_before_noun = before
        .is_some_and(|before| is_determiner(before) || before.lower.ends_with("'s"))
        && next.is_some_and(|next| {
            !next.is_date()
                && !super::clauses::is_preposition(next)
                && !super::clauses::is_adverb(next)
                && !next.is(AFTER_DATE)
                && finite(words, date.end).is_none()
        });
    let clause = clauses.of_word.get(date.start).map(|at| &clauses.all[*at]);
    let in_description = clause.is_some_and(|clause| clause.described.contains(&date.start));
    is_possessive && next.is_some() || of_noun || stands_before_noun || in_description
}

//! The dates that a text has named so far.
//!
//! This exists because "the next day" and "to 9 May" mean nothing by
//! themselves. It keeps only the newest of each kind, so that its size doesn't
//! grow with the text.

use jiff::civil::Date;

use super::find::Found;
use super::lexicon::Word;
use super::rough::{Outcome, Rough, Unit, YearOf};
use crate::date::{Grain, When};

/// The newest dates of the text, by how fine they are: "the following year"
/// needs only a year, "the next day" needs a day.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Memory {
    /// The newest day.
    pub(super) day: Option<Date>,
    month: Option<Date>,
    /// The newest year, by one of its days.
    pub(super) year: Option<Date>,
    /// The newest of all.
    pub(super) newest: Option<When>,
}

impl Memory {
    /// Takes note of a date.
    pub(super) fn note(&mut self, outcome: &Outcome) {
        let Outcome::Known(when) = *outcome else {
            return;
        };
        let day = Some(when.earliest());
        match when.grain() {
            Grain::Day => (self.day, self.month, self.year) = (day, day, day),
            Grain::Month => (self.month, self.year) = (day, day),
            Grain::Season | Grain::Quarter | Grain::Half | Grain::Year => self.year = day,
            _ => return,
        }
        self.newest = Some(when);
    }

    /// The newest date that is at least as fine as `unit`.
    pub(super) fn at_least(&self, unit: Unit) -> Option<Date> {
        match unit {
            Unit::Month | Unit::Quarter => self.month,
            Unit::Year | Unit::Decade | Unit::Century => self.year,
            _ => self.day,
        }
    }
}

/// The dates of the sentence so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scene {
    /// The newest day.
    pub(super) day: Option<Date>,
    /// The year its story plays in, if it is named.
    pub(super) year: Option<i16>,
    /// The date just before.
    pub(super) last: Option<When>,
}

impl Scene {
    /// The first day of the year its story plays in.
    pub(super) fn named_year(&self) -> Option<Date> {
        When::year(self.year?).map(When::earliest)
    }

    /// Takes note of a date.
    pub(super) fn note(&mut self, found: &Found, outcome: &Outcome) {
        let Outcome::Known(when) = *outcome else {
            self.last = None;
            return;
        };
        self.last = Some(when);
        if when.grain() == Grain::Day {
            self.day = Some(when.earliest());
        }
        let is_named = match found.rough {
            Rough::InYear { year, .. } => matches!(year, YearOf::Named(_)),
            // "the 2013 census" names a year in which nothing need happen.
            Rough::Known(_) => found.opener == Some(Word::In) && when.grain() == Grain::Year,
            _ => false,
        };
        // "since 2014" leads out of the year it names.
        if is_named && found.qualifier.is_none() {
            self.year = Some(when.earliest().year());
        }
    }
}

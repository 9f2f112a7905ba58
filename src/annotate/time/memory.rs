//! The dates that a text has named so far.
//!
//! This exists because "the next day" and "to 9 May" mean nothing by
//! themselves. It keeps only the newest of each kind, so that its size doesn't
//! grow with the text.

use jiff::civil::Date;

use super::Told;
use super::genre::Genre;
use super::lexicon::Word;
use super::rough::{Base, Outcome, Rough, Unit, Which, YearOf, YearPart};
use super::tense::Direction;
use crate::date::{Grain, Qualifier, When};

/// The newest dates of the text, by how fine they are: "the following year"
/// needs only a year, "the next day" needs a day.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    /// The newest day.
    pub(super) day: Option<Date>,
    day_paragraph: usize,
    month: Option<Date>,
    /// The newest year, by one of its days.
    pub(super) year: Option<Date>,
    /// The newest of all.
    pub(super) newest: Option<When>,
    anchor: Option<(When, usize)>,
    paragraph: usize,
    years: Vec<i16>,
    /// How many of the years have been passed.
    anchors: usize,
}

/// The year that a date says the text now plays in: "in 1939", "on September
/// 1, 1939"; not "the 2013 census", nor "since 2014" and "will open in 2020",
/// which lead out of the year they name.
pub(super) fn anchor_year(told: &Told) -> Option<i16> {
    let (found, direction) = (&told.found, told.direction);
    let leads_out = direction == Direction::Ahead
        || matches!(found.qualifier, Some(Qualifier::Until | Qualifier::Since));
    if leads_out {
        return None;
    }
    match found.rough {
        // "the May 2007 high" is elsewhere, too.
        Rough::InYear { year, part, .. } => {
            let is_attribute = found.opener == Some(Word::Article);
            let is_day = matches!(part, YearPart::Day(..));
            match year {
                YearOf::Named(year) if is_day || !is_attribute => Some(year),
                _ => None,
            }
        }
        Rough::Known(when) => {
            let is_scene = match when.grain() {
                Grain::Day => true,
                Grain::Year => found.opener == Some(Word::In) || found.tokens.start == 0,
                _ => false,
            };
            is_scene.then(|| when.earliest().year())
        }
        _ => None,
    }
}

impl Memory {
    /// The memory of a text that tells of these years, in their order.
    pub(super) fn of(years: Vec<i16>) -> Self {
        Self {
            years,
            ..Self::default()
        }
    }

    /// Goes on to a paragraph.
    pub(super) fn turn_to(&mut self, paragraph: usize) {
        self.paragraph = paragraph;
    }

    /// Takes note of a date.
    pub(super) fn note(&mut self, outcome: &Outcome) {
        let Outcome::Known(when) = *outcome else {
            return;
        };
        let day = Some(when.earliest());
        match when.grain() {
            Grain::Day => {
                (self.day, self.month, self.year) = (day, day, day);
                self.day_paragraph = self.paragraph;
            }
            Grain::Month => (self.month, self.year) = (day, day),
            Grain::Season | Grain::Quarter | Grain::Half | Grain::Year => self.year = day,
            _ => return,
        }
        self.newest = Some(when);
    }

    /// Moves the story on to a date, or back to the day of publication.
    pub(super) fn follow(&mut self, told: &Told, outcome: &Outcome) {
        let found = &told.found;
        let year = anchor_year(told);
        let is_aside = year.is_some_and(|year| self.is_aside(year));
        self.anchors += usize::from(year.is_some());
        let Outcome::Known(when) = *outcome else {
            return;
        };
        let goes_on = self.anchor.is_some() && !found.joined && follows(&found.rough);
        if (year.is_some() && !is_aside) || (year.is_none() && goes_on) {
            self.anchor = Some((when, self.paragraph));
        } else if counts_from_dateline(&found.rough) {
            self.anchor = None;
        }
    }

    /// The next year that the text tells of.
    pub(super) fn next_year(&self) -> Option<i16> {
        self.years.get(self.anchors).copied()
    }

    /// Whether the next date of the text goes back to where the story was
    /// before it named this year: "as in 1614".
    fn is_aside(&self, year: i16) -> bool {
        let (Some((anchor, _)), Some(next)) = (self.anchor, self.years.get(self.anchors + 1))
        else {
            return false;
        };
        let here = anchor.earliest().year();
        (year - here).abs() > 1 && (next - here).abs() < (next - year).abs()
    }

    /// The day that a time of day belongs to.
    pub(super) fn day_of_clock(&self, genre: Genre) -> Option<Date> {
        self.day
            .filter(|_| genre == Genre::Narrative || self.day_paragraph == self.paragraph)
    }

    /// The newest date that said in which year the text now plays, or followed
    /// from one.
    pub(super) fn anchor(&self, genre: Genre) -> Option<When> {
        self.anchor
            .filter(|(_, paragraph)| genre == Genre::Narrative || *paragraph == self.paragraph)
            .map(|(when, _)| when)
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

/// Whether a date goes on from the ones before it.
fn follows(rough: &Rough) -> bool {
    matches!(
        rough,
        Rough::InYear { .. }
            | Rough::Shift {
                from: Base::Reference,
                ..
            }
    )
}

/// Whether a date is told by its distance from the day of publication.
pub(super) fn counts_from_dateline(rough: &Rough) -> bool {
    matches!(
        rough,
        Rough::Weekday {
            which: Which::Bare | Which::Last | Which::This | Which::Next,
            ..
        } | Rough::WeekdayOfWeek { .. }
            | Rough::Shift {
                from: Base::Dateline,
                ..
            }
    )
}

/// The dates of the sentence so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scene {
    /// The newest day.
    pub(super) day: Option<Date>,
    /// The newest date that said in which year the sentence plays.
    pub(super) anchor: Option<When>,
    /// The date just before.
    pub(super) last: Option<When>,
}

impl Scene {
    /// The first day of the year its story plays in.
    pub(super) fn named_year(&self) -> Option<Date> {
        When::year(self.anchor?.earliest().year()).map(When::earliest)
    }

    /// Takes note of a date.
    pub(super) fn note(&mut self, told: &Told, outcome: &Outcome) {
        let found = &told.found;
        let Outcome::Known(when) = *outcome else {
            self.last = None;
            return;
        };
        self.last = Some(when);
        if when.grain() == Grain::Day {
            self.day = Some(when.earliest());
        }
        let goes_on = self.anchor.is_some() && !found.joined && follows(&found.rough);
        if anchor_year(told).is_some() || goes_on {
            self.anchor = Some(when);
        }
    }
}

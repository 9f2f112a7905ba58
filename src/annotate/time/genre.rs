//! Whether a text tells of its own days or of another time.
//!
//! This exists because "in March" in the news is a month near the day of
//! publication, and in an account of a war one of the war's. `HeidelTime`
//! leaves the choice to its user; here the dates of the text decide. It reads
//! half-made values only, and resolves nothing.

use jiff::civil::Date;

use super::Dated;
use super::memory::{anchor_year, counts_from_dateline};

/// What a date without a year counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Genre {
    /// The day of publication, but for a paragraph that names another year.
    News,
    /// The dates before it.
    Narrative,
}

/// So many dates of other years make an account of them.
const FEWEST: usize = 3;
/// So many times as many as words that count from the day of publication.
const RATIO: usize = 2;

impl Genre {
    /// The genre of a text with these dates.
    pub(super) fn of(dated: &[Dated], dateline: Option<Date>) -> Self {
        let Some(day) = dateline else {
            return Self::News;
        };
        let (mut elsewhere, mut here) = (0, 0);
        for one in dated.iter().flat_map(|sentence| &sentence.told) {
            match anchor_year(one) {
                Some(year) => elsewhere += usize::from(is_other(year, day)),
                None => here += usize::from(counts_from_dateline(&one.found.rough)),
            }
        }
        if elsewhere >= FEWEST && elsewhere > RATIO * here {
            Self::Narrative
        } else {
            Self::News
        }
    }
}

/// The year before still belongs to the news.
fn is_other(year: i16, day: Date) -> bool {
    !(day.year() - 1..=day.year() + 1).contains(&year)
}

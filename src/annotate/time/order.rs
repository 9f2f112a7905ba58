//! Whether the month or the day stands first in "02/03/2016".
//!
//! This exists because the words alone don't say. The language of the text
//! does, if it names a country, and so does another date of the same text in
//! which one part can only be a day. Otherwise the order stays unknown: a guess
//! would be wrong by months. It knows no other dates.
//!
//! Source: Unicode CLDR 46, the short date formats of English (`M/d/yy` in the
//! United States, their territories and the Philippines, `dd/MM/y` and the like
//! elsewhere). In Canada and South Africa, whose format begins with the year,
//! both other orders are in use, so they tell nothing.

use super::find::Found;
use super::rough::{Rough, YearPart};

/// Which comes first in a date of digits that ends with the year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// "02/03/2016" is 3 February.
    MonthFirst,
    /// "02/03/2016" is 2 March.
    DayFirst,
    /// Only another date of the text can tell.
    #[default]
    Unknown,
}

const MONTH_FIRST: &[&str] = &["AS", "GU", "MH", "MP", "PH", "PR", "UM", "US", "VI"];
const UNDECIDED: &[&str] = &["CA", "ZA"];

impl DateOrder {
    /// The order in texts of this language (BCP 47), such as "en-GB". Without a
    /// country it is unknown.
    #[must_use]
    pub fn of_language(tag: &str) -> Self {
        let mut parts = tag.split(['-', '_']);
        if !parts
            .next()
            .is_some_and(|language| language.eq_ignore_ascii_case("en"))
        {
            return Self::Unknown;
        }
        let is_region = |part: &&str| part.len() == 2;
        match parts.find(is_region).map(str::to_ascii_uppercase) {
            Some(region) if MONTH_FIRST.contains(&region.as_str()) => Self::MonthFirst,
            Some(region) if !UNDECIDED.contains(&region.as_str()) => Self::DayFirst,
            _ => Self::Unknown,
        }
    }

    /// The order that the dates of `text` have among themselves.
    fn of_text(text: &str) -> Self {
        let mut order = Self::Unknown;
        for (first, second) in dates(text.as_bytes()) {
            let told = match (first, second) {
                (13..=31, 1..=12) => Self::DayFirst,
                (1..=12, 13..=31) => Self::MonthFirst,
                _ => continue,
            };
            if order != Self::Unknown && order != told {
                return Self::Unknown;
            }
            order = told;
        }
        order
    }
}

/// The order of one text, looked for when the first date asks for it.
#[derive(Debug)]
pub(super) struct TextOrder<'t> {
    text: &'t str,
    usual: DateOrder,
    known: Option<DateOrder>,
}

impl<'t> TextOrder<'t> {
    /// The order of `text`, which is the `usual` one if it shows no other.
    pub(super) fn new(text: &'t str, usual: DateOrder) -> Self {
        let known = None;
        Self { text, usual, known }
    }

    fn get(&mut self) -> DateOrder {
        *self
            .known
            .get_or_insert_with(|| match DateOrder::of_text(self.text) {
                DateOrder::Unknown => self.usual,
                shown => shown,
            })
    }

    /// Tells the day from the month, if the order is known.
    pub(super) fn settle(&mut self, found: &mut Found) {
        let Rough::Unordered {
            first,
            second,
            year,
        } = found.rough
        else {
            return;
        };
        let (month, day) = match self.get() {
            DateOrder::MonthFirst => (first, second),
            DateOrder::DayFirst => (second, first),
            DateOrder::Unknown => return,
        };
        let when = YearPart::Day(month, day).of(year);
        found.rough = when.map_or(Rough::Impossible, Rough::Known);
    }
}

/// The first two numbers of each date in digits and slashes.
fn dates(text: &[u8]) -> impl Iterator<Item = (u8, u8)> {
    let words = text.split(|byte| !byte.is_ascii_digit() && *byte != b'/');
    words.filter_map(|word| {
        let mut parts = word.split(|byte| *byte == b'/');
        let mut number = || match parts.next()? {
            [ones @ b'0'..=b'9'] => Some(ones - b'0'),
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some(10 * (tens - b'0') + (ones - b'0')),
            _ => None,
        };
        let (first, second) = (number()?, number()?);
        let has_year = matches!(parts.next()?.len(), 2 | 4) && parts.next().is_none();
        has_year.then_some((first, second))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_tells_the_order() {
        for (tag, order) in [
            ("en-US", DateOrder::MonthFirst),
            ("en-Latn-PH", DateOrder::MonthFirst),
            ("en_gb", DateOrder::DayFirst),
            ("en-AU", DateOrder::DayFirst),
            ("en-CA", DateOrder::Unknown),
            ("en", DateOrder::Unknown),
            ("de-DE", DateOrder::Unknown),
            ("", DateOrder::Unknown),
        ] {
            assert_eq!(DateOrder::of_language(tag), order, "{tag}");
        }
    }

    #[test]
    fn so_does_another_date_of_the_text() {
        let check = |text, order| assert_eq!(DateOrder::of_text(text), order, "{text}");
        check("Filed 02/03/2016, sent 25/3/16.", DateOrder::DayFirst);
        check("Filed 02/03/2016, sent 3/25/2016.", DateOrder::MonthFirst);
        check("Sent 3/25/2016 and 25/3/2016.", DateOrder::Unknown);
        check("Won 25/3 and 1/2/25/2016, 13/99/2016.", DateOrder::Unknown);
    }
}

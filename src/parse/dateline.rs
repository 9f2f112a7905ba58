//! The day in the dateline that opens a news text: "BRUSSELS, Feb. 10, 2016 —".
//!
//! Only a whole date before the dash counts; everything else that a text says
//! about time is read by `annotate::time`, which needs this day to begin with.

use jiff::civil::Date;

use crate::article::Prose;

/// Longest dateline in bytes, place and agency included.
const LONGEST: usize = 100;

/// Months as English datelines write them; the first three letters tell them
/// apart.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The day of the dateline at the start of the first paragraph.
pub(super) fn dateline(prose: &Prose) -> Option<Date> {
    let opening = prose.slice(prose.blocks.first()?.at);
    let (before, _) = [" \u{2014}", "\u{2014}", " \u{2013} ", " -- ", " - "]
        .iter()
        .filter_map(|dash| opening.split_once(dash))
        .min_by_key(|(before, _)| before.len())?;
    if before.len() > LONGEST {
        return None;
    }
    let words: Vec<&str> = before
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')'))
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(3)
        .find_map(date)
        .or_else(|| words.iter().find_map(|word| iso(word)))
}

fn date(words: &[&str]) -> Option<Date> {
    let &[a, b, year] = words else { return None };
    let year: i16 = year
        .parse()
        .ok()
        .filter(|year| (1000..=2999).contains(year))?;
    let month_first = month(a).zip(b.parse::<i8>().ok());
    let (month, day) = month_first.or_else(|| month(b).zip(a.parse().ok()))?;
    Date::new(year, month, day).ok()
}

fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let stem = word.get(..3)?;
    let index = MONTHS.iter().position(|month| month.starts_with(stem))?;
    (word == stem || word == "sept" || word == MONTHS[index])
        .then(|| i8::try_from(index + 1).ok())?
}

fn iso(word: &str) -> Option<Date> {
    (word.len() == 10).then(|| word.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let found = dateline(&Prose::from_plain(text)).map(|date| date.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn a_whole_date_before_the_dash() {
        check(
            "BRUSSELS, Feb. 10, 2016 \u{2014} Ministers met.",
            Some("2016-02-10"),
        );
        check(
            "OTTAWA (8 February 2016) -- The government said so.",
            Some("2016-02-08"),
        );
        check(
            "Erbil, 2016-03-01 \u{2014} Training began.",
            Some("2016-03-01"),
        );
    }

    #[test]
    fn nothing_else() {
        check("Ministers met on Feb. 10, 2016.", None);
        check("BRUSSELS \u{2014} Ministers met on Feb. 10, 2016.", None);
        check("BRUSSELS, Feb. 30, 2016 \u{2014} Ministers met.", None);
        check("Marchers came on 3 Marched 2016 \u{2014} and left.", None);
        check("", None);
    }
}

//! Dates in words, as precise as they are known.

use jiff::civil::Date;

use super::{Language, fill, with_article};
use crate::date::{Grain, Qualifier, When};

impl Language {
    /// A day: `22 February 2016`, `1er mars 2016`.
    #[must_use]
    pub fn day(&self, day: Date) -> String {
        self.day_with(day, false)
    }

    /// A day without its year: `22 February`.
    #[must_use]
    pub fn day_and_month(&self, day: Date) -> String {
        let month = self.month(day.month());
        let parts = [("day", &*self.day_number(day)), ("month", month)];
        self.say("date.day_and_month", &parts)
    }

    /// The name of a month, 1 to 12.
    #[must_use]
    pub fn month(&self, month: i8) -> &str {
        self.of_month("month", month)
    }

    /// The same in short: `Feb`.
    #[must_use]
    pub fn month_in_short(&self, month: i8) -> &str {
        self.of_month("month_in_short", month)
    }

    fn of_month(&self, table: &str, month: i8) -> &str {
        let string = self.strings.get(&format!("{table}.{month}"));
        string.map_or("", String::as_str)
    }

    /// A month of a year: `February 2016`.
    #[must_use]
    pub fn month_of(&self, year: i16, month: i8) -> String {
        let year = year.to_string();
        let parts = [("month", self.month(month)), ("year", &*year)];
        self.say("date.month", &parts)
    }

    /// A date of an event: `22 February 2016`, `about March 2015`, `by 22
    /// February 2016`.
    #[must_use]
    pub fn when(&self, when: When) -> String {
        let (key, is_part) = match when.qualifier() {
            None => return self.plain(when, false),
            Some(Qualifier::Approximate) => ("about", false),
            Some(Qualifier::Until) => ("until", false),
            Some(Qualifier::Since) => ("since", false),
            Some(Qualifier::Early) => ("early", true),
            Some(Qualifier::Mid) => ("mid", true),
            Some(Qualifier::Late) => ("late", true),
        };
        if is_part && when.grain() == Grain::Decade {
            let year = when.earliest().year().to_string();
            return self.say(&format!("date.{key}_decade"), &[("year", &year)]);
        }
        let plain = self.plain(when, !is_part);
        self.say(&format!("date.{key}"), &[("date", &plain)])
    }

    /// A date without what the text adds to it, with its article or without.
    fn plain(&self, when: When, article: bool) -> String {
        let first = when.earliest();
        let (year, month) = (first.year(), first.month());
        let part = |months: i8| (month - 1) / months + 1;
        match when.grain() {
            Grain::Day => self.day_with(first, article),
            Grain::Week => {
                let pattern = with_article(self.get("date.week"), article);
                fill(&pattern, &[("day", &self.day(first))])
            }
            Grain::Month => self.month_of(year, month),
            Grain::Season => {
                let seasons = ["winter", "spring", "summer", "autumn"];
                let season = seasons[usize::from(month.unsigned_abs()) / 3 % 4];
                self.of_year(season, year, article)
            }
            Grain::Quarter => self.of_year(&format!("quarter_{}", part(3)), year, article),
            Grain::Half => self.of_year(&format!("half_{}", part(6)), year, article),
            Grain::Year => year.to_string(),
            Grain::Decade => self.of_year("decade", year, article),
            Grain::Century => {
                let (from, to) = (year.to_string(), (year + 99).to_string());
                self.say("date.century", &[("from", &from), ("to", &to)])
            }
            Grain::Range => self.range(first, when.latest(), when.ends()),
        }
    }

    fn day_with(&self, day: Date, article: bool) -> String {
        let year = day.year().to_string();
        let parts = [
            ("day", &*self.day_number(day)),
            ("month", self.month(day.month())),
            ("year", &year),
        ];
        fill(&with_article(self.get("date.day"), article), &parts)
    }

    fn day_number(&self, day: Date) -> String {
        match day.day() {
            1 => self.get("date.first_of_month").to_owned(),
            number => number.to_string(),
        }
    }

    /// A part of a year; a winter goes on into the next.
    fn of_year(&self, key: &str, year: i16, article: bool) -> String {
        let key = format!("date.{key}");
        let next = format!("{:02}", (year + 1) % 100);
        let parts = [("year", &*year.to_string()), ("next", &next)];
        fill(&with_article(self.get(&key), article), &parts)
    }

    fn range(&self, from: Date, to: Date, ends: (Grain, Grain)) -> String {
        let same_year = from.year() == to.year();
        let same_month = same_year && from.month() == to.month();
        let first = match ends.0 {
            Grain::Day if same_month && ends.1 == Grain::Day => self.day_number(from),
            Grain::Day if same_year => self.day_and_month(from),
            Grain::Month if same_year => self.month(from.month()).to_owned(),
            grain => self.end(from, grain),
        };
        let key = match ends {
            (Grain::Day, Grain::Day) => "date.range_of_days",
            _ => "date.range",
        };
        self.say(key, &[("from", &first), ("to", &self.end(to, ends.1))])
    }

    /// One end of a range, as finely as it is known.
    fn end(&self, end: Date, grain: Grain) -> String {
        match grain {
            Grain::Year => end.year().to_string(),
            Grain::Month => self.month_of(end.year(), end.month()),
            _ => self.day(end),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::date::{Qualifier, When};
    use crate::language::{Language, built_in};

    fn check(edtf: &str, english: &str, french: &str) {
        let when = When::parse_edtf(edtf).unwrap_or_else(|| panic!("{edtf} can be read"));
        let fr = built_in("fr").expect("it is built in");
        assert_eq!(Language::english().when(when), english);
        assert_eq!(fr.when(when), french);
    }

    #[test]
    fn a_date_is_as_precise_as_it_is_known() {
        check("2016-02-22", "22 February 2016", "22 février 2016");
        check("2016-03-01", "1 March 2016", "1er mars 2016");
        check("2016-02", "February 2016", "février 2016");
        check("2016", "2016", "2016");
        check("2016-21", "spring 2016", "printemps 2016");
        check("2015-24", "winter 2015\u{2013}16", "hiver 2015-16");
        check(
            "2016-34",
            "second quarter of 2016",
            "deuxième trimestre 2016",
        );
        check("2016-41", "second half of 2016", "second semestre 2016");
        check("201X", "the 2010s", "les années 2010");
        check("19XX", "1900 to 1999", "de 1900 à 1999");
        check(
            "2016-02-08/2016-02-14",
            "week of 8 February 2016",
            "semaine du 8 février 2016",
        );
    }

    #[test]
    fn a_range_says_once_what_its_ends_share() {
        check(
            "2016-02-10/2016-02-11",
            "10 to 11 February 2016",
            "du 10 au 11 février 2016",
        );
        check(
            "2014-11-02/2016-02-15",
            "2 November 2014 to 15 February 2016",
            "du 2 novembre 2014 au 15 février 2016",
        );
        check("2015-03/2015-05", "March to May 2015", "mars à mai 2015");
        check(
            "2014-12/2015-05",
            "December 2014 to May 2015",
            "décembre 2014 à mai 2015",
        );
        check(
            "2015-03-12/2015-05",
            "12 March to May 2015",
            "12 mars à mai 2015",
        );
        check(
            "2015-03-12/2015-03",
            "12 March to March 2015",
            "12 mars à mars 2015",
        );
        check("2014/2016", "2014 to 2016", "2014 à 2016");
    }

    #[test]
    fn what_is_not_exact_is_said() {
        check("2015-03~", "about March 2015", "vers mars 2015");
        check("2016-21~", "about spring 2016", "vers le printemps 2016");
        check(
            "../2016-02-22",
            "by 22 February 2016",
            "d\u{2019}ici le 22 février 2016",
        );
        check("2015-03/..", "since March 2015", "depuis mars 2015");
        let words = |edtf: &str, part| {
            let when = When::parse_edtf(edtf).expect("it can be read");
            let when = when.qualified(Some(part));
            let fr = built_in("fr").expect("it is built in");
            (Language::english().when(when), fr.when(when))
        };
        let both = |en: &str, fr: &str| (en.to_owned(), fr.to_owned());
        assert_eq!(
            words("2015-03", Qualifier::Early),
            both("early March 2015", "début mars 2015")
        );
        assert_eq!(
            words("198X", Qualifier::Mid),
            both("mid-1980s", "milieu des années 1980")
        );
        assert_eq!(
            words("2018", Qualifier::Late),
            both("late 2018", "fin 2018")
        );
    }
}

//! How many events there are when, as a picture: a bar for each month, or for
//! each year where the months would be too many.
//!
//! It knows dates and anchors, no page and no article. Places across are
//! percentages and heights are pixels, so that the picture fills any width and
//! its words keep their size. Colours are for the style sheet.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::civil::Date;

use super::escape;
use super::extent::is_exact;
use crate::date::When;
use crate::language::Language;

/// More bars than this can't be told apart on a phone.
const MOST_SLOTS: i32 = 72;

/// A longer silence is shown as a break, and not to scale.
const LONGEST_GAP: i32 = 12;

/// How wide a break is, in bars.
const BREAK: i32 = 2;

/// How far the years along the axis keep apart, in hundredths of the width: on
/// a wide screen, and on a narrow one, where the style sheet hides the others.
const TICK_SPACE: f64 = 6.5;
const NARROW_TICK_SPACE: f64 = 13.0;

/// The height of the highest bar; below it come bands, and the words of the axis.
const HEIGHT: f64 = 60.0;

/// An event as the picture sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dot {
    /// When it is.
    pub(super) when: When,
    /// Whether it lies ahead.
    pub(super) is_ahead: bool,
}

/// A picture and its words.
#[derive(Debug)]
pub(super) struct Strip {
    /// The picture, as SVG.
    pub(super) svg: String,
    /// What it shows.
    pub(super) words: String,
}

/// Where the group of a year, or of a month of it, stands that has an anchor.
pub(super) type Link<'l> = &'l dyn Fn(i16, Option<i8>, &str) -> String;

/// The picture of `dots`, which are in order; none when all of them would
/// stand in one bar.
pub(super) fn strip(language: &Language, dots: &[Dot], link: Link<'_>) -> Option<Strip> {
    let unit = Unit::for_all(dots);
    let slots = slots(dots, unit);
    if slots.len() < 2 {
        return None;
    }
    let most = slots.values().max_by_key(|slot| slot.count())?;
    let fullest = slots
        .iter()
        .find(|(_, slot)| slot.count() == most.count())?;
    let (first, last) = (slots.first_key_value()?, slots.last_key_value()?);
    let end = |(at, slot): (&i32, &Slot)| match slot.first {
        Some(_) => unit.label(language, *at),
        // Nothing in it is known more finely.
        None => unit.year(*at).to_string(),
    };
    let words = language.say(
        unit.sentence(),
        &[
            ("first", &end(first)),
            ("last", &end(last)),
            ("fullest", &unit.label(language, *fullest.0)),
            ("n", &most.count().to_string()),
        ],
    );
    let svg = Drawing {
        language,
        unit,
        places: places(slots.keys().copied()),
        highest: most.count(),
        link,
    }
    .draw(&slots);
    Some(Strip { svg, words })
}

/// What a bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Month,
    Year,
    Decade,
    Century,
}

impl Unit {
    const ALL: [Self; 4] = [Self::Month, Self::Year, Self::Decade, Self::Century];

    /// The finest that gives no more bars than can be told apart.
    fn for_all(dots: &[Dot]) -> Self {
        let width = |unit: Self| {
            let places = places(slots(dots, unit).into_keys());
            places.last_key_value().map_or(0, |(_, place)| *place)
        };
        let fine = |unit: &Self| width(*unit) < MOST_SLOTS;
        Self::ALL.into_iter().find(fine).unwrap_or(Self::Century)
    }

    fn of(self, day: Date) -> i32 {
        let year = i32::from(day.year());
        match self {
            Self::Month => year * 12 + i32::from(day.month()) - 1,
            Self::Year => year,
            Self::Decade => year / 10,
            Self::Century => year / 100,
        }
    }

    fn year(self, at: i32) -> i32 {
        match self {
            Self::Month => at / 12,
            Self::Year => at,
            Self::Decade => at * 10,
            Self::Century => at * 100,
        }
    }

    fn label(self, language: &Language, at: i32) -> String {
        let year = self.year(at);
        match self {
            Self::Month => {
                let month = i8::try_from(at % 12 + 1).unwrap_or(1);
                language.month_of(i16::try_from(year).unwrap_or(i16::MAX), month)
            }
            Self::Year => year.to_string(),
            Self::Decade => language.say("years_of", &[("year", &year.to_string())]),
            Self::Century => format!("{year}\u{2013}{}", year + 99),
        }
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::Month => "density_month",
            Self::Year => "density_year",
            Self::Decade => "density_decade",
            Self::Century => "density_century",
        }
    }

    /// Whether an event is too coarse for a bar of its own: a year among months.
    fn is_coarse(self, when: When) -> bool {
        self == Self::Month && is_whole_year(when)
    }
}

/// Whether a date is of a whole year, or longer.
pub(super) fn is_whole_year(when: When) -> bool {
    let (first, last) = (when.earliest(), when.latest());
    first.day_of_year() == 1 && (last.year() > first.year() || last.month() == 12)
}

/// What one bar holds.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    exact: usize,
    rough: usize,
    ahead: usize,
    /// Shown as a band below the bar: known to the year only.
    coarse: usize,
    /// Whether all of these lie ahead.
    coarse_ahead: bool,
    /// The day that the first of its events begins on, and whether that lies ahead.
    first: Option<(Date, bool)>,
}

impl Slot {
    /// How many stand in the bar itself.
    fn count(&self) -> usize {
        self.exact + self.rough + self.ahead
    }

    fn add(&mut self, dot: &Dot, is_coarse: bool) {
        let part = match (is_coarse, dot.is_ahead) {
            (true, _) => &mut self.coarse,
            (false, true) => &mut self.ahead,
            (false, false) if is_exact(dot.when) => &mut self.exact,
            (false, false) => &mut self.rough,
        };
        *part += 1;
        if is_coarse {
            self.coarse_ahead = dot.is_ahead && (self.coarse_ahead || self.coarse == 1);
        } else {
            self.first
                .get_or_insert((dot.when.earliest(), dot.is_ahead));
        }
    }
}

fn slots(dots: &[Dot], unit: Unit) -> BTreeMap<i32, Slot> {
    let mut slots: BTreeMap<i32, Slot> = BTreeMap::new();
    for dot in dots {
        let slot = slots.entry(unit.of(dot.when.earliest())).or_default();
        slot.add(dot, unit.is_coarse(dot.when));
    }
    slots
}

/// Where each bar stands, counted in bars from the left.
fn places(slots: impl Iterator<Item = i32>) -> BTreeMap<i32, i32> {
    let mut places = BTreeMap::new();
    let mut last: Option<(i32, i32)> = None;
    for at in slots {
        let place = last.map_or(0, |(before, place)| match at - before {
            gap if gap <= LONGEST_GAP => place + gap,
            _ => place + 1 + BREAK,
        });
        places.insert(at, place);
        last = Some((at, place));
    }
    places
}

struct Drawing<'d> {
    language: &'d Language,
    unit: Unit,
    places: BTreeMap<i32, i32>,
    highest: usize,
    link: Link<'d>,
}

impl Drawing<'_> {
    fn draw(&self, slots: &BTreeMap<i32, Slot>) -> String {
        let mut svg = String::from(
            "<svg class=\"strip\" height=\"86\" aria-hidden=\"true\" focusable=\"false\">\
             <defs><pattern id=\"rough_\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\">\
             <path d=\"M-1 1 1 -1M0 4 4 0M3 5 5 3\"/></pattern></defs>",
        );
        self.axis(&mut svg);
        for (at, slot) in slots {
            self.bar(&mut svg, *at, slot);
        }
        self.bands(&mut svg, slots);
        self.ticks(&mut svg);
        svg.push_str("</svg>");
        svg
    }

    /// A width of so many bars, in hundredths of the whole.
    fn across(&self, bars: i32) -> f64 {
        let last = self.places.values().next_back().copied().unwrap_or(0);
        f64::from(bars) * 100.0 / f64::from(last + 1)
    }

    /// The base line, with a gap for each break.
    fn axis(&self, svg: &mut String) {
        let places: Vec<(i32, i32)> = self
            .places
            .iter()
            .map(|(at, place)| (*at, *place))
            .collect();
        let is_near = |a: &(i32, i32), b: &(i32, i32)| b.0 - a.0 <= LONGEST_GAP;
        for run in places.chunk_by(is_near) {
            let (from, to) = (run[0].1, run[run.len() - 1].1 + 1);
            let (x1, x2) = (self.across(from), self.across(to));
            push(
                svg,
                &format!(
                    "<line class=\"axis\" x1=\"{x1:.2}%\" x2=\"{x2:.2}%\" y1=\"60.5\" y2=\"60.5\"/>"
                ),
            );
        }
    }

    fn bar(&self, svg: &mut String, at: i32, slot: &Slot) {
        let Some((day, is_ahead)) = slot.first else {
            return;
        };
        let month = (self.unit == Unit::Month).then(|| day.month());
        let stretch = self.unit.label(self.language, at);
        let label = self.events_in(&stretch, slot.count());
        self.open(svg, (day.year(), month), is_ahead, &label);
        let (x, width) = (self.across(self.places[&at]), self.across(1));
        push(
            svg,
            &format!(
                "<rect class=\"reach\" x=\"{x:.2}%\" y=\"0\" width=\"{width:.2}%\" height=\"60\"/>"
            ),
        );
        let (x, width) = (x + width * 0.1, width * 0.8);
        let mut y = HEIGHT;
        let parts = [
            ("exact", slot.exact),
            ("rough", slot.rough),
            ("ahead", slot.ahead),
        ];
        for (class, count) in parts.into_iter().filter(|(_, count)| *count > 0) {
            let height = self.height(count);
            y -= height;
            push(
                svg,
                &format!(
                    "<rect class=\"{class}\" x=\"{x:.2}%\" y=\"{y:.1}\" width=\"{width:.2}%\" height=\"{height:.1}\"/>"
                ),
            );
        }
        svg.push_str("</a>");
    }

    #[expect(clippy::cast_precision_loss, reason = "a picture of a few pixels")]
    fn height(&self, count: usize) -> f64 {
        (HEIGHT * count as f64 / self.highest as f64).max(1.5)
    }

    /// What is known to the year only: a band below the year's bars.
    fn bands(&self, svg: &mut String, slots: &BTreeMap<i32, Slot>) {
        for (at, slot) in slots.iter().filter(|(_, slot)| slot.coarse > 0) {
            let year = self.unit.year(*at);
            let place = self.places[at];
            let last = self.places.range(*at..=*at + 11).next_back();
            let end = last.map_or(place, |(_, last)| *last) + 1;
            let inset = self.across(1) * 0.15;
            let x = self.across(place) + inset;
            let width = self.across(end - place) - 2.0 * inset;
            let label = self.events_in(&year.to_string(), slot.coarse);
            let Ok(year) = i16::try_from(year) else {
                continue;
            };
            self.open(svg, (year, None), slot.coarse_ahead, &label);
            push(
                svg,
                &format!(
                    "<rect class=\"rough\" x=\"{x:.2}%\" y=\"63\" width=\"{width:.2}%\" height=\"5\"/></a>"
                ),
            );
        }
    }

    /// Opens the link of a bar or a band.
    /// A stretch of time and its events: `February 2016: 3 events`.
    fn events_in(&self, stretch: &str, count: usize) -> String {
        self.language
            .count("events_in", count, &[("when", stretch)])
    }

    fn open(
        &self,
        svg: &mut String,
        (year, month): (i16, Option<i8>),
        is_ahead: bool,
        label: &str,
    ) {
        let prefix = if is_ahead { "planned_" } else { "" };
        let anchor = match month {
            Some(month) => format!("{prefix}y{year}-{month:02}"),
            None => format!("{prefix}y{year}"),
        };
        let url = escape(&(self.link)(year, month, &anchor));
        push(
            svg,
            &format!(
                "<a href=\"{url}\" tabindex=\"-1\"><title>{}</title>",
                escape(label)
            ),
        );
    }

    /// The years along the axis, as many as have room.
    fn ticks(&self, svg: &mut String) {
        let (mut last, mut last_narrow) = (f64::MIN, f64::MIN);
        let mut last_year = None;
        for (at, place) in &self.places {
            let (x, year) = (self.across(*place), self.unit.year(*at));
            if last_year.replace(year) == Some(year) || x - last < TICK_SPACE {
                continue;
            }
            let is_last = x > 100.0 - TICK_SPACE;
            let (x_of_text, anchor) = if is_last {
                (100.0, "end")
            } else {
                (x, "start")
            };
            let is_fine = x_of_text - last_narrow < NARROW_TICK_SPACE;
            let class = if is_fine { "tick fine" } else { "tick" };
            push(
                svg,
                &format!(
                    "<line class=\"axis\" x1=\"{x:.2}%\" x2=\"{x:.2}%\" y1=\"60\" y2=\"71\"/>\
                     <text class=\"{class}\" x=\"{x_of_text:.2}%\" y=\"83\" text-anchor=\"{anchor}\">{year}</text>"
                ),
            );
            last = x;
            if !is_fine {
                last_narrow = x_of_text;
            }
        }
    }
}

fn push(svg: &mut String, text: &str) {
    svg.write_str(text).expect("a string takes all");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dots(dates: &[&str]) -> Vec<Dot> {
        let dot = |edtf: &&str| Dot {
            when: When::parse_edtf(edtf).expect("a date"),
            is_ahead: edtf.starts_with("2017"),
        };
        dates.iter().map(dot).collect()
    }

    fn link(_: i16, _: Option<i8>, anchor: &str) -> String {
        format!("#{anchor}")
    }

    #[test]
    fn each_bar_leads_to_its_group() {
        let strip = strip(
            Language::english(),
            &dots(&[
                "2016",
                "2016-02-08",
                "2016-02-08",
                "2016-02",
                "2016-04-01",
                "2017-03-31",
            ]),
            &link,
        )
        .expect("there are several months");
        for part in [
            "href=\"#y2016-02\" tabindex=\"-1\"><title>February 2016: 3 events</title>",
            "href=\"#y2016-04\" tabindex=\"-1\"><title>April 2016: 1 event</title>",
            "href=\"#planned_y2017-03\" tabindex=\"-1\"><title>March 2017: 1 event</title>",
            "href=\"#y2016\" tabindex=\"-1\"><title>2016: 1 event</title>",
            "class=\"ahead\"",
            ">2016</text>",
        ] {
            assert!(strip.svg.contains(part), "{part} in {}", strip.svg);
        }
        assert!(!strip.svg.contains("style="));
        assert_eq!(
            strip.words,
            "Events by month, 2016 to March 2017; most in February 2016 (3)."
        );
    }

    #[test]
    fn a_long_silence_is_a_break_and_a_long_time_is_coarse() {
        let unit = |dates: &[&str]| Unit::for_all(&dots(dates));
        assert_eq!(
            unit(&["1867-07-01", "2016-02-08", "2016-03-01"]),
            Unit::Month
        );
        let years: Vec<String> = (0..60).map(|n| format!("{}-05-01", 1950 + n)).collect();
        let years: Vec<&str> = years.iter().map(String::as_str).collect();
        assert_eq!(unit(&years), Unit::Year);
        let places = places([0, 3, 100].into_iter());
        assert_eq!(places.into_values().collect::<Vec<_>>(), [0, 3, 6]);
    }

    #[test]
    fn one_bar_is_no_picture() {
        assert!(strip(Language::english(), &[], &link).is_none());
        assert!(
            strip(
                Language::english(),
                &dots(&["2016-02-08", "2016-02-09"]),
                &link
            )
            .is_none()
        );
    }
}

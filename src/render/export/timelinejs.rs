//! A timeline for TimelineJS (Knight Lab), as JSON.
//!
//! Source of the format: <https://timeline.knightlab.com/docs/json-format.html>.
//! Its texts are HTML, so everything of ours is escaped; a date has the parts
//! that are known and no others, and is shown in the words of the page.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use super::entry::{Entry, one_line};
use crate::date::{Grain, Qualifier, When};
use crate::language::Language;
use crate::render::{escape, json};

/// A slide: one event.
#[derive(Serialize)]
pub(super) struct Slide {
    pub(super) start_date: Parts,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_date: Option<Parts>,
    pub(super) display_date: String,
    pub(super) text: Words,
    /// Events of one group stand in rows of their own.
    pub(super) group: String,
    pub(super) unique_id: String,
    /// Whether addresses in the text become links; ours are links already.
    autolink: bool,
}

/// The parts of a date that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Parts {
    pub(super) year: i16,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) month: Option<i8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) day: Option<i8>,
}

/// What a slide says, as HTML.
#[derive(Serialize)]
pub(super) struct Words {
    pub(super) headline: String,
    pub(super) text: String,
}

#[derive(Serialize)]
struct Timeline<L> {
    title: Cover,
    events: L,
    scale: &'static str,
}

#[derive(Serialize)]
struct Cover {
    text: Words,
    unique_id: &'static str,
}

/// The words of the slide in front, which has no date.
pub(super) fn cover(title: &str, summary: Option<&str>, page: Option<&str>) -> Words {
    let summary = summary.map(|text| format!("<p>{}</p>", html(text)));
    let page = page.map(|url| format!("<p><a href=\"{0}\">{0}</a></p>", escape(url)));
    Words {
        headline: html(title),
        text: summary.into_iter().chain(page).collect(),
    }
}

/// A timeline of `slides` behind a cover.
pub(super) fn timeline(
    cover: Words,
    slides: impl Serialize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let timeline = Timeline {
        title: Cover {
            text: cover,
            unique_id: "cover",
        },
        events: slides,
        scale: "human",
    };
    json::write(&timeline, out)
}

impl Slide {
    pub(super) fn of(entry: &Entry, language: &Language) -> Self {
        let (start_date, end_date) = span(entry.when);
        Self {
            start_date,
            end_date,
            display_date: language.when(entry.when),
            text: Words {
                headline: html(&entry.title),
                text: evidence(entry, language),
            },
            group: language
                .get(if entry.planned {
                    "planned_then"
                } else {
                    "what_happened"
                })
                .to_owned(),
            unique_id: entry.id.clone(),
            autolink: false,
        }
    }
}

/// The sentence, and the article that says it.
fn evidence(entry: &Entry, language: &Language) -> String {
    let quote = entry
        .quote()
        .map(|quote| format!("<p>{}</p>", language.quoted(&html(quote))));
    let source = html(&entry.source);
    let source = match &entry.url {
        Some(url) => format!("<p><a href=\"{}\">{source}</a></p>", escape(url)),
        None => format!("<p>{source}</p>"),
    };
    quote.into_iter().chain([source]).collect()
}

/// Where a date begins and, where that is somewhere else, ends. Of a range that
/// is open at one end, the other is all that is known.
fn span(when: When) -> (Parts, Option<Parts>) {
    let (from, to) = when.ends();
    let start = Parts::of(when.earliest(), from);
    let end = Parts::of(when.latest(), to);
    let is_interval = matches!(when.grain(), Grain::Week | Grain::Range);
    match when.qualifier() {
        Some(Qualifier::Until) if is_interval => (end, None),
        Some(Qualifier::Since) if is_interval => (start, None),
        _ => (start, (end != start).then_some(end)),
    }
}

impl Parts {
    fn of(day: Date, grain: Grain) -> Self {
        Self {
            year: day.year(),
            month: (grain < Grain::Year).then(|| day.month()),
            day: (grain == Grain::Day).then(|| day.day()),
        }
    }
}

fn html(text: &str) -> String {
    escape(&one_line(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edtf: &str, start: &str, end: Option<&str>) {
        let (from, to) = span(When::parse_edtf(edtf).expect("it is a date"));
        assert_eq!(written(from), start, "{edtf}");
        assert_eq!(to.map(written).as_deref(), end, "{edtf}");
    }

    fn written(parts: Parts) -> String {
        let rest = [parts.month, parts.day].into_iter().flatten();
        rest.fold(parts.year.to_string(), |text, part| {
            format!("{text}-{part}")
        })
    }

    #[test]
    fn no_part_of_a_date_is_made_up() {
        check("2016-02-22", "2016-2-22", None);
        check("2015-03", "2015-3", None);
        check("2015-03~", "2015-3", None);
        check("2016", "2016", None);
        check("2016-21", "2016-3", Some("2016-5"));
        check("2015-24", "2015-12", Some("2016-2"));
        check("2016-34", "2016-4", Some("2016-6"));
        check("201X", "2010", Some("2019"));
        check("2015-03/2015-05", "2015-3", Some("2015-5"));
        check("2015-03-12/2015-05", "2015-3-12", Some("2015-5"));
        check("2016-02-08/2016-02-14", "2016-2-8", Some("2016-2-14"));
        check("0001-01-01/9999-12-31", "1-1-1", Some("9999-12-31"));
    }

    #[test]
    fn what_is_open_stands_where_it_is_known() {
        check("../2016-02-22", "2016-2-22", None);
        check("../2016-02", "2016-2", None);
        check("2014-11-02/..", "2014-11-2", None);
        check("../2016-02-08/2016-02-14", "2016-2-14", None);
    }

    #[test]
    fn what_a_slide_says_is_text() {
        let words = cover("<b>A & B</b>", Some("1 < 2"), Some("https://x.org/\"a"));
        assert_eq!(words.headline, "&lt;b&gt;A &amp; B&lt;/b&gt;");
        assert_eq!(
            words.text,
            "<p>1 &lt; 2</p><p><a href=\"https://x.org/&quot;a\">https://x.org/&quot;a</a></p>"
        );
    }
}

//! From the site to the files of the built site.
//!
//! Pure: plan, view, template, bytes. It knows no disk and no clock, and a
//! template can ask for nothing but its view.

mod annotations;
mod clean;
mod code;
mod companions;
mod data;
mod direction;
mod dossiers;
mod edition;
mod export;
mod extent;
mod footnotes;
mod highlights;
mod json;
mod json_ld;
mod links;
mod neighbourhood;
mod pages;
mod pictures;
mod plain_text;
pub mod plan;
mod quotation;
pub mod reference;
mod search;
mod share;
pub mod stretch;
mod strip;
pub mod templates;
mod text;
mod urls;
pub mod view;
pub mod weave;
mod words;

use std::fmt::Write;

pub use edition::{Contents, Edition, File, Tools};

use self::weave::{Mark, weave};
use crate::article::{Annotations, Prose, ProseRange};

/// Static files that only a search page needs.
pub const OF_SEARCH: [&str; 2] = ["search.css", "search.js"];

/// Text as HTML shows it.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        let (plain, special) = rest.split_at(at);
        escaped.push_str(plain);
        escaped.push_str(match special.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &special[1..];
    }
    escaped.push_str(rest);
    escaped
}

/// One annotated text as an HTML element of its own, without links: names and
/// dates are marked, and say in `data-` attributes what they are.
#[must_use]
pub fn fragment(title: Option<&str>, prose: &Prose, annotations: &Annotations) -> String {
    let mut marks: Vec<Mark> = annotations
        .mentions
        .iter()
        .map(|mention| {
            mark(
                mention.at,
                format!(
                    "mark class=\"e e-{}\" data-entity=\"{}\"",
                    mention.of.kind(),
                    mention.of
                ),
                "</mark>",
            )
        })
        .collect();
    let is_free = |at: ProseRange| {
        !annotations
            .mentions
            .iter()
            .any(|mention| mention.at.overlaps(at))
    };
    let times = annotations.times.iter().filter(|time| is_free(time.at));
    marks.extend(times.map(|time| {
        mark(
            time.at,
            format!("span class=\"t\" data-value=\"{}\"", escape(&time.value)),
            "</span>",
        )
    }));
    let woven = weave(&crate::parse::paragraphs(prose, 0), prose, marks);
    let mut html = "<article>".to_owned();
    if let Some(title) = title {
        let _ = writeln!(html, "<h1>{}</h1>", escape(title));
    }
    pulldown_cmark::html::push_html(&mut html, woven.events.into_iter());
    html.push_str("</article>");
    html
}

fn mark(at: ProseRange, tag: String, close: &str) -> Mark {
    Mark {
        at,
        layer: 0,
        tag,
        id: None,
        inner: String::new(),
        close: close.to_owned(),
        is_link: false,
    }
}

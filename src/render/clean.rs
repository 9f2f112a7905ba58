//! Raw HTML made safe.
//!
//! An article may come from anywhere, so what a browser would run is taken
//! out by `ammonia`; what the program itself has woven in stays.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use ammonia::{Builder, UrlRelative};

use crate::address::is_safe;
use crate::steering::unsteered;

/// The HTML of an article's text without anything that runs, loads frames or
/// escapes from its place.
pub(super) fn clean(html: &str) -> String {
    let seen: Mutex<BTreeSet<String>> = Mutex::default();
    let clean = Builder::default()
        .add_generic_attributes(["id", "class", "role", "aria-label", "tabindex"])
        .add_tags(["section", "input", "button"])
        .add_tag_attributes("a", ["data-entity", "data-first"])
        .add_tag_attributes("span", ["data-at"])
        .add_tag_attributes("button", ["popovertarget"])
        .set_tag_attribute_value("button", "type", "button")
        .add_tag_attributes("time", ["datetime"])
        .add_tag_attributes("img", ["srcset", "sizes", "loading", "decoding"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .set_tag_attribute_value("input", "disabled", "")
        .set_tag_attribute_value("input", "type", "checkbox")
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(move |_, attribute, value| {
            let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
            // What steers is taken out of the whole below, so an address is
            // weighed as it will be: `java&#8;script:` is none of a scheme yet.
            let value = unsteered(value);
            let value = &*value;
            let is_kept = match attribute {
                "id" => is_free(value) && seen.insert(value.to_owned()),
                "srcset" => value.split(',').all(is_safe),
                // Where a quotation comes from; nothing follows it, but a
                // script may.
                "cite" | "href" | "src" => is_safe(value),
                _ => true,
            };
            is_kept.then(|| value.to_owned().into())
        })
        .clean(html)
        .to_string();
    // Cleaning has resolved references such as `&#x202E;`.
    unsteered(&clean).into_owned()
}

/// Whether an id can't be one of the page around the text: those hold an
/// underscore, or are entries and groups of the timeline (`t1`, `y2016`).
fn is_free(id: &str) -> bool {
    let is_timeline = id
        .strip_prefix(['t', 'y'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    !id.is_empty() && !id.contains(['_', ' ']) && !is_timeline
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_marks_stay_and_what_runs_goes() {
        let ours = "<p><span class=\"s\" id=\"s1\"><a class=\"e e-person\" href=\"/e/\" data-entity=\"person/a\" id=\"m1\" data-first=\"article\">A</a><button class=\"i\" type=\"button\" popovertarget=\"about_person_a\" aria-label=\"About A\"></button><span class=\"steps\" data-at=\"1 of 2\"><a class=\"to-next\" href=\"#m2\" aria-label=\"Next mention\"></a></span></span></p>";
        let parts = |html: &str| {
            let parts = html.split(['<', '>', ' ']).map(str::to_owned);
            parts.collect::<BTreeSet<String>>()
        };
        assert_eq!(parts(&clean(ours)), parts(ours));
        for bad in [
            "<script>x()</script>",
            "<img src=x onerror=x()>",
            "<img srcset='x 1w, javascript:x() 2w'>",
            "<a href=\"java\tscript:x()\">a</a>",
            "<a href=\"java&#8;script:x()\">a</a>",
            "<a href=\"java&#x202e;script:x()\">a</a>",
            "<img src=\"java&#1;script:x()\">",
            "<iframe src=\"https://x.org\"></iframe>",
            "<svg><script>x()</script></svg>",
            "<p style=\"position:fixed\">",
            "<form action=\"https://x.org\"><input type=\"submit\"></form>",
            "<base href=\"https://x.org\">",
            "<button type=\"submit\" form=\"script\" formaction=\"javascript:x()\">Go</button>",
        ] {
            let cleaned = clean(bad).to_lowercase();
            for sign in [
                "script", "onerror", "iframe", "style", "<form", "submit", "<base",
            ] {
                assert!(!cleaned.contains(sign), "{bad} became {cleaned}");
            }
        }
    }
}

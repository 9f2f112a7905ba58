//! Raw HTML made safe.
//!
//! An article may come from anywhere, so what a browser would run is taken
//! out by `ammonia`; what the program itself has woven in stays.

use ammonia::{Builder, UrlRelative};

/// The HTML of an article's text without anything that runs, loads frames or
/// escapes from its place.
pub(super) fn clean(html: &str) -> String {
    Builder::default()
        .add_generic_attributes(["id", "class", "role", "aria-label", "tabindex"])
        .add_tags(["section", "input"])
        .add_tag_attributes("a", ["data-entity"])
        .add_tag_attributes("time", ["datetime"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .set_tag_attribute_value("input", "disabled", "")
        .set_tag_attribute_value("input", "type", "checkbox")
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .clean(html)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_marks_stay_and_what_runs_goes() {
        let ours = "<p><span class=\"s\" id=\"s1\"><a class=\"e e-person\" id=\"m1\" href=\"/e/\" data-entity=\"person/a\">A</a></span></p>";
        assert_eq!(
            clean(ours),
            "<p><span class=\"s\" id=\"s1\"><a class=\"e e-person\" id=\"m1\" href=\"/e/\" data-entity=\"person/a\">A</a></span></p>"
        );
        for bad in [
            "<script>x()</script>",
            "<img src=x onerror=x()>",
            "<a href=\"java\tscript:x()\">a</a>",
            "<iframe src=\"https://x.org\"></iframe>",
            "<svg><script>x()</script></svg>",
            "<p style=\"position:fixed\">",
            "<form action=\"https://x.org\"><input type=\"submit\"></form>",
            "<base href=\"https://x.org\">",
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

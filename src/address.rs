//! Where everything lies in the built site, relative to its base.
//!
//! One file decides, so that pages, feeds, data and checks agree. Addresses
//! here have no slash in front and one behind; `render` puts the base before
//! them.

use crate::article::Article;
use crate::entity::{EntityId, Kind};
use crate::output::OutputPath;
use crate::slug::{is_portable, slugify};
use crate::source::SourcePath;

/// First parts of addresses that no article may take.
pub const RESERVED: [&str; 9] = [
    "api",
    "archive",
    "entities",
    "search",
    "stories",
    "tags",
    "timeline",
    "404",
    "__dateline",
];

/// The page of all articles, by date.
pub const ARCHIVE: &str = "archive/";
/// The page of all entities.
pub const ENTITIES: &str = "entities/";
/// The search page, and the folder of its index.
pub const SEARCH: &str = "search/";
/// The page of all stories.
pub const STORIES: &str = "stories/";
/// The page of all tags.
pub const TAGS: &str = "tags/";
/// The page of all events.
pub const TIMELINE: &str = "timeline/";

/// An article's page: `briefings/refocus/`.
#[must_use]
pub fn article(article: &Article) -> String {
    if article.section.is_empty() {
        format!("{}/", article.slug)
    } else {
        format!("{}/{}/", article.section, article.slug)
    }
}

/// An entity's page: `entities/person/ash-carter/`.
#[must_use]
pub fn entity(id: &EntityId) -> String {
    format!("{ENTITIES}{id}/")
}

/// Where a kind begins on the page of all entities.
#[must_use]
pub fn kind(kind: Kind) -> String {
    format!("{ENTITIES}#{kind}")
}

/// A story's page.
#[must_use]
pub fn story(id: &str) -> String {
    format!("{STORIES}{id}/")
}

/// The words of the article on the page at `page`: `briefings/refocus/text.txt`.
#[must_use]
pub fn text(page: &str) -> String {
    format!("{page}text.txt")
}

/// Its annotations: `briefings/refocus/annotations.json`.
#[must_use]
pub fn annotations(page: &str) -> String {
    format!("{page}annotations.json")
}

/// A tag's page.
#[must_use]
pub fn tag(tag: &str) -> String {
    format!("{TAGS}{}/", slugify(tag))
}

/// The articles of a year, where the archive is long: `archive/2016/`.
#[must_use]
pub fn archive_year(year: i16) -> String {
    format!("{ARCHIVE}{year}/")
}

/// The events of a year, where the timeline is long: `timeline/2016/`.
#[must_use]
pub fn timeline_year(year: i16) -> String {
    format!("{TIMELINE}{year}/")
}

/// Those of a month, where the year is long: `timeline/2016-02/`.
#[must_use]
pub fn timeline_month(year: i16, month: i8) -> String {
    format!("{TIMELINE}{year}-{month:02}/")
}

/// The feed of the page at `page`: `stories/mission/atom.xml`.
#[must_use]
pub fn feed(page: &str) -> String {
    format!("{page}atom.xml")
}

/// An entity's dossier as data: `api/entities/person/ash-carter.json`.
#[must_use]
pub fn dossier(id: &EntityId) -> String {
    format!("api/{ENTITIES}{id}.json")
}

/// The calendar of the timeline on the page at `page`: `timeline/calendar.ics`.
#[must_use]
pub fn calendar(page: &str) -> String {
    format!("{page}calendar.ics")
}

/// That timeline for TimelineJS, as JSON.
#[must_use]
pub fn timeline_json(page: &str) -> String {
    format!("{page}timeline.json")
}

/// That timeline for TimelineJS, as a table.
#[must_use]
pub fn timeline_csv(page: &str) -> String {
    format!("{page}timeline.csv")
}

/// The card that stands for the page at `page` where it is shared.
#[must_use]
pub fn share_card(page: &str) -> String {
    format!("{page}card.png")
}

/// The file of the site that a text's file at `from` means by the address of a
/// picture: with a slash in front it counts from the site's root, without one
/// from the text's own folder. `None` for what lies elsewhere.
#[must_use]
pub fn picture(url: &str, from: &SourcePath) -> Option<String> {
    let path = url.split(['#', '?']).next().unwrap_or("");
    let first = path.split('/').next().unwrap_or("");
    if path.is_empty() || url.starts_with("//") || first.contains(':') {
        return None;
    }
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let (folder, path) = match path.strip_prefix('/') {
        Some(rooted) => (None, rooted),
        None => (from.below_top().rsplit_once('/'), &*path),
    };
    let mut parts: Vec<&str> =
        folder.map_or_else(Vec::new, |(folder, _)| folder.split('/').collect());
    for part in path.split('/') {
        match part {
            "." => {}
            // One that leads above the root is kept, and names no file.
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A smaller form of the picture at `path`, beside it: the name says what it
/// was made of, so that it never changes what it shows.
#[must_use]
pub fn variant(path: &str, fingerprint: &str, width: u32, extension: &str) -> String {
    let (folder, name) = path
        .rsplit_once('/')
        .map_or(("", path), |(folder, name)| (folder, name));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}{stem}.{fingerprint}.{width}.{extension}")
}

/// The file that a page's address is served from.
#[must_use]
pub fn file(address: &str) -> String {
    format!("{address}index.html")
}

/// Whether an address names a file rather than a folder with an index.
#[must_use]
#[expect(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "addresses are case-sensitive"
)]
pub fn is_file(address: &str) -> bool {
    address.ends_with(".html")
}

/// An old address of the front matter's `aliases` as a path in the site, or
/// `None` when it could lead outside.
#[must_use]
pub fn redirect(alias: &str) -> Option<String> {
    let path = alias.trim().trim_matches('/');
    let is_plain = OutputPath::new(&file(&format!("{path}/"))).is_some()
        && path.split('/').all(|part| {
            is_portable(part)
                && part
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'))
        });
    let is_file = is_file(path);
    // A folder called `style.css` could meet a file of that name.
    let has_other_extension = !is_file
        && path
            .rsplit('/')
            .next()
            .is_some_and(|last| last.contains('.'));
    if has_other_extension {
        return None;
    }
    is_plain.then(|| {
        if is_file {
            path.to_owned()
        } else {
            format!("{path}/")
        }
    })
}

/// Whether a page may link to `url`: `http`, `https`, `mailto`, or no scheme.
#[must_use]
pub fn is_safe(url: &str) -> bool {
    // Browsers drop white space and control characters before they look.
    let squeezed: String = url
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let before_path = squeezed.split(['/', '?', '#']).next().unwrap_or("");
    match before_path.split_once(':') {
        Some((scheme, _)) => ["http", "https", "mailto"]
            .iter()
            .any(|safe| scheme.eq_ignore_ascii_case(safe)),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_stays_inside() {
        assert_eq!(redirect("/2014/vote/").as_deref(), Some("2014/vote/"));
        assert_eq!(redirect("old.html").as_deref(), Some("old.html"));
        for bad in [
            "",
            "/",
            "../x",
            "a/../../x",
            "a b",
            "https://x.org/",
            "a?b",
            "a%2fb",
            "dateline.css",
            "feed.json",
            "a/con",
            "nul.html",
            "a./b",
        ] {
            assert_eq!(redirect(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_picture_counts_from_the_root_or_from_its_text() {
        let from = SourcePath::new("content/briefings/2016/a.md");
        let check = |url, expected: Option<&str>| {
            assert_eq!(picture(url, &from).as_deref(), expected, "{url}");
        };
        check("/img/a.png?v=2", Some("img/a.png"));
        check("a%20b.png", Some("briefings/2016/a b.png"));
        check("./img/a.png#x", Some("briefings/2016/img/a.png"));
        check("../a.png", Some("briefings/a.png"));
        check("../../../../a.png", Some("../../a.png"));
        for elsewhere in [
            "https://x.org/a.png",
            "//x.org/a.png",
            "data:image/png,x",
            "",
            "#a",
        ] {
            check(elsewhere, None);
        }
        let top = SourcePath::new("content/a.md");
        assert_eq!(picture("a.png", &top).as_deref(), Some("a.png"));
    }

    #[test]
    fn a_variant_lies_beside_its_picture() {
        assert_eq!(
            variant("img/a.b.jpeg", "1f", 480, "jpg"),
            "img/a.b.1f.480.jpg"
        );
        assert_eq!(variant("a", "1f", 480, "png"), "a.1f.480.png");
    }

    #[test]
    fn only_plain_schemes_are_safe() {
        for good in [
            "https://x.org",
            "HTTP://x.org",
            "mailto:a@x.org",
            "a/b:c",
            "#a",
            "",
            "/x",
            "//x.org/",
        ] {
            assert!(is_safe(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVa\tScript:x",
            " javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}

//! What the server adds to a site so that its pages follow the edits.
//!
//! This exists so that the files themselves never hold a trace of the server:
//! the script's tag is put into a page on its way out. It knows where a page
//! ends and nothing else about HTML.

use super::{Problems, Snapshot};

/// The folder below the base path that belongs to the server.
pub(super) const FOLDER: &str = "__dateline/";

/// The text of one of the server's own files.
pub(super) fn file(name: &str) -> Option<&'static str> {
    match name {
        "live.js" => Some(include_str!("live.js")),
        "live.css" => Some(include_str!("live.css")),
        _ => None,
    }
}

/// `page` with the script's tag before the end of its body, or at its very end.
pub(super) fn with_script(page: &[u8], snapshot: &Snapshot) -> Vec<u8> {
    let (before, after) = page.split_at(end_of_body(page));
    let tag = script_tag(snapshot, "");
    [before, tag.as_bytes(), after].concat()
}

/// What a failure page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failed {
    /// The whole site, and there is none before it.
    Site,
    /// This page of it.
    Page,
}

impl Failed {
    fn heading(self) -> &'static str {
        match self {
            Self::Site => "The site could not be built",
            Self::Page => "This page could not be made",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Site => "There is no good build to show yet. This page follows your edits.",
            Self::Page => "A build would end with this error. This page follows your edits.",
        }
    }
}

/// A page that stands where there is no page, with the reason.
pub(super) fn failure_page(failed: Failed, problems: &Problems, snapshot: &Snapshot) -> String {
    let style = escape(&format!("{}{FOLDER}live.css", snapshot.base_path));
    let text = escape(&problems.text);
    let (heading, words) = (failed.heading(), failed.words());
    // The script learns that the problems are on the page already.
    let script = script_tag(snapshot, " data-failure-page");
    format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading}</title>
<link rel="stylesheet" href="{style}">
</head>
<body class="dateline-failure">
<main>
<h1>{heading}</h1>
<p>{words}</p>
<pre tabindex="0">{text}</pre>
</main>
{script}</body>
</html>
"#
    )
}

/// Where the last `</body` begins.
fn end_of_body(page: &[u8]) -> usize {
    const END: &[u8] = b"</body";
    page.windows(END.len())
        .rposition(|window| window.eq_ignore_ascii_case(END))
        .unwrap_or(page.len())
}

/// The version says which run the page is of, so that the script can tell when
/// there is a newer one, however long the connection was gone.
fn script_tag(snapshot: &Snapshot, attributes: &str) -> String {
    let address = escape(&format!("{}{FOLDER}live.js", snapshot.base_path));
    let version = snapshot.version;
    format!("<script src=\"{address}\" data-version=\"{version}\"{attributes} defer></script>\n")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: &str =
        "<script src=\"/a&amp;b/__dateline/live.js\" data-version=\"7\" defer></script>\n";

    fn snapshot() -> Snapshot {
        Snapshot {
            files: None,
            base_path: "/a&b/".to_owned(),
            problems: None,
            version: 7,
        }
    }

    fn check(before: &str, after: &str) {
        let page = [before, after].concat();
        let with_script = with_script(page.as_bytes(), &snapshot());
        let expected = [before, TAG, after].concat();
        assert_eq!(String::from_utf8(with_script).unwrap(), expected);
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        check("<body>a", "</body></html>");
        check("<body>a", "</BODY ></html>");
        check("<pre>&lt;/body></pre></body><!-- ", "</body> -->");
        check("<p>no end", "");
        check("", "");
        check("</bod", "");
    }

    #[test]
    fn bytes_that_are_no_text_are_left_alone() {
        let with_script = with_script(b"\xff</body>", &snapshot());
        assert!(with_script.starts_with(b"\xff<script"));
        assert!(with_script.ends_with(b"</body>"));
    }

    #[test]
    fn problems_cannot_become_markup() {
        let problems = Problems {
            text: "</pre><script>alert(\"1\")</script>".to_owned(),
            errors: 1,
            warnings: 0,
        };
        let page = failure_page(Failed::Site, &problems, &snapshot());
        let expected = "&lt;/pre&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</pre>";
        assert!(page.contains(expected), "{page}");
        assert!(page.contains("data-version=\"7\" data-failure-page defer"));
    }
}

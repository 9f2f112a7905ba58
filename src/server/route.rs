//! Decides what a request gets.
//!
//! A pure function of the request's method, its target and the snapshot, so
//! that everything a browser may ask can be tried without a socket. It can
//! answer with the snapshot's files and with what [`live`] adds; there is
//! nothing else it could reach.

use hyper::body::Bytes;
use hyper::{Method, StatusCode, Uri};

use super::content_type::{HTML, content_type};
use super::live::Failed;
use super::{Problems, Snapshot, live, path};
use crate::output::OutputPath;

/// What a request gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// A file of the site, or something the server adds to it.
    Content {
        status: StatusCode,
        content_type: &'static str,
        bytes: Bytes,
    },
    /// Another place to look.
    Redirect { status: StatusCode, to: String },
    /// The stream of versions.
    Events,
    /// A message in plain text.
    Notice {
        status: StatusCode,
        text: &'static str,
    },
}

impl Answer {
    /// For a request that doesn't name this server.
    pub(super) const FORBIDDEN: Self = Self::Notice {
        status: StatusCode::FORBIDDEN,
        text: "This server answers only to localhost and to its own address\n",
    };
    /// For a request that can't be answered, through a fault of the program.
    pub(super) const BROKEN: Self = Self::Notice {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        text: "This could not be made; the terminal says more\n",
    };
    const METHOD_NOT_ALLOWED: Self = Self::Notice {
        status: StatusCode::METHOD_NOT_ALLOWED,
        text: "This server can only be read from\n",
    };
    const NOT_FOUND: Self = Self::Notice {
        status: StatusCode::NOT_FOUND,
        text: "There is no such page in this site\n",
    };
}

/// What a request with `method` for `uri` gets while `snapshot` is shown.
pub(super) fn route(method: &Method, uri: &Uri, snapshot: &Snapshot) -> Answer {
    if method != Method::GET && method != Method::HEAD {
        return Answer::METHOD_NOT_ALLOWED;
    }
    let base = snapshot.base_path.as_str();
    match path::below(base, uri.path()) {
        Some(path) => below_base(&path, uri, snapshot),
        None if uri.path() == "/" => Answer::Redirect {
            status: StatusCode::TEMPORARY_REDIRECT,
            to: base.to_owned(),
        },
        None if base.strip_suffix('/') == Some(uri.path()) => with_slash(uri),
        None => not_found(snapshot),
    }
}

fn below_base(path: &str, uri: &Uri, snapshot: &Snapshot) -> Answer {
    if let Some(name) = path.strip_prefix(live::FOLDER) {
        return reserved(name, snapshot);
    }
    let is_folder = path.is_empty() || path.ends_with('/');
    if is_folder {
        file(&format!("{path}index.html"), StatusCode::OK, snapshot)
    } else {
        file(path, StatusCode::OK, snapshot).or_else(|| folder(path, uri, snapshot))
    }
    .or_else(|| unbuilt(path, snapshot))
    .unwrap_or_else(|| not_found(snapshot))
}

fn reserved(name: &str, snapshot: &Snapshot) -> Answer {
    match (name, live::file(name)) {
        ("events", _) => Answer::Events,
        (_, Some(text)) => Answer::Content {
            status: StatusCode::OK,
            content_type: content_type(name),
            bytes: Bytes::from_static(text.as_bytes()),
        },
        (_, None) => not_found(snapshot),
    }
}

fn file(path: &str, status: StatusCode, snapshot: &Snapshot) -> Option<Answer> {
    let content_type = content_type(path);
    match snapshot.files.as_ref()?.get(&OutputPath::new(path)?)? {
        Ok(bytes) => Some(Answer::Content {
            status,
            content_type,
            bytes: if content_type == HTML {
                live::with_script(&bytes, snapshot).into()
            } else {
                bytes
            },
        }),
        Err(problems) => Some(failure(Failed::Page, &problems, snapshot)),
    }
}

/// In place of a page, the reason why there is none.
fn failure(failed: Failed, problems: &Problems, snapshot: &Snapshot) -> Answer {
    Answer::Content {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        content_type: HTML,
        bytes: live::failure_page(failed, problems, snapshot).into(),
    }
}

fn folder(path: &str, uri: &Uri, snapshot: &Snapshot) -> Option<Answer> {
    let index = OutputPath::new(&format!("{path}/index.html"))?;
    let has_index = snapshot.files.as_ref()?.has(&index);
    has_index.then(|| with_slash(uri))
}

/// The same address with a slash behind the path. It stays on this server: a
/// path that names a folder of the site can't begin with two slashes.
fn with_slash(uri: &Uri) -> Answer {
    let query = uri.query().map(|query| format!("?{query}"));
    Answer::Redirect {
        status: StatusCode::PERMANENT_REDIRECT,
        to: format!("{}/{}", uri.path(), query.unwrap_or_default()),
    }
}

/// In place of any page, the reason why there are none yet.
fn unbuilt(path: &str, snapshot: &Snapshot) -> Option<Answer> {
    let problems = snapshot.failure()?;
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_page = !name.contains('.') || content_type(name) == HTML;
    (is_page && snapshot.files.is_none()).then(|| failure(Failed::Site, problems, snapshot))
}

fn not_found(snapshot: &Snapshot) -> Answer {
    file("404.html", StatusCode::NOT_FOUND, snapshot).unwrap_or(Answer::NOT_FOUND)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::super::Files;
    use super::*;

    #[derive(Debug)]
    struct Built(BTreeMap<OutputPath, Bytes>);

    impl Files for Built {
        fn has(&self, path: &OutputPath) -> bool {
            self.0.contains_key(path)
        }

        fn get(&self, path: &OutputPath) -> Option<Result<Bytes, Problems>> {
            if path.as_str() == "broken/index.html" {
                let text = "error: no such field".to_owned();
                let (errors, warnings) = (1, 0);
                return Some(Err(Problems {
                    text,
                    errors,
                    warnings,
                }));
            }
            self.0.get(path).cloned().map(Ok)
        }
    }

    const FILES: [&str; 10] = [
        "index.html",
        "404.html",
        "style.css",
        "timeline/index.html",
        "entities/café au lait/index.html",
        "both",
        "both/index.html",
        "api/articles.json",
        "100%/index.html",
        ".nojekyll",
    ];

    fn snapshot(base_path: &str, files: &[&str]) -> Snapshot {
        let entry = |path: &&str| {
            let path = OutputPath::new(path).unwrap();
            let bytes = format!("<body>{path}</body>").into();
            (path, bytes)
        };
        Snapshot {
            files: (!files.is_empty())
                .then(|| Arc::new(Built(files.iter().map(entry).collect())) as Arc<dyn Files>),
            base_path: base_path.to_owned(),
            problems: None,
            version: 7,
        }
    }

    fn failed(files: &[&str]) -> Snapshot {
        let problems = Some(Problems {
            text: "error: <b> & co".to_owned(),
            errors: 1,
            warnings: 0,
        });
        Snapshot {
            problems,
            ..snapshot("/", files)
        }
    }

    /// An answer in one line: the status, then the target of a redirect or
    /// which file it is.
    fn summary(answer: &Answer) -> String {
        match answer {
            Answer::Content { status, bytes, .. } => {
                let text = std::str::from_utf8(bytes).unwrap();
                let name = text.strip_prefix("<body>").unwrap_or("(added)");
                let name = name.split('<').next().unwrap();
                format!("{} {name}", status.as_u16())
            }
            Answer::Redirect { status, to } => format!("{} -> {to}", status.as_u16()),
            Answer::Events => "events".to_owned(),
            Answer::Notice { status, .. } => format!("{} (notice)", status.as_u16()),
        }
    }

    fn check(snapshot: &Snapshot, target: &str, expected: &str) {
        let answer = route(&Method::GET, &target.parse().unwrap(), snapshot);
        assert_eq!(summary(&answer), expected, "{target}");
    }

    #[test]
    fn pages_and_files_have_the_addresses_of_a_real_host() {
        let site = snapshot("/", &FILES);
        for (target, expected) in [
            ("/", "200 index.html"),
            ("/?q=1", "200 index.html"),
            ("/index.html", "200 index.html"),
            ("/style.css", "200 style.css"),
            ("/style.css?v=2", "200 style.css"),
            ("/timeline/", "200 timeline/index.html"),
            ("/timeline/index.html", "200 timeline/index.html"),
            ("/timeline", "308 -> /timeline/"),
            ("/timeline?from=2021", "308 -> /timeline/?from=2021"),
            ("/%74imeline", "308 -> /%74imeline/"),
            (
                "/entities/caf%C3%A9%20au%20lait/",
                "200 entities/café au lait/index.html",
            ),
            ("/100%25/", "200 100%/index.html"),
            ("/both", "200 both"),
            ("/both/", "200 both/index.html"),
            ("/api/articles.json", "200 api/articles.json"),
            ("/.nojekyll", "200 .nojekyll"),
        ] {
            check(&site, target, expected);
        }
    }

    #[test]
    fn what_is_not_in_the_site_is_not_found() {
        let site = snapshot("/", &FILES);
        for target in [
            "/nothing",
            "/nothing/",
            "/style.css/",
            "/Timeline/",
            "/api",
            "/api/",
            "//",
            "//timeline",
            "//evil.example/timeline",
            "/timeline//",
            "/./",
            "/./style.css",
            "/../style.css",
            "/timeline/../style.css",
            "/%2e%2e/style.css",
            "/timeline/%2E%2E/style.css",
            "/%252e%252e/style.css",
            "/..%2fstyle.css",
            "/timeline%2F",
            "/timeline%2Findex.html",
            "/%2ftimeline",
            "/..%5cstyle.css",
            "/%c0%ae%c0%ae/style.css",
            "/style.css%00",
            "/style.css%00.html",
            "/style.css%0a",
            "/%",
            "/100%/",
            "/c:/style.css",
            "/__dateline/",
            "/__dateline",
            "/__dateline/live.rs",
            "/__dateline/../style.css",
        ] {
            check(&site, target, "404 404.html");
        }
        check(&site, &format!("/{}", "a".repeat(5000)), "404 404.html");
        check(&snapshot("/", &["index.html"]), "/nothing", "404 (notice)");
    }

    #[test]
    fn a_page_that_cannot_be_made_says_why() {
        let answer = route(
            &Method::GET,
            &Uri::from_static("/broken/"),
            &snapshot("/", &FILES),
        );
        let Answer::Content { status, bytes, .. } = answer else {
            panic!("{answer:?}");
        };
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(String::from_utf8_lossy(&bytes).contains("error: no such field"));
    }

    #[test]
    fn a_site_below_a_path_answers_only_there() {
        let site = snapshot("/sub/path/", &FILES);
        for (target, expected) in [
            ("/", "307 -> /sub/path/"),
            ("/sub/path", "308 -> /sub/path/"),
            ("/sub/path?q", "308 -> /sub/path/?q"),
            ("/sub/path/", "200 index.html"),
            ("/sub/path/timeline", "308 -> /sub/path/timeline/"),
            ("/sub/path/timeline/", "200 timeline/index.html"),
            ("/sub/path/__dateline/events", "events"),
            ("/__dateline/events", "404 404.html"),
            ("/sub", "404 404.html"),
            ("/sub/", "404 404.html"),
            ("/sub/path//", "404 404.html"),
            ("/sub/pathtimeline/", "404 404.html"),
            ("/timeline/", "404 404.html"),
            ("/style.css", "404 404.html"),
        ] {
            check(&site, target, expected);
        }
    }

    #[test]
    fn no_file_of_the_site_hides_an_address_of_the_server() {
        let site = snapshot("/", &["__dateline/events", "__dateline/live.js"]);
        check(&site, "/__dateline/events", "events");
        check(&site, "/__dateline/events?x", "events");
        check(&site, "/__dateline/live.js", "200 (added)");
        check(&site, "/__dateline/live.css", "200 (added)");
    }

    #[test]
    fn a_site_can_only_be_read() {
        let site = snapshot("/", &FILES);
        for (method, expected) in [
            (Method::HEAD, "200 index.html"),
            (Method::POST, "405 (notice)"),
            (Method::PUT, "405 (notice)"),
            (Method::DELETE, "405 (notice)"),
            (Method::OPTIONS, "405 (notice)"),
            (Method::TRACE, "405 (notice)"),
            (Method::CONNECT, "405 (notice)"),
        ] {
            let answer = route(&method, &Uri::from_static("/"), &site);
            assert_eq!(summary(&answer), expected, "{method}");
        }
        let everything = route(&Method::OPTIONS, &Uri::from_static("*"), &site);
        assert_eq!(summary(&everything), "405 (notice)");
    }

    #[test]
    fn only_pages_get_the_script() {
        let site = snapshot("/", &FILES);
        for (target, expected) in [("/", true), ("/nothing", true), ("/style.css", false)] {
            let answer = route(&Method::GET, &Uri::from_static(target), &site);
            let Answer::Content { bytes, .. } = answer else {
                panic!("{target}: {answer:?}");
            };
            let text = std::str::from_utf8(&bytes).unwrap();
            assert_eq!(text.contains("live.js"), expected, "{target}");
        }
    }

    #[test]
    fn before_the_first_good_build_pages_say_why() {
        for (target, expected) in [
            ("/", "500 (added)"),
            ("/timeline/", "500 (added)"),
            ("/timeline", "500 (added)"),
            ("/a/page.html", "500 (added)"),
            ("/style.css", "404 (notice)"),
            ("/favicon.ico", "404 (notice)"),
            ("/%2e%2e%2f", "404 (notice)"),
            ("/__dateline/live.css", "200 (added)"),
        ] {
            check(&failed(&[]), target, expected);
        }
        check(&snapshot("/", &[]), "/", "404 (notice)");
        check(&failed(&["index.html"]), "/", "200 index.html");
        check(&failed(&["index.html"]), "/new/", "404 (notice)");
    }
}

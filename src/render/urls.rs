//! Addresses as pages show them: with the base in front.
//!
//! Without a base URL nobody knows where the site will live, so links are
//! relative to their page and work under any path.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::config::{BaseUrl, Settings};

/// What a path in an address can't hold as it is (WHATWG URL, path set).
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%');

/// Puts the base in front of addresses.
#[derive(Clone, Debug)]
pub(super) struct Urls {
    origin: Option<String>,
    path: String,
}

impl Urls {
    /// For the page at `address`.
    pub(super) fn on(settings: &Settings, address: &str) -> Self {
        let relative = || match address.matches('/').count() {
            // A missing page is shown at any depth.
            _ if address == "404.html" => "/".to_owned(),
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        };
        Self::based(settings, relative)
    }

    /// For files that aren't pages: without a base, relative to the site's root.
    pub(super) fn in_data(settings: &Settings) -> Self {
        Self::based(settings, String::new)
    }

    fn based(settings: &Settings, relative: impl FnOnce() -> String) -> Self {
        match &settings.base_url {
            Some(base) => Self {
                origin: Some(base.origin().to_owned()),
                path: base.path().to_owned(),
            },
            None => Self {
                origin: None,
                path: relative(),
            },
        }
    }

    /// The same, but all addresses are whole: for feeds, which are read elsewhere.
    pub(super) fn whole(base: &BaseUrl) -> Self {
        Self {
            origin: None,
            path: format!("{}{}", base.origin(), base.path()),
        }
    }

    /// The path of an address of the site.
    pub(super) fn path(&self, address: &str) -> String {
        let (address, fragment) = address
            .split_once('#')
            .map_or((address, None), |(address, fragment)| {
                (address, Some(fragment))
            });
        let mut path = format!("{}{}", self.path, utf8_percent_encode(address, PATH));
        if let Some(fragment) = fragment {
            path.push('#');
            path.push_str(fragment);
        }
        path
    }

    /// The path of a file of the site, whose name may hold any character.
    pub(super) fn file(&self, file: &str) -> String {
        format!("{}{}", self.path, utf8_percent_encode(file, PATH))
    }

    /// The whole address, where the base URL is known.
    pub(super) fn absolute(&self, address: &str) -> Option<String> {
        self.origin
            .as_ref()
            .map(|origin| format!("{origin}{}", self.path(address)))
    }

    /// An address as an editor wrote it in a text: one that begins with a
    /// slash is meant from the site's own root.
    pub(super) fn written(&self, url: &str) -> String {
        match url.strip_prefix('/') {
            Some(rest) if !rest.starts_with('/') => format!("{}{rest}", self.path),
            _ => url.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_stands_in_front() {
        let base_url = BaseUrl::parse("https://x.org/sub").ok();
        let urls = Urls::on(
            &Settings {
                base_url,
                ..Settings::default()
            },
            "b/",
        );
        assert_eq!(urls.path("a/é b/#s1"), "/sub/a/%C3%A9%20b/#s1");
        assert_eq!(urls.absolute("").as_deref(), Some("https://x.org/sub/"));
        assert_eq!(urls.written("/f.pdf"), "/sub/f.pdf");
        assert_eq!(urls.written("//y.org/f.pdf"), "//y.org/f.pdf");
    }

    #[test]
    fn without_a_base_links_are_relative() {
        let path = |page| Urls::on(&Settings::default(), page).path("timeline/");
        assert_eq!(path(""), "./timeline/");
        assert_eq!(path("briefings/refocus/"), "../../timeline/");
        assert_eq!(path("old.html"), "./timeline/");
        assert_eq!(path("404.html"), "/timeline/");
        assert_eq!(
            Urls::in_data(&Settings::default()).path("timeline/"),
            "timeline/"
        );
        assert_eq!(Urls::on(&Settings::default(), "").absolute(""), None);
        assert_eq!(
            Urls::on(&Settings::default(), "a/").written("/f.pdf"),
            "../f.pdf"
        );
    }
}

//! Addresses as pages show them: with the base in front.

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
    pub(super) fn new(settings: &Settings) -> Self {
        let origin = settings
            .base_url
            .as_ref()
            .map(|base| base.origin().to_owned());
        Self {
            origin,
            path: settings.base_path().to_owned(),
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
        let urls = Urls::new(&Settings {
            base_url,
            ..Settings::default()
        });
        assert_eq!(urls.path("a/é b/#s1"), "/sub/a/%C3%A9%20b/#s1");
        assert_eq!(urls.absolute("").as_deref(), Some("https://x.org/sub/"));
        assert_eq!(urls.written("/f.pdf"), "/sub/f.pdf");
        assert_eq!(urls.written("//y.org/f.pdf"), "//y.org/f.pdf");
        assert_eq!(Urls::new(&Settings::default()).absolute(""), None);
    }
}

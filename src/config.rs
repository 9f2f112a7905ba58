//! The site's settings, `dateline.toml`.
//!
//! This exists so that what may be set, and what holds when nothing is set,
//! stands in one place. It knows no command line: options given there are laid
//! over the settings by the command.

use std::collections::BTreeMap;

use url::Url;

use crate::diagnostic::Diagnostic;
use crate::fields::{self, Fields, Format};
use crate::language::{Languages, own_strings};
use crate::source::Source;

/// Where the site will be published: scheme and host, and the path below them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    path: String,
}

impl BaseUrl {
    /// Reads `https://host/sub/path/`; the last slash may be missing.
    ///
    /// # Errors
    /// When it isn't an `http` or `https` address, or has a query, a fragment
    /// or a password; the message says which.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = Url::parse(text.trim()).map_err(|error| error.to_string())?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err("it must begin with `https://` and a host".to_owned());
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err("it must have neither `?` nor `#`".to_owned());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("it must have no user name or password".to_owned());
        }
        let mut path = url.path().to_owned();
        if !path.ends_with('/') {
            path.push('/');
        }
        Ok(Self {
            origin: url.origin().ascii_serialization(),
            path,
        })
    }

    /// Scheme and host: `https://host`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The host, with its port if it has one.
    #[must_use]
    pub fn host(&self) -> &str {
        self.origin.split_once("://").map_or("", |(_, host)| host)
    }

    /// The path, with a slash at both ends: `/` or `/sub/path/`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// The settings of a site.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// `title` of the site.
    pub title: String,
    /// `description`: one line on what it is.
    pub description: Option<String>,
    /// `base_url`: where it will be published; without it links are relative,
    /// and there are no feeds, site map and canonical links, since those need
    /// whole addresses.
    pub base_url: Option<BaseUrl>,
    /// `lang`: a BCP 47 tag.
    pub lang: String,
    /// `publisher`: who answers for the site; its title when unset.
    pub publisher: Option<String>,
    /// `stylesheet`: a file of `static/` that goes over the theme's own style.
    pub stylesheet: Option<String>,
    /// `trusted_html`: leave raw HTML in Markdown as it is.
    pub trusted_html: bool,
    /// `share_cards`: make a picture of each article's title, for where it is
    /// shared; needs `base_url`.
    pub share_cards: bool,
    /// `search`: whether there is a search page.
    pub search: bool,
    /// `feed_entries`: how many articles a feed holds.
    pub feed_entries: usize,
    /// `related`: how many related articles a page shows.
    pub related: usize,
    /// `entities.threshold`: mentions less sure than this aren't shown.
    pub threshold: f64,
    /// `entities.ignore`: names that are none.
    pub ignore: Vec<String>,
    /// `words`: what the site says in words of its own, by the key of a string
    /// in `src/language/`.
    pub words: BTreeMap<String, String>,
    /// `extra`: free data for templates.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: "Briefings".to_owned(),
            description: None,
            base_url: None,
            lang: "en".to_owned(),
            publisher: None,
            stylesheet: None,
            trusted_html: false,
            share_cards: true,
            search: true,
            feed_entries: 20,
            related: 5,
            threshold: 0.5,
            ignore: Vec::new(),
            words: BTreeMap::new(),
            extra: serde_json::Map::new(),
        }
    }
}

impl Settings {
    /// Who answers for the site.
    #[must_use]
    pub fn publisher(&self) -> &str {
        self.publisher.as_deref().unwrap_or(&self.title)
    }

    /// The languages its pages are in.
    #[must_use]
    pub fn languages(&self) -> Languages {
        Languages::new(&self.lang, &self.words)
    }

    /// The path the site lives under, with a slash at both ends.
    #[must_use]
    pub fn base_path(&self) -> &str {
        self.base_url.as_ref().map_or("/", BaseUrl::path)
    }
}

/// Reads the settings file; what is wrong in it keeps its default.
#[must_use]
pub fn read(source: &Source) -> (Settings, Vec<Diagnostic>) {
    let (table, mut faults) = fields::parse(&source.text, Format::Toml);
    let default = Settings::default();
    let mut fields = Fields::new(&table, "the settings", &mut faults);
    let base_url = fields.text("base_url").and_then(|text| {
        BaseUrl::parse(&text.value)
            .map_err(|why| {
                let message = format!("`base_url` can't be used: {why}");
                fields.fault(
                    "bad-base-url",
                    text.span,
                    message,
                    "write it as `https://host/path/`",
                );
            })
            .ok()
    });
    let entities = fields.table("entities").map(|table| {
        let mut fields = fields.nested(table, "`[entities]` of the settings");
        let read = (fields.share("threshold"), fields.strings("ignore"));
        fields.finish();
        read
    });
    let (threshold, ignore) = entities.unwrap_or_default();
    let (words, of_words) = fields.table("words").map(own_strings).unwrap_or_default();
    let settings = Settings {
        title: fields.string("title").unwrap_or(default.title),
        description: fields.string("description"),
        base_url,
        lang: fields.string("lang").unwrap_or(default.lang),
        publisher: fields.string("publisher"),
        stylesheet: fields.string("stylesheet"),
        trusted_html: fields.flag("trusted_html"),
        share_cards: fields.switch("share_cards").unwrap_or(default.share_cards),
        search: fields.switch("search").unwrap_or(default.search),
        feed_entries: fields
            .count("feed_entries", 1)
            .unwrap_or(default.feed_entries),
        related: fields.count("related", 0).unwrap_or(default.related),
        threshold: threshold.unwrap_or(default.threshold),
        ignore,
        words,
        extra: fields
            .table("extra")
            .map(fields::Table::to_json)
            .unwrap_or_default(),
    };
    fields.finish();
    faults.extend(of_words);
    let diagnostics = faults
        .into_iter()
        .map(|fault| fault.in_file(&source.path, 0))
        .collect();
    (settings, diagnostics)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourcePath;

    fn check(text: &str, expected: &[&str]) -> Settings {
        let source = Source {
            path: SourcePath::new("dateline.toml"),
            text: text.into(),
        };
        let (settings, diagnostics) = read(&source);
        let codes: Vec<_> = diagnostics
            .iter()
            .map(|diagnostic| &*diagnostic.code)
            .collect();
        assert_eq!(codes, expected, "{text}");
        settings
    }

    #[test]
    fn an_empty_file_is_all_defaults() {
        assert_eq!(check("", &[]), Settings::default());
    }

    #[test]
    fn what_is_wrong_is_said_and_keeps_its_default() {
        let settings = check(
            "titel = 'x'\nrelated = -1\nbase_url = 'ftp://x'\n[entities]\nthreshold = 2\nignored = []",
            &[
                "bad-base-url",
                "wrong-type",
                "unknown-key",
                "wrong-type",
                "unknown-key",
            ],
        );
        assert_eq!(settings, Settings::default());
    }

    #[test]
    fn a_site_has_words_of_its_own() {
        let settings = check(
            "[words]\nlatest = 'News'\narticles.one = '{n} report'\ntimelin = 'x'\nsearch = 3",
            &["unknown-key", "wrong-type"],
        );
        let words: Vec<(&str, &str)> = settings
            .words
            .iter()
            .map(|(key, text)| (key.as_str(), text.as_str()))
            .collect();
        assert_eq!(words, [("articles.one", "{n} report"), ("latest", "News")]);
    }

    #[test]
    fn a_base_url_is_origin_and_path() {
        let base = |text| BaseUrl::parse(text).map(|url| (url.origin, url.path));
        let ok = |origin: &str, path: &str| Ok((origin.to_owned(), path.to_owned()));
        assert_eq!(base("https://a.org"), ok("https://a.org", "/"));
        assert_eq!(
            base("https://a.org:8080/b/c"),
            ok("https://a.org:8080", "/b/c/")
        );
        for bad in [
            "",
            "a.org",
            "ftp://a.org/",
            "https://a.org/?x",
            "https://a.org/#x",
            "https://u:p@a.org/",
        ] {
            assert!(base(bad).is_err(), "{bad}");
        }
    }
}

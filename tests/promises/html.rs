//! Reads the HTML that the program writes: tags, attributes in double quotes,
//! text. It knows no more of HTML than that.

use std::collections::BTreeSet;

/// Elements that hold nothing and have no closing tag.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// A tag.
#[derive(Debug)]
pub(crate) struct Tag {
    /// The element's name.
    pub(crate) name: String,
    /// Whether it closes one.
    pub(crate) closes: bool,
    /// The attributes, their values as a browser reads them.
    pub(crate) attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of the attribute, if it is there.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(&found.1)
    }
}

/// A page, read.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Its tags, in order.
    pub(crate) tags: Vec<Tag>,
    /// The text between them, as a browser shows it.
    pub(crate) text: String,
}

/// Reads HTML.
pub(crate) fn read(html: &str) -> Page {
    let mut page = Page::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        page.text.push_str(&unescape(&rest[..at]));
        rest = page.tag(&rest[at + 1..]);
    }
    page.text.push_str(&unescape(rest));
    page
}

impl Page {
    /// Reads a tag after its `<`, and gives what follows it.
    fn tag<'h>(&mut self, rest: &'h str) -> &'h str {
        if let Some(comment) = rest.strip_prefix("!--") {
            return comment.split_once("-->").expect("a comment ends").1;
        }
        let closes = rest.starts_with('/');
        let rest = rest.trim_start_matches('/');
        let end = rest
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'))
            .expect("a tag ends");
        let (name, mut rest) = rest.split_at(end);
        let mut tag = Tag {
            name: name.to_owned(),
            closes,
            attributes: Vec::new(),
        };
        loop {
            rest = rest.trim_ascii_start();
            if let Some(after) = rest.strip_prefix("/>").or_else(|| rest.strip_prefix('>')) {
                self.tags.push(tag);
                return after;
            }
            let end = rest.find(['=', '>', ' ', '/']).expect("a tag ends");
            let (name, after) = rest.split_at(end);
            assert!(!name.is_empty(), "{rest:.40} is no attribute");
            let mut value = "";
            rest = after;
            if let Some(quoted) = after.strip_prefix("=\"") {
                (value, rest) = quoted.split_once('"').expect("a value ends");
            }
            tag.attributes.push((name.to_owned(), unescape(value)));
        }
    }

    /// Every element closes inside the one that holds it, and no id stands twice.
    pub(crate) fn nests(&self) {
        let mut open: Vec<&str> = Vec::new();
        let mut ids = BTreeSet::new();
        for tag in &self.tags {
            if tag.closes {
                assert_eq!(open.pop(), Some(tag.name.as_str()), "closes another one");
                continue;
            }
            if let Some(id) = tag.get("id") {
                assert!(ids.insert(id), "the id {id} stands twice");
            }
            if !VOID.contains(&tag.name.as_str()) {
                open.push(&tag.name);
            }
        }
        assert!(open.is_empty(), "{open:?} stay open");
    }

    /// No link or button stands in another.
    pub(crate) fn links_stand_apart(&self) {
        let mut open = 0;
        let links = self.tags.iter();
        for tag in links.filter(|tag| tag.name == "a" || tag.name == "button") {
            assert!(tag.closes || open == 0, "{tag:?} stands in another");
            open += if tag.closes { -1 } else { 1 };
        }
    }

    /// Nothing runs, loads a frame or styles itself, and no address has a scheme
    /// but those of the web and of mail.
    pub(crate) fn is_safe(&self) {
        for tag in &self.tags {
            let is_active = matches!(
                tag.name.as_str(),
                "script" | "style" | "iframe" | "object" | "embed" | "base" | "form" | "meta"
            );
            assert!(!is_active, "{tag:?}");
            for (name, value) in &tag.attributes {
                assert!(!name.starts_with("on") && name != "style", "{tag:?}");
                if matches!(name.as_str(), "href" | "src" | "cite") {
                    assert!(has_plain_scheme(value), "{tag:?}");
                }
            }
        }
    }
}

/// Whether a browser would go to an address by `http`, `https` or `mailto`, or
/// on the same site. Like a browser it overlooks control characters.
pub(crate) fn has_plain_scheme(url: &str) -> bool {
    let url: String = url
        .trim_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let Some((scheme, _)) = url.split_once(':') else {
        return true;
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let is_plain = ["http", "https", "mailto"]
        .iter()
        .any(|plain| scheme.eq_ignore_ascii_case(plain));
    !is_scheme || is_plain
}

/// The text without any space, since mark-up folds it.
pub(crate) fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

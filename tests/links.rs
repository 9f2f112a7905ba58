//! Every address in the built demo leads somewhere, under its base and under none.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use common::{Built, made, options};
use dateline::pipeline::Options;
use dateline::project::read;
use serde_json::Value;
use url::Url;

const BASE: &str = "https://example.org/some/sub-path/";

/// Where the site without a base URL is thought to be; it must not matter.
const ANYWHERE: &str = "https://anywhere.invalid/";

#[test]
fn pages_under_a_sub_path() {
    demo(Some(BASE)).follow_pages();
}

#[test]
fn feeds_under_a_sub_path() {
    let site = demo(Some(BASE));
    site.follow_xml("atom.xml");
    site.follow_xml("rss.xml");
    site.follow_json("feed.json");
}

#[test]
fn site_map_and_data_under_a_sub_path() {
    let site = demo(Some(BASE));
    site.follow_sitemap();
    site.follow_data();
    let robots = site.text("robots.txt");
    assert!(robots.contains(&format!("Sitemap: {BASE}sitemap.xml\n")));
}

#[test]
fn exports_under_a_sub_path() {
    let site = demo(Some(BASE));
    site.follow_exports();
}

#[test]
fn without_a_base() {
    let site = demo(None);
    site.follow_pages();
    site.follow_data();
    site.follow_exports();
    for (path, page) in site.pages().filter(|(path, _)| *path != "404.html") {
        for link in &page.links {
            let is_rooted = link.url.starts_with('/');
            assert!(!is_rooted, "{path} leads to {} of its host", link.url);
        }
    }
    for absent in ["atom.xml", "rss.xml", "feed.json", "sitemap.xml"] {
        assert!(!site.files.contains_key(absent), "{absent}");
    }
}

#[test]
fn no_id_twice_on_a_page() {
    demo(Some(BASE)).check_ids();
}

/// Headings and footnotes can't take an id that the page needs for itself.
#[test]
fn nor_by_an_editors_headings() {
    let site = ids(
        "[^1]: A note.\n## S1\n## M1\n## T1\n## Fn 1\n## Fnref 1\n## Main content\n## Twice\n## Twice\n## Twice 1\n",
    );
    let ids = &site.pages["a/index.html"].ids;
    for id in ["main_content", "s1", "m1", "t1", "fn-1", "twice"] {
        assert!(ids.iter().any(|known| known == id), "{id} in {ids:?}");
    }
}

#[test]
fn nor_by_an_editors_mark_up() {
    ids(
        "<p id=\"main_content\">Raw</p> <b id=\"s1\">raw</b> <a id=\"m1\">raw</a> <i id=\"t1\">raw</i>",
    );
}

/// A site of one article that has a sentence, a mention and an event.
fn ids(text: &str) -> Site {
    let article =
        "//- content/2016-07-09-a.md\n# Ids\n\nNATO met on 3 May 2016.[^1] Canada did too.[^1]\n\n";
    let sources = common::sources(&format!("{article}{text}"));
    let site = Site::new(&made(&sources, &options(None)), ANYWHERE);
    site.check_ids();
    site
}

#[test]
fn an_article_may_link_to_every_file_of_its_site() {
    let site = "\
//- dateline.toml
base_url = \"https://example.org/\"
//- content/2016-07-09-a.md
# All

[Home](/), [all](/entities/), [feed](/atom.xml), [data](/api/articles.json), [schema](/api/events.schema.json),
[mentions](/api/mentions.jsonl), [robots](/robots.txt), [style](/dateline.css), [nothing](/404.html), [a](/a/),
[text](/files/a.txt), [notes](/files/a.md), [calendar](/timeline/calendar.ics), [table](/timeline/timeline.csv)

NATO met on 3 May 2016.
//- static/files/a.txt
A text.
//- static/files/a.md
Notes.
";
    let run = made(&common::sources(site), &options(None));
    assert_eq!(run.diagnostics, []);
}

/// The site of this repository.
fn demo(base: Option<&str>) -> Site {
    let (sources, unread) = read::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut options: Options = options(base);
    options.publication.now = "2100-01-01T00:00:00Z".parse().unwrap();
    let run = made(&sources, &options);
    assert!(run.errors() == 0 && unread.is_empty(), "{run:#?}");
    Site::new(&run, base.unwrap_or(ANYWHERE))
}

struct Site {
    base: Url,
    files: BTreeMap<String, Vec<u8>>,
    pages: BTreeMap<String, Page>,
}

impl Site {
    fn new(run: &Built, base: &str) -> Self {
        let files = &run.files;
        let html = files
            .iter()
            .filter(|(path, _)| Path::new(path).extension() == Some("html".as_ref()));
        Self {
            base: Url::parse(base).unwrap(),
            pages: html
                .map(|(path, bytes)| {
                    (
                        path.clone(),
                        Page::read(std::str::from_utf8(bytes).unwrap()),
                    )
                })
                .collect(),
            files: files.clone(),
        }
    }

    fn pages(&self) -> impl Iterator<Item = (&str, &Page)> {
        self.pages.iter().map(|(path, page)| (path.as_str(), page))
    }

    fn text(&self, path: &str) -> &str {
        std::str::from_utf8(&self.files[path]).unwrap()
    }

    fn check_ids(&self) {
        for (path, page) in self.pages() {
            let mut seen = BTreeSet::new();
            for id in &page.ids {
                assert!(seen.insert(id), "{path} has the id {id} twice");
            }
        }
    }

    fn follow_pages(&self) {
        assert!(self.pages.len() > 100, "the demo is larger than that");
        for (path, page) in self.pages() {
            for link in &page.links {
                let address = self.base.join(path).unwrap().join(&link.url).unwrap();
                if address.origin() == self.base.origin() {
                    self.hit(path, &address);
                } else {
                    // Only a reader's click may leave the site.
                    let leaves =
                        link.is_clicked && matches!(address.scheme(), "http" | "https" | "mailto");
                    assert!(leaves, "{path} asks for {address}");
                }
            }
            for data in &page.data {
                self.follow_strings(path, data);
            }
        }
    }

    fn follow_xml(&self, file: &str) {
        let text = self.text(file);
        let elements = Page::read(text);
        let within = ["id", "link", "guid"]
            .iter()
            .flat_map(|name| elements_named(text, name));
        let urls: Vec<String> = elements
            .links
            .into_iter()
            .map(|link| link.url)
            .chain(within)
            .collect();
        assert!(urls.len() > 40, "{file} has {} addresses", urls.len());
        for url in urls {
            self.hit(file, &Url::parse(&url).unwrap());
        }
        for html in ["content", "content:encoded"]
            .iter()
            .flat_map(|name| elements_named(text, name))
        {
            self.follow_whole(file, &html);
        }
    }

    fn follow_json(&self, file: &str) {
        let feed: Value = serde_json::from_str(self.text(file)).unwrap();
        self.follow_strings(file, &feed);
        for item in feed["items"].as_array().unwrap() {
            self.follow_whole(file, item["content_html"].as_str().unwrap());
        }
    }

    /// Mark-up that is read elsewhere, where an address must be whole.
    fn follow_whole(&self, file: &str, html: &str) {
        for link in Page::read(html).links {
            let address =
                Url::parse(&link.url).unwrap_or_else(|_| panic!("{file} leads to {}", link.url));
            if address.origin() == self.base.origin() {
                self.hit(file, &address);
            }
        }
    }

    fn follow_sitemap(&self) {
        let listed = elements_named(self.text("sitemap.xml"), "loc");
        for url in &listed {
            self.hit("sitemap.xml", &Url::parse(url).unwrap());
        }
        for (path, page) in self.pages() {
            let address = self
                .base
                .join(path.strip_suffix("index.html").unwrap_or(path))
                .unwrap();
            assert_eq!(
                listed.iter().any(|url| url == address.as_str()),
                !page.is_noindex,
                "{path} in the site map"
            );
        }
    }

    /// Every address in a calendar or a file for TimelineJS; and each of these
    /// is linked from the page beside it.
    fn follow_exports(&self) {
        let is_export = |path: &&String| path.contains("/calendar.") || path.contains("/timeline.");
        let mut count = 0;
        for file in self.files.keys().filter(is_export) {
            count += 1;
            for url in self.addresses(file) {
                self.hit(file, &Url::parse(&url).unwrap());
            }
            let (folder, name) = file.rsplit_once('/').unwrap();
            let page = &self.pages[&format!("{folder}/index.html")];
            let is_linked = page.links.iter().any(|link| link.url.ends_with(name));
            assert!(is_linked, "nothing leads to {file}");
        }
        assert!(count > 50, "{count} exports");
    }

    fn addresses(&self, file: &str) -> Vec<String> {
        let text = self.text(file).replace("\r\n ", "");
        let rests = text.split(self.base.as_str()).skip(1);
        let ends = ['"', '\\', '\r', '<'];
        rests
            .map(|rest| format!("{}{}", self.base, rest.split(ends).next().unwrap()))
            .collect()
    }

    /// Every `url` under `api/`.
    fn follow_data(&self) {
        let mut count = 0;
        for file in self.files.keys().filter(|path| path.starts_with("api/")) {
            let lines: Vec<&str> = match file.strip_suffix(".jsonl") {
                Some(_) => self.text(file).lines().collect(),
                None => vec![self.text(file)],
            };
            for line in lines {
                for url in urls(&serde_json::from_str(line).unwrap()) {
                    self.hit(file, &self.base.join(&url).unwrap());
                    count += 1;
                }
            }
        }
        assert!(count > 400, "the data of the demo has {count} addresses");
    }

    /// Every string of a JSON value that is an address of this host.
    fn follow_strings(&self, file: &str, value: &Value) {
        match value {
            Value::String(text) => {
                let url = Url::parse(text)
                    .ok()
                    .filter(|url| url.origin() == self.base.origin());
                if let Some(url) = url {
                    self.hit(file, &url);
                }
            }
            Value::Array(values) => values
                .iter()
                .for_each(|value| self.follow_strings(file, value)),
            Value::Object(values) => values
                .values()
                .for_each(|value| self.follow_strings(file, value)),
            _ => {}
        }
    }

    #[track_caller]
    fn hit(&self, from: &str, address: &Url) {
        let path = address.as_str().split(['#', '?']).next().unwrap();
        let below = path.strip_prefix(self.base.as_str());
        let below = below.unwrap_or_else(|| panic!("{from} leaves the base to {address}"));
        let mut file = percent_encoding::percent_decode_str(below)
            .decode_utf8()
            .unwrap()
            .into_owned();
        if file.is_empty() || file.ends_with('/') {
            file.push_str("index.html");
        }
        assert!(
            self.files.contains_key(&file),
            "{from} leads to {address}, which isn't there"
        );
        let Some(fragment) = address.fragment().filter(|fragment| !fragment.is_empty()) else {
            return;
        };
        let fragment = percent_encoding::percent_decode_str(fragment)
            .decode_utf8()
            .unwrap();
        let is_there = self.pages[&file].ids.iter().any(|id| *id == fragment);
        assert!(
            is_there,
            "{from} leads to {address}, and {file} has no such id"
        );
    }
}

/// The texts under every key `url`.
fn urls(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(urls).collect(),
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, value)| match value {
                Value::String(url) if key == "url" => vec![url.clone()],
                other => urls(other),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// What a page holds that leads somewhere or can be led to.
#[derive(Default)]
struct Page {
    links: Vec<Link>,
    ids: Vec<String>,
    /// JSON in scripts.
    data: Vec<Value>,
    is_noindex: bool,
}

struct Link {
    url: String,
    /// Whether a reader has to click on it, rather than the browser asks for it.
    is_clicked: bool,
}

impl Page {
    fn read(html: &str) -> Self {
        let mut page = Self::default();
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            rest = &rest[at..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.split_once("-->").expect("the comment ends").1;
                continue;
            }
            let (name, attributes, after) = tag(rest);
            rest = after;
            page.tag(name, &attributes);
            if matches!(name, "script" | "style") {
                let (inside, _) = rest.split_once(&format!("</{name}")).expect("it ends");
                let is_data = attributes
                    .iter()
                    .any(|(_, value)| value == "application/ld+json");
                page.data
                    .extend(is_data.then(|| serde_json::from_str(inside).unwrap()));
                rest = &rest[inside.len()..];
            }
        }
        page
    }

    fn tag(&mut self, name: &str, attributes: &[(String, String)]) {
        let is_clicked = name == "a" || attributes.iter().any(|(_, value)| value == "canonical");
        for (attribute, value) in attributes {
            let urls: Vec<&str> = match (name, attribute.as_str()) {
                (_, "href" | "src" | "action" | "poster" | "cite") => vec![value],
                (_, "srcset") => value
                    .split(',')
                    .filter_map(|url| url.split_whitespace().next())
                    .collect(),
                ("meta", "content") => value
                    .split_once("; url=")
                    .map(|(_, url)| url)
                    .into_iter()
                    .collect(),
                (_, "id") => {
                    self.ids.push(value.clone());
                    continue;
                }
                _ => continue,
            };
            let link = |url: &str| Link {
                url: url.to_owned(),
                is_clicked,
            };
            self.links.extend(urls.into_iter().map(link));
        }
        self.is_noindex |= name == "meta" && attributes.iter().any(|(_, value)| value == "noindex");
    }
}

/// The tag at the start of `html`: its name, its attributes, and what follows it.
fn tag(html: &str) -> (&str, Vec<(String, String)>, &str) {
    let end = html[1..]
        .find(|c: char| c.is_whitespace() || c == '>')
        .expect("a tag ends")
        + 1;
    let (name, mut rest) = (&html[1..end], &html[end..]);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/' || c == '?');
        if let Some(after) = rest.strip_prefix('>') {
            return (name, attributes, after);
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '=' | '>'))
            .expect("a name ends");
        let attribute = rest[..end].to_lowercase();
        rest = &rest[end..];
        let mut value = "";
        if let Some(quoted) = rest.strip_prefix("=\"") {
            (value, rest) = quoted.split_once('"').expect("a value ends");
        }
        assert!(!rest.starts_with('='), "every value is quoted: {attribute}");
        attributes.push((attribute, decoded(value)));
    }
}

/// The texts of the XML elements of a name.
fn elements_named(xml: &str, name: &str) -> Vec<String> {
    let open = format!("<{name}");
    let elements = xml
        .split(&open)
        .skip(1)
        .filter(|rest| rest.starts_with(['>', ' ']));
    elements
        .filter_map(|rest| rest.split_once('>'))
        .filter(|(attributes, _)| !attributes.ends_with('/'))
        .map(|(_, rest)| decoded(rest.split("</").next().unwrap()))
        .collect()
}

fn decoded(text: &str) -> String {
    let mut text = text.to_owned();
    for (entity, c) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, c);
    }
    text
}

#[test]
fn the_scanner_sees_what_a_browser_sees() {
    let page = Page::read(
        "<!-- <a href=\"no\"> --><a hidden href=\"a?b&amp;c\" id=x>t</a><img src=\"i\" srcset=\"j 1x, k 2x\"/><script>\"<a href='no'>\"</script>"
            .replace("id=x", "id=\"x\"")
            .as_str(),
    );
    let urls: Vec<&str> = page.links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(
        (urls, page.ids),
        (vec!["a?b&c", "i", "j", "k"], vec!["x".to_owned()])
    );
}

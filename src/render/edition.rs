//! The files of a site: which there are, and each made when it is asked for.
//!
//! This exists so that a site needn't fit into memory, and so that a page can be
//! made for the reader who asks for it. [`Contents`] says which files there are
//! before any is made; an [`Edition`] makes them, one by one and independent of
//! each other. It knows what a file holds and nothing of what is done with it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde::Serialize;

use super::code::Code;
use super::data::{self, Schema};
use super::export::Export;
use super::pages::{Pages, json_feed};
use super::plain_text::PlainText;
use super::plan::{Page, is_followed};
use super::templates::{Templates, Words};
use super::urls::Urls;
use super::{annotations, dossiers, json, search, share};
use crate::address;
use crate::article::ArticleId;
use crate::config::BaseUrl;
use crate::diagnostic::{Diagnostic, Place, plain};
use crate::entity::EntityId;
use crate::language::{Language, Languages};
use crate::output::{Held, OutputPath, Sink};
use crate::pictures::Press;
use crate::site::Site;

/// What every edition can use again, whatever the site.
#[derive(Debug, Default)]
pub struct Tools {
    code: Code,
    press: OnceLock<Press>,
}

/// A file of the site.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it lies.
    pub path: OutputPath,
    holds: Holds,
}

impl File {
    /// A file whose bytes are there already.
    #[must_use]
    pub fn ready(path: OutputPath, bytes: Arc<[u8]>) -> Self {
        let holds = Holds::Bytes(bytes);
        Self { path, holds }
    }

    fn new(path: &str, holds: Holds) -> Result<Self, Box<Diagnostic>> {
        let path = OutputPath::new(path).ok_or_else(|| {
            let message = format!("`{}` can't be a file's name", plain(path));
            Box::new(Diagnostic::error("bad-address", message))
        })?;
        Ok(Self { path, holds })
    }
}

#[derive(Clone, Debug)]
enum Holds {
    Page(Page),
    Feed(Feed),
    Data(data::File),
    Schema(Schema),
    Dossier(EntityId),
    Export(Export),
    Annotations(ArticleId),
    Text(ArticleId),
    /// The card of an article, or that of all other pages.
    Card(Option<ArticleId>),
    /// The search index; it is of many files, of which this is the first.
    Index,
    Robots,
    Bytes(Arc<[u8]>),
}

impl Holds {
    /// In a word, what the file is.
    fn kind(&self) -> &'static str {
        match self {
            Self::Page(Page::Article(_)) => "article pages",
            Self::Page(Page::Entity(_)) => "entity pages",
            Self::Page(Page::Story(_)) => "story pages",
            Self::Page(Page::Tag(_)) => "tag pages",
            Self::Page(Page::Timeline | Page::TimelinePart(_)) => "timeline pages",
            Self::Page(_) => "other pages",
            Self::Feed(_) => "feeds",
            Self::Data(_) | Self::Schema(_) => "data",
            Self::Dossier(_) => "entities as data",
            Self::Export(_) => "timelines to take along",
            Self::Annotations(_) | Self::Text(_) => "annotations",
            Self::Card(_) => "share cards",
            Self::Index => "search index",
            Self::Robots | Self::Bytes(_) => "other files",
        }
    }
}

/// What machines follow the site by; all of it needs whole addresses.
#[derive(Clone, Debug)]
enum Feed {
    Atom,
    Rss,
    Json,
    Story(usize),
    Entity(EntityId),
    SiteMap,
}

/// Which files a site has: a table of contents. The large ones come first, so
/// that none of them is begun last.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The files.
    pub files: Vec<File>,
    /// The pages among them.
    pub plan: Vec<Page>,
    /// Those whose address can't be a file's.
    pub faults: Vec<Diagnostic>,
}

impl Contents {
    /// Those of `site` with the pages of `plan`.
    #[must_use]
    pub fn of(site: &Site, plan: Vec<Page>) -> Self {
        let pages = plan
            .iter()
            .map(|page| (page.file(site), Holds::Page(page.clone())));
        let pages: Vec<_> = pages.collect();
        let mut contents = Self {
            plan,
            ..Self::default()
        };
        contents.add(data(site));
        contents.add(exports(site));
        contents.add(pages);
        contents.add(beside_articles(site));
        contents.add(of_entities(site));
        contents.add(feeds(site));
        let schemas = Schema::ALL.into_iter();
        contents.add(schemas.map(|schema| (schema.path().to_owned(), Holds::Schema(schema))));
        contents.add([
            (".nojekyll".to_owned(), Holds::Bytes(Arc::default())),
            ("robots.txt".to_owned(), Holds::Robots),
        ]);
        contents
    }

    fn add(&mut self, named: impl IntoIterator<Item = (String, Holds)>) {
        for (path, holds) in named {
            match File::new(&path, holds) {
                Ok(file) => self.files.push(file),
                Err(fault) => self.faults.push(*fault),
            }
        }
    }
}

fn data(site: &Site) -> impl Iterator<Item = (String, Holds)> {
    let files = data::File::ALL.into_iter();
    let files = files.map(|file| (file.path().to_owned(), Holds::Data(file)));
    let index = (site.settings.search).then(|| (search::INDEX.to_owned(), Holds::Index));
    index.into_iter().chain(files)
}

fn exports(site: &Site) -> impl Iterator<Item = (String, Holds)> {
    let exports = Export::all(site).into_iter();
    exports.map(|export| (export.path(site), Holds::Export(export)))
}

fn beside_articles(site: &Site) -> impl Iterator<Item = (String, Holds)> {
    let has_cards = share::has_cards(site);
    let front = has_cards.then(|| (address::share_card(""), Holds::Card(None)));
    let beside = site.articles.iter().flat_map(move |(id, annotated)| {
        let page = address::article(&annotated.article);
        let card = has_cards.then(|| (address::share_card(&page), Holds::Card(Some(id.clone()))));
        let found = (address::annotations(&page), Holds::Annotations(id.clone()));
        let text = (address::text(&page), Holds::Text(id.clone()));
        [found, text].into_iter().chain(card)
    });
    front.into_iter().chain(beside)
}

fn of_entities(site: &Site) -> impl Iterator<Item = (String, Holds)> {
    let followed = site.entities.keys().filter(|id| is_followed(site, id));
    followed.map(|id| (address::dossier(id), Holds::Dossier(id.clone())))
}

fn feeds(site: &Site) -> Vec<(String, Holds)> {
    if site.settings.base_url.is_none() {
        return Vec::new();
    }
    let stories = site.links.stories.iter().enumerate();
    let stories = stories.map(|(at, it)| (address::feed(&address::story(&it.id)), Feed::Story(at)));
    let entities = site.entities.keys().filter(|id| is_followed(site, id));
    let entities = entities.map(|id| {
        (
            address::feed(&address::entity(id)),
            Feed::Entity(id.clone()),
        )
    });
    let whole = [
        ("atom.xml", Feed::Atom),
        ("rss.xml", Feed::Rss),
        ("feed.json", Feed::Json),
        ("sitemap.xml", Feed::SiteMap),
    ];
    let whole = whole.map(|(file, feed)| (file.to_owned(), feed));
    let all = whole.into_iter().chain(stories).chain(entities);
    all.map(|(path, feed)| (path, Holds::Feed(feed))).collect()
}

/// A site whose files can be made.
#[derive(Debug)]
pub struct Edition {
    site: Site,
    contents: Contents,
    templates: Arc<Templates>,
    tools: Arc<Tools>,
    languages: Languages,
    /// What templates see of these, the site's own first.
    words: Vec<Words>,
    index: OnceLock<BTreeMap<OutputPath, Vec<u8>>>,
    places: OnceLock<BTreeMap<OutputPath, usize>>,
}

impl Edition {
    /// The files of `site` that `contents` lists.
    #[must_use]
    pub fn new(
        site: Site,
        contents: Contents,
        templates: Arc<Templates>,
        tools: Arc<Tools>,
    ) -> Self {
        let languages = site.settings.languages();
        Self {
            words: languages.all().map(Words::of).collect(),
            site,
            contents,
            templates,
            tools,
            languages,
            index: OnceLock::new(),
            places: OnceLock::new(),
        }
    }

    /// How many files there are; the search index counts as one.
    #[must_use]
    pub fn len(&self) -> usize {
        self.contents.files.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.contents.files.is_empty()
    }

    /// What keeps pages from being made whatever they show: templates that they
    /// ask for and that aren't there.
    #[must_use]
    pub fn faults(&self) -> Vec<Diagnostic> {
        let pages = self.contents.plan.iter();
        let faults = pages.filter_map(|page| self.no_template(page));
        once(faults.collect())
    }

    /// Makes every file and hands it to `sink`; `step` is called after each with
    /// its kind. What can't be made is left out and said.
    #[must_use]
    pub fn make_all(
        &self,
        sink: &dyn Sink,
        step: &(dyn Fn(&'static str) + Sync),
    ) -> Vec<Diagnostic> {
        let make = |file: &File| {
            let fault = self.make(file, sink).err();
            step(file.holds.kind());
            fault.map(|fault| *fault)
        };
        let files = self.contents.files.par_iter().with_max_len(1);
        once(files.filter_map(make).collect())
    }

    /// Makes the file at `path`; `None` when the site has none there.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn make_one(&self, path: &OutputPath) -> Option<Result<Vec<u8>, Box<Diagnostic>>> {
        let Some(at) = self.places().get(path) else {
            let is_of_index =
                self.site.settings.search && path.as_str().starts_with(address::SEARCH);
            return is_of_index
                .then(|| self.index().get(path).cloned().map(Ok))
                .flatten();
        };
        let held = Held::default();
        let made = self.make(&self.contents.files[*at], &held);
        let bytes = |()| held.into_files().remove(path).unwrap_or_default();
        Some(made.map(bytes))
    }

    /// Whether the site has a file at `path`.
    #[must_use]
    pub fn has(&self, path: &OutputPath) -> bool {
        self.places().contains_key(path)
    }

    /// Where each file stands in the contents.
    fn places(&self) -> &BTreeMap<OutputPath, usize> {
        self.places.get_or_init(|| {
            let files = self.contents.files.iter().enumerate();
            files.map(|(at, file)| (file.path.clone(), at)).collect()
        })
    }

    fn index(&self) -> &BTreeMap<OutputPath, Vec<u8>> {
        self.index.get_or_init(|| {
            search::search(&self.site, self.languages.site())
                .into_iter()
                .collect()
        })
    }

    fn make(&self, file: &File, sink: &dyn Sink) -> Result<(), Box<Diagnostic>> {
        let site = &self.site;
        let path = &file.path;
        let in_data = || Urls::in_data(&site.settings);
        match &file.holds {
            Holds::Page(page) => sink.take(path, self.page(path, page)?.as_bytes()),
            Holds::Feed(feed) => sink.take(path, self.feed(path, feed)?.as_bytes()),
            Holds::Data(data) => sink.stream(path, &mut |out| data.write(site, &in_data(), out)),
            Holds::Schema(schema) => sink.take(path, &schema.text()),
            Holds::Dossier(id) => {
                let dossier = dossiers::dossier(site, &in_data(), &site.entities[id]);
                sink.take(path, &json::text(&dossier));
            }
            Holds::Export(export) => {
                let language = self.languages.site();
                let mut write = |out: &mut dyn Write| export.write(site, language, out);
                if export.is_long() {
                    sink.stream(path, &mut write);
                } else {
                    let mut bytes = Vec::new();
                    write(&mut bytes).expect("memory takes all");
                    sink.take(path, &bytes);
                }
            }
            Holds::Annotations(id) => {
                let collection = annotations::collection(site, site.article(id));
                let bytes =
                    serde_json::to_vec(&collection).expect("text and numbers can be written");
                sink.take(path, &bytes);
            }
            Holds::Text(id) => {
                sink.take(path, PlainText::of(site.article(id)).text.as_bytes());
            }
            Holds::Card(id) => {
                let card = share::card(site, &self.languages, id.as_ref());
                let press = self.tools.press.get_or_init(Press::default);
                sink.take(path, &press.print(&card));
            }
            Holds::Index => {
                for (path, bytes) in self.index() {
                    sink.take(path, bytes);
                }
            }
            Holds::Robots => sink.take(path, robots(site).as_bytes()),
            Holds::Bytes(bytes) => sink.take(path, bytes),
        }
        Ok(())
    }

    fn page(&self, path: &OutputPath, page: &Page) -> Result<String, Box<Diagnostic>> {
        let pages = self.pages(&page.address(&self.site));
        let view = PageOf {
            edition: self,
            path,
            page,
        };
        match page {
            Page::Home => view.with(&pages.home(page)),
            Page::Article(id) => {
                let pages = pages.speaking(self.language(page));
                view.with(&pages.article(page, id))
            }
            Page::Entity(id) => view.with(&pages.entity(page, id)),
            Page::Entities => view.with(&pages.entities(page)),
            Page::Story(index) => view.with(&pages.story(page, *index)),
            Page::Stories => view.with(&pages.stories(page)),
            Page::Timeline => view.with(&pages.timeline_page(page)),
            Page::TimelinePart(part) => view.with(&pages.timeline_part(page, *part)),
            Page::Archive => view.with(&pages.archive(page)),
            Page::ArchiveYear(year) => view.with(&pages.archive_year(page, *year)),
            Page::Search => view.with(&pages.search(page)),
            Page::Tag(slug) => view.with(&pages.tag(page, slug)),
            Page::Tags => view.with(&pages.tags(page)),
            Page::NotFound => view.with(&pages.not_found(page)),
            Page::Redirect { to, .. } => view.with(&pages.redirect(page, to)),
        }
    }

    fn feed(&self, path: &OutputPath, feed: &Feed) -> Result<String, Box<Diagnostic>> {
        let Some(base) = &self.site.settings.base_url else {
            return Ok(String::new());
        };
        let pages = self.pages("");
        let file = path.as_str();
        let render = |template: &str, view: &_| self.render(template, view, &self.words[0], file);
        match feed {
            Feed::Atom => render("atom.xml", &pages.feed(base, file)),
            Feed::Rss => render("rss.xml", &pages.feed(base, file)),
            Feed::Json => Ok(json_feed(&pages.feed(base, file), &self.site.settings.lang)),
            Feed::Story(at) => render(
                "atom.xml",
                &pages.story_feed(base, &self.site.links.stories[*at]),
            ),
            Feed::Entity(id) => render(
                "atom.xml",
                &pages.entity_feed(base, &self.site.entities[id]),
            ),
            Feed::SiteMap => self.site_map(base, &pages, file),
        }
    }

    fn site_map(
        &self,
        base: &BaseUrl,
        pages: &Pages<'_>,
        file: &str,
    ) -> Result<String, Box<Diagnostic>> {
        let view = pages.sitemap(base, &self.contents.plan);
        self.render("sitemap.xml", &view, &self.words[0], file)
    }

    fn pages(&self, address: &str) -> Pages<'_> {
        let urls = Urls::on(&self.site.settings, address);
        Pages::new(&self.site, &self.tools.code, &self.languages, urls)
    }

    /// The language of what stands between head and foot of a page.
    fn language(&self, page: &Page) -> &Language {
        match page {
            Page::Article(id) => share::language_of(&self.languages, self.site.article(id)),
            _ => self.languages.site(),
        }
    }

    fn words(&self, language: &Language) -> &Words {
        let own = self.words.iter().find(|words| words.are(language));
        own.unwrap_or(&self.words[0])
    }

    /// What is wrong with a page whose template isn't there.
    fn no_template(&self, page: &Page) -> Option<Diagnostic> {
        let template = page.template(&self.site);
        if self.templates.has(&template) {
            return None;
        }
        let message = format!("there is no template `{}`", plain(&template));
        let place = match page {
            Page::Article(id) => Some(Place::file(&self.site.article(id).article.path)),
            _ => None,
        };
        let diagnostic = Diagnostic {
            place,
            ..Diagnostic::error("no-template", message)
        };
        let hint = "put it into `templates/`, or take `template` out of the front matter";
        Some(diagnostic.hint(hint))
    }

    fn render(
        &self,
        template: &str,
        view: &impl Serialize,
        words: &Words,
        file: &str,
    ) -> Result<String, Box<Diagnostic>> {
        self.templates
            .render(template, view, (&self.words[0], words), file)
    }
}

/// A page that is being made.
struct PageOf<'e> {
    edition: &'e Edition,
    path: &'e OutputPath,
    page: &'e Page,
}

impl PageOf<'_> {
    fn with(&self, view: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        let edition = self.edition;
        if let Some(fault) = edition.no_template(self.page) {
            return Err(Box::new(fault));
        }
        let template = self.page.template(&edition.site);
        let words = edition.words(edition.language(self.page));
        edition.render(&template, view, words, self.path.as_str())
    }
}

fn robots(site: &Site) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(sitemap) = Urls::in_data(&site.settings).absolute("sitemap.xml") {
        writeln!(text, "Sitemap: {sitemap}").expect("a string takes all");
    }
    text
}

/// A broken template breaks every page it makes: its error is said once, with
/// how many pages it concerns.
fn once(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<(Diagnostic, usize)> = Vec::new();
    for diagnostic in diagnostics {
        let same = |(known, _): &&mut (Diagnostic, usize)| {
            diagnostic.place.is_some() && known.place == diagnostic.place
        };
        match kept.iter_mut().find(same) {
            Some((_, more)) => *more += 1,
            None => kept.push((diagnostic, 0)),
        }
    }
    let with_count = |(mut diagnostic, more): (Diagnostic, usize)| {
        if more > 0 {
            write!(diagnostic.message, " and {more} more").expect("a string takes all");
        }
        diagnostic
    };
    kept.into_iter().map(with_count).collect()
}

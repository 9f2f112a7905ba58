//! From the site to the files of the built site.
//!
//! Pure: plan, view, template, bytes. It knows no disk and no clock, and a
//! template can ask for nothing but its view.

mod annotations;
mod clean;
mod code;
mod companions;
mod data;
mod direction;
mod dossiers;
mod export;
mod extent;
mod footnotes;
mod highlights;
mod json_ld;
mod links;
mod neighbourhood;
mod pages;
mod pictures;
mod plain_text;
pub mod plan;
mod quotation;
pub mod reference;
mod search;
mod share;
pub mod stretch;
mod strip;
pub mod templates;
mod text;
mod urls;
pub mod view;
pub mod weave;
mod words;

use std::fmt::Write;

use rayon::prelude::*;
use serde::Serialize;
pub use share::share_cards;

use self::code::Code;
use self::data::data;
use self::dossiers::dossiers;
use self::pages::Pages;
use self::plan::{Page, is_followed};
use self::templates::{Templates, Words};
use self::urls::Urls;
use self::weave::{Mark, weave};
use crate::address;
use crate::article::{Annotations, Prose, ProseRange};
use crate::config::BaseUrl;
use crate::diagnostic::{Diagnostic, Place};
use crate::entity::{Entity, EntityId};
use crate::language::{Language, Languages};
use crate::link::Story;
use crate::output::{Output, OutputPath};
use crate::site::Site;

/// Files that every site has besides its pages.
pub const ALWAYS: [&str; 16] = [
    ".nojekyll",
    "robots.txt",
    "api/articles.json",
    "api/entities.json",
    "api/events.json",
    "api/mentions.jsonl",
    "api/related.json",
    "api/stories.json",
    "api/annotations.schema.json",
    "api/articles.schema.json",
    "api/entities.schema.json",
    "api/entity.schema.json",
    "api/events.schema.json",
    "api/mentions.schema.json",
    "api/related.schema.json",
    "api/stories.schema.json",
];

/// Static files that only a search page needs.
pub const OF_SEARCH: [&str; 2] = ["search.css", "search.js"];

/// The files of a site besides its pages and [`ALWAYS`]: feeds, timelines to
/// take along, dossiers as data, annotations.
#[must_use]
pub fn beside_pages(site: &Site) -> Vec<String> {
    let mut files = export::exported(site);
    let followed = |id: &&EntityId| is_followed(site, id);
    files.extend(site.entities.keys().filter(followed).map(address::dossier));
    for annotated in site.articles.values() {
        let page = address::article(&annotated.article);
        files.extend([address::text(&page), address::annotations(&page)]);
    }
    if site.settings.base_url.is_some() {
        files.extend(["atom.xml", "rss.xml", "feed.json", "sitemap.xml"].map(str::to_owned));
        let stories = site.links.stories.iter();
        files.extend(stories.map(|story| address::feed(&address::story(&story.id))));
        let entities = site.entities.keys().filter(followed);
        files.extend(entities.map(|id| address::feed(&address::entity(id))));
    }
    files
}

/// What every render can use again, whatever the site.
#[derive(Debug, Default)]
pub struct Tools {
    code: Code,
}

/// Renders every page, feed and data file. What can't be rendered is left out
/// and said.
#[must_use]
pub fn render(
    site: &Site,
    plan: &[Page],
    templates: &Templates,
    tools: &Tools,
) -> (Vec<Output>, Vec<Diagnostic>) {
    let languages = site.settings.languages();
    let renderer = Renderer {
        site,
        templates,
        words: languages.all().map(Words::of).collect(),
        languages: &languages,
        code: &tools.code,
    };
    let index = || {
        if site.settings.search {
            search::search(site, languages.site())
        } else {
            Vec::new()
        }
    };
    let pages = || plan.par_iter().map(|page| renderer.page(page)).collect();
    let (index, mut results): (_, Vec<Result<Output, Box<Diagnostic>>>) = rayon::join(index, pages);
    if let Some(base) = &site.settings.base_url {
        results.extend(renderer.followed(base, plan));
    }
    let mut outputs = vec![Output::at(".nojekyll", Vec::new()), renderer.robots()];
    outputs.extend(data(site, &Urls::in_data(&site.settings)));
    outputs.extend(dossiers(site, &Urls::in_data(&site.settings)));
    outputs.extend(export::export(site, &languages));
    outputs.extend(annotations::annotations(site));
    outputs.extend(index);
    let mut diagnostics = Vec::new();
    for result in results {
        match result {
            Ok(output) => outputs.push(output),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    (outputs, once(diagnostics))
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
            let _ = write!(diagnostic.message, " and {more} more");
        }
        diagnostic
    };
    kept.into_iter().map(with_count).collect()
}

struct Renderer<'a> {
    site: &'a Site,
    templates: &'a Templates,
    code: &'a Code,
    languages: &'a Languages,
    /// What templates see of these, the site's own first.
    words: Vec<Words>,
}

impl Renderer<'_> {
    fn page(&self, page: &Page) -> Result<Output, Box<Diagnostic>> {
        let pages = self.pages(&page.address(self.site));
        match page {
            Page::Home => self.view(page, &pages.home(page)),
            Page::Article(id) => {
                let pages = pages.speaking(self.language(page));
                self.view(page, &pages.article(page, id))
            }
            Page::Entity(id) => self.view(page, &pages.entity(page, id)),
            Page::Entities => self.view(page, &pages.entities(page)),
            Page::Story(index) => self.view(page, &pages.story(page, *index)),
            Page::Stories => self.view(page, &pages.stories(page)),
            Page::Timeline => self.view(page, &pages.timeline_page(page)),
            Page::TimelinePart(part) => self.view(page, &pages.timeline_part(page, *part)),
            Page::Archive => self.view(page, &pages.archive(page)),
            Page::ArchiveYear(year) => self.view(page, &pages.archive_year(page, *year)),
            Page::Search => self.view(page, &pages.search(page)),
            Page::Tag(slug) => self.view(page, &pages.tag(page, slug)),
            Page::Tags => self.view(page, &pages.tags(page)),
            Page::NotFound => self.view(page, &pages.not_found(page)),
            Page::Redirect { to, .. } => self.view(page, &pages.redirect(page, to)),
        }
    }

    fn pages(&self, address: &str) -> Pages<'_> {
        let urls = Urls::on(&self.site.settings, address);
        Pages::new(self.site, self.code, self.languages, urls)
    }

    /// The language of what stands between head and foot of a page.
    fn language(&self, page: &Page) -> &Language {
        match page {
            Page::Article(id) => share::language_of(self.languages, self.site.article(id)),
            _ => self.languages.site(),
        }
    }

    fn words(&self, language: &Language) -> &Words {
        let own = self.words.iter().find(|words| words.are(language));
        own.unwrap_or(&self.words[0])
    }

    fn view(&self, page: &Page, view: &impl Serialize) -> Result<Output, Box<Diagnostic>> {
        let template = page.template(self.site);
        if !self.templates.has(&template) {
            return Err(Box::new(self.no_template(page, &template)));
        }
        let words = self.words(self.language(page));
        self.file_in(&page.file(self.site), &template, view, words)
    }

    fn file(
        &self,
        file: &str,
        template: &str,
        view: &impl Serialize,
    ) -> Result<Output, Box<Diagnostic>> {
        self.file_in(file, template, view, &self.words[0])
    }

    fn file_in(
        &self,
        file: &str,
        template: &str,
        view: &impl Serialize,
        words: &Words,
    ) -> Result<Output, Box<Diagnostic>> {
        let path = OutputPath::new(file).ok_or_else(|| {
            Box::new(Diagnostic::error(
                "bad-address",
                format!(
                    "`{}` can't be a file's name",
                    crate::diagnostic::plain(file)
                ),
            ))
        })?;
        let text = self
            .templates
            .render(template, view, (&self.words[0], words), file)?;
        Ok(Output {
            path,
            bytes: text.into_bytes().into(),
        })
    }

    fn no_template(&self, page: &Page, template: &str) -> Diagnostic {
        let diagnostic = Diagnostic::error(
            "no-template",
            format!(
                "there is no template `{}`",
                crate::diagnostic::plain(template)
            ),
        );
        let place = match page {
            Page::Article(id) => Some(Place::file(&self.site.article(id).article.path)),
            _ => None,
        };
        Diagnostic {
            place,
            ..diagnostic
        }
        .hint("put it into `templates/`, or take `template` out of the front matter")
    }

    /// What others follow the site by; all of it needs whole addresses.
    fn followed(&self, base: &BaseUrl, plan: &[Page]) -> Vec<Result<Output, Box<Diagnostic>>> {
        let pages = self.pages("");
        let json = pages.feed(base, "feed.json");
        let mut followed = vec![
            self.file("atom.xml", "atom.xml", &pages.feed(base, "atom.xml")),
            self.file("rss.xml", "rss.xml", &pages.feed(base, "rss.xml")),
            Ok(Output::at(
                "feed.json",
                pages::json_feed(&json, &self.site.settings.lang).into_bytes(),
            )),
            self.file("sitemap.xml", "sitemap.xml", &pages.sitemap(base, plan)),
        ];
        let stories: Vec<&Story> = self.site.links.stories.iter().collect();
        followed.par_extend(stories.into_par_iter().map(|story| {
            let file = address::feed(&address::story(&story.id));
            self.file(&file, "atom.xml", &pages.story_feed(base, story))
        }));
        let entities = self.site.entities.values();
        let entities: Vec<&Entity> = entities
            .filter(|entity| is_followed(self.site, &entity.id))
            .collect();
        followed.par_extend(entities.into_par_iter().map(|entity| {
            let file = address::feed(&address::entity(&entity.id));
            self.file(&file, "atom.xml", &pages.entity_feed(base, entity))
        }));
        followed
    }

    fn robots(&self) -> Output {
        let mut text = "User-agent: *\nAllow: /\n".to_owned();
        if let Some(sitemap) = Urls::in_data(&self.site.settings).absolute("sitemap.xml") {
            let _ = writeln!(text, "Sitemap: {sitemap}");
        }
        Output::at("robots.txt", text.into_bytes())
    }
}

/// Text as HTML shows it.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// One annotated text as an HTML element of its own, without links: names and
/// dates are marked, and say in `data-` attributes what they are.
#[must_use]
pub fn fragment(title: Option<&str>, prose: &Prose, annotations: &Annotations) -> String {
    let mut marks: Vec<Mark> = annotations
        .mentions
        .iter()
        .map(|mention| {
            mark(
                mention.at,
                format!(
                    "mark class=\"e e-{}\" data-entity=\"{}\"",
                    mention.of.kind(),
                    mention.of
                ),
                "</mark>",
            )
        })
        .collect();
    let is_free = |at: ProseRange| {
        !annotations
            .mentions
            .iter()
            .any(|mention| mention.at.overlaps(at))
    };
    let times = annotations.times.iter().filter(|time| is_free(time.at));
    marks.extend(times.map(|time| {
        mark(
            time.at,
            format!("span class=\"t\" data-value=\"{}\"", escape(&time.value)),
            "</span>",
        )
    }));
    let woven = weave(&crate::parse::paragraphs(prose, 0), prose, marks);
    let mut html = "<article>".to_owned();
    if let Some(title) = title {
        let _ = writeln!(html, "<h1>{}</h1>", escape(title));
    }
    pulldown_cmark::html::push_html(&mut html, woven.events.into_iter());
    html.push_str("</article>");
    html
}

fn mark(at: ProseRange, tag: String, close: &str) -> Mark {
    Mark {
        at,
        layer: 0,
        tag,
        id: None,
        inner: String::new(),
        close: close.to_owned(),
        is_link: false,
    }
}

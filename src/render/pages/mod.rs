//! From the site to the view of each page.
//!
//! It reads the site and fills views; it knows no template and no file.

mod archive;
mod article;
mod backlinks;
mod chronicle;
mod entity;
mod event;
mod feeds;
mod lists;
mod search;
mod timeline;
mod timeline_files;
mod timeline_page;

use jiff::civil::Date;

pub(in crate::render) use feeds::{changed, json_feed};

use super::code::Code;
use super::direction::direction;
use super::extent::extent;
use super::json_ld::Describe;
use super::plan::Page;
use super::share;
use super::text::Text;
use super::urls::Urls;
use super::view::{
    ArticleCard, DateView, EntityCard, FeedLink, KindView, LinkView, PageView, SiteView, StoryCard,
    WhenView,
};
use super::words;
use crate::address;
use crate::article::{Article, ArticleId};
use crate::date::{Moment, When};
use crate::entity::{EntityId, Kind};
use crate::language::{Language, Languages};
use crate::link::Story;
use crate::site::{Annotated, Site};

/// How many entities a list of "most mentioned" shows.
const MOST_MENTIONED: usize = 12;

/// How many of its cast stand beside a story in a list.
const CAST: usize = 3;

/// The media type of Atom feeds.
const ATOM: &str = "application/atom+xml";

/// What pages are made from.
pub(super) struct Pages<'s> {
    pub(super) site: &'s Site,
    pub(super) urls: Urls,
    code: &'s Code,
    languages: &'s Languages,
    /// The language of what stands between head and foot of a page.
    language: &'s Language,
    view: SiteView,
}

impl<'s> Pages<'s> {
    pub(super) fn new(
        site: &'s Site,
        code: &'s Code,
        languages: &'s Languages,
        urls: Urls,
    ) -> Self {
        let view = site_view(site, languages.site(), &urls);
        Self {
            site,
            urls,
            code,
            languages,
            language: languages.site(),
            view,
        }
    }

    /// The same, with what stands between head and foot in another language.
    pub(super) fn speaking(self, language: &'s Language) -> Self {
        Self { language, ..self }
    }

    fn describe(&self) -> Describe<'_> {
        Describe {
            site: self.site,
            urls: &self.urls,
            language: self.languages.site(),
        }
    }

    pub(super) fn text(&self) -> Text<'_> {
        Text {
            site: self.site,
            urls: &self.urls,
            code: self.code,
            language: self.language,
            page: "",
        }
    }

    pub(super) fn site_view(&self) -> SiteView {
        self.view.clone()
    }

    fn page(
        &self,
        page: &Page,
        kind: &'static str,
        title: &str,
        description: Option<String>,
    ) -> PageView {
        let address = page.address(self.site);
        PageView {
            title: title.to_owned(),
            description,
            url: self.urls.path(&address),
            canonical: page
                .is_listed()
                .then(|| self.urls.absolute(&address))
                .flatten(),
            noindex: !page.is_listed(),
            kind,
            picture: page
                .is_listed()
                .then(|| share::of_site(self.site, &self.urls))
                .flatten(),
            json_ld_html: None,
        }
    }

    fn date(&self, moment: Moment) -> DateView {
        DateView {
            iso: moment.iso(),
            words: self.language.day(moment.day),
        }
    }

    fn when(&self, when: When) -> WhenView {
        WhenView {
            words: self.language.when(when),
            datetime: when.html_datetime(),
            edtf: when.edtf(),
            extent: extent(when),
        }
    }

    fn kind(&self, kind: Kind) -> KindView {
        KindView {
            name: kind.name(),
            one: words::kind(self.language, kind),
            plural: words::kinds(self.language, kind),
        }
    }

    fn link(&self, id: &ArticleId) -> LinkView {
        let article = &self.site.article(id).article;
        LinkView {
            title: article.title.clone(),
            url: self.urls.path(&address::article(article)),
        }
    }

    /// The day that parts what has been from what is ahead: the newest article's.
    fn as_of(&self, newest_first: &[ArticleId]) -> Option<Date> {
        newest_first
            .iter()
            .find_map(|id| self.site.article(id).article.date)
            .map(|date| date.day)
    }

    pub(super) fn card(&self, annotated: &Annotated) -> ArticleCard {
        let article = &*annotated.article;
        ArticleCard {
            id: article.id.to_string(),
            title: article.title.clone(),
            url: self.urls.path(&address::article(article)),
            date: article.date.map(|date| self.date(date)),
            summary: article
                .metadata
                .summary
                .clone()
                .or_else(|| annotated.opening()),
            lang: self.other_lang(article),
        }
    }

    /// The language of an article, where it isn't that of the labels around it.
    fn other_lang(&self, article: &Article) -> Option<String> {
        let site = &self.site.settings.lang;
        let lang = article.metadata.lang.as_ref().unwrap_or(site);
        let spoken = |lang: &str| self.languages.of(lang).map(Language::tag);
        let here = if self.language.tag() == self.languages.site().tag() {
            lang == site || spoken(lang).is_some() && spoken(lang) == spoken(site)
        } else {
            spoken(lang) == Some(self.language.tag())
        };
        (!here).then(|| lang.clone())
    }

    pub(super) fn entity_card(&self, id: &EntityId, count: usize) -> Option<EntityCard> {
        let entity = self.site.entities.get(id)?;
        Some(EntityCard {
            id: id.to_string(),
            name: entity.name.clone(),
            url: self.urls.path(&address::entity(id)),
            kind: self.kind(id.kind()),
            short: entity.short.clone(),
            count,
        })
    }

    fn most<'i>(
        &self,
        counts: impl Iterator<Item = (&'i EntityId, usize)>,
        most: usize,
    ) -> Vec<EntityCard> {
        let mut counts: Vec<(&EntityId, usize)> = counts.collect();
        counts.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
        counts
            .into_iter()
            .filter_map(|(id, count)| self.entity_card(id, count))
            .take(most)
            .collect()
    }

    /// The stories, the one that changed last first.
    fn stories_by_change(&self) -> Vec<&Story> {
        let mut stories: Vec<&Story> = self.site.links.stories.iter().collect();
        let last = |story: &Story| {
            let newest = story.articles.last();
            newest.and_then(|id| self.site.article(id).article.date)
        };
        stories.sort_by_cached_key(|story| std::cmp::Reverse(last(story)));
        stories
    }

    fn story_card(&self, story: &Story) -> StoryCard {
        StoryCard {
            id: story.id.clone(),
            title: story.title.clone(),
            url: self.urls.path(&address::story(&story.id)),
            summary: story.summary.clone(),
            found: story.found,
            count: story.articles.len(),
            first: story
                .articles
                .first()
                .and_then(|id| self.site.article(id).article.date)
                .map(|date| self.date(date)),
            latest: story
                .articles
                .last()
                .map(|id| self.article_line(self.site.article(id))),
            cast: self
                .site
                .cast(&story.articles)
                .into_iter()
                .take(CAST)
                .map(|(id, _)| self.entity_link(id))
                .collect(),
        }
    }

    fn entity_link(&self, id: &EntityId) -> LinkView {
        LinkView {
            title: self.site.entities[id].name.clone(),
            url: self.urls.path(&address::entity(id)),
        }
    }

    /// The feed of the page at `page`, where feeds are made.
    fn feed_link(&self, title: &str, page: &str) -> Option<FeedLink> {
        self.site.settings.base_url.as_ref().map(|_| FeedLink {
            title: format!("{title} \u{b7} {}", self.site.settings.title),
            url: self.urls.path(&address::feed(page)),
            media_type: ATOM,
        })
    }
}

fn site_view(site: &Site, language: &Language, urls: &Urls) -> SiteView {
    let settings = &site.settings;
    let link = |title: &str, address: &str| LinkView {
        title: language.get(title).to_owned(),
        url: urls.path(address),
    };
    let mut navigation = vec![link("latest", "")];
    if !site.links.stories.is_empty() {
        navigation.push(link("stories", address::STORIES));
    }
    navigation.push(link("timeline", address::TIMELINE));
    if settings.search {
        navigation.push(link("search", address::SEARCH));
    }
    navigation.push(link("entities", address::ENTITIES));
    if !site.tags.is_empty() {
        navigation.push(link("tags", address::TAGS));
    }
    navigation.push(link("archive", address::ARCHIVE));
    let feed = |title: &str, file: &str, media_type| FeedLink {
        title: format!("{} ({title})", settings.title),
        url: urls.path(file),
        media_type,
    };
    let feeds = vec![
        feed("Atom", "atom.xml", ATOM),
        feed("RSS", "rss.xml", "application/rss+xml"),
        feed("JSON Feed", "feed.json", "application/feed+json"),
    ];
    SiteView {
        title: settings.title.clone(),
        description: settings.description.clone(),
        lang: settings.lang.clone(),
        dir: direction(&settings.lang),
        base_path: urls.path(""),
        stylesheet: settings.stylesheet.as_ref().map(|file| urls.path(file)),
        search: settings.search.then(|| urls.path(address::SEARCH)),
        navigation,
        feeds: if settings.base_url.is_some() {
            feeds
        } else {
            Vec::new()
        },
        generator: format!("Dateline {}", env!("CARGO_PKG_VERSION")),
        extra: settings.extra.clone().into(),
    }
}

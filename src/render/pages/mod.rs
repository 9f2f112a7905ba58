//! From the site to the view of each page.
//!
//! It reads the site and fills views; it knows no template and no file.

mod archive;
mod article;
mod backlinks;
mod entity;
mod event;
mod feeds;
mod lists;
mod search;
mod timeline;
mod timeline_files;

use jiff::civil::Date;

pub(in crate::render) use feeds::{changed, json_feed};

use super::code::Code;
use super::direction::direction;
use super::json_ld::Describe;
use super::plan::Page;
use super::share;
use super::text::Text;
use super::urls::Urls;
use super::view::{
    ArticleCard, DateView, EntityCard, FeedLink, KindView, LinkView, PageView, SiteView, StoryCard,
};
use crate::address;
use crate::article::ArticleId;
use crate::date::{Moment, day_in_words};
use crate::entity::{EntityId, Kind};
use crate::link::Story;
use crate::site::{Annotated, Site};

/// How many entities a list of "most mentioned" shows.
const MOST_MENTIONED: usize = 12;

/// What pages are made from.
pub(super) struct Pages<'s> {
    pub(super) site: &'s Site,
    pub(super) urls: Urls,
    code: &'s Code,
    view: SiteView,
}

impl<'s> Pages<'s> {
    pub(super) fn new(site: &'s Site, code: &'s Code, urls: Urls) -> Self {
        let view = site_view(site, &urls);
        Self {
            site,
            urls,
            code,
            view,
        }
    }

    fn describe(&self) -> Describe<'_> {
        Describe {
            site: self.site,
            urls: &self.urls,
        }
    }

    pub(super) fn text(&self) -> Text<'_> {
        Text {
            site: self.site,
            urls: &self.urls,
            code: self.code,
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
            date: article.date.map(date),
            summary: article
                .metadata
                .summary
                .clone()
                .or_else(|| annotated.opening()),
        }
    }

    pub(super) fn entity_card(&self, id: &EntityId, count: usize) -> Option<EntityCard> {
        let entity = self.site.entities.get(id)?;
        Some(EntityCard {
            id: id.to_string(),
            name: entity.name.clone(),
            url: self.urls.path(&address::entity(id)),
            kind: kind(id.kind()),
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

    fn story_cards(&self) -> Vec<StoryCard> {
        let mut stories: Vec<&Story> = self.site.links.stories.iter().collect();
        stories.sort_by_key(|story| {
            std::cmp::Reverse(
                story
                    .articles
                    .last()
                    .and_then(|id| self.site.article(id).article.date),
            )
        });
        stories
            .into_iter()
            .map(|story| self.story_card(story))
            .collect()
    }

    fn story_card(&self, story: &Story) -> StoryCard {
        StoryCard {
            id: story.id.clone(),
            title: story.title.clone(),
            url: self.urls.path(&address::story(&story.id)),
            summary: story.summary.clone(),
            found: story.found,
            count: story.articles.len(),
            latest: story
                .articles
                .last()
                .map(|id| self.card(self.site.article(id))),
        }
    }
}

fn site_view(site: &Site, urls: &Urls) -> SiteView {
    let settings = &site.settings;
    let link = |title: &str, address: &str| LinkView {
        title: title.to_owned(),
        url: urls.path(address),
    };
    let mut navigation = vec![link("Latest", "")];
    if !site.links.stories.is_empty() {
        navigation.push(link("Stories", address::STORIES));
    }
    navigation.push(link("Timeline", address::TIMELINE));
    navigation.push(link("Who, what, where", address::ENTITIES));
    if !site.tags.is_empty() {
        navigation.push(link("Tags", address::TAGS));
    }
    if settings.search {
        navigation.push(link("Search", address::SEARCH));
    }
    let feed = |title: &str, file: &str, media_type| FeedLink {
        title: format!("{} ({title})", settings.title),
        url: urls.path(file),
        media_type,
    };
    let feeds = vec![
        feed("Atom", "atom.xml", "application/atom+xml"),
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
        archive: urls.path(address::ARCHIVE),
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

fn date(moment: Moment) -> DateView {
    DateView {
        iso: moment.iso(),
        words: day_in_words(moment.day),
    }
}

fn kind(kind: Kind) -> KindView {
    KindView {
        name: kind.name(),
        plural: kind.plural(),
    }
}

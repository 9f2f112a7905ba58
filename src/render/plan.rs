//! Which pages the site has. A list of jobs and nothing else: rendering
//! borrows it, and `check` asks it which addresses there are.

use crate::address;
use crate::article::ArticleId;
use crate::entity::{Entity, EntityId, Origin};
use crate::render::stretch::{self, Stretch};
use crate::site::Site;

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// What is new.
    Home,
    /// An article.
    Article(ArticleId),
    /// An entity.
    Entity(EntityId),
    /// All entities.
    Entities,
    /// A story, by its index.
    Story(usize),
    /// All stories.
    Stories,
    /// All events.
    Timeline,
    /// The events of a year or a month, where the timeline is long.
    TimelinePart(Stretch),
    /// All articles, by date.
    Archive,
    /// Those of a year, where the archive is long.
    ArchiveYear(i16),
    /// Search.
    Search,
    /// A tag, by its slug.
    Tag(String),
    /// All tags.
    Tags,
    /// Shown where there is nothing.
    NotFound,
    /// An old address of an article.
    Redirect {
        /// The old address.
        from: String,
        /// The article.
        to: ArticleId,
    },
}

/// Every page of the site, in a fixed order.
#[must_use]
pub fn plan(site: &Site) -> Vec<Page> {
    let mut pages = vec![
        Page::Home,
        Page::Entities,
        Page::Stories,
        Page::Timeline,
        Page::Archive,
        Page::Tags,
        Page::NotFound,
    ];
    if site.settings.search {
        pages.push(Page::Search);
    }
    for year in stretch::years(site) {
        pages.push(Page::TimelinePart(year));
        if let Stretch::Year(year) = year {
            pages.extend(
                stretch::months(site, year)
                    .into_iter()
                    .map(Page::TimelinePart),
            );
        }
    }
    let years = stretch::archive_years(site).into_iter();
    pages.extend(years.map(Page::ArchiveYear));
    pages.extend(site.articles.keys().cloned().map(Page::Article));
    pages.extend(site.entities.keys().cloned().map(Page::Entity));
    pages.extend((0..site.links.stories.len()).map(Page::Story));
    pages.extend(site.tags.keys().cloned().map(Page::Tag));
    for annotated in site.articles.values() {
        let article = &annotated.article;
        let old = article
            .metadata
            .aliases
            .iter()
            .filter_map(|alias| address::redirect(&alias.value));
        pages.extend(old.map(|from| Page::Redirect {
            from,
            to: article.id.clone(),
        }));
    }
    pages
}

/// Whether an entity has a feed and a data file of its own: when several articles
/// name it, or an editor has written on it. Most names that are recognised in a
/// text stand in it alone, and files for these would outnumber all others.
#[must_use]
pub fn is_followed(site: &Site, id: &EntityId) -> bool {
    let is_described = |entity: &Entity| entity.origin == Origin::Registry;
    site.holders
        .get(id)
        .is_some_and(|holders| holders.len() > 1)
        || site.entities.get(id).is_some_and(is_described)
}

impl Page {
    /// Its address.
    #[must_use]
    pub fn address(&self, site: &Site) -> String {
        match self {
            Self::Home => String::new(),
            Self::Article(id) => address::article(&site.article(id).article),
            Self::Entity(id) => address::entity(id),
            Self::Entities => address::ENTITIES.to_owned(),
            Self::Story(index) => address::story(&site.links.stories[*index].id),
            Self::Stories => address::STORIES.to_owned(),
            Self::Timeline => address::TIMELINE.to_owned(),
            Self::TimelinePart(stretch) => stretch.address(),
            Self::Archive => address::ARCHIVE.to_owned(),
            Self::ArchiveYear(year) => address::archive_year(*year),
            Self::Search => address::SEARCH.to_owned(),
            Self::Tag(slug) => format!("{}{slug}/", address::TAGS),
            Self::Tags => address::TAGS.to_owned(),
            Self::NotFound => "404.html".to_owned(),
            Self::Redirect { from, .. } => from.clone(),
        }
    }

    /// The file it is served from.
    #[must_use]
    pub fn file(&self, site: &Site) -> String {
        let address = self.address(site);
        if address::is_file(&address) {
            address
        } else {
            address::file(&address)
        }
    }

    /// Whether it belongs in the site map.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        !matches!(self, Self::NotFound | Self::Redirect { .. })
    }

    /// The template it is rendered with.
    #[must_use]
    pub fn template(&self, site: &Site) -> String {
        let name = match self {
            Self::Home => "home",
            Self::Article(id) => {
                let own = site.article(id).article.metadata.template.as_ref();
                return own.map_or_else(
                    || "article.html".to_owned(),
                    |template| template.value.clone(),
                );
            }
            Self::Entity(_) => "entity",
            Self::Entities => "entities",
            Self::Story(_) => "story",
            Self::Stories => "stories",
            Self::Timeline | Self::TimelinePart(_) => "timeline",
            Self::Archive | Self::ArchiveYear(_) => "archive",
            Self::Search => "search",
            Self::Tag(_) => "tag",
            Self::Tags => "tags",
            Self::NotFound => "404",
            Self::Redirect { .. } => "redirect",
        };
        format!("{name}.html")
    }
}

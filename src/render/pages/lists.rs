//! Pages that list: home, stories, timeline, tags; and the pages that lead
//! elsewhere.

use std::collections::BTreeMap;

use super::{MOST_MENTIONED, Pages};
use crate::address;
use crate::article::ArticleId;
use crate::entity::EntityId;
use crate::link::Subject;
use crate::render::export::About;
use crate::render::pages::timeline::{Beside, is_ahead};
use crate::render::plan::Page;
use crate::render::text::entry_id;
use crate::render::view::{
    HomePage, LinkView, NotFoundPage, RedirectPage, StoriesPage, StoryPage, TagCard, TagPage,
    TagsPage, TimelinePage,
};
use crate::site::Tag;

/// What the page of all stories is called.
const STORIES: &str = "Stories";

/// How many events ahead the home page shows.
const COMING: usize = 8;

impl Pages<'_> {
    pub(in crate::render) fn home(&self, page: &Page) -> HomePage {
        let settings = &self.site.settings;
        let as_of = self.as_of(&self.site.newest);
        let ahead = self
            .site
            .happenings(&self.site.newest)
            .into_iter()
            .filter(|happening| as_of.is_some() && is_ahead(happening, as_of));
        let coming = ahead
            .take(COMING)
            .enumerate()
            .map(|(at, happening)| self.event(&happening, entry_id(at), Beside::Elsewhere))
            .collect();
        let mut view = self.page(page, "home", &settings.title, settings.description.clone());
        view.json_ld_html = self.describe().home();
        HomePage {
            page: view,
            articles: self
                .site
                .newest()
                .map(|annotated| self.card(annotated))
                .collect(),
            stories: self.story_cards(),
            coming,
            entities: self.most(
                self.site
                    .holders
                    .iter()
                    .map(|(id, holders)| (id, holders.len())),
                MOST_MENTIONED,
            ),
            site: self.site_view(),
        }
    }

    pub(in crate::render) fn story(&self, page: &Page, index: usize) -> StoryPage {
        let story = &self.site.links.stories[index];
        let mut cast: BTreeMap<&EntityId, usize> = BTreeMap::new();
        for id in story
            .articles
            .iter()
            .flat_map(|article| self.site.article(article).entities().into_keys())
        {
            *cast.entry(id).or_default() += 1;
        }
        let events = self.site.happenings(&story.articles);
        let subject = Subject::Story(story.id.clone());
        let so_far = || Some(format!("{}: the story so far.", story.title));
        let description = story.summary.clone().or_else(so_far);
        let mut view = self.page(page, "story", &story.title, description);
        view.json_ld_html = self.describe().story_page(story, STORIES);
        StoryPage {
            page: view,
            html: self.text().dossier(&subject),
            backlinks: self.backlinks(&subject),
            articles: story
                .articles
                .iter()
                .map(|article| self.card(self.site.article(article)))
                .collect(),
            timeline: self.timeline(&events, self.as_of(&self.site.newest), Beside::Elsewhere),
            timeline_files: self.timeline_files(page, About::Matter, &events),
            cast: self.most(cast.into_iter(), MOST_MENTIONED),
            story: self.story_card(story),
            site: self.site_view(),
        }
    }

    pub(in crate::render) fn stories(&self, page: &Page) -> StoriesPage {
        StoriesPage {
            page: self.page(
                page,
                "stories",
                STORIES,
                Some(format!(
                    "The running stories of {}.",
                    self.site.settings.title
                )),
            ),
            stories: self.story_cards(),
            site: self.site_view(),
        }
    }

    pub(in crate::render) fn timeline_page(&self, page: &Page) -> TimelinePage {
        let events = self.site.happenings(&self.site.newest);
        TimelinePage {
            page: self.page(
                page,
                "timeline",
                "Timeline",
                Some(format!(
                    "Every dated event in {}.",
                    self.site.settings.title
                )),
            ),
            timeline: self.timeline(&events, self.as_of(&self.site.newest), Beside::Elsewhere),
            timeline_files: self.timeline_files(page, About::Matter, &events),
            site: self.site_view(),
        }
    }

    pub(in crate::render) fn tag(&self, page: &Page, slug: &str) -> TagPage {
        let tag = &self.site.tags[slug];
        TagPage {
            page: self.page(
                page,
                "tag",
                &format!("Tag: {}", tag.name),
                Some(format!(
                    "Everything in {} on {}.",
                    self.site.settings.title, tag.name
                )),
            ),
            tag: tag.name.clone(),
            articles: tag
                .articles
                .iter()
                .map(|article| self.card(self.site.article(article)))
                .collect(),
            site: self.site_view(),
        }
    }

    pub(in crate::render) fn tags(&self, page: &Page) -> TagsPage {
        let card = |(slug, tag): (&String, &Tag)| TagCard {
            tag: LinkView {
                title: tag.name.clone(),
                url: self.urls.path(&format!("{}{slug}/", address::TAGS)),
            },
            count: tag.articles.len(),
        };
        TagsPage {
            page: self.page(
                page,
                "tags",
                "Tags",
                Some(format!("The subjects of {}.", self.site.settings.title)),
            ),
            tags: self.site.tags.iter().map(card).collect(),
            site: self.site_view(),
        }
    }

    pub(in crate::render) fn not_found(&self, page: &Page) -> NotFoundPage {
        NotFoundPage {
            page: self.page(page, "not-found", "Not found", None),
            site: self.site_view(),
        }
    }

    pub(in crate::render) fn redirect(&self, page: &Page, to: &ArticleId) -> RedirectPage {
        let target = self.link(to);
        let mut view = self.page(page, "redirect", &target.title, None);
        view.canonical = self
            .urls
            .absolute(&address::article(&self.site.article(to).article));
        RedirectPage {
            page: view,
            target,
            site: self.site_view(),
        }
    }
}

//! Pages that list: home, stories, tags; and the pages that lead elsewhere.

use super::chronicle::{MOST_OF_STORY, MOST_OF_TAG};
use super::timeline::{Beside, is_ahead};
use super::{MOST_MENTIONED, Pages};
use crate::address;
use crate::article::ArticleId;
use crate::link::{Story, Subject};
use crate::render::export::About;
use crate::render::plan::Page;
use crate::render::text::entry_id;
use crate::render::view::{
    ArticleLine, EventView, HomePage, LinkView, NotFoundPage, RedirectPage, StoriesPage, StoryCard,
    StoryPage, TagCard, TagPage, TagsPage, TimelineFiles,
};
use crate::render::words;
use crate::site::{Happening, Tag};

/// How many events ahead are shown.
const COMING: usize = 8;

/// How many articles the home page shows with their first words, and how many
/// more by title; the archive has the others.
const LATEST: usize = 13;
const EARLIER: usize = 24;

/// How many stories the home page shows.
const RUNNING: usize = 6;

/// How many articles a tag shows with their first words.
const MOST_CARDS: usize = 50;

/// Which articles are of late: those of the newest one's last month, but some
/// at least and not too many. The clock has no say in it.
const LATE_DAYS: i32 = 30;
const LATE_LEAST: usize = 10;
const LATE_MOST: usize = 100;

impl Pages<'_> {
    pub(in crate::render) fn home(&self, page: &Page) -> HomePage {
        let settings = &self.site.settings;
        let mut view = self.page(page, "home", &settings.title, settings.description.clone());
        view.json_ld_html = self.describe().home();
        let lately = self.lately();
        let articles = &self.site.newest;
        let (latest, rest) = articles.split_at(articles.len().min(LATEST));
        let earlier = rest.iter().take(EARLIER);
        let stories = self.stories_by_change();
        HomePage {
            page: view,
            articles: latest
                .iter()
                .map(|id| self.card(self.site.article(id)))
                .collect(),
            earlier: earlier.map(|id| self.line(id)).collect(),
            count: articles.len(),
            stories: stories
                .into_iter()
                .take(RUNNING)
                .map(|story| self.story_card(story))
                .collect(),
            coming: self.ahead(&self.coming()),
            entities: self.most(self.site.cast(lately).into_iter(), MOST_MENTIONED),
            lately: self.language.count("lately", lately.len(), &[]),
            site: self.site_view(),
        }
    }

    /// The newest articles, as many as are of late.
    fn lately(&self) -> &[ArticleId] {
        let newest = &self.site.newest;
        let day = |id: &ArticleId| self.site.article(id).article.date.map(|date| date.day);
        let Some(last) = newest.first().and_then(day) else {
            return &newest[..newest.len().min(LATE_LEAST)];
        };
        let is_late = |id: &&ArticleId| {
            let days = day(id).and_then(|day| day.until(last).ok());
            days.is_some_and(|span| span.get_days() <= LATE_DAYS)
        };
        let late = newest.iter().take_while(is_late).count();
        &newest[..late.clamp(LATE_LEAST, LATE_MOST).min(newest.len())]
    }

    /// The events of the site that lie ahead, soonest first.
    fn coming(&self) -> Vec<Happening<'_>> {
        let as_of = self.as_of(&self.site.newest);
        let events = &self.site.links.occurrences;
        let first = as_of.map_or(events.len(), |as_of| {
            events.partition_point(|event| event.when.earliest() <= as_of)
        });
        let last = events.len().min(first + COMING);
        self.site.happenings_at(first..last)
    }

    /// Events that lie ahead, as a short list of their own.
    fn ahead(&self, events: &[Happening<'_>]) -> Vec<EventView> {
        let view = |(at, happening)| {
            let id = format!("ahead_{}", entry_id(at));
            let event = self.event(happening, id, Beside::Elsewhere);
            EventView {
                note: None,
                ..event
            }
        };
        events.iter().take(COMING).enumerate().map(view).collect()
    }

    pub(in crate::render) fn story(&self, page: &Page, index: usize) -> StoryPage {
        let story = &self.site.links.stories[index];
        let events = self.site.happenings(&story.articles);
        let as_of = self.as_of(&self.site.newest);
        let expected: Vec<Happening<'_>> = events
            .iter()
            .filter(|happening| as_of.is_some() && is_ahead(happening, as_of))
            .cloned()
            .collect();
        let subject = Subject::Story(story.id.clone());
        let so_far = || Some(self.language.say("about_story", &[("story", &story.title)]));
        let description = story.summary.clone().or_else(so_far);
        let mut view = self.page(page, "story", &story.title, description);
        view.json_ld_html = self.describe().story_page(story);
        StoryPage {
            page: view,
            html: self.text().dossier(&subject),
            known: words::story(self.language, story.found).to_owned(),
            backlinks: self.backlinks(&subject),
            articles: story
                .articles
                .iter()
                .map(|article| self.card(self.site.article(article)))
                .collect(),
            expected: self.ahead(&expected),
            timeline: self.chronicle(&events, as_of, MOST_OF_STORY),
            timeline_files: TimelineFiles {
                feed: self.feed_link(&story.title, &page.address(self.site)),
                ..self.timeline_files(page, About::Matter, &events)
            },
            cast: self.most(self.site.cast(&story.articles).into_iter(), MOST_MENTIONED),
            story: self.story_card(story),
            site: self.site_view(),
        }
    }

    pub(in crate::render) fn stories(&self, page: &Page) -> StoriesPage {
        let late = self.lately();
        let oldest_of_late = late.last().map(|id| self.site.article(id).article.date);
        let is_running = |story: &&Story| {
            let date = story
                .articles
                .last()
                .map(|id| self.site.article(id).article.date);
            date >= oldest_of_late
        };
        let (running, earlier): (Vec<_>, Vec<_>) =
            self.stories_by_change().into_iter().partition(is_running);
        let cards = |stories: Vec<&Story>| -> Vec<StoryCard> {
            let cards = stories.into_iter();
            cards.map(|story| self.story_card(story)).collect()
        };
        StoriesPage {
            page: self.page(
                page,
                "stories",
                self.language.get("stories"),
                Some(self.about("about_stories")),
            ),
            running: cards(running),
            earlier: cards(earlier),
            site: self.site_view(),
        }
    }

    pub(in crate::render) fn tag(&self, page: &Page, slug: &str) -> TagPage {
        let tag = &self.site.tags[slug];
        let (cards, lines) = tag.articles.split_at(tag.articles.len().min(MOST_CARDS));
        let events = self.site.happenings(&tag.articles);
        TagPage {
            page: self.page(
                page,
                "tag",
                &self.language.say("tag_title", &[("tag", &tag.name)]),
                Some(self.language.say(
                    "about_tag",
                    &[("site", &self.site.settings.title), ("tag", &tag.name)],
                )),
            ),
            tag: tag.name.clone(),
            articles: cards
                .iter()
                .map(|article| self.card(self.site.article(article)))
                .collect(),
            earlier: lines.iter().map(|id| self.line(id)).collect(),
            count: tag.articles.len(),
            timeline: self.chronicle(&events, self.as_of(&self.site.newest), MOST_OF_TAG),
            cast: self.most(self.site.cast(&tag.articles).into_iter(), MOST_MENTIONED),
            site: self.site_view(),
        }
    }

    /// A sentence about the site.
    pub(super) fn about(&self, key: &str) -> String {
        let site = &*self.site.settings.title;
        self.language.say(key, &[("site", site)])
    }

    fn line(&self, id: &ArticleId) -> ArticleLine {
        self.article_line(self.site.article(id))
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
                self.language.get("tags"),
                Some(self.about("about_tags")),
            ),
            tags: self.site.tags.iter().map(card).collect(),
            site: self.site_view(),
        }
    }

    pub(in crate::render) fn not_found(&self, page: &Page) -> NotFoundPage {
        NotFoundPage {
            page: self.page(page, "not-found", self.language.get("not_found"), None),
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

//! From the site to the view of each page.
//!
//! It reads the site and fills views; it knows no template and no file.

use std::collections::BTreeMap;

use super::code::Code;
use super::plan::Page;
use super::text::{Text, mention_id, sentence_id};
use super::timeline::{Beside, order};
use super::urls::Urls;
use super::view::{
    ArticleCard, ArticlePage, ArticleView, BacklinkView, CorrectionView, DateView, EntitiesPage,
    EntityCard, EntityInArticle, EntityPage, EntityView, FactView, FeedLink, HomePage, KindGroup,
    KindView, LetterGroup, LinkView, MentionView, MentionsIn, NotFoundPage, PageView, RedirectPage,
    RelatedView, SiteView, SourceView, StoriesPage, StoryCard, StoryPage, StoryPlace, TagCard,
    TagPage, TagsPage, TimelinePage,
};
use super::{json_ld, words};
use crate::address;
use crate::article::{Article, ArticleId, Correction, Event, SourceNote};
use crate::date::{Moment, day_in_words};
use crate::entity::{Entity, EntityId, Kind};
use crate::link::{Related, Story};
use crate::site::{Annotated, Site};

/// How many entities a list of "most mentioned" shows.
const MOST_MENTIONED: usize = 12;
/// How many companions an entity's page shows.
const COMPANIONS: usize = 12;
/// How many events ahead the home page shows.
const COMING: usize = 8;

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

    pub(super) fn text(&self) -> Text<'_> {
        Text {
            site: self.site,
            urls: &self.urls,
            code: self.code,
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
            json_ld_html: None,
        }
    }

    pub(super) fn home(&self, page: &Page) -> HomePage {
        let settings = &self.site.settings;
        let as_of = self.as_of(&self.site.newest);
        let ahead = self
            .site
            .events(&self.site.newest)
            .into_iter()
            .filter(|(_, event)| as_of.is_some_and(|as_of| event.when.earliest() > as_of));
        let coming = ahead
            .take(COMING)
            .enumerate()
            .map(|(at, (annotated, event))| {
                self.event(
                    annotated,
                    event,
                    super::text::entry_id(at),
                    Beside::Elsewhere,
                )
            })
            .collect();
        HomePage {
            page: self.page(page, "home", &settings.title, settings.description.clone()),
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

    pub(super) fn article(&self, page: &Page, id: &ArticleId) -> ArticlePage {
        let annotated = self.site.article(id);
        let article = &*annotated.article;
        let order = order(annotated);
        let events: Vec<(&Annotated, &Event)> = order
            .iter()
            .map(|index| (annotated, &annotated.annotations.events[*index]))
            .collect();
        let mut entries = vec![0; order.len()];
        order
            .iter()
            .enumerate()
            .for_each(|(entry, event)| entries[*event] = entry);
        let html = self.text().highlighted(annotated, &entries);
        let card = self.card(annotated);
        let mut view = self.page(page, "article", &article.title, card.summary.clone());
        view.json_ld_html = json_ld::article(self.site, &self.urls, annotated);
        ArticlePage {
            page: view,
            kinds: kinds(
                annotated
                    .annotations
                    .mentions
                    .iter()
                    .map(|mention| mention.of.kind()),
            ),
            timeline: self.timeline(&events, None, Beside::Article),
            entities: self.entities_in(annotated, &html),
            article: self.article_view(annotated, html),
            story: self.story_place(id),
            related: self
                .site
                .links
                .related
                .get(id)
                .into_iter()
                .flatten()
                .map(|related| self.related(related))
                .collect(),
            backlinks: self.backlinks(id),
            site: self.site_view(),
        }
    }

    fn article_view(&self, annotated: &Annotated, html: String) -> ArticleView {
        let article = &*annotated.article;
        let metadata = &article.metadata;
        ArticleView {
            id: article.id.to_string(),
            title: article.title.clone(),
            date: article.date.map(date),
            updated: metadata.updated.map(date),
            summary: metadata.summary.clone(),
            authors: metadata.authors.clone(),
            tags: self.tags_of(article),
            lang: metadata
                .lang
                .clone()
                .filter(|lang| *lang != self.site.settings.lang),
            sources: metadata.sources.iter().map(source).collect(),
            corrections: metadata.corrections.iter().rev().map(correction).collect(),
            html,
            extra: metadata.extra.clone().into(),
        }
    }

    fn tags_of(&self, article: &Article) -> Vec<LinkView> {
        let link = |tag: &String| LinkView {
            title: tag.clone(),
            url: self.urls.path(&address::tag(tag)),
        };
        article.metadata.tags.iter().map(link).collect()
    }

    fn entities_in(&self, annotated: &Annotated, html: &str) -> Vec<EntityInArticle> {
        let mut first: BTreeMap<&EntityId, usize> = BTreeMap::new();
        for (index, mention) in annotated.annotations.mentions.iter().enumerate() {
            // A mention inside a link or raw mark-up has no highlight to lead to.
            if !first.contains_key(&mention.of)
                && html.contains(&format!(" id=\"{}\"", mention_id(index)))
            {
                first.insert(&mention.of, index);
            }
        }
        let mut counts: Vec<(&EntityId, usize)> = annotated.entities().into_iter().collect();
        counts.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
        let view = |(id, count): (&EntityId, usize)| {
            Some(EntityInArticle {
                entity: self.entity_card(id, count)?,
                first: first
                    .get(id)
                    .map(|index| format!("#{}", mention_id(*index))),
                how: words::how(self.site.how(annotated, id)).to_owned(),
            })
        };
        counts.into_iter().filter_map(view).collect()
    }

    fn story_place(&self, id: &ArticleId) -> Option<StoryPlace> {
        let story = self.site.story_of(id)?;
        let at = story.articles.iter().position(|article| article == id)?;
        let link = |at: usize| story.articles.get(at).map(|id| self.link(id));
        Some(StoryPlace {
            story: LinkView {
                title: story.title.clone(),
                url: self.urls.path(&address::story(&story.id)),
            },
            position: at + 1,
            count: story.articles.len(),
            previous: at.checked_sub(1).and_then(link),
            next: link(at + 1),
        })
    }

    fn link(&self, id: &ArticleId) -> LinkView {
        let article = &self.site.article(id).article;
        LinkView {
            title: article.title.clone(),
            url: self.urls.path(&address::article(article)),
        }
    }

    fn related(&self, related: &Related) -> RelatedView {
        RelatedView {
            article: self.card(self.site.article(&related.id)),
            kind: related.relation.name().to_owned(),
            reason: words::reason(&related.reason, self.site),
        }
    }

    fn backlinks(&self, id: &ArticleId) -> Vec<BacklinkView> {
        let backlinks = self.site.links.backlinks.get(id);
        let view = |link: &crate::link::Backlink| {
            let from = self.site.article(&link.from);
            let at = from.article.body.references.get(link.reference)?.at;
            let index = from.annotations.sentence_of(at)?;
            let page = address::article(&from.article);
            Some(BacklinkView {
                article: self.card(from),
                sentence: from.words(from.annotations.sentences[index]),
                url: self.urls.path(&format!("{page}#{}", sentence_id(index))),
            })
        };
        backlinks.into_iter().flatten().filter_map(view).collect()
    }

    pub(super) fn entity(&self, page: &Page, id: &EntityId) -> EntityPage {
        let entity = &self.site.entities[id];
        let said = format!(
            "What {} says about {}.",
            self.site.settings.title, entity.name
        );
        let description = entity
            .short
            .as_ref()
            .map_or(said, |short| format!("{}: {short}.", entity.name));
        let holders = &self.site.holders[id];
        let mentions: Vec<MentionsIn> = holders
            .iter()
            .map(|article| self.mentions_in(article, id))
            .filter(|mentions| !mentions.sentences.is_empty())
            .collect();
        let events: Vec<_> = self
            .site
            .events(holders)
            .into_iter()
            .filter(|(_, event)| event.entities.contains(id))
            .collect();
        let mut companions: BTreeMap<&EntityId, usize> = BTreeMap::new();
        for other in holders
            .iter()
            .flat_map(|article| self.site.article(article).entities().into_keys())
            .filter(|other| *other != id)
        {
            *companions.entry(other).or_default() += 1;
        }
        let stories = self.site.links.stories.iter().filter(|story| {
            story
                .articles
                .iter()
                .any(|article| holders.contains(article))
        });
        EntityPage {
            page: self.page(page, "entity", &entity.name, Some(description)),
            entity: self.entity_view(entity),
            count: mentions
                .iter()
                .map(|mentions| mentions.sentences.len())
                .sum(),
            mentions,
            timeline: self.timeline(&events, self.as_of(&self.site.newest), Beside::Elsewhere),
            appears_with: self.most(companions.into_iter(), COMPANIONS),
            stories: stories
                .map(|story| LinkView {
                    title: story.title.clone(),
                    url: self.urls.path(&address::story(&story.id)),
                })
                .collect(),
            site: self.site_view(),
        }
    }

    fn entity_view(&self, entity: &Entity) -> EntityView {
        let parent = entity
            .parent
            .as_ref()
            .and_then(|id| self.site.entities.get(id));
        EntityView {
            id: entity.id.to_string(),
            name: entity.name.clone(),
            kind: kind(entity.id.kind()),
            short: entity.short.clone(),
            html: entity
                .description
                .as_ref()
                .map(|text| self.text().markdown(text)),
            aliases: entity
                .aliases
                .iter()
                .map(|alias| alias.text.clone())
                .filter(|alias| *alias != entity.name)
                .collect(),
            facts: entity
                .facts
                .iter()
                .map(|(label, value)| FactView {
                    label: label.clone(),
                    value: value.clone(),
                })
                .collect(),
            same_as: entity
                .same_as
                .iter()
                .map(|url| LinkView {
                    title: host(url),
                    url: url.clone(),
                })
                .collect(),
            parent: parent.map(|parent| LinkView {
                title: parent.name.clone(),
                url: self.urls.path(&address::entity(&parent.id)),
            }),
            how: words::origin(entity.origin).to_owned(),
        }
    }

    fn mentions_in(&self, article: &ArticleId, id: &EntityId) -> MentionsIn {
        let annotated = self.site.article(article);
        let page = address::article(&annotated.article);
        let prose = &annotated.article.prose;
        let mentions = annotated
            .annotations
            .mentions
            .iter()
            .filter(|mention| mention.of == *id);
        let mut last = None;
        let mut sentences = Vec::new();
        for mention in mentions {
            let Some(index) = annotated.annotations.sentence_of(mention.at) else {
                continue;
            };
            if last.replace(index) == Some(index) {
                continue;
            }
            let sentence = annotated.annotations.sentences[index];
            sentences.push(MentionView {
                before: one_line(&prose.text[sentence.start..mention.at.start]),
                name: one_line(prose.slice(mention.at)),
                after: one_line(&prose.text[mention.at.end..sentence.end.max(mention.at.end)]),
                url: self.urls.path(&format!("{page}#{}", sentence_id(index))),
            });
        }
        MentionsIn {
            article: self.card(annotated),
            sentences,
        }
    }

    pub(super) fn entities(&self, page: &Page) -> EntitiesPage {
        let groups = Kind::ALL
            .into_iter()
            .filter_map(|kind| self.kind_group(kind))
            .collect();
        let description = format!(
            "Everyone and everything named in {}.",
            self.site.settings.title
        );
        EntitiesPage {
            page: self.page(page, "entities", "Who, what, where", Some(description)),
            groups,
            site: self.site_view(),
        }
    }

    fn kind_group(&self, of: Kind) -> Option<KindGroup> {
        let mut letters: BTreeMap<String, Vec<EntityCard>> = BTreeMap::new();
        let mut count = 0;
        for entity in self
            .site
            .entities
            .values()
            .filter(|entity| entity.id.kind() == of)
        {
            let holders = self.site.holders.get(&entity.id).map_or(0, Vec::len);
            letters
                .entry(letter(&entity.name))
                .or_default()
                .extend(self.entity_card(&entity.id, holders));
            count += 1;
        }
        let group = |(letter, mut entities): (String, Vec<EntityCard>)| {
            entities.sort_by_key(|entity| (entity.name.to_lowercase(), entity.id.clone()));
            LetterGroup { letter, entities }
        };
        (count > 0).then(|| KindGroup {
            kind: kind(of),
            count,
            letters: letters.into_iter().map(group).collect(),
        })
    }

    pub(super) fn story(&self, page: &Page, index: usize) -> StoryPage {
        let story = &self.site.links.stories[index];
        let mut cast: BTreeMap<&EntityId, usize> = BTreeMap::new();
        for id in story
            .articles
            .iter()
            .flat_map(|article| self.site.article(article).entities().into_keys())
        {
            *cast.entry(id).or_default() += 1;
        }
        let events = self.site.events(&story.articles);
        StoryPage {
            page: self.page(
                page,
                "story",
                &story.title,
                story
                    .summary
                    .clone()
                    .or_else(|| Some(format!("{}: the story so far.", story.title))),
            ),
            html: (!story.text.is_empty()).then(|| self.text().markdown(&story.text)),
            articles: story
                .articles
                .iter()
                .map(|article| self.card(self.site.article(article)))
                .collect(),
            timeline: self.timeline(&events, self.as_of(&self.site.newest), Beside::Elsewhere),
            cast: self.most(cast.into_iter(), MOST_MENTIONED),
            story: self.story_card(story),
            site: self.site_view(),
        }
    }

    pub(super) fn stories(&self, page: &Page) -> StoriesPage {
        StoriesPage {
            page: self.page(
                page,
                "stories",
                "Stories",
                Some(format!(
                    "The running stories of {}.",
                    self.site.settings.title
                )),
            ),
            stories: self.story_cards(),
            site: self.site_view(),
        }
    }

    pub(super) fn timeline_page(&self, page: &Page) -> TimelinePage {
        let events = self.site.events(&self.site.newest);
        TimelinePage {
            page: self.page(
                page,
                "timeline",
                "Timeline",
                Some(format!(
                    "Every dated statement in {}.",
                    self.site.settings.title
                )),
            ),
            timeline: self.timeline(&events, self.as_of(&self.site.newest), Beside::Elsewhere),
            site: self.site_view(),
        }
    }

    pub(super) fn tag(&self, page: &Page, slug: &str) -> TagPage {
        let tag = &self.site.tags[slug];
        TagPage {
            page: self.page(
                page,
                "tag",
                &tag.name,
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

    pub(super) fn tags(&self, page: &Page) -> TagsPage {
        let card = |(slug, tag): (&String, &crate::site::Tag)| TagCard {
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

    pub(super) fn not_found(&self, page: &Page) -> NotFoundPage {
        NotFoundPage {
            page: self.page(page, "not-found", "Not found", None),
            site: self.site_view(),
        }
    }

    pub(super) fn redirect(&self, page: &Page, to: &ArticleId) -> RedirectPage {
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

    /// The day that parts what has been from what is ahead: the newest article's.
    fn as_of(&self, newest_first: &[ArticleId]) -> Option<jiff::civil::Date> {
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
        base_path: urls.path(""),
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

pub(super) fn date(moment: Moment) -> DateView {
    DateView {
        iso: moment.iso(),
        words: day_in_words(moment.day),
    }
}

fn source(note: &SourceNote) -> SourceView {
    let safe = |url: &Option<String>| url.clone().filter(|url| address::is_safe(url));
    SourceView {
        title: note.title.clone(),
        url: safe(&note.url),
        publisher: note.publisher.clone(),
        kind: note.kind.clone(),
        author: note.author.clone(),
        published: note.published.map(date),
        retrieved: note.retrieved.map(date),
        licence: note.licence.clone(),
        archive: safe(&note.archive),
    }
}

fn correction(correction: &Correction) -> CorrectionView {
    CorrectionView {
        date: date(correction.date),
        text: correction.text.clone(),
    }
}

fn kind(kind: Kind) -> KindView {
    KindView {
        name: kind.name(),
        plural: kind.plural(),
    }
}

fn kinds(found: impl Iterator<Item = Kind>) -> Vec<KindView> {
    let found: std::collections::BTreeSet<Kind> = found.collect();
    found.into_iter().map(kind).collect()
}

/// The letter an entity stands under: its first, without accents.
fn letter(name: &str) -> String {
    let first = crate::slug::slugify(name).chars().next().unwrap_or('#');
    if first.is_ascii_alphabetic() {
        first.to_ascii_uppercase().to_string()
    } else {
        "#".to_owned()
    }
}

fn host(url: &str) -> String {
    let host = url
        .split("://")
        .nth(1)
        .and_then(|rest| rest.split('/').next())
        .unwrap_or(url);
    host.trim_start_matches("www.").to_owned()
}

/// Text on one line, with the space at its ends kept: it stands beside a name.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect()
}

//! The page of an entity and the page of all of them.

use std::collections::BTreeMap;

use super::Pages;
use crate::address;
use crate::article::ArticleId;
use crate::entity::{Entity, EntityId, Kind};
use crate::link::Subject;
use crate::render::companions::{Companion, Together, companions, sentences_of};
use crate::render::export::About;
use crate::render::neighbourhood::{Neighbour, neighbourhood};
use crate::render::pages::timeline::Beside;
use crate::render::plan::{Page, is_followed};
use crate::render::text::sentence_id;
use crate::render::view::{
    ArticleLine, CompanionView, CountedLink, EntitiesPage, EntityCard, EntityPage, EntityView,
    FactView, KindGroup, LetterGroup, LinkView, MentionView, MentionsIn, TimelineFiles,
};
use crate::render::words;

/// How many of the newest articles an entity's page quotes, and how many more
/// it names.
const QUOTED: usize = 40;
const NAMED: usize = 160;

impl Pages<'_> {
    pub(in crate::render) fn entity(&self, page: &Page, id: &EntityId) -> EntityPage {
        let entity = &self.site.entities[id];
        let (site, name) = (&*self.site.settings.title, &*entity.name);
        let description = match &entity.short {
            Some(short) => self
                .language
                .say("entity_in_short", &[("name", name), ("short", short)]),
            None => self
                .language
                .say("about_entity", &[("site", site), ("name", name)]),
        };
        let holders = &self.site.holders[id];
        let articles = holders.iter().map(|article| self.site.article(article));
        let (quoted, rest) = holders.split_at(holders.len().min(QUOTED));
        let events = self.site.happenings_with(id);
        let is_followed = is_followed(self.site, id);
        let (appears_with, neighbourhood_html) = self.appears_with(entity);
        let mut view = self.page(page, "entity", &entity.name, Some(description));
        view.json_ld_html = self.describe().entity_page(entity);
        EntityPage {
            page: view,
            entity: self.entity_view(entity),
            count: articles
                .clone()
                .map(|article| sentences_of(article, id).len())
                .sum(),
            article_count: holders.len(),
            first: articles
                .clone()
                .filter_map(|it| it.article.date)
                .next_back()
                .map(|date| self.date(date)),
            last: articles
                .clone()
                .find_map(|it| it.article.date)
                .map(|date| self.date(date)),
            mentions: quoted
                .iter()
                .map(|article| self.mentions_in(article, id))
                .collect(),
            earlier: rest
                .iter()
                .take(NAMED)
                .map(|id| self.article_line(self.site.article(id)))
                .collect(),
            left_out: rest.len().saturating_sub(NAMED),
            timeline: self.timeline(&events, self.as_of(&self.site.newest), Beside::Elsewhere),
            timeline_files: TimelineFiles {
                feed: is_followed
                    .then(|| self.feed_link(&entity.name, &page.address(self.site)))
                    .flatten(),
                data: is_followed.then(|| self.urls.path(&address::dossier(id))),
                ..self.timeline_files(page, About::Entity, &events)
            },
            appears_with,
            neighbourhood_html,
            stories: self.stories_with(holders),
            backlinks: self.backlinks(&Subject::Entity(id.clone())),
            site: self.site_view(),
        }
    }

    /// Those that an entity appears with, and the picture of them.
    fn appears_with(&self, entity: &Entity) -> (Vec<CompanionView>, Option<String>) {
        let companions = companions(self.site, &entity.id);
        let neighbour = |companion: &Companion<'_>| Neighbour {
            name: self.site.entities[companion.id].name.clone(),
            url: self.urls.path(&address::entity(companion.id)),
            kind: companion.id.kind(),
            shared: companion.shared,
            words: self.language.count("articles", companion.shared, &[]),
        };
        let neighbours: Vec<Neighbour> = companions.iter().map(neighbour).collect();
        let view = |companion: &Companion<'_>| {
            Some(CompanionView {
                entity: self.entity_card(companion.id, companion.shared)?,
                together: self.meeting(companion.together),
                same_sentence: companion.together.sentence.is_some(),
            })
        };
        let views = companions.iter().filter_map(view).collect();
        let picture = neighbourhood(&entity.name, entity.id.kind(), &neighbours);
        (views, picture)
    }

    fn meeting(&self, together: Together<'_>) -> ArticleLine {
        let page = address::article(&together.article.article);
        let anchor = together.sentence.map(|at| format!("#{}", sentence_id(at)));
        let anchor = anchor.unwrap_or_default();
        ArticleLine {
            url: self.urls.path(&format!("{page}{anchor}")),
            ..self.article_line(together.article)
        }
    }

    /// The stories of these articles, and how many of them are in each.
    fn stories_with(&self, articles: &[ArticleId]) -> Vec<CountedLink> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for story in articles.iter().filter_map(|id| self.site.story_of(id)) {
            *counts.entry(&story.id).or_default() += 1;
        }
        let link = |(id, count)| {
            let story = self.site.story(id)?;
            Some(CountedLink {
                title: story.title.clone(),
                url: self.urls.path(&address::story(id)),
                count,
                is_here: false,
            })
        };
        let mut stories: Vec<CountedLink> = counts.into_iter().filter_map(link).collect();
        stories.sort_by_key(|story| std::cmp::Reverse(story.count));
        stories
    }

    fn entity_view(&self, entity: &Entity) -> EntityView {
        let parent = entity
            .parent
            .as_ref()
            .and_then(|id| self.site.entities.get(id));
        EntityView {
            id: entity.id.to_string(),
            name: entity.name.clone(),
            kind: self.kind(entity.id.kind()),
            short: entity.short.clone(),
            html: self.text().dossier(&Subject::Entity(entity.id.clone())),
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
                    title: words::elsewhere(url),
                    url: url.clone(),
                })
                .collect(),
            parent: parent.map(|parent| LinkView {
                title: parent.name.clone(),
                url: self.urls.path(&address::entity(&parent.id)),
            }),
            how: words::origin(self.language, entity.origin).to_owned(),
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
            article: self.article_line(annotated),
            sentences,
        }
    }

    pub(in crate::render) fn entities(&self, page: &Page) -> EntitiesPage {
        let groups = Kind::ALL
            .into_iter()
            .filter_map(|kind| self.kind_group(kind))
            .collect();
        let title = self.language.get("entities");
        let description = self.about("about_entities");
        EntitiesPage {
            page: self.page(page, "entities", title, Some(description)),
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
            kind: self.kind(of),
            count,
            letters: letters.into_iter().map(group).collect(),
        })
    }
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

/// Text on one line, with the space at its ends kept: it stands beside a name.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect()
}

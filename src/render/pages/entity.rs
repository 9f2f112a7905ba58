//! The page of an entity and the page of all of them.

use std::collections::BTreeMap;

use super::{Pages, kind};
use crate::address;
use crate::article::ArticleId;
use crate::entity::{Entity, EntityId, Kind};
use crate::link::Subject;
use crate::render::export::About;
use crate::render::pages::timeline::Beside;
use crate::render::plan::Page;
use crate::render::text::sentence_id;
use crate::render::view::{
    EntitiesPage, EntityCard, EntityPage, EntityView, FactView, KindGroup, LetterGroup, LinkView,
    MentionView, MentionsIn,
};
use crate::render::words;

/// What the page of all entities is called.
const TITLE: &str = "Who, what, where";

/// How many companions an entity's page shows.
const COMPANIONS: usize = 12;

impl Pages<'_> {
    pub(in crate::render) fn entity(&self, page: &Page, id: &EntityId) -> EntityPage {
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
            .happenings(holders)
            .into_iter()
            .filter(|happening| happening.entities.contains(id))
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
        let mut view = self.page(page, "entity", &entity.name, Some(description));
        view.json_ld_html = self.describe().entity_page(entity, TITLE);
        EntityPage {
            page: view,
            entity: self.entity_view(entity),
            count: mentions
                .iter()
                .map(|mentions| mentions.sentences.len())
                .sum(),
            mentions,
            timeline: self.timeline(&events, self.as_of(&self.site.newest), Beside::Elsewhere),
            timeline_files: self.timeline_files(page, About::Entity, &events),
            appears_with: self.most(companions.into_iter(), COMPANIONS),
            stories: stories
                .map(|story| LinkView {
                    title: story.title.clone(),
                    url: self.urls.path(&address::story(&story.id)),
                })
                .collect(),
            backlinks: self.backlinks(&Subject::Entity(id.clone())),
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

    pub(in crate::render) fn entities(&self, page: &Page) -> EntitiesPage {
        let groups = Kind::ALL
            .into_iter()
            .filter_map(|kind| self.kind_group(kind))
            .collect();
        let description = format!(
            "Everyone and everything named in {}.",
            self.site.settings.title
        );
        EntitiesPage {
            page: self.page(page, "entities", TITLE, Some(description)),
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

//! Articles, dossiers and stories as linking sees their texts.

use std::collections::BTreeMap;

use super::dossiers::Dossiers;
use crate::address;
use crate::annotate::Gazetteer;
use crate::article::{ArticleId, Body, DeclaredStory, How, Reference, ReferenceKind};
use crate::entity::{Entity, EntityId};
use crate::link::{CardReference, Subject, TextCard};
use crate::site::Annotated;
use crate::source::SourcePath;

/// The cards of all texts of a site.
pub(super) fn texts(
    articles: &BTreeMap<ArticleId, Annotated>,
    registry: &[Entity],
    stories: &[DeclaredStory],
    dossiers: &Dossiers,
    known: &Gazetteer,
) -> Vec<TextCard> {
    let of_articles = articles.values();
    let of_articles = of_articles.map(|article| of_article(article, known));
    let of_entities = registry.iter();
    let of_entities = of_entities.filter_map(|entity| of_entity(entity, dossiers, known));
    let of_stories = stories.iter();
    let of_stories = of_stories.map(|story| of_story(story, dossiers, known));
    of_articles.chain(of_entities).chain(of_stories).collect()
}

/// The card of an article.
fn of_article(annotated: &Annotated, known: &Gazetteer) -> TextCard {
    let article = &*annotated.article;
    let aliases = article.metadata.aliases.iter();
    let recognised = |reference: &Reference| recognised(annotated, reference);
    let id = article.id.as_str();
    TextCard {
        subject: Subject::Article(article.id.clone()),
        file: id.to_owned(),
        is_alone: true,
        title: Some(article.title.clone()),
        address: address::article(article),
        aliases: aliases.map(|alias| alias.value.clone()).collect(),
        short: vec![last(id), article.slug.clone()],
        references: references(&article.body, known, recognised),
    }
}

/// The card of an entity of the registry; none of a hidden one, which has no page.
fn of_entity(entity: &Entity, dossiers: &Dossiers, known: &Gazetteer) -> Option<TextCard> {
    let path = &entity.place.as_ref()?.path;
    let subject = Subject::Entity(entity.id.clone());
    (!entity.hidden).then(|| TextCard {
        file: file(path),
        is_alone: !path.extension().eq_ignore_ascii_case("toml"),
        title: None,
        address: address::entity(&entity.id),
        aliases: Vec::new(),
        short: Vec::new(),
        references: dossier_references(dossiers, &subject, known),
        subject,
    })
}

/// The card of a declared story.
fn of_story(story: &DeclaredStory, dossiers: &Dossiers, known: &Gazetteer) -> TextCard {
    let subject = Subject::Story(story.id.clone());
    let file = file(&story.place.path);
    TextCard {
        short: vec![last(&file), story.id.clone()],
        file,
        is_alone: true,
        title: Some(story.title.clone()),
        address: address::story(&story.id),
        aliases: Vec::new(),
        references: dossier_references(dossiers, &subject, known),
        subject,
    }
}

/// A file below `content/`, without extension.
fn file(path: &SourcePath) -> String {
    ArticleId::of(path).to_string()
}

fn last(id: &str) -> String {
    id.rsplit('/').next().unwrap_or(id).to_owned()
}

fn dossier_references(
    dossiers: &Dossiers,
    subject: &Subject,
    known: &Gazetteer,
) -> Vec<CardReference> {
    dossiers.get(subject).map_or_else(Vec::new, |dossier| {
        references(&dossier.body, known, |_| None)
    })
}

fn references(
    body: &Body,
    known: &Gazetteer,
    recognised: impl Fn(&Reference) -> Option<EntityId>,
) -> Vec<CardReference> {
    let is_shown = |id: &&EntityId| known.get(id).is_some_and(|entity| !entity.hidden);
    let card = |reference: &Reference| {
        let is_name = reference.kind == ReferenceKind::Wiki;
        let named = is_name.then(|| known.named(&reference.target));
        let named = named.into_iter().flatten().filter(is_shown);
        CardReference {
            kind: reference.kind,
            target: reference.target.clone(),
            known: named.cloned().collect(),
            recognised: recognised(reference).filter(|_| is_name),
        }
    };
    body.references.iter().map(card).collect()
}

/// The entity that annotation took the words of a reference for.
fn recognised(annotated: &Annotated, reference: &Reference) -> Option<EntityId> {
    let mentions = &annotated.annotations.mentions;
    let at = mentions.binary_search_by_key(&reference.at, |mention| mention.at);
    let mention = &mentions[at.ok()?];
    (mention.how == How::Editor).then(|| mention.of.clone())
}

//! Structured data about an article, for machines that read pages
//! (schema.org, JSON-LD).

use serde_json::{Value, json};

use super::share;
use super::urls::Urls;
use crate::address;
use crate::date::Moment;
use crate::entity::{EntityId, Kind};
use crate::site::{Annotated, Site};

/// Longest headline in characters that search engines take.
const LONGEST_HEADLINE: usize = 110;
/// An entity in at least this share of the sentences is what an article is about.
const ABOUT_SHARE: usize = 4;

/// The article's data, safe inside `<script>`; `None` without a base URL or a
/// date, which the vocabulary asks for.
pub(super) fn article(site: &Site, urls: &Urls, annotated: &Annotated) -> Option<String> {
    let article = &annotated.article;
    let url = urls.absolute(&address::article(article))?;
    let published = article.date?;
    let house = json!({"@type": "Organization", "name": site.settings.publisher(), "url": urls.absolute("")});
    let authors: Vec<Value> = article
        .metadata
        .authors
        .iter()
        .map(|name| json!({"@type": "Person", "name": name}))
        .collect();
    let (about, mentions) = entities(site, urls, annotated);
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title.chars().take(LONGEST_HEADLINE).collect::<String>(),
        "url": url,
        "mainEntityOfPage": url,
        "datePublished": published.iso(),
        "dateModified": article.metadata.updated.unwrap_or(published).iso(),
        "inLanguage": article.metadata.lang.as_ref().unwrap_or(&site.settings.lang),
        "author": if authors.is_empty() { json!([house]) } else { authors.into() },
        "publisher": house,
        "about": about,
        "mentions": mentions,
    });
    if let Some(summary) = &article.metadata.summary {
        data["description"] = summary.as_str().into();
    }
    let pictures = share::addresses(site, urls, annotated);
    if !pictures.is_empty() {
        data["image"] = pictures.into();
    }
    let based_on: Vec<Value> = article
        .metadata
        .sources
        .iter()
        .filter_map(|source| source.url.as_deref().map(Value::from))
        .collect();
    if !based_on.is_empty() {
        data["isBasedOn"] = based_on.into();
    }
    let corrections: Vec<Value> = article
        .metadata
        .corrections
        .iter()
        .map(|correction| correction_note(correction.date, &correction.text))
        .collect();
    if !corrections.is_empty() {
        data["correction"] = corrections.into();
    }
    // `<` can't end the script element when it is written as an escape.
    Some(data.to_string().replace('<', "\\u003c"))
}

fn correction_note(date: Moment, text: &str) -> Value {
    json!({"@type": "CorrectionComment", "datePublished": date.iso(), "text": text})
}

fn entities(site: &Site, urls: &Urls, annotated: &Annotated) -> (Vec<Value>, Vec<Value>) {
    let sentences = annotated.annotations.sentences.len();
    let (mut about, mut mentions) = (Vec::new(), Vec::new());
    for (id, count) in annotated.entities() {
        let Some(data) = entity(site, urls, id) else {
            continue;
        };
        if count == 0 || count * ABOUT_SHARE >= sentences {
            about.push(data);
        } else {
            mentions.push(data);
        }
    }
    (about, mentions)
}

fn entity(site: &Site, urls: &Urls, id: &EntityId) -> Option<Value> {
    let entity = site.entities.get(id)?;
    let kind = match id.kind() {
        Kind::Person => "Person",
        Kind::Organisation => "Organization",
        Kind::Place => "Place",
        Kind::Event => "Event",
        Kind::Work => "CreativeWork",
        Kind::Product => "Product",
        Kind::Group | Kind::Other => "Thing",
    };
    let mut data =
        json!({"@type": kind, "name": entity.name, "url": urls.absolute(&address::entity(id))});
    if !entity.same_as.is_empty() {
        data["sameAs"] = entity.same_as.clone().into();
    }
    Some(data)
}

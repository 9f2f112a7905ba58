//! The annotations of each article in the Web Annotation Data Model of the W3C,
//! beside its page, and the plain text that they count in.
//!
//! This exists so that what was found can be laid over the text by other
//! programs, and checked by them. Each selector is made from the plain text
//! itself, so it finds its words there.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::json_ld::schema_type;
use super::plain_text::{PlainText, Stretch};
use super::text::mention_id;
use super::urls::Urls;
use crate::address;
use crate::article::{Event, Mention, ProseRange};
use crate::entity::EntityId;
use crate::site::{Annotated, Site};

/// Words before and after a quotation, in characters at most.
const AROUND: usize = 32;

/// `annotations.json`: an `AnnotationCollection` with its only page.
#[derive(Serialize, JsonSchema)]
pub(super) struct Collection {
    /// The W3C's context, and schema.org for entities.
    #[serde(rename = "@context")]
    context: serde_json::Value,
    /// Its own address.
    id: String,
    /// `AnnotationCollection`.
    r#type: &'static str,
    /// The article's title.
    label: String,
    /// How many annotations there are.
    total: usize,
    /// All of them.
    first: AnnotationPage,
}

#[derive(Serialize, JsonSchema)]
struct AnnotationPage {
    id: String,
    /// `AnnotationPage`.
    r#type: &'static str,
    #[serde(rename = "startIndex")]
    start_index: usize,
    /// Highlights in the order of the text, then events.
    items: Vec<Annotation>,
}

#[derive(Serialize, JsonSchema)]
struct Annotation {
    /// Ends in `#m1` for the highlight of this id on the page, in `#e1` for a
    /// sentence that tells an event.
    id: String,
    /// `Annotation`.
    r#type: &'static str,
    /// `identifying` for an entity, `tagging` for a date.
    motivation: &'static str,
    body: Body,
    target: Target,
}

#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Body {
    /// An entity where it is first named.
    Entity(EntityBody),
    /// The same entity again: its address.
    Again(String),
    /// A date, and what happened then.
    Date(Vec<TextualBody>),
}

#[derive(Serialize, JsonSchema)]
struct EntityBody {
    /// The entity's page.
    id: String,
    /// Its type in schema.org: `schema:Person`.
    r#type: String,
    /// Its name.
    label: String,
    /// Pages elsewhere about the same thing.
    #[serde(rename = "sameAs", skip_serializing_if = "Vec::is_empty")]
    same_as: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
struct TextualBody {
    /// `TextualBody`.
    r#type: &'static str,
    /// `tagging` for the date, `describing` for what happened.
    purpose: &'static str,
    /// The date in Extended Date/Time Format, or words of the sentence.
    value: String,
}

#[derive(Serialize, JsonSchema)]
struct Target {
    /// The article's page.
    source: String,
    /// Two ways to the same words.
    selector: [Selector; 2],
}

#[derive(Serialize, JsonSchema)]
#[serde(tag = "type")]
enum Selector {
    /// The words and what stands around them, on one line.
    TextQuoteSelector {
        exact: String,
        prefix: String,
        suffix: String,
    },
    /// Their place in `text.txt`, in Unicode code points, half-open.
    TextPositionSelector { start: usize, end: usize },
}

/// The annotations of an article.
pub(super) fn collection(site: &Site, annotated: &Annotated) -> Collection {
    let page = address::article(&annotated.article);
    let text = PlainText::of(annotated);
    Annotator::new(site, annotated, &page, &text).collection()
}

struct Annotator<'a> {
    site: &'a Site,
    annotated: &'a Annotated,
    text: &'a PlainText<'a>,
    urls: Urls,
    /// The address of the annotations.
    own: String,
    page: String,
}

impl<'a> Annotator<'a> {
    fn new(site: &'a Site, annotated: &'a Annotated, page: &str, text: &'a PlainText<'a>) -> Self {
        let urls = Urls::on(&site.settings, page);
        Self {
            own: whole(&urls, &address::annotations(page)),
            page: whole(&urls, page),
            site,
            annotated,
            text,
            urls,
        }
    }

    fn collection(&self) -> Collection {
        let mut items = self.mentions();
        items.extend(self.events());
        Collection {
            context: serde_json::json!([
                "http://www.w3.org/ns/anno.jsonld",
                {
                    "schema": "https://schema.org/",
                    "sameAs": {"@id": "schema:sameAs", "@type": "@id"}
                }
            ]),
            id: self.own.clone(),
            r#type: "AnnotationCollection",
            label: self.annotated.article.title.clone(),
            total: items.len(),
            first: AnnotationPage {
                id: format!("{}#page", self.own),
                r#type: "AnnotationPage",
                start_index: 0,
                items,
            },
        }
    }

    fn mentions(&self) -> Vec<Annotation> {
        let mut named: BTreeSet<&EntityId> = BTreeSet::new();
        let mentions = self.annotated.annotations.mentions.iter().enumerate();
        let annotation = |(index, mention): (usize, &'a Mention)| {
            let target = self.target(mention.at)?;
            let url = whole(&self.urls, &address::entity(&mention.of));
            let body = if named.insert(&mention.of) {
                self.entity(&mention.of, url)?
            } else {
                Body::Again(url)
            };
            Some(self.annotation(&mention_id(index), "identifying", body, target))
        };
        mentions.filter_map(annotation).collect()
    }

    fn entity(&self, id: &EntityId, url: String) -> Option<Body> {
        let entity = self.site.entities.get(id)?;
        Some(Body::Entity(EntityBody {
            id: url,
            r#type: format!("schema:{}", schema_type(id.kind())),
            label: entity.name.clone(),
            same_as: entity.same_as.clone(),
        }))
    }

    fn events(&self) -> impl Iterator<Item = Annotation> {
        let events = self.annotated.annotations.events.iter();
        let told = events.flat_map(|event| event.evidence().map(move |it| (event, it.sentence)));
        told.enumerate().filter_map(|(index, (event, sentence))| {
            let target = self.target(sentence)?;
            let body = Body::Date(self.date(event));
            Some(self.annotation(&format!("e{}", index + 1), "tagging", body, target))
        })
    }

    fn date(&self, event: &Event) -> Vec<TextualBody> {
        let body = |purpose, value| TextualBody {
            r#type: "TextualBody",
            purpose,
            value,
        };
        vec![
            body("tagging", event.when.edtf()),
            body("describing", self.annotated.title_of(event)),
        ]
    }

    fn annotation(
        &self,
        id: &str,
        motivation: &'static str,
        body: Body,
        target: Target,
    ) -> Annotation {
        Annotation {
            id: format!("{}#{id}", self.own),
            r#type: "Annotation",
            motivation,
            body,
            target,
        }
    }

    fn target(&self, at: ProseRange) -> Option<Target> {
        let Stretch { bytes, characters } = self.text.find(at)?;
        let text = &self.text.text;
        let quote = Selector::TextQuoteSelector {
            exact: text[bytes.start..bytes.end].to_owned(),
            prefix: last(&text[..bytes.start]),
            suffix: first(&text[bytes.end..]),
        };
        let position = Selector::TextPositionSelector {
            start: characters.start,
            end: characters.end,
        };
        Some(Target {
            source: self.page.clone(),
            selector: [quote, position],
        })
    }
}

/// The whole address where it is known, else the way there from the page.
fn whole(urls: &Urls, address: &str) -> String {
    urls.absolute(address).unwrap_or_else(|| urls.path(address))
}

fn last(text: &str) -> String {
    let start = text.char_indices().rev().nth(AROUND - 1);
    text[start.map_or(0, |(at, _)| at)..].replace('\n', " ")
}

fn first(text: &str) -> String {
    let end = text.char_indices().nth(AROUND);
    text[..end.map_or(text.len(), |(at, _)| at)].replace('\n', " ")
}

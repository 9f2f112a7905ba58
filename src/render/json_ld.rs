//! Structured data about pages, for machines that read them (schema.org,
//! JSON-LD).
//!
//! Every page that has any needs whole addresses, so there is none without a
//! base URL. Entities and stories have their page's address as `@id`, so that
//! what several pages say of one thing comes together.

use serde_json::{Map, Value, json};

use super::share;
use super::urls::Urls;
use crate::address;
use crate::article::{Article, SourceNote};
use crate::date::Moment;
use crate::entity::{Entity, EntityId, Kind};
use crate::language::Language;
use crate::link::Story;
use crate::site::{Annotated, Site};

/// Longest headline in characters that search engines take.
const LONGEST_HEADLINE: usize = 110;
/// An entity in at least this share of the sentences is what an article is about.
const ABOUT_SHARE: usize = 4;
/// How an address at Wikidata begins; what follows is an identifier.
const WIKIDATA: [&str; 4] = [
    "https://www.wikidata.org/wiki/",
    "https://www.wikidata.org/entity/",
    "http://www.wikidata.org/entity/",
    "https://wikidata.org/wiki/",
];

/// What pages are described with.
#[derive(Clone, Copy)]
pub(super) struct Describe<'a> {
    pub(super) site: &'a Site,
    pub(super) urls: &'a Urls,
    /// The site's.
    pub(super) language: &'a Language,
}

impl Describe<'_> {
    /// An article; `None` without a date, which the vocabulary asks for.
    pub(super) fn article(self, annotated: &Annotated) -> Option<String> {
        let article = &annotated.article;
        let url = self.whole(&address::article(article))?;
        let published = article.date?;
        let metadata = &article.metadata;
        let (about, mentions) = self.entities(annotated);
        let story = self.site.story_of(&article.id);
        let mut part_of = vec![json!({"@id": self.whole("")})];
        part_of.extend(story.map(|story| self.named("CreativeWorkSeries", &story_node(story))));
        let mut data = json!({
            "@type": "NewsArticle",
            "@id": url,
            "headline": article.title.chars().take(LONGEST_HEADLINE).collect::<String>(),
            "url": url,
            "mainEntityOfPage": url,
            "datePublished": published.iso(),
            "dateModified": article.changed().unwrap_or(published).iso(),
            "inLanguage": metadata.lang.as_ref().unwrap_or(&self.site.settings.lang),
            "author": self.authors(article),
            "publisher": self.house(),
            "isPartOf": part_of,
            "about": about,
            "mentions": mentions,
        });
        set(&mut data, "description", metadata.summary.as_deref());
        let pictures = share::addresses(self.site, self.urls, annotated);
        set_list(&mut data, "image", pictures.into_iter().map(Value::from));
        set_list(
            &mut data,
            "keywords",
            metadata.tags.iter().map(|tag| tag.as_str().into()),
        );
        set_list(
            &mut data,
            "isBasedOn",
            metadata.sources.iter().filter_map(source),
        );
        let corrections = metadata.corrections.iter();
        let corrections = corrections.map(|it| correction_note(it.date, &it.text));
        set_list(&mut data, "correction", corrections);
        let story = story.map(|story| (story.title.as_str(), address::story(&story.id)));
        let way = self.way(story, (&article.title, address::article(article)));
        Some(written(vec![data, way]))
    }

    /// An entity.
    pub(super) fn entity_page(self, entity: &Entity) -> Option<String> {
        let page = address::entity(&entity.id);
        let mut data = self.entity(&entity.id)?;
        data["mainEntityOfPage"] = self.whole(&page)?.into();
        set(&mut data, "description", entity.short.as_deref());
        let names = entity.aliases.iter().filter(|it| it.text != entity.name);
        let names = names.map(|alias| Value::from(alias.text.as_str()));
        set_list(&mut data, "alternateName", names);
        set_list(
            &mut data,
            "identifier",
            entity.same_as.iter().filter_map(|url| identifier(url)),
        );
        let belongs = match entity.id.kind() {
            Kind::Person => "affiliation",
            Kind::Organisation => "parentOrganization",
            Kind::Place => "containedInPlace",
            Kind::Event => "superEvent",
            Kind::Work | Kind::Product | Kind::Group | Kind::Other => "isPartOf",
        };
        if let Some(parent) = entity.parent.as_ref().and_then(|id| self.entity(id)) {
            data[belongs] = parent;
        }
        let section = (self.language.get("entities"), address::ENTITIES.to_owned());
        let way = self.way(Some(section), (&entity.name, page));
        Some(written(vec![data, way]))
    }

    /// A story: its articles in order.
    pub(super) fn story_page(self, story: &Story) -> Option<String> {
        let address = address::story(&story.id);
        let url = self.whole(&address)?;
        let item = |(at, id)| {
            let article = &self.site.article(id).article;
            let url = self.whole(&address::article(article));
            json!({"@type": "ListItem", "position": at + 1, "url": url, "name": article.title})
        };
        let items: Vec<Value> = story.articles.iter().enumerate().map(item).collect();
        let mut data = json!({
            "@type": "CollectionPage",
            "url": url,
            "name": story.title,
            "inLanguage": self.site.settings.lang,
            "isPartOf": {"@id": self.whole("")},
            "publisher": self.house(),
            "about": self.named("CreativeWorkSeries", &story_node(story)),
            "mainEntity": {
                "@type": "ItemList",
                "itemListOrder": "https://schema.org/ItemListOrderAscending",
                "numberOfItems": items.len(),
                "itemListElement": items,
            },
        });
        set(&mut data, "description", story.summary.as_deref());
        let section = (self.language.get("stories"), address::STORIES.to_owned());
        let way = self.way(Some(section), (&story.title, address));
        Some(written(vec![data, way]))
    }

    /// The site itself, for its first page.
    pub(super) fn home(self) -> Option<String> {
        let settings = &self.site.settings;
        let url = self.whole("")?;
        let mut data = json!({
            "@type": "WebSite",
            "@id": self.whole(""),
            "url": url,
            "name": settings.title,
            "inLanguage": settings.lang,
            "publisher": self.house(),
        });
        set(&mut data, "description", settings.description.as_deref());
        if settings.search {
            let search = self.whole(address::SEARCH).unwrap_or_default();
            data["potentialAction"] = json!({
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": format!("{search}?q={{search_term_string}}"),
                },
                "query-input": "required name=search_term_string",
            });
        }
        Some(written(vec![data]))
    }

    fn whole(self, address: &str) -> Option<String> {
        self.urls.absolute(address)
    }

    fn house(self) -> Value {
        json!({
            "@type": "Organization",
            "name": self.site.settings.publisher(),
            "url": self.whole(""),
        })
    }

    fn authors(self, article: &Article) -> Value {
        let authors = article.metadata.authors.iter();
        let authors: Vec<Value> = authors
            .map(|name| json!({"@type": "Person", "name": name}))
            .collect();
        if authors.is_empty() {
            json!([self.house()])
        } else {
            authors.into()
        }
    }

    /// What the article is about, and what it only mentions.
    fn entities(self, annotated: &Annotated) -> (Vec<Value>, Vec<Value>) {
        let sentences = annotated.annotations.sentences.len();
        let (mut about, mut mentions) = (Vec::new(), Vec::new());
        for (id, count) in annotated.entities() {
            let Some(data) = self.entity(id) else {
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

    fn entity(self, id: &EntityId) -> Option<Value> {
        let entity = self.site.entities.get(id)?;
        let mut data = self.named(schema_type(id.kind()), &(&entity.name, address::entity(id)));
        let same_as = entity.same_as.iter().filter(|url| address::is_safe(url));
        set_list(
            &mut data,
            "sameAs",
            same_as.map(|url| Value::from(url.as_str())),
        );
        Some(data)
    }

    /// A thing with a page of its own, which is its id.
    fn named(self, kind: &str, (name, address): &(&String, String)) -> Value {
        let url = self.whole(address);
        json!({"@type": kind, "@id": url, "name": name, "url": url})
    }

    /// The way from the first page to this one.
    fn way(self, section: Option<(&str, String)>, page: (&String, String)) -> Value {
        let home = (self.site.settings.title.as_str(), String::new());
        let steps = [Some(home), section, Some((page.0.as_str(), page.1))];
        let step = |(at, (name, address)): (usize, (&str, String))| {
            json!({
                "@type": "ListItem",
                "position": at + 1,
                "name": name,
                "item": self.whole(&address),
            })
        };
        let steps = steps.into_iter().flatten().enumerate();
        json!({
            "@type": "BreadcrumbList",
            "itemListElement": steps.map(step).collect::<Vec<Value>>(),
        })
    }
}

/// What schema.org calls a kind.
pub(super) fn schema_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "Person",
        Kind::Organisation => "Organization",
        Kind::Place => "Place",
        Kind::Event => "Event",
        Kind::Work => "CreativeWork",
        Kind::Product => "Product",
        Kind::Group | Kind::Other => "Thing",
    }
}

fn story_node(story: &Story) -> (&String, String) {
    (&story.title, address::story(&story.id))
}

/// A document that the article rests on, if anything names it.
fn source(note: &SourceNote) -> Option<Value> {
    let mut data = json!({"@type": "CreativeWork"});
    let safe = |url: &Option<String>| url.clone().filter(|url| address::is_safe(url));
    set(&mut data, "name", note.title.as_deref());
    set(&mut data, "url", safe(&note.url).as_deref());
    set(&mut data, "archivedAt", safe(&note.archive).as_deref());
    set(&mut data, "genre", note.kind.as_deref());
    set(&mut data, "license", note.licence.as_deref());
    set(
        &mut data,
        "datePublished",
        note.published.map(Moment::iso).as_deref(),
    );
    if let Some(name) = &note.publisher {
        data["publisher"] = json!({"@type": "Organization", "name": name});
    }
    if let Some(name) = &note.author {
        data["author"] = json!({"@type": "Person", "name": name});
    }
    (note.title.is_some() || note.url.is_some()).then_some(data)
}

fn correction_note(date: Moment, text: &str) -> Value {
    json!({"@type": "CorrectionComment", "datePublished": date.iso(), "text": text})
}

/// An identifier that an address elsewhere holds.
fn identifier(url: &str) -> Option<Value> {
    let id = WIKIDATA.iter().find_map(|begin| url.strip_prefix(begin))?;
    Some(json!({"@type": "PropertyValue", "propertyID": "Wikidata", "value": id, "url": url}))
}

fn set(data: &mut Value, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        data[key] = value.into();
    }
}

fn set_list(data: &mut Value, key: &str, values: impl Iterator<Item = Value>) {
    let values: Vec<Value> = values.collect();
    if !values.is_empty() {
        data[key] = values.into();
    }
}

/// The text for a script element: one thing as it is, several as a graph.
fn written(mut things: Vec<Value>) -> String {
    let data = if things.len() == 1 {
        things.remove(0)
    } else {
        json!({"@graph": things})
    };
    let mut whole = Map::new();
    whole.insert("@context".to_owned(), "https://schema.org".into());
    if let Value::Object(data) = data {
        whole.extend(data);
    }
    // `<` can't end the script element when it is written as an escape.
    Value::Object(whole).to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_it_can_end_the_script() {
        let text = written(vec![json!({"name": "</script><!--"})]);
        assert!(!text.contains('<'), "{text}");
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["name"], "</script><!--");
        assert_eq!(read["@context"], "https://schema.org");
    }

    #[test]
    fn an_address_at_wikidata_is_an_identifier() {
        let value = |url| identifier(url).map(|it| it["value"].clone());
        assert_eq!(
            value("https://www.wikidata.org/wiki/Q7184"),
            Some("Q7184".into())
        );
        assert_eq!(value("https://www.nato.int/"), None);
    }

    #[test]
    fn a_source_without_name_or_address_says_nothing() {
        assert_eq!(source(&SourceNote::default()), None);
        let note = SourceNote {
            url: Some("javascript:alert(1)".to_owned()),
            title: Some("A report".to_owned()),
            ..SourceNote::default()
        };
        assert_eq!(
            source(&note),
            Some(json!({"@type": "CreativeWork", "name": "A report"}))
        );
    }
}

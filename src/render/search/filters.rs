//! What a reader may narrow a search to: an entity, a story, a publisher.
//!
//! Each is an entry of the index like a word's. The lists to choose from hold
//! the most frequent of each, so that they stay small on a large site; from the
//! result that shows an entity or a story, each of them can be chosen.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::words::Entry;
use crate::address;
use crate::article::ArticleId;
use crate::site::Site;
use crate::slug::slugify;

/// How many of each a list offers.
const MOST: usize = 250;

/// A set of articles with something in common.
pub(super) struct Filter<'s> {
    by: By,
    /// What names it in an address and in the index.
    key: String,
    title: &'s str,
    /// Numbers of documents, in order.
    articles: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Entity,
    Story,
    Publisher,
}

/// `search/filters.json`: what to choose from.
#[derive(Serialize)]
pub(super) struct Choices<'a> {
    entity: Vec<Choice<'a>>,
    story: Vec<Choice<'a>>,
    publisher: Vec<Choice<'a>>,
}

/// Key, title, how many articles.
type Choice<'a> = (&'a str, &'a str, usize);

/// All filters of a site.
pub(super) fn filters(site: &Site) -> Vec<Filter<'_>> {
    let numbers = site.newest.iter().enumerate().map(|(at, id)| (id, at));
    let numbers: HashMap<&ArticleId, usize> = numbers.collect();
    let sorted = |ids: &[ArticleId]| {
        let mut articles: Vec<usize> = ids.iter().map(|id| numbers[id]).collect();
        articles.sort_unstable();
        articles
    };
    let entities = site.entities.values().map(|entity| Filter {
        by: By::Entity,
        key: address::entity(&entity.id),
        title: &entity.name,
        articles: sorted(&site.holders[&entity.id]),
    });
    let stories = site.links.stories.iter().map(|story| Filter {
        by: By::Story,
        key: address::story(&story.id),
        title: &story.title,
        articles: sorted(&story.articles),
    });
    let mut filters: Vec<Filter<'_>> = entities.chain(stories).collect();
    filters.extend(publishers(site));
    filters
}

/// Who published what the articles rest on.
fn publishers(site: &Site) -> impl Iterator<Item = Filter<'_>> {
    let mut publishers: BTreeMap<String, Filter<'_>> = BTreeMap::new();
    for (number, annotated) in site.newest().enumerate() {
        let sources = annotated.article.metadata.sources.iter();
        for title in sources.filter_map(|source| source.publisher.as_deref()) {
            let key = format!("publisher/{}", slugify(title));
            let filter = publishers.entry(key.clone()).or_insert_with(|| Filter {
                by: By::Publisher,
                key,
                title,
                articles: Vec::new(),
            });
            if filter.articles.last() != Some(&number) {
                filter.articles.push(number);
            }
        }
    }
    publishers.into_values()
}

/// The most frequent of each, by title.
pub(super) fn choices<'a>(filters: &'a [Filter<'_>]) -> Choices<'a> {
    let of = |by| {
        let own = filters.iter().filter(|filter| filter.by == by);
        let mut own: Vec<&Filter<'_>> = own.collect();
        own.sort_by_key(|filter| Reverse(filter.articles.len()));
        own.truncate(MOST);
        own.sort_by_key(|filter| (filter.title.to_lowercase(), &filter.key));
        let choice = |filter: &&'a Filter<'_>| (&*filter.key, filter.title, filter.articles.len());
        own.iter().map(choice).collect()
    };
    Choices {
        entity: of(By::Entity),
        story: of(By::Story),
        publisher: of(By::Publisher),
    }
}

impl Filter<'_> {
    /// Its entry in the index. It begins with a slash, as no word does, so that
    /// what begins with a half-typed word is never a filter.
    pub(super) fn entry(&self) -> Entry {
        Entry {
            forms: vec![format!("/{}", self.key).into()],
            postings: self.articles.iter().map(|number| (*number, 1)).collect(),
        }
    }
}

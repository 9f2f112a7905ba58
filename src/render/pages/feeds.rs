//! Feeds and the site map: what machines follow the site by.

use std::fmt::Write;

use jiff::Timestamp;
use serde_json::json;

use super::Pages;
use crate::address;
use crate::article::ArticleId;
use crate::config::BaseUrl;
use crate::date::Moment;
use crate::entity::{Entity, EntityId};
use crate::link::Story;
use crate::render::companions::sentences_of;
use crate::render::escape;
use crate::render::plan::Page;
use crate::render::share::language_of;
use crate::render::text::{Text, sentence_id};
use crate::render::urls::Urls;
use crate::render::view::{FeedEntry, FeedView, SitemapEntry, SitemapView};
use crate::site::Annotated;

impl Pages<'_> {
    /// The feed of the newest dated articles; `url` is the feed's own address.
    pub(in crate::render) fn feed(&self, base: &BaseUrl, file: &str) -> FeedView {
        let whole = Urls::whole(base);
        let text = Text {
            urls: &whole,
            ..self.text()
        };
        let dated = self
            .site
            .newest()
            .filter_map(|annotated| annotated.article.date.map(|date| (annotated, date)));
        let entries: Vec<FeedEntry> = dated
            .take(self.site.settings.feed_entries)
            .map(|(annotated, date)| self.feed_entry(&whole, text, annotated, date))
            .collect();
        let changed = self
            .site
            .newest()
            .filter_map(changed)
            .max()
            .unwrap_or(Timestamp::UNIX_EPOCH);
        FeedView {
            title: xml(&self.site.settings.title),
            description: self.site.settings.description.as_deref().map(xml),
            url: whole.path(file),
            home: whole.path(""),
            updated: changed.to_string(),
            updated_rfc2822: rfc2822(changed),
            entries,
            site: self.site_view(),
        }
    }

    /// The feed of a story: its newest articles.
    pub(in crate::render) fn story_feed(&self, base: &BaseUrl, story: &Story) -> FeedView {
        let whole = Urls::whole(base);
        let text = Text {
            urls: &whole,
            ..self.text()
        };
        let about = About {
            page: address::story(&story.id),
            title: &story.title,
            description: story.summary.as_deref(),
        };
        self.feed_about(
            base,
            &about,
            story.articles.iter().rev(),
            |article, date| self.feed_entry(&whole, text, article, date),
        )
    }

    /// The feed of an entity: the newest articles that name it, each with the
    /// sentences that do.
    pub(in crate::render) fn entity_feed(&self, base: &BaseUrl, entity: &Entity) -> FeedView {
        let whole = Urls::whole(base);
        let about = About {
            page: address::entity(&entity.id),
            title: &entity.name,
            description: entity.short.as_deref(),
        };
        let articles = self.site.holders[&entity.id].iter();
        self.feed_about(base, &about, articles, |article, date| {
            let html = xml(&sentences(&whole, article, &entity.id));
            self.entry_with(&whole, article, date, html)
        })
    }

    fn feed_about<'i>(
        &self,
        base: &BaseUrl,
        about: &About<'_>,
        newest_first: impl Iterator<Item = &'i ArticleId>,
        entry: impl Fn(&Annotated, Moment) -> FeedEntry,
    ) -> FeedView {
        let whole = Urls::whole(base);
        let articles = newest_first.map(|id| self.site.article(id));
        let dated = articles.filter_map(|it| it.article.date.map(|date| (it, date)));
        let dated: Vec<_> = dated.take(self.site.settings.feed_entries).collect();
        let changed = dated
            .iter()
            .filter_map(|(article, _)| changed(article))
            .max();
        let changed = changed.unwrap_or(Timestamp::UNIX_EPOCH);
        let title = format!("{} \u{b7} {}", about.title, self.site.settings.title);
        FeedView {
            title: xml(&title),
            description: about.description.map(xml),
            url: whole.path(&address::feed(&about.page)),
            home: whole.path(&about.page),
            updated: changed.to_string(),
            updated_rfc2822: rfc2822(changed),
            entries: dated
                .into_iter()
                .map(|(article, date)| entry(article, date))
                .collect(),
            site: self.site_view(),
        }
    }

    fn feed_entry(
        &self,
        whole: &Urls,
        text: Text<'_>,
        annotated: &Annotated,
        date: Moment,
    ) -> FeedEntry {
        let article = &annotated.article;
        let language = language_of(self.languages, annotated);
        let mut html = String::new();
        for correction in &article.metadata.corrections {
            let day = language.day(correction.date.day);
            let label = escape(&language.say("correction_of", &[("date", &day)]));
            let text = escape(&correction.text);
            let _ = writeln!(html, "<p><strong>{label}</strong> {text}</p>");
        }
        let page = whole.path(&address::article(article));
        html.push_str(
            &Text {
                page: &page,
                language,
                ..text
            }
            .plain(annotated),
        );
        self.entry_with(whole, annotated, date, xml(&html))
    }

    fn entry_with(
        &self,
        whole: &Urls,
        annotated: &Annotated,
        date: Moment,
        html: String,
    ) -> FeedEntry {
        let article = &annotated.article;
        let metadata = &article.metadata;
        let updated = article.changed().unwrap_or(date);
        let authors = if metadata.authors.is_empty() {
            vec![self.site.settings.publisher().to_owned()]
        } else {
            metadata.authors.clone()
        };
        FeedEntry {
            title: xml(&article.title),
            url: whole.path(&address::article(article)),
            published: date.timestamp().to_string(),
            updated: updated.timestamp().to_string(),
            published_rfc2822: rfc2822(date.timestamp()),
            authors: authors.iter().map(|author| xml(author)).collect(),
            summary: metadata
                .summary
                .clone()
                .or_else(|| annotated.opening())
                .map(|summary| xml(&summary)),
            html,
            tags: metadata.tags.iter().map(|tag| xml(tag)).collect(),
        }
    }

    pub(in crate::render) fn sitemap(&self, base: &BaseUrl, plan: &[Page]) -> SitemapView {
        let whole = Urls::whole(base);
        let mut pages: Vec<SitemapEntry> =
            plan.iter()
                .filter(|page| page.is_listed())
                .map(|page| SitemapEntry {
                    url: whole.path(&page.address(self.site)),
                    modified: match page {
                        Page::Article(id) => changed(self.site.article(id))
                            .map(|time| time.to_string()[..10].to_owned()),
                        _ => None,
                    },
                })
                .collect();
        pages.sort_by(|a, b| a.url.cmp(&b.url));
        SitemapView { pages }
    }
}

/// What a feed is about, besides the whole site.
struct About<'a> {
    /// The address of its page.
    page: String,
    title: &'a str,
    description: Option<&'a str>,
}

/// The sentences of an article that name an entity, each a link to its place.
fn sentences(whole: &Urls, article: &Annotated, id: &EntityId) -> String {
    let page = address::article(&article.article);
    let mut html = String::new();
    for at in sentences_of(article, id) {
        let url = whole.path(&format!("{page}#{}", sentence_id(at)));
        let words = article.words(article.annotations.sentences[at]);
        let (url, words) = (escape(&url), escape(&words));
        let _ = writeln!(html, "<p><a href=\"{url}\">{words}</a></p>");
    }
    html
}

/// A feed as JSON Feed 1.1.
pub(in crate::render) fn json_feed(feed: &FeedView, lang: &str) -> String {
    let items: Vec<_> = feed
        .entries
        .iter()
        .map(|entry| {
            json!({
                "id": entry.url,
                "url": entry.url,
                "title": entry.title,
                "summary": entry.summary,
                "content_html": entry.html,
                "date_published": entry.published,
                "date_modified": entry.updated,
                "authors": entry.authors.iter().map(|name| json!({"name": name})).collect::<Vec<_>>(),
                "tags": entry.tags,
            })
        })
        .collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        "language": lang,
        "items": without_nulls(items),
    });
    let text = crate::render::json::text(&without_null(feed));
    String::from_utf8(text).expect("JSON is text")
}

fn without_nulls(items: Vec<serde_json::Value>) -> Vec<serde_json::Value> {
    items.into_iter().map(without_null).collect()
}

/// JSON Feed has no nulls: what isn't known is left out.
fn without_null(mut value: serde_json::Value) -> serde_json::Value {
    if let Some(object) = value.as_object_mut() {
        object.retain(|_, value| !value.is_null());
    }
    value
}

/// When an article was last changed in substance.
pub(in crate::render) fn changed(annotated: &Annotated) -> Option<Timestamp> {
    annotated.article.changed().map(Moment::timestamp)
}

/// Text without what XML 1.0 can't hold (section 2.2): one form feed would
/// make the whole feed unreadable.
fn xml(text: &str) -> String {
    let is_char = |c: &char| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.chars().filter(is_char).collect()
}

/// RFC 2822 with the zone written `GMT`, as RSS asks for.
fn rfc2822(time: Timestamp) -> String {
    jiff::fmt::rfc2822::DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&time)
        .unwrap_or_else(|_| "Thu, 01 Jan 1970 00:00:00 GMT".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_holds_only_what_xml_can() {
        assert_eq!(xml("a\u{c}b\u{8}c\u{ffff}\td\né"), "abc\td\né");
    }
}

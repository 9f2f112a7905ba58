//! What a template may see: one typed view for each kind of page.
//!
//! This exists so that a template can ask for nothing else, and so that the
//! reference of fields (`docs/templates.md`) is made from the types. Only
//! this file derives `Serialize` for templates. It knows no site: filling the
//! views is the work of `render::pages`.
//!
//! All text is plain and gets escaped by the template; fields named `html`
//! hold markup that was made and cleaned here and is shown with `| safe`.
//! Every `url` already holds the base path.

use schemars::JsonSchema;
use serde::Serialize;

/// What every page knows of the site.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SiteView {
    /// The site's title.
    pub title: String,
    /// One line on what the site is.
    pub description: Option<String>,
    /// The language of the interface, a BCP 47 tag.
    pub lang: String,
    /// Which way it is written: `ltr` or `rtl`.
    pub dir: &'static str,
    /// The path the site lives under, with a slash at both ends.
    pub base_path: String,
    /// The style sheet that goes over the theme's own.
    pub stylesheet: Option<String>,
    /// The search page; none where search is off.
    pub search: Option<String>,
    /// The site's navigation.
    pub navigation: Vec<LinkView>,
    /// Feeds of the whole site; empty without a base URL.
    pub feeds: Vec<FeedLink>,
    /// Name and version of the program.
    pub generator: String,
    /// Free data of the settings' `[extra]`.
    pub extra: serde_json::Value,
}

/// What every page knows of itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PageView {
    /// The title for the browser's tab, without the site's.
    pub title: String,
    /// A sentence for search engines and previews.
    pub description: Option<String>,
    /// Its path.
    pub url: String,
    /// The whole address it is known by, on a redirect its target's; none without a base URL.
    pub canonical: Option<String>,
    /// Whether search engines are asked to leave it out.
    pub noindex: bool,
    /// Its kind: `home`, `article`, `entity`, `entities`, `story`, `stories`,
    /// `timeline`, `archive`, `search`, `tag`, `tags`, `not-found` or `redirect`.
    pub kind: &'static str,
    /// The picture that stands for it where it is shared; none without a base URL.
    pub picture: Option<PictureView>,
    /// Structured data (JSON-LD), safe inside `<script>`; on
    /// the home page and those of articles, entities and stories, with a base URL.
    pub json_ld_html: Option<String>,
}

/// A picture that stands for a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PictureView {
    /// Its whole address.
    pub url: String,
    /// Its width in pixels.
    pub width: Option<u32>,
    /// Its height in pixels.
    pub height: Option<u32>,
    /// What it shows, in words.
    pub alt: String,
}

/// A title and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LinkView {
    /// What to show.
    pub title: String,
    /// Where it leads.
    pub url: String,
}

/// A feed to announce in a page's head.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FeedLink {
    /// Its title.
    pub title: String,
    /// Where it lies.
    pub url: String,
    /// Its media type.
    pub media_type: &'static str,
}

/// A publication date.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DateView {
    /// For `<time datetime>`.
    pub iso: String,
    /// In words: `8 February 2016`.
    pub words: String,
}

/// A date of an event, as precise as the text.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WhenView {
    /// In words: `by 22 February 2016`.
    pub words: String,
    /// For `<time datetime>`; none where HTML has no form for it.
    pub datetime: Option<String>,
    /// Extended Date/Time Format: `../2016-02-22`.
    pub edtf: String,
    /// What of the calendar it takes up: `day`, `period` (some day of a week, a
    /// month, a season ...), `range` (from one day to another), `about`,
    /// `until` or `since`.
    pub extent: &'static str,
}

/// A kind of entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KindView {
    /// Its name in ids, classes and URLs: `person`.
    pub name: &'static str,
    /// In words, for one: `Person`.
    pub one: String,
    /// A heading for many: `People`.
    pub plural: String,
}

/// An article in a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ArticleCard {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// When it was published.
    pub date: Option<DateView>,
    /// The editor's summary, else its first sentence.
    pub summary: Option<String>,
    /// The language of its words, where it isn't that of the labels around them.
    pub lang: Option<String>,
}

/// An article in a long list: its title and its date.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ArticleLine {
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// When it was published.
    pub date: Option<DateView>,
    /// The language of its title, where it isn't that of the labels around it.
    pub lang: Option<String>,
}

/// A link, and how much stands behind it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CountedLink {
    /// What to show.
    pub title: String,
    /// Where it leads.
    pub url: String,
    /// How many events or articles.
    pub count: usize,
    /// Whether it leads to this page.
    pub is_here: bool,
}

/// An entity in a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EntityCard {
    /// Its id: `person/ash-carter`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its page.
    pub url: String,
    /// Its kind.
    pub kind: KindView,
    /// One line of description.
    pub short: Option<String>,
    /// How often it is mentioned, or how many articles it shares, as the list says.
    pub count: usize,
}

/// A story in a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StoryCard {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// The editor's summary.
    pub summary: Option<String>,
    /// Whether it was found, and no editor declared it.
    pub found: bool,
    /// How many articles it has.
    pub count: usize,
    /// The date of its first article.
    pub first: Option<DateView>,
    /// Its newest article.
    pub latest: Option<ArticleLine>,
    /// Who is in most of its articles, at most three.
    pub cast: Vec<LinkView>,
}

/// A dated event and its evidence.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EventView {
    /// Anchor of this entry: `t3`.
    pub id: String,
    /// When.
    pub when: WhenView,
    /// What happened: the editor's label, else a headline cut from the sentence.
    pub title: String,
    /// The language of its words, where it isn't that of the labels around them.
    pub lang: Option<String>,
    /// The sentence that proves it; none where it stands beside the entry
    /// anyway, or `title` is all of it.
    pub quote: Option<String>,
    /// The sentence on its page.
    pub url: String,
    /// The article that says so; none on that article's own page.
    pub article: Option<LinkView>,
    /// Whether it lay ahead for all who tell it.
    pub planned: bool,
    /// For what was planned and should have been by now: since when that is
    /// known. `Planned as of 3 October 2014`.
    pub note: Option<String>,
    /// Where it is only reported: the words of the text that say so, such as
    /// `officials said`.
    pub reported: Option<String>,
    /// The others that tell it: further sentences of the article, and other
    /// articles.
    pub sources: Vec<EventSource>,
    /// How many there are of these in all; `sources` lists the first eight.
    pub told_again: usize,
    /// What the articles differ in.
    pub differences: Vec<DifferenceView>,
    /// What the filters of its page find it by: kinds of those who take part,
    /// and the `facet` of each of its stories and tags. Empty where the page
    /// has no filters.
    pub facets: Vec<String>,
}

/// A further sentence that tells an event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EventSource {
    /// The article; none on that article's own page.
    pub article: Option<LinkView>,
    /// The sentence.
    pub quote: String,
    /// The sentence on its page.
    pub url: String,
    /// Whether it lay ahead for this one.
    pub planned: bool,
}

/// Something that articles on one event differ in.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DifferenceView {
    /// `date`, `place` or `figure`.
    pub about: &'static str,
    /// What is said, and who says it.
    pub said: Vec<SaidView>,
}

/// One of several things that are said.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SaidView {
    /// What: `12 people`.
    pub words: String,
    /// The articles that say so.
    pub articles: Vec<LinkView>,
}

/// Events under one heading.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TimelineGroup {
    /// The heading: `2016`, `February 2016` or `8 February 2016`, as dense as the timeline is.
    pub label: String,
    /// The same in short, where it stands below its year: `Feb`; empty for
    /// what has no month.
    pub short: String,
    /// Anchor of the group: `y2016-02`, and `planned_y2016-02` for what lies ahead.
    pub id: String,
    /// Its events, by date.
    pub events: Vec<EventView>,
}

/// A timeline: what has been, and what was ahead.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct TimelineView {
    /// Where the timeline is long, what happened before `past`, to be folded
    /// away.
    pub earlier: Vec<TimelineGroup>,
    /// How many events of `earlier` and before there are in all.
    pub earlier_count: usize,
    /// How many of these are left out here.
    pub left_out: usize,
    /// What had happened, oldest first.
    pub past: Vec<TimelineGroup>,
    /// What was planned, soonest first.
    pub planned: Vec<TimelineGroup>,
    /// How many events there are in all.
    pub count: usize,
}

/// A long timeline: by year and month, with a picture of its density and with
/// filters.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChronicleView {
    /// How many events it shows.
    pub count: usize,
    /// How many older ones are left out here.
    pub left_out: usize,
    /// Its density; none when there is too little to see.
    pub strip: Option<StripView>,
    /// What a reader can narrow it to.
    pub filters: FiltersView,
    /// What happened, oldest first.
    pub past: Vec<ChronicleYear>,
    /// What lies ahead, soonest first.
    pub planned: Vec<ChronicleYear>,
}

/// A year of a long timeline.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChronicleYear {
    /// The year: `2016`.
    pub label: String,
    /// Its anchor: `y2016`, and `planned_y2016` for what lies ahead.
    pub id: String,
    /// How many events it has.
    pub count: usize,
    /// Its months; first of all, what is dated to no month.
    pub months: Vec<TimelineGroup>,
}

/// How many events there are when, as a picture.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StripView {
    /// The picture (SVG). It is hidden from listeners and skipped by the
    /// keyboard: `words` and the list of years say the same.
    pub html: String,
    /// What it shows, in words.
    pub words: String,
}

/// What a timeline can be narrowed to, without a script. The rules for it
/// stand in `pages.css`.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct FiltersView {
    /// Kinds of those who take part.
    pub kinds: Vec<FilterView>,
    /// Stories, those with most events first.
    pub stories: Vec<FilterView>,
    /// Tags, those with most events first.
    pub tags: Vec<FilterView>,
}

/// One of the things that a timeline can be narrowed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FilterView {
    /// What it finds events by: `person`, `s1` for the first of the stories,
    /// `g1` for the first of the tags.
    pub facet: String,
    /// What to show.
    pub title: String,
    /// Its own page; none for a kind.
    pub url: Option<String>,
    /// How many events it leaves.
    pub count: usize,
}

/// What a page is followed by and taken elsewhere in; where there is nothing to
/// put into a file, it isn't made.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct TimelineFiles {
    /// The feed (Atom) of a story or an entity; none without a base URL.
    pub feed: Option<FeedLink>,
    /// What is known of an entity, as data (JSON).
    pub data: Option<String>,
    /// What is dated to the day, for calendars (iCalendar).
    pub calendar: Option<String>,
    /// All events for TimelineJS, as JSON; none for an entity.
    pub json: Option<String>,
    /// The same as a table (CSV).
    pub csv: Option<String>,
}

/// A document that an article rests on.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SourceView {
    /// Its title.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// What kind of document it is.
    pub kind: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<DateView>,
    /// When it was read.
    pub retrieved: Option<DateView>,
    /// Its licence.
    pub licence: Option<String>,
    /// An archived copy.
    pub archive: Option<String>,
}

/// Something that was put right.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CorrectionView {
    /// When.
    pub date: DateView,
    /// What.
    pub text: String,
}

/// An entity of an article: for the list "In this article", and for its card.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EntityInArticle {
    /// The entity; `count` is how often this article mentions it.
    pub entity: EntityCard,
    /// The id of its card, which the buttons in the text open:
    /// `about_person_ash-carter`.
    pub card: String,
    /// The first highlight on the page, `#m1`; none when the editor pinned it
    /// or every mention stands inside a link or code.
    pub first: Option<String>,
    /// How it is known and how surely, in words.
    pub how: String,
    /// How often the whole site mentions it.
    pub mentions: usize,
    /// In how many articles.
    pub articles: usize,
    /// What the newest other article says of it first; only for the entities
    /// that are mentioned most.
    pub elsewhere: Option<ElsewhereView>,
}

/// A sentence of another article.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ElsewhereView {
    /// The article.
    pub article: LinkView,
    /// When it was published.
    pub date: Option<DateView>,
    /// The sentence, cut where it is long.
    pub sentence: MentionView,
}

/// How the page of an article was made: what was found, and what editors said.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MadeView {
    /// How many mentions were found, and by what; the surest first.
    pub mentions: Vec<FoundView>,
    /// How many entries of the timeline come from dates that were read.
    pub dates_read: usize,
    /// How many an editor dated or named.
    pub dates_given: usize,
    /// How many related articles were found.
    pub related_found: usize,
    /// How many an editor chose.
    pub related_chosen: usize,
}

/// A number of things and what they were found by.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FoundView {
    /// How many.
    pub count: usize,
    /// By what, in words.
    pub by: String,
}

/// A related article and the reason.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RelatedView {
    /// The article.
    pub article: ArticleCard,
    /// `pinned`, `earlier`, `follow-up`, `same-day`, `background` or `related`.
    pub kind: String,
    /// The reason in words.
    pub reason: String,
}

/// A link to this page from another one, in its words: the whole sentence, or
/// in a list, a table or a heading the whole item, cut after about 300
/// characters.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BacklinkView {
    /// The page that links here.
    pub page: LinkView,
    /// What it is about: `article`, `entity` or `story`.
    pub kind: &'static str,
    /// When the article was published.
    pub date: Option<DateView>,
    /// The words before the link.
    pub before: String,
    /// The words of the link.
    pub link: String,
    /// The words after it.
    pub after: String,
    /// These words on their page.
    pub url: String,
}

/// An article's place in its story.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StoryPlace {
    /// The story.
    pub story: LinkView,
    /// The article's position, from 1.
    pub position: usize,
    /// How many articles the story has.
    pub count: usize,
    /// The article before.
    pub previous: Option<LinkView>,
    /// The article after.
    pub next: Option<LinkView>,
}

/// An article in full.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ArticleView {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it was published.
    pub date: Option<DateView>,
    /// When it was last changed in substance.
    pub updated: Option<DateView>,
    /// The editor's summary.
    pub summary: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Its tags.
    pub tags: Vec<LinkView>,
    /// Its language, where it isn't the site's.
    pub lang: Option<String>,
    /// Which way that is written: `ltr` or `rtl`.
    pub dir: Option<&'static str>,
    /// Whether labels and dates between head and foot of its page are in its
    /// language, which isn't the site's.
    pub own_labels: bool,
    /// What it rests on.
    pub sources: Vec<SourceView>,
    /// What was put right, newest first.
    pub corrections: Vec<CorrectionView>,
    /// The text with its highlights.
    pub html: String,
    /// Free data of the front matter's `extra`.
    pub extra: serde_json::Value,
}

/// `article.html`: an article with its timeline, entities and relations.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ArticlePage {
    /// The site.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// The article.
    pub article: ArticleView,
    /// The kinds of entity that are highlighted in it, for the legend.
    pub kinds: Vec<KindView>,
    /// Its timeline.
    pub timeline: TimelineView,
    /// The entities in it, most mentioned first.
    pub entities: Vec<EntityInArticle>,
    /// How it was made.
    pub made: MadeView,
    /// Its place in its story.
    pub story: Option<StoryPlace>,
    /// What to read next.
    pub related: Vec<RelatedView>,
    /// Who links here.
    pub backlinks: Vec<BacklinkView>,
    /// Its annotations (W3C Web Annotations).
    pub annotations: String,
    /// Its words as plain text, in which the annotations count.
    pub text: String,
}

/// `home.html`: what is new, what runs, what is coming.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HomePage {
    /// The site.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// The newest articles.
    pub articles: Vec<ArticleCard>,
    /// Those before them, not quite as new.
    pub earlier: Vec<ArticleLine>,
    /// How many articles there are in all.
    pub count: usize,
    /// The stories that changed last.
    pub stories: Vec<StoryCard>,
    /// Events that lie after the newest article, soonest first.
    pub coming: Vec<EventView>,
    /// Who is in most of the newest articles; `count` is in how many.
    pub entities: Vec<EntityCard>,
    /// Which articles these are, in words: `In the 10 newest articles`.
    pub lately: String,
}

/// An entity in full.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EntityView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: KindView,
    /// One line of description.
    pub short: Option<String>,
    /// The dossier.
    pub html: Option<String>,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Facts, in the editor's order.
    pub facts: Vec<FactView>,
    /// Pages elsewhere about the same thing.
    pub same_as: Vec<LinkView>,
    /// What it belongs to.
    pub parent: Option<LinkView>,
    /// How it is known, in words.
    pub how: String,
}

/// A fact about an entity.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FactView {
    /// What it is: `born`.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// A sentence that mentions an entity, in three parts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MentionView {
    /// The sentence before the name.
    pub before: String,
    /// The name as it stands there.
    pub name: String,
    /// The sentence after the name.
    pub after: String,
    /// The sentence on its page.
    pub url: String,
}

/// The sentences of one article that mention an entity.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MentionsIn {
    /// The article.
    pub article: ArticleLine,
    /// The sentences, in order.
    pub sentences: Vec<MentionView>,
}

/// Somebody an entity appears with.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CompanionView {
    /// The other; `count` is the number of articles that name both.
    pub entity: EntityCard,
    /// An article that names both, at the sentence that does, if one does.
    pub together: ArticleLine,
    /// Whether one sentence names both.
    pub same_sentence: bool,
}

/// `entity.html`: everything the site says about an entity.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EntityPage {
    /// The site.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// The entity.
    pub entity: EntityView,
    /// Where it is mentioned, newest article first.
    pub mentions: Vec<MentionsIn>,
    /// The articles before these, without their sentences.
    pub earlier: Vec<ArticleLine>,
    /// How many articles before these are left out here.
    pub left_out: usize,
    /// How many sentences mention it in all.
    pub count: usize,
    /// How many articles name it or are pinned to it.
    pub article_count: usize,
    /// The date of the first of these.
    pub first: Option<DateView>,
    /// The date of the newest.
    pub last: Option<DateView>,
    /// Events it takes part in.
    pub timeline: TimelineView,
    /// Its feed, its data, and the events as a calendar.
    pub timeline_files: TimelineFiles,
    /// Who it appears with, most often first.
    pub appears_with: Vec<CompanionView>,
    /// The same as a picture (SVG), hidden from listeners and skipped by the
    /// keyboard; none when it is always alone.
    pub neighbourhood_html: Option<String>,
    /// The stories it is in; `count` is the number of their articles with it.
    pub stories: Vec<CountedLink>,
    /// Who links here, besides those who mention it.
    pub backlinks: Vec<BacklinkView>,
}

/// Entities under one letter.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LetterGroup {
    /// The letter, or `#`.
    pub letter: String,
    /// The entities, by name.
    pub entities: Vec<EntityCard>,
}

/// Entities of one kind.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct KindGroup {
    /// The kind.
    pub kind: KindView,
    /// How many there are.
    pub count: usize,
    /// By letter.
    pub letters: Vec<LetterGroup>,
}

/// `entities.html`: all entities, A to Z by kind.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EntitiesPage {
    /// The site.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// The kinds.
    pub groups: Vec<KindGroup>,
}

/// `story.html`: a story so far, in order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StoryPage {
    /// The site.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// The story.
    pub story: StoryCard,
    /// The editor's text on it.
    pub html: Option<String>,
    /// How it is known, in words.
    pub known: String,
    /// Its articles, oldest first.
    pub articles: Vec<ArticleCard>,
    /// What lies after the newest article of the site, soonest first.
    pub expected: Vec<EventView>,
    /// Its merged timeline.
    pub timeline: ChronicleView,
    /// Its feed, and the timeline as files.
    pub timeline_files: TimelineFiles,
    /// Who is in it; `count` is the number of its articles.
    pub cast: Vec<EntityCard>,
    /// Who links here.
    pub backlinks: Vec<BacklinkView>,
}

/// `stories.html`: all stories.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StoriesPage {
    /// The site.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// Those with an article among the newest, most recently changed first.
    pub running: Vec<StoryCard>,
    /// The others, in the same order.
    pub earlier: Vec<StoryCard>,
}

/// `timeline.html`: every event of the site, or of a year or a month of it.
///
/// A long timeline is a page for each year, and for each month of a year that
/// is long itself. `/timeline/` then shows what lies ahead, and where the rest is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TimelinePage {
    /// The site.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// How many events the site has.
    pub total: usize,
    /// The stretch of time this page is of, in words; none for the whole.
    pub part: Option<String>,
    /// The pages above it: the whole timeline, and for a month its year.
    pub above: Vec<LinkView>,
    /// The timeline.
    pub timeline: ChronicleView,
    /// The pages of its years, or of a year's months, where it is too long for
    /// one.
    pub parts: Vec<CountedLink>,
    /// The page before, in time.
    pub previous: Option<LinkView>,
    /// The page after, in time.
    pub next: Option<LinkView>,
    /// The whole timeline as files.
    pub timeline_files: TimelineFiles,
}

/// `archive.html`: every article by year and month, newest first.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ArchivePage {
    /// The site.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// How many articles the site has.
    pub total: usize,
    /// The year this page is of; none for the whole archive.
    pub part: Option<String>,
    /// The pages of the years, where there is too much for one.
    pub parts: Vec<CountedLink>,
    /// The years of this page.
    pub years: Vec<ArchiveYear>,
    /// Articles without a date.
    pub undated: Vec<ArticleLine>,
}

/// A year of the archive.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ArchiveYear {
    /// The year.
    pub label: String,
    /// Its anchor: `y2016`.
    pub id: String,
    /// How many articles it has.
    pub count: usize,
    /// Its months, newest first.
    pub months: Vec<ArchiveMonth>,
}

/// A month of the archive.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ArchiveMonth {
    /// The month: `February 2016`.
    pub label: String,
    /// Its anchor: `y2016-02`.
    pub id: String,
    /// Its articles, newest first.
    pub articles: Vec<ArticleLine>,
}

/// `search.html`: the form; what it finds is shown by `search.js`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SearchPage {
    /// The site.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// The kinds that have an entity.
    pub kinds: Vec<KindView>,
    /// Whether there are stories.
    pub has_stories: bool,
    /// Whether articles name publishers of their sources.
    pub has_publishers: bool,
    /// The years that have articles, newest first.
    pub years: Vec<i16>,
}

/// `tag.html`: the articles with a tag.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TagPage {
    /// The site.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// The tag.
    pub tag: String,
    /// Its newest articles.
    pub articles: Vec<ArticleCard>,
    /// Those before them.
    pub earlier: Vec<ArticleLine>,
    /// How many there are in all.
    pub count: usize,
    /// The events that they tell.
    pub timeline: ChronicleView,
    /// Who is in them; `count` is in how many.
    pub cast: Vec<EntityCard>,
}

/// A tag in a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TagCard {
    /// The tag.
    pub tag: LinkView,
    /// How many articles have it.
    pub count: usize,
}

/// `tags.html`: all tags.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TagsPage {
    /// The site.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// The tags, by name.
    pub tags: Vec<TagCard>,
}

/// `404.html`: shown where there is nothing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NotFoundPage {
    /// The site.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
}

/// `redirect.html`: an old address that leads to a new one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RedirectPage {
    /// The site.
    pub site: SiteView,
    /// This page.
    pub page: PageView,
    /// Where it leads.
    pub target: LinkView,
}

/// An article in a feed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FeedEntry {
    /// Its title.
    pub title: String,
    /// Its whole address.
    pub url: String,
    /// When it was published, RFC 3339.
    pub published: String,
    /// When it was last changed, RFC 3339.
    pub updated: String,
    /// When it was published, RFC 2822.
    pub published_rfc2822: String,
    /// Who wrote it; the site when nobody is named.
    pub authors: Vec<String>,
    /// The editor's summary, else its first sentence.
    pub summary: Option<String>,
    /// Corrections, then the text without highlights; addresses are whole.
    pub html: String,
    /// Its tags.
    pub tags: Vec<String>,
}

/// `atom.xml` and `rss.xml`: a feed; stories and entities have one as Atom.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FeedView {
    /// The site.
    pub site: SiteView,
    /// The feed's title.
    pub title: String,
    /// One line on what it is about.
    pub description: Option<String>,
    /// The feed's own whole address.
    pub url: String,
    /// The page it belongs to, whole address.
    pub home: String,
    /// When its newest entry was changed, RFC 3339.
    pub updated: String,
    /// The same, RFC 2822.
    pub updated_rfc2822: String,
    /// The newest articles.
    pub entries: Vec<FeedEntry>,
}

/// A page in the site map.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SitemapEntry {
    /// Its whole address.
    pub url: String,
    /// The day it was last changed.
    pub modified: Option<String>,
}

/// `sitemap.xml`: all pages.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SitemapView {
    /// The pages, by address.
    pub pages: Vec<SitemapEntry>,
}

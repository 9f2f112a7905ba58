//! The one road from sources to outputs, for `build`, `check` and `serve`.
//!
//! `parse -> annotate -> link -> check + render`. It knows the order and
//! remembers what it has done; dropping its memory changes how long a run
//! takes and never a byte of what comes out. It touches no disk and no clock.

mod album;
mod cards;
mod dossiers;
mod memory;
mod progress;
mod store;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

pub use self::progress::{Progress, Stage, Unheard};
pub use self::store::{Build, Fingerprint, Keep, Store};

use self::album::Album;
use self::memory::{Memory, Parsed, Registered};
use crate::address;
use crate::annotate::{self, Knowledge};
use crate::article::{Annotations, Article, ArticleId, DeclaredStory, Publication, visibility};
use crate::check::{self, Facts};
use crate::config::{self, BaseUrl, Settings};
use crate::date::Moment;
use crate::diagnostic::{self, Diagnostic, Place};
use crate::entity::{Entity, EntityId};
use crate::link;
use crate::output::{OutputPath, Sink, folded, folders_of};
use crate::parse;
use crate::render::plan::{Page, plan};
use crate::render::{self, Contents, Edition, File, Tools};
use crate::site::{Annotated, Site};
use crate::source::{Asset, SourcePath, Sources};

/// What the command line lays over the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Which articles may be seen, and what time it is.
    pub publication: Publication,
    /// A base URL in place of the settings'.
    pub base_url: Option<BaseUrl>,
}

/// How much there is in a site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Visible articles.
    pub articles: usize,
    /// Entities with a page.
    pub entities: usize,
    /// Mentions of them.
    pub mentions: usize,
    /// Dated events, each once.
    pub events: usize,
    /// Links to related articles.
    pub links: usize,
    /// Pages.
    pub pages: usize,
}

/// A site that is gathered and neither checked nor rendered.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// The site.
    pub site: Site,
    /// The registry, as written.
    pub registry: Vec<Entity>,
    /// What annotation knew.
    pub knowledge: Arc<Knowledge>,
    /// The stories, as declared.
    pub stories: Vec<DeclaredStory>,
    /// When another article is shown or hidden by its date; `None` for never.
    pub until: Option<Timestamp>,
    /// What was wrong with the files, in the order they were read.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a run makes.
#[derive(Debug)]
pub struct Run {
    /// The files of the site, yet to be made; `None` when the templates can't
    /// be used. Complete only when no diagnostic is an error.
    pub edition: Option<Edition>,
    /// What is to be said of it.
    pub outcome: Outcome,
}

/// What is to be said of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What is wrong with the content, in the order it is shown.
    pub diagnostics: Vec<Diagnostic>,
    /// What could be better and isn't wrong, in the order it is shown.
    pub notes: Vec<Diagnostic>,
    /// How much there is.
    pub counts: Counts,
    /// Whether whole addresses are known, and with them feeds and site map made.
    pub has_base_url: bool,
    /// When another article is shown or hidden by its date; `None` for never.
    pub until: Option<Timestamp>,
}

impl Run {
    /// Makes every file and hands it to `sink`. What can't be made joins the
    /// diagnostics.
    pub fn make_all(&mut self, sink: &dyn Sink, progress: &dyn Progress) {
        if let Some(edition) = &self.edition {
            progress.begins(Stage::Make, edition.len());
            let faults = edition.make_all(sink, &|kind| progress.step(kind));
            self.outcome.add(faults);
        }
    }
}

impl Outcome {
    /// Adds diagnostics, each once, in the order they are shown.
    pub fn add(&mut self, diagnostics: Vec<Diagnostic>) {
        self.diagnostics.extend(diagnostics);
        diagnostic::sort(&mut self.diagnostics);
        self.diagnostics.dedup();
    }

    /// How many diagnostics are errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.is_error())
            .count()
    }
}

/// The road, and what it remembers of earlier runs.
#[derive(Debug)]
pub struct Pipeline {
    memory: Memory,
    tools: Arc<Tools>,
    progress: Arc<dyn Progress>,
}

impl Default for Pipeline {
    fn default() -> Self {
        Self::with(Arc::new(Unheard), Store::default())
    }
}

impl Pipeline {
    /// A road that remembers nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A road that tells how far it is, and finds in `store` what earlier ones
    /// have left.
    #[must_use]
    pub fn with(progress: Arc<dyn Progress>, store: Store) -> Self {
        Self {
            memory: Memory::new(store),
            tools: Arc::default(),
            progress,
        }
    }

    /// Tells `progress` from now on how far it is.
    pub fn tell(&mut self, progress: Arc<dyn Progress>) {
        self.progress = progress;
    }

    /// The first half of the road: everything up to the site.
    pub fn gather(&mut self, sources: &Sources, options: &Options) -> Gathered {
        let mut diagnostics = Vec::new();
        let settings = settings(sources, options, &mut diagnostics);
        self.progress.begins(Stage::Parse, sources.articles.len());
        let registered = self.memory.registered(&sources.entities);
        diagnostics.extend(registered.diagnostics.iter().cloned());
        let stories = stories(sources, &mut diagnostics);
        let parsed = self.memory.parsed(&sources.articles, &*self.progress);
        let articles = visible(&parsed, options.publication, &mut diagnostics);
        let until = until(&parsed, options.publication);
        self.progress.begins(Stage::Annotate, articles.len());
        let progress = &*self.progress;
        let annotated = self
            .memory
            .annotated(articles, &registered, &settings, progress);
        self.progress.begins(Stage::Link, 0);
        let site = assemble(settings, annotated, &registered, &stories);
        Gathered {
            site,
            registry: registered.registry,
            knowledge: registered.knowledge,
            stories,
            until,
            diagnostics,
        }
    }

    /// Makes the site from its sources.
    pub fn run(&mut self, sources: &Sources, options: &Options) -> Run {
        let Gathered {
            mut site,
            registry,
            knowledge,
            stories,
            until,
            mut diagnostics,
        } = self.gather(sources, options);
        self.progress.begins(Stage::Check, 0);
        let album = Album::of(&site, sources);
        site.pictures = self.memory.pictures(&album.pictures());
        diagnostics.extend(album.diagnostics(&site.pictures));
        let mut contents = Contents::of(&site, plan(&site));
        diagnostics.append(&mut contents.faults);
        let files = files(&site, &contents, sources, &album);
        diagnostics.extend(check::check(Facts {
            site: &site,
            registry: &registry,
            known: &knowledge.gazetteer,
            stories: &stories,
            sources: &sources.articles,
            files: &files,
        }));
        let smaller = smaller(&site, &album, &mut diagnostics);
        // A picture with a name that can't be is spoken of where it is copied.
        let smaller = smaller.into_iter().filter_map(|(path, bytes)| {
            OutputPath::new(&path).map(|path| File::ready(path, bytes))
        });
        contents.files.extend(smaller);
        copy(
            &site,
            sources,
            &album,
            &mut contents.files,
            &mut diagnostics,
        );
        let counts = counts(&site, &contents.plan);
        let has_base_url = site.settings.base_url.is_some();
        let edition = match self.memory.templates(&sources.templates) {
            Ok(templates) => {
                let tools = Arc::clone(&self.tools);
                let edition = Edition::new(site, contents, templates, tools);
                diagnostics.extend(edition.faults());
                Some(edition)
            }
            Err(broken) => {
                diagnostics.extend(broken);
                None
            }
        };
        diagnostic::sort(&mut diagnostics);
        let (notes, diagnostics) = diagnostics.into_iter().partition(Diagnostic::is_note);
        let outcome = Outcome {
            diagnostics,
            notes,
            counts,
            has_base_url,
            until,
        };
        Run { edition, outcome }
    }
}

/// Smaller pictures by their place in the site. Where only the extensions of
/// two pictures with the same bytes differ, theirs are the same.
fn smaller(
    site: &Site,
    album: &Album<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Arc<[u8]>> {
    let mut smaller: BTreeMap<String, Arc<[u8]>> = BTreeMap::new();
    let mut taken: BTreeMap<String, (String, &str)> = BTreeMap::new();
    for (path, picture) in &site.pictures {
        let mut clashes_with = None;
        for variant in &picture.variants {
            let address =
                address::variant(path, &picture.fingerprint, variant.width, variant.extension);
            let (first, of) = taken
                .entry(folded(&address))
                .or_insert_with(|| (address.clone(), path));
            if *first == address {
                smaller.insert(address, Arc::clone(&variant.bytes));
            } else {
                clashes_with = Some(*of);
            }
        }
        // Of two whose own names clash is spoken where they are copied.
        if let Some(other) = clashes_with
            && folded(other) != folded(path)
        {
            let message = format!("smaller forms of `{path}` would take the place of others");
            diagnostics.push(
                Diagnostic::error("duplicate-address", message)
                    .at(album.place(path))
                    .see(album.place(other), "the others are made of this")
                    .hint("give one of the files another name; case doesn't tell them apart"),
            );
        }
    }
    smaller
}

/// Copies what goes into the site as it is: static files, and the pictures
/// beside articles that pages show.
fn copy(
    site: &Site,
    sources: &Sources,
    album: &Album<'_>,
    files: &mut Vec<File>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut taken = Taken::by(files);
    let mut copy = |folder: &str, asset: &Asset| {
        let place = Place::file(&SourcePath::new(format!("{folder}/{}", asset.path)));
        match OutputPath::new(asset.path.as_str()) {
            Some(_) if taken.clashes(asset.path.as_str()) => {
                let message = format!(
                    "`{}` would take the place of another file of the site",
                    asset.path
                );
                diagnostics.push(
                    Diagnostic::error("duplicate-address", message)
                        .at(place)
                        .hint("give the file another name"),
                );
            }
            Some(path) => {
                taken.add(asset.path.as_str());
                files.push(File::ready(path, Arc::clone(&asset.bytes)));
            }
            None => diagnostics.push(
                Diagnostic::error("bad-address", "this can't be a file's name in the site")
                    .at(place)
                    .hint("rename the file"),
            ),
        }
    };
    for asset in assets(site, sources) {
        copy("static", asset);
    }
    for asset in album.beside.values() {
        copy("content", asset);
    }
}

/// The files and folders of what there is, without regard to case and normal
/// form.
#[derive(Default)]
struct Taken {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Taken {
    fn by(files: &[File]) -> Self {
        let mut taken = Self::default();
        for file in files {
            taken.add(file.path.as_str());
        }
        taken
    }

    fn add(&mut self, path: &str) {
        let path = folded(path);
        self.folders.extend(folders_of(&path).map(str::to_owned));
        self.files.insert(path);
    }

    /// Whether a file at `path` would be such a file or folder, or need a folder
    /// where such a file is.
    fn clashes(&self, path: &str) -> bool {
        let path = folded(path);
        let needs_file_as_folder = folders_of(&path).any(|folder| self.files.contains(folder));
        self.files.contains(&path) || self.folders.contains(&path) || needs_file_as_folder
    }
}

fn settings(sources: &Sources, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Settings {
    let (mut settings, faults) = sources
        .settings
        .as_ref()
        .map(config::read)
        .unwrap_or_default();
    diagnostics.extend(faults);
    if let Some(base_url) = &options.base_url {
        settings.base_url = Some(base_url.clone());
    }
    settings
}

fn stories(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Vec<DeclaredStory> {
    let mut stories: Vec<DeclaredStory> = Vec::with_capacity(sources.stories.len());
    for source in &sources.stories {
        let (story, faults) = parse::story(source);
        diagnostics.extend(faults);
        if let Some(first) = stories.iter().find(|first| first.id == story.id) {
            let message = format!("two stories have the id `{}`", story.id);
            diagnostics.push(
                Diagnostic::error("duplicate-story", message)
                    .at(story.place)
                    .see(first.place.clone(), "the first is here")
                    .hint("rename one of the files"),
            );
        } else {
            stories.push(story);
        }
    }
    stories
}

/// The articles that may be seen; everything after this knows of no other.
fn visible(
    parsed: &[Arc<Parsed>],
    publication: Publication,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<ArticleId, Arc<Article>> {
    let mut articles: BTreeMap<ArticleId, Arc<Article>> = BTreeMap::new();
    for parsed in parsed {
        diagnostics.extend(parsed.diagnostics.iter().cloned());
        let Some(article) = &parsed.article else {
            continue;
        };
        if visibility(&article.metadata, article.date, publication).is_some() {
            continue;
        }
        if let Some(first) = articles.get(&article.id) {
            let message = format!("two files make the article `{}`", article.id);
            let diagnostic =
                Diagnostic::error("duplicate-article", message).at(Place::file(&article.path));
            diagnostics.push(
                diagnostic
                    .see(Place::file(&first.path), "the first is here")
                    .hint(format!("rename one of them; the first is `{}`", first.path)),
            );
        } else {
            articles.insert(article.id.clone(), Arc::clone(article));
        }
    }
    articles
}

/// The next time at which another article is shown or hidden by its date.
fn until(parsed: &[Arc<Parsed>], publication: Publication) -> Option<Timestamp> {
    let articles = parsed.iter().filter_map(|parsed| parsed.article.as_ref());
    let turns = articles.flat_map(|article| {
        let metadata = &article.metadata;
        let dates = [metadata.embargo, metadata.expires, article.date];
        dates.into_iter().flatten().map(Moment::timestamp)
    });
    turns.filter(|turn| *turn > publication.now).min()
}

fn assemble(
    settings: Settings,
    articles: BTreeMap<ArticleId, Annotated>,
    registered: &Registered,
    stories: &[DeclaredStory],
) -> Site {
    let known = &registered.knowledge.gazetteer;
    let mut dossiers = (*registered.dossiers).clone();
    dossiers.extend(dossiers::of_stories(stories));
    let cards: Vec<link::Card> = articles.values().map(cards::card).collect();
    let texts = texts::texts(&articles, &registered.registry, stories, &dossiers, known);
    let recognised: BTreeMap<&EntityId, &Entity> = articles
        .values()
        .flat_map(|annotated| &annotated.annotations.recognised)
        .map(|entity| (&entity.id, entity))
        .collect();
    let name = |id: &EntityId| {
        let entity = known.get(id).or_else(|| recognised.get(id).copied());
        entity.map_or_else(|| id.slug().to_owned(), |entity| entity.name.clone())
    };
    let links = link::link(
        &cards,
        &link::Desk {
            texts: &texts,
            declared: stories,
            name: &name,
            usual: &annotate::usual,
            most: settings.related,
        },
    );
    Site::new(settings, articles, known, links, dossiers)
}

/// The static files that the site needs.
fn assets<'s>(site: &Site, sources: &'s Sources) -> impl Iterator<Item = &'s Asset> {
    let searches = site.settings.search;
    let assets = sources.assets.iter();
    assets.filter(move |asset| searches || !render::OF_SEARCH.contains(&asset.path.as_str()))
}

/// Every file the built site will have that a text may link to.
fn files(
    site: &Site,
    contents: &Contents,
    sources: &Sources,
    album: &Album<'_>,
) -> BTreeSet<String> {
    let made = contents.files.iter().map(|file| file.path.as_str());
    let assets = assets(site, sources).map(|asset| asset.path.as_str());
    let shown = album.beside.keys().copied();
    made.chain(assets).chain(shown).map(str::to_owned).collect()
}

fn counts(site: &Site, plan: &[Page]) -> Counts {
    let sum = |of: fn(&Annotations) -> usize| {
        site.articles
            .values()
            .map(|annotated| of(&annotated.annotations))
            .sum()
    };
    Counts {
        articles: site.articles.len(),
        entities: site.entities.len(),
        mentions: sum(|annotations| annotations.mentions.len()),
        events: site.links.occurrences.len(),
        links: site.links.related.values().map(Vec::len).sum(),
        pages: plan.len(),
    }
}

/// Annotates one article.
fn annotations(article: &Article, knowledge: &Knowledge, settings: &Settings) -> Annotations {
    let forced: Vec<_> = article
        .body
        .references
        .iter()
        .filter(|reference| {
            reference.kind == crate::article::ReferenceKind::Wiki && !reference.at.is_empty()
        })
        .map(|reference| (reference.at, reference.target.clone()))
        .collect();
    let metadata = &article.metadata;
    let ignored: Vec<String> = metadata
        .entities
        .ignore
        .iter()
        .chain(&settings.ignore)
        .cloned()
        .collect();
    let language = metadata.lang.as_ref().unwrap_or(&settings.lang);
    let context = annotate::Context {
        title: &article.title,
        language,
        order: annotate::time::DateOrder::of_language(language),
        dateline: article.date.map(|date| date.day),
        forced: &forced,
        assigned: &metadata.entities.assign,
        ignored: &ignored,
        events: &metadata.events,
        threshold: settings.threshold,
    };
    annotate::annotate(&article.prose, knowledge, &context)
}

/// Parses files side by side, in order.
fn parse_all(
    sources: &[crate::source::Source],
    remembered: impl Fn(&crate::source::Source) -> Option<Arc<Parsed>> + Sync,
    progress: &dyn Progress,
) -> Vec<Arc<Parsed>> {
    let parse = |source: &crate::source::Source| {
        let parsed = remembered(source).unwrap_or_else(|| {
            let (article, diagnostics) = parse::article(source);
            Arc::new(Parsed {
                article: article.map(Arc::new),
                diagnostics,
            })
        });
        progress.step("article");
        parsed
    };
    sources.par_iter().map(parse).collect()
}

/// Reads the registry and builds the automaton of names.
fn register(sources: &[crate::source::Source]) -> Registered {
    let (mut registry, mut diagnostics) = (Vec::new(), Vec::new());
    for source in sources {
        let (entities, faults) = parse::registry(source);
        registry.extend(entities);
        diagnostics.extend(faults);
    }
    let knowledge = Knowledge::of(&registry);
    Registered {
        dossiers: Arc::new(dossiers::of_registry(&registry)),
        registry,
        knowledge: Arc::new(knowledge),
        fingerprint: store::of_sources(sources),
        diagnostics,
    }
}

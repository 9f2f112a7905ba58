//! What a run may use again from the run before.
//!
//! Each result is kept beside all it was made from, and used again only when
//! that is the same: texts by their bytes, results of earlier stages by
//! identity (the same `Arc`). So there is no list of what a change spoils.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::dossiers::Dossiers;
use super::{Fingerprint, Progress, Store};
use crate::annotate::Knowledge;
use crate::article::{Annotations, Article, ArticleId};
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::entity::Entity;
use crate::pictures::{self, Picture};
use crate::render::templates::{self, Templates};
use crate::site::Annotated;
use crate::source::{Asset, Source, SourcePath};

/// An article's file, read.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) article: Option<Arc<Article>>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// The registry, read, and what is known with it.
#[derive(Clone, Debug)]
pub(super) struct Registered {
    pub(super) registry: Vec<Entity>,
    pub(super) knowledge: Arc<Knowledge>,
    /// The texts on its entities.
    pub(super) dossiers: Arc<Dossiers>,
    /// What all of this is made from.
    pub(super) fingerprint: Fingerprint,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What annotation was made from, and what it said.
#[derive(Debug)]
struct Remembered {
    article: Arc<Article>,
    knowledge: Arc<Knowledge>,
    threshold: f64,
    ignore: Vec<String>,
    lang: String,
    annotations: Arc<Annotations>,
}

/// Where articles are annotated, and what lies ready there.
struct Desk<'m> {
    earlier: &'m BTreeMap<ArticleId, Remembered>,
    texts: &'m BTreeMap<SourcePath, (Arc<str>, Arc<Parsed>)>,
    store: &'m Store,
    registered: &'m Registered,
    settings: &'m Settings,
    progress: &'m dyn Progress,
}

impl Desk<'_> {
    /// The articles of a part with their annotations, which are kept together.
    fn annotated(&self, part: u8, articles: Vec<Arc<Article>>) -> Vec<Annotated> {
        let known: Vec<Option<Arc<Annotations>>> = articles
            .iter()
            .map(|article| self.remembered(article))
            .collect();
        if self.store.keep.is_none() || known.iter().all(Option::is_some) {
            let both = articles.into_par_iter().zip(known);
            return both
                .map(|(article, known)| self.with(article, known))
                .collect();
        }
        let prints: Vec<Fingerprint> = articles.par_iter().map(|it| self.fingerprint(it)).collect();
        let kept = self.store.part(part);
        let find = |(known, print): (Option<_>, _)| known.or_else(|| kept.get(print).cloned());
        let known: Vec<_> = known.into_iter().zip(&prints).map(find).collect();
        let is_kept = known.iter().all(Option::is_some) && kept.len() == prints.len();
        let both = articles.into_par_iter().zip(known);
        let annotated: Vec<Annotated> = both.map(|(it, known)| self.with(it, known)).collect();
        if !is_kept {
            let annotations = annotated.iter().map(|it| &*it.annotations);
            let all: Vec<_> = prints.into_iter().zip(annotations).collect();
            self.store.keep_part(part, &all);
        }
        annotated
    }

    fn remembered(&self, article: &Arc<Article>) -> Option<Arc<Annotations>> {
        let earlier = self.earlier.get(&article.id)?;
        let (knowledge, settings) = (&self.registered.knowledge, self.settings);
        let is_same = earlier.is_made_from(article, knowledge, settings);
        is_same.then(|| Arc::clone(&earlier.annotations))
    }

    fn with(&self, article: Arc<Article>, known: Option<Arc<Annotations>>) -> Annotated {
        let annotate = || super::annotations(&article, &self.registered.knowledge, self.settings);
        let annotations = known.unwrap_or_else(|| Arc::new(annotate()));
        self.progress.step("article");
        Annotated {
            article,
            annotations,
        }
    }

    fn fingerprint(&self, article: &Article) -> Fingerprint {
        let text = self.texts.get(&article.path).map(|(text, _)| &**text);
        let (registry, settings) = (&self.registered.fingerprint, self.settings);
        self.store
            .fingerprint(article, text.unwrap_or_default(), registry, settings)
    }
}

/// Pictures of more pixels are decoded one at a time.
const MANY_PIXELS: u64 = 4_000_000;

type Compiled = Result<Arc<Templates>, Vec<Diagnostic>>;

#[derive(Debug, Default)]
pub(super) struct Memory {
    registered: Option<(Vec<Source>, Registered)>,
    parsed: BTreeMap<SourcePath, (Arc<str>, Arc<Parsed>)>,
    annotated: BTreeMap<ArticleId, Remembered>,
    templates: Option<(Vec<Source>, Compiled)>,
    pictures: BTreeMap<SourcePath, (Arc<[u8]>, Arc<Picture>)>,
    store: Store,
}

impl Memory {
    /// One that remembers nothing itself, and finds in `store` what others
    /// have.
    pub(super) fn new(store: Store) -> Self {
        Self {
            store,
            ..Self::default()
        }
    }

    pub(super) fn registered(&mut self, sources: &[Source]) -> Registered {
        if let Some((made_from, registered)) = &self.registered
            && made_from == sources
        {
            return registered.clone();
        }
        let registered = super::register(sources);
        self.registered = Some((sources.to_vec(), registered.clone()));
        registered
    }

    pub(super) fn parsed(
        &mut self,
        sources: &[Source],
        progress: &dyn Progress,
    ) -> Vec<Arc<Parsed>> {
        let remembered = |source: &Source| {
            let (text, parsed) = self.parsed.get(&source.path)?;
            (*text == source.text).then(|| Arc::clone(parsed))
        };
        let parsed = super::parse_all(sources, remembered, progress);
        let keep = |(source, parsed): (&Source, &Arc<Parsed>)| {
            (
                source.path.clone(),
                (Arc::clone(&source.text), Arc::clone(parsed)),
            )
        };
        self.parsed = sources.iter().zip(&parsed).map(keep).collect();
        parsed
    }

    pub(super) fn annotated(
        &mut self,
        articles: BTreeMap<ArticleId, Arc<Article>>,
        registered: &Registered,
        settings: &Settings,
        progress: &dyn Progress,
    ) -> BTreeMap<ArticleId, Annotated> {
        let earlier = std::mem::take(&mut self.annotated);
        let desk = Desk {
            earlier: &earlier,
            texts: &self.parsed,
            store: &self.store,
            registered,
            settings,
            progress,
        };
        let mut parts: BTreeMap<u8, Vec<Arc<Article>>> = BTreeMap::new();
        for article in articles.into_values() {
            let part = Store::part_of(&article.path);
            parts.entry(part).or_default().push(article);
        }
        let annotated = parts
            .into_par_iter()
            .flat_map(|(part, articles)| desk.annotated(part, articles));
        let annotated: Vec<Annotated> = annotated.collect();
        let remember = |annotated: &Annotated| Remembered {
            article: Arc::clone(&annotated.article),
            knowledge: Arc::clone(&registered.knowledge),
            threshold: settings.threshold,
            ignore: settings.ignore.clone(),
            lang: settings.lang.clone(),
            annotations: Arc::clone(&annotated.annotations),
        };
        self.annotated = annotated
            .iter()
            .map(|annotated| (annotated.article.id.clone(), remember(annotated)))
            .collect();
        annotated
            .into_iter()
            .map(|annotated| (annotated.article.id.clone(), annotated))
            .collect()
    }

    /// Looks at pictures, large ones one after the other. Their pixels are
    /// counted, since a small file can hold many: decoded, each takes up to
    /// eight bytes.
    pub(super) fn pictures(
        &mut self,
        assets: &BTreeMap<&str, &Asset>,
    ) -> BTreeMap<String, Arc<Picture>> {
        let known = |asset: &Asset| {
            let (bytes, picture) = self.pictures.get(&asset.path)?;
            (*bytes == asset.bytes).then(|| Arc::clone(picture))
        };
        let look = |(asset, known): (&Asset, Option<Arc<Picture>>)| {
            let read = || Arc::new(pictures::read(asset.path.extension(), &asset.bytes));
            let picture = known.unwrap_or_else(read);
            (asset.path.clone(), (Arc::clone(&asset.bytes), picture))
        };
        let assets = assets.values().map(|asset| (*asset, known(asset)));
        let (large, small): (Vec<_>, Vec<_>) = assets.partition(|(asset, known)| {
            known.is_none() && pictures::pixels(&asset.bytes) > MANY_PIXELS
        });
        let mut looked_at: BTreeMap<_, _> = small.into_par_iter().map(look).collect();
        looked_at.extend(large.into_iter().map(look));
        self.pictures = looked_at;
        let pictures = self.pictures.iter();
        pictures
            .map(|(path, (_, picture))| (path.as_str().to_owned(), Arc::clone(picture)))
            .collect()
    }

    pub(super) fn templates(&mut self, sources: &[Source]) -> Compiled {
        if let Some((made_from, compiled)) = &self.templates
            && made_from == sources
        {
            return compiled.clone();
        }
        let compiled = templates::compile(sources).map(Arc::new);
        self.templates = Some((sources.to_vec(), compiled.clone()));
        compiled
    }
}

impl Remembered {
    #[expect(
        clippy::float_cmp,
        reason = "the same setting read twice is the same number"
    )]
    fn is_made_from(
        &self,
        article: &Arc<Article>,
        knowledge: &Arc<Knowledge>,
        settings: &Settings,
    ) -> bool {
        Arc::ptr_eq(&self.article, article)
            && Arc::ptr_eq(&self.knowledge, knowledge)
            && self.threshold == settings.threshold
            && self.ignore == settings.ignore
            && self.lang == settings.lang
    }
}

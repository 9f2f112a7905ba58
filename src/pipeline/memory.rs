//! What a run may use again from the run before.
//!
//! Each result is kept beside all it was made from, and used again only when
//! that is the same: texts by their bytes, results of earlier stages by
//! identity (the same `Arc`). So there is no list of what a change spoils.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Progress;
use super::dossiers::Dossiers;
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
}

impl Memory {
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
        knowledge: &Arc<Knowledge>,
        settings: &Settings,
        progress: &dyn Progress,
    ) -> BTreeMap<ArticleId, Annotated> {
        let earlier = std::mem::take(&mut self.annotated);
        let remember = |article: Arc<Article>| {
            let annotations = earlier
                .get(&article.id)
                .filter(|earlier| earlier.is_made_from(&article, knowledge, settings))
                .map_or_else(
                    || Arc::new(super::annotations(&article, knowledge, settings)),
                    |earlier| Arc::clone(&earlier.annotations),
                );
            progress.step("article");
            Remembered {
                article,
                knowledge: Arc::clone(knowledge),
                threshold: settings.threshold,
                ignore: settings.ignore.clone(),
                lang: settings.lang.clone(),
                annotations,
            }
        };
        let articles: Vec<Arc<Article>> = articles.into_values().collect();
        let remembered: Vec<Remembered> = articles.into_par_iter().map(remember).collect();
        let annotated = |remembered: &Remembered| Annotated {
            article: Arc::clone(&remembered.article),
            annotations: Arc::clone(&remembered.annotations),
        };
        let result = remembered
            .iter()
            .map(|remembered| (remembered.article.id.clone(), annotated(remembered)))
            .collect();
        self.annotated = remembered
            .into_iter()
            .map(|remembered| (remembered.article.id.clone(), remembered))
            .collect();
        result
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

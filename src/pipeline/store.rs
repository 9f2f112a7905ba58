//! What a run leaves for the next one, kept where the program won't forget it.
//!
//! Each result stands under a fingerprint (SHA-256) of all that it was made
//! from, the program included, so nothing has to be told when it is out of
//! date: what no longer fits is never found. What comes back from a store may be
//! damaged, cut off or of another version; a checksum tells, and then it is as
//! if nothing had been kept. It knows no disk.

use std::collections::HashMap;
use std::fmt::{Debug, Write};
use std::sync::Arc;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Options, Outcome};
use crate::article::{Annotations, Article};
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::source::{Asset, Source, SourcePath, Sources};

/// SHA-256 of all that something was made from.
pub type Fingerprint = [u8; 32];

/// How many parts the annotations of a site are kept in: a changed article
/// costs the writing of one.
const PARTS: u8 = 64;

/// Keeps bytes by name.
pub trait Keep: Debug + Send + Sync {
    /// What was kept under a name; it may be anything.
    fn load(&self, name: &str) -> Option<Vec<u8>>;

    /// Keeps bytes, or doesn't: nothing depends on it but time.
    fn save(&self, name: &str, bytes: &[u8]);
}

/// Where results are kept, and which program makes them.
#[derive(Clone, Debug, Default)]
pub struct Store {
    /// Where; `None` for nowhere.
    pub keep: Option<Arc<dyn Keep>>,
    /// Tells one build of the program from another: what one made, no other
    /// takes.
    pub engine: String,
}

impl Store {
    fn load<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let bytes = self.keep.as_ref()?.load(name)?;
        let (data, sum) = bytes.split_last_chunk::<32>()?;
        let is_whole = Sha256::digest(data) == *sum;
        is_whole.then(|| postcard::from_bytes(data).ok()).flatten()
    }

    fn save(&self, name: &str, value: &impl Serialize) {
        let Some(keep) = &self.keep else { return };
        let Ok(mut bytes) = postcard::to_stdvec(value) else {
            return;
        };
        let sum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&sum);
        keep.save(name, &bytes);
    }

    /// What the annotations of an article are made from.
    pub(super) fn fingerprint(
        &self,
        article: &Article,
        text: &str,
        registry: &Fingerprint,
        settings: &Settings,
    ) -> Fingerprint {
        let mut hash = Hash::new(&self.engine);
        hash.bytes(registry);
        hash.bytes(&settings.threshold.to_le_bytes());
        hash.text(&settings.lang);
        hash.count(settings.ignore.len());
        settings.ignore.iter().for_each(|name| hash.text(name));
        hash.text(article.path.as_str());
        hash.text(text);
        hash.finish()
    }

    /// The annotations kept in a part.
    pub(super) fn part(&self, part: u8) -> HashMap<Fingerprint, Arc<Annotations>> {
        let kept: Vec<_> = self.load(&part_name(part)).unwrap_or_default();
        kept.into_iter().collect()
    }

    /// Keeps the annotations of a part.
    pub(super) fn keep_part(&self, part: u8, annotations: &[(Fingerprint, &Annotations)]) {
        self.save(&part_name(part), &annotations);
    }

    /// The part of an article.
    pub(super) fn part_of(path: &SourcePath) -> u8 {
        Sha256::digest(path.as_str())[0] % PARTS
    }

    /// A name for what is kept about one of many things of a kind.
    #[must_use]
    pub fn name(kind: &str, of: &[u8]) -> String {
        let mut name = format!("{kind}-");
        for byte in &Sha256::digest(of)[..8] {
            write!(name, "{byte:02x}").expect("a string takes all");
        }
        name
    }

    /// What was said of a site by the build with this name, if it was of the
    /// same, and what its files were like after it.
    #[must_use]
    pub fn build(&self, name: &str, made_from: &Fingerprint, now: Timestamp) -> Option<Build> {
        let build: Build = self.load(name)?;
        let is_in_time = build.made <= now && build.outcome.until.is_none_or(|until| now < until);
        (build.made_from == *made_from && is_in_time).then_some(build)
    }

    /// Keeps what a build said.
    pub fn keep_build(&self, name: &str, build: &Build) {
        self.save(name, build);
    }

    /// What a whole site is made from; `faults` is what reading it said.
    #[must_use]
    pub fn of_site(
        &self,
        sources: &Sources,
        faults: &[Diagnostic],
        options: &Options,
    ) -> Fingerprint {
        let mut hash = Hash::new(&self.engine);
        hash.count(usize::from(options.publication.drafts));
        hash.count(usize::from(options.publication.future));
        let base_url = options.base_url.as_ref();
        let base_url = base_url.map(|url| format!("{}{}", url.origin(), url.path()));
        hash.text(&base_url.unwrap_or_default());
        hash.sources(sources.settings.as_slice());
        let texts = [
            &sources.articles,
            &sources.entities,
            &sources.stories,
            &sources.templates,
        ];
        for texts in texts {
            hash.sources(texts);
        }
        hash.assets(&sources.assets);
        hash.assets(&sources.pictures);
        hash.text(&format!("{faults:?}"));
        hash.finish()
    }
}

/// What all texts of a kind are, as one fingerprint.
pub(super) fn of_sources(sources: &[Source]) -> Fingerprint {
    let mut hash = Hash::new("");
    hash.sources(sources);
    hash.finish()
}

fn part_name(part: u8) -> String {
    format!("annotations-{part:02x}")
}

/// What a build said of a site, and what it left.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Build {
    /// What it was made from.
    pub made_from: Fingerprint,
    /// When.
    pub made: Timestamp,
    /// What was said.
    pub outcome: Outcome,
    /// What its files were like after it.
    pub left: Fingerprint,
}

/// A hash in which no two lists of values are alike.
struct Hash(Sha256);

impl Hash {
    fn new(engine: &str) -> Self {
        let mut hash = Self(Sha256::new());
        hash.text(engine);
        hash
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.0.update(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn count(&mut self, count: usize) {
        self.0.update((count as u64).to_le_bytes());
    }

    fn sources(&mut self, sources: &[Source]) {
        self.count(sources.len());
        for source in sources {
            self.text(source.path.as_str());
            self.text(&source.text);
        }
    }

    fn assets(&mut self, assets: &[Asset]) {
        self.count(assets.len());
        for asset in assets {
            self.text(asset.path.as_str());
            self.bytes(&asset.bytes);
        }
    }

    fn finish(self) -> Fingerprint {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use super::*;

    #[derive(Debug, Default)]
    struct Shelf(Mutex<BTreeMap<String, Vec<u8>>>);

    impl Keep for Shelf {
        fn load(&self, name: &str) -> Option<Vec<u8>> {
            self.0.lock().expect("nobody panics").get(name).cloned()
        }

        fn save(&self, name: &str, bytes: &[u8]) {
            let mut kept = self.0.lock().expect("nobody panics");
            kept.insert(name.to_owned(), bytes.to_vec());
        }
    }

    #[test]
    fn what_is_damaged_is_as_if_it_had_not_been_kept() {
        let shelf = Arc::new(Shelf::default());
        let store = Store {
            keep: Some(Arc::clone(&shelf) as Arc<dyn Keep>),
            engine: "1".to_owned(),
        };
        store.save("a", &vec!["some", "words"]);
        let good = shelf.load("a").expect("it was saved");
        let read = || store.load::<Vec<String>>("a");
        assert_eq!(read(), Some(vec!["some".to_owned(), "words".to_owned()]));
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            shelf.save("a", &bad);
            assert_eq!(read(), None, "byte {at}");
            shelf.save("a", &good[..at]);
            assert_eq!(read(), None, "cut at {at}");
        }
        assert_eq!(store.load::<Vec<String>>("b"), None);
    }

    #[test]
    fn fingerprints_tell_all_apart() {
        let source = |path: &str, text: &str| Source {
            path: SourcePath::new(path),
            text: text.into(),
        };
        let lists = [
            vec![],
            vec![source("a", "bc")],
            vec![source("ab", "c")],
            vec![source("a", "b"), source("c", "")],
            vec![source("a", "b")],
        ];
        for (at, one) in lists.iter().enumerate() {
            for other in &lists[at + 1..] {
                assert_ne!(of_sources(one), of_sources(other), "{one:?}, {other:?}");
            }
        }
    }
}

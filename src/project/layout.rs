//! Which folder of a site holds what.

use std::path::{Path, PathBuf};

/// Settings file.
pub(super) const SETTINGS: &str = "dateline.toml";
/// Articles, registry and stories.
pub(super) const CONTENT: &str = "content";
/// The registry, below [`CONTENT`].
pub(super) const ENTITIES: &str = "entities";
/// Declared stories, below [`CONTENT`].
pub(super) const STORIES: &str = "stories";
/// Templates in place of built-in ones.
pub(super) const TEMPLATES: &str = "templates";
/// Files copied as they are.
pub(super) const STATIC: &str = "static";
/// Where the site is built unless told otherwise.
const OUTPUT: &str = "public";

/// A site's folder and where it is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The site's folder.
    pub root: PathBuf,
    /// The built site.
    pub output: PathBuf,
}

impl Layout {
    /// The site in `root`, built into `output` or into `public/` inside it.
    #[must_use]
    pub fn new(root: &Path, output: Option<&Path>) -> Self {
        let output = output.map_or_else(|| root.join(OUTPUT), Path::to_path_buf);
        Self {
            root: root.to_path_buf(),
            output,
        }
    }
}

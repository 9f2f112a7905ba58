//! Tells when a site's files change.
//!
//! This exists because an editor's save is a flurry of events, half of them on
//! files that aren't the text: the flurry is gathered into one answer here, and
//! everything that can't change the site is left out. It knows the names of a
//! site's folders; it reads no file and calls nothing.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{self, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use super::layout::{CONTENT, SETTINGS, STATIC, TEMPLATES};

use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// The file and the folders that a site is made from.
const FOLDERS: [&str; 3] = [CONTENT, TEMPLATES, STATIC];

/// A flurry is over after so long a quiet ...
const QUIET: Duration = Duration::from_millis(20);
/// ... and it isn't waited for any longer than this.
const PATIENCE: Duration = Duration::from_millis(300);

/// A watch over the files that a site is made from.
pub struct Watch {
    root: PathBuf,
    // In a cell because a folder that appears is watched from then on.
    watcher: RefCell<RecommendedWatcher>,
    changes: Receiver<Vec<PathBuf>>,
}

impl Watch {
    /// Watches the site at `root`, which is built into `output`.
    ///
    /// # Errors
    /// When `root` isn't a folder or the system refuses to watch it.
    pub fn start(root: &Path, output: &Path) -> notify::Result<Self> {
        let root = root.canonicalize()?;
        let scope = Scope::new(&root, output);
        let (sender, changes) = mpsc::channel();
        let mut watcher = RecommendedWatcher::new(
            move |event| scope.report(event, &sender),
            Config::default().with_follow_symlinks(false),
        )?;
        watcher.watch(&root, RecursiveMode::NonRecursive)?;
        let watch = Self {
            root,
            watcher: RefCell::new(watcher),
            changes,
        };
        FOLDERS.iter().try_for_each(|name| watch.follow(name))?;
        Ok(watch)
    }

    /// Waits for the next change and returns what changed, relative to the
    /// root and sorted; empty when it was too much to tell. What changes
    /// between two calls is told by the second.
    ///
    /// Returns `None` when the system has stopped watching.
    pub fn wait(&self) -> Option<Vec<PathBuf>> {
        let mut flurry = vec![self.followed(self.changes.recv().ok()?)];
        let end = Instant::now() + PATIENCE;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            let Ok(more) = self.changes.recv_timeout(left.min(QUIET)) else {
                break;
            };
            flurry.push(self.followed(more));
        }
        if flurry.iter().any(Vec::is_empty) {
            return Some(Vec::new());
        }
        let changed: BTreeSet<_> = flurry.into_iter().flatten().collect();
        Some(changed.into_iter().collect())
    }

    /// Watches the folders among `paths` that may be new, and gives `paths`
    /// back. What happens in such a folder before it is watched isn't lost:
    /// the folder itself is reported, and is read after this.
    fn followed(&self, paths: Vec<PathBuf>) -> Vec<PathBuf> {
        let lost_count = paths.is_empty();
        for name in FOLDERS {
            if lost_count || paths.iter().any(|path| path == Path::new(name)) {
                // A folder that went again will be reported again.
                let _gone = self.follow(name);
            }
        }
        paths
    }

    fn follow(&self, name: &str) -> notify::Result<()> {
        let folder = self.root.join(name);
        let mut watcher = self.watcher.borrow_mut();
        // The old watch may be one of a folder that was replaced.
        let _none_yet = watcher.unwatch(&folder);
        if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
        }
        Ok(())
    }
}

/// Which events matter.
struct Scope {
    root: PathBuf,
    /// The output folder relative to the root, when it lies inside.
    output: Option<PathBuf>,
}

impl Scope {
    fn new(root: &Path, output: &Path) -> Self {
        let output = resolve(output);
        let inside = output.strip_prefix(root).ok();
        Self {
            root: root.to_owned(),
            output: inside
                .filter(|path| *path != Path::new(""))
                .map(Path::to_owned),
        }
    }

    /// Sends on the paths of `event` that matter, or none of them when the
    /// system lost count. An error is passed over: it concerns a folder that
    /// has just gone, and its going is an event of its own.
    fn report(&self, event: notify::Result<Event>, sender: &Sender<Vec<PathBuf>>) {
        let Ok(event) = event else { return };
        let paths = self.changed(&event);
        if event.need_rescan() || !paths.is_empty() {
            // Nobody may be waiting any more.
            let _unheard = sender.send(paths);
        }
    }

    fn changed(&self, event: &Event) -> Vec<PathBuf> {
        // A file that was only read is the site's own build at work.
        if matches!(event.kind, EventKind::Access(_)) {
            return Vec::new();
        }
        let paths = event.paths.iter();
        paths.filter_map(|path| self.relevant(path)).collect()
    }

    /// `path` relative to the root, when the site is made from it.
    fn relevant(&self, path: &Path) -> Option<PathBuf> {
        let path = path.strip_prefix(&self.root).ok()?;
        let is_output = (self.output.as_ref()).is_some_and(|output| path.starts_with(output));
        let is_source =
            path == Path::new(SETTINGS) || FOLDERS.iter().any(|top| path.starts_with(top));
        let is_lasting = path
            .iter()
            .all(|part| !is_temporary(&part.to_string_lossy()));
        (is_source && is_lasting && !is_output).then(|| path.to_owned())
    }
}

/// Whether `name` is one that editors give to what they will soon remove, or
/// hidden as their locks and most tools' folders are.
fn is_temporary(name: &str) -> bool {
    let is_swap = Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "swp");
    name.starts_with('.')
        || name.ends_with('~')
        || is_swap
        // Vim writes this one to see whether it may write.
        || name == "4913"
        || name.len() > 1 && name.starts_with('#') && name.ends_with('#')
}

/// `path` without symbolic links, as far as it exists: the output folder may
/// not have been made yet, and events name folders by their true path.
fn resolve(path: &Path) -> PathBuf {
    let path = path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let existing = path.ancestors().find_map(|ancestor| {
        let real = ancestor.canonicalize().ok()?;
        Some(real.join(path.strip_prefix(ancestor).ok()?))
    });
    existing.unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::thread;

    use super::*;

    /// A site in a folder of its own, and what its watch tells.
    struct Site {
        root: PathBuf,
        told: Receiver<Vec<PathBuf>>,
    }

    impl Site {
        fn new(name: &str, output: &str) -> Self {
            let folder = format!("dateline-watch-{}-{name}", std::process::id());
            let root = std::env::temp_dir().join(folder);
            fs::create_dir_all(root.join("content/briefings")).unwrap();
            let watch = Watch::start(&root, &root.join(output)).unwrap();
            let (sender, told) = mpsc::channel();
            thread::spawn(move || {
                while let Some(changed) = watch.wait() {
                    if sender.send(changed).is_err() {
                        break;
                    }
                }
            });
            Self { root, told }
        }

        fn write(&self, path: &str) {
            let path = self.root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }

        /// Expects to be told of `paths` soon and of nothing else. On a busy
        /// machine a flurry may come in parts.
        fn expect(&self, paths: &[&str]) {
            let mut told = BTreeSet::new();
            let mut patience = Duration::from_millis(500);
            while let Ok(more) = self.told.recv_timeout(patience) {
                told.extend(more);
                patience = Duration::from_millis(150);
            }
            let expected: BTreeSet<_> = paths.iter().map(PathBuf::from).collect();
            assert_eq!(told, expected);
        }

        fn expect_silence(&self) {
            let told = self.told.recv_timeout(Duration::from_millis(400));
            assert!(told.is_err(), "{told:?}");
        }
    }

    impl Drop for Site {
        fn drop(&mut self) {
            let _left_behind = fs::remove_dir_all(&self.root);
        }
    }

    #[test]
    fn a_save_is_told_within_half_a_second() {
        let site = Site::new("save", "public");
        site.write("content/briefings/vote.md");
        site.expect(&["content/briefings/vote.md"]);
        site.write("dateline.toml");
        site.expect(&["dateline.toml"]);
        fs::remove_file(site.root.join("content/briefings/vote.md")).unwrap();
        site.expect(&["content/briefings/vote.md"]);
    }

    #[test]
    fn a_flurry_is_told_in_few_words() {
        let site = Site::new("flurry", "public");
        for number in 0..50 {
            site.write(&format!("content/{number}.md"));
        }
        let mut answers = 0;
        let mut told = BTreeSet::new();
        while told.len() < 50 {
            let more = site.told.recv_timeout(Duration::from_millis(500));
            told.extend(more.unwrap());
            answers += 1;
        }
        assert!(answers < 10, "{answers}");
    }

    #[test]
    fn the_build_does_not_tell_of_itself() {
        let site = Site::new("output", "content/public");
        site.write("content/public/index.html");
        site.write("public/index.html");
        site.write("target/debug/dateline");
        site.write(".git/index");
        fs::read_dir(site.root.join("content")).unwrap().count();
        site.expect_silence();
    }

    #[test]
    fn a_vim_save_is_one_file() {
        let site = Site::new("vim", "public");
        site.write("content/vote.md");
        site.expect(&["content/vote.md"]);
        site.write("content/4913");
        site.write("content/.vote.md.swp");
        let (text, backup) = ("content/vote.md", "content/vote.md~");
        fs::rename(site.root.join(text), site.root.join(backup)).unwrap();
        site.write(text);
        fs::remove_file(site.root.join(backup)).unwrap();
        site.expect(&["content/vote.md"]);
    }

    #[test]
    fn folders_that_appear_are_watched_from_then_on() {
        let site = Site::new("appear", "public");
        fs::create_dir(site.root.join("templates")).unwrap();
        site.expect(&["templates"]);
        site.write("templates/page.html");
        site.expect(&["templates/page.html"]);
        fs::create_dir(site.root.join("content/new")).unwrap();
        site.expect(&["content/new"]);
        fs::create_dir(site.root.join("content/new/deep")).unwrap();
        site.expect(&["content/new/deep"]);
        site.write("content/new/deep/a.md");
        site.expect(&["content/new/deep/a.md"]);
    }

    #[test]
    fn a_folder_that_is_replaced_is_watched_on() {
        let site = Site::new("replace", "public");
        fs::rename(site.root.join("content"), site.root.join("old")).unwrap();
        fs::create_dir(site.root.join("content")).unwrap();
        site.expect(&["content"]);
        site.write("old/forgotten.md");
        site.write("content/a.md");
        site.expect(&["content/a.md"]);
    }

    #[test]
    fn a_root_that_is_not_there_cannot_be_watched() {
        let nowhere = std::env::temp_dir().join("dateline-watch-nowhere");
        assert!(Watch::start(&nowhere, &nowhere.join("public")).is_err());
    }

    #[test]
    fn only_sources_of_the_site_matter() {
        let scope = Scope {
            root: PathBuf::from("/site"),
            output: Some(PathBuf::from("content/public")),
        };
        for (path, expected) in [
            ("/site/dateline.toml", true),
            ("/site/content", true),
            ("/site/content/a.md", true),
            ("/site/content/a b/#1 of 2.md", true),
            ("/site/static/logo.svg", true),
            ("/site/templates/page.html", true),
            ("/site", false),
            ("/site/README.md", false),
            ("/site/public/index.html", false),
            ("/site/content/public", false),
            ("/site/content/public/index.html", false),
            ("/site/contents/a.md", false),
            ("/site/content/.a.md.swp", false),
            ("/site/content/a.swp", false),
            ("/site/content/a.md~", false),
            ("/site/content/4913", false),
            ("/site/content/.#a.md", false),
            ("/site/content/#a.md#", false),
            ("/site/content/.git/index", false),
            ("/site/content/.obsidian/a.md", false),
            ("/other/content/a.md", false),
        ] {
            let is_relevant = scope.relevant(Path::new(path)).is_some();
            assert_eq!(is_relevant, expected, "{path}");
        }
    }

    #[test]
    fn reading_is_no_change_and_losing_count_is_one() {
        use notify::event::{AccessKind, Flag};

        let scope = Scope {
            root: PathBuf::from("/site"),
            output: None,
        };
        let (sender, told) = mpsc::channel();
        let read = Event::new(EventKind::Access(AccessKind::Any));
        scope.report(Ok(read.add_path("/site/content/a.md".into())), &sender);
        assert!(told.try_recv().is_err());
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        scope.report(Ok(lost), &sender);
        assert_eq!(told.try_recv(), Ok(Vec::new()));
    }

    #[test]
    fn an_output_around_the_root_does_not_silence_it() {
        let root = std::env::temp_dir().canonicalize().unwrap();
        for output in [root.clone(), root.join("..")] {
            let scope = Scope::new(&root, &output);
            let article = root.join("content/a.md");
            assert!(scope.relevant(&article).is_some(), "{}", output.display());
        }
    }
}

//! New sites and new files, so that nobody begins with an empty page.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::layout::{CONTENT, ENTITIES, SETTINGS, STORIES};
use crate::slug::slugify;

/// What to begin.
#[derive(Clone, Copy, Debug)]
pub enum Begun<'a> {
    /// An article, dated today.
    Article {
        /// Today.
        today: Date,
    },
    /// An entity's dossier.
    Entity {
        /// Its kind.
        kind: &'a str,
    },
    /// A story.
    Story,
}

/// Begins a file called `name` in the site at `root` and returns its path.
///
/// # Errors
/// When the site has no `content/`, the file is there already, or the disk
/// refuses.
pub fn begin(root: &Path, name: &str, begun: Begun<'_>) -> io::Result<PathBuf> {
    let content = root.join(CONTENT);
    if !content.is_dir() {
        let message = format!(
            "there is no folder `{}`; `dateline init` makes a site to begin with",
            content.display()
        );
        return Err(io::Error::new(io::ErrorKind::NotFound, message));
    }
    let (slug, quoted) = (slugify(name), quoted(name));
    let (path, text) = match begun {
        Begun::Article { today } => {
            let path = content.join("briefings").join(format!("{today}-{slug}.md"));
            (
                path,
                format!(
                    "+++\ntitle = {quoted}\ndate = {today}\nsummary = \"\"\ndraft = true\ntags = []\n\n[source]\npublisher = \"\"\n+++\n\n"
                ),
            )
        }
        Begun::Entity { kind } => {
            let path = content.join(ENTITIES).join(format!("{slug}.md"));
            (
                path,
                format!(
                    "+++\nname = {quoted}\nkind = \"{kind}\"\naliases = []\nshort = \"\"\n+++\n\n"
                ),
            )
        }
        Begun::Story => {
            let path = content.join(STORIES).join(format!("{slug}.md"));
            (
                path,
                format!("+++\ntitle = {quoted}\nsummary = \"\"\n+++\n\n"),
            )
        }
    };
    create(&path, &text)?;
    Ok(path)
}

/// Makes a small working site in `dir` and returns the files made.
///
/// # Errors
/// When a file is there already (then none is written over) or the disk
/// refuses.
pub fn init(dir: &Path, github: bool) -> io::Result<Vec<PathBuf>> {
    let mut files = vec![
        (dir.join(SETTINGS), include_str!("scaffold/dateline.toml")),
        (
            dir.join(CONTENT)
                .join("briefings/2016-02-10-first-briefing.md"),
            include_str!("scaffold/first-briefing.md"),
        ),
        (
            dir.join(CONTENT).join(ENTITIES).join("people.toml"),
            include_str!("scaffold/people.toml"),
        ),
    ];
    // A fresh clone often has one already.
    let gitignore = dir.join(".gitignore");
    if !gitignore.exists() {
        files.push((gitignore, "/public\n"));
    }
    if github {
        files.push((
            dir.join(".github/workflows/pages.yml"),
            include_str!("scaffold/pages.yml"),
        ));
    }
    if let Some((there, _)) = files.iter().find(|(path, _)| path.exists()) {
        let message = format!(
            "`{}` is there already; name an empty folder",
            there.display()
        );
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
    }
    files
        .iter()
        .try_for_each(|(path, text)| create(path, text))?;
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

fn create(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let named = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => io::Error::new(
            error.kind(),
            format!("`{}` is there already", path.display()),
        ),
        kind => io::Error::new(
            kind,
            format!("`{}` can't be written: {error}", path.display()),
        ),
    };
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(named)
}

/// A name as a TOML string.
fn quoted(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

//! Writes a corpus of invented articles, for benchmarks:
//!
//! ```sh
//! cargo run --release --example make_corpus -- dateline 1000 DIR   # a site of Dateline's
//! cargo run --release --example make_corpus -- hugo 1000 DIR       # the same articles, for Hugo
//! cargo run --release --example make_corpus -- records 1000 FILE   # for `dateline annotate`
//! ```
//!
//! Another seed may follow as a fourth argument. The articles of both sites are
//! the same files; `benches/corpus/` says what is in them.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a tool that writes files and talks"
)]

#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use corpus::{Corpus, SEED};

const USAGE: &str = "usage: make_corpus dateline|hugo|records COUNT PATH [SEED]";

/// Settings that Hugo's site has an equal for. Search and share cards have
/// none, so they are left to those who ask for them.
const SETTINGS: &str = "title = \"Corpus\"\nbase_url = \"https://corpus.example.org/\"\nsearch = false\nshare_cards = false\n";

/// The site for Hugo, beside its articles.
const HUGO: &[(&str, &str)] = &[
    ("hugo.toml", include_str!("../benches/hugo/hugo.toml")),
    (
        "layouts/baseof.html",
        include_str!("../benches/hugo/layouts/baseof.html"),
    ),
    (
        "layouts/home.html",
        include_str!("../benches/hugo/layouts/home.html"),
    ),
    (
        "layouts/page.html",
        include_str!("../benches/hugo/layouts/page.html"),
    ),
    (
        "layouts/taxonomy.html",
        include_str!("../benches/hugo/layouts/taxonomy.html"),
    ),
    (
        "layouts/term.html",
        include_str!("../benches/hugo/layouts/term.html"),
    ),
    (
        "layouts/home.atom.xml",
        include_str!("../benches/hugo/layouts/home.atom.xml"),
    ),
    (
        "layouts/sitemap.xml",
        include_str!("../benches/hugo/layouts/sitemap.xml"),
    ),
    (
        "static/style.css",
        include_str!("../benches/hugo/static/style.css"),
    ),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (form, count, path, seed) = match &arguments[..] {
        [form, count, path] => (form, count.parse(), path, Ok(SEED)),
        [form, count, path, seed] => (form, count.parse(), path, seed.parse()),
        _ => return refused(USAGE),
    };
    let (Ok(count), Ok(seed)) = (count, seed) else {
        return refused(USAGE);
    };
    let (corpus, path) = (Corpus::new(seed), Path::new(path));
    let written = match form.as_str() {
        "dateline" => dateline(&corpus, count, path),
        "hugo" => hugo(&corpus, count, path),
        "records" => records(&corpus, count, path),
        _ => return refused(USAGE),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refused(&format!("error: `{}`: {error}", path.display())),
    }
}

fn refused(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::from(2)
}

fn dateline(corpus: &Corpus, count: usize, root: &Path) -> io::Result<()> {
    put(root, "dateline.toml", SETTINGS)?;
    for (file, table) in corpus.registry() {
        put(root, &format!("content/entities/{file}"), &table)?;
    }
    articles(corpus, count, root)
}

fn hugo(corpus: &Corpus, count: usize, root: &Path) -> io::Result<()> {
    for (file, text) in HUGO {
        put(root, file, text)?;
    }
    articles(corpus, count, root)
}

fn articles(corpus: &Corpus, count: usize, root: &Path) -> io::Result<()> {
    let folder = root.join("content/briefings");
    fs::create_dir_all(&folder)?;
    for article in (0..count).map(|number| corpus.article(number)) {
        let file = folder.join(format!("{}.md", article.stem));
        fs::write(file, article.markdown())?;
    }
    Ok(())
}

fn records(corpus: &Corpus, count: usize, path: &Path) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for number in 0..count {
        writeln!(file, "{}", corpus.article(number).record())?;
    }
    file.flush()
}

fn put(root: &Path, file: &str, text: &str) -> io::Result<()> {
    let path = root.join(file);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

//! The default theme, compiled in, so that the program works in any folder.
//!
//! The files themselves are `templates/` and `static/` of this repository; a
//! test keeps this list in step with them.

/// Built-in templates: path below `templates/`, and text.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("404.html", include_str!("../templates/404.html")),
    ("archive.html", include_str!("../templates/archive.html")),
    ("article.html", include_str!("../templates/article.html")),
    ("atom.xml", include_str!("../templates/atom.xml")),
    ("base.html", include_str!("../templates/base.html")),
    ("entities.html", include_str!("../templates/entities.html")),
    ("entity.html", include_str!("../templates/entity.html")),
    ("home.html", include_str!("../templates/home.html")),
    (
        "parts/about.html",
        include_str!("../templates/parts/about.html"),
    ),
    (
        "parts/article_card.html",
        include_str!("../templates/parts/article_card.html"),
    ),
    (
        "parts/article_line.html",
        include_str!("../templates/parts/article_line.html"),
    ),
    (
        "parts/backlinks.html",
        include_str!("../templates/parts/backlinks.html"),
    ),
    (
        "parts/chronicle.html",
        include_str!("../templates/parts/chronicle.html"),
    ),
    (
        "parts/entities.html",
        include_str!("../templates/parts/entities.html"),
    ),
    (
        "parts/source.html",
        include_str!("../templates/parts/source.html"),
    ),
    (
        "parts/story_card.html",
        include_str!("../templates/parts/story_card.html"),
    ),
    (
        "parts/timeline.html",
        include_str!("../templates/parts/timeline.html"),
    ),
    (
        "parts/timeline_files.html",
        include_str!("../templates/parts/timeline_files.html"),
    ),
    ("redirect.html", include_str!("../templates/redirect.html")),
    ("rss.xml", include_str!("../templates/rss.xml")),
    ("search.html", include_str!("../templates/search.html")),
    ("sitemap.xml", include_str!("../templates/sitemap.xml")),
    ("stories.html", include_str!("../templates/stories.html")),
    ("story.html", include_str!("../templates/story.html")),
    ("tag.html", include_str!("../templates/tag.html")),
    ("tags.html", include_str!("../templates/tags.html")),
    ("timeline.html", include_str!("../templates/timeline.html")),
];

/// Built-in static files: path below `static/`, and bytes.
pub const STATIC: &[(&str, &[u8])] = &[
    ("dateline.css", include_bytes!("../static/dateline.css")),
    ("dateline.js", include_bytes!("../static/dateline.js")),
    ("favicon.svg", include_bytes!("../static/favicon.svg")),
    ("highlight.css", include_bytes!("../static/highlight.css")),
    ("pages.css", include_bytes!("../static/pages.css")),
    ("search.css", include_bytes!("../static/search.css")),
    ("search.js", include_bytes!("../static/search.js")),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn files(folder: &str) -> BTreeSet<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        walkdir::WalkDir::new(&root)
            .into_iter()
            .map(|entry| entry.expect("the folder can be read"))
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                entry
                    .path()
                    .strip_prefix(&root)
                    .expect("it lies inside")
                    .to_string_lossy()
                    .replace('\\', "/")
            })
            .collect()
    }

    #[test]
    fn every_file_of_the_theme_is_compiled_in() {
        assert_eq!(
            TEMPLATES
                .iter()
                .map(|(name, _)| (*name).to_owned())
                .collect::<BTreeSet<_>>(),
            files("templates")
        );
        assert_eq!(
            STATIC
                .iter()
                .map(|(name, _)| (*name).to_owned())
                .collect::<BTreeSet<_>>(),
            files("static")
        );
    }
}

use super::*;
use crate::article::ReferenceKind;

fn source(path: &str, text: &str) -> Source {
    Source {
        path: SourcePath::new(path),
        text: text.into(),
    }
}

fn read(path: &str, text: &str) -> Article {
    let (article, diagnostics) = article(&source(path, text));
    let errors: Vec<_> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    article.expect("an article without errors can be used")
}

fn blocks(article: &Article) -> Vec<&str> {
    article
        .prose
        .blocks
        .iter()
        .map(|block| article.prose.slice(block.at))
        .collect()
}

#[test]
fn a_source_may_be_a_name() {
    for text in [
        "---\ntitle: T\nsource: The Ledger\n---\nText.\n",
        "---\ntitle: T\nsource: {publisher: The Ledger}\n---\nText.\n",
    ] {
        let article = read("content/a.md", text);
        let sources = article.metadata.sources;
        assert_eq!(sources.len(), 1);
        assert_eq!(sources[0].publisher.as_deref(), Some("The Ledger"));
    }
}

#[test]
fn front_matter_in_either_format_or_none() {
    for text in [
        "+++\ntitle = \"T\"\ndate = 2016-02-08\n+++\nText.\n",
        "---\r\ntitle: T\r\ndate: 2016-02-08\r\n---\r\nText.\r\n",
    ] {
        let article = read("content/a/b.md", text);
        assert_eq!(
            (
                article.title.as_str(),
                article.date.map(Moment::iso).as_deref()
            ),
            ("T", Some("2016-02-08"))
        );
        assert_eq!(blocks(&article), ["Text."]);
    }
    let article = read(
        "content/a/2016-02-08-the-vote.md",
        "# The *vote*\n\nText.\n",
    );
    assert_eq!(
        (
            article.title.as_str(),
            article.slug.as_str(),
            article.section.as_str()
        ),
        ("The vote", "the-vote", "a")
    );
    assert_eq!(article.date.map(Moment::iso).as_deref(), Some("2016-02-08"));
    assert_eq!(blocks(&article), ["Text."]);
}

#[test]
fn an_open_front_matter_is_an_error() {
    let (_, diagnostics) = article(&source("content/a.md", "+++\ntitle = 'x'\n"));
    let codes: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| &*diagnostic.code)
        .collect();
    assert_eq!(codes, ["front-matter-open", "no-date"]);
}

#[test]
fn the_title_of_a_plain_text() {
    let article = read(
        "content/2016-01-01-a.txt",
        "The vote\n\nParliament voted.\nIt was close.\n",
    );
    assert_eq!(
        (article.title.as_str(), blocks(&article)),
        ("The vote", vec!["Parliament voted.\nIt was close."])
    );
    let article = read(
        "content/2016-01-01-a.txt",
        "Parliament voted, after a long day, and a longer night of speeches that nobody had asked for.\nIt was close.",
    );
    assert_eq!(
        article.title,
        "Parliament voted, after a long day, and a longer night of speeches that nobody had asked\u{2026}"
    );
    assert_eq!(blocks(&article).len(), 2);
}

#[test]
fn markdown_becomes_prose_without_its_marks() {
    let text = "A *b* `c` [d](https://e.org) &amp; ![alt](f.png)\n\n- one\n- two\n\n```\ncode\n```\n\n| h |\n|---|\n| cell |\n";
    let article = read("content/2016-01-01-a.md", text);
    assert_eq!(blocks(&article), ["A b c d & ", "one", "two", "h", "cell"]);
    let opaque: Vec<_> = article
        .prose
        .opaque
        .iter()
        .map(|range| article.prose.slice(*range))
        .collect();
    assert_eq!(opaque, ["c"]);
}

#[test]
fn a_range_of_prose_leads_back_to_the_file() {
    let text = "+++\ntitle = 'x'\n+++\nBefore *and after* it.\n\nAsh Carter said so.\n";
    let article = read("content/2016-01-01-a.md", text);
    for words in ["after", "Carter"] {
        let start = article.prose.text.find(words).expect("the words are there");
        let span = article
            .span_of(ProseRange(start, words))
            .expect("prose comes from somewhere");
        assert_eq!(&text[span.start..span.end], words);
    }
}

#[expect(non_snake_case, reason = "reads like the type it makes")]
fn ProseRange(start: usize, words: &str) -> crate::article::ProseRange {
    crate::article::ProseRange::new(start, start + words.len())
}

#[test]
fn links_inside_the_site_are_noted() {
    let text = "[a](b.md#c) [x](https://x.org/b.md) [[Ash Carter]] and [[person/ash-carter|he]] \\[[no]]\n";
    let article = read("content/2016-01-01-a.md", text);
    let found: Vec<_> = article
        .body
        .references
        .iter()
        .map(|reference| {
            (
                reference.kind,
                reference.target.as_str(),
                article.prose.slice(reference.at),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (ReferenceKind::Path, "b.md", "a"),
            (ReferenceKind::Wiki, "Ash Carter", "Ash Carter"),
            (ReferenceKind::Wiki, "person/ash-carter", "he"),
        ]
    );
    assert!(article.prose.text.ends_with("[[no]]"));
}

#[test]
fn headings_in_the_text_stand_below_the_title() {
    let article = read(
        "content/2016-01-01-a.md",
        "+++\ntitle = 'T'\n+++\nText.\n\n# One\n\n## Two\n",
    );
    let levels: Vec<_> = article
        .body
        .nodes
        .iter()
        .filter_map(|node| match &node.event {
            pulldown_cmark::Event::Start(pulldown_cmark::Tag::Heading { level, .. }) => {
                Some(*level as usize)
            }
            _ => None,
        })
        .collect();
    assert_eq!(levels, [2, 3]);
}

#[test]
fn a_parser_that_panics_costs_one_article() {
    for text in [
        "a\n:<\n  {}\n -\n",
        "",
        "\n",
        "[[",
        "[[|]]",
        "[[a|]]",
        "> - ```\n",
        "|\n|-\n",
    ] {
        let (_, diagnostics) = article(&source("content/2016-01-01-a.md", text));
        assert!(
            diagnostics
                .iter()
                .all(|diagnostic| diagnostic.code == "markdown-failed"),
            "{text:?}"
        );
    }
}

#[test]
fn the_registry_is_dossiers_and_tables() {
    let dossier = source(
        "content/entities/ash-carter.md",
        "+++\nname = 'Ash Carter'\nkind = 'person'\naliases = ['Carter', {text = 'AC', case = 'exact'}]\nborn = '1954'\n+++\nHe was.\n",
    );
    let (entities, diagnostics) = registry(&dossier);
    assert_eq!(diagnostics, []);
    assert_eq!(entities[0].id.as_str(), "person/ash-carter");
    let [description] = entities[0].description.as_slice() else {
        panic!("one text: {:?}", entities[0].description);
    };
    assert_eq!(description.value, "He was.");
    let span = description.span;
    assert_eq!(&dossier.text[span.start..span.end], "He was.");
    let tables = source(
        "content/entities/a.toml",
        "[[entity]]\nname = 'NATO'\nkind = 'organisation'\n[[entity]]\nname = 'Erbil'\nkind = 'plaice'\n[[entity]]\nkind = 'place'\nwikidata = '16'\n",
    );
    let (entities, diagnostics) = registry(&tables);
    assert_eq!(entities.len(), 1);
    let codes: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| &*diagnostic.code)
        .collect();
    assert_eq!(codes, ["bad-kind", "bad-wikidata", "entity-incomplete"]);
}

#[test]
fn links_of_a_dossier_know_their_place() {
    let file = source(
        "content/entities/a.md",
        "+++\nname = 'A'\nkind = 'person'\ndescription = 'In [[short]].'\n+++\n\nSee [[long]].\n",
    );
    let (entities, _) = registry(&file);
    let (body, prose) = dossier(&entities[0].description);
    assert_eq!(prose.text, "In short.\n\nSee long.");
    let places: Vec<&str> = body
        .references
        .iter()
        .map(|link| &file.text[link.span.start..link.span.end])
        .collect();
    assert_eq!(places, ["'In [[short]].'", "[[long]]"]);
}

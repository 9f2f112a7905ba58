//! Pictures of articles, and the cards that stand for articles where they are
//! shared.

#![expect(clippy::disallowed_methods, reason = "meets the disk")]

mod common;

use std::path::Path;

use common::{Built, Folder, build, made, made_by, options, sources};
use dateline::pipeline::Pipeline;
use dateline::source::{Asset, SourcePath};

const SITE: &str = r#"
//- dateline.toml
title = "Pictures"
SETTINGS
//- content/briefings/2016-07-09-shown.md
NATO met in Warsaw.

![A map](map.gif)
//- content/briefings/map.gif
GIF89aAAAA
//- content/briefings/unseen.gif
GIF89aAAAA
//- content/briefings/2016-07-10-second.md
NATO met again, and nobody drew it.
"#;

fn run(settings: &str) -> Built {
    let fixture = SITE.replace("SETTINGS", settings);
    made(&sources(&fixture), &options(None))
}

fn text(run: &Built, path: &str) -> String {
    run.text(path)
}

fn paths<'r>(run: &'r Built, end: &str) -> Vec<&'r str> {
    let paths = run.files.keys().map(String::as_str);
    paths.filter(|path| path.ends_with(end)).collect()
}

const BASE: &str = "base_url = \"https://example.org/sub/\"";

#[test]
fn each_article_has_a_card_once_the_site_has_an_address() {
    let run = run(BASE);
    let cards = [
        "briefings/second/card.png",
        "briefings/shown/card.png",
        "card.png",
    ];
    assert_eq!(paths(&run, "card.png"), cards);
    let page = text(&run, "briefings/shown/index.html");
    for head in [
        r#"<meta property="og:image" content="https://example.org/sub/briefings/shown/card.png">"#,
        r#"<meta property="og:image:width" content="1200">"#,
        r#"<meta property="og:image:alt" content="Shown · Pictures">"#,
        r#"<meta name="twitter:card" content="summary_large_image">"#,
        r#""image":["https://example.org/sub/briefings/map.gif","https://example.org/sub/briefings/shown/card.png"]"#,
    ] {
        assert!(page.contains(head), "{head}");
    }
    let missing = text(&run, "404.html");
    assert!(!missing.contains("og:image"));
}

#[test]
fn without_an_address_there_is_no_card() {
    let run = run("");
    assert!(paths(&run, "card.png").is_empty());
    let page = text(&run, "briefings/shown/index.html");
    assert!(!page.contains("og:image"));
    assert!(page.contains(r#"<img src="../../briefings/map.gif" alt="A map" width="16705""#));
}

#[test]
fn without_cards_the_first_picture_stands_for_its_article() {
    let run = run(&format!("{BASE}\nshare_cards = false"));
    assert!(paths(&run, "card.png").is_empty());
    let page = text(&run, "briefings/shown/index.html");
    assert!(page.contains(r#"og:image" content="https://example.org/sub/briefings/map.gif""#));
    assert!(!text(&run, "briefings/second/index.html").contains("og:image"));
}

#[test]
fn only_pictures_that_are_shown_are_copied() {
    assert_eq!(paths(&run(BASE), ".gif"), ["briefings/map.gif"]);
}

#[test]
fn two_pictures_cannot_have_one_place() {
    let fixture = format!("{SITE}//- static/briefings/MAP.gif\nGIF89aAAAA");
    let fixture = fixture.replace("SETTINGS", "");
    let run = made(&sources(&fixture), &options(None));
    let codes: Vec<_> = run.diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["duplicate-address"]);
}

/// Case doesn't tell two pictures beside articles apart, either.
#[test]
fn two_pictures_beside_articles_cannot_have_one_place() {
    let fixture = format!("{SITE}\n![Another](MAP.gif)\n//- content/briefings/MAP.gif\nGIF89aAAAA");
    let fixture = fixture.replace("SETTINGS", "");
    let run = made(&sources(&fixture), &options(None));
    let codes: Vec<_> = run.diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["duplicate-address"]);
}

/// Builds a site that shows the same picture under two names.
fn twice(one: &str, two: &str) -> Built {
    let fixture = format!("//- content/a.md\n![One]({one}) and ![Two]({two})");
    let mut sources = sources(&fixture);
    for name in [one, two] {
        sources.pictures.push(Asset {
            path: SourcePath::new(name),
            bytes: golden("static/img/shapes.jpg").into(),
        });
    }
    sources.pictures.sort_by(|a, b| a.path.cmp(&b.path));
    made(&sources, &options(None))
}

#[test]
fn smaller_pictures_have_one_place_each() {
    let run = twice("shapes.jpg", "shapes.jpeg");
    assert_eq!(run.errors(), 0, "{:?}", run.diagnostics);
    let smaller = paths(&run, ".480.jpg");
    assert_eq!(smaller.len(), 1, "{smaller:?}");
    let run = twice("Shapes.jpeg", "shapes.jpg");
    let errors: Vec<_> = run.diagnostics.iter().filter(|it| it.is_error()).collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0].code, "duplicate-address");
    assert_eq!(twice("Shapes.jpg", "shapes.jpg").errors(), 1);
}

#[test]
fn a_second_run_makes_the_same_pictures() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/pictures");
    let (sources, first) = build(&root, None);
    let mut pipeline = Pipeline::new();
    let [one, two] = [(); 2].map(|()| made_by(&mut pipeline, &sources, &options(None)));
    assert_eq!(paths(&one, "card.png").len(), 3);
    assert_eq!(paths(&one, ".480.jpg").len(), 1);
    assert!(first.files == one.files);
    assert!(one.files == two.files);
}

/// A file of the example with pictures.
fn golden(path: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/pictures");
    std::fs::read(root.join(path)).unwrap()
}

/// What lies in the output may have been cut off or changed: a build looks at
/// none of it, so that the same site has the same bytes.
#[test]
fn a_build_takes_nothing_from_the_output_of_the_one_before() {
    let site = Folder::new("//- content/a.md\n![Shapes](shapes.jpg)");
    site.write("content/shapes.jpg", golden("static/img/shapes.jpg"));
    site.dateline(&["build", "-q"]).ends_with(0);
    let fresh = site.files();
    let smaller = fresh.keys().find(|path| path.ends_with(".480.jpg"));
    site.write(smaller.unwrap(), "cut off");
    site.dateline(&["build", "-q"]).ends_with(0);
    assert!(
        site.files() == fresh,
        "the file that was cut off is still there"
    );
}

/// Pictures beside articles come from anywhere, so the largest aren't read.
#[test]
fn a_file_that_is_too_large_is_not_read() {
    let site = Folder::new("//- content/a.md\nA huge picture.");
    let file = std::fs::File::create(site.path("content/huge.gif")).unwrap();
    site.dateline(&["check", "-q"]).ends_with(0);
    // A hole that takes no room on the disk.
    file.set_len((64 << 20) + 1).unwrap();
    site.dateline(&["check", "-q"])
        .ends_with(1)
        .says("content/huge.gif")
        .says("67108865 bytes are more than the 67108864 allowed")
        .says("export it smaller, or put it into `static/`");
}

#[test]
fn a_smaller_picture_has_no_notes_of_the_camera() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/pictures");
    let original = std::fs::read(root.join("static/img/shapes.jpg")).unwrap();
    let holds = |bytes: &[u8]| bytes.windows(4).any(|window| window == b"Exif");
    assert!(holds(&original));
    let (_, run) = build(&root, None);
    let smaller = paths(&run, ".480.jpg");
    assert!(!holds(&run.files[smaller[0]]));
}

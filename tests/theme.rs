//! The frame of the pages: the site's own style, and which way text runs.

mod common;

use common::{drawn, made, options, sources};

fn page(site: &str, path: &str, base_url: Option<&str>) -> String {
    let sources = sources(site);
    let run = made(&sources, &options(base_url));
    assert_eq!(drawn(&sources, &run.diagnostics), "");
    String::from_utf8(run.files[path].clone()).unwrap()
}

const STYLED: &str = "//- dateline.toml
stylesheet = \"css/brand.css\"
//- static/css/brand.css
:root { --paper: #fff; }
//- content/a.md
+++
title = \"A\"
date = 2016-01-01
+++
It rained.
";

#[test]
fn the_sites_own_style_comes_after_the_themes() {
    for (base_url, path) in [(None, "../"), (Some("https://a.org/b/"), "/b/")] {
        let html = page(STYLED, "a/index.html", base_url);
        let styles: Vec<&str> = html
            .split("<link rel=\"stylesheet\" href=\"")
            .skip(1)
            .collect();
        assert!(
            styles[0].starts_with(&format!("{path}dateline.css\"")),
            "{}",
            styles[0]
        );
        assert!(
            styles[1].starts_with(&format!("{path}css/brand.css\"")),
            "{}",
            styles[1]
        );
    }
}

#[test]
fn a_style_that_is_not_there_is_an_error() {
    let sources = sources(&STYLED.replace("//- static/css/brand.css", "//- static/css/bran.css"));
    let run = made(&sources, &options(None));
    assert_eq!(
        drawn(&sources, &run.diagnostics),
        "error[no-stylesheet]: there is no file `css/brand.css` for `stylesheet`\n  --> dateline.toml\n  hint: did you mean `css/bran.css`?\n"
    );
}

#[test]
fn a_text_says_which_way_it_runs() {
    let site = "//- dateline.toml\ntitle = \"T\"\nlang = \"he\"\n//- content/a.md\n+++\ntitle = \"A\"\ndate = 2016-01-01\nlang = \"en\"\n+++\nIt rained.\n//- content/b.md\n+++\ntitle = \"B\"\ndate = 2016-01-02\nlang = \"fa\"\n+++\nIt rained.\n";
    let html = page(site, "a/index.html", None);
    assert!(html.contains("<html lang=\"he\" dir=\"rtl\">"), "{html}");
    assert!(html.contains("<article class=\"sheet\" lang=\"en\" dir=\"ltr\">"));
    // Labels are in the language of the text if the program speaks it, and in
    // the site's if not.
    assert!(html.contains("<div class=\"byline\">"));
    assert!(html.contains("<div class=\"side\" lang=\"en\" dir=\"ltr\">"));
    let html = page(site, "b/index.html", None);
    assert!(html.contains("<article class=\"sheet\" lang=\"fa\" dir=\"rtl\">"));
    assert!(html.contains("<div class=\"byline\" lang=\"he\" dir=\"rtl\">"));
    assert!(html.contains("<div class=\"side\">"));
}

#[test]
fn what_is_in_another_language_says_so_where_it_is_listed() {
    let site = "//- dateline.toml\ntitle = \"T\"\nlang = \"fr\"\n//- content/a.md\n+++\ntitle = \"A\"\ndate = 2016-01-01\nlang = \"en\"\n+++\nNATO met on 3 May 2015.\n//- content/b.md\n+++\ntitle = \"B\"\ndate = 2016-01-02\n+++\nIl pleuvait.\n";
    let home = page(site, "index.html", None);
    assert!(
        home.contains("<div class=\"what\" lang=\"en\">\n<h3><a href=\"./a/\">A</a>"),
        "{home}"
    );
    assert!(home.contains("<h3><a href=\"./b/\">B</a>"), "{home}");
    let timeline = page(site, "timeline/index.html", None);
    assert!(
        timeline.contains("<p class=\"fact\" lang=\"en\">"),
        "{timeline}"
    );
    let own = page(site, "a/index.html", None);
    assert!(own.contains("<p class=\"fact\"><a"), "{own}");
}

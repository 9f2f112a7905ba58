//! Promise 5: the same site makes the same bytes, wherever and however it is
//! built, and what was removed is gone.

use super::common::{Files, Folder};

const SITE: &str = r#"
//- dateline.toml
title = "Same"
base_url = "https://example.org/sub/"
//- content/a.md
+++
title = "Ministers meet"
date = 2016-02-10T23:30:00-05:00
tags = ["Défense", "Ζήτα", "İstanbul"]
story = "mission"
aliases = ["/old/a/"]
+++
Ash Carter met General John Smith and NATO ministers in Brussels on Wednesday. They will meet again by 22 February 2016.

| a | b |
|---|---|
| NATO | [[Ash Carter]] |

```rust
fn main() {}
```
//- content/b.md
+++
title = "Training begins"
date = 2016-02-12
story = "mission"
+++
General John Smith said on Thursday that training began in Erbil on 1 February 2016. See [the meeting](a.md).
//- content/c.txt
OTTAWA, Feb. 8, 2016 — Canada said that Ash Carter met NATO ministers on Sunday.
//- content/stories/mission.md
+++
title = "The mission"
+++
//- content/entities/people.toml
[[entity]]
name = "Ash Carter"
kind = "person"
//- content/entities/erbil.md
+++
name = "Erbil"
kind = "place"
aliases = ["Hewlêr"]
+++
The capital.
"#;

fn built(site: &Folder, environment: &[(&str, &str)]) -> Files {
    let arguments = ["build", "-q", "--no-cache"];
    site.run(&arguments, environment, "").ends_with(0);
    let mut files = site.files();
    files.retain(|path, _| path.starts_with("public/"));
    assert!(files.len() > 60, "{}", files.len());
    files
}

#[track_caller]
fn same(first: &Files, other: &Files, how: &str) {
    let paths = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(first), paths(other), "{how}");
    for (path, bytes) in first {
        assert!(other[path] == *bytes, "{how}: {path} differs");
    }
}

#[test]
fn the_same_bytes_in_any_folder_zone_locale_and_on_any_number_of_threads() {
    let site = Folder::new(SITE);
    let first = built(&site, &[]);
    same(&first, &built(&site, &[]), "once more");
    let elsewhere = Folder::new(SITE);
    for variables in [
        &[("TZ", "Pacific/Kiritimati")][..],
        &[("TZ", "America/St_Johns")],
        &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
        &[("LANG", "C"), ("LC_ALL", "C")],
        &[("RAYON_NUM_THREADS", "1")],
        &[("RAYON_NUM_THREADS", "2")],
        &[("RAYON_NUM_THREADS", "7")],
        &[("HOME", "/nowhere"), ("USER", "somebody")],
    ] {
        same(
            &first,
            &built(&elsewhere, variables),
            &format!("{variables:?}"),
        );
    }
    // From another working folder, into another output.
    let root = site.root().to_str().unwrap().to_owned();
    let out = elsewhere.path("deep/er/out").to_str().unwrap().to_owned();
    elsewhere
        .dateline(&["build", "-q", "--root", &root, "--output", &out])
        .ends_with(0);
    let other = super::common::files_below(&elsewhere.path("deep/er/out"));
    let other = other
        .into_iter()
        .map(|(path, bytes)| (format!("public/{path}"), bytes))
        .collect();
    same(&first, &other, "another output");
}

#[cfg(unix)]
#[test]
fn the_same_bytes_under_any_mask_of_permissions() {
    let first = built(&Folder::new(SITE), &[]);
    let site = Folder::new(SITE);
    let command = format!("umask 077 && '{}' build -q", env!("CARGO_BIN_EXE_dateline"));
    let status = std::process::Command::new("sh")
        .args(["-c", &command])
        .current_dir(site.root())
        .status();
    assert!(status.unwrap().success());
    let mut files = site.files();
    files.retain(|path, _| path.starts_with("public/"));
    same(&first, &files, "umask 077");
}

#[test]
fn no_path_of_this_machine_and_no_time_of_this_build_is_in_it() {
    let site = Folder::new(SITE);
    let folder = site
        .root()
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    let year = jiff::Timestamp::now().to_string()[..4].to_owned();
    for (path, bytes) in built(&site, &[]) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(&folder), "{path}");
        let has_year = text.contains(&format!("{year}-"));
        assert!(
            !has_year || path.contains("font") || path.ends_with(".png"),
            "{path}"
        );
    }
}

#[test]
fn an_article_that_is_removed_is_gone() {
    let site = Folder::new(SITE);
    built(&site, &[]);
    std::fs::remove_file(site.path("content/b.md")).unwrap();
    let after = built_few(&site);
    let never = Folder::new(SITE);
    std::fs::remove_file(never.path("content/b.md")).unwrap();
    same(&built_few(&never), &after, "after removal");
    assert!(!after.keys().any(|path| path.starts_with("public/b/")));
    assert!(
        after
            .values()
            .all(|bytes| !String::from_utf8_lossy(bytes).contains("Training begins"))
    );
}

fn built_few(site: &Folder) -> Files {
    site.dateline(&["build", "-q"]).ends_with(0);
    let mut files = site.files();
    files.retain(|path, _| path.starts_with("public/"));
    files
}

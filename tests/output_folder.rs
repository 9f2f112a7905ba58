//! Nobody else's file is removed or written over, whatever is named as the
//! output; and two builds never mix.

#![expect(clippy::disallowed_methods, reason = "meets the disk")]

mod common;

use std::fs;
use std::path::Path;

use common::{Answer, Folder, files_below};

const SITE: &str = "\
//- dateline.toml
title = \"Briefings\"
//- content/briefings/2016-07-09-warsaw.md
# The summit in Warsaw

NATO met in Warsaw on Friday.
";

const OTHER: &str = "# Another day\n\nText.\n";

/// A build that is refused, says why, and changes nothing.
#[track_caller]
fn refused(site: &Folder, arguments: &[&str], why: &str) -> Answer {
    let before = site.files();
    let answer = site.dateline(&[&["build"], arguments].concat());
    let answer = answer.ends_with(2).says(why);
    assert_eq!(site.files(), before, "{arguments:?}");
    answer
}

const FOREIGN: &str = "holds files that Dateline didn't make";

#[test]
fn a_folder_of_others_is_not_touched() {
    let site = Folder::new(SITE);
    site.write("public/thesis.txt", "years of work");
    refused(&site, &["--output", "public"], FOREIGN);
    refused(&site, &["--output", "public/"], FOREIGN);
    refused(&site, &["--output", "./content/../public/."], FOREIGN);
}

#[test]
fn a_file_is_not_replaced() {
    let site = Folder::new(SITE);
    site.write("file", "not a folder");
    for output in ["file", "file/", "file/public", "dateline.toml"] {
        let before = site.files();
        site.dateline(&["build", "--output", output]).ends_with(2);
        assert_eq!(site.files(), before, "{output}");
    }
}

#[test]
fn an_empty_folder_is_taken() {
    let site = Folder::new(SITE);
    fs::create_dir(site.path("empty")).unwrap();
    site.dateline(&["build", "--output", "empty/"]).ends_with(0);
    assert!(site.has("empty/index.html"));
}

#[test]
fn a_folder_that_only_says_it_is_ours_is_not_touched() {
    let site = Folder::new(SITE);
    site.write("public/thesis.txt", "years of work");
    for forged in [
        "",
        "Dateline made this folder; each build replaces everything in it.\n",
        "thesis.txt\n",
    ] {
        site.write("public/.dateline", forged);
        refused(&site, &[], FOREIGN);
    }
    fs::remove_file(site.path("public/.dateline")).unwrap();
    fs::create_dir(site.path("public/.dateline")).unwrap();
    refused(&site, &[], FOREIGN);
    site.write("public/.dateline/note.txt", "text");
    refused(&site, &[], FOREIGN);
}

#[test]
fn a_file_put_into_a_built_site_is_never_removed() {
    let put = ["CNAME", "briefings/warsaw/notes.txt", "drafts/a/thesis.txt"];
    for path in put {
        let site = Folder::new(SITE);
        site.dateline(&["build"]).ends_with(0);
        site.write(&format!("public/{path}"), "years of work");
        // Nothing changed, so nothing is replaced.
        site.dateline(&["build"]).ends_with(0);
        assert_eq!(site.read(&format!("public/{path}")), "years of work");
        site.write("content/2016-07-10-other.md", OTHER);
        let name = path.split("/a/").next().unwrap();
        let name = name.strip_suffix("/thesis.txt").unwrap_or(name);
        let answer = refused(&site, &[], FOREIGN).says(&format!("`{name}`"));
        answer.says("move them to `static/`");
        fs::remove_file(site.path(&format!("public/{path}"))).unwrap();
        let _ = fs::remove_dir_all(site.path("public/drafts"));
        site.dateline(&["build"]).ends_with(0);
        assert!(site.has("public/other/index.html"));
    }
}

#[test]
fn what_file_managers_leave_is_no_file_of_others() {
    let site = Folder::new(SITE);
    site.dateline(&["build"]).ends_with(0);
    site.write("public/.DS_Store", "");
    site.write("public/briefings/Thumbs.db", "");
    let before: Vec<String> = names(site.root());
    site.write("content/2016-07-10-other.md", OTHER);
    site.dateline(&["build"]).ends_with(0);
    assert_eq!(names(site.root()), before);
}

#[test]
fn a_repository_is_not_replaced() {
    let site = Folder::new(SITE);
    site.dateline(&["build"]).ends_with(0);
    site.write("public/.git/HEAD", "ref: refs/heads/pages");
    refused(&site, &[], "repository");
    site.dateline(&["build", "--output", "elsewhere"])
        .ends_with(0);
}

/// Two folders deep, so that a guard that fails can harm nothing else.
#[test]
fn the_site_itself_is_not_replaced() {
    let folder = Folder::new(&SITE.replace("//- ", "//- outer/site/"));
    let root = folder.path("outer/site");
    let root = root.to_str().unwrap();
    let spellings = [
        "outer/site",
        "outer/site/",
        "outer",
        "outer/site/..",
        "outer/site/content/..",
        "outer/./site/content/../../site",
        root,
    ];
    let refuse = |output: &str| {
        let arguments = ["--root", root, "--output", output];
        refused(&folder, &arguments, "holds the site itself");
    };
    for output in &spellings {
        refuse(output);
    }
    folder.write("outer/site/.dateline", "even with a marker");
    refuse(root);
}

#[test]
#[cfg(unix)]
fn the_whole_disk_and_the_home_folder_are_not_replaced() {
    let site = Folder::new(SITE);
    refused(&site, &["--output", "/"], "holds the site itself");
    refused(&site, &["--output", "/.."], "holds the site itself");
    let home = Folder::new("//- thesis.txt\nyears of work\n");
    let around = home.root().join("x").join("..");
    fs::create_dir(home.path("x")).unwrap();
    for output in [home.root(), &around] {
        let arguments = ["build", "--output", output.to_str().unwrap()];
        let home_folder = [("HOME", home.root().to_str().unwrap())];
        let answer = site.run(&arguments, &home_folder, "");
        answer.ends_with(2).says("holds the home folder");
    }
    assert_eq!(home.files().len(), 1);
}

#[test]
fn what_the_site_is_made_from_is_not_replaced() {
    let site = Folder::new(SITE);
    fs::create_dir_all(site.path("public")).unwrap();
    for output in [
        "content",
        "content/",
        "Content",
        "CONTENT/briefings",
        "content/briefings/new",
        "static",
        "Static/x",
        "templates/public",
        "./public/../content/x",
    ] {
        refused(
            &site,
            &["--output", output],
            "holds what the site is made from",
        );
    }
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_to_a_folder_of_others_is_not_followed() {
        let site = Folder::new(SITE);
        let other = Folder::new("//- thesis.txt\nyears of work\n");
        symlink(other.root(), site.path("public")).unwrap();
        site.dateline(&["build"]).ends_with(2).says(FOREIGN);
        site.dateline(&["build", "--output", "public/"])
            .ends_with(2);
        assert_eq!(other.read("thesis.txt"), "years of work\n");
        assert_eq!(other.files().len(), 1);
    }

    #[test]
    fn a_link_to_what_the_site_is_made_from_is_refused() {
        let site = Folder::new(SITE);
        for (target, why) in [
            (".", "holds the site itself"),
            ("..", "holds the site itself"),
            ("content", "holds what the site is made from"),
            ("content/briefings", "holds what the site is made from"),
        ] {
            let _ = fs::remove_file(site.path("public"));
            symlink(target, site.path("public")).unwrap();
            refused(&site, &[], why);
        }
        let _ = fs::remove_file(site.path("public"));
        symlink("nowhere", site.path("public")).unwrap();
        refused(&site, &[], FOREIGN);
    }

    #[test]
    fn a_link_to_an_empty_or_built_folder_stays_a_link() {
        let site = Folder::new(SITE);
        let other = Folder::new("");
        fs::create_dir(other.path("site")).unwrap();
        symlink(other.path("site"), site.path("public")).unwrap();
        for text in [OTHER, "# Other words\n"] {
            site.write("content/2016-07-10-other.md", text);
            site.dateline(&["build"]).ends_with(0);
            assert!(site.path("public").is_symlink());
            assert!(other.has("site/other/index.html") || other.has("site/other-words/index.html"));
            assert_eq!(names(other.root()), ["site"]);
        }
    }

    #[test]
    fn a_link_put_into_a_built_site_is_not_followed() {
        let site = Folder::new(SITE);
        let other = Folder::new("//- thesis.txt\nyears of work\n");
        site.dateline(&["build"]).ends_with(0);
        symlink(other.root(), site.path("public/link")).unwrap();
        site.write("content/2016-07-10-other.md", OTHER);
        refused(&site, &[], FOREIGN).says("`link`");
        assert_eq!(other.files().len(), 1);
    }

    #[test]
    fn links_in_place_of_the_files_of_a_build_are_not_followed() {
        let site = Folder::new(SITE);
        let other = Folder::new("//- thesis.txt\nyears of work\n");
        for name in [
            ".public.dateline-lock",
            ".public.dateline-new",
            ".public.dateline-old",
        ] {
            for target in [other.path("thesis.txt"), other.root().to_path_buf()] {
                symlink(target, site.path(name)).unwrap();
                site.dateline(&["build"]);
                assert_eq!(other.read("thesis.txt"), "years of work\n");
                assert_eq!(other.files().len(), 1);
                assert!(site.path(name).is_symlink(), "{name}");
                fs::remove_file(site.path(name)).unwrap();
            }
        }
    }
}

#[test]
fn others_in_place_of_the_folders_of_a_build_are_not_removed() {
    for name in [".public.dateline-new", ".public.dateline-old"] {
        let site = Folder::new(SITE);
        site.write(&format!("{name}/thesis.txt"), "years of work");
        refused(&site, &[], "is in the way");
    }
    let site = Folder::new(SITE);
    site.write(".public.dateline-lock", "years of work");
    refused(&site, &[], "is in the way");
}

#[test]
fn what_a_killed_build_left_is_removed_by_the_next() {
    let site = Folder::new(SITE);
    site.write(".public.dateline-lock", "");
    site.write(".public.dateline-new/.dateline-unfinished", "");
    site.write(".public.dateline-new/briefings/half.html", "<!doc");
    site.dateline(&["build"]).ends_with(0);
    assert_eq!(
        names(site.root()),
        [".dateline-cache", "content", "dateline.toml", "public"]
    );
}

/// The test holds the lock as a build at work does.
#[test]
fn a_second_build_waits_for_the_first_and_then_refuses() {
    let site = Folder::new(SITE);
    site.write(".public.dateline-lock", "");
    let file = fs::File::options()
        .write(true)
        .open(site.path(".public.dateline-lock"))
        .unwrap();
    file.lock().unwrap();
    let answer = refused(&site, &[], "another build is writing `./public`");
    answer.says("--output");
    let waited = std::thread::scope(|scope| {
        let second = scope.spawn(|| site.dateline(&["build"]));
        std::thread::sleep(std::time::Duration::from_millis(300));
        assert!(!site.has("public"));
        file.unlock().unwrap();
        second.join().unwrap()
    });
    waited.ends_with(0);
    assert_eq!(
        names(site.root()),
        [".dateline-cache", "content", "dateline.toml", "public"]
    );
}

#[test]
fn builds_at_once_leave_a_whole_site() {
    let site = Folder::new(SITE);
    site.dateline(&["build"]).ends_with(0);
    let expected = files_below(&site.path("public"));
    fs::remove_dir_all(site.path("public")).unwrap();
    std::thread::scope(|scope| {
        let builds: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| site.dateline(&["build"])))
            .collect();
        for build in builds {
            build.join().unwrap().ends_with(0);
        }
    });
    assert_eq!(files_below(&site.path("public")), expected);
    assert_eq!(
        names(site.root()),
        [".dateline-cache", "content", "dateline.toml", "public"]
    );
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

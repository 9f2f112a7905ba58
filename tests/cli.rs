//! The program as its users meet it: arguments, exit codes, files, streams.

#![expect(clippy::disallowed_methods, reason = "meets the disk")]

mod common;

use std::fs;
use std::path::Path;

use common::{Folder, files_below};
use serde_json::{Value, json};

const SITE: &str = "\
//- dateline.toml
title = \"Briefings\"
base_url = \"https://example.org/sub/\"
//- content/briefings/2016-07-09-warsaw.md
# The summit in Warsaw

NATO met in Warsaw on Friday.
";

const BAD: &str = "+++\ntilte = \"A slip\"\ndate = 2016-07-10\n+++\nText.\n";
const DOUBTFUL: &str = "# No date\n\nNATO met.\n";

mod build {
    use super::*;

    #[test]
    fn writes_the_site_with_its_marker() {
        let site = Folder::new(SITE);
        let answer = site.dateline(&["build"]).ends_with(0);
        assert!(answer.stdout.starts_with("Built 1 article, "), "{answer:?}");
        assert_eq!(answer.stderr, "");
        assert!(
            site.read("public/.dateline")
                .starts_with("Dateline made this folder")
        );
        assert!(
            site.read("public/briefings/warsaw/index.html")
                .contains("/sub/dateline.css")
        );
    }

    #[test]
    fn a_removed_article_is_gone() {
        let site = Folder::new(SITE);
        site.write("content/2016-07-10-other.md", "# Other\n\nText.\n");
        site.dateline(&["build"]).ends_with(0);
        assert!(site.has("public/other/index.html"));
        fs::remove_file(site.path("content/2016-07-10-other.md")).unwrap();
        site.dateline(&["build"]).ends_with(0);
        assert!(!site.has("public/other"));
    }

    #[test]
    fn leaves_nothing_beside_the_site() {
        let site = Folder::new(SITE);
        let before: Vec<String> = site.files().into_keys().collect();
        site.dateline(&["build"]).ends_with(0);
        let after = site
            .files()
            .into_keys()
            .filter(|path| !path.starts_with("public/"));
        assert_eq!(after.collect::<Vec<_>>(), before);
    }

    #[test]
    fn quiet_says_nothing_and_timings_more() {
        let site = Folder::new(SITE);
        let answer = site.dateline(&["build", "-q"]).ends_with(0);
        assert_eq!((answer.stdout.as_str(), answer.stderr.as_str()), ("", ""));
        let answer = site.dateline(&["build", "--no-cache", "--timings"]);
        answer.ends_with(0).says("annotate ").says("article pages ");
    }

    #[test]
    fn errors_leave_the_old_site_as_it_is() {
        let site = Folder::new(SITE);
        site.dateline(&["build"]).ends_with(0);
        let before = files_below(&site.path("public"));
        site.write("content/bad.md", BAD);
        let answer = site.dateline(&["build"]).ends_with(1);
        let answer = answer
            .says("unknown key `tilte`")
            .says("hint: did you mean `title`?");
        answer
            .says("1 error, 0 warnings")
            .says("nothing was written");
        assert_eq!(files_below(&site.path("public")), before);
    }

    #[test]
    fn errors_make_no_folder() {
        let site = Folder::new(SITE);
        site.write("content/bad.md", BAD);
        let before = site.files();
        site.dateline(&["build"]).ends_with(1);
        assert_eq!(site.files(), before);
    }

    #[test]
    fn goes_where_it_is_told() {
        let site = Folder::new(SITE);
        let elsewhere = Folder::new("");
        let output = elsewhere.path("deep/site");
        site.dateline(&["build", "--output", output.to_str().unwrap()])
            .ends_with(0);
        assert!(output.join("index.html").is_file() && !site.has("public"));
        let root = site.root().to_str().unwrap();
        elsewhere.dateline(&["build", "--root", root]).ends_with(0);
        assert!(site.has("public/index.html") && !elsewhere.has("public"));
    }

    #[test]
    fn the_base_url_of_the_command_line_wins() {
        let site = Folder::new(SITE);
        site.dateline(&["build", "--base-url", "https://example.com/other"])
            .ends_with(0);
        assert!(
            site.read("public/robots.txt")
                .contains("https://example.com/other/sitemap.xml")
        );
    }

    #[test]
    fn drafts_and_the_future_on_demand() {
        let site = Folder::new(SITE);
        site.write(
            "content/draft.md",
            "+++\ndraft = true\ndate = 2016-07-10\n+++\nText.\n",
        );
        site.write("content/2100-01-01-later.md", "Text.\n");
        for (arguments, expected) in [
            (&["build"][..], [false, false]),
            (&["build", "--drafts"], [true, false]),
            (&["build", "--future"], [false, true]),
            (&["build", "--drafts", "--future"], [true, true]),
        ] {
            site.dateline(arguments).ends_with(0);
            let found =
                ["draft", "later"].map(|slug| site.has(&format!("public/{slug}/index.html")));
            assert_eq!(found, expected, "{arguments:?}");
        }
    }

    #[test]
    fn without_content_there_is_nothing_to_build() {
        let site = Folder::new("//- dateline.toml\ntitle = \"Empty\"\n");
        site.dateline(&["build"])
            .ends_with(1)
            .says("there is no folder `content/`");
        assert!(!site.has("public"));
        fs::create_dir(site.path("content")).unwrap();
        site.dateline(&["build"]).ends_with(0);
        assert!(
            site.read("public/index.html")
                .contains("Nothing is published yet")
        );
    }

    #[test]
    fn an_old_address_takes_no_page_away() {
        let taken = [
            "index.html",
            "404.html",
            "atom.xml",
            "robots.txt",
            "dateline.css",
            "api/articles.json",
            "briefings/warsaw/",
            "briefings/warsaw/index.html",
            "entities/index.html",
            "timeline/",
        ];
        let is_refused = |alias: &&str| {
            let site = Folder::new(SITE);
            let text = format!("+++\ndate = 2016-07-10\naliases = [\"/{alias}\"]\n+++\nText.\n");
            site.write("content/other.md", text);
            let answer = site.dateline(&["build"]);
            answer.code == Some(1) && answer.stderr.contains("aliases = ")
        };
        let refused: Vec<&str> = taken.into_iter().filter(is_refused).collect();
        assert_eq!(refused, taken);
    }

    #[test]
    fn a_static_file_takes_no_page_away() {
        let taken = [
            "index.html",
            "Atom.xml",
            "briefings/warsaw/index.html",
            "briefings",
            "timeline",
        ];
        let is_refused = |path: &&str| {
            let site = Folder::new(SITE);
            site.write(&format!("static/{path}"), "text");
            let answer = site.dateline(&["build"]);
            answer.code == Some(1) && answer.stderr.contains(&format!("static/{path}"))
        };
        let refused: Vec<&str> = taken.into_iter().filter(is_refused).collect();
        assert_eq!(refused, taken);
    }
}

mod exit_code {
    use super::*;

    #[test]
    fn two_when_it_could_not_run() {
        let site = Folder::new(SITE);
        for arguments in [
            &[][..],
            &["bild"],
            &["build", "--rot", "."],
            &["build", "--quiet", "--verbose"],
            &["build", "--format", "xml"],
            &["build", "--root", "nowhere"],
            &["build", "--root", "dateline.toml"],
            &["check", "--root", "nowhere"],
            &["build", "--base-url", "example.org"],
            &["build", "--base-url", "ftp://example.org/"],
            &["check", "--base-url", "https://example.org/?a"],
            &["new", "letter", "A"],
            &["new", "article", "A", "--root", "nowhere"],
            &["new", "entity", "A", "--kind", "animal"],
            &["annotate", "nowhere.jsonl"],
            &["annotate", "--root", "nowhere"],
        ] {
            let answer = site.dateline(arguments).ends_with(2);
            assert_eq!(answer.stdout, "", "{arguments:?}");
            assert_ne!(answer.stderr, "", "{arguments:?}");
        }
        assert!(!site.has("public"));
    }

    #[test]
    fn a_bad_epoch_is_said() {
        let site = Folder::new(SITE);
        let answer = site.run(&["build"], &[("SOURCE_DATE_EPOCH", "tomorrow")], "");
        answer.ends_with(2).says("`SOURCE_DATE_EPOCH=tomorrow`");
    }

    #[test]
    fn zero_for_help_and_version() {
        let site = Folder::new("");
        let help = site.dateline(&["--help"]).ends_with(0).stdout;
        for command in ["build", "serve", "check", "new", "init", "annotate"] {
            assert!(
                help.contains(&format!("\n  {command} ")),
                "{command} in {help}"
            );
        }
        let version = site.dateline(&["--version"]).ends_with(0).stdout;
        assert_eq!(version, format!("dateline {}\n", env!("CARGO_PKG_VERSION")));
    }

    #[test]
    fn one_for_warnings_only_when_strict() {
        let site = Folder::new(SITE);
        site.write("content/doubtful.md", DOUBTFUL);
        for command in ["check", "build"] {
            site.dateline(&[command])
                .ends_with(0)
                .says("warning[no-date]");
            fs::remove_dir_all(site.path("public")).ok();
            let answer = site.dateline(&[command, "--strict"]).ends_with(1);
            answer.says("0 errors, 1 warning");
            assert!(!site.has("public"), "{command}");
        }
    }
}

mod check {
    use super::*;

    #[test]
    fn writes_nothing() {
        let site = Folder::new(SITE);
        let before = site.files();
        let answer = site.dateline(&["check"]).ends_with(0);
        assert!(
            answer.stdout.starts_with("Checked 1 article, "),
            "{answer:?}"
        );
        site.write("content/bad.md", BAD);
        site.dateline(&["check"]).ends_with(1);
        fs::remove_file(site.path("content/bad.md")).unwrap();
        assert_eq!(site.files(), before);
    }

    #[test]
    fn says_what_build_says() {
        let site = Folder::new(SITE);
        site.write("content/bad.md", BAD);
        site.write("content/doubtful.md", DOUBTFUL);
        let check = site.dateline(&["check", "--format", "json"]).ends_with(1);
        let build = site.dateline(&["build", "--format", "json"]).ends_with(1);
        assert_eq!(check.stdout, build.stdout);
    }

    #[test]
    fn json_is_one_object_a_line() {
        let site = Folder::new(SITE);
        site.write("content/bad.md", BAD);
        site.write("content/doubtful.md", DOUBTFUL);
        let answer = site.dateline(&["check", "--format", "json"]).ends_with(1);
        assert_eq!(
            lines(&answer.stdout),
            [
                json!({
                    "severity": "error", "code": "unknown-key",
                    "message": "unknown key `tilte` in the front matter of an article",
                    "file": "content/bad.md", "line": 2, "column": 1, "text": "tilte",
                    "hint": "did you mean `title`?",
                }),
                json!({
                    "severity": "warning", "code": "no-date",
                    "message": "this article has no date, so \"Wednesday\" or \"last month\" in it can't be placed",
                    "file": "content/doubtful.md", "line": 1, "column": 1, "text": "",
                    "hint": "add `date = 2016-02-08` to the front matter, or begin the file's name with `2016-02-08-`",
                }),
            ]
        );
    }
}

mod odd_files {
    use super::*;

    #[test]
    fn not_utf8() {
        let site = Folder::new(SITE);
        site.write("content/latin.md", b"# Qu\xe9bec\n");
        site.write("content/wide.md", b"\xff\xfe#\0 \0Q\0");
        let answer = site.dateline(&["build", "--format", "json"]).ends_with(1);
        let found: Vec<String> = lines(&answer.stdout)
            .iter()
            .map(|line| line["message"].to_string())
            .collect();
        assert_eq!(
            found,
            [
                "\"line 1 is not UTF-8: the file looks like Latin-1 or Windows-1252\"",
                "\"line 1 is not UTF-8: the file looks like UTF-16 (little end first)\"",
            ]
        );
    }

    #[test]
    fn too_large() {
        let site = Folder::new(SITE);
        site.write("content/large.md", "");
        let file = fs::File::options()
            .write(true)
            .open(site.path("content/large.md"));
        file.unwrap().set_len(33 << 20).unwrap();
        let answer = site.dateline(&["build"]).ends_with(1);
        answer.says("error[unreadable]").says("content/large.md");
    }

    #[test]
    fn other_files_are_passed_over() {
        let site = Folder::new(SITE);
        site.write("content/notes.pdf", [0xff, 0xd8]);
        site.write("content/.hidden.md", BAD);
        site.write("content/.git/config.md", BAD);
        let answer = site.dateline(&["build"]).ends_with(0);
        answer
            .says("warning[passed-over]")
            .says("content/notes.pdf");
    }

    #[test]
    #[cfg(unix)]
    fn unreadable() {
        use std::os::unix::fs::PermissionsExt;
        let site = Folder::new(SITE);
        let path = site.path("content/closed.md");
        site.write("content/closed.md", "Text.\n");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        // The superuser may read everything.
        if fs::read(&path).is_err() {
            let answer = site.dateline(&["build"]).ends_with(1);
            answer.says("error[unreadable]").says("content/closed.md");
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_pipe_is_not_waited_for() {
        let site = Folder::new(SITE);
        for path in ["content/pipe.md", "static/pipe", "templates/pipe.html"] {
            let path = site.path(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let made = std::process::Command::new("mkfifo").arg(path).status();
            assert!(made.unwrap().success());
        }
        let answer = site.dateline(&["build"]).ends_with(0);
        let answer = answer.says("content/pipe.md").says("static/pipe");
        answer
            .says("templates/pipe.html")
            .says("neither a file nor a folder");
    }

    #[test]
    #[cfg(unix)]
    fn pipes_and_sockets_in_place_of_folders_and_settings_are_not_opened() {
        let site = Folder::new("//- content/2016-07-09-a.md\n# Seen\n");
        let mkfifo = |path: &str| {
            let made = std::process::Command::new("mkfifo")
                .arg(site.path(path))
                .status();
            assert!(made.unwrap().success());
        };
        mkfifo("static");
        mkfifo("content/pipe");
        std::os::unix::fs::symlink("pipe", site.path("content/link.md")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(site.path("content/socket.md"));
        let answer = site.dateline(&["build"]).ends_with(0);
        let answer = answer.says("static").says("it is no folder");
        answer.says("content/link.md").says("content/socket.md");
        mkfifo("dateline.toml");
        let answer = site.dateline(&["check"]).ends_with(1);
        answer.says("error[unreadable]").says("dateline.toml");
    }

    #[test]
    #[cfg(unix)]
    fn links_in_a_circle_and_to_devices_are_not_followed() {
        use std::os::unix::fs::symlink;
        let site = Folder::new(SITE);
        fs::create_dir(site.path("static")).unwrap();
        symlink(".", site.path("content/circle")).unwrap();
        symlink("self.md", site.path("content/self.md")).unwrap();
        symlink("..", site.path("static/up")).unwrap();
        symlink("/dev/zero", site.path("static/zero.bin")).unwrap();
        symlink("/etc/passwd", site.path("static/passwd.txt")).unwrap();
        let mut answer = site.dateline(&["build"]).ends_with(0);
        for path in [
            "content/circle",
            "content/self.md",
            "static/up",
            "static/zero.bin",
            "static/passwd.txt",
        ] {
            answer = answer.says(path);
            let name = path.split_once('/').unwrap().1;
            assert!(!site.has(&format!("public/{name}")), "{path}");
        }
    }

    #[test]
    fn a_static_file_that_is_too_large_is_refused_unread() {
        let site = Folder::new(SITE);
        site.write("static/large.bin", "");
        let file = fs::File::options()
            .write(true)
            .open(site.path("static/large.bin"));
        file.unwrap().set_len(1 << 40).unwrap();
        let answer = site.dateline(&["build"]).ends_with(1);
        answer.says("static/large.bin").says("bytes are more than");
    }

    #[test]
    #[cfg(unix)]
    fn names_that_other_systems_cannot_have_are_refused_or_made_safe() {
        for name in ["con", "aux.txt", "a.", "a ", "a:b", "what?", "nul.tar.gz"] {
            let site = Folder::new(SITE);
            site.write(&format!("static/{name}"), "text");
            let answer = site.dateline(&["build"]).ends_with(1);
            answer.says("error[bad-address]");
        }
        let site = Folder::new(SITE);
        site.write("content/con/2016-07-10-aux.md", "# A device\n\nText.\n");
        let long = "ä very long title ".repeat(500);
        site.write("content/2016-07-10-long.md", format!("# {long}\n\nText.\n"));
        site.dateline(&["build"]).ends_with(0);
        assert!(site.has("public/x-con/x-aux/index.html"));
    }

    #[test]
    fn old_addresses_that_other_systems_cannot_have_are_refused() {
        for alias in ["con/old", "nul.html", "a./b", &"a".repeat(256)] {
            let site = Folder::new(SITE);
            let text = format!("+++\ndate = 2016-07-10\naliases = [\"/{alias}/\"]\n+++\nText.\n");
            site.write("content/other.md", text);
            let answer = site.dateline(&["build"]).ends_with(1);
            answer.says("error[bad-alias]");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn names_that_differ_only_in_form_or_case_are_refused() {
        for (one, other) in [
            ("static/\u{e9}.txt", "static/e\u{301}.txt"),
            ("static/\u{c9}.txt", "static/e\u{301}.txt"),
            (
                "content/2016-07-09-\u{e9}.md",
                "content/2016-07-09-e\u{301}.md",
            ),
        ] {
            let site = Folder::new(SITE);
            site.write(one, "text");
            site.write(other, "text");
            let answer = site.dateline(&["build"]).ends_with(1);
            answer.says("error[bad-file-name]");
        }
        let site = Folder::new(SITE);
        site.write("static/a.txt", "text");
        site.write("static/A.txt", "text");
        let answer = site.dateline(&["build"]).ends_with(1);
        answer.says("error[duplicate-address]");
    }

    #[test]
    fn the_list_of_a_built_site_is_nobody_elses_file() {
        let site = Folder::new(SITE);
        site.write("static/.dateline", "mine");
        let answer = site.dateline(&["build"]).ends_with(0);
        answer.says("warning[passed-over]").says("static/.dateline");
        assert!(site.read("public/.dateline").starts_with("Dateline made"));
        site.dateline(&["build"]).ends_with(0);
    }

    #[test]
    #[cfg(unix)]
    fn links_out_of_the_site_are_not_followed() {
        use std::os::unix::fs::symlink;
        let site = Folder::new(SITE);
        let secret = Folder::new("//- secret.md\n# Secret\n");
        fs::create_dir(site.path("static")).unwrap();
        symlink(
            secret.path("secret.md"),
            site.path("content/2016-01-01-file.md"),
        )
        .unwrap();
        symlink(secret.root(), site.path("content/folder")).unwrap();
        symlink(secret.path("secret.md"), site.path("static/file.txt")).unwrap();
        symlink("nowhere", site.path("content/nowhere.md")).unwrap();
        let answer = site.dateline(&["build"]).ends_with(0);
        let answer = answer
            .says("content/2016-01-01-file.md")
            .says("content/folder");
        answer.says("static/file.txt").says("content/nowhere.md");
        check_no_secret(&site);
    }

    #[test]
    #[cfg(unix)]
    fn nor_are_settings_and_whole_folders() {
        use std::os::unix::fs::symlink;
        let secret = Folder::new(
            "//- dateline.toml\ntitle = \"Secret\"\n//- folder/2016-01-01-secret.md\n# Secret\n",
        );
        for (from, to) in [
            ("dateline.toml", "dateline.toml"),
            ("folder", "content/entities"),
            ("folder", "content"),
            ("folder", "static"),
        ] {
            let site = Folder::new("//- content/2016-07-09-a.md\n# Seen\n");
            if to == "content" {
                fs::rename(site.path("content"), site.path("old")).unwrap();
            }
            symlink(secret.path(from), site.path(to)).unwrap();
            let answer = site.dateline(&["build"]);
            if to == "dateline.toml" {
                answer.ends_with(1).says("error[unreadable]");
                assert!(!site.has("public"));
            } else {
                check_no_secret(&site);
            }
        }
    }

    #[cfg(unix)]
    fn check_no_secret(site: &Folder) {
        for (path, bytes) in files_below(&site.path("public")) {
            let text = String::from_utf8_lossy(&bytes);
            assert!(
                !path.contains("secret") && !text.contains("Secret"),
                "{path}"
            );
        }
    }

    #[test]
    #[cfg(unix)]
    fn links_inside_the_site_are() {
        let site = Folder::new(SITE);
        site.write("texts/inside.md", "# Inside\n");
        std::os::unix::fs::symlink(
            "../texts/inside.md",
            site.path("content/2016-01-01-inside.md"),
        )
        .unwrap();
        let answer = site.dateline(&["build"]).ends_with(0);
        assert_eq!(answer.stderr, "");
        assert!(site.read("public/inside/index.html").contains("Inside"));
    }
}

mod same_bytes {
    use super::*;

    /// The repository's own site, built with a clock that stands still.
    fn built(root: &Path, epoch: &str) -> common::Files {
        let folder = Folder::new("");
        let root = root.to_str().unwrap();
        let arguments = [
            "build",
            "--root",
            root,
            "--output",
            "site",
            "--base-url",
            "https://example.org/",
        ];
        folder
            .run(&arguments, &[("SOURCE_DATE_EPOCH", epoch)], "")
            .ends_with(0);
        files_below(&folder.path("site"))
    }

    #[test]
    fn twice_and_from_two_folders() {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let first = built(own, "1500000000");
        assert!(first.len() > 100);
        assert!(first == built(own, "1500000000"), "two builds differ");
        let copy = Folder::new("");
        for part in ["content", "static", "templates"] {
            for (path, bytes) in files_below(&own.join(part)) {
                copy.write(&format!("a copy/{part}/{path}"), bytes);
            }
        }
        copy.write(
            "a copy/dateline.toml",
            fs::read(own.join("dateline.toml")).unwrap(),
        );
        let other = built(&copy.path("a copy"), "1500000000");
        assert!(first == other, "a build depends on its folder");
    }

    #[test]
    fn the_epoch_is_the_clock() {
        let site = Folder::new(SITE);
        let has_article = |epoch| {
            site.run(&["build"], &[("SOURCE_DATE_EPOCH", epoch)], "")
                .ends_with(0);
            site.has("public/briefings/warsaw/index.html")
        };
        // The article is of 9 July 2016, which began at 1468022400.
        assert!(!has_article("1468022399"));
        assert!(has_article("1468022400"));
    }
}

mod init {
    use super::*;

    #[test]
    fn makes_a_site_without_a_warning() {
        let site = Folder::new("");
        site.dateline(&["init"]).ends_with(0);
        site.dateline(&["build", "--strict"]).ends_with(0);
        assert!(
            site.read("public/briefings/first-briefing/index.html")
                .contains("data-entity=")
        );
        assert!(!site.has(".github"));
    }

    #[test]
    fn in_a_folder_of_its_own() {
        let site = Folder::new("");
        site.dateline(&["init", "new/site", "--github"])
            .ends_with(0);
        let workflow = site.read("new/site/.github/workflows/pages.yml");
        assert!(workflow.contains("dateline build --base-url"));
        let build = site.dateline(&[
            "build",
            "--root",
            "new/site",
            "--strict",
            "--base-url",
            "https://example.org/",
        ]);
        assert_eq!(build.ends_with(0).stderr, "");
    }

    #[test]
    fn twice_is_refused() {
        let site = Folder::new("");
        site.dateline(&["init"]).ends_with(0);
        site.write("dateline.toml", "title = \"Mine\"\n");
        let before = site.files();
        site.dateline(&["init", "--github"])
            .ends_with(2)
            .says("is there already");
        assert_eq!(site.files(), before);
    }

    #[test]
    fn one_file_in_the_way_is_enough() {
        let site = Folder::new("//- content/entities/people.toml\n");
        site.dateline(&["init"])
            .ends_with(2)
            .says("people.toml` is there already");
        assert_eq!(site.files().len(), 1);
    }
}

mod new {
    use super::*;

    #[test]
    fn begins_what_check_takes() {
        let site = Folder::new(SITE);
        for (what, name, end) in [
            ("article", "A \"new\" \\ mission", "-a-new-mission.md"),
            (
                "entity",
                "Stéphane Dion",
                "content/entities/stephane-dion.md",
            ),
            ("story", "The mission", "content/stories/the-mission.md"),
        ] {
            let path = site.dateline(&["new", what, name]).ends_with(0).stdout;
            assert!(path.trim_end().ends_with(end), "{path}");
            assert!(site.has(path.trim_end()), "{path}");
        }
        let answer = site
            .dateline(&["check", "--strict", "--drafts", "--future"])
            .ends_with(0);
        assert!(
            answer.stdout.starts_with("Checked 2 articles, "),
            "{answer:?}"
        );
    }

    #[test]
    fn writes_over_nothing() {
        let site = Folder::new(SITE);
        for what in ["article", "entity", "story"] {
            let path = site
                .dateline(&["new", what, "The mission"])
                .ends_with(0)
                .stdout;
            site.write(path.trim_end(), "my words");
            site.dateline(&["new", what, "The MISSION!"])
                .ends_with(2)
                .says("is there already");
            assert_eq!(site.read(path.trim_end()), "my words");
        }
    }

    #[test]
    fn stays_in_the_site() {
        let site = Folder::new(SITE);
        let path = site.dateline(&["new", "entity", "../../etc/passwd", "--kind", "place"]);
        assert_eq!(
            path.ends_with(0).stdout,
            "./content/entities/etc-passwd.md\n"
        );
    }

    #[test]
    fn needs_a_site() {
        let folder = Folder::new("");
        folder
            .dateline(&["new", "story", "A"])
            .ends_with(2)
            .says("`dateline init`");
        assert_eq!(folder.files().len(), 0);
    }
}

mod annotate {
    use super::*;

    fn annotated(input: &str) -> Vec<Value> {
        lines(
            &Folder::new("")
                .run(&["annotate"], &[], input)
                .ends_with(0)
                .stdout,
        )
    }

    #[test]
    fn a_record_in_a_record_out() {
        let input = json!({"id": "x1", "text": "Ash Carter met NATO ministers on Wednesday.", "date": "2016-02-11"});
        let found = &annotated(&format!("{input}\n"))[0];
        let keys: Vec<&String> = found.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["entities", "events", "id", "times"]);
        assert_eq!(found["id"], "x1");
        assert_eq!(
            found["entities"][1],
            json!({"start": 15, "end": 19, "text": "NATO", "kind": "organisation", "id": "organisation/nato", "name": "NATO", "how": "gazetteer", "confidence": 0.95})
        );
        assert_eq!(
            found["times"],
            json!([{"start": 33, "end": 42, "text": "Wednesday", "type": "DATE", "value": "2016-02-10", "mod": null}])
        );
        let event = &found["events"][0];
        assert_eq!(
            (&event["when"], &event["planned"]),
            (&json!("2016-02-10"), &json!(false))
        );
        assert_eq!((&event["start"], &event["end"]), (&json!(0), &json!(43)));
    }

    #[test]
    fn nothing_in_nothing_out() {
        assert_eq!(annotated(""), [] as [Value; 0]);
        assert_eq!(annotated("\n \n"), [] as [Value; 0]);
        let empty = json!({"id": 1, "entities": [], "times": [], "events": []});
        assert_eq!(annotated(r#"{"id": 1, "text": ""}"#), [empty]);
    }

    #[test]
    fn the_order_is_kept() {
        let record = |id: usize| {
            let text = "NATO met on 3 May 2015. ".repeat(1 + (id * 7) % 40);
            format!("{}\n", json!({"id": id, "text": text}))
        };
        let input: String = (0..2000).map(record).collect();
        let ids = annotated(&input)
            .into_iter()
            .map(|line| line["id"].as_u64().unwrap());
        assert!(ids.eq(0..2000));
    }

    #[test]
    fn a_bad_line_is_an_error_in_its_place() {
        let input = [
            r#"{"id": "a", "text": "NATO met."}"#,
            "nonsense",
            r#"{"id": "b"}"#,
            r#"{"id": {"n": 1}, "text": "NATO met.", "date": "8/2/16"}"#,
            r#"{"text": "NATO met."}"#,
            r#"{"id": "c", "text": "NATO met."}"#,
        ];
        let answer = Folder::new("")
            .run(&["annotate"], &[], &input.join("\n"))
            .ends_with(1);
        let found = lines(&answer.stdout);
        let ids: Vec<&Value> = found.iter().map(|line| &line["id"]).collect();
        assert_eq!(json!(ids), json!(["a", null, "b", {"n": 1}, null, "c"]));
        let bad: Vec<bool> = found.iter().map(|line| line["error"].is_string()).collect();
        assert_eq!(bad, [false, true, true, true, true, false]);
        answer
            .says("standard input, line 2: ")
            .says("standard input, line 4: not a date: 8/2/16");
    }

    #[test]
    fn offsets_are_code_points_of_the_text_as_given() {
        let text = "  😀 São Tomé e\u{301}\r\n\r\nAngela Merkel met NATO — “Ünited” — on 3 May 2021.\tÇa va: NATO.\u{2028}Canada\u{a0}and NATO\n";
        let found = &annotated(&json!({"id": 1, "text": text}).to_string())[0];
        let mut count = 0;
        for list in ["entities", "times", "events"] {
            for part in found[list].as_array().unwrap() {
                let place = |key: &str| usize::try_from(part[key].as_u64().unwrap()).unwrap();
                let (start, end) = (place("start"), place("end"));
                let words: String = text.chars().skip(start).take(end - start).collect();
                assert_eq!(part["text"], words);
                count += 1;
            }
        }
        assert!(count >= 6, "{found:#}");
    }

    /// The dateline says when the text was written, and of nothing when it was.
    #[test]
    fn a_dateline_is_no_event() {
        let text = "OTTAWA, Feb. 10, 2016 — Canada joined NATO in 1949.";
        let found =
            &annotated(&json!({"id": 1, "text": text, "date": "2016-02-10"}).to_string())[0];
        let events = found["events"].as_array().unwrap().iter();
        let dates: Vec<&Value> = events.map(|event| &event["when"]).collect();
        assert_eq!(dates, ["1949"]);
    }

    #[test]
    fn entities_do_not_overlap_and_share_an_id() {
        let text = "Angela Merkel spoke. Merkel left NATO’s Parliamentary Assembly. The United States and the United Nations Security Council heard Ms. Merkel.";
        let found = &annotated(&json!({"id": 1, "text": text}).to_string())[0];
        let entities = found["entities"].as_array().unwrap();
        for pair in entities.windows(2) {
            assert!(
                pair[0]["end"].as_u64() <= pair[1]["start"].as_u64(),
                "{pair:#?}"
            );
        }
        let merkel = entities
            .iter()
            .filter(|entity| entity["text"].as_str().unwrap().ends_with("Merkel"));
        let ids: Vec<&Value> = merkel.map(|entity| &entity["id"]).collect();
        assert_eq!(ids, ["person/angela-merkel"; 3]);
    }

    #[test]
    fn a_long_text() {
        let text = "Angela Merkel met NATO ministers on 3 May 2021. ".repeat(20_000);
        let found = &annotated(&json!({"id": 1, "text": text}).to_string())[0];
        assert_eq!(found["times"].as_array().unwrap().len(), 20_000);
    }

    #[test]
    fn files_one_after_the_other() {
        let folder =
            Folder::new("//- a\n{\"id\": 1, \"text\": \"\"}\n//- b\n{\"id\": 2, \"text\": \"\"}\n");
        let answer = folder.dateline(&["annotate", "b", "a"]).ends_with(0);
        let ids: Vec<Value> = lines(&answer.stdout)
            .iter()
            .map(|line| line["id"].clone())
            .collect();
        assert_eq!(ids, [2, 1]);
    }

    #[test]
    fn the_registry_of_a_site() {
        let site = Folder::new(SITE);
        site.write(
            "content/entities/x.toml",
            "[[entity]]\nname = \"zebra\"\nkind = \"product\"\n",
        );
        let answer = site.run(
            &["annotate", "--root", "."],
            &[],
            r#"{"id": 1, "text": "A zebra."}"#,
        );
        assert_eq!(
            lines(&answer.ends_with(0).stdout)[0]["entities"][0]["id"],
            "product/zebra"
        );
    }

    #[test]
    fn html() {
        let record = r#"{"id": 1, "title": "<b>", "text": "NATO & 3 May 2021"}"#;
        let answer = Folder::new("")
            .run(&["annotate", "--format", "html"], &[], record)
            .ends_with(0);
        assert_eq!(
            answer.stdout,
            "<article><h1>&lt;b&gt;</h1>\n<p><mark class=\"e e-organisation\" data-entity=\"organisation/nato\">NATO</mark> &amp; <span class=\"t\" data-value=\"2021-05-03\">3 May 2021</span></p>\n</article>\n"
        );
    }

    #[test]
    #[cfg(unix)]
    fn a_closed_pipe_ends_it() {
        let folder = Folder::new("");
        let line = "{\"id\": 1, \"text\": \"NATO met.\"}\n";
        folder.write("records", line.repeat(20_000));
        let shell = format!(
            "'{}' annotate records | head -n 1",
            env!("CARGO_BIN_EXE_dateline")
        );
        let output = std::process::Command::new("sh")
            .args(["-c", &shell])
            .current_dir(folder.root())
            .output();
        let output = output.unwrap();
        assert_eq!(lines(&String::from_utf8_lossy(&output.stdout)).len(), 1);
        assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
    }
}

/// The lines of a text as JSON.
fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

//! Promise 6: strict UTF-8, dates unambiguous or refused, nothing set twice.

use super::common::Folder;
use super::{TEXT, survives, with_keys};

const GOOD: &str = "+++\ntitle = \"Café\"\ndate = 2016-02-10\n+++\n\nCafé “naïve” at NATO.\n";

fn utf_16(text: &str, encode: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(encode).collect()
}

#[track_caller]
fn check(bytes: &[u8], code: i32, says: &str) {
    let site = Folder::new("//- content/b.md\n+++\ntitle = 'B'\ndate = 2016-02-10\n+++\nB.\n");
    site.write("content/a.md", bytes);
    let answer = site.dateline(&["build", "-q"]).ends_with(code).says(says);
    if code == 0 {
        assert!(
            site.read("public/a/index.html").contains("Café"),
            "{}",
            answer.stderr
        );
    } else {
        answer.says("content/a.md").says("hint: ");
    }
}

#[test]
fn utf_8_is_read_with_mark_and_any_line_ends() {
    check(GOOD.as_bytes(), 0, "");
    check(format!("\u{feff}{GOOD}").as_bytes(), 0, "");
    check(GOOD.replace('\n', "\r\n").as_bytes(), 0, "");
    check(GOOD.replace('\n', "\r").as_bytes(), 0, "");
    check(GOOD.replace("+++\n\n", "+++\r\n\r").as_bytes(), 0, "");
}

#[test]
fn other_encodings_are_named_with_their_line() {
    let marked = |text: &str| format!("\u{feff}{text}");
    check(
        &utf_16(&marked(GOOD), u16::to_le_bytes),
        1,
        "UTF-16 (little",
    );
    check(&utf_16(&marked(GOOD), u16::to_be_bytes), 1, "UTF-16 (big");
    check(&utf_16(GOOD, u16::to_le_bytes), 1, "UTF-16 (little");
    check(&utf_16(GOOD, u16::to_be_bytes), 1, "UTF-16 (big");
    let plain = GOOD.replace(|c: char| !c.is_ascii(), "");
    check(&utf_16(&plain, u16::to_le_bytes), 1, "UTF-16 (little");
    check(&utf_16(&plain, u16::to_be_bytes), 1, "UTF-16 (big");
    let wide: Vec<u8> = marked(GOOD)
        .chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect();
    check(&wide, 1, "UTF-32");
    let latin: Vec<u8> = GOOD
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'"'))
        .collect();
    check(
        &latin,
        1,
        "line 2 is not UTF-8: the file looks like Latin-1",
    );
    let windows = [&GOOD.as_bytes()[..20], b"\x93x\x94"].concat();
    check(&windows, 1, "Windows-1252");
    for bad in [
        &b"\xc0\xaf"[..],
        b"\xe0\x80\xaf",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xe2\x82",
        b"\xff",
    ] {
        check(&[b"A.\n\nB ", bad].concat(), 1, "line 3 is not UTF-8");
    }
    check(b"A.\n\0B.\n", 1, "line 2 is not UTF-8");
    check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 1, "a binary file");
}

/// What can't be seen and steers doesn't come through, and that is said.
#[test]
fn steering_characters_are_left_out_with_a_warning() {
    let steering = r"\u0000\u001b[31m\u0085\u202e\uFFFE";
    let keys = format!(
        "title = \"Ti{steering}tle\"\ndate = 2016-02-10\nsummary = \"S{steering}\"\ntags = [\"t{steering}\"]\nlang = \"en{steering}\"\nauthors = [\"A{steering}\"]"
    );
    let text = "A\u{1}\u{1b}b \u{202e}c\u{202c} d\u{85}e &#x202E;f <b title=\"&#x202e;\">g</b>\n\n## H\u{2067}\n\n`x\u{202d}`";
    let fixture = format!(
        "//- dateline.toml\ntitle = \"S{steering}\"\nbase_url = \"https://example.org/\"\n{}",
        with_keys(&keys, text)
    );
    let (site, answer) = survives(&fixture);
    answer
        .ends_with(0)
        .says("warning[steering-character]")
        .says("content/a.md:10");
    for (path, bytes) in site.files() {
        let is_text = !path.ends_with(".png") && path.starts_with("public/");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(
            !is_text || !text.contains(dateline::steering::is_steering),
            "{path}"
        );
    }
}

#[test]
fn dates_are_unambiguous_or_refused() {
    for bad in [
        "2016-02-30",
        "2015-02-29",
        "2016-13-01",
        "02/03/2016",
        "3.4.2016",
        "03-04-2016",
        "2016-02-10T24:00:00Z",
        "2016-02-10T25:61:00Z",
        "0000-01-01",
        "10000-01-01",
        "-2016-01-01",
        "2016",
        "2016-02",
        "2016-2-1",
        "20160210",
        "Feb 10 2016",
        "yesterday",
        "1e3",
        "2016-02-10T10:00:00+99:00",
        "\u{662}\u{660}\u{661}\u{666}-02-10",
    ] {
        for key in ["date", "updated", "embargo", "expires"] {
            let (_, answer) = survives(&format!(
                "//- content/a.md\n---\ntitle: A\n{key}: {bad}\n---\n{TEXT}\n"
            ));
            answer
                .ends_with(1)
                .says("is not a date")
                .says("content/a.md:3");
        }
    }
    for good in [
        "2016-02-10",
        "2016-02-29",
        "2016-02-10T10:00:00+01:00",
        "2016-02-10 10:00",
        "9999-12-31",
        "0001-01-01",
    ] {
        let (_, answer) = survives(&format!(
            "//- content/a.md\n---\ntitle: A\ndate: {good}\n---\n{TEXT}\n"
        ));
        assert_eq!(answer.code, Some(0), "{good}: {}", answer.stderr);
    }
}

/// YAML takes none of these for something else.
#[test]
fn words_stay_words() {
    let fixture = "//- content/a.md\n---\ntitle: NO\ndate: 2016-02-10\ntags: [no, yes, on, off]\nauthors: [0o17, 08]\n---\nText.\n";
    let (site, answer) = survives(fixture);
    answer.ends_with(0);
    let page = site.read("public/a/index.html");
    for word in [">NO<", ">no<", ">yes<", ">on<", ">off<"] {
        assert!(page.contains(word), "{word}");
    }
    for (draft, code) in [("yes", 1), ("no", 1), ("'true'", 1), ("1", 1), ("true", 0)] {
        let (_, answer) = survives(&format!(
            "//- content/a.md\n---\ntitle: A\ndate: 2016-02-10\ndraft: {draft}\n---\nText.\n"
        ));
        assert_eq!(answer.code, Some(code), "{draft}");
    }
}

#[test]
fn what_is_set_twice_is_refused() {
    let toml = |keys: &str| with_keys(keys, TEXT);
    let yaml = |keys: &str| format!("//- content/a.md\n---\n{keys}\n---\n{TEXT}\n");
    let again = "//- content/b.md\n+++\ntitle = 'B'\ndate = 2016-02-10\nslug = 'a'\n+++\nB.\n";
    let entity = |id: &str, name: &str| {
        format!("[[entity]]\nid = 'person/{id}'\nname = '{name}'\nkind = 'person'\n")
    };
    for (fixture, code) in [
        (toml("title = 'A'\ntitle = 'B'"), "duplicate-key"),
        (toml("[extra]\na = 1\n[extra]\nb = 1"), "duplicate-key"),
        (yaml("title: A\ntitle: B"), "duplicate-key"),
        (yaml("title: A\nextra: {a: 1, a: 2}"), "duplicate-key"),
        (
            format!("{}{again}", toml("title = 'A'")),
            "duplicate-address",
        ),
        (
            format!(
                "//- content/entities/r.toml\n{}{}{}",
                entity("x", "Ada Byron"),
                entity("x", "Jean Sammet"),
                toml("title = 'A'")
            ),
            "duplicate-entity",
        ),
    ] {
        survives(&fixture).1.ends_with(1).says(code);
    }
}

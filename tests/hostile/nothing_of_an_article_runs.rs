//! Promise 7: nothing that an article says runs, anywhere that it is shown.

use super::common::{Files, Folder};
use super::{TEXT, survives};

/// What would run if some place forgot to escape it.
const PAYLOADS: [&str; 14] = [
    "\"><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "' onload=alert(1) x='",
    "\" onmouseover=\"alert(1)",
    "</title><svg onload=alert(1)>",
    "]]><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ 7 * 7 }}{% include \"base.html\" %}",
    "\u{2028}alert(1)",
    "=cmd|' /C calc'!A0",
    "x\r\nBEGIN:VALARM\r\nTRIGGER:x",
    "<img src=x onerror=alert(1)>",
    "A.*(B|C)+[x]{1,9}$^\\d",
];

fn site(payload: &str) -> String {
    let q = serde_json::to_string(payload).unwrap();
    let entity = format!("[[entity]]\nname = {q}\nkind = \"person\"\n");
    format!(
        r#"//- dateline.toml
title = {q}
description = {q}
publisher = {q}
base_url = "https://example.org/sub/"
//- content/a.md
+++
title = {q}
date = 2016-02-10
updated = 2016-02-11
summary = {q}
authors = [{q}]
tags = [{q}]
story = "s"
[[source]]
title = {q}
url = "https://example.com/"
publisher = {q}
author = {q}
licence = {q}
[[events]]
quote = "NATO in Brussels"
date = "2016-02-10"
label = {q}
[[corrections]]
date = 2016-02-11
text = {q}
+++

{TEXT} {payload}

## {payload}

[{payload}](https://example.com/ "{payload}") `{payload}` [[person/ash-carter|{payload}]]

| {payload} |
|---|
| {payload} |

x[^1]

[^1]: {payload}
//- content/b.md
+++
title = "B"
date = 2016-02-09
story = "s"
+++
{TEXT} See [it](a.md).
//- content/stories/s.md
+++
title = {q}
summary = {q}
+++
{payload}
//- content/entities/ash-carter.md
+++
name = "Ash Carter"
kind = "person"
aliases = [{q}]
short = {q}
office = {q}
+++
{payload}
//- content/entities/r.toml
{}
"#,
        entity.replace(
            &q,
            &serde_json::to_string(&format!("Bo {payload}")).unwrap()
        )
    )
}

fn built(fixture: &str) -> Option<Files> {
    let (site, answer) = survives(fixture);
    let mut files = site.files();
    files.retain(|path, _| path.starts_with("public/"));
    (answer.code == Some(0)).then_some(files)
}

#[test]
fn whatever_its_fields_hold() {
    for payload in PAYLOADS {
        let files = built(&site(payload)).unwrap_or_else(|| panic!("{payload} was refused"));
        for (path, bytes) in &files {
            let Ok(text) = std::str::from_utf8(bytes) else {
                continue;
            };
            let extension = path.rsplit('.').next().unwrap_or_default();
            match extension {
                "html" => page_is_inert(path, text),
                "xml" => xml_is_whole(path, text),
                "json" => drop(serde_json::from_str::<serde_json::Value>(text).expect(path)),
                "jsonl" => text.lines().for_each(|line| {
                    drop(serde_json::from_str::<serde_json::Value>(line).expect(path));
                }),
                "ics" => calendar_is_whole(path, text),
                "csv" => no_cell_is_a_formula(path, text),
                _ => {}
            }
        }
    }
}

/// Every tag of a page is one that the theme or the cleaner writes.
#[track_caller]
fn page_is_inert(path: &str, html: &str) {
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(comment) = after.strip_prefix("!--") {
            panic!("{path}: a comment: {}", &comment[..comment.len().min(80)]);
        }
        let tag = tag(after);
        let name: String = tag.0.to_ascii_lowercase();
        let attribute = |name: &str| {
            tag.1
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.as_str())
        };
        assert!(
            !matches!(
                name.as_str(),
                "iframe" | "object" | "embed" | "base" | "style"
            ),
            "{path}: <{name}>"
        );
        for (key, value) in &tag.1 {
            assert!(
                !key.starts_with("on") && key != "style" && key != "srcdoc",
                "{path}: {key}=\"{value}\""
            );
            if matches!(
                key.as_str(),
                "href" | "src" | "action" | "cite" | "formaction"
            ) {
                assert!(
                    dateline::address::is_safe(value) || value.starts_with("webcal:"),
                    "{path}: {key}=\"{value}\""
                );
            }
        }
        rest = tag.2;
        if name == "script" {
            let (script, after) = rest.split_once("</script>").expect(path);
            if attribute("type") == Some("application/ld+json") {
                assert!(!script.contains('<'), "{path}: {script}");
                serde_json::from_str::<serde_json::Value>(script).expect(path);
            } else {
                assert!(
                    attribute("src").is_some_and(|src| src.ends_with(".js")),
                    "{path}: {script}"
                );
                assert_eq!(script.trim(), "", "{path}");
            }
            rest = after;
        }
    }
}

/// Name, attributes and what follows of what stands after `<`.
fn tag(text: &str) -> (&str, Vec<(String, String)>, &str) {
    let end = text
        .find(|c: char| c.is_whitespace() || c == '>' || c == '/' && !text.starts_with('/'))
        .unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (name, attributes, after);
        }
        if rest.is_empty() {
            return (name, attributes, rest);
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '=' | '>'))
            .unwrap_or(rest.len());
        let (key, after) = rest.split_at(end.max(1));
        rest = after;
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix("=\"") {
            let (text, after) = after.split_once('"').unwrap_or((after, ""));
            value = text.replace("&#x2F;", "/").replace("&amp;", "&");
            rest = after;
        } else if let Some(after) = rest.strip_prefix('=') {
            let end = after
                .find(|c: char| c.is_whitespace() || c == '>')
                .unwrap_or(after.len());
            after[..end].clone_into(&mut value);
            rest = &after[end..];
        }
        attributes.push((key.to_ascii_lowercase(), value));
    }
}

/// Its tags nest, and no character stands in it that XML has not.
#[track_caller]
fn xml_is_whole(path: &str, xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    for part in xml.split('<').skip(1) {
        let (tag, _) = part
            .split_once('>')
            .unwrap_or_else(|| panic!("{path}: {part}"));
        if tag.starts_with(['?', '!']) || tag.ends_with('/') {
            assert!(!tag.starts_with("![CDATA["), "{path}");
        } else if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{path}");
        } else {
            open.push(tag.split_whitespace().next().unwrap_or(tag));
        }
    }
    assert!(open.is_empty(), "{path}: {open:?}");
    assert!(!xml.contains("<script"), "{path}");
    for entity in xml.split('&').skip(1) {
        let name = entity.split(';').next().unwrap_or_default();
        let is_known =
            matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") || name.starts_with('#');
        assert!(is_known, "{path}: &{name}");
    }
}

#[track_caller]
fn calendar_is_whole(path: &str, calendar: &str) {
    let unfolded = calendar.replace("\r\n ", "");
    assert!(
        !unfolded
            .lines()
            .any(|line| line.starts_with("BEGIN:VALARM") || line.starts_with("TRIGGER")),
        "{path}"
    );
    assert_eq!(
        calendar.matches('\n').count(),
        calendar.matches("\r\n").count(),
        "{path}"
    );
    unfolded
        .parse::<icalendar::Calendar>()
        .unwrap_or_else(|error| panic!("{path}: {error}"));
}

#[track_caller]
fn no_cell_is_a_formula(path: &str, table: &str) {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(table.as_bytes());
    for row in reader.records() {
        for cell in &row.expect(path) {
            let is_number = cell.parse::<f64>().is_ok();
            assert!(
                is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{path}: {cell}"
            );
        }
    }
}

#[test]
fn whatever_raw_html_it_holds() {
    let html = [
        "<svg onload=alert(1)>",
        "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<template><script>alert(1)</script></template>",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<object data=x>",
        "<embed src=x>",
        "<meta http-equiv=refresh content=\"0;url=//example.com\">",
        "<base href=//example.com>",
        "<style>*{}</style>",
        "<p style=\"position:fixed\">",
        "<details open ontoggle=alert(1)>",
        "<input autofocus onfocus=alert(1)>",
        "<button popovertarget=\"x\" formaction=\"javascript:x\">",
        "<form id=x><input name=action></form>",
        "<plaintext>",
        "<title>x</title><script>",
        "<body onload=x>",
        "</main></body></html><script>alert(1)</script>",
        "<textarea></textarea><script>",
        "<!--><script>alert(1)</script>-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<scr<script>ipt>alert(1)</script>",
        "<IMG SRC=JaVaScRiPt:x>",
        "<select><script>x</script></select>",
        "<p/onclick=x>",
        "<img srcset=\"javascript:x 1x\">",
        "<q cite=\"javascript:x\">q</q>",
        "<video poster=\"javascript:x\"></video>",
    ];
    let text: String = html
        .iter()
        .map(|html| format!("Before {html} after Ash Carter.\n\n{html}\n\n- {html}\n\n"))
        .collect();
    let fixture = format!(
        "//- content/a.md\n+++\ntitle = 'A'\ndate = 2016-02-10\n+++\n\n{text}\n//- content/entities/x.md\n+++\nname = \"Ash Carter\"\nkind = \"person\"\n+++\n{text}"
    );
    let files = built(&fixture).expect("raw HTML is no error");
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        page_is_inert(path, &String::from_utf8_lossy(bytes));
    }
    // One by one as well, since each may close what another has opened.
    for html in html {
        let files = built(&super::article(&format!(
            "Before {html} after.\n\n{html}\n"
        )))
        .unwrap_or_default();
        let page = &files["public/a/index.html"];
        page_is_inert(html, &String::from_utf8_lossy(page));
    }
}

#[test]
fn whatever_addresses_it_holds() {
    let urls = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java&#x09;script:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        " javascript:alert(1)",
        "\u{1}javascript:alert(1)",
        "data:text/html,x",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:x",
        "view-source:x",
        "feed:javascript:alert(1)",
        "jar:x",
        "intent:x",
        "javascript://%0aalert(1)",
    ];
    for url in urls {
        let q = serde_json::to_string(url).unwrap();
        let text = format!(
            "[x]({url}) [y](<{url}>) <{url}> ![i]({url}) [r][r]\n\n[r]: <{url}>\n\n<a href=\"{url}\">h</a> <img src=\"{url}\"> <q cite=\"{url}\">q</q> <del cite=\"{url}\">d</del>"
        );
        let keys = format!("title = 'A'\ndate = 2016-02-10\n[source]\nurl = {q}\narchive = {q}");
        let Some(files) = built(&super::with_keys(&keys, &text)) else {
            continue;
        };
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
            page_is_inert(path, &String::from_utf8_lossy(bytes));
        }
    }
}

#[test]
fn templates_never_run_on_content() {
    let text = "{{ 7 * 7 }} {% for i in range(end=9) %}x{% endfor %} {# c #}";
    let (site, answer) = survives(&super::article(text));
    answer.ends_with(0);
    assert!(
        site.read("public/a/index.html")
            .contains("{{ 7 * 7 }} {% for i in range(end=9) %}x{% endfor %} {# c #}")
    );
    let html = Folder::new(&super::article(TEXT));
    let record = serde_json::json!({"id": "\"><script>", "text": "<script>alert(1)</script> NATO"});
    let answer = html
        .run(&["annotate", "--format", "html"], &[], &record.to_string())
        .ends_with(0);
    assert!(!answer.stdout.contains("<script"), "{}", answer.stdout);
}

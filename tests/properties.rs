//! Promises held to what nobody thought of: `proptest` makes up the input, and
//! shrinks what breaks one. What broke one before is kept in
//! `proptest-regressions/` and asked again first.

mod promises;

use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

use dateline::address;
use dateline::annotate::{Knowledge, Stems, terms};
use dateline::article::{Prose, ProseRange, StoryChoice};
use dateline::config::BaseUrl;
use dateline::date::{Moment, Qualifier, When};
use dateline::entity::{EntityId, Kind};
use dateline::output::OutputPath;
use dateline::parse;
use dateline::render::weave::Mark;
use dateline::slug::{is_slug, slugify};
use dateline::steering::unsteered;
use jiff::civil::Date;
use promises::files::source;
use promises::{annotations, dates, files, pages};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::FileFailurePersistence;
use serde_json::{Value, json};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::of(&[]));

/// So many cases, or more where `PROPTEST_CASES` asks for more.
fn cases(cases: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    ProptestConfig {
        cases: cases.max(asked.cases),
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            "proptest-regressions/properties.txt",
        ))),
        ..asked
    }
}

/// Words of the news, and what stands between them.
const WORDS: &[&str] = &[
    "NATO",
    "Ash",
    "Carter",
    "Harjit Sajjan",
    "Sajjan",
    "Canada",
    "the",
    "and",
    "met",
    "said",
    "in",
    "Mosul",
    "Brussels",
    "Mr. Smith",
    "Jan Smith",
    "Smith",
    "U.S.",
    "Acme Corp.",
    "on Wednesday",
    "yesterday",
    "by Feb. 22",
    "since 2014",
    "30 February 2016",
    "5 May 2015",
    "from March to May",
    "last week",
    "02/03/2016",
    "two years ago",
    "will",
    "left",
    "É",
    "été",
    "\u{1f600}",
    "北京",
    "\u{301}",
    "\u{a0}",
    "'s",
    "\u{2019}s",
    "\"",
    "\u{201c}",
    "(",
    ")",
    ",",
    ".",
    "?",
    ";",
    "-",
    "\u{2014}",
    "1,378",
    "a",
    "I",
    "\t",
    "\r",
    "\0",
    "<",
    "&",
    "&amp;",
    "|",
    "*",
    "_",
    "[",
    "]",
    "`",
    "\\",
    "#",
    "~",
    "!",
    ":",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => select(WORDS).prop_map(str::to_owned),
        1 => any::<String>(),
        2 => "[A-Z][a-zé]{0,7}",
    ]
}

/// Words that Markdown leaves as they are.
fn plain_word() -> impl Strategy<Value = String> {
    let is_plain = |word: &&&str| {
        word.chars()
            .all(|c| c.is_alphanumeric() || " .,'".contains(c))
    };
    select(WORDS.iter().filter(is_plain).copied().collect::<Vec<_>>()).prop_map(str::to_owned)
}

/// Prose: words and now and then the end of a line or of a paragraph.
fn prose() -> impl Strategy<Value = String> {
    let gap = prop_oneof![10 => Just(" "), 2 => Just(". "), 1 => Just("\n"), 1 => Just("\n\n"), 1 => Just("")];
    vec((word(), gap), 0..40).prop_map(|words| {
        let pairs = words.into_iter();
        pairs.fold(String::new(), |text, (word, gap)| text + &word + gap)
    })
}

/// The text of one line with mark-up in it.
fn inline() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![6 => plain_word(), 2 => word()];
    leaf.prop_recursive(3, 24, 5, |inner| {
        let some = vec(inner, 1..5).prop_map(|parts| parts.join(" "));
        prop_oneof![
            4 => some.clone(),
            2 => some.clone().prop_map(|text| format!("*{text}*")),
            2 => some.clone().prop_map(|text| format!("**{text}**")),
            1 => some.clone().prop_map(|text| format!("~~{text}~~")),
            1 => some.clone().prop_map(|text| format!("`{text}`")),
            1 => some.clone().prop_map(|text| format!("[{text}](/a/ 'b')")),
            1 => some.clone().prop_map(|text| format!("[[{text}]]")),
            1 => some.clone().prop_map(|text| format!("[{text}](javascript:x)")),
            1 => some.clone().prop_map(|text| format!("![{text}](a.gif)")),
            1 => some.clone().prop_map(|text| format!("{text}[^1]")),
            1 => some.clone().prop_map(|text| format!("{text}\\\n{text}")),
            1 => some.prop_map(|text| format!("<b>{text}</b>")),
        ]
    })
}

/// Markdown: blocks of every kind, nested.
fn markdown() -> impl Strategy<Value = String> {
    let code = "[a-z {}\"\n]{0,20}".prop_map(|code| format!("```json\n{code}\n```"));
    let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let leaf = prop_oneof![
        6 => inline(),
        1 => (1usize..7, inline()).prop_map(|(level, text)| format!("{} {text}", "#".repeat(level))),
        1 => code,
        1 => vec(plain_word(), 2).prop_map(move |cells| format!("{}\n|:--|--:|\n{}", row(&cells), row(&cells))),
        1 => Just("---".to_owned()),
        1 => inline().prop_map(|text| format!("[^1]: {text}")),
        1 => inline().prop_map(|text| format!("<div>\n{text}\n</div>")),
    ];
    let block = leaf.prop_recursive(3, 16, 4, |inner| {
        let some = vec(inner, 1..4).prop_map(|blocks| blocks.join("\n\n"));
        let indented = |first: &'static str| {
            move |text: String| format!("{first}{}", text.replace('\n', "\n    "))
        };
        prop_oneof![
            some.clone()
                .prop_map(|text| format!("> {}", text.replace('\n', "\n> "))),
            some.clone().prop_map(indented("-   ")),
            some.clone().prop_map(indented("1.  ")),
            some.prop_map(indented("- [x] ")),
        ]
    });
    vec(block, 0..5).prop_map(|blocks| blocks.join("\n\n"))
}

/// Cuts blocks of prose into stretches, and some of these into links.
fn marks(prose: &Prose, cuts: &[(Index, Index)]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for block in &prose.blocks {
        let chars = prose.slice(block.at).char_indices();
        let bounds: Vec<usize> = chars
            .map(|(at, _)| block.at.start + at)
            .chain([block.at.end])
            .collect();
        let mut ends: Vec<usize> = cuts
            .iter()
            .map(|(cut, _)| bounds[cut.index(bounds.len())])
            .collect();
        ends.sort_unstable();
        ends.dedup();
        for (pair, (_, inner)) in ends.windows(2).zip(cuts) {
            let outer = ProseRange::new(pair[0], pair[1]);
            marks.push(pages::mark(outer, marks.len(), false));
            let inside: Vec<usize> = bounds
                .iter()
                .copied()
                .filter(|at| (pair[0]..pair[1]).contains(at))
                .collect();
            let start = inside[inner.index(inside.len())];
            marks.push(pages::mark(
                ProseRange::new(start, pair[1]),
                marks.len(),
                true,
            ));
        }
    }
    marks
}

/// Text of a form, without the characters that are left out of a file, with a
/// warning.
fn said(form: &'static str) -> impl Strategy<Value = String> {
    let text = form.prop_map(|text| unsteered(&text).trim().to_owned());
    text.prop_filter("it says something", |text| !text.is_empty())
}

fn day() -> impl Strategy<Value = Date> {
    (1i16..=9999, 1i8..=12, 1i8..=31)
        .prop_filter_map("a day of the calendar", |(year, month, day)| {
            Date::new(year, month, day).ok()
        })
}

fn recent_day() -> impl Strategy<Value = Date> {
    (1950i16..2050, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d))
}

/// Dates of every grain, before they are qualified.
fn plain_when() -> impl Strategy<Value = When> {
    let single =
        (0u8..9, day(), 1i8..=4).prop_filter_map("one that exists", |(grain, day, part)| {
            let year = day.year();
            match grain {
                0 => Some(When::day(day)),
                1 => When::week_of(day),
                2 => When::month(year, day.month()),
                3 => When::season(year, part),
                4 => When::quarter(year, part),
                5 => When::half(year, part),
                6 => When::year(year),
                7 => When::decade(year / 10 * 10),
                _ => When::century(year / 100 * 100),
            }
        });
    let single = single.boxed();
    let two = (single.clone(), proptest::option::of(single));
    two.prop_filter_map("no range backwards", |(from, to)| match to {
        Some(to) => When::range(from, to),
        None => Some(from),
    })
}

fn qualifier() -> impl Strategy<Value = Option<Qualifier>> {
    proptest::option::of(select(&[
        Qualifier::Approximate,
        Qualifier::Until,
        Qualifier::Since,
        Qualifier::Early,
        Qualifier::Mid,
        Qualifier::Late,
    ]))
}

/// The days that a text of one expression means.
fn days_in(text: &str, dateline: Date) -> Vec<(Date, Date)> {
    let prose = Prose::from_plain(text);
    let sentences = dateline::annotate::sentences::sentences(&prose);
    let tagged = dateline::annotate::time::tag(&prose.text, &sentences, Some(dateline));
    let whens = tagged.expressions.iter().filter_map(|time| time.when);
    whens.map(|when| (when.earliest(), when.latest())).collect()
}

/// Free data in front matter.
fn data() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        (-1e6..1e6).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::btree_map("[a-z_-]{1,6}|[ -~]{0,4}|é", inner, 0..3)
                .prop_map(|map| map.into_iter().collect()),
        ]
    })
}

/// JSON as a value of TOML.
fn toml(value: &Value) -> String {
    match value {
        Value::Array(values) => format!(
            "[{}]",
            values.iter().map(toml).collect::<Vec<_>>().join(", ")
        ),
        Value::Object(map) => {
            let entry =
                |(key, value): (&String, &Value)| format!("{} = {}", text(key), toml(value));
            format!(
                "{{ {} }}",
                map.iter().map(entry).collect::<Vec<_>>().join(", ")
            )
        }
        Value::String(string) => text(string),
        other => other.to_string(),
    }
}

/// A text as both formats and JSON quote it; only JSON leaves DEL bare.
fn text(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    quoted.chars().fold(String::new(), |mut safe, c| {
        if c.is_control() || c == '\u{feff}' || c == '\u{2028}' || c == '\u{2029}' {
            let _ = write!(safe, "\\u{:04x}", u32::from(c));
        } else {
            safe.push(c);
        }
        safe
    })
}

/// A file of the seeds with a few pieces taken out, doubled or put in.
fn edited(seeds: &'static str) -> impl Strategy<Value = String> {
    let texts: Vec<String> = seeds_of(seeds).into_iter().map(|(_, text)| text).collect();
    let edit = (any::<Index>(), any::<Index>(), 0u8..4, word());
    (select(texts), vec(edit, 0..6)).prop_map(|(mut text, edits)| {
        for (from, length, kind, word) in edits {
            let from = text.floor_char_boundary(from.index(text.len() + 1));
            let to = text.floor_char_boundary((from + length.index(12)).min(text.len()));
            let to = to.max(from);
            let piece = text[from..to].to_owned();
            match kind {
                0 => text.replace_range(from..to, ""),
                1 => text.insert_str(from, &piece),
                2 => text.insert_str(from, &word),
                _ => text.replace_range(from..to, "\n"),
            }
        }
        text
    })
}

/// The seeds of a fuzz target by name, and what it once found.
#[expect(clippy::disallowed_methods, reason = "meets the disk")]
fn seeds_of(target: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(target);
    let entries = std::fs::read_dir(folder).expect("each target has seeds");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("it is listed").path())
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        (
            path.display().to_string(),
            std::fs::read_to_string(path).expect("a seed is text"),
        )
    };
    paths.iter().map(read).collect()
}

#[test]
fn every_seed_of_the_fuzz_targets_holds() {
    type Promise = fn(&str);
    let targets: [(&str, Promise); 5] = [
        ("annotate", |text| annotations::hold(text, &KNOWLEDGE)),
        ("config", files::config),
        ("dates", dates::hold),
        ("front_matter", files::front_matter),
        ("page", pages::hold),
    ];
    for (target, hold) in targets {
        for (path, text) in seeds_of(target) {
            assert!(
                std::panic::catch_unwind(|| hold(&text)).is_ok(),
                "{path} breaks a promise"
            );
        }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    /// Offsets, in code points, quote the text; nothing overlaps.
    #[test]
    fn annotations_quote_the_text(
        text in prose(),
        title in proptest::option::of(prose()),
        date in proptest::option::of(recent_day()),
        lang in select(&["", "en-US", "en-GB", "fr"][..]),
    ) {
        let date = date.map(|date| date.to_string());
        let record = json!({"id": 1, "text": text, "title": title, "date": date, "lang": lang});
        annotations::hold(&record.to_string(), &KNOWLEDGE);
    }

    /// Marks leave the text as it is, nest, and go around their own words.
    #[test]
    fn marks_are_woven_around_their_words(text in markdown(), cuts in vec(any::<(Index, Index)>(), 0..8)) {
        let source = source("content/a.md", &text);
        if let Some(article) = pages::read(&source) {
            let marks = marks(&article.prose, &cuts);
            pages::woven(&article.body, &article.prose, marks);
        }
    }

    /// The text of the page is the text of the source; the page nests and is safe.
    #[test]
    fn a_page_says_what_its_source_says(text in markdown()) {
        pages::hold(&text);
    }

    /// Whatever the file, it is read, or what is wrong is said in its place.
    #[test]
    fn a_broken_front_matter_is_a_diagnostic(text in edited("front_matter")) {
        files::front_matter(&text);
    }

    /// The same of the settings and the registry.
    #[test]
    fn broken_settings_are_a_diagnostic(text in edited("config")) {
        files::config(&text);
    }
}

proptest! {
    #![proptest_config(cases(1024))]

    /// Dates stand in their sentence, with a value and days of the calendar.
    #[test]
    fn dates_lie_inside_their_sentence(
        text in prose(),
        date in proptest::option::of(day()),
        lang in select(&["", " en-US", " en-GB"][..]),
    ) {
        match date {
            Some(date) => dates::hold(&format!("{date}{lang}\n{text}")),
            None => dates::hold(&text),
        }
    }

    /// The same of dates torn apart.
    #[test]
    fn torn_dates_lie_inside_their_sentence(text in edited("dates")) {
        dates::hold(&text);
    }

    /// A day written out is that day, whenever it was written.
    #[test]
    fn a_day_written_out_is_that_day(day in recent_day(), dateline in recent_day()) {
        let english = day.strftime("%B %-d, %Y").to_string();
        let british = day.strftime("%-d %B %Y").to_string();
        for written in [english, british, day.to_string()] {
            let text = format!("They met on {written} in Paris.");
            prop_assert_eq!(days_in(&text, dateline), [(day, day)], "{}", text);
        }
    }

    /// A day told by its distance lies at that distance.
    #[test]
    fn a_day_told_by_its_distance_lies_there(dateline in recent_day(), count in 2i64..90) {
        let at = |days: i64| dateline.checked_add(jiff::Span::new().days(days)).expect("near");
        for (text, days) in [
            ("They met yesterday.".to_owned(), -1),
            ("They met today.".to_owned(), 0),
            ("They will meet tomorrow.".to_owned(), 1),
            (format!("They met {count} days ago."), -count),
        ] {
            prop_assert_eq!(days_in(&text, dateline), [(at(days), at(days))], "{}", text);
        }
    }

    /// A weekday is one of the week around the dateline, on the side that the
    /// verb says.
    #[test]
    fn a_weekday_lies_within_a_week(dateline in recent_day(), name in select(&[
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ][..])) {
        for (text, sign) in [(format!("They met on {name}."), -1), (format!("They will meet on {name}."), 1)] {
            let days = days_in(&text, dateline);
            prop_assert_eq!(days.len(), 1, "{}", text);
            let (first, last) = days[0];
            prop_assert_eq!(first, last);
            let distance = dateline.until(first).expect("near").get_days();
            prop_assert!((0..=7).contains(&(sign * distance)), "{text} is {first} on {dateline}");
        }
    }

    /// What is about, in stems, stands in the text.
    #[test]
    fn terms_are_words_of_the_text(title in prose(), text in prose()) {
        let prose = Prose::from_plain(&text);
        let whole = format!("{title} {text}").to_lowercase();
        let whole = whole.replace(['.', '\'', '\u{2019}'], "");
        let stems = Stems::default();
        let (terms, forms) = terms(&title, &prose, &[], "en", &stems);
        for word in terms.iter().map(|term| &term.word).chain(forms.iter().map(|form| &form.word)) {
            prop_assert!(whole.contains(word.as_str()), "{word} isn't in {whole:?}");
        }
    }
}

proptest! {
    #![proptest_config(cases(2048))]

    /// Plain text is its own prose; paragraphs stand in order, without the space
    /// around them.
    #[test]
    fn plain_text_is_its_own_prose(text in prop_oneof![prose(), any::<String>()]) {
        let prose = Prose::from_plain(&text);
        prop_assert_eq!(&prose.text, &text);
        let blocks: Vec<ProseRange> = prose.blocks.iter().map(|block| block.at).collect();
        dates::in_order(&prose, &blocks, "paragraphs");
        let words: String = blocks.iter().map(|at| prose.slice(*at)).collect();
        prop_assert_eq!(promises::html::without_space(&words), promises::html::without_space(&text));
    }

    /// A slug is one that an editor could set, names a file, and stays itself.
    #[test]
    fn a_slug_is_safe_and_stays_itself(name in prop_oneof![any::<String>(), prose(), "[a-z./\\\\-]{0,300}"]) {
        let slug = slugify(&name);
        prop_assert!(is_slug(&slug), "{slug:?}");
        prop_assert_eq!(slugify(&slug), slug.clone());
        prop_assert!(OutputPath::new(&slug).is_some());
        for kind in Kind::ALL {
            let id = EntityId::for_name(kind, &name);
            prop_assert_eq!(EntityId::parse(id.as_str()), Some(id.clone()));
            prop_assert_eq!((id.kind(), id.slug()), (kind, slug.as_str()));
        }
    }

    /// A date of any grain is printed and read back.
    #[test]
    fn a_date_is_printed_and_read_back(when in plain_when(), qualifier in qualifier()) {
        dates::comes_back(when.qualified(qualifier));
    }

    /// Dates have one order, and equal ones are the same.
    #[test]
    fn dates_have_one_order(a in plain_when(), b in plain_when(), c in plain_when()) {
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a.cmp(&b).is_eq(), a == b);
        let mut sorted = [a, b, c];
        sorted.sort();
        prop_assert!(sorted[0] <= sorted[2]);
    }

    /// A moment is printed and read back, whatever its offset.
    #[test]
    fn a_moment_is_printed_and_read_back(day in day(), hour in 0..24, minute in 0..60, offset in -14..15) {
        dates::written(&day.to_string());
        dates::written(&format!("{day}T{hour:02}:{minute:02}:30{offset:+03}:00"));
        dates::written(&format!("{day} {hour:02}:{minute:02}"));
        prop_assert_eq!(Moment::parse(&day.to_string()), Some(Moment::on(day)));
    }

    /// An address of the front matter stays inside the site, and a link that is
    /// called safe goes to the web or to mail.
    #[test]
    fn an_address_stays_inside(address in prop_oneof![
        any::<String>(),
        "[a-zA-Z:/.?#&;\\\\ \t\n\u{1}-]{0,20}",
        "(java\t?script|data|HTTPS?|mailto|//x)[:/]{1,3}[a-z/.]{0,9}",
    ]) {
        if let Some(path) = address::redirect(&address) {
            prop_assert!(OutputPath::new(&address::file(&path)).is_some(), "{path:?}");
        }
        if let Some(path) = address::picture(&address, &source("content/b/a.md", "").path) {
            // One that leads above the site's root names no file of it.
            let mut below = path.split('/').skip_while(|part| *part == "..");
            prop_assert!(below.all(|part| part != ".."), "{path:?}");
        }
        prop_assert!(!address::is_safe(&address) || promises::html::has_plain_scheme(&address));
        if let Ok(base) = BaseUrl::parse(&address) {
            files::base_url(&base);
        }
    }

    /// A base URL is read back from its parts.
    #[test]
    fn a_base_url_is_read_back(host in "[a-zé.-]{1,12}(:[0-9]{1,5})?", path in "(/[ -~é]{0,6}){0,4}") {
        if let Ok(base) = BaseUrl::parse(&format!("https://{host}{path}")) {
            files::base_url(&base);
        }
    }

    /// Front matter says the same in both formats, and what was written.
    #[test]
    fn front_matter_is_read_as_it_was_written(
        title in said("[^\\s](.*[^\\s])?"),
        tags in vec(said("[^\\s]([ -~é]*[^\\s])?"), 0..4),
        date in day(),
        draft in any::<bool>(),
        story in "[a-z]{1,8}",
        extra in proptest::collection::btree_map("[a-zé_-]{1,8}", data(), 0..4),
    ) {
        let extra: Value = extra.into_iter().collect();
        let keys = json!({
            "title": title, "tags": tags, "date": date.to_string(), "draft": draft,
            "story": story, "extra": extra,
        });
        let entries = keys.as_object().expect("it is one").iter();
        let lines = |format: fn(&Value) -> String, sign: &str| {
            let line = |(key, value): (&String, &Value)| format!("{key}{sign} {}\n", format(value));
            entries.clone().map(line).collect::<String>()
        };
        let in_toml = format!("+++\n{}+++\nText.\n", lines(toml, " ="));
        let in_yaml = format!("---\n{}---\nText.\n", lines(Value::to_string, ":"));
        for file in [in_toml, in_yaml] {
            let (article, diagnostics) = parse::article(&source("content/a.md", &file));
            prop_assert!(diagnostics.is_empty(), "{file}\n{diagnostics:?}");
            let article = article.expect("an article without diagnostics is one");
            let metadata = article.metadata;
            prop_assert_eq!(&article.title, &title, "{}", file);
            prop_assert_eq!(&metadata.tags, &tags);
            prop_assert_eq!(article.date, Some(Moment::on(date)));
            prop_assert_eq!(metadata.draft, draft);
            let is_in = matches!(&metadata.story, Some(StoryChoice::In(of)) if of.value == story);
            prop_assert_eq!(is_in, story != "none");
            prop_assert_eq!(Value::from(metadata.extra), extra.clone(), "{}", file);
            prop_assert_eq!(article.prose.text, "Text.");
        }
    }
}

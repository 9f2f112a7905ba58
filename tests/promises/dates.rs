//! What holds of dates in prose and dates as they are written.

use dateline::annotate::sentences::sentences;
use dateline::annotate::time::{DateOrder, Setting, Tagged, tag};
use dateline::article::{Problem, Prose, ProseRange};
use dateline::date::{Grain, Moment, When};

/// Asks a text whose first line may say when and in which language it was
/// written: `2016-02-10 en-GB`.
pub(crate) fn hold(text: &str) {
    let (first, rest) = text.split_once('\n').unwrap_or(("", text));
    let (day, language) = first.split_once(' ').unwrap_or((first, ""));
    let dateline = Moment::parse(day).map(|moment| moment.day);
    let prose = Prose::from_plain(if dateline.is_some() { rest } else { text });
    let setting = Setting {
        dateline,
        order: DateOrder::of_language(language),
    };
    let sentences = sentences(&prose);
    in_order(&prose, &sentences, "sentences");
    tagged(
        &prose,
        &sentences,
        &tag(&prose.text, &sentences, setting),
        setting,
    );
    written(first);
}

/// A date as somebody wrote it is refused, or comes back as it was read.
pub(crate) fn written(text: &str) {
    if let Some(moment) = Moment::parse(text) {
        assert_eq!(
            Moment::parse(&moment.iso()).map(Moment::iso),
            Some(moment.iso())
        );
        assert!(moment.day.year() >= 1, "{text:?} is before the calendar");
    }
    if let Some(when) = When::parse_edtf(text) {
        comes_back(when);
    }
}

/// Ranges lie inside the prose on boundaries of characters, hold something,
/// and stand in order without overlap.
pub(crate) fn in_order(prose: &Prose, ranges: &[ProseRange], what: &str) {
    let mut end = 0;
    for range in ranges {
        inside(prose, *range, what);
        assert!(end <= range.start, "{what} overlap at {range:?}");
        end = range.end;
    }
}

/// A range lies inside the prose on boundaries of characters and holds something.
pub(crate) fn inside(prose: &Prose, range: ProseRange, what: &str) {
    let words = prose.text.get(range.start..range.end);
    assert!(
        words.is_some_and(|words| !words.trim().is_empty()),
        "{what} at {range:?} quote {words:?}"
    );
}

/// Every expression lies inside one sentence, has a value that TIMEX3 knows and
/// days that the calendar has.
pub(crate) fn tagged(prose: &Prose, sentences: &[ProseRange], tagged: &Tagged, setting: Setting) {
    let ranges: Vec<ProseRange> = tagged.expressions.iter().map(|time| time.at).collect();
    in_order(prose, &ranges, "dates");
    for time in &tagged.expressions {
        let is_inside = |sentence: &ProseRange| sentence.contains(time.at);
        assert!(
            sentences.iter().any(is_inside),
            "{time:?} crosses sentences"
        );
        assert!(is_timex(&time.value), "{time:?} has no value of TIMEX3");
        if let Some(when) = time.when {
            comes_back(when);
        }
    }
    for problem in &tagged.problems {
        match problem {
            Problem::NoDateline { at } => {
                inside(prose, *at, "problems");
                assert_eq!(setting.dateline, None, "{problem:?} with a dateline");
            }
            Problem::ImpossibleDate { at }
            | Problem::BackwardRange { at }
            | Problem::AmbiguousDate { at } => inside(prose, *at, "problems"),
            other => panic!("{other:?} isn't about a date"),
        }
    }
}

/// A date has its days in order, is written in EDTF and read back as the same
/// days.
pub(crate) fn comes_back(when: When) {
    assert!(when.earliest() <= when.latest(), "{when:?} runs backwards");
    assert!(
        when.earliest().year() >= 1,
        "{when:?} is before the calendar"
    );
    let edtf = when.edtf();
    let back = When::parse_edtf(&edtf);
    let back = back.unwrap_or_else(|| panic!("{edtf} of {when:?} isn't read"));
    assert_eq!(back.edtf(), edtf, "{when:?} changes");
    // An open end forgets how the other end was known.
    let is_open = edtf.contains("..");
    if !is_open {
        let days = |when: When| (when.earliest(), when.latest());
        assert_eq!(days(back), days(when), "{edtf} means other days");
        assert!(
            back.grain() == when.grain() || back.grain() == Grain::Week,
            "{edtf} of {when:?} becomes {back:?}"
        );
    }
}

/// Digits and capitals with the signs of TIMEX3 between them.
fn is_timex(value: &str) -> bool {
    let is_sign = |c: char| {
        c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | ':' | '_' | '.' | '/')
    };
    !value.is_empty() && value.chars().all(is_sign)
}

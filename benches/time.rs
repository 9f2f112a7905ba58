//! How fast time expressions are found: bytes of prose a second on one core,
//! and how long the lexicon and the rules take to read at the start.
//!
//! Run with `cargo bench --bench time`.

#![expect(clippy::disallowed_methods, reason = "a bench needs the clock")]
#![expect(clippy::print_stdout, reason = "a bench tells its figures")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use dateline::annotate::sentences::sentences;
use dateline::annotate::time;
use dateline::article::Prose;
use jiff::civil::date;

/// Sentences with about one time expression in each, as news has, and some
/// with none.
const SENTENCES: &[&str] = &[
    "The committee will vote on Friday, the ministry said in a statement.",
    "Nobody in the small harbour town had seen a storm like it.",
    "On 3 May 2012 the council closed the bridge, and it reopened two years later.",
    "Sales grew by 2,015 units, or 3.5 percent, in the third quarter of 2015.",
    "She told the court that the letter, which had been lost, was hers.",
    "The fair runs from Jan. 3 to 5 and costs $20 a day.",
    "They spring from the same source as the river, the second of its kind.",
    "He was born in the late 1960s and lived there for more than thirty years.",
    "At the end of last year the price of grain doubled, and it may double again.",
    "The mayor thanked the people who had worked on the wall without pay.",
];

/// How many bytes the generated prose has.
const BYTES: usize = 8 << 20;

/// The shortest of `runs` runs.
fn best(runs: usize, mut run: impl FnMut()) -> Duration {
    let times = (0..runs).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

fn main() {
    let mut text = String::with_capacity(BYTES + 200);
    for (index, sentence) in SENTENCES.iter().cycle().enumerate() {
        if text.len() >= BYTES {
            break;
        }
        text.push_str(sentence);
        text.push_str(if index % 5 == 4 { "\n" } else { " " });
    }
    let prose = Prose::from_plain(&text);
    let sentences = sentences(&prose);
    let dateline = Some(date(2016, 2, 10));
    let found = time::tag(&prose.text, &sentences, dateline);
    let took = best(5, || {
        black_box(time::tag(black_box(&prose.text), &sentences, dateline));
    });
    let nanoseconds = took.as_nanos().max(1);
    // Bytes a nanosecond are thousands of megabytes a second.
    println!(
        "tag: {} MB/s ({} expressions in {} MB)",
        prose.text.len() as u128 * 1_000 / nanoseconds,
        found.expressions.len(),
        prose.text.len() / 1_000_000
    );
    let start = best(50, || {
        black_box(time::read_rules()).expect("the built-in rules are tested");
    });
    println!("start: {} microseconds", start.as_micros());
}

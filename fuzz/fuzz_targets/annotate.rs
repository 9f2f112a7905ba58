//! A record of `dateline annotate` to its answer.
#![no_main]

#[path = "../../tests/promises/mod.rs"]
#[allow(dead_code, reason = "each target asks for its own promises")]
mod promises;

use std::sync::LazyLock;

use dateline::annotate::Knowledge;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::of(&[]));

libfuzzer_sys::fuzz_target!(|line: &str| promises::annotations::hold(line, &KNOWLEDGE));

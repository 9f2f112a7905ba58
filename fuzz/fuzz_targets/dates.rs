//! Prose to time expressions. The first line may give the day and the language.
#![no_main]

#[path = "../../tests/promises/mod.rs"]
#[allow(dead_code, reason = "each target asks for its own promises")]
mod promises;

libfuzzer_sys::fuzz_target!(|text: &str| promises::dates::hold(text));

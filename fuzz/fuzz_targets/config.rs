//! The settings, and tables of the registry.
#![no_main]

#[path = "../../tests/promises/mod.rs"]
#[allow(dead_code, reason = "each target asks for its own promises")]
mod promises;

libfuzzer_sys::fuzz_target!(|text: &str| promises::files::config(text));

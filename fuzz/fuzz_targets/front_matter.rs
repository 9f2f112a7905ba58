//! A file with front matter to an article, a dossier and a story.
#![no_main]

#[path = "../../tests/promises/mod.rs"]
#[allow(dead_code, reason = "each target asks for its own promises")]
mod promises;

libfuzzer_sys::fuzz_target!(
    // The parser of Markdown is known to panic; the program catches that, and
    // libFuzzer's own hook would not let it.
    init: drop(std::panic::take_hook()),
    |text: &str| promises::files::front_matter(text)
);

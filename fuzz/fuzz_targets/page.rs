//! Markdown to the HTML of its page.
#![no_main]

#[path = "../../tests/promises/mod.rs"]
#[allow(dead_code, reason = "each target asks for its own promises")]
mod promises;

libfuzzer_sys::fuzz_target!(
    init: {
        // The parser of Markdown is known to panic; the program catches that,
        // and libFuzzer's own hook would not let it.
        drop(std::panic::take_hook());
        // All work in this thread: handing it over takes longer than doing it.
        let here = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
        here.build_global().expect("no other pool is there yet");
    },
    |text: &str| promises::pages::hold(text)
);

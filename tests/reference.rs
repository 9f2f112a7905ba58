//! The reference of templates says what the views hold.
//!
//! `UPDATE=1 cargo test --test reference` writes it anew.

#![expect(clippy::disallowed_methods, reason = "meets the disk")]

use std::fs;
use std::path::Path;

use dateline::render::reference::reference;

#[test]
fn the_reference_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/templates.md");
    let right = reference();
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &right).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    for (at, (written, right)) in (1..).zip(written.lines().zip(right.lines())) {
        assert_eq!(written, right, "line {at}; {HINT}");
    }
    assert_eq!(written.len(), right.len(), "{HINT}");
}

const HINT: &str = "run `UPDATE=1 cargo test --test reference`";

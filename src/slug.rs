//! Names made safe for URLs and file names.
//!
//! This exists so that one rule decides what an address looks like. It knows
//! no site: whether two slugs collide is for `check`.

use std::fmt::Write;

use crate::output::is_device;

/// Longest slug in bytes; leaves room for a suffix within the 255 bytes that
/// common file systems allow for a name.
const LONGEST: usize = 120;

/// `name` in lower-case ASCII words joined by hyphens; other scripts are
/// transliterated.
///
/// A name that leaves nothing (only punctuation, say) becomes `x` and the
/// code points in hexadecimal, so that the result is never empty and never
/// one of `.` and `..`.
#[must_use]
pub fn slugify(name: &str) -> String {
    let mut slug = slug::slugify(name);
    if slug.len() > LONGEST {
        // `slug::slugify` returns ASCII, so every byte is a boundary.
        slug.truncate(LONGEST);
        slug.truncate(slug.trim_end_matches('-').len());
    }
    if slug.is_empty() {
        slug.push('x');
        for c in name.chars().take(12) {
            let _ = write!(slug, "{:x}", u32::from(c));
        }
    }
    // No system keeps a name with a hyphen for a device.
    if is_device(&slug) {
        slug.push_str("-x");
    }
    slug
}

/// Whether `slug` is one that an editor may set by hand: lower-case ASCII
/// letters, digits and single hyphens.
#[must_use]
pub fn is_slug(slug: &str) -> bool {
    !slug.is_empty()
        && slug.len() <= LONGEST
        && !slug.starts_with('-')
        && !slug.ends_with('-')
        && !slug.contains("--")
        && !is_device(slug)
        && slug
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &str) {
        assert_eq!(slugify(name), expected, "{name}");
        assert!(is_slug(&slugify(name)), "{name}");
    }

    #[test]
    fn names_become_slugs() {
        check("Ash Carter", "ash-carter");
        check("Stéphane Dion", "stephane-dion");
        check("U.S. Department of Defence", "u-s-department-of-defence");
        check("北京", "bei-jing");
        check("..", "x2e2e");
        check("Con", "con-x");
        check("COM1", "com1-x");
        check("", "x");
        check(&"a ".repeat(200), &format!("{}a", "a-".repeat(59)));
    }

    #[test]
    fn a_slug_set_by_hand_is_plain() {
        assert!(is_slug("the-vote-2"));
        for bad in ["", "-a", "a-", "a--b", "A", "a b", "a/b", "..", "é", "nul"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}

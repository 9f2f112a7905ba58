//! Names made safe for URLs and file names.
//!
//! This exists so that one rule decides what an address looks like. It knows
//! no site: whether two slugs collide is for `check`.

use std::fmt::Write;

/// Longest slug in bytes; leaves room for a suffix within the 255 bytes that
/// common file systems allow for a name.
const LONGEST: usize = 120;

/// Longest name of a file or folder in bytes that common file systems allow.
const LONGEST_NAME: usize = 255;

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
    if is_device(&slug) {
        slug.insert_str(0, "x-");
    }
    slug
}

/// Whether `slug` is one that an editor may set by hand: lower-case ASCII
/// letters, digits and single hyphens, and no name that Windows keeps for
/// devices.
#[must_use]
pub fn is_slug(slug: &str) -> bool {
    !slug.is_empty()
        && slug.len() <= LONGEST
        && !slug.starts_with('-')
        && !slug.ends_with('-')
        && !slug.contains("--")
        && slug
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !is_device(slug)
}

/// Whether every common system can have a file or folder of this name, and
/// none takes it for another one.
#[must_use]
pub fn is_portable(name: &str) -> bool {
    let has_sign = |c: char| c.is_control() || "\\/:*?\"<>|".contains(c);
    !name.is_empty()
        && name.len() <= LONGEST_NAME
        // Windows drops both, so `..` and `a.` would be other names there.
        && !name.ends_with(['.', ' '])
        && !name.contains(has_sign)
        && !is_device(name)
}

/// Whether Windows keeps the name for a device, whatever its case or extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let is = |device: &str| stem.eq_ignore_ascii_case(device);
    let is_port = stem.len() == 4
        && stem.is_char_boundary(3)
        && ["com", "lpt"]
            .iter()
            .any(|port| stem[..3].eq_ignore_ascii_case(port))
        && stem.ends_with(|c: char| c.is_ascii_digit() && c != '0');
    is_port || ["con", "prn", "aux", "nul"].into_iter().any(is)
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
        check("", "x");
        check("Con", "x-con");
        check("COM 1", "com-1");
        check("COM1", "x-com1");
        check(&"a ".repeat(200), &format!("{}a", "a-".repeat(59)));
    }

    #[test]
    fn a_slug_set_by_hand_is_plain() {
        assert!(is_slug("the-vote-2"));
        for bad in ["", "-a", "a-", "a--b", "A", "a b", "a/b", "..", "é", "nul"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn a_portable_name_is_one_name_everywhere() {
        for good in [
            "a.html",
            ".well-known",
            "con-1",
            "com10",
            "lpt0",
            "com",
            "économie",
            "coм1",
        ] {
            assert!(is_portable(good), "{good}");
        }
        let long = "a".repeat(256);
        for bad in [
            "",
            ".",
            "..",
            "a.",
            "a ",
            "a/b",
            "a\\b",
            "a:b",
            "a?",
            "a*",
            "a\"b",
            "<a>",
            "a|b",
            "a\u{0}",
            "CON",
            "con.html",
            "Aux.tar.gz",
            "nul .txt",
            "LPT9",
            "com1.js",
            &long,
        ] {
            assert!(!is_portable(bad), "{bad}");
        }
    }
}

//! Reads a request's path as a path of the site, or not at all.
//!
//! This exists so that there is one place where bytes from outside become a
//! name to look up. It decodes once and strictly; it knows no files.

/// Longer paths name nothing.
const LONGEST: usize = 4096;

/// The decoded path of `raw` below `base`, empty for the site's own root.
///
/// Returns `None` for what no link of a site says: a path outside `base`, half
/// an escape, bytes that aren't UTF-8, and an escaped character that would
/// divide the path anew or end it early.
pub(super) fn below(base: &str, raw: &str) -> Option<String> {
    if raw.len() > LONGEST {
        return None;
    }
    let mut rest = raw.strip_prefix(base)?.bytes();
    let mut decoded = Vec::with_capacity(rest.len());
    while let Some(byte) = rest.next() {
        decoded.push(match byte {
            b'%' => escaped(rest.next()?, rest.next()?)?,
            plain => plain,
        });
    }
    String::from_utf8(decoded).ok()
}

fn escaped(high: u8, low: u8) -> Option<u8> {
    let byte = (hexadecimal(high)? << 4) | hexadecimal(low)?;
    let divides = matches!(byte, b'/' | b'\\') || byte.is_ascii_control();
    (!divides).then_some(byte)
}

fn hexadecimal(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: &str, raw: &str, expected: Option<&str>) {
        assert_eq!(below(base, raw).as_deref(), expected, "{base} {raw}");
    }

    #[test]
    fn escapes_are_read_once() {
        check("/", "/", Some(""));
        check("/", "/a/b/", Some("a/b/"));
        check("/", "/caf%C3%A9%20au", Some("café au"));
        check("/", "/caf\u{e9}", Some("café"));
        check("/", "/a+b", Some("a+b"));
        check("/", "/%2e%2E/x", Some("../x"));
        check("/", "/%252e%252e", Some("%2e%2e"));
    }

    #[test]
    fn what_could_mean_two_things_means_nothing() {
        for raw in [
            "/%",
            "/%4",
            "/%zz",
            "/%+1",
            "/a%2Fb",
            "/a%2fb",
            "/%5c",
            "/%00",
            "/%0a",
            "/%7f",
            "/%c0%af",
            "/%c0%ae%c0%ae/",
            "/%ff",
            "/%ed%a0%80",
            "/%e0%80%af",
        ] {
            check("/", raw, None);
        }
        check("/", &"/a".repeat(LONGEST), None);
    }

    #[test]
    fn the_site_ends_where_its_base_ends() {
        check("/sub/", "/sub/", Some(""));
        check("/sub/", "/sub/a", Some("a"));
        check("/sub/", "/sub", None);
        check("/sub/", "/subs/a", None);
        check("/sub/", "/", None);
        check("/sub/", "", None);
    }
}

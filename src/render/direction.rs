//! Which way a language is written.
//!
//! This exists so that a page can say `dir` where it says `lang`. What a tag
//! doesn't say of its script is what the language is mostly written in.

/// Scripts that run from right to left (ISO 15924).
const SCRIPTS: [&str; 11] = [
    "adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa",
];

/// Languages that are mostly written in one of these.
const LANGUAGES: [&str; 22] = [
    "ae", "ar", "arc", "arz", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "khw", "ks", "lrc",
    "mzn", "nqo", "pnb", "ps", "sd", "ug", "ur", "yi",
];

/// `rtl` or `ltr`, for a BCP 47 tag.
pub(super) fn direction(lang: &str) -> &'static str {
    let lang = lang.to_ascii_lowercase();
    let mut subtags = lang.split('-');
    let language = subtags.next().unwrap_or_default();
    let script = subtags.find(|subtag| subtag.len() == 4 && !subtag.starts_with(char::is_numeric));
    let is_rtl = match script {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&language),
    };
    if is_rtl { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_decides_and_else_the_language() {
        for (lang, expected) in [
            ("en", "ltr"),
            ("ar", "rtl"),
            ("AR-EG", "rtl"),
            ("fa-IR", "rtl"),
            ("he", "rtl"),
            ("ur-Latn", "ltr"),
            ("az-Arab-IR", "rtl"),
            ("de-1996", "ltr"),
            ("", "ltr"),
        ] {
            assert_eq!(direction(lang), expected, "{lang}");
        }
    }
}

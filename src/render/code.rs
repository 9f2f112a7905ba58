//! Code blocks with classes for colours.
//!
//! The grammars are loaded when the first block asks for them: most sites
//! have none, and loading takes longer than building a small site.

use std::sync::OnceLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use super::escape;

/// Prefix of the classes, as in `static/highlight.css`.
const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// Longest block that is coloured, in bytes; grammars are slow on huge input.
const LONGEST: usize = 100_000;

/// The grammars, once they are needed.
#[derive(Debug, Default)]
pub(super) struct Code {
    grammars: OnceLock<SyntaxSet>,
}

impl Code {
    /// A block as HTML; plain where the language isn't known.
    pub(super) fn block(&self, language: &str, code: &str) -> String {
        let language = language.split([',', ' ']).next().unwrap_or("");
        let coloured = if language.is_empty() || code.len() > LONGEST {
            None
        } else {
            self.coloured(language, code)
        };
        let body = coloured.unwrap_or_else(|| escape(code));
        let class = if language.is_empty() {
            String::new()
        } else {
            format!(" class=\"language-{}\"", escape(language))
        };
        format!("<pre class=\"code\" tabindex=\"0\"><code{class}>{body}</code></pre>\n")
    }

    fn coloured(&self, language: &str, code: &str) -> Option<String> {
        let grammars = self.grammars.get_or_init(SyntaxSet::load_defaults_newlines);
        let grammar = grammars.find_syntax_by_token(language)?;
        let mut generator = ClassedHTMLGenerator::new_with_class_style(grammar, grammars, STYLE);
        for line in LinesWithEndings::from(code) {
            generator
                .parse_html_for_line_which_includes_newline(line)
                .ok()?;
        }
        Some(generator.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_languages_get_classes_and_others_stay_plain() {
        let code = Code::default();
        assert!(code.block("json", "{\"a\": 1}").contains("hl-numeric"));
        assert_eq!(
            code.block("none-such", "<a>"),
            "<pre class=\"code\" tabindex=\"0\"><code class=\"language-none-such\">&lt;a&gt;</code></pre>\n"
        );
        assert_eq!(
            Code::default().block("", "x"),
            "<pre class=\"code\" tabindex=\"0\"><code>x</code></pre>\n"
        );
    }
}

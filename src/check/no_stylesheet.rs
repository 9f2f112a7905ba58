//! # The site's own style sheet isn't there
//!
//! `stylesheet` names a file of `static/`. Without it every page would ask for
//! something that isn't there, and look as if nothing had been set.

use super::Facts;
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::source::SourcePath;

pub(super) fn no_stylesheet(facts: Facts<'_>) -> Vec<Diagnostic> {
    let Some(file) = &facts.site.settings.stylesheet else {
        return Vec::new();
    };
    if facts.files.contains(file) {
        return Vec::new();
    }
    let styles = facts.files.iter().map(String::as_str);
    let is_style = |file: &&str| matches!(file.rsplit_once('.'), Some((_, "css")));
    let styles = styles.filter(is_style);
    let hint = did_you_mean(file, styles).map_or_else(
        || format!("put it into `static/{file}`"),
        |near| format!("did you mean `{near}`?"),
    );
    let diagnostic = Diagnostic::error(
        "no-stylesheet",
        format!("there is no file `{file}` for `stylesheet`"),
    );
    let settings = Place::file(&SourcePath::new("dateline.toml"));
    vec![diagnostic.at(settings).hint(hint)]
}

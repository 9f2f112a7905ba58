//! # A name that is often found has no entry
//!
//! What is only recognised has no description, no other names, and an id that
//! its spelling makes. A name in several articles has earned an entry: the note
//! quotes the command that writes it.

use super::{Facts, in_text};
use crate::diagnostic::{Diagnostic, plain};
use crate::entity::{Entity, Kind, Origin};

/// In so many articles a name is frequent.
const LEAST_ARTICLES: usize = 3;

/// How many names are told, the most frequent first.
const MOST_NAMES: usize = 20;

pub(super) fn frequent_name(facts: Facts<'_>) -> Vec<Diagnostic> {
    let mut frequent: Vec<(usize, &Entity)> = facts
        .site
        .entities
        .values()
        .filter(|entity| entity.origin == Origin::Recognised)
        .map(|entity| {
            (
                facts.site.holders.get(&entity.id).map_or(0, Vec::len),
                entity,
            )
        })
        .filter(|(articles, _)| *articles >= LEAST_ARTICLES)
        .collect();
    frequent.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
    frequent
        .into_iter()
        .take(MOST_NAMES)
        .map(|(articles, entity)| note(facts, articles, entity))
        .collect()
}

fn note(facts: Facts<'_>, articles: usize, entity: &Entity) -> Diagnostic {
    let message = format!(
        "`{}` stands in {articles} articles and has no entry in the registry",
        plain(&entity.name)
    );
    let kind = match entity.id.kind() {
        Kind::Other => " --kind KIND",
        _ => "",
    };
    let hint = format!(
        "`dateline entities --accept {}{kind}` writes one; with `--reject` it is no name",
        shell_word(&entity.name)
    );
    let note = Diagnostic::note("frequent-name", message).hint(hint);
    let holders = facts.site.holders.get(&entity.id);
    let first = holders.into_iter().flatten().min().and_then(|id| {
        let annotated = facts.site.article(id);
        let mentions = &annotated.annotations.mentions;
        let mention = mentions.iter().find(|mention| mention.of == entity.id)?;
        Some(in_text(&annotated.article, mention.at))
    });
    match first {
        Some(place) => note.at(place),
        None => note,
    }
}

/// A name as one word of a command line.
fn shell_word(name: &str) -> String {
    let name = plain(name);
    if name.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", name.replace('\'', "'\\''"))
    } else {
        format!("\"{name}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::shell_word;

    #[test]
    fn a_name_is_one_word_of_a_command_line() {
        assert_eq!(shell_word("Jo O'Neill"), "\"Jo O'Neill\"");
        assert_eq!(shell_word("$HOME 'x'"), "'$HOME '\\''x'\\'''");
    }
}

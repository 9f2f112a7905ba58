//! Rejecting a name: it is none, in any article.

use super::names::{clean, key, nearest, or};
use super::{Decision, Found, Known, Refusal, file_of, found, ignore_list};

/// Puts a name on the ignore list.
///
/// # Errors
/// When the registry has it, when no article names it, or when the list can't
/// be changed safely.
pub fn reject(known: Known<'_>, name: &str) -> Result<Decision, Refusal> {
    let name = clean(name)?;
    let found = found(known.site, known.gazetteer);
    // Who types an id means the name it stands for.
    let name = found
        .iter()
        .find(|found| found.id.as_str() == name)
        .map_or(name, |found| found.name.clone());
    if let Some(owner) = known.owner(&name) {
        return Err(Refusal::new(
            format!("`{name}` is in the registry, as `{}`", owner.id),
            format!("take it out of `{}` first", file_of(owner)),
        ));
    }
    let settings = known.sources.settings.as_ref();
    if ignore_list::is_ignored(&known.site.settings, &name) {
        return Ok(Decision {
            done: format!(
                "`{name}` is rejected already, in `{}`",
                ignore_list::SETTINGS
            ),
            ..Decision::default()
        });
    }
    let meant: Vec<&Found> = found
        .iter()
        .filter(|found| is_called(found, &name))
        .collect();
    if meant.is_empty() {
        let forms = found
            .iter()
            .flat_map(|found| found.forms.keys().map(String::as_str));
        let near = nearest(&name, forms);
        let hint = (!near.is_empty()).then(|| format!("did you mean {}?", or(&near)));
        return Err(Refusal {
            why: format!("no article names `{name}`"),
            hint,
        });
    }
    let edit = ignore_list::ignore(settings, &name)?;
    Ok(Decision {
        done: format!("rejected `{name}` in `{}`", edit.path),
        edits: vec![edit],
        notes: meant
            .iter()
            .filter_map(|found| other_forms(found, &name))
            .collect(),
    })
}

fn is_called(found: &Found, name: &str) -> bool {
    found.forms.keys().any(|form| key(form) == key(name))
}

/// What else the texts call it; each form is rejected by itself.
fn other_forms(found: &Found, name: &str) -> Option<String> {
    let others: Vec<&str> = found
        .forms
        .keys()
        .map(String::as_str)
        .filter(|form| key(form) != key(name))
        .take(MOST_FORMS)
        .collect();
    (!others.is_empty()).then(|| {
        format!(
            "the text also calls `{}` {}; reject what is no name either",
            found.id,
            or(&others)
        )
    })
}

/// How many other forms are listed.
const MOST_FORMS: usize = 5;

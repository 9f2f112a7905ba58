//! `dateline entities`.

use super::{Failure, Verdict, report, site};
use crate::cli::{EntitiesArgs, ListFormat};
use crate::curate::{self, Acceptance, Decision, Edit, Found, Known};
use crate::entity::Kind;
use crate::pipeline::{Gathered, Pipeline, Unheard};
use crate::project::edit;
use crate::source::{Source, Sources};

/// Lists what was found, or writes the editor's word on a name.
pub(super) fn entities(args: &EntitiesArgs) -> Result<Verdict, Failure> {
    let options = site::options(&args.site)?;
    let mut sources = site::read(&args.site, &Unheard)?.sources;
    let kind = args.kind.as_deref().and_then(Kind::parse);
    // A name that is ignored isn't found, so it leaves the list first.
    let unignored = match &args.accept {
        Some(name) => curate::unignore(sources.settings.as_ref(), name),
        None => Ok(None),
    };
    let unignored = unignored.map_err(|refusal| Failure::refused(&refusal))?;
    if let Some(edit) = &unignored {
        lay_over(&mut sources, edit);
    }
    let gathered = Pipeline::new().gather(&sources, &options);
    let known = Known {
        site: &gathered.site,
        gazetteer: &gathered.knowledge.gazetteer,
        registry: &gathered.registry,
        sources: &sources,
    };
    let decision = if let Some(name) = &args.accept {
        let acceptance = Acceptance {
            name,
            kind,
            target: args.target.as_deref(),
        };
        curate::accept(known, acceptance)
    } else if let Some(name) = &args.reject {
        curate::reject(known, name)
    } else {
        return Ok(list(args, kind, &gathered));
    };
    let mut decision = decision.map_err(|refusal| Failure::refused(&refusal))?;
    if let Some(edit) = unignored {
        let note = format!("taken out of the ignore list in `{}`", edit.path);
        decision.notes.push(note);
        decision.edits.push(edit);
    }
    write(args, &decision)?;
    Ok(Verdict::Fine)
}

fn list(args: &EntitiesArgs, kind: Option<Kind>, gathered: &Gathered) -> Verdict {
    let found = curate::found(&gathered.site, &gathered.knowledge.gazetteer);
    let is_of_kind = |found: &&Found| kind.is_none_or(|kind| found.id.kind() == kind);
    let of_kind: Vec<&Found> = found.iter().filter(is_of_kind).collect();
    let shown: Vec<&Found> = of_kind
        .iter()
        .copied()
        .filter(|found| args.candidates || !found.candidate)
        .collect();
    match args.format {
        ListFormat::Table => report::result(curate::table(&shown).trim_end()),
        ListFormat::Json => report::data(&curate::json(&shown)),
    }
    let hidden = of_kind.len() - shown.len();
    if hidden > 0 && args.format == ListFormat::Table {
        let what = report::count(hidden, "name");
        report::talk(&format!(
            "{what} below the threshold; `--candidates` lists them too"
        ));
    }
    let errors = gathered
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error());
    match errors.count() {
        0 => Verdict::Fine,
        errors => {
            let what = report::count(errors, "error");
            report::talk(&format!(
                "{what} in the files, so something may be missing; `dateline check` says where"
            ));
            Verdict::Errors
        }
    }
}

fn write(args: &EntitiesArgs, decision: &Decision) -> Result<(), Failure> {
    for edit in &decision.edits {
        edit::replace(&args.site.root, &edit.path, &edit.text)
            .map_err(|error| Failure::io(&format!("`{}` is as it was", edit.path), &error))?;
    }
    report::result(&decision.done);
    decision
        .notes
        .iter()
        .for_each(|note| report::talk(&format!("note: {note}")));
    Ok(())
}

/// The sources as they will be once the settings are written.
fn lay_over(sources: &mut Sources, edit: &Edit) {
    sources.settings = Some(Source {
        path: edit.path.clone(),
        text: edit.text.as_str().into(),
    });
}

//! `dateline related`: JSON Lines of articles in, related articles and
//! storylines out, in the same order. It needs no site.
//!
//! Names are looked for in the head of each article alone, where a news text
//! names what it is about; words are read to the end.

mod answer;
mod intake;

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

use self::intake::Intake;
use super::{Failure, Verdict};
use crate::annotate::{self, Knowledge};
use crate::cli::RelatedArgs;
use crate::entity::EntityId;
use crate::link::Compared;

/// Relates the articles. Bad records are errors, all of them in one run, and
/// nothing is written then.
pub(super) fn related(args: &RelatedArgs) -> Result<Verdict, Failure> {
    let knowledge = Knowledge::of(&[]);
    let mut intake = Intake::default();
    if args.input.as_os_str() == "-" {
        intake.read(io::stdin().lock(), "standard input", &knowledge)?;
    } else {
        let name = args.input.display().to_string();
        #[expect(
            clippy::disallowed_methods,
            reason = "the file is the command's own argument"
        )]
        let file = File::open(&args.input)
            .map_err(|error| Failure::io(&format!("`{name}` can't be read"), &error))?;
        intake.read(file, &name, &knowledge)?;
    }
    if intake.bad > 0 {
        return Ok(Verdict::Errors);
    }
    intake.sort();
    let names = intake.longest_names();
    let name = |id: &EntityId| names.get(id).map_or(id.slug(), |name| name).to_owned();
    let compared = Compared::new(&intake.cards, &name, &annotate::usual);
    if let Some(path) = &args.stories {
        stories(&compared, &intake, path).map_err(|error| {
            Failure::io(&format!("`{}` can't be written", path.display()), &error)
        })?;
    }
    let output = BufWriter::new(io::stdout().lock());
    answer::articles(output, &compared, &intake, args.k)
        .map_err(|error| Failure::io("the output can't be written", &error))?;
    Ok(Verdict::Fine)
}

fn stories(compared: &Compared<'_>, intake: &Intake, path: &Path) -> io::Result<()> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the file is the command's own argument"
    )]
    let file = File::create(path)?;
    answer::stories(BufWriter::new(file), compared, intake)
}

//! The command line as types. It parses and does nothing.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns source articles into an annotated briefing site.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, about, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site into `public/`
    Build(BuildArgs),
    /// Serve the site and rebuild it with every save
    Serve(ServeArgs),
    /// Say what `build` would say, and write nothing
    Check(CheckArgs),
    /// Begin an article, an entity or a story
    New(NewArgs),
    /// Make a small working site
    Init(InitArgs),
    /// List what was found, or accept or reject a name
    Entities(EntitiesArgs),
    /// Annotate JSON Lines: names, dates and events with their places
    Annotate(AnnotateArgs),
    /// Relate articles in JSON Lines: what to read next, and why
    Related(RelatedArgs),
}

/// The kinds of entity, as they are typed.
const KINDS: [&str; 8] = [
    "person",
    "organisation",
    "place",
    "group",
    "event",
    "work",
    "product",
    "other",
];

/// Which site, and what of it may be seen.
#[derive(Clone, Debug, Args)]
pub struct SiteArgs {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Where the site will be published, in place of the setting
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Show drafts and unlisted articles too
    #[arg(long)]
    pub drafts: bool,
    /// Show articles from the future and under embargo too
    #[arg(long)]
    pub future: bool,
}

/// How to say what is wrong.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// How to print diagnostics
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Count warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Print diagnostics only
    #[arg(short, long)]
    pub quiet: bool,
    /// Print notes too
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Formats of diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, on stderr
    Human,
    /// One JSON object a line, on stdout
    Json,
}

/// `dateline build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Which site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Where to build it, in place of `public/` in the site's folder
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Use nothing that earlier builds have left, and leave nothing
    #[arg(long)]
    pub no_cache: bool,
    /// Print how long each stage took
    #[arg(long)]
    pub timings: bool,
    /// How to report.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// `dateline check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Which site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Print how long each stage took
    #[arg(long)]
    pub timings: bool,
    /// How to report.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// `dateline serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Which site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// The port; the next free one is taken when 1111 isn't free, unless you name one
    #[arg(long)]
    pub port: Option<u16>,
    /// The address to listen at
    #[arg(long, default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Use nothing that earlier runs have left, and leave nothing
    #[arg(long)]
    pub no_cache: bool,
    /// Open the site in a browser
    #[arg(long)]
    pub open: bool,
}

/// `dateline new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// What to begin
    #[arg(value_enum)]
    pub what: New,
    /// Its title or name
    pub name: String,
    /// The kind of an entity
    #[arg(long, default_value = "person", value_parser = KINDS)]
    pub kind: String,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// What can be begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum New {
    /// An article, dated today
    Article,
    /// A dossier of the registry
    Entity,
    /// A declared story
    Story,
}

/// `dateline init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder to make it in
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Add a workflow that publishes the site on GitHub Pages
    #[arg(long)]
    pub github: bool,
}

/// `dateline entities`.
#[derive(Debug, Args)]
pub struct EntitiesArgs {
    /// Which site.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Write this name into the registry
    #[arg(long, value_name = "NAME", conflicts_with = "reject")]
    pub accept: Option<String>,
    /// Make the accepted name one more name of this entity, an id or a name
    #[arg(long = "as", value_name = "ENTITY", requires = "accept")]
    pub target: Option<String>,
    /// Put this name on the ignore list
    #[arg(long, value_name = "NAME", conflicts_with = "kind")]
    pub reject: Option<String>,
    /// List only this kind; with `--accept`, the kind of the name
    #[arg(long, value_parser = KINDS)]
    pub kind: Option<String>,
    /// List names below the threshold too
    #[arg(long, conflicts_with_all = ["accept", "reject"])]
    pub candidates: bool,
    /// How to print the list
    #[arg(long, value_enum, default_value_t = ListFormat::Table, conflicts_with_all = ["accept", "reject"])]
    pub format: ListFormat,
}

/// Formats of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    Table,
    /// One JSON object
    Json,
}

/// `dateline annotate`.
#[derive(Debug, Args)]
pub struct AnnotateArgs {
    /// Files of JSON Lines; standard input when none is given
    pub files: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = AnnotateFormat::Jsonl)]
    pub format: AnnotateFormat,
    /// Use the registry of the site in this folder
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// `dateline related`.
#[derive(Debug, Args)]
pub struct RelatedArgs {
    /// A file of JSON Lines, one article a line; `-` for standard input
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub input: PathBuf,
    /// How many related articles each gets at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub k: usize,
    /// A file to write the storylines to, one a line
    #[arg(long, value_name = "FILE")]
    pub stories: Option<PathBuf>,
}

/// Formats of annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnnotateFormat {
    /// One JSON object a line
    Jsonl,
    /// One HTML element a record
    Html,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}

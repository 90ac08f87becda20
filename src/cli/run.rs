//! The command from end to end: arguments go in and are checked, pages are found and sieved, the exit code comes out.

use std::fmt::Display;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use super::args::Args;
use super::batch::Batch;
use super::failure::Failure;
use super::folder::{Folder, find_pages};
use super::guard::silence_workers;
use super::input::{Input, Page};
use super::output::Destination;
use super::sieve::Sieve;
use super::usage;

/// Exit code of wrong usage, as clap has it.
const WRONG_USAGE: u8 = 2;

/// Runs the command.
pub fn main() -> ExitCode {
    ExitCode::from(Args::try_parse().and_then(|args| run(&args)).unwrap_or_else(|error| {
        // Where the message cannot be written, the exit code has to say it.
        let _ = error.print();
        u8::try_from(error.exit_code()).unwrap_or(WRONG_USAGE)
    }))
}

/// Checks everything that can be checked beforehand, then sieves.
fn run(args: &Args) -> Result<u8, clap::Error> {
    if args.paths.is_empty() && io::stdin().is_terminal() {
        // Somebody typed the bare command: waiting for a page to be typed in would look like a hang.
        let _ = write!(io::stderr(), "{}", Args::command().render_help());
        return Ok(WRONG_USAGE);
    }
    let inputs = inputs(&args.paths);
    let destination = usage::check(args, &inputs).map_err(wrong_usage)?;
    let sieve = Sieve::new(args).map_err(wrong_usage)?;
    let Folder { pages, n_skipped } = find_all(&inputs, &destination);
    usage::check_overwriting(&destination, args.format, &pages).map_err(wrong_usage)?;
    silence_workers();
    let n_skipped = usage::has_folder(&inputs).then_some(n_skipped);
    let batch = Batch { args, pages: &pages, destination: &destination, n_skipped };
    Ok(batch.run(&sieve).exit_code())
}

fn wrong_usage(words: impl Display) -> clap::Error {
    Args::command().error(ErrorKind::ArgumentConflict, words)
}

fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    if paths.is_empty() { vec![Input::Stdin] } else { paths.iter().map(|path| Input::new(path)).collect() }
}

/// All pages of all inputs, sorted by path, each once.
fn find_all(inputs: &[Input], destination: &Destination) -> Folder {
    let output = match destination {
        Destination::Folder(folder) => fs::canonicalize(folder).ok(),
        Destination::Stdout | Destination::File(_) => None,
    };
    let mut all = Folder::default();
    for input in inputs {
        match input {
            Input::Stdin => all.pages.push(Page::stdin()),
            Input::File(path) => {
                let name = path.file_name().map(PathBuf::from).unwrap_or_default();
                all.pages.push(Page::file(path.clone(), name));
            }
            Input::Folder(root) => {
                // One folder is mirrored as such; of several PATHs, each folder keeps its name.
                let prefix = if inputs.len() > 1 { root.file_name().map(Path::new) } else { None };
                let found = find_pages(root, prefix.unwrap_or(Path::new("")), output.as_deref());
                all.n_skipped += found.n_skipped;
                if found.pages.is_empty() {
                    all.pages.push(without_pages(root));
                }
                all.pages.extend(found.pages);
            }
        }
    }
    all.pages.sort_by(|a, b| a.source.cmp(&b.source).then_with(|| a.path().cmp(&b.path())));
    all.pages.dedup_by(|later, earlier| later.source == earlier.source && later.place == earlier.place);
    all
}

/// A folder without a page is more likely a wrong path than a wish: it counts as an input that failed.
fn without_pages(root: &Path) -> Page {
    let words = "no pages in this folder; name files themselves to read them whatever their extension";
    Page::unreadable(root, Failure::new(words))
}

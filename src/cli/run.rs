//! The command from end to end: arguments go in and are checked, pages are found and sieved, the exit code comes out.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use super::args::Args;
use super::batch;
use super::console::Console;
use super::guard::silence_workers;
use super::manual;
use super::output::Destination;
use super::plan::Plan;
use super::progress::Progress;
use super::sieve::Sieve;

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
    if let Some(shell) = args.completions {
        manual::completions(shell, &mut io::stdout())?;
        return Ok(0);
    }
    if args.man {
        manual::man_page(&mut io::stdout())?;
        return Ok(0);
    }
    if args.paths.is_empty() && io::stdin().is_terminal() {
        // Somebody typed the bare command: waiting for a page to be typed in would look like a hang.
        let _ = write!(io::stderr(), "{}", Args::command().render_help());
        return Ok(WRONG_USAGE);
    }
    let plan = Plan::new(args).map_err(wrong_usage)?;
    let sieve = Sieve::new(args).map_err(wrong_usage)?;
    silence_workers();
    let n_bytes = plan.files.iter().map(|(file, _)| file.n_bytes).sum();
    let mut console = Console::new(Progress::new(n_bytes, wants_progress(args, &plan.destination)), args.quiet);
    if args.resume && plan.destination.is_complete() {
        console.note(&plan.destination.name(), "complete already; remove it, or leave out --resume, to write it anew");
        return Ok(0);
    }
    Ok(batch::run(args, plan, sieve, console))
}

fn wrong_usage(words: impl Display) -> clap::Error {
    Args::command().error(ErrorKind::ArgumentConflict, words)
}

/// Progress is for people at a terminal that the output itself does not fill.
fn wants_progress(args: &Args, destination: &Destination) -> bool {
    let is_output_shown = *destination == Destination::Stdout && io::stdout().is_terminal();
    !args.quiet && io::stderr().is_terminal() && !is_output_shown
}

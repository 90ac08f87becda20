//! The lab: measures Tamis on labelled pages and trains its scorer.

mod dataset;
mod evaluate;
mod explain;
mod features;
mod labels;
mod metrics;
mod parallel;
mod train;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(version, about)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Extracts every page of the data sets and compares the text with the labels.
    Evaluate {
        /// Folders with html/ and ground-truth/.
        #[arg(required = true)]
        datasets: Vec<PathBuf>,
        /// Show this many of the worst pages.
        #[arg(long, default_value_t = 0)]
        worst: usize,
    },
    /// Tells of each block of a page how likely it is content, whether it was kept, and where it stands.
    Explain {
        /// The page.
        page: PathBuf,
    },
    /// Writes the features and labels of every block, for training.
    Features {
        /// Folders with html/ and ground-truth/.
        #[arg(required = true)]
        datasets: Vec<PathBuf>,
        /// Folder for features.f32 (rows of little-endian floats), rows.tsv and names.txt.
        #[arg(short, long)]
        output: PathBuf,
    },
}

fn main() -> ExitCode {
    let result = match Args::parse().command {
        Command::Evaluate { datasets, worst } => evaluate::run(&datasets, worst),
        Command::Explain { page } => explain::run(&page),
        Command::Features { datasets, output } => features::run(&datasets, &output),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("lab: {message}");
            ExitCode::from(2)
        }
    }
}

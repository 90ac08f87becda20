//! The lab: measures Tamis on labelled pages and trains its scorer.

mod canvas;
mod command_line;
mod corpus;
mod dataset;
mod disguise;
mod evaluate;
mod explain;
mod features;
mod graft;
mod hash;
mod labels;
mod metrics;
mod parallel;
mod shapes;
mod signals;
mod speed;
mod table;
mod terminal;
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
    /// Extracts the pages of data sets, compares the texts with the labels, and holds the figures against floors.
    Evaluate(evaluate::EvaluateOptions),
    /// Tells of each block of a page how likely it is content, whether it was kept, and where it stands.
    Explain {
        /// The page.
        page: PathBuf,
    },
    /// Writes pages of shapes that make extractors slow; `.ci/linear` counts what they take.
    Shapes {
        /// Folder for the pages.
        folder: PathBuf,
        /// Size of each.
        #[arg(long, default_value_t = 64)]
        kilobytes: usize,
    },
    /// Times the pipeline, its stages, parsers and other extractors against one another.
    Speed(speed::SpeedOptions),
    /// Trains the model: features, linear models, trees.
    Train {
        /// Folders with html/ and ground-truth/.
        #[arg(required = true)]
        datasets: Vec<PathBuf>,
        /// Folder for model.bin and all that it is made from.
        #[arg(short, long)]
        output: PathBuf,
    },
}

fn main() -> ExitCode {
    let result = match Args::parse().command {
        Command::Evaluate(options) => evaluate::run(&options),
        Command::Explain { page } => explain::run(&page).map(|()| ExitCode::SUCCESS),
        Command::Shapes { folder, kilobytes } => shapes::run(&folder, kilobytes).map(|()| ExitCode::SUCCESS),
        Command::Speed(options) => speed::run(&options).map(|()| ExitCode::SUCCESS),
        Command::Train { datasets, output } => train::run(&datasets, &output).map(|()| ExitCode::SUCCESS),
    };
    match result {
        Ok(status) => status,
        Err(message) => {
            eprintln!("lab: {message}");
            ExitCode::from(2)
        }
    }
}

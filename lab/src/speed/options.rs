//! What the command line asks of a measurement of speed.

use std::path::PathBuf;

use clap::builder::RangedU64ValueParser;

use crate::command_line::file_name;

/// Options of `lab speed`.
#[derive(Debug, clap::Args)]
pub struct SpeedOptions {
    /// Folders with html/ and ground-truth/, or of cases with page.html and case.toml.
    #[arg(required = true)]
    pub datasets: Vec<PathBuf>,
    /// Times that every contender reads every page, after one to warm up.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    pub rounds: usize,
    /// Use every Nth page of each set only, in the order of file names.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    pub every: usize,
    /// A Python that has resiliparse and trafilatura: they are timed, too.
    #[arg(long, value_name = "FILE")]
    pub python: Option<PathBuf>,
    /// The command itself (`target/release/tamis`): its start, its memory, and a folder with one and two jobs.
    #[arg(long, value_name = "FILE")]
    pub tamis: Option<PathBuf>,
    /// Write speed.md and a chart there.
    #[arg(long, value_name = "DIR")]
    pub report: Option<PathBuf>,
}

impl SpeedOptions {
    /// The command that gives these figures, with the last part of each path: the same on every machine.
    pub fn command_line(&self) -> String {
        let peers = if cfg!(feature = "peers") { " --features peers" } else { "" };
        let mut words = vec![format!("cargo run --release -p lab{peers} -- speed")];
        words.extend(self.datasets.iter().map(|path| file_name(path)));
        words.push(format!("--rounds {}", self.rounds));
        words.extend((self.every > 1).then(|| format!("--every {}", self.every)));
        words.extend(self.python.iter().map(|path| format!("--python {}", file_name(path))));
        words.extend(self.tamis.iter().map(|path| format!("--tamis {}", file_name(path))));
        words.join(" ")
    }
}

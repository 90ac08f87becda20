//! What the command line asks of an evaluation.

use std::path::PathBuf;

use clap::builder::RangedU64ValueParser;

use crate::command_line::file_name;

/// Worst pages listed in a report of which no other number was asked.
const WORST_IN_REPORT: usize = 30;

/// Options of `lab evaluate`.
#[derive(Debug, clap::Args)]
pub struct EvaluateOptions {
    /// Folders with html/ and ground-truth/, or of cases with page.html and case.toml.
    #[arg(required = true)]
    pub datasets: Vec<PathBuf>,
    /// Cross-validate: train this many models, and extract each page with the one that has not seen its domain.
    #[arg(long, value_name = "K", conflicts_with = "model", value_parser = RangedU64ValueParser::<usize>::new().range(2..))]
    pub folds: Option<usize>,
    /// Weigh blocks with this model instead of the one in the program.
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Replace class names and ids of the pages by names that say nothing, as on sites whose builds make them by hashing; folds are
    /// trained on the pages as they are.
    #[arg(long)]
    pub disguise: bool,
    /// Cut the article out of the pages that have it in an element of its own, and leave out the others: F1 is then the share of pages of
    /// which nothing is kept (of no page where a set's gold begins with the headline, as that stays).
    #[arg(long)]
    pub bare: bool,
    /// Folder for what the training of folds leaves behind.
    #[arg(long, value_name = "DIR", default_value = "target/lab")]
    pub work: PathBuf,
    /// Texts of another extractor (repeatable): JSON Lines with `id` (or `set/id`), `text` and perhaps `title`.
    #[arg(long, value_name = "FILE")]
    pub against: Vec<PathBuf>,
    /// Write evaluation.md and plots there.
    #[arg(long, value_name = "DIR")]
    pub report: Option<PathBuf>,
    /// Fail if a figure is below its floor in this file (lines of set, group, metric, floor between tabs); with --folds, by more than trainings
    /// differ by chance.
    #[arg(long, value_name = "FILE")]
    pub gate: Option<PathBuf>,
    /// Raise the floors to the figures reached, never lowering one; sets that the file lacks are added.
    #[arg(long, requires = "gate")]
    pub raise: bool,
    /// Evaluate every Nth page of each set only, in the order of file names.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    pub every: usize,
    /// Show this many of the worst pages of each set (a report lists 30 if not told otherwise).
    #[arg(long, value_name = "N")]
    pub worst: Option<usize>,
}

impl EvaluateOptions {
    /// Worst pages a set to show in the terminal.
    pub fn worst_in_terminal(&self) -> usize {
        self.worst.unwrap_or(0)
    }

    /// Worst pages a set to list in the report.
    pub fn worst_in_report(&self) -> usize {
        self.worst.unwrap_or(WORST_IN_REPORT)
    }

    /// The command that gives these figures, with the last part of each path: the same on every machine.
    pub fn command_line(&self) -> String {
        let mut words = vec!["lab evaluate".to_owned()];
        words.extend(self.datasets.iter().map(|path| file_name(path)));
        words.extend(self.folds.map(|folds| format!("--folds {folds}")));
        words.extend(self.model.iter().map(|path| format!("--model {}", file_name(path))));
        words.extend(self.disguise.then(|| "--disguise".to_owned()));
        words.extend(self.bare.then(|| "--bare".to_owned()));
        words.extend(self.against.iter().map(|path| format!("--against {}", file_name(path))));
        words.extend((self.every > 1).then(|| format!("--every {}", self.every)));
        words.extend(self.worst.map(|worst| format!("--worst {worst}")));
        words.extend(self.report.iter().map(|path| format!("--report {}", file_name(path))));
        words.join(" ")
    }
}

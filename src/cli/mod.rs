//! The command line: arguments, standard input, files and folders go in; files, standard output and an exit code come out.
//!
//! `args` → `plan` (do the arguments fit together? which files?) → `input` (the pages in them, one by one) → `sieve` (one page
//! → its output; `report` and `explain` draw what it tells of every block) on the threads of `pipeline` → `output` (stream, files or table), led by `batch`, with everything said to
//! people in `console`.

mod args;
mod batch;
mod console;
mod errors;
mod explain;
mod failure;
mod guard;
mod input;
mod interrupt;
mod manual;
mod output;
mod parquet;
mod pipeline;
mod plan;
mod progress;
mod report;
mod run;
mod share;
mod sieve;
mod tally;
mod usage;

pub use run::main;

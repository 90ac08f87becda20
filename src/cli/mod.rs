//! The command line: arguments, standard input, files and folders go in; files, standard output and an exit code come out.
//!
//! `args` → `usage` (do the arguments fit together?) → `input` and `folder` (which pages?) → `sieve` (one page → its
//! output) on the threads of `in_order` → `output` (stream or files), with everything said to people in `console`.

mod args;
mod atomic;
mod batch;
mod console;
mod failure;
mod folder;
mod guard;
mod in_order;
mod input;
mod names;
mod output;
mod progress;
mod run;
mod sieve;
mod tally;
mod usage;

pub use run::main;

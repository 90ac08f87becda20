//! Whatever is to be said to people goes in, and comes out on standard error, one line each, around the progress line.

use std::fmt::Display;
use std::io::{self, Stderr, Write};

use super::failure::printable;
use super::progress::Progress;
use super::tally::Tally;

/// Standard error.
pub struct Console {
    terminal: Stderr,
    progress: Progress,
    is_quiet: bool,
}

impl Console {
    /// A console with a progress line; a quiet one says errors only.
    pub fn new(progress: Progress, is_quiet: bool) -> Self {
        Self { terminal: io::stderr(), progress, is_quiet }
    }

    /// Something is wrong with a page or a file.
    pub fn error(&mut self, path: &str, words: impl Display) {
        self.line(format_args!("{}: {words}", printable(path)));
    }

    /// Something worth knowing, but no error.
    pub fn note(&mut self, path: &str, words: impl Display) {
        if !self.is_quiet {
            self.error(path, words);
        }
    }

    /// The last line of a run.
    pub fn summary(&mut self, words: impl Display) {
        if !self.is_quiet {
            self.line(words);
        }
    }

    /// A page is done, for which so many bytes were read.
    pub fn step(&mut self, n_bytes: u64) {
        self.progress.step(n_bytes);
    }

    /// Time passes: the progress may be due.
    pub fn tick(&mut self, tally: &Tally) {
        // Where standard error is closed nobody listens: nothing to do about it, here and below.
        let _ = self.progress.draw(tally, &mut self.terminal);
    }

    fn line(&mut self, words: impl Display) {
        let _ = self.progress.clear(&mut self.terminal);
        // One write a line, so that lines of programs that share a terminal do not mix.
        let _ = self.terminal.write_all(format!("tamis: {words}\n").as_bytes());
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        let _ = self.progress.clear(&mut self.terminal);
    }
}

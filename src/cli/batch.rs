//! Pages and a sieve go in; their outputs are written in order, people are told, and the exit code comes out.

use std::io::{self, ErrorKind, IsTerminal};
use std::ops::ControlFlow;
use std::thread;

use super::args::{Args, Focus};
use super::console::Console;
use super::failure::Failure;
use super::in_order::in_order;
use super::input::Page;
use super::output::{Destination, Sink, WriteError};
use super::progress::Progress;
use super::sieve::{Outcome, Sieve};
use super::tally::{Tally, Verdict};

/// Pages to be sieved in one run.
pub struct Batch<'a> {
    /// What was asked for.
    pub args: &'a Args,
    /// The pages, sorted.
    pub pages: &'a [Page],
    /// Where their outputs go.
    pub destination: &'a Destination,
    /// Files of folders that are not pages; `None` where no folder was read, and no summary is due.
    pub n_skipped: Option<usize>,
}

impl Batch<'_> {
    /// Sieves all pages.
    pub fn run(&self, sieve: &Sieve) -> Tally {
        let mut console = Console::new(Progress::new(self.pages.len(), self.wants_progress()), self.args.quiet);
        let mut tally = Tally { n_skipped: self.n_skipped.unwrap_or(0), ..Tally::default() };
        let sink = match Sink::open(self.destination, self.args.format, self.pages) {
            Ok(sink) => sink,
            Err(WriteError { path, error }) => {
                console.error(&path, Failure::writing(&error));
                tally.count(Verdict::Failed);
                return tally;
            }
        };
        let mut taker = Taker { batch: self, sink, console, tally, broken_off: None };
        let jobs = self.args.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from));
        let started = in_order(self.pages, jobs, |page| sieve.sieve(page), |index, outcome| taker.take(index, outcome));
        if let Err(error) = started {
            taker.console.error("-j", format_args!("no thread could be started ({error}); free some memory"));
            taker.tally.count(Verdict::Failed);
            taker.broken_off = Some(BrokenOff::Unable);
        }
        taker.finish()
    }

    /// Progress is for people at a terminal that the output itself does not fill.
    fn wants_progress(&self) -> bool {
        let is_output_shown = *self.destination == Destination::Stdout && io::stdout().is_terminal();
        !self.args.quiet && io::stderr().is_terminal() && !is_output_shown
    }
}

/// Why a run ended before its last page.
enum BrokenOff {
    /// The reader of the output went away: it had enough.
    Closed,
    /// The output cannot be written, or no thread could be started.
    Unable,
}

/// The end of the line: takes what became of each page.
struct Taker<'a> {
    batch: &'a Batch<'a>,
    sink: Sink,
    console: Console,
    tally: Tally,
    broken_off: Option<BrokenOff>,
}

impl Taker<'_> {
    /// Writes what became of page `index`, says what there is to say about it, and counts it.
    fn take(&mut self, index: usize, outcome: Outcome) -> ControlFlow<()> {
        let (verdict, output) = self.announce(index, outcome);
        self.console.step();
        match output.map_or(Ok(()), |output| self.sink.write(index, &output)) {
            Ok(()) => {
                self.tally.count(verdict);
                ControlFlow::Continue(())
            }
            Err(error) => self.take_write_error(error),
        }
    }

    /// Says what there is to say about a page; gives the verdict, and what is to be written.
    fn announce(&mut self, index: usize, outcome: Outcome) -> (Verdict, Option<String>) {
        let source = &self.batch.pages[index].source;
        match outcome {
            Outcome::Article(output) => (Verdict::Article, Some(output)),
            Outcome::NoArticle(output) => {
                self.console.note(source, format_args!("no article found; {}", remedy(self.batch.args.focus)));
                (Verdict::NoArticle, output)
            }
            Outcome::Failed(failure, object) => {
                self.console.error(source, failure);
                // A file would look like a result; in a stream the page would seem never to have been read.
                (Verdict::Failed, object.filter(|_| self.sink.is_stream()))
            }
        }
    }

    /// A stream that cannot be written ends the run; a file that cannot be written is that page's trouble.
    fn take_write_error(&mut self, WriteError { path, error }: WriteError) -> ControlFlow<()> {
        if error.kind() == ErrorKind::BrokenPipe {
            self.broken_off = Some(BrokenOff::Closed);
            return ControlFlow::Break(());
        }
        self.console.error(&path, Failure::writing(&error));
        self.tally.count(Verdict::Failed);
        if self.sink.is_stream() {
            self.broken_off = Some(BrokenOff::Unable);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn finish(mut self) -> Tally {
        match self.broken_off {
            Some(BrokenOff::Closed) => return Tally::default(),
            Some(BrokenOff::Unable) => return self.tally,
            None => {}
        }
        if let Err(WriteError { path, error }) = self.sink.finish() {
            self.console.error(&path, Failure::writing(&error));
            self.tally.count(Verdict::Failed);
        } else if self.batch.n_skipped.is_some() {
            self.console.summary(&self.tally);
        }
        self.tally
    }
}

/// What may help where no article was found.
fn remedy(focus: Focus) -> &'static str {
    match focus {
        Focus::Recall => "if there is one, point at it with --keep SELECTOR",
        Focus::Precision | Focus::Balanced => "try --focus recall",
    }
}

//! A plan goes in; its pages are sieved and written in order, people are told, and the exit code comes out.

use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::args::{Args, Focus};
use super::console::Console;
use super::errors::ErrorLog;
use super::failure::Failure;
use super::input::{Documents, Rules};
use super::interrupt::Interrupt;
use super::output::{Destination, Record, Sink, WriteError};
use super::pipeline::{Taker, in_order};
use super::plan::Plan;
use super::sieve::{Outcome, Sieve, Sieved};
use super::tally::{Tally, Verdict};

/// Exit code of a run whose output could not be completed, as that of a failed page.
const OUTPUT_FAILED: u8 = 2;

/// Why a run ended before its last page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The reader of the output went away: it had enough.
    Closed,
    /// The output cannot be written, or no thread could be started.
    Unable,
}

/// The end of the line: takes what became of each page.
pub struct Batch {
    sink: Box<dyn Sink>,
    console: Console,
    errors: Option<ErrorLog>,
    interrupt: Interrupt,
    tally: Tally,
    end: Option<End>,
    focus: Focus,
    /// Whether all outputs go into one stream of objects, where a failed page leaves its mark.
    is_stream: bool,
    /// Whether a run that ends early can be resumed.
    is_resumable: bool,
    /// Whether there may be more pages than were named, so that a summary is due.
    has_summary: bool,
    n_skipped_records: Arc<AtomicUsize>,
}

/// Sieves all pages of a plan; gives the exit code.
pub fn run(args: &Args, plan: Plan, sieve: Sieve, console: Console) -> u8 {
    let jobs = args.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from));
    match Batch::begin(args, plan, console) {
        Ok((mut batch, documents)) => {
            if let Err(error) = in_order(documents, jobs, move |document| sieve.sieve(document), &mut batch) {
                let words = format_args!("no thread could be started ({error}); free some memory");
                batch.fail("-j", &Failure::new("internal", words));
                batch.end = Some(End::Unable);
            }
            batch.finish()
        }
        Err(exit_code) => exit_code,
    }
}

impl Batch {
    /// Opens everything that the run writes to; where that fails, says why and gives the exit code.
    fn begin(args: &Args, plan: Plan, mut console: Console) -> Result<(Self, Documents), u8> {
        let name = plan.destination.name();
        let opened = plan.destination.open(args.format(), &args.layout(), &args.start());
        let (sink, earlier, is_discarding) = opened.map_err(|failure| refuse(&mut console, &name, failure))?;
        if is_discarding {
            console.note(&name, "an interrupted run was here; --resume would have gone on with it");
        }
        let errors = args.errors.as_deref().map(|path| {
            let writing =
                |error: io::Error| refuse(&mut console, &path.display().to_string(), Failure::writing(&error));
            ErrorLog::open(path, args.resume).map_err(writing)
        });
        let n_skipped_records = Arc::new(AtomicUsize::new(0));
        let rules = Rules {
            max_bytes: args.max_bytes,
            extension: plan.destination.extension(args.format()),
            takes_many: args.format().takes_many() || matches!(plan.destination, Destination::Folder(_)),
            done: earlier.verdicts,
            n_skipped: Arc::clone(&n_skipped_records),
        };
        let batch = Self {
            sink,
            errors: errors.transpose()?,
            interrupt: Interrupt::listen().map_err(|error| refuse(&mut console, "signals", error))?,
            console,
            tally: Tally { n_skipped: plan.n_skipped, ..Tally::default() },
            end: None,
            focus: args.focus,
            is_stream: args.format().is_stream() || plan.destination == Destination::Stdout,
            is_resumable: plan.destination != Destination::Stdout,
            has_summary: plan.has_summary,
            n_skipped_records,
        };
        Ok((batch, Documents::new(plan.files, rules)))
    }

    /// Says what there is to say about a page; gives the verdict, and what is to be written.
    fn announce(&mut self, source: &str, outcome: Outcome) -> (Verdict, Option<String>) {
        match outcome {
            Outcome::Article(output) => (Verdict::Article, Some(output)),
            Outcome::NoArticle(output) => {
                self.console.note(source, format_args!("no article found; {}", remedy(self.focus)));
                (Verdict::NoArticle, output)
            }
            Outcome::Failed(failure, object) => {
                self.log(source, &failure);
                // A file would look like a result; in a stream the page would seem never to have been read.
                (Verdict::Failed, object.filter(|_| self.is_stream))
            }
            Outcome::Done(verdict) => {
                self.tally.n_done_before += 1;
                (verdict, None)
            }
        }
    }

    /// Says that something failed, and counts it.
    fn fail(&mut self, path: &str, failure: &Failure) {
        self.log(path, failure);
        self.tally.count(Verdict::Failed);
    }

    /// Says that something failed, to people and programs.
    fn log(&mut self, path: &str, failure: &Failure) {
        self.console.error(path, failure);
        if let Some(errors) = &mut self.errors
            && let Err(error) = errors.add(path, failure)
        {
            self.console.error(&errors.name(), Failure::writing(&error));
            self.errors = None;
            self.end = Some(End::Unable);
        }
    }

    /// A stream that cannot be written ends the run, as does a full disk; a file that cannot be written is that page's
    /// trouble.
    fn take_write_error(&mut self, WriteError { path, error, is_lasting }: WriteError) {
        if error.kind() == ErrorKind::BrokenPipe {
            self.end = Some(End::Closed);
            return;
        }
        self.fail(&path, &Failure::writing(&error));
        if is_lasting {
            self.end = Some(End::Unable);
        }
    }

    /// Completes the output, or leaves it to be resumed; gives the exit code.
    fn finish(self) -> u8 {
        let Self { sink, mut console, interrupt, mut tally, end, is_resumable, has_summary, n_skipped_records, .. } =
            self;
        tally.n_skipped_records = n_skipped_records.load(Ordering::Relaxed);
        let interrupted = interrupt.exit_code();
        let done = match end {
            Some(End::Closed) => return Tally::default().exit_code(),
            None if interrupted.is_none() => sink.finish(),
            None | Some(End::Unable) => sink.pause(),
        };
        let mut is_unfinished = interrupted.is_some() || end.is_some();
        // Why a run ended early was said already.
        if let (Err(WriteError { path, error, .. }), None) = (done, end) {
            console.error(&path, Failure::writing(&error));
            is_unfinished = true;
        }
        if has_summary {
            console.summary(&tally);
        }
        if is_unfinished && is_resumable {
            console.summary(format_args!("broken off after page {}; --resume goes on from there", tally.n_pages()));
        } else if interrupted.is_some() {
            console.summary(format_args!("broken off after page {}", tally.n_pages()));
        }
        let failed = is_unfinished.then_some(OUTPUT_FAILED);
        interrupted.or(failed).unwrap_or_else(|| tally.exit_code())
    }
}

impl Taker<Sieved> for Batch {
    fn take(&mut self, page: Sieved) -> ControlFlow<()> {
        let Sieved { source, key, file, outcome, n_bytes } = page;
        let is_done_before = matches!(outcome, Outcome::Done(_));
        let problem = if let Outcome::Failed(failure, _) = &outcome { Some(failure.to_string()) } else { None };
        let (verdict, output) = self.announce(&source, outcome);
        self.console.step(n_bytes);
        let (output, problem) = (output.as_deref(), problem.as_deref());
        let record = Record { source: &source, key: &key, file: &file, verdict, output, problem };
        if is_done_before {
            self.tally.count(verdict);
            self.sink.recall(&record);
            return ControlFlow::Continue(());
        }
        match self.sink.write(&record) {
            Ok(()) => self.tally.count(verdict),
            Err(error) => self.take_write_error(error),
        }
        if self.end.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn is_stopped(&mut self) -> bool {
        self.console.tick(&self.tally);
        self.interrupt.exit_code().is_some()
    }
}

/// Says why the run cannot begin; gives the exit code.
fn refuse(console: &mut Console, path: &str, words: impl Display) -> u8 {
    console.error(path, words);
    OUTPUT_FAILED
}

/// What may help where no article was found.
fn remedy(focus: Focus) -> &'static str {
    match focus {
        Focus::Recall => "point at it with --keep SELECTOR or, if a script draws it, save the page from a browser",
        Focus::Precision | Focus::Balanced => {
            "try --focus recall or, if a script draws it, save the page from a browser"
        }
    }
}

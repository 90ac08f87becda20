//! Finished pages go in, one line that is drawn over and over comes out, for people who wait at a terminal.

use std::io::{self, Write};
use std::time::{Duration, Instant};

/// Fewer pages are done before anyone could read a progress line.
const FEWEST_PAGES: usize = 20;

/// Time between two drawings: smooth to the eye, and nothing to the run.
const REDRAW: Duration = Duration::from_millis(100);

/// Back to the start of the line, and clear it (ECMA-48, EL).
const CLEAR: &str = "\r\x1b[K";

/// A progress line.
pub struct Progress {
    n_pages: usize,
    n_done: usize,
    is_wanted: bool,
    is_drawn: bool,
    last_drawn: Instant,
}

impl Progress {
    /// A line for `n_pages`; it stays invisible unless it is wanted and there is something to wait for.
    pub fn new(n_pages: usize, is_wanted: bool) -> Self {
        let is_wanted = is_wanted && n_pages >= FEWEST_PAGES;
        Self { n_pages, n_done: 0, is_wanted, is_drawn: false, last_drawn: Instant::now() }
    }

    /// One more page is done.
    pub fn step(&mut self, terminal: &mut impl Write) -> io::Result<()> {
        self.n_done += 1;
        if !self.is_wanted || self.last_drawn.elapsed() < REDRAW {
            return Ok(());
        }
        self.last_drawn = Instant::now();
        self.is_drawn = true;
        write!(terminal, "{CLEAR}tamis: {} of {} pages", self.n_done, self.n_pages)?;
        terminal.flush()
    }

    /// Takes the line away, before something else is written or at the end.
    pub fn clear(&mut self, terminal: &mut impl Write) -> io::Result<()> {
        if std::mem::take(&mut self.is_drawn) {
            terminal.write_all(CLEAR.as_bytes())?;
            terminal.flush()?;
        }
        Ok(())
    }
}

//! Finished pages go in, one line that is drawn over and over comes out, for people who wait at a terminal.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use super::tally::Tally;

/// Nobody needs to be told of shorter waits.
const FIRST_DRAWN: Duration = Duration::from_secs(1);

/// Time between two drawings: often enough to see that it moves, and nothing to the run.
const REDRAW: Duration = Duration::from_millis(200);

/// Back to the start of the line, and clear it (ECMA-48, EL).
const CLEAR: &str = "\r\x1b[K";

/// A progress line.
pub struct Progress {
    /// Size of all inputs in bytes; 0 where it is not known.
    n_bytes: u64,
    n_bytes_done: u64,
    is_wanted: bool,
    is_drawn: bool,
    started: Instant,
    last_drawn: Instant,
}

impl Progress {
    /// A line for inputs of `n_bytes` in all; it stays invisible unless it is wanted and there is something to wait for.
    pub fn new(n_bytes: u64, is_wanted: bool) -> Self {
        let now = Instant::now();
        Self { n_bytes, n_bytes_done: 0, is_wanted, is_drawn: false, started: now, last_drawn: now }
    }

    /// A page is done, for which so many bytes were read.
    pub fn step(&mut self, n_bytes: u64) {
        self.n_bytes_done += n_bytes;
    }

    /// Draws the line if it is time.
    ///
    /// # Errors
    /// The terminal cannot be written.
    pub fn draw(&mut self, tally: &Tally, terminal: &mut impl Write) -> io::Result<()> {
        if !self.is_wanted || self.started.elapsed() < FIRST_DRAWN || self.last_drawn.elapsed() < REDRAW {
            return Ok(());
        }
        self.last_drawn = Instant::now();
        self.is_drawn = true;
        write!(terminal, "{CLEAR}tamis: {}", self.words(tally, self.started.elapsed()))?;
        terminal.flush()
    }

    fn words(&self, tally: &Tally, elapsed: Duration) -> String {
        let n_new = tally.n_pages() - tally.n_done_before;
        let per_second = n_new as f64 / elapsed.as_secs_f64().max(f64::EPSILON);
        let mut words = format!("{} pages, {per_second:.0} a second, {} failed", tally.n_pages(), tally.n_failed);
        if self.n_bytes > 0 && self.n_bytes_done > 0 {
            let share = (self.n_bytes_done as f64 / self.n_bytes as f64).min(1.0);
            let left = elapsed.as_secs_f64() * (1.0 - share) / share;
            words += &format!(", {:.0} %, {} left", 100.0 * share, duration(left));
        }
        words
    }

    /// Takes the line away, before something else is written or at the end.
    ///
    /// # Errors
    /// The terminal cannot be written.
    pub fn clear(&mut self, terminal: &mut impl Write) -> io::Result<()> {
        if std::mem::take(&mut self.is_drawn) {
            terminal.write_all(CLEAR.as_bytes())?;
            terminal.flush()?;
        }
        Ok(())
    }
}

/// Seconds in the two largest units that matter: `42 s`, `3 min 20 s`, `5 h 10 min`.
fn duration(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_pages_rate_failures_and_time_left() {
        let mut progress = Progress::new(1000, true);
        progress.step(250);
        let tally = Tally { n_articles: 90, n_failed: 10, n_done_before: 50, ..Tally::default() };
        let words = progress.words(&tally, Duration::from_secs(25));
        assert_eq!(words, "100 pages, 2 a second, 10 failed, 25 %, 1 min 15 s left");
        let unknown = Progress::new(0, true).words(&tally, Duration::from_secs(5));
        assert_eq!(unknown, "100 pages, 10 a second, 10 failed");
    }

    #[test]
    fn nothing_is_drawn_in_the_first_second_or_unwanted() {
        let mut drawn = Vec::new();
        let tally = Tally::default();
        Progress::new(0, true).draw(&tally, &mut drawn).expect("memory takes it");
        let mut unwanted = Progress { started: Instant::now() - 2 * FIRST_DRAWN, ..Progress::new(0, false) };
        unwanted.draw(&tally, &mut drawn).expect("memory takes it");
        assert_eq!(drawn, b"");
    }

    #[test]
    fn durations_have_two_units() {
        assert_eq!([42.4, 200.0, 18_600.0].map(duration), ["42 s", "3 min 20 s", "5 h 10 min"]);
    }
}

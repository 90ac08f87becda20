//! The clock of one extraction.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use crate::error::Error;

/// A step of the pipeline, in the order in which they begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Bytes to text.
    Decode,
    /// Text to tree.
    Parse,
    /// Tree to metadata.
    Metadata,
    /// Tree to blocks.
    Segment,
    /// Blocks to features.
    Features,
    /// Features to log-odds, block by block.
    Trees,
    /// Features to log-odds, with the blocks around each, and both to probabilities.
    Network,
    /// Probabilities to a choice.
    Select,
    /// Chosen blocks to an article.
    Compose,
    /// Article to words.
    Render,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 10] = [
        Self::Decode,
        Self::Parse,
        Self::Metadata,
        Self::Segment,
        Self::Features,
        Self::Trees,
        Self::Network,
        Self::Select,
        Self::Compose,
        Self::Render,
    ];
}

/// How far an extraction has come, and how long it may take.
#[derive(Debug)]
pub struct Stopwatch {
    started: Instant,
    timeout: Option<Duration>,
    /// Set where somebody wants to know what each stage took.
    laps: Option<RefCell<Laps>>,
}

#[derive(Debug)]
struct Laps {
    last: Instant,
    times: [Duration; Stage::ALL.len()],
}

impl Stopwatch {
    /// Starts the clock. `None` = no limit.
    pub fn start(timeout: Option<Duration>) -> Self {
        Self { started: Instant::now(), timeout, laps: None }
    }

    /// Starts a clock that notes what each stage takes.
    pub fn start_timed() -> Self {
        let laps = Laps { last: Instant::now(), times: [Duration::ZERO; Stage::ALL.len()] };
        Self { laps: Some(RefCell::new(laps)), ..Self::start(None) }
    }

    /// Notes that a stage, or a part of it, is done.
    ///
    /// # Errors
    /// [`Error::TimedOut`] once the time is up.
    pub fn done(&self, stage: Stage) -> Result<(), Error> {
        if let Some(laps) = &self.laps {
            let mut laps = laps.borrow_mut();
            let now = Instant::now();
            let lap = now - laps.last;
            laps.times[stage as usize] += lap;
            laps.last = now;
        }
        self.check()
    }

    /// Fails once the time is up.
    ///
    /// # Errors
    /// [`Error::TimedOut`].
    pub fn check(&self) -> Result<(), Error> {
        match self.timeout {
            Some(timeout) if self.started.elapsed() >= timeout => {
                Err(Error::TimedOut { timeout_ms: timeout.as_millis() })
            }
            _ => Ok(()),
        }
    }

    /// What each stage took, in the order of [`Stage::ALL`]; zero where nobody asked for it.
    pub fn times(&self) -> [Duration; Stage::ALL.len()] {
        self.laps.as_ref().map_or([Duration::ZERO; Stage::ALL.len()], |laps| laps.borrow().times)
    }
}

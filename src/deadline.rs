//! The clock of one extraction.

use std::time::{Duration, Instant};

use crate::error::Error;

/// A moment after which an extraction gives up.
#[derive(Debug, Clone, Copy)]
pub struct Deadline {
    started: Instant,
    timeout: Option<Duration>,
}

impl Deadline {
    /// Starts the clock. `None` = no limit.
    pub fn start(timeout: Option<Duration>) -> Self {
        Self { started: Instant::now(), timeout }
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
}

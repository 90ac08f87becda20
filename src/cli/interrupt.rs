//! Signals of the system go in; whether and how the run is to end early comes out.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// Exit codes of interrupted commands are the signal's number and this (as shells have it).
const SIGNAL_BASE: i32 = 128;

/// Whether somebody asked the run to end: Ctrl-C, or `kill`.
#[derive(Debug, Clone, Default)]
pub struct Interrupt(Arc<AtomicUsize>);

impl Interrupt {
    /// Listens from now on. The first signal asks; the second ends the process at once.
    ///
    /// # Errors
    /// The system does not allow it.
    pub fn listen() -> io::Result<Self> {
        let (interrupt, has_asked) = (Self::default(), Arc::new(AtomicBool::new(false)));
        for signal in [SIGINT, SIGTERM] {
            // In this order: the first signal finds the flag down, and raises it.
            flag::register_conditional_shutdown(signal, SIGNAL_BASE + signal, Arc::clone(&has_asked))?;
            flag::register(signal, Arc::clone(&has_asked))?;
            flag::register_usize(signal, Arc::clone(&interrupt.0), signal.unsigned_abs() as usize)?;
        }
        Ok(interrupt)
    }

    /// The exit code that says so, if the run was asked to end.
    pub fn exit_code(&self) -> Option<u8> {
        let signal = self.0.load(Ordering::Relaxed);
        if signal == 0 { None } else { u8::try_from(SIGNAL_BASE.unsigned_abs() as usize + signal).ok() }
    }
}

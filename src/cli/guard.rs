//! Work goes in, its result comes out, or nothing if it panicked: one broken page must not stop a thousand good ones.

use std::panic::{self, AssertUnwindSafe};
use std::thread;

/// Name of the threads that do guarded work; by it the panic hook tells them apart.
pub const WORKER_NAME: &str = "tamis-page";

/// Does the work; `None` if it panicked.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    // Unwind-safe: what the work shares (options, a path) is only read.
    panic::catch_unwind(AssertUnwindSafe(work)).ok()
}

/// Keeps panics of workers from being printed: [`guarded`] reports them in the words of the command.
pub fn silence_workers() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if thread::current().name() != Some(WORKER_NAME) {
            report(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_becomes_nothing() {
        assert_eq!(guarded(|| 7), Some(7));
        let none: [u8; 0] = [];
        let index = none.len() + 3;
        assert_eq!(guarded(|| none[index]), None);
    }
}

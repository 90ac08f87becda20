//! Text goes in, standard output shows it.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

/// Shows a line, or several; a reader that has gone away, as `head` does, wants no more and is no failure.
///
/// # Errors
/// A line that says why nothing could be written.
pub fn show(text: impl Display) -> Result<(), String> {
    match writeln!(io::stdout(), "{text}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("standard output: {error}")),
        _ => Ok(()),
    }
}

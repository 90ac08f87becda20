//! Outputs of pages go in; they leave at once, to standard output or to a device or pipe that was named.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::journal::Earlier;
use super::{Begin, Failure, Record, Sink, WriteError};

/// A writer that cannot be replaced or taken back.
pub struct Live {
    writer: BufWriter<Box<dyn Write>>,
    /// Its name in messages.
    name: String,
    /// What stands between two outputs.
    separator: &'static str,
    has_output: bool,
}

impl Live {
    /// Standard output.
    pub fn stdout(separator: &'static str) -> Self {
        Self::new(Box::new(io::stdout()), "standard output", separator)
    }

    /// A device or pipe.
    ///
    /// # Errors
    /// It cannot be opened.
    pub fn device(path: &Path, separator: &'static str) -> Begin {
        let file = File::options().write(true).open(path).map_err(|error| Failure::writing(&error))?;
        let live = Self::new(Box::new(file), &path.display().to_string(), separator);
        Ok((Box::new(live), Earlier::default(), false))
    }

    fn new(writer: Box<dyn Write>, name: &str, separator: &'static str) -> Self {
        Self { writer: BufWriter::new(writer), name: name.to_owned(), separator, has_output: false }
    }
}

impl Sink for Live {
    fn write(&mut self, record: &Record<'_>) -> Result<(), WriteError> {
        let Some(output) = record.output else { return Ok(()) };
        let separator = if self.has_output { self.separator } else { "" };
        self.has_output = true;
        // Flushed page by page: whoever reads a pipe gets a page when it is done.
        let written = write!(self.writer, "{separator}{output}").and_then(|()| self.writer.flush());
        written.map_err(|error| WriteError::of_all(Path::new(&self.name), error))
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        Ok(())
    }

    fn pause(self: Box<Self>) -> Result<(), WriteError> {
        Ok(())
    }
}

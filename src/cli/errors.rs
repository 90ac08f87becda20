//! Failures go in; each lands as one JSON object a line in the file that `--errors` names.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::failure::Failure;

/// A list of failures, for programs.
pub struct ErrorLog {
    file: File,
    path: PathBuf,
}

impl ErrorLog {
    /// Begins the list, or goes on with that of the run that is resumed.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn open(path: &Path, is_resumed: bool) -> io::Result<Self> {
        let file = File::options().create(true).write(true).append(is_resumed).truncate(!is_resumed).open(path)?;
        Ok(Self { file, path: path.to_owned() })
    }

    /// Its name in messages.
    pub fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// Adds a failure: a line at one stroke, so that a run that is killed leaves whole lines.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn add(&mut self, source: &str, failure: &Failure) -> io::Result<()> {
        let object = json!({"source": source, "kind": failure.kind, "message": failure.to_string()});
        self.file.write_all(format!("{object}\n").as_bytes())
    }
}

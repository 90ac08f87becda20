//! Outputs of pages go in; each lands in a file of its own, below a folder that mirrors the input.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::atomic::AtomicFile;
use super::packing::Packing;
use super::workspace::{Begun, Start, Workspace};
use super::{Begin, Earlier, Failure, Record, Sink, WriteError};

/// Name of the workspace in the output folder; hidden, so that it is not read as pages.
const WORKSPACE: &str = ".tamis";

/// A folder with a file for each page.
pub struct Tree {
    folder: PathBuf,
    workspace: Workspace,
    packing: Packing,
    /// Whether the journal stays when all is done, so that the next run knows.
    keeps_journal: bool,
}

impl Tree {
    /// Makes the folder if it is missing, and takes it for this run.
    ///
    /// # Errors
    /// See [`Workspace::begin`].
    pub fn begin(folder: &Path, packing: Packing, start: &Start) -> Begin {
        let (tree, earlier, is_discarding) = Self::new(folder, packing, start)?;
        Ok((Box::new(tree), earlier, is_discarding))
    }

    /// The same, for sinks that add to it.
    ///
    /// # Errors
    /// See [`Workspace::begin`].
    pub fn new(folder: &Path, packing: Packing, start: &Start) -> Result<(Self, Earlier, bool), Failure> {
        fs::create_dir_all(folder).map_err(|error| Failure::writing(&error))?;
        let begun = Workspace::begin(folder.join(WORKSPACE), start, |_| None)?;
        let Begun { workspace, mut earlier, is_discarding } = begun;
        // What failed left no file: it is tried again.
        earlier.verdicts.retain(|_, verdict| *verdict != super::Verdict::Failed);
        let tree = Self { folder: folder.to_owned(), workspace, packing, keeps_journal: start.is_resumed };
        Ok((tree, earlier, is_discarding))
    }

    /// Puts a file in its place, whole or not at all.
    ///
    /// # Errors
    /// It could not be written.
    pub fn write_file(&self, path: &Path, output: &str) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = AtomicFile::create(path, &self.workspace.folder)?;
        file.write_all(&self.packing.pack(output.as_bytes())?)?;
        file.commit()
    }
}

impl Sink for Tree {
    fn write(&mut self, record: &Record<'_>) -> Result<(), WriteError> {
        if let Some(output) = record.output {
            let path = self.folder.join(record.file);
            self.write_file(&path, output).map_err(|error| WriteError::of_page(&path, error))?;
        }
        self.workspace.journal.note(record.verdict, record.key);
        self.workspace.journal.save().map_err(|error| WriteError::of_all(&self.folder, error))
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        let Self { folder, workspace, keeps_journal, .. } = *self;
        let done = if keeps_journal { workspace.remove_drafts() } else { workspace.remove() };
        match done {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(WriteError::of_all(&folder, error)),
            _ => Ok(()),
        }
    }

    fn pause(self: Box<Self>) -> Result<(), WriteError> {
        self.workspace.remove_drafts().map_err(|error| WriteError::of_all(&self.folder, error))
    }
}

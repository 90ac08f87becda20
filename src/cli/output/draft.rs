//! Outputs of pages go in; they gather in a draft beside the target file, which replaces it once all are there.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::atomic::{put_in_place, real_path};
use super::names::fitting;
use super::packing::Packing;
use super::workspace::{Begun, Start, Workspace};
use super::{Begin, Failure, Record, Sink, WriteError};

const DRAFT: &str = "draft";

/// Outputs are written when so many bytes have gathered: few writes, packed well, and at most a second's work to repeat.
const GATHERED_BYTES: usize = 256 << 10;

/// One file for all pages.
pub struct Draft {
    target: PathBuf,
    workspace: Workspace,
    file: File,
    packing: Packing,
    /// What stands between two outputs.
    separator: &'static str,
    /// Whether a run without outputs leaves an empty file.
    is_made_empty: bool,
    gathered: Vec<u8>,
    n_written: u64,
}

impl Draft {
    /// Begins the draft, or goes on with that of the run that is resumed.
    ///
    /// # Errors
    /// See [`Workspace::begin`].
    pub fn begin(target: &Path, separator: &'static str, is_made_empty: bool, start: &Start) -> Begin {
        let packing = Packing::of(target);
        let begun = Workspace::begin(workspace_of(target)?, start, |folder| Some(length_of(&folder.join(DRAFT))))?;
        let Begun { workspace, earlier, is_discarding } = begun;
        let n_written = earlier.n_written;
        let file = open(&workspace.folder.join(DRAFT), n_written).map_err(|error| Failure::writing(&error))?;
        let target = real_path(target);
        let gathered = Vec::new();
        let draft = Self { target, workspace, file, packing, separator, is_made_empty, gathered, n_written };
        Ok((Box::new(draft), earlier, is_discarding))
    }

    /// Writes what has gathered.
    fn write_gathered(&mut self) -> Result<(), WriteError> {
        self.try_write_gathered().map_err(|error| WriteError::of_all(&self.target, error))
    }

    fn try_write_gathered(&mut self) -> io::Result<()> {
        if !self.gathered.is_empty() {
            let packed = self.packing.pack(&self.gathered)?;
            self.file.write_all(&packed)?;
            self.n_written += packed.len() as u64;
        }
        self.gathered.clear();
        self.workspace.journal.written(self.n_written)
    }

    fn is_empty(&self) -> bool {
        self.n_written == 0 && self.gathered.is_empty()
    }
}

impl Sink for Draft {
    fn write(&mut self, record: &Record<'_>) -> Result<(), WriteError> {
        if let Some(output) = record.output {
            let separator = if self.is_empty() { "" } else { self.separator };
            self.gathered.extend_from_slice(separator.as_bytes());
            self.gathered.extend_from_slice(output.as_bytes());
        }
        self.workspace.journal.note(record.verdict, record.key);
        if self.gathered.len() >= GATHERED_BYTES { self.write_gathered() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        self.write_gathered()?;
        let Self { target, workspace, is_made_empty, .. } = *self;
        let place = || {
            if self.n_written > 0 || is_made_empty {
                put_in_place(&workspace.folder.join(DRAFT), &target)?;
            }
            workspace.remove()
        };
        place().map_err(|error| WriteError::of_all(&target, error))
    }

    fn pause(mut self: Box<Self>) -> Result<(), WriteError> {
        self.write_gathered()
    }
}

/// The workspace of a file: a hidden folder beside it.
///
/// # Errors
/// The file cannot be written because of what is in its place.
pub fn workspace_of(target: &Path) -> Result<PathBuf, Failure> {
    if target.is_dir() {
        return Err(Failure::writing(&io::ErrorKind::IsADirectory.into()));
    }
    let target = real_path(target);
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(target.with_file_name(fitting(&format!(".{name}"), ".tamis")))
}

fn length_of(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |data| data.len())
}

/// Opens a draft of which the first `n_written` bytes are good.
fn open(path: &Path, n_written: u64) -> io::Result<File> {
    let mut file = File::options().write(true).create(true).truncate(false).open(path)?;
    file.set_len(n_written)?;
    file.seek(SeekFrom::End(0))?;
    Ok(file)
}

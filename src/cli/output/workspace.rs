//! A destination goes in; a hidden folder beside it, for this run alone, comes out: drafts and the journal lie there.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::super::failure::Failure;
use super::journal::{Earlier, Journal, earlier, options_of};

const JOURNAL: &str = "journal";

/// How a run begins.
#[derive(Debug, Clone)]
pub struct Start {
    /// All options that shape an output, in one line: a run can only be resumed with the same.
    pub options: String,
    /// Whether to go on where an earlier run was broken off.
    pub is_resumed: bool,
}

/// The folder of one run; no other run has it at the same time.
pub struct Workspace {
    /// Where drafts go.
    pub folder: PathBuf,
    /// What is done.
    pub journal: Journal,
}

/// A workspace, and what it held.
pub struct Begun {
    /// The workspace.
    pub workspace: Workspace,
    /// What is done already.
    pub earlier: Earlier,
    /// Whether an earlier run had been broken off here, which this one does not resume.
    pub is_discarding: bool,
}

impl Workspace {
    /// Takes the folder for this run; `n_in_draft` counts the bytes (or parts) of the draft that a run left in it
    /// (`None`: a run of this kind has no draft).
    ///
    /// # Errors
    /// It cannot be written, another run has it, or the run that is to be resumed had other options.
    pub fn begin(folder: PathBuf, start: &Start, n_in_draft: impl Fn(&Path) -> Option<u64>) -> Result<Begun, Failure> {
        let writing = |error: io::Error| Failure::writing(&error);
        let mut file = lock(&folder)?;
        let options = options_of(&mut file).map_err(writing)?;
        if start.is_resumed
            && let Some(options) = &options
        {
            if *options != start.options {
                return Err(Failure::new(
                    "unwritable",
                    "the run to be resumed had other options or another version; repeat it as it was, or leave out --resume",
                ));
            }
            let earlier = earlier(&mut file, n_in_draft(&folder)).map_err(writing)?;
            let journal = Journal::go_on(file, &earlier).map_err(writing)?;
            return Ok(Begun { workspace: Self { folder, journal }, earlier, is_discarding: false });
        }
        let journal = Journal::begin(file, &start.options).map_err(writing)?;
        let workspace = Self { folder, journal };
        workspace.remove_drafts().map_err(writing)?;
        Ok(Begun { workspace, earlier: Earlier::default(), is_discarding: options.is_some() })
    }

    /// Removes everything but the journal.
    ///
    /// # Errors
    /// A draft cannot be removed.
    pub fn remove_drafts(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if entry.file_name() != JOURNAL {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// Removes the folder: the run is complete.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn remove(self) -> io::Result<()> {
        fs::remove_dir_all(&self.folder)
    }
}

/// The journal's file, locked.
fn lock(folder: &Path) -> Result<File, Failure> {
    let taken =
        || Failure::new("unwritable", "another run is writing here; wait until it is done, or choose another -o");
    loop {
        make_folder(folder).map_err(|error| Failure::writing(&error))?;
        let path = folder.join(JOURNAL);
        let file = match File::options().read(true).write(true).create(true).truncate(false).open(&path) {
            Ok(file) => file,
            // A run that was ending removed the folder just now.
            Err(error) if error.kind() == ErrorKind::NotFound && !folder.exists() => continue,
            Err(error) => return Err(Failure::writing(&error)),
        };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(taken()),
            // Where the disk knows no locks, two runs cannot be kept apart.
            Err(TryLockError::Error(_)) => return Ok(file),
            Ok(()) if path.exists() => return Ok(file),
            Ok(()) => {}
        }
    }
}

fn make_folder(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        other => other,
    }
}

//! The JSON lines of pages go in; they gather in Parquet parts beside the target file, which is made of them at the end.

use std::fs::{self, File};
use std::io::{self, BufWriter, Stdout};
use std::path::{Path, PathBuf};

use tamis::JsonBody;

use super::super::parquet::{Columns, ParquetWriter, concatenate};
use super::atomic::{put_in_place, real_path};
use super::draft::workspace_of;
use super::journal::Earlier;
use super::workspace::{Begun, Start, Workspace};
use super::{Begin, Failure, Record, Sink, WriteError};

const DRAFT: &str = "draft";

/// A part (and a row group) is written when so much text has gathered: large enough for readers to be fast (the format's
/// documentation advises much more for distributed disks), small enough to hold in memory and to lose.
const GATHERED_BYTES: usize = 32 << 20;

/// What a row holds besides metadata.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Renderings of the body.
    pub bodies: Vec<JsonBody>,
    /// All blocks of the page.
    pub has_blocks: bool,
    /// Where each piece of metadata came from.
    pub has_origins: bool,
}

impl Layout {
    fn columns(&self) -> Columns {
        Columns::new(&self.bodies, self.has_blocks, self.has_origins)
    }
}

/// One Parquet file for all pages.
pub struct Table {
    target: PathBuf,
    workspace: Workspace,
    columns: Columns,
    part: ParquetWriter<Vec<u8>>,
    n_parts: u64,
}

impl Table {
    /// Begins the first part, or goes on after those of the run that is resumed.
    ///
    /// # Errors
    /// See [`Workspace::begin`].
    pub fn begin(target: &Path, layout: &Layout, start: &Start) -> Begin {
        let begun = Workspace::begin(workspace_of(target)?, start, |folder| Some(n_parts_in(folder)))?;
        let Begun { workspace, earlier, is_discarding } = begun;
        let columns = layout.columns();
        let part = ParquetWriter::new(Vec::new(), &columns).map_err(|error| Failure::writing(&error))?;
        let table = Self { target: real_path(target), workspace, columns, part, n_parts: earlier.n_written };
        Ok((Box::new(table), earlier, is_discarding))
    }

    /// Writes what has gathered as a part: a Parquet file that is whole or not there.
    fn write_part(&mut self) -> io::Result<()> {
        if self.part.gathered_bytes() > 0 {
            let part = std::mem::replace(&mut self.part, ParquetWriter::new(Vec::new(), &self.columns)?);
            let bytes = part.finish()?;
            let draft = self.workspace.folder.join(DRAFT);
            fs::write(&draft, bytes)?;
            fs::rename(draft, part_path(&self.workspace.folder, self.n_parts))?;
            self.n_parts += 1;
        }
        self.workspace.journal.written(self.n_parts)
    }

    /// Makes the target of all parts.
    fn put_together(&self) -> io::Result<()> {
        let folder = &self.workspace.folder;
        let parts: Vec<PathBuf> = (0..self.n_parts).map(|number| part_path(folder, number)).collect();
        let draft = folder.join(DRAFT);
        concatenate(&parts, &self.columns, BufWriter::new(File::create(&draft)?))?;
        put_in_place(&draft, &self.target)
    }
}

impl Sink for Table {
    fn write(&mut self, record: &Record<'_>) -> Result<(), WriteError> {
        let mut write = || {
            if let Some(line) = record.output {
                self.part.write(line)?;
            }
            self.workspace.journal.note(record.verdict, record.key);
            if self.part.gathered_bytes() >= GATHERED_BYTES { self.write_part() } else { Ok(()) }
        };
        write().map_err(|error| WriteError::of_all(&self.target, error))
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        let done = self.write_part().and_then(|()| self.put_together());
        let Self { target, workspace, .. } = *self;
        done.and_then(|()| workspace.remove()).map_err(|error| WriteError::of_all(&target, error))
    }

    fn pause(mut self: Box<Self>) -> Result<(), WriteError> {
        self.write_part().map_err(|error| WriteError::of_all(&self.target, error))
    }
}

fn part_path(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("part-{number:06}.parquet"))
}

/// How many parts there are, from the first on without a gap.
fn n_parts_in(folder: &Path) -> u64 {
    (0..).take_while(|number| part_path(folder, *number).exists()).count() as u64
}

/// A table that leaves on standard output, a row group at a time.
pub struct LiveTable {
    writer: ParquetWriter<Stdout>,
}

impl LiveTable {
    /// Begins it.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn begin(layout: &Layout) -> Begin {
        let writer = ParquetWriter::new(io::stdout(), &layout.columns()).map_err(|error| Failure::writing(&error))?;
        Ok((Box::new(Self { writer }), Earlier::default(), false))
    }
}

impl Sink for LiveTable {
    fn write(&mut self, record: &Record<'_>) -> Result<(), WriteError> {
        let mut write = || {
            if let Some(line) = record.output {
                self.writer.write(line)?;
            }
            if self.writer.gathered_bytes() >= GATHERED_BYTES { self.writer.flush() } else { Ok(()) }
        };
        write().map_err(|error| WriteError::of_all(Path::new("standard output"), error))
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        let finished = self.writer.finish().map(|_| ());
        finished.map_err(|error| WriteError::of_all(Path::new("standard output"), error))
    }

    fn pause(self: Box<Self>) -> Result<(), WriteError> {
        // The rows that there are make a whole file.
        self.finish()
    }
}

//! The outputs of pages go in, in order; they land on standard output, in one file, or in a file each.

mod atomic;
mod draft;
mod journal;
mod live;
mod names;
mod packing;
mod reports;
mod table;
mod tree;
mod workspace;

use std::io;
use std::path::{Path, PathBuf};

use super::args::Format;
use super::failure::{Failure, is_lasting};
use super::tally::Verdict;

pub use journal::Earlier;
pub use names::{Namer, assign};
pub use packing::{Packing, without_packing};
pub use table::Layout;
pub use workspace::Start;

/// Where the outputs of a run go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Standard output.
    Stdout,
    /// One file.
    File(PathBuf),
    /// A folder, one file a page.
    Folder(PathBuf),
}

/// What became of a page, and what is to be written of it.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// What the page is called in messages.
    pub source: &'a str,
    /// What the page is called in the journal.
    pub key: &'a str,
    /// Its file in a tree, below the output folder.
    pub file: &'a Path,
    /// How it ended.
    pub verdict: Verdict,
    /// What is written; nothing of pages that gave nothing.
    pub output: Option<&'a str>,
    /// What is wrong with a page that failed.
    pub problem: Option<&'a str>,
}

/// A destination that takes outputs.
pub trait Sink {
    /// Takes what became of the next page.
    ///
    /// # Errors
    /// It could not be written; where each page has its file, nothing of it is left.
    fn write(&mut self, record: &Record<'_>) -> Result<(), WriteError>;

    /// Is told of a page that an earlier run did.
    fn recall(&mut self, _: &Record<'_>) {}

    /// Completes the output: all pages are done.
    ///
    /// # Errors
    /// It could not be put in its place.
    fn finish(self: Box<Self>) -> Result<(), WriteError>;

    /// Leaves the output so that `--resume` can go on from here.
    ///
    /// # Errors
    /// What has gathered could not be written.
    fn pause(self: Box<Self>) -> Result<(), WriteError>;
}

/// A sink ready to take outputs, what an earlier run did that it resumes, and whether there is one that it does not resume.
pub type Begin = Result<(Box<dyn Sink>, Earlier, bool), Failure>;

/// A write that failed, and where.
#[derive(Debug)]
pub struct WriteError {
    /// The file, or "standard output".
    pub path: String,
    /// Why.
    pub error: io::Error,
    /// Whether nothing more can be written: the whole output fails, not a page's file alone.
    pub is_lasting: bool,
}

impl WriteError {
    /// The one output of all pages cannot be written.
    fn of_all(path: &Path, error: io::Error) -> Self {
        Self { path: path.display().to_string(), error, is_lasting: true }
    }

    /// The file of a page cannot be written.
    fn of_page(path: &Path, error: io::Error) -> Self {
        let is_lasting = is_lasting(&error);
        Self { path: path.display().to_string(), error, is_lasting }
    }
}

impl Destination {
    /// Its name in messages.
    pub fn name(&self) -> String {
        match self {
            Self::Stdout => "standard output".to_owned(),
            Self::File(path) | Self::Folder(path) => path.display().to_string(),
        }
    }

    /// Whether it is a file that was written to its end, so that there is nothing to be resumed.
    pub fn is_complete(&self) -> bool {
        match self {
            Self::File(path) => path.is_file() && draft::workspace_of(path).is_ok_and(|workspace| !workspace.exists()),
            Self::Stdout | Self::Folder(_) => false,
        }
    }

    /// Opens it.
    ///
    /// # Errors
    /// It cannot be written, another run has it, or there is no run to be resumed as this one.
    pub fn open(&self, format: Format, layout: &Layout, start: &Start) -> Begin {
        // Readers of plain text and Markdown need to see where a page ends; JSON lines and single pages do not.
        let separator = if format == Format::Jsonl { "" } else { "\n" };
        match self {
            Self::Folder(folder) if format == Format::Report => reports::Reports::begin(folder, start),
            Self::Folder(folder) => tree::Tree::begin(folder, Packing::of(folder), start),
            Self::File(path) if format == Format::Parquet => table::Table::begin(path, layout, start),
            Self::File(path) if atomic::is_device(path) => live::Live::device(path, separator),
            Self::File(path) => draft::Draft::begin(path, separator, format == Format::Jsonl, start),
            Self::Stdout if format == Format::Parquet => table::LiveTable::begin(layout),
            Self::Stdout => Ok((Box::new(live::Live::stdout(separator)), Earlier::default(), false)),
        }
    }

    /// The extension of each file in a folder, with the dot.
    pub fn extension(&self, format: Format) -> String {
        match self {
            Self::Folder(folder) => format!("{}{}", format.extension(), Packing::of(folder).extension()),
            Self::Stdout | Self::File(_) => format.extension().to_owned(),
        }
    }
}

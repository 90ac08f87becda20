//! The outputs of pages go in, in order; they land on standard output, in one file, or in a file each.

use std::fs;
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use super::args::Format;
use super::atomic::AtomicFile;
use super::input::Page;
use super::names;

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

/// The destination, ready to be written.
pub enum Sink {
    /// All outputs one after the other.
    Stream(Stream),
    /// The output of page `n` in the `n`th file.
    Files {
        /// The files.
        paths: Vec<PathBuf>,
        /// Whether missing folders are made for them.
        makes_folders: bool,
    },
}

/// One file or standard output, for all pages.
pub struct Stream {
    writer: Writer,
    /// Its name in messages.
    name: String,
    /// What stands between two outputs.
    separator: &'static str,
    has_output: bool,
}

enum Writer {
    Stdout(BufWriter<Stdout>),
    File(AtomicFile),
}

/// A write that failed, and where.
#[derive(Debug)]
pub struct WriteError {
    /// The file, or "standard output".
    pub path: String,
    /// Why.
    pub error: io::Error,
}

impl Sink {
    /// Opens the destination for the outputs of `pages`. Nothing is created yet, except for a stream into a file.
    ///
    /// # Errors
    /// A stream's file cannot be created.
    pub fn open(destination: &Destination, format: Format, pages: &[Page]) -> Result<Self, WriteError> {
        // Readers of plain text and Markdown need to see where a page ends; JSON lines and single pages do not.
        let separator = if format == Format::Jsonl { "" } else { "\n" };
        match destination {
            Destination::Stdout => {
                let writer = Writer::Stdout(BufWriter::new(io::stdout()));
                Ok(Self::Stream(Stream { writer, name: "standard output".to_owned(), separator, has_output: false }))
            }
            Destination::File(path) if format == Format::Jsonl => {
                let name = path.display().to_string();
                let file = AtomicFile::create(path).map_err(|error| WriteError { path: name.clone(), error })?;
                Ok(Self::Stream(Stream { writer: Writer::File(file), name, separator, has_output: false }))
            }
            Destination::File(_) | Destination::Folder(_) => Ok(Self::Files {
                paths: output_paths(destination, format, pages),
                makes_folders: matches!(destination, Destination::Folder(_)),
            }),
        }
    }

    /// Whether all outputs go into one stream, where a failed page leaves its mark.
    pub fn is_stream(&self) -> bool {
        matches!(self, Self::Stream(_))
    }

    /// Writes the output of page `index`.
    ///
    /// # Errors
    /// It could not be written; where files are written, nothing of it is left.
    pub fn write(&mut self, index: usize, output: &str) -> Result<(), WriteError> {
        match self {
            Self::Stream(stream) => stream.write(output),
            Self::Files { paths, makes_folders } => match paths.get(index) {
                Some(path) => write_file(path, output, *makes_folders)
                    .map_err(|error| WriteError { path: path.display().to_string(), error }),
                None => Ok(()),
            },
        }
    }

    /// All outputs are written.
    ///
    /// # Errors
    /// A stream's file cannot be put in its place.
    pub fn finish(self) -> Result<(), WriteError> {
        match self {
            Self::Stream(Stream { writer: Writer::File(file), name, .. }) => {
                file.commit().map_err(|error| WriteError { path: name, error })
            }
            Self::Stream(_) | Self::Files { .. } => Ok(()),
        }
    }
}

impl Stream {
    fn write(&mut self, output: &str) -> Result<(), WriteError> {
        let separator = if self.has_output { self.separator } else { "" };
        self.has_output = true;
        let written = match &mut self.writer {
            // Flushed page by page: whoever reads a pipe gets a page when it is done.
            Writer::Stdout(writer) => write!(writer, "{separator}{output}").and_then(|()| writer.flush()),
            Writer::File(writer) => write!(writer, "{separator}{output}"),
        };
        written.map_err(|error| WriteError { path: self.name.clone(), error })
    }
}

/// The files that a run will write, in the order of its pages; none for a stream to standard output.
pub fn output_paths(destination: &Destination, format: Format, pages: &[Page]) -> Vec<PathBuf> {
    match destination {
        Destination::Stdout => Vec::new(),
        Destination::File(path) => vec![path.clone()],
        Destination::Folder(folder) => {
            names::assign(pages.iter().map(|page| page.relative.as_path()), format.extension())
                .into_iter()
                .map(|name| folder.join(name))
                .collect()
        }
    }
}

fn write_file(path: &Path, output: &str, makes_folders: bool) -> io::Result<()> {
    if makes_folders && let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = AtomicFile::create(path)?;
    file.write_all(output.as_bytes())?;
    file.commit()
}

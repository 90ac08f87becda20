//! A path or standard input goes in, the bytes of one page come out: unpacked, and never more than the limit.

use std::fs::File;
use std::io::{self, Read};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use flate2::read::MultiGzDecoder;

use super::failure::Failure;

/// The first bytes of every gzip member (RFC 1952, section 2.3.1).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// What one PATH of the command line means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file (or something that does not exist: reading it says so).
    File(PathBuf),
    /// A folder.
    Folder(PathBuf),
}

impl Input {
    /// Looks at what a PATH is.
    pub fn new(path: &Path) -> Self {
        if path.as_os_str() == "-" {
            Self::Stdin
        } else if path.is_dir() {
            Self::Folder(path.to_owned())
        } else {
            Self::File(path.to_owned())
        }
    }
}

/// A page to read.
#[derive(Debug)]
pub struct Page {
    /// How it is called in JSON and in messages: its path with forward slashes, `-` for standard input.
    pub source: String,
    /// Where its bytes are.
    pub place: Place,
    /// Its path below an output folder, still with its own extension.
    pub relative: PathBuf,
}

/// Where the bytes of a page are.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// Known to be unreadable, such as a folder without permission.
    Unreadable(Failure),
}

impl Page {
    /// The page on standard input.
    pub fn stdin() -> Self {
        Self { source: "-".to_owned(), place: Place::Stdin, relative: PathBuf::from("stdin") }
    }

    /// The page in a file.
    pub fn file(path: PathBuf, relative: PathBuf) -> Self {
        Self { source: source_of(&path), place: Place::File(path), relative }
    }

    /// A part of a folder that cannot be read.
    pub fn unreadable(path: &Path, failure: Failure) -> Self {
        Self { source: source_of(path), place: Place::Unreadable(failure), relative: PathBuf::new() }
    }

    /// Its file, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match &self.place {
            Place::File(path) => Some(path),
            Place::Stdin | Place::Unreadable(_) => None,
        }
    }

    /// Reads its bytes, unpacked.
    ///
    /// # Errors
    /// Whatever keeps it from being read, and more than `max_bytes` (so a gzip bomb costs no more than the limit).
    pub fn read(&self, max_bytes: usize) -> Result<Vec<u8>, Failure> {
        match &self.place {
            Place::Stdin => read_limited(io::stdin(), max_bytes),
            Place::File(path) => read_limited(File::open(path).map_err(|error| Failure::reading(&error))?, max_bytes),
            Place::Unreadable(failure) => Err(failure.clone()),
        }
    }
}

fn source_of(path: &Path) -> String {
    let source = path.to_string_lossy();
    if MAIN_SEPARATOR == '/' { source.into_owned() } else { source.replace(MAIN_SEPARATOR, "/") }
}

fn read_limited(reader: impl Read, max_bytes: usize) -> Result<Vec<u8>, Failure> {
    let (reader, is_gzip) = unpacked(reader).map_err(|error| Failure::reading(&error))?;
    let one_too_many = (max_bytes as u64).saturating_add(1);
    let mut bytes = Vec::new();
    reader
        .take(one_too_many)
        .read_to_end(&mut bytes)
        .map_err(|error| if is_gzip { Failure::unpacking(&error) } else { Failure::reading(&error) })?;
    if bytes.len() > max_bytes {
        return Err(Failure::new(format_args!("the page has more than {max_bytes} bytes; raise --max-bytes")));
    }
    Ok(bytes)
}

/// The bytes of a reader, unpacked if they are gzipped, and whether they were.
fn unpacked<'a>(mut reader: impl Read + 'a) -> io::Result<(Box<dyn Read + 'a>, bool)> {
    let mut start = Vec::with_capacity(GZIP_MAGIC.len());
    reader.by_ref().take(GZIP_MAGIC.len() as u64).read_to_end(&mut start)?;
    let is_gzip = start == GZIP_MAGIC;
    let whole = io::Cursor::new(start).chain(reader);
    if is_gzip { Ok((Box::new(MultiGzDecoder::new(whole)), true)) } else { Ok((Box::new(whole), false)) }
}

/// The first bytes of a file, unpacked, at most `n_bytes`; as many as could be had.
pub fn start_of(path: &Path, n_bytes: usize) -> Vec<u8> {
    let mut start = Vec::new();
    if let Ok(file) = File::open(path)
        && let Ok((reader, _)) = unpacked(file)
    {
        // A file that breaks off is judged by what it gave.
        let _ = reader.take(n_bytes as u64).read_to_end(&mut start);
    }
    start
}

//! Paths of the command line go in; the pages that lie there come out, one by one, each ready to be read.

mod container;
mod documents;
mod folder;
mod look;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use tamis::archive::{self, Opened};

use super::failure::Failure;

pub use documents::{About, Content, Document, Documents, Rules};
pub use folder::{Folder, find_pages, has_page_extension};

/// What one PATH of the command line means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file with one page (or something that does not exist: reading it says so).
    File(PathBuf),
    /// A file with many pages.
    Container(PathBuf),
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
        } else if path.is_file() && holds_many_pages(path) {
            Self::Container(path.to_owned())
        } else {
            Self::File(path.to_owned())
        }
    }

    /// Whether there may be several pages in it.
    pub fn has_many_pages(&self) -> bool {
        matches!(self, Self::Container(_) | Self::Folder(_))
    }
}

fn holds_many_pages(path: &Path) -> bool {
    // What cannot be opened says so when it is read.
    let Ok(file) = File::open(path) else { return false };
    match archive::open(Box::new(file), 1) {
        Ok(Opened::Container(container)) => !container.has_one_page(),
        Ok(Opened::Zip(_)) => true,
        Ok(Opened::Page(_)) | Err(_) => false,
    }
}

/// A file to read, or standard input.
///
/// There may be millions: it holds nothing that can be told from its path.
#[derive(Debug)]
pub struct InputFile {
    /// Where its bytes are.
    pub place: Place,
    /// Its size; 0 where that is not known beforehand.
    pub n_bytes: u64,
}

/// Where the bytes of an input are.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// Known to be unreadable, such as a folder without permission.
    Unreadable(Box<(PathBuf, Failure)>),
}

impl InputFile {
    /// Standard input.
    pub fn stdin() -> Self {
        Self { place: Place::Stdin, n_bytes: 0 }
    }

    /// A file.
    pub fn file(path: PathBuf) -> Self {
        let n_bytes = fs::metadata(&path).map_or(0, |data| data.len());
        Self { place: Place::File(path), n_bytes }
    }

    /// A part of a folder that cannot be read.
    pub fn unreadable(path: PathBuf, failure: Failure) -> Self {
        Self { place: Place::Unreadable(Box::new((path, failure))), n_bytes: 0 }
    }

    /// Its path, if it is a file.
    pub fn path(&self) -> Option<&Path> {
        match &self.place {
            Place::File(path) => Some(path),
            Place::Stdin | Place::Unreadable(_) => None,
        }
    }

    /// How it is called in JSON and in messages: its path with forward slashes, `-` for standard input.
    pub fn source(&self) -> String {
        match &self.place {
            Place::Stdin => "-".to_owned(),
            Place::File(path) => source_of(path),
            Place::Unreadable(place) => source_of(&place.0),
        }
    }

    /// Its path to the last byte; files are read in this order.
    pub fn name(&self) -> &[u8] {
        match &self.place {
            Place::Stdin => b"-",
            Place::File(path) => path.as_os_str().as_encoded_bytes(),
            Place::Unreadable(place) => place.0.as_os_str().as_encoded_bytes(),
        }
    }

    /// What it is called in a journal: its path to the last byte.
    pub fn key(&self) -> String {
        escaped(self.name())
    }

    /// Opens it.
    ///
    /// # Errors
    /// Whatever keeps it from being opened.
    pub fn open(&self) -> Result<Box<dyn Read + Send>, Failure> {
        match &self.place {
            Place::Stdin => Ok(Box::new(io::stdin())),
            Place::File(path) => match File::open(path) {
                Ok(file) => Ok(Box::new(file)),
                Err(error) => Err(Failure::reading(&error)),
            },
            Place::Unreadable(place) => Err(place.1.clone()),
        }
    }
}

/// A name in ASCII, on one line and without `#`, which parts a file's name from a place in it. No two names become one.
pub fn escaped(name: &[u8]) -> String {
    name.escape_ascii().to_string().replace('#', "\\x23")
}

fn source_of(path: &Path) -> String {
    let source = path.to_string_lossy();
    if MAIN_SEPARATOR == '/' { source.into_owned() } else { source.replace(MAIN_SEPARATOR, "/") }
}

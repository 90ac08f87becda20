//! A zip archive goes in; the pages among its entries come out, in the order of its directory.

use std::io::{Read, Seek};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::sniff::looks_like_markup;
use super::unpack::{read_limited, read_page, unpacked_start};
use super::{Error, Found, Pages};

/// Extensions of pages, in lower case.
const PAGE_EXTENSIONS: [&str; 7] = ["html", "htm", "xhtml", "shtml", "php", "asp", "aspx"];

/// Extensions that say how a page is packed.
const PACKED_EXTENSIONS: [&str; 3] = ["gz", "zst", "br"];

/// The pages of a zip archive.
pub(super) struct Zip<R> {
    archive: ZipArchive<R>,
    next: usize,
    n_skipped: usize,
    max_bytes: usize,
}

impl<R: Read + Seek> Zip<R> {
    /// Reads the directory of an archive.
    pub fn open(file: R, max_bytes: usize) -> Result<Self, Error> {
        let archive = ZipArchive::new(file).map_err(damaged)?;
        Ok(Self { archive, next: 0, n_skipped: 0, max_bytes })
    }

    /// Entry `index`; `None` if it is no page.
    fn entry(&mut self, index: usize) -> Option<Found> {
        let Ok(entry) = self.archive.by_index_raw(index) else {
            return Some(Found::new(index + 1, Err(Error::damaged("the zip entry is damaged"))));
        };
        if entry.is_dir() {
            return None;
        }
        let name = entry.name().map_or_else(|_| (index + 1).to_string(), |name| name.into_owned());
        let is_encrypted = entry.encrypted();
        drop(entry);
        match by_name(&name) {
            Some(false) => {
                self.n_skipped += 1;
                None
            }
            Some(true) if is_encrypted => Some(Found::new(name, Err(Error::Encrypted))),
            Some(true) => Some(Found::new(name, self.read(index))),
            None => match self.read(index) {
                Ok(bytes) if looks_like_markup(&unpacked_start(&bytes)) => Some(Found::new(name, Ok(bytes))),
                _ => {
                    self.n_skipped += 1;
                    None
                }
            },
        }
    }

    fn read(&mut self, index: usize) -> Result<Vec<u8>, Error> {
        let mut entry = self.archive.by_index(index).map_err(damaged)?;
        let bytes = read_limited(&mut entry, self.max_bytes, None).map_err(|error| match error {
            Error::Unreadable { .. } => Error::damaged("the zip entry is damaged"),
            other => other,
        })?;
        read_page(bytes.as_slice(), self.max_bytes)
    }
}

impl<R: Read + Seek> Iterator for Zip<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while self.next < self.archive.len() {
            self.next += 1;
            if let Some(found) = self.entry(self.next - 1) {
                return Some(found);
            }
        }
        None
    }
}

impl<R: Read + Seek> Pages for Zip<R> {
    fn n_skipped(&self) -> usize {
        self.n_skipped
    }
}

/// What the name of an entry says of it: a page, none, or nothing.
fn by_name(name: &str) -> Option<bool> {
    let path = Path::new(name);
    let extension = |path: &Path| path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    let mut last = extension(path);
    if last.as_deref().is_some_and(|last| PACKED_EXTENSIONS.contains(&last)) {
        last = extension(Path::new(path.file_stem()?));
    }
    last.map(|last| PAGE_EXTENSIONS.contains(&last.as_str()))
}

fn damaged(error: ZipError) -> Error {
    match error {
        ZipError::Io(error) if error.raw_os_error().is_some() => Error::reading(&error, None),
        ZipError::UnsupportedArchive(what) => Error::damaged(format!("the zip archive cannot be read ({what})")),
        _ => Error::damaged("the zip archive is damaged"),
    }
}

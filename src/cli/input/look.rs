//! A file goes in; whether it holds one page or many comes out, told by its content.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tamis::archive::{self, Container, Opened};

use super::super::failure::Failure;
use super::{InputFile, Place};

/// The first bytes of a zip archive that has entries (APPNOTE.TXT 4.3.7).
const ZIP_MAGIC: &[u8] = b"PK\x03\x04";

/// What a file holds.
pub enum Held {
    /// One page.
    Page(Box<dyn Read + Send>),
    /// Many pages.
    Container(Container),
}

/// Looks into a file; `n_read` counts the bytes that are read of it from then on.
///
/// # Errors
/// Whatever keeps it from being read.
pub fn look_into(file: &InputFile, n_read: &Arc<AtomicU64>, max_bytes: usize) -> Result<Held, Failure> {
    let reading = |error: io::Error| Failure::reading(&error);
    let reader = Counted { inner: file.open()?, n_read: Arc::clone(n_read) };
    match archive::open(Box::new(reader), max_bytes).map_err(reading)? {
        Opened::Page(reader) => Ok(Held::Page(reader)),
        Opened::Container(container) => Ok(Held::Container(container)),
        Opened::Zip(reader) => {
            let zip = seekable(file, reader).map_err(reading)?;
            let counted = Counted { inner: zip, n_read: Arc::clone(n_read) };
            let container = archive::open_zip(counted, max_bytes);
            container.map(Held::Container).map_err(|error| Failure::new(error.kind(), &error))
        }
    }
}

/// A zip archive as a file: the very file that was named, or what came through a pipe, on disk.
fn seekable(file: &InputFile, mut reader: impl Read) -> io::Result<File> {
    if let Place::File(path) = &file.place {
        let mut magic = [0; ZIP_MAGIC.len()];
        let mut direct = File::open(path)?;
        if direct.metadata()?.is_file() && direct.read_exact(&mut magic).is_ok() && magic == ZIP_MAGIC {
            direct.rewind()?;
            return Ok(direct);
        }
    }
    let mut spool = tempfile::tempfile()?;
    io::copy(&mut reader, &mut spool)?;
    spool.rewind()?;
    Ok(spool)
}

/// A reader that tells how far it is.
struct Counted<R> {
    inner: R,
    n_read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.inner.read(buffer)?;
        self.n_read.fetch_add(n_bytes as u64, Ordering::Relaxed);
        Ok(n_bytes)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, position: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(position)
    }
}

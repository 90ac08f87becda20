//! Bytes of an archive go in; the pages inside come out, one after the other.
//!
//! Archives are WARC files (WARC 1.1, ISO 28500), JSON Lines with the page in `html` or `content`, zip archives, and MHTML
//! (RFC 2557). What a stream holds, and whether it is packed with gzip, zstd or brotli, is told by its content. Memory is
//! bounded by the largest page. Where an archive is damaged, every whole page before and after the damage comes out.

mod error;
mod json_lines;
mod mhtml;
mod repair;
mod sniff;
mod unpack;
mod warc;
mod zip;

use std::io::{self, Cursor, Read, Seek};

use repair::{Repairing, has_dictionary};
use sniff::Kind;
use unpack::{Packing, peek};

pub use error::Error;
pub use unpack::{read_page, unpacked_start};

/// What a stream turned out to hold.
pub enum Opened {
    /// One page, or whatever else is no archive: the stream from its first byte, still packed. Read it with [`read_page`].
    Page(Box<dyn Read + Send>),
    /// An archive that is read in one pass.
    Container(Container),
    /// A zip archive, which must be seekable: the stream from its first byte, unpacked. Put it on disk and give it to [`open_zip`].
    Zip(Box<dyn Read + Send>),
}

/// A page found in an archive, or a place where one is lost.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its place: the number of its record (all records counted from 1) or of its line, or the name of its entry.
    pub place: String,
    /// Its bytes, with transfer- and content-encodings undone.
    pub content: Result<Vec<u8>, Error>,
    /// Its address.
    pub url: Option<String>,
    /// The `Content-Type` it came with.
    pub content_type: Option<String>,
    /// When it was fetched, ISO 8601.
    pub fetched: Option<String>,
    /// JSON Lines: every field but the page's, its name and its raw JSON text.
    pub fields: Vec<(String, String)>,
}

impl Found {
    fn new(place: impl ToString, content: Result<Vec<u8>, Error>) -> Self {
        Self { place: place.to_string(), content, url: None, content_type: None, fetched: None, fields: Vec::new() }
    }
}

/// Looks at the first bytes of a stream and tells what it holds. Pages longer than `max_bytes`, unpacked, will fail.
///
/// # Errors
/// The stream cannot be read.
pub fn open(reader: Box<dyn Read + Send>, max_bytes: usize) -> io::Result<Opened> {
    let (start, whole) = peek(reader)?;
    let packing = Packing::of(&start);
    Ok(match kind_of(&start) {
        Kind::Page => Opened::Page(Box::new(whole)),
        Kind::Zip => match packing {
            Some(packing) => Opened::Zip(packing.unpack(whole)?),
            None => Opened::Zip(Box::new(whole)),
        },
        Kind::Mhtml => {
            let mhtml = mhtml::Mhtml::new(whole, max_bytes);
            Opened::Container(Container { pages: Box::new(mhtml), has_one_page: true })
        }
        Kind::Warc => Container::of(warc::Warc::new(Repairing::new(whole, packing, sniff::is_warc), max_bytes)),
        Kind::JsonLines => {
            let is_anything = |start: &[u8]| !start.is_empty();
            Container::of(json_lines::JsonLines::new(Repairing::new(whole, packing, is_anything), max_bytes))
        }
    })
}

/// Opens a zip archive.
///
/// # Errors
/// [`Error::Damaged`]: its directory cannot be read.
pub fn open_zip<R: Read + Seek + Send + 'static>(file: R, max_bytes: usize) -> Result<Container, Error> {
    let zip = zip::Zip::open(file, max_bytes)?;
    Ok(Container { pages: Box::new(zip), has_one_page: false })
}

/// Whether the first bytes of a file, packed or not, are certainly those of an archive that is no mere text (WARC, MHTML).
pub fn is_container(start: &[u8]) -> bool {
    matches!(kind_of(start), Kind::Warc | Kind::Mhtml)
}

/// What the first bytes of a file, packed or not, show it to hold.
fn kind_of(start: &[u8]) -> Kind {
    // A web archive with a dictionary cannot be looked into without it.
    if has_dictionary(start) || is_warc_behind_damage(start) {
        return Kind::Warc;
    }
    Kind::of(&unpacked_start(start))
}

/// Whether the first member of a packed file is broken, but a record of a web archive follows soon.
fn is_warc_behind_damage(start: &[u8]) -> bool {
    let packing = Packing::of(start).filter(|packing| *packing != Packing::Brotli);
    if packing.is_none() {
        return false;
    }
    let mut unpacked = Vec::new();
    let mut repairing = Repairing::new(Box::new(Cursor::new(start.to_vec())), packing, sniff::is_warc);
    while repairing.read_into(&mut unpacked).is_ok_and(|n_bytes| n_bytes > 0) {}
    unpacked.clear();
    // At the end, too, there is nothing more to be read.
    repairing.read_into(&mut unpacked).is_ok() && sniff::is_warc(&unpacked)
}

/// The pages of an archive.
pub struct Container {
    pages: Box<dyn Pages + Send>,
    has_one_page: bool,
}

/// A reader of one kind of archive.
trait Pages: Iterator<Item = Found> {
    /// How many records were passed over that could have been pages.
    fn n_skipped(&self) -> usize {
        0
    }
}

impl Container {
    fn of(pages: impl Pages + Send + 'static) -> Opened {
        Opened::Container(Self { pages: Box::new(pages), has_one_page: false })
    }

    /// Records passed over so far that are no pages: images, redirects, error pages, entries that are not HTML.
    pub fn n_skipped(&self) -> usize {
        self.pages.n_skipped()
    }

    /// Whether this kind of archive holds one page with all its parts (MHTML).
    pub fn has_one_page(&self) -> bool {
        self.has_one_page
    }
}

impl Iterator for Container {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        self.pages.next()
    }
}

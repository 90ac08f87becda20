//! A stream that may be packed, and damaged, goes in; unpacked bytes come out, and after each damage the next whole part.
//!
//! gzip files are made of members, Zstandard files of frames, and archives begin a new one with each record or batch. Where
//! one cannot be unpacked, the next that can be is searched for, from just behind the start of the broken one.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;
use memchr::memmem;
use zstd::stream::read::Decoder as ZstdDecoder;

use super::Error;
use super::unpack::{GZIP_MAGIC, Packing, ZSTD_MAGIC};

/// How many bytes are unpacked at a time.
const CHUNK_BYTES: usize = 64 << 10;

/// How many packed bytes of a member are kept, in case the members that follow must be searched for in them. Records of web
/// archives are smaller; in a larger member nothing is lost but those that a broken one swallowed.
const KEPT_BYTES: usize = 16 << 20;

/// How many places that look like the start of a member are tried: in packed data, one place in 16 million does by chance.
const MAX_TRIES: usize = 10_000;

/// How much of a member is unpacked to see whether it begins as it should.
const TRIED_BYTES: usize = 64;

/// Magic number of the frame that holds the dictionary of a web archive (IIPC, "Zstandard Compression for WARC Files 1.0").
const DICTIONARY_MAGIC: [u8; 4] = [0x5d, 0x2a, 0x4d, 0x18];

/// Largest dictionary that is believed, in bytes; the writers in use make ones of about a megabyte.
const MAX_DICTIONARY_BYTES: usize = 64 << 20;

/// Whether packed bytes begin with a dictionary.
pub(super) fn has_dictionary(start: &[u8]) -> bool {
    start.starts_with(&DICTIONARY_MAGIC)
}

/// Unpacked bytes, damage told apart from the end.
pub(super) struct Repairing {
    state: State,
    /// Whether bytes begin what a member may begin with.
    begins: fn(&[u8]) -> bool,
    dictionary: Vec<u8>,
    /// Unpacked already, to try a member.
    ahead: Vec<u8>,
    /// Whether the bytes read last, or next, are the first of a member.
    begins_member: bool,
}

enum State {
    /// Bytes that come out as they are, or from which nothing can be saved after a damage.
    Straight(Box<dyn Read + Send>, Option<Packing>),
    /// Before a member.
    Between(Window, Packing),
    Gzip(Box<GzDecoder<Window>>),
    Zstd(ZstdDecoder<'static, Window>),
    Over,
}

impl Repairing {
    /// Reads a stream that is packed like this.
    pub fn new(reader: Box<dyn BufRead + Send>, packing: Option<Packing>, begins: fn(&[u8]) -> bool) -> Self {
        let state = match packing {
            None => State::Straight(Box::new(reader), None),
            Some(Packing::Brotli) => match Packing::Brotli.unpack(reader) {
                Ok(unpacked) => State::Straight(unpacked, packing),
                Err(_) => State::Over,
            },
            Some(packing) => State::Between(Window::new(reader), packing),
        };
        Self { state, begins, dictionary: Vec::new(), ahead: Vec::new(), begins_member: false }
    }

    /// Whether the bytes that were read last begin a member.
    pub fn begins_member(&self) -> bool {
        self.begins_member
    }

    /// Appends the next bytes to `out`; 0 at the end.
    ///
    /// # Errors
    /// Bytes are lost here. Reading goes on with the next member that is whole.
    pub fn read_into(&mut self, out: &mut Vec<u8>) -> Result<usize, Error> {
        self.begins_member = false;
        loop {
            if !self.ahead.is_empty() {
                self.begins_member = true;
                let n_bytes = self.ahead.len();
                out.append(&mut self.ahead);
                return Ok(n_bytes);
            }
            let before = out.len();
            let read = match &mut self.state {
                State::Straight(reader, packing) => {
                    let packing = packing.map(Packing::name);
                    read_chunk(reader, out).map_err(|error| Error::reading(&error, packing))
                }
                State::Gzip(decoder) => read_chunk(decoder, out).map_err(|error| Error::reading(&error, Some("gzip"))),
                State::Zstd(decoder) => read_chunk(decoder, out).map_err(|error| Error::reading(&error, Some("zstd"))),
                State::Between(..) => {
                    self.begin_member()?;
                    continue;
                }
                State::Over => return Ok(0),
            };
            match read {
                Ok(0) if self.ends_member() => {}
                // What was unpacked before the error is good as far as anyone can tell.
                Ok(_) => return Ok(out.len() - before),
                Err(error) => {
                    out.truncate(before);
                    self.repair();
                    return Err(error);
                }
            }
        }
    }

    /// Goes from the end of a member to before the next; `false` if there are no members.
    fn ends_member(&mut self) -> bool {
        self.state = match std::mem::replace(&mut self.state, State::Over) {
            State::Gzip(decoder) => State::Between(decoder.into_inner().marked(), Packing::Gzip),
            State::Zstd(decoder) => State::Between(decoder.finish().marked(), Packing::Zstd),
            State::Straight(..) | State::Between(..) | State::Over => return false,
        };
        true
    }

    fn begin_member(&mut self) -> Result<(), Error> {
        let State::Between(mut window, packing) = std::mem::replace(&mut self.state, State::Over) else {
            return Ok(());
        };
        let reading = |error: io::Error| Error::reading(&error, None);
        // Tapes and some writers fill up with zeros.
        while window.fill_buf().map_err(reading)?.first() == Some(&0) {
            window.consume(1);
        }
        let mut window = window.marked();
        if packing == Packing::Zstd && window.peek(4).map_err(reading)? == DICTIONARY_MAGIC {
            self.dictionary = read_dictionary(&mut window)?;
            window = window.marked();
        }
        let start = window.peek(4).map_err(reading)?;
        let is_member = match packing {
            Packing::Gzip => start.starts_with(&GZIP_MAGIC),
            _ => start == ZSTD_MAGIC || super::unpack::is_skippable_frame(start),
        };
        if start.is_empty() {
            return Ok(());
        }
        if is_member {
            self.begins_member = true;
            self.state = self.decoder(window, packing);
            return Ok(());
        }
        self.search(window, packing);
        Err(Error::damaged(format!("the {} data are damaged", packing.name())))
    }

    fn decoder(&self, window: Window, packing: Packing) -> State {
        if packing == Packing::Gzip {
            return State::Gzip(Box::new(GzDecoder::new(window)));
        }
        match ZstdDecoder::with_dictionary(window, &self.dictionary) {
            Ok(decoder) => State::Zstd(decoder.single_frame()),
            Err(_) => State::Over,
        }
    }

    /// After an error inside a member, goes to the next one that is whole.
    fn repair(&mut self) {
        match std::mem::replace(&mut self.state, State::Over) {
            State::Gzip(decoder) => self.search(decoder.into_inner(), Packing::Gzip),
            State::Zstd(decoder) => self.search(decoder.finish(), Packing::Zstd),
            State::Straight(..) | State::Between(..) | State::Over => {}
        }
    }

    /// Finds the next member behind the start of the one that `window` is in; ends where there is none.
    fn search(&mut self, mut window: Window, packing: Packing) {
        for _ in 0..MAX_TRIES {
            let magic: &[u8] = if packing == Packing::Gzip { &GZIP_MAGIC } else { &ZSTD_MAGIC };
            if !window.advance_to(magic) {
                break;
            }
            self.state = self.decoder(window, packing);
            let mut tried = Vec::new();
            let is_whole = match &mut self.state {
                State::Gzip(decoder) => decoder.take(TRIED_BYTES as u64).read_to_end(&mut tried).is_ok(),
                State::Zstd(decoder) => decoder.take(TRIED_BYTES as u64).read_to_end(&mut tried).is_ok(),
                _ => return,
            };
            if is_whole && (self.begins)(&tried) {
                self.ahead = tried;
                return;
            }
            window = match std::mem::replace(&mut self.state, State::Over) {
                State::Gzip(decoder) => decoder.into_inner(),
                State::Zstd(decoder) => decoder.finish(),
                _ => return,
            };
        }
        self.state = State::Over;
    }
}

/// Reads once, up to a chunk.
fn read_chunk(reader: &mut impl Read, out: &mut Vec<u8>) -> io::Result<usize> {
    let before = out.len();
    out.resize(before + CHUNK_BYTES, 0);
    loop {
        match reader.read(&mut out[before..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => {
                out.truncate(before + read.as_ref().copied().unwrap_or_default());
                return read;
            }
        }
    }
}

/// Reads the dictionary frame: its length in four bytes, little end first, then the dictionary, itself packed or not.
fn read_dictionary(window: &mut Window) -> Result<Vec<u8>, Error> {
    let reading = |error: io::Error| Error::reading(&error, Some("zstd"));
    let mut head = [0; 8];
    window.read_exact(&mut head).map_err(reading)?;
    let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
    let mut dictionary = Vec::new();
    window.take(length.min(MAX_DICTIONARY_BYTES) as u64).read_to_end(&mut dictionary).map_err(reading)?;
    if dictionary.starts_with(&ZSTD_MAGIC) {
        let packed = std::mem::take(&mut dictionary);
        let decoder = ZstdDecoder::with_buffer(packed.as_slice()).map_err(reading)?;
        decoder.take(MAX_DICTIONARY_BYTES as u64).read_to_end(&mut dictionary).map_err(reading)?;
    }
    Ok(dictionary)
}

/// Packed bytes, of which those since a mark can be read again.
struct Window {
    reader: Box<dyn BufRead + Send>,
    bytes: Vec<u8>,
    /// Where the member begins.
    mark: usize,
    /// How far it was read.
    at: usize,
    is_over: bool,
}

impl Window {
    fn new(reader: Box<dyn BufRead + Send>) -> Self {
        Self { reader, bytes: Vec::new(), mark: 0, at: 0, is_over: false }
    }

    /// With the mark where reading is.
    fn marked(mut self) -> Self {
        self.mark = self.at;
        self
    }

    /// Reads more behind the bytes that are there; `false` at the end.
    fn read_more(&mut self) -> io::Result<bool> {
        if self.mark > KEPT_BYTES || self.at > 2 * KEPT_BYTES {
            let n_dropped = if self.mark > KEPT_BYTES { self.mark } else { self.at };
            self.bytes.drain(..n_dropped);
            self.mark = self.mark.saturating_sub(n_dropped);
            self.at -= n_dropped;
        }
        while !self.is_over {
            match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(more) => {
                    self.bytes.extend_from_slice(more);
                    let n_bytes = more.len();
                    self.reader.consume(n_bytes);
                    self.is_over = n_bytes == 0;
                    return Ok(n_bytes > 0);
                }
            }
        }
        Ok(false)
    }

    /// The next bytes, at most `n_bytes`, fewer at the end; they are not read by this.
    fn peek(&mut self, n_bytes: usize) -> io::Result<&[u8]> {
        while self.bytes.len() < self.at + n_bytes && self.read_more()? {}
        Ok(&self.bytes[self.at..self.bytes.len().min(self.at + n_bytes)])
    }

    /// Moves mark and reading to the next place behind the mark where `magic` stands; `false` where there is none.
    fn advance_to(&mut self, magic: &[u8]) -> bool {
        let mut from = self.mark + 1;
        loop {
            if let Some(found) = self.bytes.get(from..).and_then(|rest| memmem::find(rest, magic)) {
                (self.mark, self.at) = (from + found, from + found);
                return true;
            }
            // The magic may lie across the end of what is there.
            self.mark = self.mark.max(self.bytes.len().saturating_sub(magic.len()));
            self.at = self.at.max(self.mark);
            from = self.mark.max(1);
            let before = self.mark;
            if !self.read_more().unwrap_or(false) {
                return false;
            }
            from -= before - self.mark;
        }
    }
}

impl Read for Window {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.fill_buf()?.read(out)?;
        self.consume(n_bytes);
        Ok(n_bytes)
    }
}

impl BufRead for Window {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.bytes.len() {
            self.read_more()?;
        }
        Ok(&self.bytes[self.at..])
    }

    fn consume(&mut self, n_bytes: usize) {
        self.at += n_bytes;
    }
}

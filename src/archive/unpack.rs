//! Bytes that may be compressed go in, told by their content; unpacked bytes come out.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use brotli_decompressor::Decompressor;
use flate2::bufread::MultiGzDecoder;
use zstd::stream::read::Decoder as ZstdDecoder;

use super::Error;
use super::sniff::{begins_markup, is_text, looks_like_markup};

/// The first bytes of every gzip member with deflate (RFC 1952, sections 2.3 and 2.3.1).
pub(super) const GZIP_MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// The first bytes of every Zstandard frame (RFC 8878, section 3.1.1).
pub(super) const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// How much is looked at before it is told what something is: enough for the head of any container.
pub(super) const SNIFFED_BYTES: usize = 8 << 10;

/// How much is judged to be text or not: control characters are one byte in eight of packed data.
const JUDGED_BYTES: usize = 1 << 10;

/// Buffer of the brotli decompressor, in bytes.
const BROTLI_BUFFER_BYTES: usize = 16 << 10;

/// Packed in a packed file: servers that compress what is compressed already. More layers are no accident.
const MAX_LAYERS: usize = 2;

/// How bytes are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
    Brotli,
}

impl Packing {
    /// What the first bytes show; `None`: they are not packed.
    pub fn of(start: &[u8]) -> Option<Self> {
        if start.starts_with(&GZIP_MAGIC[..2]) {
            return Some(Self::Gzip);
        }
        if start.starts_with(&ZSTD_MAGIC) || is_skippable_frame(start) {
            return Some(Self::Zstd);
        }
        let is_plain = begins_markup(start) || is_text(&start[..start.len().min(JUDGED_BYTES)]);
        (!is_plain && looks_like_markup(&start_of(Self::Brotli, start))).then_some(Self::Brotli)
    }

    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Brotli => "brotli",
        }
    }

    /// A reader of the unpacked bytes.
    pub fn unpack<'a>(self, reader: impl BufRead + Send + 'a) -> io::Result<Box<dyn Read + Send + 'a>> {
        Ok(match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(reader)),
            Self::Zstd => Box::new(ZstdDecoder::with_buffer(reader)?),
            Self::Brotli => Box::new(Decompressor::new(reader, BROTLI_BUFFER_BYTES)),
        })
    }
}

/// A frame that decompressors pass over (RFC 8878, section 3.1.2); web archives keep their dictionary in one.
pub(super) fn is_skippable_frame(start: &[u8]) -> bool {
    matches!(start, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// A reader whose first bytes were looked at: they, and the whole.
pub(super) fn peek<'a>(mut reader: impl Read + Send + 'a) -> io::Result<(Vec<u8>, Box<dyn BufRead + Send + 'a>)> {
    let mut start = Vec::new();
    reader.by_ref().take(SNIFFED_BYTES as u64).read_to_end(&mut start)?;
    let whole = BufReader::with_capacity(8 * SNIFFED_BYTES, Cursor::new(start.clone()).chain(reader));
    Ok((start, Box::new(whole)))
}

/// The first bytes of something that may be packed, unpacked: as many as the given ones yield.
pub fn unpacked_start(start: &[u8]) -> Vec<u8> {
    let mut start = start.to_vec();
    for _ in 0..MAX_LAYERS {
        match Packing::of(&start) {
            Some(packing) => start = start_of(packing, &start),
            None => break,
        }
    }
    start
}

/// What the first packed bytes yield.
fn start_of(packing: Packing, start: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    if let Ok(reader) = packing.unpack(start) {
        // It breaks off, as the start does: what came before counts.
        let _ = reader.take(SNIFFED_BYTES as u64).read_to_end(&mut unpacked);
    }
    unpacked
}

/// Reads one page, unpacked, never more than `max_bytes` (so that a decompression bomb costs no more than the limit).
///
/// # Errors
/// [`Error::TooLarge`], [`Error::Damaged`], [`Error::Unreadable`].
pub fn read_page(reader: impl Read + Send, max_bytes: usize) -> Result<Vec<u8>, Error> {
    let reading = |error: io::Error| Error::reading(&error, None);
    let (start, whole) = peek(reader).map_err(reading)?;
    let Some(packing) = Packing::of(&start) else { return read_limited(whole, max_bytes, None) };
    let once = packing.unpack(whole).map_err(reading)?;
    let damaged = |error: io::Error| Error::reading(&error, Some(packing.name()));
    let (start, whole) = peek(once).map_err(damaged)?;
    match Packing::of(&start) {
        None => read_limited(whole, max_bytes, Some(packing)),
        Some(inner) => read_limited(inner.unpack(whole).map_err(reading)?, max_bytes, Some(inner)),
    }
}

/// Reads all bytes of a reader, at most `max_bytes`.
pub(super) fn read_limited(reader: impl Read, max_bytes: usize, packing: Option<Packing>) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let one_too_many = (max_bytes as u64).saturating_add(1);
    let read = reader.take(one_too_many).read_to_end(&mut bytes);
    read.map_err(|error| Error::reading(&error, packing.map(Packing::name)))?;
    if bytes.len() > max_bytes { Err(Error::TooLarge { max_bytes }) } else { Ok(bytes) }
}

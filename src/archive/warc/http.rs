//! An HTTP response as it came over the wire goes in; its status, its type and its body, encodings undone, come out.

use std::io::{Cursor, Read};

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use httparse::{EMPTY_HEADER, Header, ParserConfig, Response, Status};
use memchr::memmem;
use zstd::stream::read::Decoder as ZstdDecoder;

use super::super::Error;
use super::super::sniff::looks_like_markup;
use super::super::unpack::{GZIP_MAGIC, SNIFFED_BYTES, ZSTD_MAGIC};

/// More headers than servers send; browsers give up at a few hundred kilobytes.
const MAX_HEADERS: usize = 1024;

/// Buffer of the brotli decompressor, in bytes.
const BROTLI_BUFFER_BYTES: usize = 16 << 10;

/// A response.
pub(super) struct HttpResponse<'a> {
    pub status: u16,
    headers: Vec<(String, String)>,
    body: &'a [u8],
}

impl<'a> HttpResponse<'a> {
    /// Reads the head of a response.
    ///
    /// # Errors
    /// There is none.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Error> {
        let mut headers = [EMPTY_HEADER; MAX_HEADERS];
        let mut response = Response::new(&mut headers);
        let mut config = ParserConfig::default();
        config.allow_obsolete_multiline_headers_in_responses(true);
        config.allow_spaces_after_header_name_in_responses(true);
        config.ignore_invalid_headers_in_responses(true);
        match config.parse_response(&mut response, bytes) {
            Ok(Status::Complete(length)) => {
                let text = |header: &Header<'_>| {
                    (header.name.to_ascii_lowercase(), String::from_utf8_lossy(header.value).trim().to_owned())
                };
                let headers = response.headers.iter().map(text).collect();
                Ok(Self { status: response.code.unwrap_or_default(), headers, body: &bytes[length..] })
            }
            _ => Err(Error::damaged("the HTTP head is damaged")),
        }
    }

    pub fn content_type(&self) -> Option<&str> {
        self.header("content-type").filter(|kind| !kind.is_empty())
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The body, transfer- and content-encodings undone, the last one first (RFC 9110, section 8.4).
    ///
    /// # Errors
    /// It cannot be unpacked, or is longer than `max_bytes`.
    pub fn decoded_body(&self, max_bytes: usize) -> Result<Vec<u8>, Error> {
        let is_chunked = self.header("transfer-encoding").is_some_and(|kind| kind.to_lowercase().contains("chunked"));
        // Some crawlers undo the chunks and keep the header.
        let mut body = is_chunked.then(|| dechunked(self.body)).flatten().unwrap_or_else(|| self.body.to_vec());
        for encoding in self.header("content-encoding").unwrap_or_default().rsplit(',') {
            body = undone(&encoding.trim().to_lowercase(), body, max_bytes)?;
        }
        if body.len() > max_bytes { Err(Error::TooLarge { max_bytes }) } else { Ok(body) }
    }
}

/// The data of chunks put together (RFC 9112, section 7.1); `None` if they are no chunks. A last one may be cut off.
fn dechunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut data = Vec::new();
    loop {
        let Some(line_end) = memmem::find(bytes, b"\n") else { return (!data.is_empty()).then_some(data) };
        let line = String::from_utf8_lossy(&bytes[..line_end]);
        let size = line.split(';').next().unwrap_or_default().trim();
        let Ok(size) = usize::from_str_radix(size, 16) else { return (!data.is_empty()).then_some(data) };
        bytes = &bytes[line_end + 1..];
        data.extend_from_slice(&bytes[..size.min(bytes.len())]);
        if size == 0 {
            return Some(data);
        }
        bytes = bytes.get(size..).unwrap_or_default();
        bytes = bytes.strip_prefix(b"\r\n").or_else(|| bytes.strip_prefix(b"\n")).unwrap_or(bytes);
    }
}

/// Undoes a content-encoding. A body that is not what the header says, but a page, is taken as it is.
fn undone(encoding: &str, body: Vec<u8>, max_bytes: usize) -> Result<Vec<u8>, Error> {
    let is_plain = looks_like_markup(&body[..body.len().min(SNIFFED_BYTES)]);
    let packed = Cursor::new(&body);
    let unpacked = match encoding {
        "gzip" | "x-gzip" if body.starts_with(&GZIP_MAGIC) => limited(MultiGzDecoder::new(packed), max_bytes),
        "zstd" if body.starts_with(&ZSTD_MAGIC) => match ZstdDecoder::new(packed) {
            Ok(decoder) => limited(decoder, max_bytes),
            Err(_) => None,
        },
        "deflate" if !is_plain => limited(ZlibDecoder::new(packed.clone()), max_bytes)
            // Some servers leave out the envelope.
            .or_else(|| limited(DeflateDecoder::new(packed), max_bytes)),
        "br" if !is_plain => limited(Decompressor::new(packed, BROTLI_BUFFER_BYTES), max_bytes),
        _ => return Ok(body),
    };
    match unpacked {
        Some(bytes) if bytes.len() > max_bytes => Err(Error::TooLarge { max_bytes }),
        Some(bytes) => Ok(bytes),
        None => Err(Error::damaged(format!("the {encoding} data of the response are damaged"))),
    }
}

/// All bytes of a reader, at most one more than `max_bytes`.
fn limited(reader: impl Read, max_bytes: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take((max_bytes as u64).saturating_add(1)).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

//! A page as browsers save it with all its parts (MHTML, RFC 2557) goes in; the page itself comes out.

use std::io::Read;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, HeaderName, Message, MessageParser, MessagePart, MimeHeaders};

use super::unpack::read_page;
use super::{Error, Found, Pages};

/// The parts of a page (images above all) may be so many times as long as the longest page.
const FILE_BYTES_PER_PAGE_BYTE: usize = 4;

/// Where browsers put the address of the page.
const ADDRESS_HEADER: &str = "Snapshot-Content-Location";

/// The one page of an MHTML file.
pub(super) struct Mhtml {
    reader: Option<Box<dyn Read + Send>>,
    max_bytes: usize,
}

impl Mhtml {
    pub fn new(reader: impl Read + Send + 'static, max_bytes: usize) -> Self {
        Self { reader: Some(Box::new(reader)), max_bytes }
    }

    fn page(&self, reader: Box<dyn Read + Send>) -> Result<Found, Error> {
        let max_file_bytes = self.max_bytes.saturating_mul(FILE_BYTES_PER_PAGE_BYTE);
        let bytes = read_page(reader, max_file_bytes).map_err(|error| match error {
            Error::TooLarge { .. } => Error::TooLarge { max_bytes: self.max_bytes },
            other => other,
        })?;
        let message = MessageParser::default().parse(&bytes).ok_or_else(|| Error::damaged("the head is damaged"))?;
        let part = root(&message).ok_or_else(|| Error::damaged("no page among the parts of the MHTML file"))?;
        let content = decoded(part, &bytes).filter(|page| page.len() <= self.max_bytes);
        let content = content.ok_or(Error::TooLarge { max_bytes: self.max_bytes });
        let address = message.header_raw(HeaderName::Other(ADDRESS_HEADER.into())).map(str::to_owned);
        let url = address.or_else(|| part.content_location().map(str::to_owned));
        let charset = part.content_type().and_then(|kind| kind.attribute("charset"));
        Ok(Found {
            url: url.map(|url| url.trim().to_owned()),
            content_type: charset.map(|charset| format!("text/html; charset={charset}")),
            fetched: message.date().map(mail_parser::DateTime::to_rfc3339),
            ..Found::new(1, content)
        })
    }
}

impl Iterator for Mhtml {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        let reader = self.reader.take()?;
        Some(self.page(reader).unwrap_or_else(|error| Found::new(1, Err(error))))
    }
}

impl Pages for Mhtml {}

/// The part that `start` names, or else the first that is HTML.
fn root<'a, 'x>(message: &'a Message<'x>) -> Option<&'a MessagePart<'x>> {
    let is_html = |part: &&MessagePart<'_>| {
        part.content_type().is_some_and(|kind| {
            kind.ctype().eq_ignore_ascii_case("text")
                && kind.subtype().is_some_and(|subtype| subtype.eq_ignore_ascii_case("html"))
        })
    };
    let start = message.content_type().and_then(|kind| kind.attribute("start")).map(|id| id.trim_matches(['<', '>']));
    let named = start.and_then(|start| message.parts.iter().find(|part| part.content_id() == Some(start)));
    named.filter(is_html).or_else(|| message.parts.iter().find(is_html))
}

/// The bytes of a part as the page has them: its own charset, transfer encoding undone.
fn decoded(part: &MessagePart<'_>, file: &[u8]) -> Option<Vec<u8>> {
    let raw = file.get(part.offset_body as usize..part.offset_end as usize)?;
    match part.encoding {
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
        Encoding::None => Some(raw.to_vec()),
    }
}

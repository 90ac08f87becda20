//! JSON Lines go in; the page in each object comes out, with the fields beside it.

use std::fmt;

use memchr::memchr;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::repair::Repairing;
use super::{Error, Found, Pages};

/// Names of the field that holds the page; the first that holds a text counts.
const PAGE_FIELDS: [&str; 2] = ["html", "content"];

/// A page takes at most so many times its bytes in JSON, where not all of it is escaped, and its fields come on top.
const LINE_BYTES_PER_PAGE_BYTE: usize = 2;

/// Room for the other fields of a line, in bytes.
const FIELD_BYTES: usize = 1 << 20;

/// The pages of JSON Lines.
pub(super) struct JsonLines {
    input: Repairing,
    buffer: Vec<u8>,
    at: usize,
    /// The line read last, counted from 1.
    number: usize,
    max_bytes: usize,
    is_over: bool,
}

impl JsonLines {
    pub fn new(input: Repairing, max_bytes: usize) -> Self {
        Self { input, buffer: Vec::new(), at: 0, number: 0, max_bytes, is_over: false }
    }

    fn max_line_bytes(&self) -> usize {
        self.max_bytes.saturating_mul(LINE_BYTES_PER_PAGE_BYTE).saturating_add(FIELD_BYTES)
    }

    /// The end of the next line in the buffer; at the end of the input, that of the last one.
    ///
    /// # Errors
    /// The line is lost in a damage, or too long.
    fn find_line_end(&mut self) -> Result<Option<usize>, Error> {
        let mut searched = self.at;
        loop {
            if let Some(end) = memchr(b'\n', &self.buffer[searched..]) {
                return Ok(Some(searched + end));
            }
            if self.is_over {
                return Ok((self.at < self.buffer.len()).then_some(self.buffer.len()));
            }
            self.buffer.drain(..self.at);
            self.at = 0;
            if self.buffer.len() > self.max_line_bytes() {
                self.skip_line();
                return Err(Error::TooLarge { max_bytes: self.max_bytes });
            }
            searched = self.buffer.len();
            match self.input.read_into(&mut self.buffer) {
                Ok(n_bytes) => self.is_over = n_bytes == 0,
                Err(error) => {
                    self.buffer.clear();
                    self.is_over = matches!(error, Error::Unreadable { .. });
                    return Err(error);
                }
            }
        }
    }

    /// Passes over the rest of a line without holding it in memory.
    fn skip_line(&mut self) {
        while !self.is_over {
            self.buffer.clear();
            match self.input.read_into(&mut self.buffer) {
                Ok(0) | Err(_) => self.is_over = true,
                Ok(_) => {
                    if let Some(end) = memchr(b'\n', &self.buffer) {
                        self.at = end + 1;
                        return;
                    }
                }
            }
        }
        self.at = self.buffer.len();
    }

    fn page(&self, line: &[u8]) -> Found {
        let bad = |what: String| Found::new(self.number, Err(Error::BadJson { what }));
        let text = match str::from_utf8(line) {
            Ok(text) => text.trim_start_matches('\u{feff}'),
            Err(error) => return bad(format!("no UTF-8 at column {}", error.valid_up_to() + 1)),
        };
        match serde_json::from_str::<Object<'_>>(text) {
            Ok(object) => page_of(self.number, &object, self.max_bytes),
            Err(error) => bad(format!("column {}", error.column())),
        }
    }
}

impl Iterator for JsonLines {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let line_end = self.find_line_end();
            self.number += 1;
            match line_end {
                Err(error) => return Some(Found::new(self.number, Err(error))),
                Ok(None) => return None,
                Ok(Some(end)) => {
                    let line = self.at..end;
                    self.at = (end + 1).min(self.buffer.len());
                    if !self.buffer[line.clone()].trim_ascii().is_empty() {
                        return Some(self.page(&self.buffer[line]));
                    }
                }
            }
        }
    }
}

impl Pages for JsonLines {}

fn page_of(number: usize, object: &Object<'_>, max_bytes: usize) -> Found {
    let texts = PAGE_FIELDS.into_iter().filter_map(|name| {
        let at = object.0.iter().position(|(field, _)| field == name)?;
        Some((at, serde_json::from_str::<String>(object.0[at].1.get()).ok()?))
    });
    let page = texts.into_iter().next();
    let page_at = page.as_ref().map(|(at, _)| *at);
    let content = match page {
        None => Err(Error::NoHtml),
        Some((_, text)) if text.len() > max_bytes => Err(Error::TooLarge { max_bytes }),
        Some((_, text)) => Ok(text.into_bytes()),
    };
    let fields = object.0.iter().enumerate().filter(|(at, _)| Some(*at) != page_at);
    let url = object.0.iter().find(|(name, _)| name == "url");
    Found {
        url: url.and_then(|(_, raw)| serde_json::from_str(raw.get()).ok()),
        content_type: Some("text/html; charset=utf-8".to_owned()),
        fields: fields.map(|(_, (name, raw))| (name.clone(), raw.get().to_owned())).collect(),
        ..Found::new(number, content)
    }
}

/// The fields of an object in their order, values as they are written.
struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Object(fields))
    }
}

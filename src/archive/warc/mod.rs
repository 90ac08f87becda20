//! A WARC file (ISO 28500, WARC 1.1) goes in; the pages among its records come out.
//!
//! A record that is broken, or whose length is not what it claims, fails; reading goes on at the next line that begins a
//! record. Text that looks like the head of a record counts only where the length is proven wrong.

mod head;
mod http;

use memchr::memmem;

use super::repair::Repairing;
use super::sniff::{is_warc, looks_like_markup};
use super::unpack::SNIFFED_BYTES;
use super::{Error, Found, Pages};
use head::{Head, is_html};
use http::HttpResponse;

/// Longest head of a record that is believed, in bytes.
const MAX_HEAD_BYTES: usize = 64 << 10;

/// Bytes behind a record in which the next must begin: two line breaks, and its version.
const BEHIND_BYTES: usize = 16;

/// The pages of a WARC file.
pub(super) struct Warc {
    input: Repairing,
    buffer: Vec<u8>,
    at: usize,
    /// The record read last, counted from 1.
    number: usize,
    n_skipped: usize,
    max_bytes: usize,
    is_over: bool,
    /// Where members of a packed file begin, counted from the first byte of the buffer: places that begin a record.
    member_starts: Vec<usize>,
    /// Damage met while looking behind a record that is whole.
    damage: Option<Error>,
}

impl Warc {
    pub fn new(input: Repairing, max_bytes: usize) -> Self {
        let member_starts = Vec::new();
        Self {
            input,
            member_starts,
            buffer: Vec::new(),
            at: 0,
            number: 0,
            n_skipped: 0,
            max_bytes,
            is_over: false,
            damage: None,
        }
    }

    /// Reads on until there are so many bytes ahead; whether there are, which at the end or before a damage may not be.
    fn has(&mut self, n_bytes: usize) -> bool {
        while self.buffer.len() - self.at < n_bytes && !self.is_over && self.damage.is_none() {
            let n_before = self.buffer.len();
            match self.input.read_into(&mut self.buffer) {
                Ok(n_read) => {
                    self.is_over = n_read == 0;
                    self.member_starts.extend(self.input.begins_member().then_some(n_before));
                }
                Err(error) => {
                    self.is_over = matches!(error, Error::Unreadable { .. });
                    self.damage = Some(error);
                }
            }
        }
        self.buffer.len() - self.at >= n_bytes
    }

    fn ahead(&self) -> &[u8] {
        &self.buffer[self.at..]
    }

    /// Forgets what is read.
    fn drop_read(&mut self) {
        self.buffer.drain(..self.at);
        self.member_starts.retain(|start| *start >= self.at);
        for start in &mut self.member_starts {
            *start -= self.at;
        }
        self.at = 0;
    }

    /// Where a record begins, at least `from` bytes from here: at the start of a line or of a member. Counted from here.
    fn record_start(&self, from: usize, is_line_start: bool) -> Option<usize> {
        let bytes = self.ahead();
        let starts = memmem::find_iter(&bytes[from..], b"WARC/").map(|start| from + start);
        let begins_line = |start: usize| if start == from { is_line_start } else { bytes[start - 1] == b'\n' };
        let begins_member = |start: usize| self.member_starts.contains(&(self.at + start));
        starts.into_iter().find(|&start| (begins_line(start) || begins_member(start)) && is_warc(&bytes[start..]))
    }

    /// Leaves a record that is broken, for the next one that begins on a line of its own, at least `from` bytes from here; so
    /// nothing is lost that a wrong length swallowed. Gives the error for it.
    fn leave(&mut self, from: usize, what: &str) -> Error {
        let from = from.min(self.ahead().len());
        if self.record_start(from, true).is_none()
            && let Some(damage) = self.damage.take()
        {
            // What comes behind a damage begins with a record.
            self.at = self.buffer.len();
            self.drop_read();
            return damage;
        }
        self.pass_over(from);
        Error::damaged(what)
    }

    /// Goes to the next record that begins on a line of its own, at least `from` bytes from here.
    fn pass_over(&mut self, from: usize) {
        self.at = (self.at + from).min(self.buffer.len());
        let mut is_line_start = true;
        loop {
            if let Some(start) = self.record_start(0, is_line_start) {
                self.at += start;
                return;
            }
            // The last bytes may hold the beginning of a version, and the line break before it.
            let kept = self.buffer.len().saturating_sub(2 * BEHIND_BYTES);
            is_line_start &= kept <= self.at;
            self.at = self.at.max(kept);
            self.drop_read();
            if !self.has(self.buffer.len() + 1) {
                self.at = self.buffer.len();
                return;
            }
        }
    }

    /// The next record, which should begin here.
    fn record(&mut self) -> Result<Content, Error> {
        self.has(BEHIND_BYTES);
        if !is_warc(self.ahead()) {
            return Err(self.leave(1, "no record where one should begin"));
        }
        let Some(head_length) = self.head_length() else {
            return Err(self.leave(1, "the head of the record is cut off"));
        };
        let head = Head::parse(&self.ahead()[..head_length]);
        let Some(length) = head.content_length.and_then(|length| usize::try_from(length).ok()) else {
            return Err(self.leave(head_length, "the record has no valid length"));
        };
        if length > self.max_bytes {
            self.pass_over(head_length);
            let too_large = Err(Error::TooLarge { max_bytes: self.max_bytes });
            return if head.may_hold_page() { too_large } else { Ok(Content::Other) };
        }
        if !self.has(head_length + length) {
            return Err(self.leave(head_length, "the record is shorter than it claims"));
        }
        if !self.is_followed(head_length + length) {
            return Err(self.leave(head_length, "the record is longer than it claims"));
        }
        let content = content(head, &self.ahead()[head_length..head_length + length], self.max_bytes);
        self.at += head_length + length;
        content
    }

    /// The length of the head that begins here, the empty line behind it included; `None` if it has no end.
    fn head_length(&mut self) -> Option<usize> {
        let mut searched = 0;
        loop {
            let window = &self.ahead()[..self.ahead().len().min(MAX_HEAD_BYTES)];
            let crlf = memmem::find(&window[searched..], b"\r\n\r\n").map(|end| searched + end + 4);
            let lf = memmem::find(&window[searched..], b"\n\n").map(|end| searched + end + 2);
            if let Some(length) = [crlf, lf].into_iter().flatten().min() {
                return Some(length);
            }
            let n_bytes = window.len();
            searched = n_bytes.saturating_sub(3);
            if n_bytes == MAX_HEAD_BYTES || !self.has(n_bytes + 1) {
                return None;
            }
        }
    }

    /// Whether a record may end so many bytes from here: with its two line breaks, before the next one, or with the file.
    fn is_followed(&mut self, n_bytes: usize) -> bool {
        self.has(n_bytes + BEHIND_BYTES);
        let behind = &self.ahead()[n_bytes..];
        let next = behind.trim_ascii_start();
        let is_cut_off = behind.len() < BEHIND_BYTES && (b"WARC/".starts_with(next) || next.starts_with(b"WARC/"));
        behind.starts_with(b"\r\n\r\n") || is_warc(next) || is_cut_off
    }
}

impl Iterator for Warc {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            self.has(1);
            while self.ahead().first().is_some_and(u8::is_ascii_whitespace) {
                self.at += 1;
                self.has(1);
            }
            self.drop_read();
            self.number += 1;
            if self.ahead().is_empty() {
                let damage = self.damage.take()?;
                return Some(Found::new(self.number, Err(damage)));
            }
            match self.record() {
                Ok(Content::Page(found)) => return Some(Found { place: self.number.to_string(), ..found }),
                Ok(Content::NoPage) => self.n_skipped += 1,
                Ok(Content::Other) => {}
                Err(error) => return Some(Found::new(self.number, Err(error))),
            }
        }
    }
}

impl Pages for Warc {
    fn n_skipped(&self) -> usize {
        self.n_skipped
    }
}

/// What a whole record holds.
enum Content {
    Page(Found),
    /// Something that was fetched, but is no page: an image, a redirect, an error page.
    NoPage,
    /// Something about the crawl.
    Other,
}

fn content(head: Head, body: &[u8], max_bytes: usize) -> Result<Content, Error> {
    match head.record_type.as_str() {
        "response" => {
            let response = HttpResponse::parse(body)?;
            let content_type = response.content_type().map(str::to_owned);
            let is_fetched = (200..300).contains(&response.status);
            if !is_fetched || content_type.as_deref().is_some_and(|kind| !is_html(kind)) {
                return Ok(Content::NoPage);
            }
            let page = response.decoded_body(max_bytes);
            let is_page = content_type.is_some()
                || page.as_ref().is_ok_and(|page| looks_like_markup(&page[..page.len().min(SNIFFED_BYTES)]));
            Ok(if is_page { Content::Page(found(head, content_type, page)) } else { Content::NoPage })
        }
        "resource" => match head.content_type.clone().filter(|kind| is_html(kind)) {
            Some(content_type) => Ok(Content::Page(found(head, Some(content_type), Ok(body.to_vec())))),
            None => Ok(Content::NoPage),
        },
        _ => Ok(Content::Other),
    }
}

fn found(head: Head, content_type: Option<String>, page: Result<Vec<u8>, Error>) -> Found {
    Found { url: head.url, fetched: head.date, content_type, ..Found::new("", page) }
}

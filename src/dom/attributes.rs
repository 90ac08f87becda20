//! Caps the attributes of a tag before the tokenizer, whose check for duplicates is quadratic
//! (100,000 attributes on one tag took it 10 s). Text goes in, the same text without the excess comes out.

use std::borrow::Cow;

use memchr::{memchr, memmem};

/// Most attributes a tag keeps. Real tags have some tens; broken quotes make some hundreds.
const MAX_ATTRIBUTES: usize = 256;

/// Elements whose contents are not markup.
const RAW_TEXT: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Cuts attributes beyond the cap out of every tag. Borrows where nothing is cut, as on every real page.
pub fn cap_attributes(html: &str) -> Cow<'_, str> {
    let mut scanner = Scanner { bytes: html.as_bytes(), at: 0 };
    let mut out = String::new();
    let mut copied = 0;
    while let Some((cut_start, cut_end)) = scanner.next_excess() {
        out.push_str(&html[copied..cut_start]);
        copied = cut_end;
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

/// A walk over the tags of a page: as much of the tokenizer (WHATWG HTML 13.2.5) as counting attributes needs.
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    /// The byte range of the next run of attributes that are too many.
    fn next_excess(&mut self) -> Option<(usize, usize)> {
        loop {
            self.at += memchr(b'<', &self.bytes[self.at..])? + 1;
            let rest = &self.bytes[self.at..];
            if rest.starts_with(b"!--") {
                self.skip_past(b"-->");
                continue;
            }
            let is_end_tag = rest.first() == Some(&b'/');
            self.at += usize::from(is_end_tag);
            if !self.bytes.get(self.at)?.is_ascii_alphabetic() {
                continue;
            }
            let name_start = self.at;
            self.skip_while(|byte| !is_space(byte) && byte != b'/' && byte != b'>');
            let name_end = self.at;
            let excess = self.scan_attributes();
            if !is_end_tag {
                self.skip_raw_text(name_start, name_end);
            }
            if excess.is_some() {
                return excess;
            }
        }
    }

    fn scan_attributes(&mut self) -> Option<(usize, usize)> {
        let mut count = 0;
        let mut cut_start = None;
        loop {
            self.skip_while(|byte| is_space(byte) || byte == b'/');
            match self.bytes.get(self.at) {
                None | Some(b'>') => break,
                Some(_) => {}
            }
            count += 1;
            if count == MAX_ATTRIBUTES + 1 {
                cut_start = Some(self.at);
            }
            self.skip_attribute();
        }
        cut_start.map(|start| (start, self.at))
    }

    fn skip_attribute(&mut self) {
        self.at += 1; // A name may begin with any byte but a space, a slash or `>`, even with `=`.
        self.skip_while(|byte| !is_space(byte) && byte != b'/' && byte != b'>' && byte != b'=');
        let name_end = self.at;
        self.skip_while(is_space);
        if self.bytes.get(self.at) != Some(&b'=') {
            self.at = name_end;
            return;
        }
        self.at += 1;
        self.skip_while(is_space);
        match self.bytes.get(self.at) {
            Some(&quote @ (b'"' | b'\'')) => {
                self.at += 1;
                let length = memchr(quote, &self.bytes[self.at..]);
                self.at = length.map_or(self.bytes.len(), |length| self.at + length + 1);
            }
            _ => self.skip_while(|byte| !is_space(byte) && byte != b'>'),
        }
    }

    fn skip_raw_text(&mut self, name_start: usize, name_end: usize) {
        let name = &self.bytes[name_start..name_end];
        if !RAW_TEXT.iter().any(|raw| name.eq_ignore_ascii_case(raw.as_bytes())) {
            return;
        }
        while let Some(offset) = memmem::find(&self.bytes[self.at..], b"</") {
            let end_tag = self.at + offset;
            self.at = end_tag + 2;
            let found = self.bytes.get(self.at..self.at + name.len());
            if found.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
                self.at = end_tag;
                return;
            }
        }
        self.at = self.bytes.len();
    }

    fn skip_past(&mut self, end: &[u8]) {
        let found = memmem::find(&self.bytes[self.at..], end);
        self.at = found.map_or(self.bytes.len(), |offset| self.at + offset + end.len());
    }

    fn skip_while(&mut self, accept: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|&byte| accept(byte)) {
            self.at += 1;
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0C)
}

//! The first bytes of a page go in, the encoding that they declare comes out (WHATWG HTML 13.2.3.2, "prescan a byte
//! stream to determine its encoding").

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::{memchr, memmem};

/// How far a declaration is looked for, in bytes.
const WINDOW_BYTES: usize = 1024;

/// The encoding declared by a `<meta>`, or else by an XML declaration.
pub fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let window = &bytes[..bytes.len().min(WINDOW_BYTES)];
    Scanner { bytes: window, at: 0 }.find_meta().or_else(|| xml_declaration(window))
}

/// An encoding by its label. A declaration that could be read is not in UTF-16, whatever it says.
fn by_label(label: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label_no_replacement(label)?;
    if encoding == UTF_16LE || encoding == UTF_16BE {
        Some(UTF_8)
    } else if encoding == X_USER_DEFINED {
        Some(WINDOWS_1252)
    } else {
        Some(encoding)
    }
}

/// The encoding of `<?xml version="1.0" encoding="..."?>`.
fn xml_declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let rest = bytes.strip_prefix(b"<?xml")?;
    let declaration = &rest[..memchr(b'>', rest)?];
    let after_name = &declaration[memmem::find(declaration, b"encoding")? + b"encoding".len()..];
    let value = after_name.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (&quote, value) = value.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
    by_label(&value[..memchr(quote, value)?])
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    fn find_meta(&mut self) -> Option<&'static Encoding> {
        loop {
            self.at += memchr(b'<', self.rest())?;
            let rest = self.rest();
            if rest.starts_with(b"<!--") {
                // `<!-->` is a whole comment: its end may share the dashes of its beginning.
                self.at += 2;
                self.skip_past(b"-->")?;
            } else if is_meta(rest) {
                self.at += b"<meta".len();
                if let Some(encoding) = self.meta() {
                    return Some(encoding);
                }
            } else if is_tag(rest) {
                self.skip_while(|byte| !is_space(byte) && byte != b'>');
                while self.attribute().is_some() {}
            } else if matches!(rest.get(1), Some(b'!' | b'/' | b'?')) {
                self.skip_past(b">")?;
            } else {
                self.at += 1;
            }
        }
    }

    /// Reads the attributes of a `<meta>` for what it declares.
    fn meta(&mut self) -> Option<&'static Encoding> {
        let (mut is_pragma, mut charset, mut content) = (false, None, None);
        while let Some((name, value)) = self.attribute() {
            match name.to_ascii_lowercase().as_slice() {
                b"http-equiv" => is_pragma |= value.eq_ignore_ascii_case(b"content-type"),
                b"charset" if charset.is_none() => charset = Some(by_label(value)),
                b"content" if content.is_none() => content = label_in_content(value).map(by_label),
                _ => {}
            }
        }
        charset.or(content.filter(|_| is_pragma)).flatten()
    }

    /// Reads an attribute as (name, value); `None` at the end of the tag.
    fn attribute(&mut self) -> Option<(&'a [u8], &'a [u8])> {
        self.skip_while(|byte| is_space(byte) || byte == b'/');
        if matches!(self.rest().first(), None | Some(b'>')) {
            return None;
        }
        let start = self.at;
        self.at += 1;
        self.skip_while(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        let name = &self.bytes[start..self.at];
        let before_space = self.at;
        self.skip_while(is_space);
        if self.rest().first() != Some(&b'=') {
            self.at = before_space;
            return Some((name, b""));
        }
        self.at += 1;
        self.skip_while(is_space);
        Some((name, self.value()))
    }

    fn value(&mut self) -> &'a [u8] {
        let quote = self.rest().first().copied().filter(|byte| matches!(byte, b'"' | b'\''));
        self.at += usize::from(quote.is_some());
        let start = self.at;
        match quote {
            Some(quote) => self.skip_while(|byte| byte != quote),
            None => self.skip_while(|byte| !is_space(byte) && byte != b'>'),
        }
        let value = &self.bytes[start..self.at];
        self.at = (self.at + usize::from(quote.is_some())).min(self.bytes.len());
        value
    }

    fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }

    fn skip_while(&mut self, accept: impl Fn(u8) -> bool) {
        self.at += self.rest().iter().take_while(|&&byte| accept(byte)).count();
    }

    fn skip_past(&mut self, end: &[u8]) -> Option<()> {
        self.at += memmem::find(self.rest(), end)? + end.len();
        Some(())
    }
}

/// The label in `text/html; charset=...` (WHATWG HTML 2.6.5).
fn label_in_content(content: &[u8]) -> Option<&[u8]> {
    let lower = content.to_ascii_lowercase();
    let mut at = 0;
    loop {
        at += memmem::find(&lower[at..], b"charset")? + b"charset".len();
        if let Some(value) = content[at..].trim_ascii_start().strip_prefix(b"=") {
            return label(value.trim_ascii_start());
        }
    }
}

fn label(value: &[u8]) -> Option<&[u8]> {
    if let Some((&quote, value)) = value.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\'')) {
        return Some(&value[..memchr(quote, value)?]);
    }
    let end = value.iter().position(|&byte| is_space(byte) || byte == b';').unwrap_or(value.len());
    Some(&value[..end])
}

fn is_meta(rest: &[u8]) -> bool {
    rest.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"<meta"))
        && rest.get(5).is_some_and(|&byte| is_space(byte) || byte == b'/')
}

fn is_tag(rest: &[u8]) -> bool {
    let name = rest.get(1..).unwrap_or_default();
    name.strip_prefix(b"/").unwrap_or(name).first().is_some_and(u8::is_ascii_alphabetic)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0C)
}

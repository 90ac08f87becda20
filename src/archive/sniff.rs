//! The first bytes of a file go in; what it holds comes out.

use mail_parser::MessageParser;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One page, or whatever else.
    Page,
    Warc,
    JsonLines,
    Zip,
    Mhtml,
}

/// The first bytes of a zip archive that has entries (APPNOTE.TXT 4.3.7).
const ZIP_MAGIC: &[u8] = b"PK\x03\x04";

/// Tags by which a start of bytes is known as a page.
const TELLING_TAGS: [&str; 8] = ["<!doctype html", "<html", "<head", "<body", "<div", "<p>", "<script", "<meta"];

impl Kind {
    /// What unpacked bytes begin.
    pub fn of(start: &[u8]) -> Self {
        if is_warc(start) {
            Self::Warc
        } else if start.starts_with(ZIP_MAGIC) {
            Self::Zip
        } else if begins_json_object(start) {
            Self::JsonLines
        } else if is_mhtml(start) {
            Self::Mhtml
        } else {
            Self::Page
        }
    }
}

/// Whether bytes begin a WARC record: its version, alone on its line (WARC 1.1, section 4).
pub(super) fn is_warc(start: &[u8]) -> bool {
    let Some(version) = start.strip_prefix(b"WARC/") else { return false };
    let line_end = version.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
    line_end.is_some_and(|end| matches!(&version[..end], [b'0'..=b'9', b'.', b'0'..=b'9', ..]) && end <= 4)
}

/// Whether bytes begin with an object that has a name in it; scripts and style sheets begin otherwise.
fn begins_json_object(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let Some(inside) = start.strip_prefix(b"{") else { return false };
    let Some(name) = inside.trim_ascii_start().strip_prefix(b"\"") else { return false };
    let name_end = name.iter().position(|&byte| byte == b'"');
    name_end.is_some_and(|end| name[end + 1..].trim_ascii_start().starts_with(b":"))
}

/// Whether bytes begin with the head of a page as browsers save it with all its parts (RFC 2557).
fn is_mhtml(start: &[u8]) -> bool {
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let is_header = line.iter().position(|&byte| byte == b':').is_some_and(|colon| {
        colon > 0 && line[..colon].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
    });
    if !is_header {
        return false;
    }
    let Some(message) = MessageParser::default().parse_headers(start) else { return false };
    use mail_parser::MimeHeaders;
    message.content_type().is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("multipart")
            && kind.subtype().is_some_and(|subtype| subtype.eq_ignore_ascii_case("related"))
    })
}

/// Whether bytes begin with a tag, a comment or a declaration.
pub(super) fn begins_markup(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    matches!(start, [b'<', b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..])
}

/// Whether bytes are text of some encoding: no control characters but white space, or NULs as UTF-16 has them.
pub(super) fn is_text(start: &[u8]) -> bool {
    let is_control = |byte: &&u8| matches!(byte, 1..=8 | 0x0b | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    // ISO-2022 uses 0x0e, 0x0f and 0x1b; a page may hold a stray control character.
    start.iter().filter(is_control).count() * 100 <= start.len()
}

/// Whether bytes hold a tag that only pages have.
pub(super) fn looks_like_markup(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start).to_ascii_lowercase();
    TELLING_TAGS.iter().any(|tag| text.contains(tag))
}

//! Bytes in, text out, with the name of the encoding that was read and the number of malformed sequences.
//!
//! The order is that of the WHATWG (HTML 13.2.3.2): byte order mark, what the caller or the transport says, what the
//! page says in its first bytes, a guess. Other than browsers do, it does not believe a declaration that the bytes
//! themselves show to be wrong: scrapes often carry the declaration of the page but the bytes of a converter.

mod binary;
mod prescan;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::Error;
use crate::options::Hint;

/// Bytes declared as UTF-8 are believed to be it with this many characters beyond ASCII for each malformed sequence.
/// Cut-off or pasted text stays far above; other encodings read as UTF-8 make few characters and many malformations.
const MIN_CHARACTERS_PER_MALFORMED: usize = 4;

/// So many characters beyond ASCII in faultless UTF-8 outweigh the declaration of a single-byte encoding: there, each
/// would be two or three rare characters in a fixed order.
const MIN_CHARACTERS_AGAINST_SINGLE_BYTE: usize = 2;

/// The same for multi-byte encodings, where one character in ten looks like UTF-8 by chance.
const MIN_CHARACTERS_AGAINST_MULTI_BYTE: usize = 10;

/// Bytes in which the pattern of UTF-16 without byte order mark is looked for; the window of the meta prescan.
const UTF_16_WINDOW_BYTES: usize = 1024;

/// A page as text, and how it was read.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text, without byte order mark.
    pub text: Cow<'a, str>,
    /// WHATWG name of the encoding that was used.
    pub encoding: &'static str,
    /// Malformed sequences replaced by U+FFFD.
    pub malformed: usize,
}

/// Decodes a page.
///
/// # Errors
/// [`Error::Empty`], [`Error::NotText`], [`Error::UnknownEncoding`].
pub fn decode<'a>(bytes: &'a [u8], hint: &Hint) -> Result<Decoded<'a>, Error> {
    let insisted = hint.encoding.as_deref().map(known_label).transpose()?;
    if let Some(kind) = binary::kind_by_signature(bytes) {
        return Err(Error::NotText { kind });
    }
    let (encoding, text) = match Encoding::for_bom(bytes) {
        Some((encoding, mark_bytes)) => (encoding, &bytes[mark_bytes..]),
        None => (choose(bytes, insisted, hint.content_type.as_deref()), bytes),
    };
    if text.iter().all(|&byte| byte.is_ascii_whitespace() || byte == 0) {
        return Err(Error::Empty);
    }
    if !is_utf_16(encoding) && binary::is_mostly_control(text) {
        return Err(Error::NotText { kind: "binary data" });
    }
    let (text, malformed) = transcode(text, encoding);
    Ok(Decoded { text, encoding: encoding.name(), malformed })
}

fn known_label(label: &str) -> Result<&'static Encoding, Error> {
    Encoding::for_label_no_replacement(label.as_bytes())
        .ok_or_else(|| Error::UnknownEncoding { label: label.to_owned() })
}

fn is_utf_16(encoding: &Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Chooses the encoding of bytes without byte order mark.
fn choose(bytes: &[u8], insisted: Option<&'static Encoding>, content_type: Option<&str>) -> &'static Encoding {
    if let Some(encoding) = insisted {
        return encoding;
    }
    // No declaration in ASCII could be read in UTF-16, and no other encoding has its pattern of NULs.
    if let Some(encoding) = utf_16_by_pattern(bytes) {
        return encoding;
    }
    let declared = content_type.and_then(charset_parameter).or_else(|| prescan::declared_encoding(bytes));
    let Some(declared) = declared else { return guess(bytes) };
    if is_utf_16(declared) {
        // Only a transport can say so. Any line break or space would hold a NUL.
        return if bytes.contains(&0) { declared } else { guess(bytes) };
    }
    verify(bytes, declared)
}

/// The declared encoding, or another one if the bytes cannot be in the declared one.
fn verify(bytes: &[u8], declared: &'static Encoding) -> &'static Encoding {
    if declared == UTF_8 && str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let profile = Utf8Profile::of(bytes);
    if declared == UTF_8 {
        return if profile.is_plausible() { UTF_8 } else { guess(bytes) };
    }
    if profile.malformed > 0 || profile.characters == 0 {
        return declared;
    }
    let is_utf_8 = if declared.is_single_byte() {
        profile.characters >= MIN_CHARACTERS_AGAINST_SINGLE_BYTE
    } else {
        profile.characters >= MIN_CHARACTERS_AGAINST_MULTI_BYTE
            || declared.decode_without_bom_handling_and_without_replacement(bytes).is_none()
    };
    if is_utf_8 { UTF_8 } else { declared }
}

/// Guesses by the frequencies of characters.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let profile = Utf8Profile::of(bytes);
    // ISO-2022-JP is written in ASCII bytes with escape sequences.
    let is_ascii_with_escapes = profile.is_ascii() && bytes.contains(&0x1B);
    if profile.is_plausible() && !is_ascii_with_escapes {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    match detector.guess(None, Utf8Detection::Deny) {
        guessed if profile.is_ascii() && guessed != ISO_2022_JP => UTF_8,
        guessed => guessed,
    }
}

/// What the bytes look like when they are read as UTF-8.
#[derive(Debug, Clone, Copy)]
struct Utf8Profile {
    /// Well-formed characters beyond ASCII.
    characters: usize,
    malformed: usize,
}

impl Utf8Profile {
    fn of(bytes: &[u8]) -> Self {
        let mut profile = Self { characters: 0, malformed: 0 };
        if bytes.is_ascii() {
            return profile;
        }
        if let Ok(text) = str::from_utf8(bytes) {
            return Self { characters: beyond_ascii(text), malformed: 0 };
        }
        for chunk in bytes.utf8_chunks() {
            profile.characters += beyond_ascii(chunk.valid());
            profile.malformed += usize::from(!chunk.invalid().is_empty());
        }
        profile
    }

    fn is_plausible(self) -> bool {
        self.characters >= self.malformed * MIN_CHARACTERS_PER_MALFORMED
    }

    fn is_ascii(self) -> bool {
        self.characters == 0 && self.malformed == 0
    }
}

/// Characters beyond ASCII: their first bytes, counted in runs whose sums fit a byte, so that wide registers do it.
fn beyond_ascii(text: &str) -> usize {
    let runs = text.as_bytes().chunks(usize::from(u8::MAX));
    runs.map(|run| usize::from(run.iter().map(|&byte| u8::from(byte >= 0xC0)).sum::<u8>())).sum()
}

/// UTF-16 without byte order mark: markup is ASCII, so that every other byte of it is NUL.
fn utf_16_by_pattern(bytes: &[u8]) -> Option<&'static Encoding> {
    let window = &bytes[..bytes.len().min(UTF_16_WINDOW_BYTES)];
    let (pairs, _) = window.as_chunks::<2>();
    let little = pairs.iter().filter(|[low, high]| *high == 0 && is_ascii_text(*low)).count();
    let big = pairs.iter().filter(|[high, low]| *high == 0 && is_ascii_text(*low)).count();
    // Even in text of another script the markup is ASCII. Read in the wrong order, a few characters look like ASCII too:
    // U+4E00, one of the most frequent in Chinese, like `N`.
    let is_pattern = |found: usize, opposite: usize| found >= 2 && found * 4 >= pairs.len() && opposite * 4 <= found;
    if is_pattern(little, big) {
        Some(UTF_16LE)
    } else if is_pattern(big, little) {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn is_ascii_text(byte: u8) -> bool {
    byte.is_ascii_graphic() || byte.is_ascii_whitespace()
}

/// The encoding that a `Content-Type` names, if any.
fn charset_parameter(content_type: &str) -> Option<&'static Encoding> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        if !name.trim().eq_ignore_ascii_case("charset") {
            return None;
        }
        Encoding::for_label_no_replacement(value.trim().trim_matches(['"', '\'']).as_bytes())
    })
}

/// Decodes, counting malformed sequences. Borrows where the bytes are the text already.
fn transcode<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> (Cow<'a, str>, usize) {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => (text, 0),
        None => {
            let (text, malformed) = transcode_malformed(bytes, encoding);
            (Cow::Owned(text), malformed)
        }
    }
}

fn transcode_malformed(bytes: &[u8], encoding: &'static Encoding) -> (String, usize) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut malformed = 0;
    let mut rest = bytes;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => return (text, malformed),
            DecoderResult::Malformed(..) => {
                malformed += 1;
                text.push(char::REPLACEMENT_CHARACTER);
            }
            DecoderResult::OutputFull => {
                // Never less than a character, which could be four bytes long.
                text.reserve(
                    decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len()).max(4),
                );
            }
        }
    }
}

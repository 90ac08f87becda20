//! Bytes in, text out. STUB.

use std::borrow::Cow;

use crate::error::Error;
use crate::options::Hint;

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
pub fn decode<'a>(bytes: &'a [u8], _hint: &Hint) -> Result<Decoded<'a>, Error> {
    Ok(Decoded { text: String::from_utf8_lossy(bytes), encoding: "UTF-8", malformed: 0 })
}

//! Text goes in, the same without the white space around it comes out: most of a page's texts only indent its markup.

/// Spaces of an indentation that are passed over at once.
const INDENTATION: &[u8; 8] = b"        ";

/// A text without the white space at its start.
#[inline]
pub fn trim_start(text: &str) -> &str {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if bytes[at..].starts_with(INDENTATION) {
            at += INDENTATION.len();
        } else if byte.is_ascii_whitespace() {
            at += 1;
        } else {
            break;
        }
    }
    let rest = &text[at..];
    if bytes.get(at).is_none_or(u8::is_ascii_graphic) { rest } else { rest.trim_start() }
}

/// A text without the white space at either end.
#[inline]
pub fn trim(text: &str) -> &str {
    let rest = trim_start(text).trim_ascii_end();
    if rest.as_bytes().last().is_none_or(u8::is_ascii_graphic) { rest } else { rest.trim_end() }
}

#[cfg(test)]
mod tests {
    use super::{trim, trim_start};

    #[test]
    fn white_space_goes_as_unicode_has_it() {
        for text in
            ["", " ", "\n\t         a b\u{A0} ", "\u{A0} \u{3000}水\u{2003}\n", "\u{B}\u{85}x", "x \u{1C}", "\u{200B} "]
        {
            assert_eq!(trim_start(text), text.trim_start(), "{text:?}");
            assert_eq!(trim(text), text.trim(), "{text:?}");
        }
    }
}

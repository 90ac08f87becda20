//! Text in pieces goes in, text with its white space folded comes out.

use std::borrow::Cow;

use memchr::memchr;

use crate::dom::trim_start;

/// Text that grows piece by piece: runs of white space become one space, none stands at either end.
#[derive(Debug, Default, Clone)]
pub struct FoldedText {
    text: String,
    has_pending_space: bool,
}

impl FoldedText {
    /// Adds text as written in the source.
    pub fn push(&mut self, source: &str) {
        for piece in fold(source) {
            match piece {
                Folded::Space => self.push_space(),
                Folded::Words(words) => self.push_words(&words),
            }
        }
    }

    /// Adds a space, if the text does not end with one.
    pub fn push_space(&mut self) {
        self.has_pending_space = !self.text.is_empty();
    }

    fn push_words(&mut self, words: &str) {
        if std::mem::take(&mut self.has_pending_space) {
            self.text.push(' ');
        }
        self.text.push_str(words);
    }

    /// The folded text; the buffer is empty afterwards, and keeps its memory for the next.
    pub fn take(&mut self) -> String {
        self.has_pending_space = false;
        let text = self.text.as_str().to_owned();
        self.text.clear();
        text
    }
}

/// A piece of text whose white space is folded.
#[derive(Debug)]
pub enum Folded<'a> {
    /// A run of white space.
    Space,
    /// Words with single spaces between them, characters that nobody sees left out; never empty.
    Words(Cow<'a, str>),
}

/// Text as words and the white space between them.
pub fn fold(source: &str) -> impl Iterator<Item = Folded<'_>> {
    let mut rest = source;
    std::iter::from_fn(move || {
        loop {
            let after = trim_start(rest);
            if after.len() < rest.len() {
                rest = after;
                return Some(Folded::Space);
            }
            if rest.is_empty() {
                return None;
            }
            let words = Words::at_start(rest);
            let (piece, tail) = rest.split_at(words.end);
            rest = tail;
            if !words.has_invisible {
                return Some(Folded::Words(Cow::Borrowed(piece)));
            }
            let seen: String = piece.chars().filter(|&c| !is_invisible(c)).collect();
            if !seen.is_empty() {
                return Some(Folded::Words(Cow::Owned(seen)));
            }
        }
    })
}

/// Words at the start of a text that are folded already; a single one if nobody sees all of it.
struct Words {
    end: usize,
    has_invisible: bool,
}

impl Words {
    fn at_start(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut words = Self { end: 0, has_invisible: false };
        while let Some(&byte) = bytes.get(words.end) {
            if !words.has_invisible && bytes[words.end..].first_chunk().is_some_and(are_plain) {
                words.end += CHUNK_BYTES;
                continue;
            }
            if matches!(byte, b'!'..=b'~') {
                words.end += 1;
                continue;
            }
            let c = text[words.end..].chars().next().unwrap_or_default();
            let is_inner_space = c == ' ' && !words.has_invisible && begins_word(&text[words.end + 1..]);
            if !is_inner_space && c.is_whitespace() {
                break;
            }
            if is_invisible(c) {
                if let Some(first_end) = memchr(b' ', &bytes[..words.end]) {
                    return Self { end: first_end, has_invisible: false };
                }
                words.has_invisible = true;
            }
            words.end += c.len_utf8();
        }
        words
    }
}

/// Bytes that are looked at together: as many as a register holds.
const CHUNK_BYTES: usize = 16;

/// Whether bytes are words of ASCII with single spaces between them; the last byte only tells what comes after them.
fn are_plain(bytes: &[u8; CHUNK_BYTES + 1]) -> bool {
    let is_visible = |byte: u8| matches!(byte, b'!'..=b'~');
    let is_plain = |pair: &[u8]| is_visible(pair[0]) | ((pair[0] == b' ') & is_visible(pair[1]));
    bytes.windows(2).fold(true, |are_plain, pair| are_plain & is_plain(pair))
}

fn begins_word(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'!'..=b'~') => true,
        _ => text.starts_with(|c: char| !c.is_whitespace()),
    }
}

/// Characters that only tell a browser where to break lines, or nothing at all: soft hyphen, zero-width space, byte order mark, NUL.
/// Joiners stay: Persian, Hindi and emoji are spelled with them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{2060}' | '\0')
}

/// Letters of scripts without spaces carry about as much as this many letters of an alphabet
/// (a Chinese word has 1.5 to 2 characters, an English one 4.7 letters and a space).
const UNITS_PER_IDEOGRAPH: usize = 3;

/// Lowest first byte of an ideographic character in UTF-8.
const FIRST_IDEOGRAPH_BYTE: u8 = 0xE3;

/// How much text this is, in letters of an alphabetic script.
pub fn text_units(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    if text.bytes().all(|byte| byte < FIRST_IDEOGRAPH_BYTE) {
        return text.chars().count();
    }
    text.chars().map(|c| if is_ideographic(c) { UNITS_PER_IDEOGRAPH } else { 1 }).sum()
}

/// How many words a reader would count, each letter of a script without spaces as one.
pub fn count_words(text: &str) -> u32 {
    let words_in = |piece: &str| {
        let ideographs = piece.chars().filter(|&c| is_ideographic(c)).count();
        let has_others = piece.chars().any(|c| c.is_alphanumeric() && !is_ideographic(c));
        ideographs + usize::from(has_others)
    };
    text.split_whitespace().map(words_in).sum::<usize>() as u32
}

/// Han, Kana and Hangul.
pub fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::{FoldedText, count_words};

    fn folded(source: &str) -> String {
        let mut text = FoldedText::default();
        text.push(source);
        text.take()
    }

    #[test]
    fn words_stay_apart_by_single_spaces_whatever_nobody_sees_between_them() {
        for (source, expected) in [
            ("  the\n\tmill  turns ", "the mill turns"),
            ("the mill \u{200B} turns", "the mill turns"),
            ("the mill\u{200B} \u{FEFF}turns", "the mill turns"),
            ("the sluice\u{AD}gate, open", "the sluicegate, open"),
            ("\u{200B}", ""),
            ("le moulin\u{A0}: ouvert\u{3000}水車 小屋", "le moulin : ouvert 水車 小屋"),
            ("a\0b c", "ab c"),
        ] {
            assert_eq!(folded(source), expected, "{source:?}");
        }
    }

    #[test]
    fn words_are_counted_in_scripts_with_and_without_spaces() {
        for (text, words) in [("", 0), ("— * —", 0), ("The mill's 2 stones", 4), ("水車小屋", 4), ("水車 mill小屋", 5)]
        {
            assert_eq!(count_words(text), words, "{text:?}");
        }
    }
}

//! Text in pieces goes in, text with its white space folded comes out.

use std::borrow::Cow;

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
                Folded::Word(word) => self.push_word(&word),
            }
        }
    }

    /// Adds a space, if the text does not end with one.
    pub fn push_space(&mut self) {
        self.has_pending_space = !self.text.is_empty();
    }

    fn push_word(&mut self, word: &str) {
        if std::mem::take(&mut self.has_pending_space) {
            self.text.push(' ');
        }
        self.text.push_str(word);
    }

    /// The folded text; the buffer is empty afterwards.
    pub fn take(&mut self) -> String {
        self.has_pending_space = false;
        std::mem::take(&mut self.text)
    }
}

/// A piece of text whose white space is folded.
#[derive(Debug)]
pub enum Folded<'a> {
    /// A run of white space.
    Space,
    /// What stands between two runs, characters that nobody sees left out; never empty.
    Word(Cow<'a, str>),
}

/// Text as words and the spaces between them.
pub fn fold(source: &str) -> impl Iterator<Item = Folded<'_>> {
    let mut rest = source;
    std::iter::from_fn(move || {
        let first = *rest.as_bytes().first()?;
        let is_space = if first.is_ascii() { is_ascii_space(first) } else { rest.chars().next()?.is_whitespace() };
        let end = run_end(rest, is_space);
        let (piece, tail) = rest.split_at(end);
        rest = tail;
        Some(if is_space { Folded::Space } else { Folded::Word(visible(piece)) })
    })
    .filter(|piece| !matches!(piece, Folded::Word(word) if word.is_empty()))
}

/// Where the run of white space, or of anything else, ends with which a text begins.
fn run_end(text: &str, is_space: bool) -> usize {
    let ends = |&byte: &u8| !byte.is_ascii() || is_ascii_space(byte) != is_space;
    let Some(end) = text.as_bytes().iter().position(ends) else { return text.len() };
    if text.as_bytes()[end].is_ascii() {
        return end;
    }
    let rest = &text[end..];
    end + rest.find(|c: char| c.is_whitespace() != is_space).unwrap_or(rest.len())
}

/// The white space of Unicode among ASCII.
fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

fn visible(word: &str) -> Cow<'_, str> {
    let is_plain = if word.is_ascii() { !word.as_bytes().contains(&0) } else { !word.contains(is_invisible) };
    if is_plain { Cow::Borrowed(word) } else { Cow::Owned(word.chars().filter(|&c| !is_invisible(c)).collect()) }
}

/// Characters that only tell a browser where to break lines, or nothing at all: soft hyphen, zero-width space, byte order mark, NUL.
/// Joiners stay: Persian, Hindi and emoji are spelled with them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{2060}' | '\0')
}

/// Letters of scripts without spaces carry about as much as this many letters of an alphabet
/// (a Chinese word has 1.5 to 2 characters, an English one 4.7 letters and a space).
const UNITS_PER_IDEOGRAPH: usize = 3;

/// How much text this is, in letters of an alphabetic script.
pub fn text_units(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().map(|c| if is_ideographic(c) { UNITS_PER_IDEOGRAPH } else { 1 }).sum()
}

/// Han, Kana and Hangul.
pub fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

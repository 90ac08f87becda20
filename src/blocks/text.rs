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
        let is_space = rest.chars().next()?.is_whitespace();
        let end = rest.find(|c: char| c.is_whitespace() != is_space).unwrap_or(rest.len());
        let (piece, tail) = rest.split_at(end);
        rest = tail;
        Some(if is_space { Folded::Space } else { Folded::Word(visible(piece)) })
    })
    .filter(|piece| !matches!(piece, Folded::Word(word) if word.is_empty()))
}

fn visible(word: &str) -> Cow<'_, str> {
    if word.contains(is_invisible) {
        Cow::Owned(word.chars().filter(|&c| !is_invisible(c)).collect())
    } else {
        Cow::Borrowed(word)
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

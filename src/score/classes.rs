//! A character goes in, what it is comes out, from a table where it is one of the frequent ones.

/// What a character is, as bits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Class(u8);

/// Alphabetic.
pub const LETTER: u8 = 1;
/// A capital.
pub const UPPER: u8 = 2;
/// A small letter.
pub const LOWER: u8 = 4;
/// A number of any script.
pub const DIGIT: u8 = 8;
/// White space.
pub const SPACE: u8 = 16;
/// A mark at which a sentence ends.
pub const SENTENCE_END: u8 = 32;
/// A comma.
pub const COMMA: u8 = 64;

impl Class {
    /// The class of a character.
    #[inline]
    pub fn of(c: char) -> Self {
        match c {
            '\0'..='\x7F' => Self(ASCII[c as usize]),
            // Letters of both cases: Latin, Greek, Cyrillic.
            'ß'..='ö' | 'ø'..='ÿ' | 'α'..='ω' | 'а'..='џ' => Self(LETTER | LOWER),
            'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ω' | 'Ѐ'..='Я' => Self(LETTER | UPPER),
            // Letters without case: Hebrew, Arabic, Devanagari, Thai, Kana, Han, Hangul.
            '\u{5D0}'..='\u{5EA}'
            | '\u{620}'..='\u{64A}'
            | '\u{904}'..='\u{939}'
            | '\u{E01}'..='\u{E30}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30A1}'..='\u{30FA}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7A3}' => Self(LETTER),
            '\u{A0}' => Self(SPACE),
            // Dashes, quotation marks, bullets, brackets.
            '\u{2010}'..='\u{2025}' | '\u{3008}'..='\u{3011}' | '«' | '»' => Self(0),
            '…' | '。' => Self(SENTENCE_END),
            '、' | '，' => Self(COMMA),
            _ => Self::of_any(c),
        }
    }

    fn of_any(c: char) -> Self {
        let bit = |is_it: bool, bit: u8| if is_it { bit } else { 0 };
        Self(
            bit(c.is_alphabetic(), LETTER)
                | bit(c.is_uppercase(), UPPER)
                | bit(c.is_lowercase(), LOWER)
                | bit(c.is_numeric(), DIGIT)
                | bit(c.is_whitespace(), SPACE)
                | bit(matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।'), SENTENCE_END)
                | bit(matches!(c, ',' | '，' | '、' | '،'), COMMA),
        )
    }

    /// The class of a byte; beyond ASCII it has none.
    #[inline(always)]
    pub fn of_ascii(byte: u8) -> Self {
        Self(ASCII[usize::from(byte)])
    }

    /// Its bits as a number below 128.
    #[inline(always)]
    pub fn index(self) -> usize {
        usize::from(self.0 & 0x7F)
    }

    /// Whether it is of any of these kinds.
    #[inline(always)]
    pub fn has(self, bits: u8) -> bool {
        self.0 & bits != 0
    }
}

/// The classes of bytes, none beyond ASCII.
const ASCII: [u8; 256] = {
    let mut classes = [0; 256];
    let mut code = 0;
    while code < 256 {
        classes[code] = match code as u8 {
            b'A'..=b'Z' => LETTER | UPPER,
            b'a'..=b'z' => LETTER | LOWER,
            b'0'..=b'9' => DIGIT,
            b' ' | b'\t'..=b'\r' => SPACE,
            b'.' | b'!' | b'?' => SENTENCE_END,
            b',' => COMMA,
            _ => 0,
        };
        code += 1;
    }
    classes
};

#[cfg(test)]
mod tests {
    use super::Class;

    #[test]
    fn short_cuts_agree_with_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(Class::of(c).0, Class::of_any(c).0, "{c:?}");
        }
    }
}

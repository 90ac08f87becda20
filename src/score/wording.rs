//! Block texts go in; their words as hashes and what their characters are come out.

use super::classes::{COMMA, Class, DIGIT, LETTER, LOWER, SENTENCE_END, SPACE, UPPER};
use super::evidence::pair_hash;
use crate::blocks::Page;

/// Bytes of a word that may be of the page's topic; shorter ones are of the language.
const MIN_TOPIC_BYTES: usize = 5;

/// A run of letters and digits.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Hash of it in lower case.
    pub hash: u64,
    /// Whether it is long enough to be of the page's topic.
    pub is_long: bool,
}

/// What the characters of a text are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Characters {
    /// All.
    pub all: u32,
    /// Letters.
    pub letters: u32,
    /// Capitals.
    pub upper: u32,
    /// Neither letters nor digits nor white space.
    pub symbols: u32,
    /// Anything but white space.
    pub visible: u32,
    /// Words between white space.
    pub spaced_words: u32,
    /// Those whose first letter or digit is a small letter.
    pub lower_words: u32,
    /// Marks at which sentences end.
    pub sentence_ends: u32,
    /// Whether there is a comma.
    pub has_comma: bool,
    /// Whether there is a copyright sign.
    pub is_copyright: bool,
}

/// The wording of all blocks of a page.
#[derive(Debug, Default)]
pub struct Wording {
    words: Vec<Word>,
    /// For each block one past its last word.
    ends: Vec<u32>,
    /// For each block what its characters are.
    pub characters: Vec<Characters>,
}

impl Wording {
    /// Reads all blocks.
    pub fn new(page: &Page<'_>) -> Self {
        let mut wording = Self::default();
        for block in &page.blocks {
            push_words(&block.text, &mut wording.words);
            wording.characters.push(Characters::of(&block.text));
            wording.ends.push(wording.words.len() as u32);
        }
        wording
    }

    /// The words of a block.
    pub fn of(&self, block: usize) -> &[Word] {
        let start = block.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[start as usize..self.ends[block] as usize]
    }
}

/// The words of a text that is no block.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    push_words(text, &mut words);
    words
}

/// Bytes of text for each word, for the first allocation.
const BYTES_PER_WORD: usize = 6;

fn push_words(text: &str, words: &mut Vec<Word>) {
    let bytes = text.as_bytes();
    words.reserve(bytes.len() / BYTES_PER_WORD);
    let (mut at, mut start, mut is_ascii) = (0, 0, true);
    while let Some(&byte) = bytes.get(at) {
        let (class, length) = if byte < 0x80 {
            (Class::of_ascii(byte), 1)
        } else {
            let c = text[at..].chars().next().unwrap_or_default();
            (Class::of(c), c.len_utf8())
        };
        if class.has(LETTER | DIGIT) {
            is_ascii &= byte < 0x80;
        } else {
            if start < at {
                words.push(Word::new(text, start, at, is_ascii));
            }
            (start, is_ascii) = (at + length, true);
        }
        at += length;
    }
    if start < at {
        words.push(Word::new(text, start, at, is_ascii));
    }
}

impl Characters {
    fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self::count(text.bytes().map(Class::of_ascii));
        }
        Self { is_copyright: text.contains('©'), ..Self::count(text.chars().map(Class::of)) }
    }

    #[inline(always)]
    fn count(classes: impl Iterator<Item = Class>) -> Self {
        let mut characters = Self::default();
        let mut counts = Counts::default();
        let (mut was_space, mut has_first_letter) = (true, true);
        for class in classes {
            let is_space = class.has(SPACE);
            let is_word_start = was_space && !is_space;
            characters.spaced_words += u32::from(is_word_start);
            has_first_letter &= !is_word_start;
            was_space = is_space;
            characters.lower_words += u32::from(!has_first_letter && class.has(LOWER));
            has_first_letter |= class.has(LETTER | DIGIT);
            counts.add(class);
        }
        counts.flush();
        let [all, letters, upper, others, spaces, sentence_ends] = counts.sums;
        Self {
            all,
            letters,
            upper,
            symbols: others - spaces,
            visible: all - spaces,
            sentence_ends,
            has_comma: counts.seen.has(COMMA),
            ..characters
        }
    }
}

/// Bits of each of the counts that are kept in one number.
const COUNT_BITS: u32 = 10;

/// Characters between two looks at the number: as many as the counts have room for.
const MAX_COUNT: u32 = (1 << COUNT_BITS) - 1;

/// For every class what it adds to the counts: to all, to letters, capitals, neither letters nor digits, spaces, ends of sentences.
const COUNTED: [u64; 128] = {
    let mut counted = [0; 128];
    let mut class = 0;
    while class < 128 {
        let bits = class as u8;
        let is_of = [
            true,
            bits & LETTER != 0,
            bits & UPPER != 0,
            bits & (LETTER | DIGIT) == 0,
            bits & SPACE != 0,
            bits & SENTENCE_END != 0,
        ];
        let mut count = 0;
        while count < is_of.len() {
            counted[class] |= (is_of[count] as u64) << (count as u32 * COUNT_BITS);
            count += 1;
        }
        class += 1;
    }
    counted
};

/// Numbers of characters, six at a time in one number.
#[derive(Default)]
struct Counts {
    packed: u64,
    added: u32,
    sums: [u32; 6],
    /// All classes together.
    seen: Class,
}

impl Counts {
    #[inline(always)]
    fn add(&mut self, class: Class) {
        self.packed += COUNTED[class.index()];
        self.seen = self.seen.and(class);
        self.added += 1;
        if self.added == MAX_COUNT {
            self.flush();
        }
    }

    fn flush(&mut self) {
        for (sum, place) in self.sums.iter_mut().zip(0..) {
            *sum += (self.packed >> (place * COUNT_BITS)) as u32 & MAX_COUNT;
        }
        (self.packed, self.added) = (0, 0);
    }
}

/// Turns capital letters of ASCII into small ones and leaves small ones and digits as they are.
const SMALL: u64 = 0x2020_2020_2020_2020;

impl Word {
    fn new(text: &str, start: usize, end: usize, is_ascii: bool) -> Self {
        let hash = if is_ascii {
            hash_bytes(text.as_bytes(), start, end, SMALL)
        } else {
            let lower = text[start..end].to_lowercase();
            hash_bytes(lower.as_bytes(), 0, lower.len(), 0)
        };
        Self { hash, is_long: end - start >= MIN_TOPIC_BYTES }
    }
}

/// Eight bytes at a time, as words have about as many.
fn hash_bytes(bytes: &[u8], start: usize, end: usize, mask: u64) -> u64 {
    let mut hash = (end - start) as u64;
    let mut at = start;
    while at + 8 <= end {
        hash = pair_hash(hash, eight_bytes(bytes, at) | mask);
        at += 8;
    }
    let last = eight_bytes(bytes, at) & !(u64::MAX << (8 * (end - at)));
    let mixed = pair_hash(hash, last | mask);
    mixed ^ (mixed >> 32)
}

/// Eight bytes as a number, zeros where the text ends.
#[inline(always)]
fn eight_bytes(bytes: &[u8], at: usize) -> u64 {
    if let Some(eight) = bytes[at..].first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    bytes[at..].iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_alike_in_any_case() {
        let hashes = |text| words(text).into_iter().map(|word| word.hash).collect::<Vec<_>>();
        for (one, other) in
            [("Sluice-Gate 3", "sluice gate 3"), ("ΟΔΟΣ Ρεμα", "οδος, ρεμα"), ("ÇAY Mühle", "çay mühle")]
        {
            assert_eq!(hashes(one), hashes(other), "{one}");
        }
        assert_eq!(words("the mills").iter().map(|word| word.is_long).collect::<Vec<_>>(), [false, true]);
    }
}

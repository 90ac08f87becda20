//! Block texts go in; their words as hashes and what their characters are come out, in one pass over each text.

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
            let characters = read(&block.text, &mut wording.words);
            wording.characters.push(characters);
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
    read(text, &mut words);
    words
}

fn read(text: &str, words: &mut Vec<Word>) -> Characters {
    let mut characters = Characters::default();
    let mut start = None;
    let mut has_first_letter = true;
    let mut was_space = true;
    for (offset, c) in text.char_indices() {
        let class = Class::of(c);
        let is_space = class.has(SPACE);
        characters.all += 1;
        characters.letters += u32::from(class.has(LETTER));
        characters.upper += u32::from(class.has(UPPER));
        characters.visible += u32::from(!is_space);
        characters.sentence_ends += u32::from(class.has(SENTENCE_END));
        characters.has_comma |= class.has(COMMA);
        if was_space && !is_space {
            characters.spaced_words += 1;
            has_first_letter = false;
        }
        was_space = is_space;
        if class.has(LETTER | DIGIT) {
            if !has_first_letter {
                has_first_letter = true;
                characters.lower_words += u32::from(class.has(LOWER));
            }
            start.get_or_insert(offset);
            continue;
        }
        characters.symbols += u32::from(!is_space);
        characters.is_copyright |= c == '©';
        if let Some(start) = start.take() {
            words.push(Word::new(&text[start..offset]));
        }
    }
    if let Some(start) = start {
        words.push(Word::new(&text[start..]));
    }
    characters
}

/// Turns capital letters of ASCII into small ones and leaves small ones and digits as they are.
const SMALL: u64 = 0x2020_2020_2020_2020;

impl Word {
    fn new(text: &str) -> Self {
        let hash = if text.is_ascii() {
            hash_bytes(text.as_bytes(), SMALL)
        } else {
            hash_bytes(text.to_lowercase().as_bytes(), 0)
        };
        Self { hash, is_long: text.len() >= MIN_TOPIC_BYTES }
    }
}

/// Eight bytes at a time, as words have about as many.
fn hash_bytes(bytes: &[u8], mask: u64) -> u64 {
    let (chunks, rest) = bytes.as_chunks::<8>();
    let hash = chunks.iter().fold(bytes.len() as u64, |hash, chunk| pair_hash(hash, u64::from_le_bytes(*chunk) | mask));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mixed = pair_hash(hash, u64::from_le_bytes(last) | mask);
    mixed ^ (mixed >> 32)
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

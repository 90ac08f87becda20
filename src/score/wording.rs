//! Block texts go in; their words as hashes and what their characters are come out.

use super::classes::{COMMA, Class, DIGIT, LETTER, LOWER, SENTENCE_END, SPACE, UPPER};
use super::eight::{SMALL, eight_bytes, end_hash, is_beyond_ascii, word_length};
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
            let spaced = push_words(&block.text, &mut wording.words);
            wording.characters.push(Characters::of(&block.text, spaced));
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

/// Adds the words of a text; gives those between white space, counted.
fn push_words(text: &str, words: &mut Vec<Word>) -> SpacedWords {
    let mut spaced = SpacedWords::default();
    words.reserve(text.len() / BYTES_PER_WORD);
    let mut at = 0;
    while let Some((class, length)) = class_at(text, at) {
        spaced.add(class);
        if !class.has(LETTER | DIGIT) {
            at += length;
            continue;
        }
        let (word, end) = Word::short(text.as_bytes(), at).unwrap_or_else(|| Word::long(text, at));
        words.push(word);
        at = end;
    }
    spaced
}

/// Where the letters and digits end that begin at a byte, and whether they are all ASCII.
#[inline(always)]
fn word_end(text: &str, start: usize) -> (usize, bool) {
    let (mut at, mut is_ascii) = (start, true);
    loop {
        let rest = &text.as_bytes()[at..];
        at += rest.iter().position(|&byte| !Class::of_ascii(byte).has(LETTER | DIGIT)).unwrap_or(rest.len());
        let beyond = text[at..].chars().next().filter(|&c| !c.is_ascii() && Class::of(c).has(LETTER | DIGIT));
        let Some(c) = beyond else { return (at, is_ascii) };
        at += c.len_utf8();
        is_ascii = false;
    }
}

/// The class of the character that begins at a byte, and how many bytes it has.
#[inline(always)]
fn class_at(text: &str, at: usize) -> Option<(Class, usize)> {
    let &byte = text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return Some((Class::of_ascii(byte), 1));
    }
    let c = text[at..].chars().next()?;
    Some((Class::of(c), c.len_utf8()))
}

/// Words between white space.
#[derive(Debug, Default)]
struct SpacedWords {
    all: u32,
    /// Those whose first letter or digit is a small letter.
    lower: u32,
    is_in_word: bool,
    has_first_letter: bool,
}

impl SpacedWords {
    /// Goes on to a character; those within a run of letters and digits may be left out.
    #[inline(always)]
    fn add(&mut self, class: Class) {
        if class.has(SPACE) {
            (self.is_in_word, self.has_first_letter) = (false, false);
            return;
        }
        self.all += u32::from(!self.is_in_word);
        self.is_in_word = true;
        self.lower += u32::from(!self.has_first_letter && class.has(LOWER));
        self.has_first_letter |= class.has(LETTER | DIGIT);
    }
}

impl Characters {
    fn of(text: &str, spaced: SpacedWords) -> Self {
        let is_ascii = text.is_ascii();
        let sums = if is_ascii {
            sums(text.bytes().map(Class::of_ascii), text.len())
        } else {
            sums(text.chars().map(Class::of), text.len())
        };
        let [all, letters, upper, others, spaces, sentence_ends, commas] = sums;
        Self {
            all,
            letters,
            upper,
            symbols: others - spaces,
            visible: all - spaces,
            spaced_words: spaced.all,
            lower_words: spaced.lower,
            sentence_ends,
            has_comma: commas > 0,
            is_copyright: !is_ascii && text.contains('©'),
        }
    }
}

/// Numbers of characters that are kept in one number: all, letters, capitals, neither letters nor digits, spaces, ends of
/// sentences, commas.
const COUNTS: usize = 7;

/// Bits of each of them.
const COUNT_BITS: usize = 9;

/// Characters between two looks at the number: as many as the counts have room for.
const MAX_COUNT: usize = (1 << COUNT_BITS) - 1;

/// Sums over the characters of a text that has at most so many.
#[inline(always)]
fn sums(mut classes: impl Iterator<Item = Class>, most: usize) -> [u32; COUNTS] {
    let mut sums = [0; COUNTS];
    for _ in 0..most.div_ceil(MAX_COUNT) {
        let packed: u64 = classes.by_ref().take(MAX_COUNT).map(|class| COUNTED[class.index()]).sum();
        for (sum, place) in sums.iter_mut().zip(0..) {
            *sum += (packed >> (place * COUNT_BITS)) as u32 & MAX_COUNT as u32;
        }
    }
    sums
}

/// For every class what it adds to the counts.
const COUNTED: [u64; 128] = {
    let mut counted = [0; 128];
    let mut class = 0;
    while class < 128 {
        let bits = class as u8;
        let is_of: [bool; COUNTS] = [
            true,
            bits & LETTER != 0,
            bits & UPPER != 0,
            bits & (LETTER | DIGIT) == 0,
            bits & SPACE != 0,
            bits & SENTENCE_END != 0,
            bits & COMMA != 0,
        ];
        let mut count = 0;
        while count < COUNTS {
            counted[class] |= (is_of[count] as u64) << (count * COUNT_BITS);
            count += 1;
        }
        class += 1;
    }
    counted
};

impl Word {
    /// The word that begins at a byte, and where it ends, if it is ASCII and has fewer than eight bytes, as most have.
    #[inline(always)]
    fn short(text: &[u8], start: usize) -> Option<(Self, usize)> {
        let eight = eight_bytes(text, start);
        let length = word_length(eight);
        let is_whole = length < 8 && !is_beyond_ascii(eight, length);
        let hash = || end_hash(length as u64, eight, length, SMALL);
        is_whole.then(|| (Self { hash: hash(), is_long: length >= MIN_TOPIC_BYTES }, start + length))
    }

    /// The same for any word.
    fn long(text: &str, start: usize) -> (Self, usize) {
        let (end, is_ascii) = word_end(text, start);
        let hash = if is_ascii {
            hash_bytes(text.as_bytes(), start, end, SMALL)
        } else {
            let lower = text[start..end].to_lowercase();
            hash_bytes(lower.as_bytes(), 0, lower.len(), 0)
        };
        (Self { hash, is_long: end - start >= MIN_TOPIC_BYTES }, end)
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
    end_hash(hash, eight_bytes(bytes, at), end - at, mask)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_alike_in_any_case() {
        let hashes = |text| words(text).into_iter().map(|word| word.hash).collect::<Vec<_>>();
        for (one, other) in [
            ("Sluice-Gate 3", "sluice gate 3"),
            ("ΟΔΟΣ Ρεμα", "οδος, ρεμα"),
            ("ÇAY Mühle", "çay mühle"),
            ("Mühle MILLé", "mühle millé"),
            ("MILLWHEEL 12345678", "MillWheel-12345678"),
        ] {
            assert_eq!(hashes(one), hashes(other), "{one}");
        }
        assert_eq!(words("the mills").iter().map(|word| word.is_long).collect::<Vec<_>>(), [false, true]);
    }
}

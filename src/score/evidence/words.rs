//! Block texts go in, hashes of their telling words come out.

use super::hash::{Fnv, bucket, pair_hash};
use super::tables::WORD_BITS;
use crate::blocks::{Page, is_ideographic};
use crate::score::classes::{Class, DIGIT, LETTER};

/// Words at the beginning of a block that count.
const MAX_FIRST_WORDS: usize = 16;

/// Words of a heading that count for the blocks below it.
const MAX_HEADING_WORDS: usize = 6;

/// Pairs of words at the beginning of a block that count.
const MAX_PAIRS: usize = 4;

/// Longest block whose wording is a sign of the page's type, in words: `Add to cart`, `Reply`, `Sort by`.
const MAX_LABEL_WORDS: usize = 3;

/// Most characters of a block that are looked at.
const MAX_CHARS: usize = 240;

/// Spaces of the table.
const OWN: u64 = 1;
const PAIR: u64 = 2;
const WHOLE: u64 = 3;
const HEADING: u64 = 4;

/// Longest text, in words, that counts as a whole too: labels and calls to action.
const MAX_WHOLE_WORDS: usize = 5;

/// The first words of all blocks of a page, as hashes.
#[derive(Debug, Default)]
pub struct FirstWords {
    hashes: Vec<u64>,
    /// For each block one past its last word.
    ends: Vec<u32>,
}

impl FirstWords {
    /// Reads all blocks.
    pub fn new(page: &Page<'_>) -> Self {
        let mut words = Self::default();
        for block in &page.blocks {
            // One more than count, so that it is known whether a text goes on.
            push_word_hashes(&block.text, MAX_FIRST_WORDS + 1, &mut words.hashes);
            words.ends.push(words.hashes.len() as u32);
        }
        words
    }

    /// Of all blocks.
    pub fn all(&self) -> &[u64] {
        &self.hashes
    }

    fn of(&self, block: usize) -> &[u64] {
        let start = block.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.hashes[start as usize..self.ends[block] as usize]
    }

    /// Hash of the first word of a block.
    pub fn first(&self, block: usize) -> Option<u64> {
        self.of(block).first().copied()
    }

    /// Hash of a block that is a label: of a few words and no more.
    pub fn label(&self, block: usize) -> Option<u64> {
        let hashes = self.of(block);
        let is_label = (1..=MAX_LABEL_WORDS).contains(&hashes.len());
        is_label.then(|| hashes.iter().fold(0, |whole, &hash| pair_hash(whole, hash)))
    }

    /// Buckets of a block's own words.
    pub fn buckets(&self, block: usize) -> impl Iterator<Item = u16> {
        let hashes = self.of(block);
        let first = &hashes[..hashes.len().min(MAX_FIRST_WORDS)];
        let words = first.iter().map(|&hash| bucket(hash, OWN, WORD_BITS));
        let pairs = first.windows(2).take(MAX_PAIRS);
        let pairs = pairs.map(|pair| bucket(pair_hash(pair[0], pair[1]), PAIR, WORD_BITS));
        let whole = (hashes.len() <= MAX_WHOLE_WORDS).then(|| {
            let whole = hashes.iter().fold(hashes.len() as u64, |whole, &hash| pair_hash(whole, hash));
            bucket(whole, WHOLE, WORD_BITS)
        });
        words.chain(pairs).chain(whole)
    }

    /// Buckets of the words of a heading, for the blocks below it.
    pub fn heading_buckets(&self, block: usize) -> impl Iterator<Item = u16> {
        self.of(block).iter().take(MAX_HEADING_WORDS).map(|&hash| bucket(hash, HEADING, WORD_BITS))
    }
}

/// Hash of the first word of a text that is no block, as [`FirstWords::first`] gives it.
pub fn first_word(text: &str) -> Option<u64> {
    let mut hashes = Vec::new();
    push_word_hashes(text, 1, &mut hashes);
    hashes.first().copied()
}

/// Adds hashes of the first words, lower case, digits all alike; ideographs in pairs, as their words have no spaces.
fn push_word_hashes(text: &str, most: usize, hashes: &mut Vec<u64>) {
    let end = hashes.len() + most;
    let start = &text.as_bytes()[..text.len().min(MAX_CHARS)];
    if start.is_ascii() {
        return push_ascii_word_hashes(start, end, hashes);
    }
    let mut word: Option<Fnv> = None;
    let mut previous: Option<char> = None;
    for c in text.chars().take(MAX_CHARS) {
        if hashes.len() >= end {
            return;
        }
        let class = Class::of(c);
        let is_ideograph = !c.is_ascii() && is_ideographic(c);
        if !is_ideograph && class.has(LETTER | DIGIT) {
            let word = word.get_or_insert_default();
            if class.has(DIGIT) {
                word.push_byte(b'0');
            } else {
                word.push_lower(c);
            }
            previous = None;
            continue;
        }
        hashes.extend(word.take().map(Fnv::value));
        if let (true, Some(previous)) = (is_ideograph, previous) {
            hashes.push(pair_hash(u64::from(u32::from(previous)), u64::from(u32::from(c))));
        }
        previous = is_ideograph.then_some(c);
    }
    if hashes.len() < end {
        hashes.extend(word.map(Fnv::value));
    }
}

/// The same of a text in ASCII, until there are `end` hashes.
fn push_ascii_word_hashes(text: &[u8], end: usize, hashes: &mut Vec<u64>) {
    let mut word: Option<Fnv> = None;
    for &byte in text {
        let folded = FOLDED[usize::from(byte & 0x7F)];
        if folded != 0 {
            word.get_or_insert_default().push_byte(folded);
        } else if let Some(word) = word.take() {
            hashes.push(word.value());
            if hashes.len() == end {
                return;
            }
        }
    }
    hashes.extend(word.map(Fnv::value));
}

/// Bytes of words in ASCII: lower case, digits all alike; 0 for all that is no part of a word.
const FOLDED: [u8; 128] = {
    let mut folded = [0; 128];
    let mut code = 0;
    while code < 128 {
        folded[code] = match code as u8 {
            b'0'..=b'9' => b'0',
            letter @ (b'A'..=b'Z' | b'a'..=b'z') => letter.to_ascii_lowercase(),
            _ => 0,
        };
        code += 1;
    }
    folded
};

//! Texts go in, hashes of their telling words come out.

use super::hash::{Fnv, bucket, pair_hash};
use super::tables::WORD_BITS;
use crate::blocks::is_ideographic;

/// Words at the beginning of a block that count, and at its end.
const MAX_FIRST_WORDS: usize = 16;

/// Words of a heading that count for the blocks below it.
const MAX_HEADING_WORDS: usize = 6;

/// Most characters of a block that are looked at.
const MAX_CHARS: usize = 240;

/// Spaces of the table.
const OWN: u64 = 1;
const PAIR: u64 = 2;
const WHOLE: u64 = 3;
const HEADING: u64 = 4;

/// Longest text, in words, that counts as a whole too: labels and calls to action.
const MAX_WHOLE_WORDS: usize = 5;

/// Buckets of a block's own words.
pub fn buckets(text: &str) -> Vec<u16> {
    let hashes = word_hashes(text, MAX_FIRST_WORDS + 1);
    let first = &hashes[..hashes.len().min(MAX_FIRST_WORDS)];
    let mut buckets: Vec<u16> = first.iter().map(|&hash| bucket(hash, OWN, WORD_BITS)).collect();
    buckets.extend(first.windows(2).take(4).map(|pair| bucket(pair_hash(pair[0], pair[1]), PAIR, WORD_BITS)));
    if hashes.len() <= MAX_WHOLE_WORDS {
        let whole = hashes.iter().fold(hashes.len() as u64, |whole, &hash| pair_hash(whole, hash));
        buckets.push(bucket(whole, WHOLE, WORD_BITS));
    }
    buckets
}

/// Buckets of the words of the heading above a block.
pub fn heading_buckets(text: &str) -> Vec<u16> {
    word_hashes(text, MAX_HEADING_WORDS).iter().map(|&hash| bucket(hash, HEADING, WORD_BITS)).collect()
}

/// Hashes of the first words, lower case, digits all alike; ideographs in pairs, as their words have no spaces.
pub fn word_hashes(text: &str, most: usize) -> Vec<u64> {
    let mut hashes = Vec::new();
    let mut word: Option<Fnv> = None;
    let mut previous: Option<char> = None;
    for c in text.chars().take(MAX_CHARS) {
        if hashes.len() >= most {
            return hashes;
        }
        let is_ideograph = !c.is_ascii() && is_ideographic(c);
        if !is_ideograph && c.is_alphanumeric() {
            let word = word.get_or_insert_default();
            if c.is_numeric() {
                word.push_byte(b'0')
            } else {
                word.push_lower(c)
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
    if hashes.len() < most {
        hashes.extend(word.map(Fnv::value));
    }
    hashes
}

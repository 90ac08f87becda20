//! Eight bytes of a text go in as one number; how many of them begin a word comes out.

use super::evidence::pair_hash;

/// Turns capital letters of ASCII into small ones and leaves small ones and digits as they are.
pub const SMALL: u64 = 0x20 * EACH;

/// One in each of eight bytes.
const EACH: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each byte: none of ASCII has it.
const HIGHEST: u64 = 0x80 * EACH;

/// Eight bytes as a number, zeros where the text ends.
#[inline(always)]
pub fn eight_bytes(bytes: &[u8], at: usize) -> u64 {
    if let Some(eight) = bytes[at..].first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    bytes[at..].iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// How many bytes are letters or digits of ASCII, up to the first that is not.
#[inline(always)]
pub fn word_length(eight: u64) -> usize {
    let ascii = eight & !HIGHEST;
    let is_of_word = (within(ascii | SMALL, b'a', b'z') | within(ascii, b'0', b'9')) & !eight;
    (!is_of_word & HIGHEST).trailing_zeros() as usize / 8
}

/// Sets the highest bit of the bytes from `first` to `last`; all are of ASCII, so that no sum reaches the next byte.
#[inline(always)]
fn within(ascii: u64, first: u8, last: u8) -> u64 {
    (ascii + u64::from(0x80 - first) * EACH) & !(ascii + u64::from(0x7F - last) * EACH)
}

/// Whether a byte, counted from the first, is beyond ASCII.
#[inline(always)]
pub fn is_beyond_ascii(eight: u64, byte: usize) -> bool {
    (eight & HIGHEST) >> (8 * byte) & 0xFF != 0
}

/// Ends a hash with the first of eight bytes, fewer than all of them; `mask` is added to each.
#[inline(always)]
pub fn end_hash(hash: u64, eight: u64, count: usize, mask: u64) -> u64 {
    let mixed = pair_hash(hash, eight & !(u64::MAX << (8 * count)) | mask);
    mixed ^ (mixed >> 32)
}

#[cfg(test)]
mod tests {
    use super::{eight_bytes, is_beyond_ascii, word_length};

    #[test]
    fn words_end_at_the_first_byte_that_is_no_letter_and_no_digit() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut bytes = *b"Mill2aZ0\xFF";
                bytes[place] = byte;
                let expected = if byte.is_ascii_alphanumeric() { 8 } else { place };
                let eight = eight_bytes(&bytes, 0);
                assert_eq!(word_length(eight), expected, "{byte} at {place}");
                assert_eq!(is_beyond_ascii(eight, place), !byte.is_ascii());
            }
        }
        assert_eq!(word_length(eight_bytes(b"a mill", 2)), 4);
    }
}

//! Tokens go in, hashes and buckets of the linear tables come out.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Space of tokens that share a table without sharing weights.
pub type Space = u64;

/// FNV-1a, 64 bits (Fowler, Noll and Vo): the same on every machine, no table needed.
#[derive(Debug, Clone, Copy)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(OFFSET)
    }
}

impl Fnv {
    /// The hash of a text.
    pub fn of(text: &str) -> Self {
        let mut hash = Self::default();
        hash.push_bytes(text.as_bytes());
        hash
    }

    /// Adds a character in lower case; gives the bytes that it then has.
    #[inline]
    pub fn push_lower(&mut self, c: char) -> usize {
        if c.is_ascii() {
            self.push_byte((c as u8).to_ascii_lowercase());
            return 1;
        }
        let mut bytes = 0;
        for lower in c.to_lowercase() {
            self.push_bytes(lower.encode_utf8(&mut [0; 4]).as_bytes());
            bytes += lower.len_utf8();
        }
        bytes
    }

    /// Adds a byte.
    #[inline]
    pub fn push_byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
    }

    fn push_bytes(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.push_byte(byte));
    }

    /// The hash of all that was added.
    pub fn value(self) -> u64 {
        self.0
    }
}

/// The hash of a text.
pub fn token_hash(token: &str) -> u64 {
    Fnv::of(token).value()
}

/// The hash of a text in lower case.
pub fn lower_hash(text: &str) -> u64 {
    if !text.is_ascii() {
        return token_hash(&text.to_lowercase());
    }
    let mut hash = Fnv::default();
    text.bytes().for_each(|byte| hash.push_byte(byte.to_ascii_lowercase()));
    hash.value()
}

/// Offset basis and prime of FNV-1a, 64 bits.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// Two hashes as one, order told apart.
pub fn pair_hash(first: u64, second: u64) -> u64 {
    first.rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ second
}

/// The bucket of a token in a table of `1 << bits` weights (multiplicative hashing, Knuth 6.4).
pub fn bucket(hash: u64, space: Space, bits: u32) -> u16 {
    let mixed = (hash ^ space.wrapping_mul(0xd6e8_feb8_6659_fd93)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> (64 - bits)) as u16
}

/// Maps and sets of what is a hash already.
pub type HashedMap<V> = HashMap<u64, V, BuildHasherDefault<Passed>>;
/// See [`HashedMap`].
pub type HashedSet = HashSet<u64, BuildHasherDefault<Passed>>;

/// Passes a hash on, spread over all bits: tables look at the highest and the lowest, and a multiplication alone leaves the
/// lowest as they are (pages of 180,000 small tables took half a minute, as all cells had one place).
#[derive(Debug, Default, Clone, Copy)]
pub struct Passed(u64);

impl Hasher for Passed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        let spread = (self.0 ^ hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = spread ^ (spread >> 32);
    }
}

//! Linear models over hashed tokens: a bucket goes in, its weight comes out.

use crate::article::PageType;

/// Size of the table of names, as a power of two.
pub const NAME_BITS: u32 = 15;

/// Size of the table of words.
pub const WORD_BITS: u32 = 15;

/// Size of the tables of template signs.
pub const SIGN_BITS: u32 = 12;

/// Page types; each has a table.
pub const PAGE_TYPES: usize = PageType::ALL.len();

/// Weights of one linear model, eight bits each.
#[derive(Debug, Clone)]
pub struct LinearTable {
    scale: f32,
    bias: f32,
    weights: Vec<i8>,
}

impl LinearTable {
    /// Reads a table: f32 scale, f32 bias, `1 << bits` weights (little endian).
    pub fn read(rest: &mut &[u8], bits: u32) -> Option<Self> {
        let (head, after) = rest.split_at_checked(8)?;
        let (weights, after) = after.split_at_checked(1 << bits)?;
        *rest = after;
        let [scale, bias] = numbers(head)?;
        Some(Self { scale, bias, weights: weights.iter().map(|&byte| byte as i8).collect() })
    }

    /// The weight of a bucket in log-odds.
    pub fn weight(&self, bucket: u16) -> f32 {
        f32::from(self.weights[usize::from(bucket)]) * self.scale
    }

    /// The sum of buckets' weights and the bias.
    pub fn score(&self, buckets: impl Iterator<Item = u16>) -> f32 {
        self.bias + buckets.map(|bucket| self.weight(bucket)).sum::<f32>()
    }
}

/// `N` 32-bit floats, little endian.
pub fn numbers<const N: usize>(bytes: &[u8]) -> Option<[f32; N]> {
    let mut numbers = [0.0; N];
    for (number, bytes) in numbers.iter_mut().zip(bytes.chunks_exact(4)) {
        *number = f32::from_le_bytes(bytes.try_into().ok()?);
    }
    (bytes.len() == 4 * N).then_some(numbers)
}

/// The linear models whose scores are features of blocks.
#[derive(Debug, Clone)]
pub struct Tables {
    /// Log-odds of content by names of elements.
    pub names: LinearTable,
    /// Log-odds of content by words.
    pub words: LinearTable,
    /// Log-odds of each page type by signs of the template.
    pub types: Vec<LinearTable>,
}

impl Tables {
    /// Reads the tables from the front of `rest`.
    pub fn read(rest: &mut &[u8]) -> Option<Self> {
        let names = LinearTable::read(rest, NAME_BITS)?;
        let words = LinearTable::read(rest, WORD_BITS)?;
        let types = (0..PAGE_TYPES).map(|_| LinearTable::read(rest, SIGN_BITS)).collect::<Option<_>>()?;
        Some(Self { names, words, types })
    }
}

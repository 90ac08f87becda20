//! A page goes in, the probability of each page type comes out: three linear models over what the page has, and a fourth over their log-odds.

use super::Evidence;
use super::hash::bucket;
use super::signs;
use super::tables::{PAGE_TYPES, numbers};
use crate::score::context::Context;

/// Size of the tables of names and of words, as a power of two: 12 to 15 give the same accuracy by cross-validation.
const BITS: u32 = 13;

/// Space of names and words of which it only counts that the page has them.
const ANYWHERE: u64 = 7;

/// Models whose log-odds are weighed: by template, names and words.
const MODELS: usize = 3;

/// Buckets of what speaks for a page's type, each once.
#[derive(Debug, Clone, Default)]
pub struct Signs {
    /// Of its template: what the head says, its labels, how much there is of what.
    pub template: Vec<u16>,
    /// Of the names of its elements, wherever they stand.
    pub names: Vec<u16>,
    /// Of the first words of its blocks.
    pub words: Vec<u16>,
}

impl Signs {
    /// Collects them.
    pub fn new(context: &Context<'_>) -> Self {
        let mut signs = Self { template: signs::buckets(context), ..Self::default() };
        for_each_distinct(context.names.of_page(), |bucket| signs.names.push(bucket));
        for_each_distinct(context.first_words.all(), |bucket| signs.words.push(bucket));
        signs
    }
}

/// The buckets of hashes, each once, in the order in which they come.
fn for_each_distinct(hashes: &[u64], mut take: impl FnMut(u16)) {
    let mut is_known = [0u64; (1 << BITS) / u64::BITS as usize];
    for &hash in hashes {
        let bucket = bucket(hash, ANYWHERE, BITS);
        let (word, bit) = (&mut is_known[usize::from(bucket) / 64], 1 << (bucket % 64));
        if *word & bit == 0 {
            *word |= bit;
            take(bucket);
        }
    }
}

/// A linear model for each page type, eight bits a weight; a bucket's weights stand side by side, eight bytes that are read as one.
#[derive(Debug, Clone)]
struct TypeTable {
    scales: [f32; PAGE_TYPES],
    biases: [f32; PAGE_TYPES],
    weights: Vec<[i8; 8]>,
}

impl TypeTable {
    /// Reads a table: f32 scales, f32 biases, then for each of `1 << BITS` buckets its weights (little endian).
    fn read(rest: &mut &[u8]) -> Option<Self> {
        let [scales, biases] = [take_row(rest)?, take_row(rest)?];
        let (weights, after) = rest.split_at_checked(PAGE_TYPES << BITS)?;
        *rest = after;
        let (rows, _) = weights.as_chunks::<PAGE_TYPES>();
        let weights =
            rows.iter().map(|row| std::array::from_fn(|at| row.get(at).map_or(0, |&byte| byte as i8))).collect();
        Some(Self { scales, biases, weights })
    }

    fn log_odds(&self, hashes: &[u64]) -> [f32; PAGE_TYPES] {
        let mut sums = [0i32; 8];
        for_each_distinct(hashes, |bucket| {
            for (sum, &weight) in sums.iter_mut().zip(&self.weights[usize::from(bucket)]) {
                *sum += i32::from(weight);
            }
        });
        std::array::from_fn(|kind| self.biases[kind] + sums[kind] as f32 * self.scales[kind])
    }
}

/// Reads a number for each page type.
fn take_row(rest: &mut &[u8]) -> Option<[f32; PAGE_TYPES]> {
    let (row, after) = rest.split_at_checked(4 * PAGE_TYPES)?;
    *rest = after;
    numbers(row)
}

/// What tells types of pages apart. Each model is drawn to 0 by its regularisation, the rare types most; one that learned from the log-odds
/// that they give pages of other sites puts that right (stacking, Wolpert 1992). By cross-validation .87 of WCXB's pages get their type,
/// by the template alone .77.
#[derive(Debug, Clone)]
pub struct PageTypeModel {
    names: TypeTable,
    words: TypeTable,
    biases: [f32; PAGE_TYPES],
    /// For each model and each type of its log-odds: what it adds to each type.
    weights: [[[f32; PAGE_TYPES]; PAGE_TYPES]; MODELS],
}

impl PageTypeModel {
    /// Reads the model from the front of `rest`: tables of names and of words, f32 biases, f32 weights (little endian).
    pub fn read(rest: &mut &[u8]) -> Option<Self> {
        let (names, words) = (TypeTable::read(rest)?, TypeTable::read(rest)?);
        let biases = take_row(rest)?;
        let mut weights = [[[0.0; PAGE_TYPES]; PAGE_TYPES]; MODELS];
        for row in weights.as_flattened_mut() {
            *row = take_row(rest)?;
        }
        Some(Self { names, words, biases, weights })
    }

    /// The probability of each type, in the order of [`PageType::ALL`](crate::PageType::ALL).
    pub fn probabilities(&self, context: &Context<'_>, evidence: &Evidence) -> [f32; PAGE_TYPES] {
        let by_names = self.names.log_odds(context.names.of_page());
        let by_words = self.words.log_odds(context.first_words.all());
        let mut scores = self.biases;
        for (log_odds, weights) in [evidence.by_template, by_names, by_words].iter().zip(&self.weights) {
            for (log_odds, weights) in log_odds.iter().zip(weights) {
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += log_odds * weight;
                }
            }
        }
        softmax(scores)
    }
}

/// Probabilities of log-odds.
pub fn softmax(scores: [f32; PAGE_TYPES]) -> [f32; PAGE_TYPES] {
    let most = scores.into_iter().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = scores.iter().map(|score| (score - most).exp()).sum();
    scores.map(|score| (score - most).exp() / sum)
}

#[cfg(test)]
mod tests {
    use super::super::hash::bucket;
    use super::{ANYWHERE, BITS, PAGE_TYPES, PageTypeModel, TypeTable, softmax};

    /// A table in which one sign speaks for the second type.
    fn table(sign: u64) -> Vec<u8> {
        let numbers = [[0.5f32; PAGE_TYPES], [-1.0; PAGE_TYPES]].concat();
        let mut bytes: Vec<u8> = numbers.into_iter().flat_map(f32::to_le_bytes).collect();
        let mut weights = vec![0u8; PAGE_TYPES << BITS];
        weights[PAGE_TYPES * usize::from(bucket(sign, ANYWHERE, BITS)) + 1] = (-6i8).cast_unsigned();
        bytes.extend(weights);
        bytes
    }

    #[test]
    fn what_a_page_has_twice_counts_once() {
        let bytes = table(7);
        let table = TypeTable::read(&mut bytes.as_slice()).expect("a table");
        let [once, twice] = [&[7][..], &[7, 7]].map(|signs| table.log_odds(signs));
        assert_eq!(once[..3], [-1.0, -4.0, -1.0]);
        assert_eq!(twice, once);
        assert_eq!(table.log_odds(&[]), [-1.0; PAGE_TYPES]);
    }

    #[test]
    fn refuses_models_that_are_cut() {
        let stack = vec![0; 4 * PAGE_TYPES * (1 + 3 * PAGE_TYPES)];
        let whole = [table(1), table(2), stack].concat();
        assert!(PageTypeModel::read(&mut whole.as_slice()).is_some());
        assert!(PageTypeModel::read(&mut &whole[..whole.len() - 1]).is_none());
        assert!(PageTypeModel::read(&mut &whole[..PAGE_TYPES << BITS]).is_none());
    }

    #[test]
    fn probabilities_of_log_odds_of_any_size_sum_up_to_one() {
        let probabilities = softmax([0.0, 900.0, 900.0, -900.0, 0.0, 0.0, 0.0]);
        assert_eq!(probabilities[..3], [0.0, 0.5, 0.5]);
    }
}

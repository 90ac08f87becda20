//! A page goes in, the probability of each page type comes out: three linear models over what the page has, and one over their log-odds.

use super::Evidence;
use super::hash::{HashedSet, bucket};
use super::signs;
use super::tables::{PAGE_TYPES, numbers};
use super::words::first_word;
use crate::score::context::Context;

/// Size of the tables of names and of words, as a power of two: 12 to 15 give the same accuracy by cross-validation.
const BITS: u32 = 13;

/// Space of names and words of which it only counts that the page has them.
const ANYWHERE: u64 = 7;

/// Words that nearly every page in English has, and hardly any in another language. Only English pages of all types were there to learn from:
/// what a page in another language says would speak for an article, whatever it is.
const ENGLISH: [&str; 10] = ["the", "and", "with", "for", "your", "you", "this", "that", "are", "from"];

/// Share of them among the first words of a page's blocks above which it is in English: so are 98 % of WCXB's pages and 1 % of those in other
/// languages of all sets.
const MIN_ENGLISH_SHARE: f32 = 0.02;

/// Numbers of a bucket: a weight for each type, and zeros up to eight bytes, which are read as one.
const BUCKET_BYTES: usize = 8;

/// Buckets of what speaks for a page's type, each once.
#[derive(Debug, Clone, Default)]
pub struct Signs {
    /// Of its template: what the head says, its labels, how much there is of what.
    pub template: Vec<u16>,
    /// Of the names of its elements, wherever they stand.
    pub names: Vec<u16>,
    /// Of the first words of its blocks; of none if it is not in English.
    pub words: Vec<u16>,
}

impl Signs {
    /// Collects them.
    pub fn new(context: &Context<'_>) -> Self {
        let mut signs = Self { template: signs::buckets(context), ..Self::default() };
        for_each_distinct(context.names.of_page(), |bucket| signs.names.push(bucket));
        if is_english(context.first_words.all(), &english()) {
            for_each_distinct(context.first_words.all(), |bucket| signs.words.push(bucket));
        }
        signs
    }
}

/// Hashes of [`ENGLISH`].
fn english() -> HashedSet {
    ENGLISH.iter().filter_map(|word| first_word(word)).collect()
}

fn is_english(words: &[u64], english: &HashedSet) -> bool {
    let found = words.iter().filter(|&word| english.contains(word)).count();
    found as f32 > MIN_ENGLISH_SHARE * words.len() as f32
}

/// The buckets of hashes, each once, in the order in which they come.
fn for_each_distinct(hashes: &[u64], mut take: impl FnMut(u16)) {
    let mut is_known = [0u64; (1 << BITS) / u64::BITS as usize];
    for &hash in hashes {
        let bucket = bucket(hash, ANYWHERE, BITS);
        let place = u32::from(bucket);
        let (word, bit) = (&mut is_known[(place / u64::BITS) as usize], 1 << (place % u64::BITS));
        if *word & bit == 0 {
            *word |= bit;
            take(bucket);
        }
    }
}

/// A linear model for each page type, eight bits a weight; a bucket's weights stand side by side.
#[derive(Debug, Clone)]
struct TypeTable {
    scales: [f32; PAGE_TYPES],
    biases: [f32; PAGE_TYPES],
    weights: Vec<[i8; BUCKET_BYTES]>,
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
        let mut sums = [0i32; BUCKET_BYTES];
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
/// that they give pages of other sites puts that right (stacking, Wolpert 1992).
#[derive(Debug, Clone)]
pub struct PageTypeModel {
    names: TypeTable,
    words: TypeTable,
    english: HashedSet,
    /// Over the log-odds by template and names.
    without_words: Stack<2>,
    /// Over those and the log-odds by words.
    with_words: Stack<3>,
}

/// A linear model over the log-odds of others.
#[derive(Debug, Clone)]
struct Stack<const MODELS: usize> {
    biases: [f32; PAGE_TYPES],
    /// For each model and each type of its log-odds: what it adds to each type.
    weights: [[[f32; PAGE_TYPES]; PAGE_TYPES]; MODELS],
}

impl<const MODELS: usize> Stack<MODELS> {
    /// Reads f32 biases, f32 weights (little endian).
    fn read(rest: &mut &[u8]) -> Option<Self> {
        let biases = take_row(rest)?;
        let mut weights = [[[0.0; PAGE_TYPES]; PAGE_TYPES]; MODELS];
        for row in weights.as_flattened_mut() {
            *row = take_row(rest)?;
        }
        Some(Self { biases, weights })
    }

    fn log_odds(&self, models: [[f32; PAGE_TYPES]; MODELS]) -> [f32; PAGE_TYPES] {
        let mut scores = self.biases;
        for (log_odds, weights) in models.as_flattened().iter().zip(self.weights.as_flattened()) {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += log_odds * weight;
            }
        }
        scores
    }
}

impl PageTypeModel {
    /// Reads the model from the front of `rest`: tables of names and of words, the stack without and the one with words.
    pub fn read(rest: &mut &[u8]) -> Option<Self> {
        let (names, words) = (TypeTable::read(rest)?, TypeTable::read(rest)?);
        let (without_words, with_words) = (Stack::read(rest)?, Stack::read(rest)?);
        Some(Self { names, words, english: english(), without_words, with_words })
    }

    /// The probability of each type, in the order of [`PageType::ALL`](crate::PageType::ALL).
    pub fn probabilities(&self, context: &Context<'_>, evidence: &Evidence) -> [f32; PAGE_TYPES] {
        let (by_template, by_names) = (evidence.by_template, self.names.log_odds(context.names.of_page()));
        let words = context.first_words.all();
        softmax(if is_english(words, &self.english) {
            self.with_words.log_odds([by_template, by_names, self.words.log_odds(words)])
        } else {
            self.without_words.log_odds([by_template, by_names])
        })
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
    use super::super::words::first_word;
    use super::{ANYWHERE, BITS, PAGE_TYPES, PageTypeModel, TypeTable, english, is_english, softmax};

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
        let stacks = vec![0; 4 * PAGE_TYPES * (2 + 5 * PAGE_TYPES)];
        let whole = [table(1), table(2), stacks].concat();
        assert!(PageTypeModel::read(&mut whole.as_slice()).is_some());
        assert!(PageTypeModel::read(&mut &whole[..whole.len() - 1]).is_none());
        assert!(PageTypeModel::read(&mut &whole[..PAGE_TYPES << BITS]).is_none());
    }

    #[test]
    fn pages_in_english_are_known_by_their_small_words() {
        let is_english = |text: &str| {
            let words: Vec<u64> = text.split(' ').filter_map(first_word).collect();
            is_english(&words, &english())
        };
        assert!(is_english("Home News Contact The mill grinds again"));
        assert!(!is_english("Start Neues Kontakt Die Mühle mahlt wieder in der Stadt"));
        assert!(!is_english("De molen maalt weer of niet"));
        assert!(!is_english(""));
    }

    #[test]
    fn probabilities_of_log_odds_of_any_size_sum_up_to_one() {
        let probabilities = softmax([0.0, 900.0, 900.0, -900.0, 0.0, 0.0, 0.0]);
        assert_eq!(probabilities[..3], [0.0, 0.5, 0.5]);
    }
}

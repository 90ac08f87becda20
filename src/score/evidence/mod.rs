//! What names and words say of each block: linear models over hashed tokens, and their sums over the page.

mod hash;
mod names;
mod page_types;
mod signs;
mod tables;
mod telling;
mod words;

pub use hash::{Fnv, HashedMap, HashedSet, pair_hash, token_hash};
pub use names::{NameScore, Names};
pub use page_types::{PageTypeModel, Signs};
pub use tables::{PAGE_TYPES, Tables};
pub use telling::telling_names;
pub use words::{FirstWords, first_word};

use page_types::softmax;

use super::context::{Context, weight_in_means};
use crate::blocks::Page;

/// What training counts: the buckets of every block and of the page.
#[derive(Debug, Clone, Default)]
pub struct Buckets {
    /// For each block, of the names around it.
    pub names: Vec<Vec<u16>>,
    /// For each block, of its words and those of the heading above it.
    pub words: Vec<Vec<u16>>,
    /// Of the page.
    pub signs: Signs,
}

impl Buckets {
    /// Collects them.
    pub fn new(context: &Context<'_>) -> Self {
        let blocks = 0..context.page.blocks.len();
        Self {
            names: blocks.clone().map(|block| context.names.buckets(context.page, block)).collect(),
            words: blocks.map(|block| word_buckets(context, block)).collect(),
            signs: Signs::new(context),
        }
    }
}

fn word_buckets(context: &Context<'_>, block: usize) -> Vec<u16> {
    let own = context.first_words.buckets(block);
    let heading = context.heading_before[block].filter(|&heading| heading as usize != block);
    own.chain(heading.into_iter().flat_map(|heading| context.first_words.heading_buckets(heading as usize))).collect()
}

/// What the linear models say.
#[derive(Debug)]
pub struct Evidence {
    /// For each block, by names.
    pub names: Vec<NameScore>,
    /// For each block, by words, its own and its heading's.
    pub words: Vec<f32>,
    /// Log-odds of each page type by the template alone.
    by_template: [f32; PAGE_TYPES],
    /// Their probabilities: what features of blocks tell of the type.
    pub template_types: [f32; PAGE_TYPES],
    /// Running sums over blocks of (weight, weight · names, weight · words).
    running: Vec<(f64, f64, f64)>,
}

impl Evidence {
    /// Weighs a page.
    pub fn new(context: &Context<'_>, tables: &Tables) -> Self {
        let page = context.page;
        let names = context.names.scores(page, &tables.names);
        let words = word_scores(context, tables);
        let running = running(page, &names, &words);
        let by_template = by_template(context, tables);
        Self { names, words, by_template, template_types: softmax(by_template), running }
    }

    /// Mean of the names' and of the words' log-odds over a range of blocks, longer blocks counting more.
    pub fn means(&self, blocks: (u32, u32)) -> (f32, f32) {
        let (start, end) = (self.running[blocks.0 as usize], self.running[blocks.1 as usize]);
        let weight = (end.0 - start.0).max(f64::MIN_POSITIVE);
        (((end.1 - start.1) / weight) as f32, ((end.2 - start.2) / weight) as f32)
    }
}

/// The same as the table's score of [`word_buckets`], each heading's part weighed once.
fn word_scores(context: &Context<'_>, tables: &Tables) -> Vec<f32> {
    let mut of_heading = (None, 0.0);
    let score = |(block, heading): (usize, &Option<u32>)| {
        let heading = heading.filter(|&heading| heading as usize != block);
        if heading != of_heading.0 {
            let buckets = heading.into_iter().flat_map(|heading| context.first_words.heading_buckets(heading as usize));
            of_heading = (heading, buckets.map(|bucket| tables.words.weight(bucket)).sum());
        }
        tables.words.score(context.first_words.buckets(block)) + of_heading.1
    };
    context.heading_before.iter().enumerate().map(score).collect()
}

fn running(page: &Page<'_>, names: &[NameScore], words: &[f32]) -> Vec<(f64, f64, f64)> {
    let mut sum = (0.0, 0.0, 0.0);
    let mut running = vec![sum];
    for ((block, name), word) in page.blocks.iter().zip(names).zip(words) {
        let weight = f64::from(weight_in_means(block));
        sum = (sum.0 + weight, sum.1 + weight * f64::from(name.total()), sum.2 + weight * f64::from(*word));
        running.push(sum);
    }
    running
}

fn by_template(context: &Context<'_>, tables: &Tables) -> [f32; PAGE_TYPES] {
    let signs = signs::buckets(context);
    let mut log_odds = [0.0; PAGE_TYPES];
    for (score, table) in log_odds.iter_mut().zip(&tables.types) {
        *score = table.score(signs.iter().copied());
    }
    log_odds
}

//! Text blocks go in, the probability that each is content comes out.

mod attribution;
mod classes;
mod comments;
mod confidence;
mod containers;
mod context;
mod eight;
mod evidence;
mod features;
mod forest;
mod furniture;
mod logarithms;
mod model;
mod network;
mod phrases;
mod questions;
mod reasons;
mod sheet;
mod structure;
mod thread;
mod tokens;
mod wording;

use crate::article::PageType;
use crate::blocks::Page;
use crate::error::Error;
use crate::stopwatch::{Stage, Stopwatch};
pub use confidence::{SIGNALS, signals};
use context::Context;
pub use evidence::{Buckets, Signs, Tables};
use evidence::{Evidence, PAGE_TYPES};
use features::{Name, describe, describe_evidence};
use furniture::{FURNITURE_PROBABILITY, Furniture};
use logarithms::Logarithms;
use model::Model;
use network::Grouping;
use phrases::PhraseTable;
use sheet::{LANES, MAX_SHEET, Sheet};
use tokens::TokenTable;

/// Rows of features, one a block, and their names.
pub type Rows = (Vec<String>, Vec<Vec<f32>>);

/// The tables of known tokens and phrases, and of logarithms. Made once, used for many pages.
#[derive(Debug)]
pub struct Lexicon {
    tokens: TokenTable,
    phrases: PhraseTable,
    logarithms: Logarithms,
}

impl Lexicon {
    /// Reads the tables that are part of the program.
    pub fn new() -> Self {
        Self { tokens: TokenTable::new(), phrases: PhraseTable::new(), logarithms: Logarithms::new() }
    }

    fn context<'a>(&'a self, page: &'a Page<'a>) -> Context<'a> {
        Context::new(page, self)
    }

    /// The features of every block that need no linear model.
    pub fn features(&self, page: &Page<'_>) -> Rows {
        let context = self.context(page);
        rows(page.blocks.len(), |block, put| describe(&context, block, put))
    }

    /// The features of every block that rest on linear models.
    pub fn evidence(&self, page: &Page<'_>, tables: &Tables) -> Rows {
        let context = self.context(page);
        let evidence = Evidence::new(&context, tables);
        rows(page.blocks.len(), |block, put| describe_evidence(&context, &evidence, block, put))
    }

    /// For each block its look and its deep look, as numbers that blocks of one look share.
    pub fn looks(&self, page: &Page<'_>) -> Vec<[u32; 2]> {
        let context = self.context(page);
        let both = context.group_of.iter().zip(&context.structure.deep_look_of);
        both.map(|(&look, &deep_look)| [look, deep_look]).collect()
    }

    /// What the linear models count.
    pub fn buckets(&self, page: &Page<'_>) -> Buckets {
        Buckets::new(&self.context(page))
    }
}

type Put<'a> = &'a mut dyn FnMut(Name<'_>, f32);

fn rows(blocks: usize, describe: impl Fn(usize, &mut Put<'_>)) -> Rows {
    let mut names = Vec::new();
    let row = |block: usize| {
        let mut values = Vec::new();
        let mut put = |name: Name<'_>, value: f32| {
            if block == 0 {
                names.push(name.to_string());
            }
            values.push(value);
        };
        describe(block, &mut (&mut put as Put<'_>));
        values
    };
    let rows = (0..blocks).map(row).collect();
    (names, rows)
}

/// What the scorer thinks of a page.
#[derive(Debug, Clone)]
pub struct Scores {
    /// The probability that a block is content, one a block in the page's order.
    pub probabilities: Vec<f32>,
    /// The deep look of each block (the names on the elements around it), as a number that blocks of one look share.
    pub looks: Vec<u32>,
    /// The probability of each page type, in the order of [`PageType::ALL`](crate::PageType::ALL).
    pub types: [f32; PAGE_TYPES],
}

impl Scores {
    /// The page's likeliest type.
    pub fn likeliest_type(&self) -> PageType {
        let both = PageType::ALL.into_iter().zip(self.types);
        both.max_by(|a, b| a.1.total_cmp(&b.1)).map_or(PageType::Article, |(page_type, _)| page_type)
    }

    /// Whether a page is of a type, more likely than not.
    pub fn are_of(&self, page_type: PageType) -> bool {
        is_likely(&self.types, page_type)
    }
}

/// Least probability of a page's type that counts: more likely than not. By cross-validation figures of threads between .1 and .7 differ by
/// .001 at most.
const MIN_TYPE_PROBABILITY: f32 = 0.5;

fn is_likely(types: &[f32; PAGE_TYPES], wanted: PageType) -> bool {
    PageType::ALL.iter().zip(types).any(|(&kind, &probability)| kind == wanted && probability >= MIN_TYPE_PROBABILITY)
}

/// The block scorer: its tables and its model. Made once, used for many pages.
#[derive(Debug)]
pub struct Scorer {
    lexicon: Lexicon,
    model: Model,
}

impl Scorer {
    /// Reads the tables and the model that are part of the program.
    pub fn new() -> Self {
        Self { lexicon: Lexicon::new(), model: Model::new() }
    }

    /// The same with another model; none if `model` is not a model file.
    pub fn with_model(model: &[u8]) -> Option<Self> {
        Some(Self { lexicon: Lexicon::new(), model: Model::read(model)? })
    }

    /// Weighs every block and the page.
    ///
    /// # Errors
    /// [`Error::TimedOut`] when the time is up meanwhile.
    pub fn score(&self, page: &Page<'_>, stopwatch: &Stopwatch) -> Result<Scores, Error> {
        let context = self.lexicon.context(page);
        let evidence = Evidence::new(&context, &self.model.tables);
        let types = self.model.page_types.probabilities(&context, &evidence);
        let weighed = self.weigh(&context, &evidence, &types, stopwatch)?;
        let furniture = Furniture::new(&context);
        let probability = |(block, weighed): (usize, &Weighed)| {
            let probability = probability(weighed.log_odds());
            if furniture.has(block) { probability.min(FURNITURE_PROBABILITY) } else { probability }
        };
        let probabilities = weighed.iter().enumerate().map(probability).collect();
        Ok(Scores { probabilities, looks: context.structure.deep_look_of, types })
    }

    /// Lets the trees and the network weigh every block of a page, whose types have these probabilities.
    fn weigh(
        &self,
        context: &Context<'_>,
        evidence: &Evidence,
        types: &[f32; PAGE_TYPES],
        stopwatch: &Stopwatch,
    ) -> Result<Vec<Weighed>, Error> {
        let Model { trees, network, .. } = &self.model;
        let block_count = context.page.blocks.len();
        let (mut of_trees, mut reading) = (Vec::with_capacity(block_count), network.begin(block_count));
        let mut sheet = Sheet::new(block_count.min(MAX_SHEET));
        for first in (0..block_count).step_by(MAX_SHEET) {
            let blocks = first..block_count.min(first + MAX_SHEET);
            sheet.shorten(blocks.len());
            for (row, block) in blocks.clone().enumerate() {
                let mut writer = sheet.write(row);
                let mut put = |_: Name<'_>, value: f32| writer.put(value);
                describe(context, block, &mut put);
                describe_evidence(context, evidence, block, &mut put);
            }
            stopwatch.done(Stage::Features)?;
            of_trees.extend(trees.log_odds(&sheet));
            stopwatch.done(Stage::Trees)?;
            for (batch, first) in sheet.batches().iter().zip(blocks.step_by(LANES)) {
                network.see(batch, first, &mut reading);
            }
            stopwatch.done(Stage::Network)?;
        }
        let groupings = Grouping::all(context);
        let of_network = network.log_odds(reading, &groupings);
        stopwatch.done(Stage::Network)?;
        let both = of_trees.into_iter().zip(of_network);
        let mut weighed: Vec<Weighed> =
            both.map(|(by_trees, by_network)| Weighed { by_trees, by_network, of_place: None }).collect();
        if is_likely(types, PageType::Forum) {
            thread::share_places(context, &mut weighed);
        }
        Ok(weighed)
    }

    /// The F1 to be expected of a choice of blocks, 0 to 1.
    pub fn confidence(&self, signals: &[f32; SIGNALS]) -> f32 {
        // An empty choice promises nothing; a model that is not calibrated has only its promise.
        if signals[0] <= 0.0 || self.model.confidence.is_empty() {
            return signals[0];
        }
        probability(self.model.confidence.log_odds_of(signals))
    }

    /// One flag a block: whether it is text of a reader's comment, wherever the scorer sees it.
    pub fn comment_blocks(&self, page: &Page<'_>) -> Vec<bool> {
        comments::comment_blocks(&self.lexicon.context(page))
    }
}

/// The network's part of a block's log-odds; the rest is the trees'. Both together are better than either alone, by cross-validation, and parts
/// from .3 to .5 differ by less than two trainings do.
const NETWORK_SHARE: f32 = 0.4;

/// Log-odds of a block.
#[derive(Debug, Clone, Copy)]
struct Weighed {
    by_trees: f32,
    by_network: f32,
    /// Mean of all blocks in places of one look, in a thread.
    of_place: Option<f32>,
}

impl Weighed {
    /// What trees and network say of the block itself.
    fn own(self) -> f32 {
        (1.0 - NETWORK_SHARE) * self.by_trees + NETWORK_SHARE * self.by_network
    }

    /// Those that count.
    fn log_odds(self) -> f32 {
        self.of_place.unwrap_or(self.own())
    }
}

fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use super::sheet::FEATURE_NAMES;
    use super::{Lexicon, Scorer};
    use crate::blocks::segment;
    use crate::dom::parse_text;

    #[test]
    fn the_model_was_trained_on_these_features() {
        let dom = parse_text("One block is enough to name the features.");
        let page = segment(&dom, Vec::new());
        let (lexicon, scorer) = (Lexicon::new(), Scorer::new());
        let mut names = lexicon.features(&page).0;
        names.extend(lexicon.evidence(&page, &scorer.model.tables).0);
        let trained: Vec<&str> = FEATURE_NAMES.lines().collect();
        assert_eq!(names, trained);
        assert_eq!(names.len(), scorer.model.trees.feature_count());
    }
}

//! Text blocks go in, the probability that each is content comes out.

mod context;
mod features;
mod linear;
mod phrases;
mod tokens;
mod weights;

use crate::blocks::Page;
use context::Context;
use features::describe;
use phrases::PhraseTable;
use tokens::TokenTable;

/// The block scorer: its tables and its model. Made once, used for many pages.
#[derive(Debug)]
pub struct Scorer {
    tokens: TokenTable,
    phrases: PhraseTable,
}

impl Scorer {
    /// Reads the tables that are part of the program.
    pub fn new() -> Self {
        Self { tokens: TokenTable::new(), phrases: PhraseTable::new() }
    }

    /// One probability a block, in the page's order.
    pub fn score(&self, page: &Page<'_>) -> Vec<f32> {
        let context = Context::new(page, &self.tokens, &self.phrases);
        let mut model = linear::Sum::default();
        (0..page.blocks.len())
            .map(|block| {
                describe(&context, block, &mut |_, value| model.add(value));
                model.take_probability()
            })
            .collect()
    }

    /// Names of the features, in the order of [`features`](Self::features).
    pub fn feature_names(&self, page: &Page<'_>) -> Vec<String> {
        let context = Context::new(page, &self.tokens, &self.phrases);
        let mut names = Vec::new();
        if !page.blocks.is_empty() {
            describe(&context, 0, &mut |name, _| names.push(name.to_string()));
        }
        names
    }

    /// The features of every block, as the model sees them.
    pub fn features(&self, page: &Page<'_>) -> Vec<Vec<f32>> {
        let context = Context::new(page, &self.tokens, &self.phrases);
        (0..page.blocks.len())
            .map(|block| {
                let mut values = Vec::new();
                describe(&context, block, &mut |_, value| values.push(value));
                values
            })
            .collect()
    }
}

//! Text blocks go in, the probability that each is content comes out.

mod comments;
mod context;
mod features;
mod forest;
mod phrases;
mod tokens;

use crate::blocks::Page;
use context::Context;
use features::describe;
use forest::Forest;
use phrases::{PHRASE_KINDS, PhraseTable};
use tokens::TokenTable;

/// The block scorer: its tables and its model. Made once, used for many pages.
#[derive(Debug)]
pub struct Scorer {
    tokens: TokenTable,
    phrases: PhraseTable,
    forest: Forest,
}

impl Scorer {
    /// Reads the tables and the model that are part of the program.
    pub fn new() -> Self {
        Self { tokens: TokenTable::new(), phrases: PhraseTable::new(), forest: Forest::new() }
    }

    /// The same with another model; none if `model` is not a model file.
    pub fn with_model(model: &[u8]) -> Option<Self> {
        Some(Self { forest: Forest::read(model)?, ..Self::new() })
    }

    /// One probability a block, in the page's order.
    pub fn score(&self, page: &Page<'_>) -> Vec<f32> {
        let context = Context::new(page, &self.tokens, &self.phrases);
        let mut row = Vec::with_capacity(self.forest.feature_count());
        (0..page.blocks.len())
            .map(|block| {
                row.clear();
                describe(&context, block, &mut |_, value| row.push(value));
                let probability = self.forest.probability(&row);
                if is_bare_furniture(&context, block) {
                    probability.min(BARE_FURNITURE_PROBABILITY)
                } else {
                    probability
                }
            })
            .collect()
    }

    /// One flag a block: whether it is text of a reader's comment, wherever the scorer sees it.
    pub fn comment_blocks(&self, page: &Page<'_>) -> Vec<bool> {
        comments::comment_blocks(&Context::new(page, &self.tokens, &self.phrases))
    }

    /// Names of the features, and the features of every block, as the model sees them.
    pub fn features(&self, page: &Page<'_>) -> (Vec<String>, Vec<Vec<f32>>) {
        let context = Context::new(page, &self.tokens, &self.phrases);
        let mut names = Vec::new();
        let rows = (0..page.blocks.len()).map(|block| {
            let mut values = Vec::new();
            describe(&context, block, &mut |name, value| {
                if block == 0 {
                    names.push(name.to_string());
                }
                values.push(value);
            });
            values
        });
        let rows = rows.collect();
        (names, rows)
    }
}

/// Highest probability of a block that is a phrase of page furniture (`Read More`) and nothing else.
/// The model learned from pages where a link or a button says the same; on bare pages the wording must.
const BARE_FURNITURE_PROBABILITY: f32 = 0.05;

/// Kinds of phrases that are no words of an article on any page; the others may be (`See also`, `Contact`, `Search`).
const CERTAIN_KINDS: [&str; 3] = ["more", "top", "share"];

fn is_bare_furniture(context: &Context<'_>, block: usize) -> bool {
    let is_plain_text = context.page.is_plain_text;
    let is_certain = |kind: u8| is_plain_text || CERTAIN_KINDS.contains(&PHRASE_KINDS[kind as usize]);
    context.phrases[block].is_some_and(|phrase| phrase.is_whole && is_certain(phrase.kind))
}

#[cfg(test)]
mod tests {
    use super::Scorer;
    use crate::blocks::segment;
    use crate::dom::parse_text;

    #[test]
    fn the_model_was_trained_on_these_features() {
        let dom = parse_text("One block is enough to name the features.");
        let scorer = Scorer::new();
        let (names, rows) = scorer.features(&segment(&dom));
        let trained: Vec<&str> = include_str!("feature_names.txt").lines().collect();
        assert_eq!(names, trained);
        assert_eq!(rows[0].len(), scorer.forest.feature_count());
    }
}

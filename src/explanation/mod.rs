//! The nouns of an explanation: every block of a page with its probability, what moved it, and what became of it.

mod json;
mod words;

use crate::article::Article;
use crate::options::Focus;
pub use crate::ruling::{Rule, Ruling};
pub use words::FeatureWords;

/// Why a page gave the article that it gave. Made by [`Extractor::explain`](crate::Extractor::explain).
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The article, as [`Extractor::extract`](crate::Extractor::extract) gives it.
    pub article: Article,
    /// Log-odds from which every block starts: those of an average block of this page.
    pub base: f32,
    /// Elements around blocks, in source order: a parent stands before its children. The first is the root.
    pub elements: Vec<ExplainedElement>,
    /// All text blocks of the page, in reading order.
    pub blocks: Vec<ExplainedBlock>,
    /// What each position of the focus dial keeps, from precision to recall.
    pub dial: Vec<DialPosition>,
}

/// An element that holds text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedElement {
    /// Index of its parent; the root is its own parent.
    pub parent: usize,
    /// Its name: `nav`, `div`, `p`.
    pub tag: String,
    /// Its id, if it has one; very long names are cut, here and below.
    pub id: Option<String>,
    /// Its first class names, in source order.
    pub classes: Vec<String>,
}

/// A text block, what the scorer thinks of it, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedBlock {
    /// Its text, white space folded (kept as written inside `<pre>`).
    pub text: String,
    /// How many words that is, each letter of a script without spaces counted as one.
    pub words: u32,
    /// Index of the innermost block-level element around it.
    pub element: usize,
    /// Probability that it is content, 0 to 1: the one that the choice rests on.
    pub probability: f32,
    /// What became of it at the extractor's own focus.
    pub ruling: Ruling,
    /// Whether the page hides it until a reader or a script does something.
    pub is_hidden: bool,
    /// What moved its log-odds most, largest first.
    pub reasons: Vec<Reason>,
    /// What all other features moved them by.
    ///
    /// The [base](Explanation::base), the contributions of the reasons and this add up to the log-odds of the probability.
    pub other_contributions: f32,
}

/// Something that moved a block's log-odds.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// Name of the feature: `link_density`.
    pub feature: &'static str,
    /// Its value.
    pub value: f32,
    /// Both in plain words: `link density 0.91`.
    pub words: String,
    /// How far it moved the log-odds; above 0 towards content.
    pub contribution: f32,
}

/// A position of the focus dial, and what comes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct DialPosition {
    /// From -1 (precision) over 0 (balanced) to 1 (recall).
    pub lean: f32,
    /// The focus that has this position; none between them.
    pub focus: Option<Focus>,
    /// Least probability of the blocks that are chosen before any other rule is asked; none if there are no such blocks.
    pub cut: Option<f32>,
    /// What becomes of each block.
    pub rulings: Vec<Ruling>,
    /// The article.
    pub article: Article,
}

/// Most reasons that are told of one block.
pub(crate) const MAX_REASONS: usize = 12;

impl Explanation {
    /// The elements around a block, outermost first.
    pub fn path(&self, block: &ExplainedBlock) -> Vec<&ExplainedElement> {
        let mut path = Vec::new();
        let mut next = Some(block.element);
        while let Some(element) = next.and_then(|index| self.elements.get(index)) {
            path.push(element);
            // Parents stand before their children: anything else would not end.
            next = Some(element.parent).filter(|&parent| Some(parent) < next);
        }
        path.reverse();
        path
    }

    /// The log-odds of a block, added up from its reasons.
    pub fn log_odds(&self, block: &ExplainedBlock) -> f32 {
        let reasons: f32 = block.reasons.iter().map(|reason| reason.contribution).sum();
        self.base + reasons + block.other_contributions
    }
}

impl ExplainedElement {
    /// As a CSS selector would have it: `div#main.post.wide`.
    pub fn selector(&self) -> String {
        let id = self.id.iter().map(|id| format!("#{id}"));
        let classes = self.classes.iter().map(|class| format!(".{class}"));
        self.tag.clone() + &id.chain(classes).collect::<String>()
    }
}

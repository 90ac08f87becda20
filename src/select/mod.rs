//! Probabilities go in, the choice of blocks that make the article comes out.

mod draws;
mod repetitions;
mod structures;

use crate::article::PageType;
use crate::blocks::{KeptText, Page, TextBlock};
use crate::options::Focus;
use crate::ruling::Rule;
pub use draws::Draws;
use repetitions::drop_repetitions;
use structures::{complete_parts, keep_formulas, keep_headings, keep_notes, unite_looks, unite_tables};

/// Weight of recall against precision in the expected F-score of [`Focus::Recall`].
const RECALL_BETA: f32 = 2.0;

/// Weight of recall against precision in the expected F-score of each focus (van Rijsbergen's beta). All between are possible, too.
pub fn beta(focus: Focus) -> f32 {
    match focus {
        Focus::Precision => RECALL_BETA.recip(),
        Focus::Balanced => 1.0,
        Focus::Recall => RECALL_BETA,
    }
}

/// What the weight of recall is multiplied with on a page that is likeliest an article: there the model keeps more than it loses. In the mean of four
/// trainings, cross-validated, F1 of WCXB's articles rises from .9610 to .9615 (precision .948 to .951, recall .986 to .985), segment F of
/// trafilatura's pages from .9435 to .9447, char F1 of DAnIEL's from .9550 to .9562 and of magic-html's articles from .9195 to .9210; with .9 half
/// as much, with .6 trafilatura's rises further, DAnIEL's no more. On pages of other types .85 and 1.15 are worse than 1.
const ARTICLE_BETA: f32 = 0.8;

/// A choice of blocks and its weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// One flag a block.
    pub kept: Vec<bool>,
    /// Text in the chosen blocks, in letters.
    pub units: u32,
    /// F1 to be expected of this choice if the probabilities are right, 0 to 1.
    pub expected_f1: f32,
}

/// Chooses the blocks of the article: by falling probability, the first ones that together have the highest expected F-score.
/// `watch` is shown the choice after each rule.
pub fn select(draws: &Draws<'_>, beta: f32, watch: &mut impl FnMut(Rule, &[bool])) -> Vec<bool> {
    let (page, probabilities) = (draws.page, &draws.scores.probabilities);
    let is_article = draws.scores.likeliest_type() == PageType::Article;
    let (mut kept, best) = draws.likeliest(if is_article { ARTICLE_BETA * beta } else { beta }, MIN_PROBABILITY);
    watch(Rule::Choice, &kept);
    unite_looks(draws, MIN_PROBABILITY, &mut kept);
    watch(Rule::Look, &kept);
    if best >= CLEAR_PAGE && beta < RECALL_BETA {
        drop_doubtful(page, probabilities, &mut kept);
    }
    watch(Rule::Doubt, &kept);
    unite_tables(page, probabilities, &mut kept);
    watch(Rule::Table, &kept);
    complete_parts(page, probabilities, &mut kept);
    keep_notes(page, probabilities, &mut kept);
    watch(Rule::Part, &kept);
    keep_formulas(page, &mut kept);
    watch(Rule::Formula, &kept);
    keep_headings(page, probabilities, &mut kept);
    watch(Rule::Heading, &kept);
    drop_repetitions(draws, &mut kept);
    watch(Rule::Repetition, &kept);
    drop_headline(page, &mut kept);
    watch(Rule::Headline, &kept);
    kept
}

impl Selection {
    /// Weighs a choice of blocks.
    pub fn new(draws: &Draws<'_>, kept: Vec<bool>) -> Self {
        let units = KeptText::new(draws.page, &kept).kept_units((0, kept.len() as u32));
        Self { units, expected_f1: draws.expected_f1(&kept), kept }
    }
}

/// Drops short blocks that are too doubtful by themselves, however much they add to the expected score.
fn drop_doubtful(page: &Page<'_>, probabilities: &[f32], kept: &mut [bool]) {
    for (index, block) in page.blocks.iter().enumerate() {
        kept[index] &= !is_short(block) || probabilities[index] >= MIN_SHORT_PROBABILITY;
    }
}

/// Least probability of a kept block: a page whose best block is less likely than this has no article. By cross-validation, with .15 instead of
/// .12 WCXB's word F1 rises from .889 to .890 (listings .758 -> .768, collections .718 -> .716), with .22 its collections fall to .713 and char
/// F1 of magic-html's threads from .856 to .845.
const MIN_PROBABILITY: f32 = 0.15;

/// Expected F-score from which a page counts as clear: there, doubtful labels and teasers stand out more than a lost one would.
/// From .84 to .9 no figure moves by more than .002.
const CLEAR_PAGE: f32 = 0.85;

/// Text below which a block is a label, a teaser or a caption rather than a paragraph, in letters.
const MAX_SHORT_UNITS: u32 = 120;

fn is_short(block: &TextBlock) -> bool {
    block.units < MAX_SHORT_UNITS
}

/// Least probability of a short block on a clear page. Measured against .12 for all blocks: on trafilatura's pages segment
/// precision rises from .885 to .894 and F from .922 to .926; on the other four sets, which trained the model, word F1 changes
/// by .001 at most.
const MIN_SHORT_PROBABILITY: f32 = 0.6;

/// Text from which a block that is no heading counts as the beginning of the body, in letters.
const MIN_BODY_UNITS: u32 = 60;

/// The headline stands apart, as the title: a top heading of its words is dropped wherever it stands,
/// other blocks of its words before the body begins.
fn drop_headline(page: &Page<'_>, kept: &mut [bool]) {
    let titles = [&page.title, &page.headline].into_iter().flatten().map(|title| letters(title).collect());
    let titles: Vec<Vec<char>> = titles.filter(|title: &Vec<char>| !title.is_empty()).collect();
    let mut has_body_begun = false;
    for (index, block) in page.blocks.iter().enumerate() {
        let level = page.elements[block.element as usize].tag.heading_level();
        if !kept[index] || (has_body_begun && level != Some(1)) {
            continue;
        }
        if titles.iter().any(|title| letters(&block.text).eq(title.iter().copied())) {
            kept[index] = false;
        }
        has_body_begun |= level.is_none() && block.units >= MIN_BODY_UNITS;
    }
}

/// Letters and digits of a text in lower case: what two spellings of a headline have in common.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

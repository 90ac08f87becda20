//! A choice of blocks goes in; the same comes out with each text in one place.

use foldhash::{HashMap, HashMapExt};

use super::Draws;
use crate::article::PageType;
use crate::blocks::{ElementInfo, Page, TextBlock};

/// Shortest text that counts as a copy of another one, in letters: shorter ones (numbers, sizes, answers) may recur. By cross-validation word F1
/// of WCXB rises from .890 with 60 to .891 with 30, 20, 10 or 3 (products .672 -> .675, .677, .678, .679).
const MIN_COPY_UNITS: u32 = 10;

/// The same where a page has no markup, so that all stands in the same place: only paragraphs are copies.
const MIN_PLAIN_COPY_UNITS: u32 = 60;

/// Keeps each text in one place, where it is likeliest: the others are versions for other screens, teasers, the name of a product beside its price.
/// What an author says twice stands in two of the same places, and stays: refrains, the same answer to another question, the steps of a second recipe.
/// A cell stays with its table, code is as it is, and documentation says the same of many things (with its repetitions it has .946, without .945).
///
/// By cross-validation, against dropping all but the first of equal paragraphs, word F1 of WCXB rises from .890 to .891 (listings .768 -> .775,
/// products .672 -> .679, services .871 -> .874), char F1 of magic-html's articles from .921 to .925.
pub(super) fn drop_repetitions(draws: &Draws<'_>, kept: &mut [bool]) {
    if draws.scores.are_of(PageType::Documentation) {
        return;
    }
    let (page, probabilities) = (draws.page, &draws.scores.probabilities);
    let mut is_fixed = vec![false; kept.len()];
    for &table in &page.data_tables {
        let (first, end) = page.elements[table as usize].blocks;
        is_fixed[first as usize..end as usize].fill(true);
    }
    let least = if page.is_plain_text { MIN_PLAIN_COPY_UNITS } else { MIN_COPY_UNITS };
    let may_be_copy = |&(index, block): &(usize, &TextBlock)| {
        kept[index] && !is_fixed[index] && !block.is_preformatted && block.units >= least
    };
    let blocks: Vec<(usize, &TextBlock)> = page.blocks.iter().enumerate().filter(may_be_copy).collect();
    let mut likeliest: HashMap<&str, usize> = HashMap::with_capacity(blocks.len());
    for &(index, block) in &blocks {
        let likeliest = likeliest.entry(&block.text).or_insert(index);
        if probabilities[index] > probabilities[*likeliest] {
            *likeliest = index;
        }
    }
    for (index, block) in blocks {
        let likeliest = likeliest[&*block.text];
        kept[index] =
            index == likeliest || !page.is_plain_text && are_in_same_place(page, &page.blocks[likeliest], block);
    }
}

/// Whether two blocks stand between elements of the same tags and classes, all the way up to one that holds both, and are seen alike.
fn are_in_same_place(page: &Page<'_>, one: &TextBlock, other: &TextBlock) -> bool {
    let (mut a, mut b) = (one.element, other.element);
    while a != b {
        let [one, other] = [a, b].map(|element| &page.elements[element as usize]);
        if looks(one) != looks(other) {
            return false;
        }
        (a, b) = (one.parent, other.parent);
    }
    one.visibility == other.visibility
}

fn looks<'a>(element: &ElementInfo<'a>) -> impl PartialEq + use<'a> {
    (element.depth, element.tag, element.node.value().element().map(|element| element.class()))
}

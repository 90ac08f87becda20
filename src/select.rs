//! Probabilities go in, the choice of blocks that make the article comes out.

use std::collections::HashSet;

use crate::blocks::{Page, Visibility};
use crate::dom::Tag;
use crate::options::Focus;

/// Weight of recall against precision in the expected F-score of each focus (van Rijsbergen's beta).
fn beta(focus: Focus) -> f32 {
    match focus {
        Focus::Precision => 0.5,
        Focus::Balanced => 1.0,
        Focus::Recall => 2.0,
    }
}

/// Shortest text of a block that counts as a repetition of an earlier one, in letters: shorter ones (labels, refrains) may recur.
const MIN_REPEATED_UNITS: u32 = 60;

/// The blocks that make the article.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// One flag a block.
    pub kept: Vec<bool>,
    /// F1 to be expected of this choice if the probabilities are right, 0 to 1.
    pub expected_f1: f32,
}

/// Chooses the blocks of the article: by falling probability, the first ones that together have the highest expected F-score.
pub fn select(page: &Page<'_>, probabilities: &[f32], focus: Focus) -> Selection {
    let mut kept = best_prefix(page, probabilities, beta(focus));
    unite_tables(page, &mut kept);
    keep_captions(page, probabilities, &mut kept);
    drop_repetitions(page, &mut kept);
    drop_headline(page, &mut kept);
    Selection { expected_f1: expected_f1(page, probabilities, &kept), kept }
}

fn expected_f1(page: &Page<'_>, probabilities: &[f32], kept: &[bool]) -> f32 {
    let (mut hits, mut kept_weight, mut gold) = (0.0, 0.0, 0.0);
    for ((block, &probability), &is_kept) in page.blocks.iter().zip(probabilities).zip(kept) {
        let weight = block.units as f32;
        gold += weight * probability;
        if is_kept {
            hits += weight * probability;
            kept_weight += weight;
        }
    }
    if kept_weight > 0.0 { 2.0 * hits / (kept_weight + gold) } else { 0.0 }
}

/// Expected F-score of keeping a set K: (1+β²)·Σ_K w·p / (Σ_K w + β²·Σ_all w·p), w the blocks' lengths.
/// Best sets are prefixes of the order by probability (Lewis 1995), so one pass finds the best.
fn best_prefix(page: &Page<'_>, probabilities: &[f32], beta: f32) -> Vec<bool> {
    let mut order: Vec<usize> = (0..page.blocks.len()).collect();
    order.sort_by(|&a, &b| probabilities[b].total_cmp(&probabilities[a]).then(a.cmp(&b)));
    let weight = |block: usize| page.blocks[block].units as f32;
    let expected_gold: f32 = order.iter().map(|&block| weight(block) * probabilities[block]).sum();
    let (mut hits, mut kept_weight, mut best, mut best_length) = (0.0, 0.0, 0.0, 0);
    for (length, &block) in order.iter().enumerate() {
        hits += weight(block) * probabilities[block];
        kept_weight += weight(block);
        let score = (1.0 + beta * beta) * hits / (kept_weight + beta * beta * expected_gold);
        if score > best {
            (best, best_length) = (score, length + 1);
        }
    }
    let mut kept = vec![false; page.blocks.len()];
    for &block in &order[..best_length] {
        kept[block] = probabilities[block] >= MIN_PROBABILITY;
    }
    kept
}

/// Least probability of a kept block: a page whose best block is less likely than this has no article.
const MIN_PROBABILITY: f32 = 0.12;

/// Share of a data table's text that must be chosen for the whole table to be kept.
const MIN_TABLE_SHARE: f32 = 0.5;

/// A data table is kept whole or not at all: no cell is lost.
fn unite_tables(page: &Page<'_>, kept: &mut [bool]) {
    for &table in &page.data_tables {
        let (first, end) = page.elements[table as usize].blocks;
        let blocks = first as usize..end as usize;
        let units = |block: usize| page.blocks[block].units as f32;
        let all: f32 = blocks.clone().map(units).sum();
        let chosen: f32 = blocks.clone().filter(|&block| kept[block]).map(units).sum();
        for block in blocks {
            kept[block] = chosen >= MIN_TABLE_SHARE * all && page.blocks[block].visibility < Visibility::Hidden;
        }
    }
}

/// Share of the text around a figure that must be chosen for its caption to be kept.
const MIN_SHARE_AROUND_FIGURE: f32 = 0.5;

/// Least probability of a caption that is kept for its figure's sake; bare credits have less.
const MIN_CAPTION_PROBABILITY: f32 = 0.05;

/// A caption belongs to its figure: it is kept where the text around the figure is.
fn keep_captions(page: &Page<'_>, probabilities: &[f32], kept: &mut [bool]) {
    let captions = (0..page.elements.len()).filter(|&index| page.elements[index].tag == Tag::Figcaption);
    for caption in captions {
        let (first, end) = page.elements[caption].blocks;
        let ancestors = || page.self_and_ancestors(caption as u32).skip(1);
        let Some(figure) = ancestors().find(|&element| page.elements[element as usize].tag == Tag::Figure) else {
            continue;
        };
        let own = page.elements[figure as usize].blocks;
        let around = ancestors()
            .map(|element| page.elements[element as usize].blocks)
            .find(|blocks| blocks.1 - blocks.0 > own.1 - own.0);
        let Some((around_first, around_end)) = around else { continue };
        let outside = (around_first..own.0).chain(own.1..around_end).map(|block| block as usize);
        let units = |block: usize| page.blocks[block].units as f32;
        let (mut all, mut chosen) = (0.0, 0.0);
        for block in outside {
            all += units(block);
            chosen += if kept[block] { units(block) } else { 0.0 };
        }
        if chosen > 0.0 && chosen >= MIN_SHARE_AROUND_FIGURE * all {
            for block in first as usize..end as usize {
                kept[block] |= page.blocks[block].visibility < Visibility::Noscript
                    && probabilities[block] >= MIN_CAPTION_PROBABILITY;
            }
        }
    }
}

/// Keeps no paragraph twice (copies for other screen sizes, a teaser of the article's own words).
fn drop_repetitions(page: &Page<'_>, kept: &mut [bool]) {
    let mut seen: HashSet<&str> = HashSet::new();
    for (index, block) in page.blocks.iter().enumerate() {
        if kept[index] && block.units >= MIN_REPEATED_UNITS && !block.is_preformatted {
            kept[index] = seen.insert(&block.text);
        }
    }
}

/// Text from which a block that is no heading counts as the beginning of the body, in letters.
const MIN_BODY_UNITS: u32 = 60;

/// The headline stands apart, as the title: where the body begins with it (once more), it is dropped there.
fn drop_headline(page: &Page<'_>, kept: &mut [bool]) {
    let Some(title) = page.title.as_deref().map(letters).filter(|title| !title.is_empty()) else { return };
    for (index, block) in page.blocks.iter().enumerate().filter(|(index, _)| kept[*index]).collect::<Vec<_>>() {
        let level = page.elements[block.element as usize].tag.heading_level();
        if letters(&block.text) == title {
            kept[index] = false;
        } else if level.is_none() && block.units >= MIN_BODY_UNITS {
            return;
        }
    }
}

/// Letters and digits of a text in lower case: what two spellings of a headline have in common.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

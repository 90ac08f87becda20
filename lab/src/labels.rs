//! Blocks and a gold text go in, the share of each block's words that is in the gold comes out.

use std::collections::HashMap;
use std::time::Duration;

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use crate::metrics::words;

/// Shortest run of words that counts as found when it stands in the gold out of order.
const MIN_EXACT_WORDS: usize = 4;

/// Time for aligning one page; what is not aligned by then falls to the exact pass.
const ALIGNMENT_TIMEOUT: Duration = Duration::from_secs(5);

/// Share of each block's words that the gold has: by longest common subsequence over the whole page, then, for blocks
/// that the order of the page kept from being aligned, by looking for the whole block in the gold.
pub fn label(blocks: &[&str], gold: &str) -> Vec<f32> {
    let mut ids: HashMap<String, u32> = HashMap::new();
    let mut intern = |word: String| {
        let next = ids.len() as u32;
        *ids.entry(word).or_insert(next)
    };
    let tokenized = |text: &str| words(text).into_iter().flat_map(split_unspaced);
    let gold: Vec<u32> = tokenized(gold).map(&mut intern).collect();
    let blocks: Vec<Vec<u32>> = blocks.iter().map(|text| tokenized(text).map(&mut intern).collect()).collect();
    let page: Vec<u32> = blocks.iter().flatten().copied().collect();
    let mut is_matched = vec![false; page.len()];
    let deadline = std::time::Instant::now() + ALIGNMENT_TIMEOUT;
    for op in capture_diff_slices_deadline(Algorithm::Myers, &page, &gold, Some(deadline)) {
        if let DiffOp::Equal { old_index, len, .. } = op {
            is_matched[old_index..old_index + len].fill(true);
        }
    }
    let mut start = 0;
    blocks
        .iter()
        .map(|block| {
            let range = start..start + block.len();
            start = range.end;
            let matched = is_matched[range].iter().filter(|matched| **matched).count();
            let share = matched as f32 / block.len().max(1) as f32;
            if share < 1.0 && block.len() >= MIN_EXACT_WORDS && contains(&gold, block) { 1.0 } else { share }
        })
        .collect()
}

/// Scripts without spaces are aligned by character.
fn split_unspaced(word: String) -> Vec<String> {
    if word.is_ascii() || !word.chars().any(|c| c >= '\u{0E00}') {
        return vec![word];
    }
    word.chars().map(String::from).collect()
}

fn contains(gold: &[u32], block: &[u32]) -> bool {
    gold.windows(block.len()).any(|window| window == block)
}

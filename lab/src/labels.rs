//! Blocks and a gold text go in, the share of each block's words that is in the gold comes out.

use std::collections::HashMap;
use std::convert::Infallible;

use similar::algorithms::{DiffHook, myers};

use crate::metrics::words;

/// Shortest run of words that counts as found when it stands in the gold out of order.
const MIN_EXACT_WORDS: usize = 4;

/// Least share of a block's words that counts: below it, words in common are chance.
const MIN_SHARE: f32 = 0.2;

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
    let mut is_used = vec![false; gold.len()];
    for (in_page, in_gold, length) in common_runs(&page, &gold) {
        is_matched[in_page..in_page + length].fill(true);
        is_used[in_gold..in_gold + length].fill(true);
    }
    let mut start = 0;
    let shares: Vec<f32> = blocks
        .iter()
        .map(|block| {
            let range = start..start + block.len();
            start = range.end;
            let matched = is_matched[range].iter().filter(|matched| **matched).count();
            let share = matched as f32 / block.len().max(1) as f32;
            let share = if share < MIN_SHARE { 0.0 } else { share };
            if share < 1.0 && block.len() >= MIN_EXACT_WORDS && take(&gold, &mut is_used, block) { 1.0 } else { share }
        })
        .collect();
    shared_by_copies(&blocks, &gold, shares)
}

/// Words from which copies of a block are labelled together.
const MIN_COPY_WORDS: usize = 10;

/// Which of several copies of a block was aligned is chance: the first ones count, as many as the gold has.
fn shared_by_copies(blocks: &[Vec<u32>], gold: &[u32], mut shares: Vec<f32>) -> Vec<f32> {
    let mut copies: HashMap<&[u32], Vec<usize>> = HashMap::new();
    for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.len() >= MIN_COPY_WORDS) {
        copies.entry(block).or_default().push(index);
    }
    for (block, indices) in copies.into_iter().filter(|(_, indices)| indices.len() > 1) {
        let most = indices.iter().map(|&index| shares[index]).fold(0.0, f32::max);
        let in_gold = gold.windows(block.len()).filter(|window| *window == block).count().max(1);
        for (place, index) in indices.into_iter().enumerate() {
            shares[index] = if place < in_gold { most } else { 0.0 };
        }
    }
    shares
}

/// Scripts without spaces are aligned by character.
fn split_unspaced(word: String) -> Vec<String> {
    if word.is_ascii() || !word.chars().any(|c| c >= '\u{0E00}') {
        return vec![word];
    }
    word.chars().map(String::from).collect()
}

/// The longest common subsequence, as (place in the page, place in the gold, length) of its runs. The search is the exact one:
/// with the library's heuristics whole articles were left unmatched.
fn common_runs(page: &[u32], gold: &[u32]) -> Vec<(usize, usize, usize)> {
    let mut runs = Runs::default();
    let Ok(()) = myers::diff_deadline_raw(&mut runs, page, 0..page.len(), gold, 0..gold.len(), None);
    runs.0
}

#[derive(Default)]
struct Runs(Vec<(usize, usize, usize)>);

impl DiffHook for Runs {
    type Error = Infallible;

    fn equal(&mut self, in_page: usize, in_gold: usize, length: usize) -> Result<(), Infallible> {
        self.0.push((in_page, in_gold, length));
        Ok(())
    }
}

/// Finds a block in the part of the gold that no other block has, and takes it: a teaser of the article's own words
/// elsewhere on the page is no second article.
fn take(gold: &[u32], is_used: &mut [bool], block: &[u32]) -> bool {
    let is_free = |start: usize| {
        let used = is_used[start..start + block.len()].iter().filter(|is_used| **is_used).count();
        2 * used <= block.len()
    };
    let found = gold.windows(block.len()).enumerate().find(|(start, window)| *window == block && is_free(*start));
    let Some((start, _)) = found else { return false };
    is_used[start..start + block.len()].fill(true);
    true
}

/// Labels of blocks where only segments are known: 1 where a wanted one lies in the block, 0 where an unwanted one does.
/// A segment that lies in several blocks says nothing of which of them is meant.
pub fn label_by_segments(blocks: &[&str], with: &[String], without: &[String]) -> Vec<Option<f32>> {
    let folded: Vec<String> = blocks.iter().map(|text| fold(text)).collect();
    let mut labels = vec![None; blocks.len()];
    for (segments, label) in [(with, 1.0), (without, 0.0)] {
        for segment in segments.iter().map(|segment| fold(segment)).filter(|segment| !segment.is_empty()) {
            let mut holding = (0..blocks.len()).filter(|&block| folded[block].contains(&segment));
            if let (Some(block), None) = (holding.next(), holding.next()) {
                labels[block] = Some(label);
            }
        }
    }
    labels
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{label, label_by_segments};

    const STORY: &str = "The tide mill grinds again after forty years of silence and the gates are open";

    #[test]
    fn the_share_of_words_in_the_gold_is_the_label() {
        let gold = format!("{STORY}\n\nVisitors may watch the stones");
        let labels = label(&["Home News Contact", STORY, "Visitors may watch the wheel", "Subscribe now"], &gold);
        assert_eq!(labels, [0.0, 1.0, 0.8, 0.0]);
    }

    #[test]
    fn only_as_many_copies_count_as_the_gold_has() {
        assert_eq!(label(&[STORY, "menu", STORY], STORY), [1.0, 0.0, 0.0]);
        assert_eq!(label(&[STORY, "menu", STORY], &format!("{STORY}\n{STORY}")), [1.0, 0.0, 1.0]);
    }

    #[test]
    fn a_block_out_of_order_is_found() {
        let caption = "Wheel during winter floods, 1952";
        assert_eq!(label(&[caption, STORY], &format!("{STORY}\n{caption}")), [1.0, 1.0]);
    }

    #[test]
    fn long_pages_are_aligned_exactly() {
        // Heuristic searches give up on pages whose chrome is many times the article.
        let chrome: Vec<String> = (0..3000).map(|n| format!("link {n} the of and a mill")).collect();
        let paragraphs: Vec<String> =
            (0..12).map(|n| format!("{STORY} in part {n}, as {n} millers told {n} visitors")).collect();
        let gold = paragraphs.join("\n");
        let half = chrome.len() / 2;
        let blocks: Vec<&str> =
            chrome[..half].iter().chain(&paragraphs).chain(&chrome[half..]).map(String::as_str).collect();
        let labels = label(&blocks, &gold);
        assert!(labels[half..half + paragraphs.len()].iter().all(|label| *label == 1.0));
    }

    #[test]
    fn segments_label_the_one_block_that_holds_them() {
        let labels = label_by_segments(
            &["Home", STORY, "Share this", "Share this"],
            &["forty  years".to_owned()],
            &["Home".to_owned(), "Share this".to_owned()],
        );
        assert_eq!(labels, [Some(0.0), Some(1.0), None, None]);
    }
}

//! An explanation goes in, how much of the page was kept comes out.

use tamis::Explanation;

/// What was kept of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Blocks kept.
    pub n_kept: usize,
    /// Blocks of the page.
    pub n_blocks: usize,
    /// Words of the kept blocks.
    pub n_kept_words: u64,
    /// Words of the page.
    pub n_words: u64,
}

impl Share {
    /// Counts blocks and words.
    pub fn of(explanation: &Explanation) -> Self {
        let mut share = Self { n_kept: 0, n_blocks: explanation.blocks.len(), n_kept_words: 0, n_words: 0 };
        for block in &explanation.blocks {
            share.n_words += u64::from(block.words);
            if block.ruling.is_kept {
                share.n_kept += 1;
                share.n_kept_words += u64::from(block.words);
            }
        }
        // Where the article comes from data for scripts it counts as a part of the page that is kept.
        if share.n_kept == 0 && !explanation.article.is_empty() {
            share.n_kept_words = explanation.article.text().split_whitespace().count() as u64;
            share.n_words += share.n_kept_words;
        }
        share
    }
}

/// A share in per cent; of nothing it is nothing.
pub fn percent(part: u64, whole: u64) -> String {
    format!("{:.0} %", 100.0 * part as f64 / whole.max(1) as f64)
}

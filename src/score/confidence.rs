//! A page and a choice of its blocks go in, the signals from which the choice's F1 is estimated come out.

use super::Scores;
use super::evidence::PAGE_TYPES;
use crate::blocks::Page;

/// Number of signals: nine of the choice, and the page types.
pub const SIGNALS: usize = 9 + PAGE_TYPES;

/// A block is doubtful when its probability is between this and its complement.
const DOUBTFUL: f32 = 0.2;

/// The signals; the first is the F1 that the probabilities promise.
pub fn signals(page: &Page<'_>, scores: &Scores, kept: &[bool], expected_f1: f32) -> [f32; SIGNALS] {
    let (mut units, mut kept_units, mut hits, mut doubtful) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    let (mut kept_blocks, mut links, mut most) = (0u32, 0.0f32, 0.0f32);
    for ((block, &probability), &is_kept) in page.blocks.iter().zip(&scores.probabilities).zip(kept) {
        let weight = block.units as f32;
        units += weight;
        most = most.max(probability);
        links += block.link_units as f32;
        doubtful += if (DOUBTFUL..=1.0 - DOUBTFUL).contains(&probability) { weight } else { 0.0 };
        if is_kept {
            kept_units += weight;
            kept_blocks += 1;
            hits += weight * probability;
        }
    }
    let mut signals = [0.0; SIGNALS];
    let of_choice = [
        expected_f1,
        kept_units.ln_1p(),
        (kept_blocks as f32).ln_1p(),
        kept_units / units.max(1.0),
        hits / kept_units.max(1.0),
        doubtful / kept_units.max(1.0),
        most,
        links / units.max(1.0),
        (page.blocks.len() as f32).ln_1p(),
    ];
    signals[..of_choice.len()].copy_from_slice(&of_choice);
    signals[of_choice.len()..].copy_from_slice(&scores.types);
    signals
}

//! Data sets go in, models come out: features by the code that runs in production, trees by LightGBM.

use std::path::{Path, PathBuf};

use crate::dataset::Case;

/// Trains one model a fold, each on the pages of all other folds.
///
/// # Errors
/// A line that names what could not be read, written or run.
pub fn fold_models(_datasets: &[PathBuf], _folds: usize, _work: &Path) -> Result<Vec<Vec<u8>>, String> {
    Err("not trained".to_owned())
}

/// The fold of a page: pages of one registered domain share it, in whatever set they are.
pub fn fold_of(case: &Case, folds: usize) -> usize {
    // FNV-1a, 64 bits: the same on every machine.
    let hash = case
        .domain()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash % folds as u64) as usize
}

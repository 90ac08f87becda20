//! Confidences and F1 of pages go in; how well the one foretells the other comes out.

use crate::evaluate::bootstrap::mean;

/// A page's confidence and the F1 that it reached.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reached {
    /// What Tamis expected, 0 to 1.
    pub confidence: f64,
    /// What it was.
    pub f1: f64,
}

/// Bins of confidence in which it is compared with the F1: ten, as is usual for the expected calibration error.
pub const BINS: usize = 10;

/// Up to and from which confidence a page counts as doubtful and as sure.
const BANDS: (f64, f64) = (0.5, 0.9);

/// Pages whose confidence lies in one range.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bin {
    /// Number of pages.
    pub pages: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// Their mean F1.
    pub f1: f64,
}

impl Bin {
    fn of(pages: &[Reached]) -> Self {
        Self {
            pages: pages.len(),
            confidence: mean(&pages.iter().map(|page| page.confidence).collect::<Vec<_>>()),
            f1: mean(&pages.iter().map(|page| page.f1).collect::<Vec<_>>()),
        }
    }
}

/// Pages below .5, from .5 to .9, above .9.
pub fn bands(pages: &[Reached]) -> [Bin; 3] {
    let bin = |is_in: &dyn Fn(f64) -> bool| {
        Bin::of(&pages.iter().filter(|page| is_in(page.confidence)).copied().collect::<Vec<_>>())
    };
    [bin(&|value| value < BANDS.0), bin(&|value| (BANDS.0..=BANDS.1).contains(&value)), bin(&|value| value > BANDS.1)]
}

/// Pages by tenths of confidence.
pub fn bins(pages: &[Reached]) -> Vec<Bin> {
    let mut members: Vec<Vec<Reached>> = vec![Vec::new(); BINS];
    for page in pages {
        let bin = (page.confidence * BINS as f64) as usize;
        members[bin.min(BINS - 1)].push(*page);
    }
    members.iter().map(|members| Bin::of(members)).collect()
}

/// Expected calibration error (Naeini et al. 2015): mean distance of confidence and F1 over the bins, by their pages.
pub fn calibration_error(pages: &[Reached]) -> f64 {
    let distance = |bin: Bin| bin.pages as f64 * (bin.confidence - bin.f1).abs();
    bins(pages).into_iter().map(distance).sum::<f64>() / pages.len().max(1) as f64
}

/// Spearman's rank correlation, ties at their mean rank; `None` where one of the two does not vary.
pub fn rank_correlation(pages: &[Reached]) -> Option<f64> {
    let confidence = ranks(&pages.iter().map(|page| page.confidence).collect::<Vec<_>>());
    let f1 = ranks(&pages.iter().map(|page| page.f1).collect::<Vec<_>>());
    let middle = (pages.len() as f64 + 1.0) / 2.0;
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>();
    let spread = (product(&confidence, &confidence) * product(&f1, &f1)).sqrt();
    (spread > 0.0).then(|| product(&confidence, &f1) / spread)
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    for tied in order.chunk_by(|a, b| values[*a] == values[*b]) {
        for index in tied {
            ranks[*index] = start as f64 + (tied.len() as f64 + 1.0) / 2.0;
        }
        start += tied.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::{Reached, bands, calibration_error, rank_correlation};

    fn pages(values: &[(f64, f64)]) -> Vec<Reached> {
        values.iter().map(|(confidence, f1)| Reached { confidence: *confidence, f1: *f1 }).collect()
    }

    #[test]
    fn bands_meet_at_one_half_and_nine_tenths() {
        let found = bands(&pages(&[(0.49, 0.2), (0.5, 0.6), (0.9, 0.8), (0.91, 1.0)]));
        assert_eq!(found.map(|band| band.pages), [1, 2, 1]);
        assert!((found[1].f1 - 0.7).abs() < 1e-9);
    }

    #[test]
    fn calibration_error_weighs_bins_by_pages() {
        // Bin .9-1: three pages, confidence 0.95, F1 0.75; bin .2-.3: one page, confidence and F1 0.25.
        let found = calibration_error(&pages(&[(0.95, 1.0), (0.95, 1.0), (0.95, 0.25), (0.25, 0.25)]));
        assert!((found - 0.75 * 0.2).abs() < 1e-9, "{found}");
        assert_eq!(calibration_error(&pages(&[(1.0, 1.0)])), 0.0);
    }

    #[test]
    fn rank_correlation_of_ordered_reversed_and_tied_pages() {
        assert_eq!(rank_correlation(&pages(&[(0.1, 0.2), (0.2, 0.3), (0.3, 0.9)])), Some(1.0));
        assert_eq!(rank_correlation(&pages(&[(0.1, 0.9), (0.2, 0.3), (0.3, 0.2)])), Some(-1.0));
        assert_eq!(rank_correlation(&pages(&[(0.1, 0.5), (0.2, 0.5)])), None);
        // Ranks 1, 2, 3 and 1.5, 1.5, 3: covariance 1.5, spreads 2 and 1.5.
        let tied = rank_correlation(&pages(&[(0.1, 0.5), (0.2, 0.5), (0.3, 0.9)])).unwrap_or_default();
        assert!((tied - 1.5 / 3f64.sqrt()).abs() < 1e-9, "{tied}");
    }
}

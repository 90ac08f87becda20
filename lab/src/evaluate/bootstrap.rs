//! A sample goes in, the interval in which its mean lies comes out (percentile bootstrap; Efron 1979).

use std::fmt;

use fastrand::Rng;

/// Resamples drawn: enough for two digits of the bounds.
const RESAMPLES: usize = 1_000;

/// Same sample, same interval.
const SEED: u64 = 1;

/// Share of resampled means below the lower and above the upper bound: a 95 % interval.
const TAIL: f64 = 0.025;

/// Bounds of a mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The bound below.
    pub low: f64,
    /// The bound above.
    pub high: f64,
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{:.3}, {:.3}]", self.low, self.high)
    }
}

/// The mean, 0 for no values.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// The 95 % interval of the mean; `None` for no values.
pub fn interval(values: &[f64]) -> Option<Interval> {
    if values.is_empty() {
        return None;
    }
    let mut rng = Rng::with_seed(SEED);
    let mut means: Vec<f64> = (0..RESAMPLES).map(|_| resampled_mean(values, &mut rng)).collect();
    means.sort_by(f64::total_cmp);
    let last = RESAMPLES - 1;
    let low = (last as f64 * TAIL).round() as usize;
    Some(Interval { low: means[low], high: means[last - low] })
}

fn resampled_mean(values: &[f64], rng: &mut Rng) -> f64 {
    (0..values.len()).map(|_| values[rng.usize(..values.len())]).sum::<f64>() / values.len() as f64
}

#[cfg(test)]
mod tests {
    use super::{Interval, interval, mean};

    #[test]
    fn a_constant_sample_has_no_width() {
        assert_eq!(interval(&[0.5; 20]), Some(Interval { low: 0.5, high: 0.5 }));
        assert_eq!(interval(&[]), None);
    }

    #[test]
    fn the_interval_has_the_width_of_two_standard_errors_and_repeats() {
        // 400 coin throws: mean 0.5, standard error 0.5 / 20 = 0.025, so 0.451 to 0.549.
        let throws: Vec<f64> = (0..400).map(|index| f64::from(index % 2)).collect();
        let Some(Interval { low, high }) = interval(&throws) else { panic!("no interval") };
        assert_eq!(mean(&throws), 0.5);
        assert!((low - 0.451).abs() < 0.01 && (high - 0.549).abs() < 0.01, "{low} to {high}");
        assert_eq!(interval(&throws), Some(Interval { low, high }));
    }
}

//! A linear model: features in their order go in, a probability comes out.

use super::weights::{BIAS, WEIGHTS};

/// The weighted sum of one block's features.
#[derive(Debug, Default)]
pub struct Sum {
    index: usize,
    logit: f32,
}

impl Sum {
    /// Adds the next feature.
    pub fn add(&mut self, value: f32) {
        self.logit += value * WEIGHTS.get(self.index).map_or(0.0, |(_, weight)| *weight);
        self.index += 1;
    }

    /// The probability for the features added since the last call.
    pub fn take_probability(&mut self) -> f32 {
        let logit = std::mem::take(self).logit + BIAS;
        1.0 / (1.0 + (-logit).exp())
    }
}

//! Weights.
pub const BIAS: f32 = 0.0;
pub const WEIGHTS: [(&str, f32); 0] = [];

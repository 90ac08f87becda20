//! Figures go in, SVG files come out.

mod bars;
mod calibration;
mod dial;

pub use bars::draw_bars;
pub use calibration::draw_calibration;
pub use dial::{DialPoint, DialSeries, draw_dial};

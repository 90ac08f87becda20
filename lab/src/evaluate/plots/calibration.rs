//! Pages by confidence go in, a plot of what they reached comes out.

use std::path::Path;

use plotters::element::{PathElement, Rectangle};
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};

use crate::canvas::{Area, Axes, Drawn, HEIGHT_PX, SMALL_LABEL_PX, color, draw, legend_swatch, legend_words, write};
use crate::evaluate::confidence::{BINS, Reached, bins};

/// Pixels of the plot's width.
const WIDTH_PX: u32 = 760;

/// Space between bars, in units of confidence.
const GAP: f64 = 0.008;

/// Where F1 is as high as confidence.
const DIAGONAL: RGBColor = RGBColor(213, 94, 0);

/// Draws mean F1 by tenths of confidence.
///
/// # Errors
/// A line that names the file that could not be written.
pub fn draw_calibration(path: &Path, pages: &[Reached]) -> Result<(), String> {
    draw(path, (WIDTH_PX, HEIGHT_PX), |area| paint(area, pages))
}

fn paint(area: &Area<'_>, pages: &[Reached]) -> Drawn {
    let axes = Axes {
        title: "Mean F1 by confidence",
        x: 0.0..1.0,
        // Room for the number of pages above a full bar.
        y: 0.0..1.08,
        x_name: "confidence",
        y_name: "mean F1",
        x_labels: 11,
    };
    let chart = axes.draw(area)?;
    for (index, bin) in bins(pages).into_iter().enumerate().filter(|(_, bin)| bin.pages > 0) {
        let (left, right) = (index as f64 / BINS as f64 + GAP, (index + 1) as f64 / BINS as f64 - GAP);
        chart.plotting_area().draw(&Rectangle::new([(left, 0.0), (right, bin.f1)], color(0).mix(0.75).filled()))?;
        let (x, y) = chart.plotting_area().map_coordinate(&((left + right) / 2.0, bin.f1));
        write(area, &bin.pages.to_string(), (x, y - 3), SMALL_LABEL_PX, (HPos::Center, VPos::Bottom))?;
    }
    let diagonal = PathElement::new([(0.0, 0.0), (1.0, 1.0)], DIAGONAL.stroke_width(2));
    chart.plotting_area().draw(&diagonal)?;
    legend_swatch(area, 0, "mean F1 of pages", color(0))?;
    legend_swatch(area, 1, "F1 as expected", DIAGONAL)?;
    legend_words(area, 2, "above bars: pages")
}

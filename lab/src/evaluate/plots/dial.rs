//! Precision and recall by focus go in, a plot of what the dial trades comes out.

use std::path::Path;

use plotters::element::{Circle, PathElement, TriangleMarker};
use plotters::prelude::Rectangle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};
use tamis::Focus;

use crate::canvas::{
    Area, Axes, Drawn, HEIGHT_PX, INK, SMALL_LABEL_PX, color, draw, legend_row, legend_swatch, legend_words, write,
};

/// Pixels of the plot's width.
const WIDTH_PX: u32 = 760;

/// Pixels from a marker's middle to its edge.
const MARKER_PX: i32 = 5;

/// Steps to which the axes' ends are rounded, in precision and recall.
const AXIS_STEP: f64 = 0.05;

/// What a set's pages gave.
#[derive(Debug, Clone)]
pub struct DialSeries {
    /// Name of the set.
    pub name: String,
    /// Tamis, focus after focus.
    pub points: Vec<(Focus, DialPoint)>,
    /// Other extractors, by name.
    pub others: Vec<(String, DialPoint)>,
}

/// Mean precision and recall.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DialPoint {
    /// Mean precision.
    pub precision: f64,
    /// Mean recall.
    pub recall: f64,
}

/// Draws a line a set through its three points.
///
/// # Errors
/// A line that names the file that could not be written.
pub fn draw_dial(path: &Path, series: &[DialSeries]) -> Result<(), String> {
    draw(path, (WIDTH_PX, HEIGHT_PX), |area| paint(area, series))
}

fn paint(area: &Area<'_>, series: &[DialSeries]) -> Drawn {
    let axes = Axes {
        title: "Precision and recall by focus",
        x: lower_end(series, |point| point.recall)..1.0,
        y: lower_end(series, |point| point.precision)..1.0,
        x_name: "recall",
        y_name: "precision",
        x_labels: 11,
    };
    let chart = axes.draw(area)?;
    let place = |point: DialPoint| chart.plotting_area().map_coordinate(&(point.recall, point.precision));
    for (index, set) in series.iter().enumerate() {
        let places: Vec<(i32, i32)> = set.points.iter().map(|(_, point)| place(*point)).collect();
        area.draw(&PathElement::new(places, color(index).stroke_width(2)))?;
        for (focus, point) in &set.points {
            mark(area, *focus, place(*point), color(index))?;
        }
        for (name, point) in &set.others {
            let (x, y) = place(*point);
            area.draw(&Circle::new((x, y), MARKER_PX - 1, color(index)))?;
            write(area, name, (x + 7, y), SMALL_LABEL_PX, (HPos::Left, VPos::Center))?;
        }
        legend_swatch(area, index, &set.name, color(index))?;
    }
    paint_markers_legend(area, series.len() + 1)
}

fn paint_markers_legend(area: &Area<'_>, first_row: usize) -> Drawn {
    let markers = [(Focus::Precision, "precision"), (Focus::Balanced, "balanced"), (Focus::Recall, "recall")];
    for (row, (focus, name)) in markers.into_iter().enumerate() {
        let (left, middle) = legend_row(area, first_row + row);
        mark(area, focus, (left + MARKER_PX + 1, middle), INK)?;
        legend_words(area, first_row + row, &format!("focus {name}"))?;
    }
    Ok(())
}

fn mark(area: &Area<'_>, focus: Focus, (x, y): (i32, i32), color: RGBColor) -> Drawn {
    match focus {
        Focus::Precision => area.draw(&TriangleMarker::new((x, y), MARKER_PX + 1, color.filled()))?,
        Focus::Balanced => area.draw(&Circle::new((x, y), MARKER_PX, color.filled()))?,
        Focus::Recall => {
            let corners = [(x - MARKER_PX + 1, y - MARKER_PX + 1), (x + MARKER_PX - 1, y + MARKER_PX - 1)];
            area.draw(&Rectangle::new(corners, color.filled()))?;
        }
    }
    Ok(())
}

/// The end of an axis that leaves a step of room below the least value.
fn lower_end(series: &[DialSeries], value: fn(DialPoint) -> f64) -> f64 {
    let own = series.iter().flat_map(|set| set.points.iter().map(|(_, point)| value(*point)));
    let others = series.iter().flat_map(|set| set.others.iter().map(|(_, point)| value(*point)));
    let least = own.chain(others).fold(1.0, f64::min);
    (((least - AXIS_STEP / 2.0) / AXIS_STEP).floor() * AXIS_STEP).max(0.0)
}

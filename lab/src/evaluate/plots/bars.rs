//! Figures of extractors by group go in, bars side by side come out.

use std::path::Path;

use plotters::element::Rectangle;
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use crate::canvas::{Area, Axes, Chart, Drawn, HEIGHT_PX, LABEL_PX, SMALL_LABEL_PX, color, draw, legend_swatch, write};
use crate::evaluate::comparison::{Comparison, GroupLabel, Series};

/// Extractors shown beside Tamis: more bars cannot be told apart.
const MAX_OTHERS: usize = 5;

/// Share of a group's width that its bars take.
const GROUP_FILL: f64 = 0.84;

/// End of the vertical axis: room for the figure above a full bar.
const Y_END: f64 = 1.04;

/// Pixels of a group, of what stands around the groups, and the narrowest plot.
const GROUP_WIDTH_PX: usize = 120;
const AROUND_PX: usize = 300;
const MIN_WIDTH_PX: usize = 760;

/// Draws a comparison.
///
/// # Errors
/// A line that names the file that could not be written.
pub fn draw_bars(path: &Path, comparison: &Comparison) -> Result<(), String> {
    let width = (AROUND_PX + comparison.groups.len() * GROUP_WIDTH_PX).max(MIN_WIDTH_PX);
    draw(path, (width as u32, HEIGHT_PX), |area| paint(area, comparison))
}

fn paint(area: &Area<'_>, comparison: &Comparison) -> Drawn {
    let shown = &comparison.series[..comparison.series.len().min(MAX_OTHERS + 1)];
    let axes = Axes {
        title: &comparison.title,
        x: 0.0..comparison.groups.len() as f64,
        y: 0.0..Y_END,
        x_name: "",
        y_name: "",
        x_labels: 0,
    };
    let chart = axes.draw(area)?;
    for (index, series) in shown.iter().enumerate() {
        paint_series(&chart, series, index, shown.len())?;
        legend_swatch(area, index, &series.name, color(index))?;
    }
    for (index, label) in comparison.groups.iter().enumerate() {
        paint_label(area, &chart, label, index as f64 + 0.5)?;
        if let Some(value) = shown[0].values[index] {
            let middle = (left_of_bar(index, 0, shown.len()) + left_of_bar(index, 1, shown.len())) / 2.0;
            let (x, y) = chart.plotting_area().map_coordinate(&(middle, value));
            write(area, &format!("{value:.3}"), (x, y - 3), SMALL_LABEL_PX, (HPos::Center, VPos::Bottom))?;
        }
    }
    Ok(())
}

fn paint_label(area: &Area<'_>, chart: &Chart<'_, '_>, label: &GroupLabel, middle: f64) -> Drawn {
    let (x, y) = chart.plotting_area().map_coordinate(&(middle, 0.0));
    let anchor = || (HPos::Center, VPos::Top);
    write(area, &label.name, (x, y + 8), LABEL_PX, anchor())?;
    write(area, &label.remark, (x, y + 26), SMALL_LABEL_PX, anchor())
}

fn paint_series(chart: &Chart<'_, '_>, series: &Series, index: usize, count: usize) -> Drawn {
    for (group, value) in series.values.iter().enumerate() {
        let Some(value) = value else { continue };
        let (left, right) = (left_of_bar(group, index, count), left_of_bar(group, index + 1, count));
        let bar = Rectangle::new([(left, 0.0), (right, *value)], color(index).filled());
        chart.plotting_area().draw(&bar)?;
    }
    Ok(())
}

fn left_of_bar(group: usize, index: usize, count: usize) -> f64 {
    group as f64 + (1.0 - GROUP_FILL) / 2.0 + GROUP_FILL * index as f64 / count as f64
}

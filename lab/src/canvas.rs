//! What all plots are drawn with: areas, axes, letters, legends, colours.

use std::error::Error;
use std::path::Path;

use plotters::backend::SVGBackend;
use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Rectangle, Text};
use plotters::prelude::Cartesian2d;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, RGBColor, TextStyle, WHITE};

pub type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
pub type Drawn = Result<(), Box<dyn Error>>;

/// Tamis first; then hues that differ in lightness too (Okabe and Ito's palette for all kinds of sight, softened).
const COLORS: [RGBColor; 6] = [
    RGBColor(0, 90, 156),
    RGBColor(230, 159, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(120, 120, 120),
    RGBColor(213, 94, 0),
];

/// Letters and axes.
pub const INK: RGBColor = RGBColor(40, 40, 40);

/// Lines behind the figures.
const GRID: RGBColor = RGBColor(225, 225, 225);

/// Sizes in pixels: plots, the margin around them, what the legend takes of their right, its rows, and letters.
pub const HEIGHT_PX: u32 = 420;
const MARGIN_PX: u32 = 16;
const LEGEND_WIDTH_PX: u32 = 210;
const LEGEND_ROW_PX: i32 = 22;
const LEGEND_TOP_PX: i32 = 60;
const SWATCH_PX: i32 = 12;
pub const TITLE_PX: u32 = 18;
pub const LABEL_PX: u32 = 13;
pub const SMALL_LABEL_PX: u32 = 11;

/// Draws a file.
pub fn draw(path: &Path, size_px: (u32, u32), paint: impl FnOnce(&Area<'_>) -> Drawn) -> Result<(), String> {
    let area = SVGBackend::new(path, size_px).into_drawing_area();
    let drawn = area.fill(&WHITE).map_err(Into::into).and_then(|()| paint(&area));
    drawn.and_then(|()| area.present().map_err(Into::into)).map_err(|error| format!("{}: {error}", path.display()))
}

/// Axes of what a plot shows.
pub struct Axes<'a> {
    pub title: &'a str,
    pub x: std::ops::Range<f64>,
    pub y: std::ops::Range<f64>,
    pub x_name: &'a str,
    pub y_name: &'a str,
    /// Numbers along the horizontal axis; 0 if the plot writes names there itself.
    pub x_labels: usize,
}

impl Axes<'_> {
    pub fn draw<'a, 'b>(self, area: &'a Area<'b>) -> Result<Chart<'a, 'b>, Box<dyn Error>> {
        let mut chart = ChartBuilder::on(area)
            .caption(self.title, ink(TITLE_PX))
            .margin(MARGIN_PX)
            .margin_right(LEGEND_WIDTH_PX)
            .x_label_area_size(46)
            .y_label_area_size(54)
            .build_cartesian_2d(self.x, self.y)?;
        let mut mesh = chart.configure_mesh();
        mesh.light_line_style(WHITE).bold_line_style(GRID).axis_style(INK).label_style(ink(LABEL_PX));
        mesh.x_desc(self.x_name).y_desc(self.y_name).axis_desc_style(ink(LABEL_PX));
        mesh.x_labels(self.x_labels).y_labels(11).y_label_formatter(&|value| format!("{value:.2}"));
        mesh.x_label_formatter(&|value| format!("{value:.2}"));
        if self.x_labels == 0 {
            mesh.disable_x_mesh().disable_x_axis();
        }
        mesh.draw()?;
        drop(mesh);
        Ok(chart)
    }
}

pub fn ink(size_px: u32) -> TextStyle<'static> {
    ("sans-serif", size_px).into_font().color(&INK)
}

/// Writes a word whose middle or edge lies at a point.
pub fn write(area: &Area<'_>, words: &str, at: (i32, i32), size_px: u32, anchor: (HPos, VPos)) -> Drawn {
    let style = ink(size_px).pos(Pos::new(anchor.0, anchor.1));
    Ok(area.draw(&Text::new(words.to_owned(), at, style))?)
}

/// Left edge of the legend and middle of one of its rows.
pub fn legend_row(area: &Area<'_>, row: usize) -> (i32, i32) {
    let (width, _) = area.dim_in_pixel();
    ((width - LEGEND_WIDTH_PX) as i32 + 18, LEGEND_TOP_PX + row as i32 * LEGEND_ROW_PX)
}

pub fn legend_swatch(area: &Area<'_>, row: usize, name: &str, color: RGBColor) -> Drawn {
    let (left, middle) = legend_row(area, row);
    let corners = [(left, middle - SWATCH_PX / 2), (left + SWATCH_PX, middle + SWATCH_PX / 2)];
    area.draw(&Rectangle::new(corners, color.filled()))?;
    legend_words(area, row, name)
}

pub fn legend_words(area: &Area<'_>, row: usize, words: &str) -> Drawn {
    let (left, middle) = legend_row(area, row);
    write(area, words, (left + SWATCH_PX + 8, middle), LABEL_PX, (HPos::Left, VPos::Center))
}

pub fn color(index: usize) -> RGBColor {
    COLORS[index % COLORS.len()]
}

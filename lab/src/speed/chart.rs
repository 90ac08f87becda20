//! Times go in, a chart of pages a second comes out.

use std::path::Path;

use plotters::element::Rectangle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};

use super::contender::TAMIS;
use super::race::Race;
use crate::canvas::{Area, Drawn, LABEL_PX, TITLE_PX, color, draw, write};

/// Pixels: of the plot's width, of the names before the bars and the figures after them, of a row and of the title's.
const WIDTH_PX: i32 = 760;
const NAMES_PX: i32 = 240;
const FIGURES_PX: i32 = 70;
const ROW_PX: i32 = 30;
const BAR_PX: i32 = 18;
const HEAD_PX: i32 = 56;

/// Extractors, and what only parses.
const EXTRACTOR: RGBColor = RGBColor(120, 120, 120);
const PARSER: RGBColor = RGBColor(205, 205, 205);

/// Draws a bar for each contender, the fastest first.
///
/// # Errors
/// A line that names the file that could not be written.
pub fn draw_race(path: &Path, race: &Race) -> Result<(), String> {
    let height = HEAD_PX + ROW_PX * race.lanes.len() as i32 + ROW_PX / 2;
    draw(path, (WIDTH_PX as u32, height as u32), |area| paint(area, race))
}

fn paint(area: &Area<'_>, race: &Race) -> Drawn {
    let mut bars: Vec<(f64, &super::race::Lane)> =
        race.lanes.iter().map(|lane| (race.pages_per_second(lane).median, lane)).collect();
    bars.sort_by(|a, b| b.0.total_cmp(&a.0));
    let most = bars.first().map_or(1.0, |bar| bar.0);
    let title = "Pages a second, one core (light: parsing only)";
    write(area, title, (WIDTH_PX / 2, HEAD_PX / 2), TITLE_PX, (HPos::Center, VPos::Center))?;
    for (row, (pages, lane)) in bars.into_iter().enumerate() {
        let middle = HEAD_PX + ROW_PX * row as i32 + ROW_PX / 2;
        let right = NAMES_PX + (f64::from(WIDTH_PX - NAMES_PX - FIGURES_PX) * pages / most) as i32;
        let fill = match lane.is_extractor {
            _ if lane.name == TAMIS => color(0),
            true => EXTRACTOR,
            false => PARSER,
        };
        let corners = [(NAMES_PX, middle - BAR_PX / 2), (right, middle + BAR_PX / 2)];
        area.draw(&Rectangle::new(corners, fill.filled()))?;
        write(area, &lane.name, (NAMES_PX - 10, middle), LABEL_PX, (HPos::Right, VPos::Center))?;
        write(area, &format!("{pages:.0}"), (right + 8, middle), LABEL_PX, (HPos::Left, VPos::Center))?;
    }
    Ok(())
}

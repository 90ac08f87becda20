//! Times go in, tables come out, on a terminal and in a file with a chart.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use tamis::analysis::Stage;

use super::Page;
use super::chart;
use super::command::CommandFigures;
use super::growth::Growth;
use super::race::{Measured, Race};
use crate::table::Table;
use crate::terminal::show;

/// Bounds of the classes of sizes, in bytes.
const SIZES: [usize; 7] = [0, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, usize::MAX];

/// How the figures are to be read.
const READING: &str = "\
One core. Every page goes through every contender in turn, all pages in memory, after one round to warm up; times are those of the
calls alone. Medians over the rounds, in brackets the least and the greatest. Ratios are taken within each round. Extractors go from
decoded text to the text of the article with default settings, Tamis with its metadata, confidence and page type.";

/// All that was measured.
pub struct Report<'a> {
    /// The command that gives these figures.
    pub command_line: String,
    /// The pages.
    pub pages: &'a [Page],
    /// Contenders against one another.
    pub race: &'a Race,
    /// Mean seconds a page of each stage.
    pub stages: Vec<(Stage, f64)>,
    /// Cost by size.
    pub growth: Vec<Growth>,
    /// The command, if it was measured.
    pub command: Option<CommandFigures>,
}

impl Report<'_> {
    /// Shows the tables on a terminal.
    ///
    /// # Errors
    /// A line that says why nothing could be written.
    pub fn show(&self) -> Result<(), String> {
        self.tables().iter().try_for_each(|table| show(table.terminal()))
    }

    /// Writes speed.md and speed.svg.
    ///
    /// # Errors
    /// A line that names the file that could not be written.
    pub fn write(&self, folder: &Path) -> Result<(), String> {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        chart::draw_race(&folder.join("speed.svg"), self.race)?;
        let mut text = format!("# Speed\n\n    {}\n\n{READING}\n\n{}\n\n", self.command_line, machine());
        for table in self.tables() {
            let _ = writeln!(text, "{}", table.markdown());
        }
        text.push_str("![Pages a second](speed.svg)\n");
        let path = folder.join("speed.md");
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    }

    fn tables(&self) -> Vec<Table> {
        let mut tables = vec![self.contenders(), self.stages(), self.sizes(), self.growth()];
        tables.extend(self.command.as_ref().map(command));
        tables
    }

    fn contenders(&self) -> Table {
        let bytes: usize = self.pages.iter().map(|page| page.text.len()).sum();
        let count = self.pages.len();
        let title = format!("Pages a second ({count} pages, mean {} KB)", bytes / count / 1024);
        let mut table = Table::new(title, &["", "pages/s", "Tamis's speed over theirs"]);
        for lane in &self.race.lanes {
            let cells = [
                lane.name.clone(),
                spread(self.race.pages_per_second(lane), 0),
                format!("{} ×", spread(self.race.ratio(lane), 2)),
            ];
            table.rows.push(cells.to_vec());
        }
        table
    }

    fn stages(&self) -> Table {
        let total: f64 = self.stages.iter().map(|(_, seconds)| seconds).sum();
        let mut table = Table::new("Stages of the pipeline, from bytes", &["", "ms a page", "share"]);
        for (stage, seconds) in &self.stages {
            let cells = [
                format!("{stage:?}").to_lowercase(),
                format!("{:.3}", seconds * 1e3),
                format!("{:.1} %", seconds / total * 100.0),
            ];
            table.rows.push(cells.to_vec());
        }
        table.rows.push(vec!["all".to_owned(), format!("{:.3}", total * 1e3), "100 %".to_owned()]);
        table
    }

    fn sizes(&self) -> Table {
        let mut table = Table::new("Milliseconds a page, by size", &["", "pages"]);
        table.header.extend(self.race.lanes.iter().map(|lane| lane.name.clone()));
        for bounds in SIZES.windows(2) {
            let size = bounds[0]..bounds[1];
            let (pages, _) = self.race.of_size(&self.race.lanes[0], &size);
            if pages == 0 {
                continue;
            }
            let times = self.race.lanes.iter().map(|lane| self.race.of_size(lane, &size).1.unwrap_or_default());
            let mut cells = vec![class_name(&size), pages.to_string()];
            cells.extend(times.map(|time| format!("{:.2}", time.as_secs_f64() * 1e3)));
            table.rows.push(cells);
        }
        table
    }

    fn growth(&self) -> Table {
        let mut table =
            Table::new("Extraction, not rendered, of the same markup cut or repeated to a size", &["", "µs a KB"]);
        for growth in &self.growth {
            table.rows.push(vec![size_name(growth.size), spread(growth.cost, 1)]);
        }
        table
    }
}

fn command(figures: &CommandFigures) -> Table {
    let mut table = Table::new("The command", &["", ""]);
    let mut row = |name: String, value: String| table.rows.push(vec![name, value]);
    row("start to first byte, a page of 1 KB".to_owned(), format!("{} ms", spread(figures.first_byte_ms, 1)));
    let times = figures.peak_bytes as f64 / figures.largest_page as f64;
    row(format!("peak memory over size, the page of {}", size_name(figures.largest_page)), format!("{times:.1} ×"));
    row(
        format!("{} files, folder to folder, one job", figures.files),
        format!("{} pages/s", spread(figures.pages_per_second, 0)),
    );
    row("two jobs against one".to_owned(), format!("{} ×", spread(figures.two_jobs, 2)));
    table
}

fn spread(measured: Measured, digits: usize) -> String {
    let Measured { median, low, high } = measured;
    format!("{median:.digits$} [{low:.digits$}, {high:.digits$}]")
}

fn class_name(size: &std::ops::Range<usize>) -> String {
    match (size.start, size.end) {
        (0, end) => format!("up to {}", size_name(end)),
        (start, usize::MAX) => format!("from {}", size_name(start)),
        (start, end) => format!("{} to {}", size_name(start), size_name(end)),
    }
}

fn size_name(bytes: usize) -> String {
    if bytes < 1 << 20 {
        format!("{} KB", bytes >> 10)
    } else {
        format!("{:.1} MB", bytes as f64 / f64::from(1 << 20)).replace(".0 ", " ")
    }
}

/// The processor and the compiler, as far as they can be told.
fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("unknown processor", |(_, name)| name);
    let rustc = Command::new("rustc")
        .arg("--version")
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{model}, {cores} cores; {}; html5ever 0.40.", rustc.unwrap_or_default())
}

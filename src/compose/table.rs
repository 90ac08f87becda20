//! A table's cells with their spans go in, a rectangular grid comes out.

use crate::article::{Inline, Table};

/// Largest colspan and rowspan (HTML standard, 4.9.11: 1,000 and 65,534).
const MAX_COLSPAN: usize = 1_000;
const MAX_ROWSPAN: usize = 65_534;

/// Empty cells that spans may add to one table. The largest data table of the public sets has 1,089 cells in all.
const MAX_PADDING: usize = 100_000;

/// A cell as read from the page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// Its content.
    pub content: Vec<Inline>,
    /// Columns it covers, at least 1.
    pub colspan: usize,
    /// Rows it covers, at least 1; 0 in the source means: to the end of its group.
    pub rowspan: usize,
    /// Whether it is a `<th>`.
    pub is_header: bool,
}

/// A row as read from the page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Its cells, those that earlier rows span into left out.
    pub cells: Vec<Cell>,
    /// Whether it stands in a `<thead>`.
    pub is_in_head: bool,
}

/// Reads a span attribute; nonsense counts as 1.
pub fn span(value: Option<&str>, is_column: bool) -> usize {
    let digits: &str = value.map(str::trim).unwrap_or_default();
    let digits = &digits[..digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())];
    let max = if is_column { MAX_COLSPAN } else { MAX_ROWSPAN };
    match digits.parse::<usize>() {
        Ok(0) if !is_column => MAX_ROWSPAN,
        Ok(0) => 1,
        Ok(span) => span.min(max),
        Err(_) if digits.is_empty() => 1,
        Err(_) => max, // more digits than fit: larger than any limit
    }
}

/// Lays the rows out on a grid: spanned places become empty cells, every row gets the same length. No cell is lost.
pub fn grid(caption: Vec<Inline>, rows: Vec<Row>) -> Table {
    let header_rows = header_rows(&rows);
    let mut padding = MAX_PADDING;
    let mut out: Vec<Vec<Vec<Inline>>> = Vec::with_capacity(rows.len());
    // For each column the rows below that a cell above still covers.
    let mut covered: Vec<usize> = Vec::new();
    let row_count = rows.len();
    for (index, row) in rows.into_iter().enumerate() {
        let mut line: Vec<Vec<Inline>> = Vec::new();
        for cell in row.cells {
            skip_covered(&mut line, &mut covered);
            let colspan = if cell.colspan - 1 <= padding { cell.colspan } else { 1 };
            padding -= colspan - 1;
            let rows_below = (cell.rowspan - 1).min(row_count - index - 1);
            let rows_below = if rows_below * colspan <= padding { rows_below } else { 0 };
            padding -= rows_below * colspan;
            place(&mut line, &mut covered, cell.content, colspan, rows_below);
        }
        skip_covered(&mut line, &mut covered);
        out.push(line);
    }
    trim_columns(&mut out);
    out.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    Table { caption, header_rows: header_rows.min(out.len()), rows: out }
}

fn skip_covered(line: &mut Vec<Vec<Inline>>, covered: &mut [usize]) {
    while let Some(rows_left) = covered.get_mut(line.len()).filter(|rows_left| **rows_left > 0) {
        *rows_left -= 1;
        line.push(Vec::new());
    }
}

fn place(
    line: &mut Vec<Vec<Inline>>,
    covered: &mut Vec<usize>,
    content: Vec<Inline>,
    colspan: usize,
    rows_below: usize,
) {
    let first = line.len();
    line.push(content);
    line.resize(first + colspan, Vec::new());
    if covered.len() < line.len() {
        covered.resize(line.len(), 0);
    }
    covered[first..first + colspan].fill(rows_below);
}

/// Cuts columns at the right that are empty in every row, and pads the rows to one length.
fn trim_columns(rows: &mut [Vec<Vec<Inline>>]) {
    let used = |row: &Vec<Vec<Inline>>| row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let width = rows.iter().map(used).max().unwrap_or(0);
    for row in rows {
        row.resize(width, Vec::new());
    }
}

/// Leading rows that are headers: those in `<thead>`, or a first row of nothing but `<th>`.
fn header_rows(rows: &[Row]) -> usize {
    let in_head = rows.iter().take_while(|row| row.is_in_head).count();
    if in_head > 0 {
        return in_head;
    }
    let is_header = |row: &Row| row.cells.len() > 1 && row.cells.iter().all(|cell| cell.is_header);
    let marked = rows.iter().take_while(|row| is_header(row)).count();
    if marked > 0 { marked } else { usize::from(rows.len() > 1 && rows.first().is_some_and(is_bold)) }
}

/// Whether a row stands out as a header without being marked up as one: all its words are bold.
fn is_bold(row: &Row) -> bool {
    let filled = || row.cells.iter().filter(|cell| !cell.content.is_empty());
    filled().count() > 1 && filled().all(|cell| cell.content.iter().all(|inline| matches!(inline, Inline::Strong(_))))
}

//! Rows of cells go in, a table for a terminal or in Markdown comes out.

use std::fmt::Write;

/// A table; the first column is a name, the others are figures.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// Names of the columns.
    pub header: Vec<String>,
    /// The rows, each with a cell a column.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    pub fn new(title: impl Into<String>, header: &[&str]) -> Self {
        Self { title: title.into(), header: header.iter().map(|name| (*name).to_owned()).collect(), rows: Vec::new() }
    }

    /// With columns of even width, names to the left, figures to the right.
    pub fn terminal(&self) -> String {
        let mut text = format!("{}\n", self.title);
        for row in std::iter::once(&self.header).chain(&self.rows) {
            for (column, cell) in row.iter().enumerate() {
                let width = self.width(column);
                let _ = if column == 0 { write!(text, "  {cell:<width$}") } else { write!(text, "  {cell:>width$}") };
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        text
    }

    fn width(&self, column: usize) -> usize {
        let cells = std::iter::once(&self.header).chain(&self.rows).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    }

    /// As GitHub's Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!("### {}\n\n", self.title);
        let mut line = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        };
        line(&self.header);
        let rule = (0..self.header.len()).map(|column| if column == 0 { "---" } else { "---:" }.to_owned());
        line(&rule.collect::<Vec<_>>());
        self.rows.iter().for_each(|row| line(row));
        text
    }
}

/// A figure of three digits, a dash for none.
pub fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn columns_are_even_and_bars_escaped() {
        let mut table = Table::new("Pages", &["id", "F1"]);
        table.rows.push(vec!["a|b".to_owned(), "0.500".to_owned()]);
        assert_eq!(table.terminal(), "Pages\n  id      F1\n  a|b  0.500\n");
        assert_eq!(table.markdown(), "### Pages\n\n| id | F1 |\n| --- | ---: |\n| a\\|b | 0.500 |\n");
    }
}

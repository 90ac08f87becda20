//! A file of floors goes in and comes out: set, group, metric and floor a line, with tabs between.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::evaluate::figures::Metric;

/// First lines of a new file of floors.
const HEAD: &str = "# Floors that `lab evaluate --gate` holds and `--raise` raises: set, group, metric, floor.\n";

/// The floors of a file, with its comments.
#[derive(Debug, Clone, PartialEq)]
pub struct Floors(Vec<Line>);

#[derive(Debug, Clone, PartialEq)]
enum Line {
    /// A comment or an empty line.
    Comment(String),
    /// A floor.
    Floor(Floor),
}

/// What a figure must reach.
#[derive(Debug, Clone, PartialEq)]
pub struct Floor {
    /// What is measured.
    pub figure: Figure,
    /// The least value that holds.
    pub value: f64,
}

/// A figure by its names.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Name of the set.
    pub set: String,
    /// Name of the group of its pages.
    pub group: String,
    /// What is measured on them.
    pub metric: Metric,
}

impl Floors {
    /// Reads a file; one that does not exist yet has no floors if it may be new.
    ///
    /// # Errors
    /// What is wrong with the file, or with which of its lines.
    pub fn read(path: &Path, may_be_new: bool) -> Result<Self, String> {
        if may_be_new && !path.exists() {
            return Self::parse(HEAD);
        }
        Self::parse(&fs::read_to_string(path).map_err(|error| error.to_string())?)
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// Which of its lines is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let line = |(index, line): (usize, &str)| {
            parse_line(line).ok_or_else(|| {
                format!("line {}: want set, group, metric and floor with tabs between, have {line:?}", index + 1)
            })
        };
        text.lines().enumerate().map(line).collect::<Result<_, _>>().map(Self)
    }

    /// The floors, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Floor> {
        self.0.iter().filter_map(|line| match line {
            Line::Floor(floor) => Some(floor),
            Line::Comment(_) => None,
        })
    }

    /// The floors, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Floor> {
        self.0.iter_mut().filter_map(|line| match line {
            Line::Floor(floor) => Some(floor),
            Line::Comment(_) => None,
        })
    }

    /// Adds a floor at the end.
    pub fn push(&mut self, floor: Floor) {
        self.0.push(Line::Floor(floor));
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Why it could not be written.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        fs::write(path, self.text()).map_err(|error| error.to_string())
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.0 {
            let _ = match line {
                Line::Comment(comment) => writeln!(text, "{comment}"),
                Line::Floor(Floor { figure: Figure { set, group, metric }, value }) => {
                    writeln!(text, "{set}\t{group}\t{}\t{value:.3}", metric.name())
                }
            };
        }
        text
    }
}

fn parse_line(line: &str) -> Option<Line> {
    if line.trim().is_empty() || line.starts_with('#') {
        return Some(Line::Comment(line.to_owned()));
    }
    let [set, group, metric, value] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
    let value = value.trim().parse().ok().filter(|value| (0.0..=1.0).contains(value))?;
    let figure = Figure { set: set.to_owned(), group: group.to_owned(), metric: Metric::of_name(metric)? };
    Some(Line::Floor(Floor { figure, value }))
}

#[cfg(test)]
mod tests {
    use super::Floors;

    #[test]
    fn a_file_comes_out_as_it_went_in() {
        let text = "# why\n\nwcxb\tarticle\tword_f1\t0.958\n";
        assert_eq!(Floors::parse(text).map(|floors| floors.text()), Ok(text.to_owned()));
    }

    #[test]
    fn a_line_that_is_no_floor_is_named() {
        for text in ["wcxb article word_f1 .9", "wcxb\tarticle\tword_f2\t.9", "wcxb\tarticle\tword_f1\t96"] {
            assert!(Floors::parse(text).is_err_and(|error| error.starts_with("line 1")), "{text}");
        }
    }
}

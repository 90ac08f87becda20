//! Inline content goes in, a line of Markdown comes out (several where the author broke lines).

use std::collections::HashSet;

use super::delimiters::{self, Delimiter};
use super::escape::{self, Hazards, Neighbours};
use super::lines;
use crate::article::Inline;
use crate::render::RenderOptions;
use crate::render::inline::{Piece, Shown, Style, flatten, push};

/// Rounds of taking back emphasis that the grammar would read differently; then all of it goes.
const MAX_ROUNDS: usize = 4;

/// Where the content stands: what must be escaped differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Paragraph,
    Heading,
    /// A table cell.
    Cell,
}

/// Writes inline content.
pub struct Writer<'a> {
    pub options: &'a RenderOptions,
    /// Labels of the footnotes that are defined, in lower case.
    pub labels: &'a HashSet<String>,
}

impl Writer<'_> {
    /// Renders inline content; empty where it holds no words.
    pub fn render(&self, content: &[Inline], place: Place) -> String {
        let RenderOptions { has_links, has_images, .. } = *self.options;
        let has_breaks = place == Place::Paragraph;
        let shown = Shown { has_links, has_images, has_scripts: false, has_breaks };
        let mut pieces = flatten(content, shown);
        for round in 0..=MAX_ROUNDS {
            pieces = separated(self.expressible(pieces));
            let line = Line::write(&pieces, place);
            let mut broken = delimiters::broken(&line.text, &line.delimiters);
            if broken.is_empty() {
                return finish(line.text, place);
            }
            if round + 1 >= MAX_ROUNDS {
                broken = line.delimiters.iter().map(|delimiter| delimiter.pair).collect();
            }
            pieces = without(pieces, &broken);
        }
        String::new()
    }

    /// Replaces what Markdown cannot hold by its words.
    fn expressible<'b>(&self, pieces: Vec<Piece<'b>>) -> Vec<Piece<'b>> {
        let mut out = Vec::with_capacity(pieces.len());
        let mut is_in_link = false;
        for piece in pieces {
            match &piece {
                Piece::Open(Style::Link(_)) => is_in_link = true,
                Piece::Close(Style::Link(_)) => is_in_link = false,
                _ => {}
            }
            let piece = match piece {
                // Brackets in code and formulas can end the words of a link for some parsers.
                Piece::Math(tex) if !escape::is_safe_tex(&tex) || (is_in_link && tex.contains(['[', ']'])) => {
                    Piece::Text(format!("${tex}$"))
                }
                Piece::Code(code) if is_in_link && code.contains("]:") => Piece::Text(code),
                Piece::Reference(label) if is_in_link || !self.labels.contains(&label.to_lowercase()) => {
                    Piece::Text(format!("[{label}]"))
                }
                other => other,
            };
            push(&mut out, piece);
        }
        out
    }
}

/// Replaces footnote references by their words before a bracket: the two together would be read as a link.
fn separated(mut pieces: Vec<Piece>) -> Vec<Piece> {
    for index in (1..pieces.len()).rev() {
        let is_bracket = !matches!(pieces[index], Piece::Reference(_)) && first_mark(&pieces[index]) == '[';
        if let Piece::Reference(label) = &pieces[index - 1]
            && is_bracket
        {
            pieces[index - 1] = Piece::Text(format!("[{label}]"));
        }
    }
    without(pieces, &HashSet::new())
}

/// The pieces without the styles that open at `pairs`.
fn without<'a>(pieces: Vec<Piece<'a>>, pairs: &HashSet<usize>) -> Vec<Piece<'a>> {
    let mut out = Vec::with_capacity(pieces.len());
    let mut open = Vec::new();
    for (index, piece) in pieces.into_iter().enumerate() {
        let pair = match piece {
            Piece::Open(_) => {
                open.push(index);
                Some(index)
            }
            Piece::Close(_) => open.pop(),
            _ => None,
        };
        if pair.is_none_or(|pair| !pairs.contains(&pair)) {
            push(&mut out, piece);
        }
    }
    out
}

/// A line of Markdown and the emphasis marks in it.
struct Line {
    text: String,
    delimiters: Vec<Delimiter>,
}

impl Line {
    fn write(pieces: &[Piece], place: Place) -> Self {
        let hazards = Hazards::of(pieces);
        let mut line = Self { text: String::new(), delimiters: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        let mut is_in_link = false;
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Open(style) => {
                    is_in_link |= matches!(style, Style::Link(_));
                    open.push(index);
                    line.open(style, index);
                }
                Piece::Close(style) => {
                    is_in_link &= !matches!(style, Style::Link(_));
                    line.close(style, open.pop().unwrap_or(index), place);
                }
                Piece::Text(text) => {
                    let neighbours = Neighbours {
                        before: line.text.chars().next_back(),
                        after: pieces.get(index + 1).map(first_mark),
                        is_after_reference: index > 0 && matches!(pieces[index - 1], Piece::Reference(_)),
                        is_in_link,
                        is_in_cell: place == Place::Cell,
                    };
                    escape::text(&mut line.text, text, &hazards, neighbours);
                }
                other => line.leaf(other, &hazards, place),
            }
        }
        line
    }

    fn open(&mut self, style: &Style, pair: usize) {
        match mark(style) {
            Some(mark) => self.delimiter(mark, pair, true),
            None => self.text.push('['),
        }
    }

    fn close(&mut self, style: &Style, pair: usize, place: Place) {
        match (style, mark(style)) {
            (_, Some(mark)) => self.delimiter(mark, pair, false),
            (Style::Link(target), None) => {
                self.text.push_str(&format!("]({})", escape::address(target, place == Place::Cell)));
            }
            (_, None) => {}
        }
    }

    fn delimiter(&mut self, mark: &'static str, pair: usize, is_open: bool) {
        self.delimiters.push(Delimiter { at: self.text.len(), mark, pair, is_open });
        self.text.push_str(mark);
    }

    fn leaf(&mut self, piece: &Piece, hazards: &Hazards, place: Place) {
        match piece {
            Piece::Break => self.text.push_str("\\\n"),
            Piece::Code(code) => self.text.push_str(&escape::code_span(code, place == Place::Cell)),
            Piece::Math(tex) if place == Place::Cell => {
                self.text.push_str(&format!("${}$", tex.replace('|', "\\|")));
            }
            Piece::Math(tex) => self.text.push_str(&format!("${tex}$")),
            Piece::Image { source, alt } => {
                let is_in_cell = place == Place::Cell;
                self.text.push_str("![");
                let neighbours = Neighbours {
                    before: Some('['),
                    after: Some(']'),
                    is_after_reference: false,
                    is_in_link: true,
                    is_in_cell,
                };
                escape::text(&mut self.text, alt, hazards, neighbours);
                self.text.push_str(&format!("]({})", escape::address(source, is_in_cell)));
            }
            Piece::Reference(label) => self.text.push_str(&format!("[^{label}]")),
            Piece::Text(_) | Piece::Open(_) | Piece::Close(_) => {}
        }
    }
}

/// The first character that a piece is written with.
fn first_mark(piece: &Piece) -> char {
    match piece {
        Piece::Text(text) => text.chars().next().unwrap_or(' '),
        Piece::Break => '\\',
        Piece::Code(_) => '`',
        Piece::Math(_) => '$',
        Piece::Image { .. } => '!',
        Piece::Reference(_) | Piece::Open(Style::Link(_)) => '[',
        Piece::Close(Style::Link(_)) => ']',
        Piece::Open(Style::Strikethrough) | Piece::Close(Style::Strikethrough) => '~',
        Piece::Open(_) | Piece::Close(_) => '*',
    }
}

/// The mark on both sides of emphasised words; none for links, which are written differently.
fn mark(style: &Style) -> Option<&'static str> {
    match style {
        Style::Emphasis => Some("*"),
        Style::Strong => Some("**"),
        Style::Strikethrough => Some("~~"),
        Style::Link(_) | Style::Superscript | Style::Subscript => None,
    }
}

fn finish(text: String, place: Place) -> String {
    match place {
        Place::Cell => text,
        Place::Heading => lines::heading_end(text),
        Place::Paragraph => lines::line_starts(&text),
    }
}

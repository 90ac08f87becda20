//! An article goes in, plain text comes out: paragraphs apart by a blank line, no markup besides list markers.

use super::inline::{Piece, Shown, Style, flatten, fold};
use super::layout::{self, Part, Shape};
use super::{RenderOptions, address, all_blocks, shows_captions, stands_alone, title};
use crate::article::{Article, Block, Definition, Image, Inline, List, Table};

/// Renders an article as plain text.
pub fn render(article: &Article, options: &RenderOptions) -> String {
    let writer = Writer { options, has_captions: shows_captions(article, options) };
    let mut parts = Vec::new();
    if let Some(title) = title(article, options) {
        layout::push(&mut parts, title, Shape::Other);
    }
    writer.blocks(all_blocks(article), &mut parts);
    layout::finish(layout::stack(&parts))
}

struct Writer<'a> {
    options: &'a RenderOptions,
    has_captions: bool,
}

impl Writer<'_> {
    fn parts<'b>(&self, blocks: impl IntoIterator<Item = &'b Block>) -> Vec<Part> {
        let mut parts = Vec::new();
        self.blocks(blocks, &mut parts);
        parts
    }

    fn blocks<'b>(&self, blocks: impl IntoIterator<Item = &'b Block>, parts: &mut Vec<Part>) {
        for block in blocks {
            self.block(block, parts);
        }
    }

    fn block(&self, block: &Block, parts: &mut Vec<Part>) {
        match block {
            Block::Heading { content, .. } => layout::push(parts, self.line(content), Shape::Other),
            Block::Paragraph(content) => layout::push(parts, self.lines(content), Shape::Paragraph),
            Block::List(list) => self.list(list, parts),
            Block::Table(table) => self.table(table, parts),
            Block::Code { text, .. } => {
                layout::push(parts, layout::code(text).trim_start_matches('\n').to_owned(), Shape::Other);
            }
            Block::Quote(blocks) => self.blocks(blocks, parts),
            Block::Figure { images, caption } => self.figure(images, caption, parts),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    layout::push(parts, self.definition(definition), Shape::Other);
                }
            }
            Block::Math(tex) => {
                let tex = fold(tex);
                layout::push(parts, if tex.is_empty() { tex } else { format!("$${tex}$$") }, Shape::Paragraph);
            }
            Block::Footnote { label, content } => {
                layout::push(parts, self.footnote(&fold(label), content), Shape::Other);
            }
            Block::Rule => layout::push(parts, "* * *".to_owned(), Shape::Other),
        }
    }

    fn list(&self, list: &List, parts: &mut Vec<Part>) {
        let items = list.items.iter().map(|blocks| self.parts(blocks)).collect();
        let items: Vec<_> = layout::items(list.start, items, Vec::is_empty)
            .into_iter()
            .map(|(number, parts)| (number.map_or_else(|| "-".to_owned(), |number| format!("{number}.")), parts))
            .collect();
        let part = layout::list(&items, '-');
        layout::push(parts, part.text, part.shape);
    }

    fn table(&self, table: &Table, parts: &mut Vec<Part>) {
        layout::push(parts, self.lines(&table.caption), Shape::Paragraph);
        let rows: Vec<String> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| self.line(cell)).collect::<Vec<_>>())
            .filter(|cells| cells.iter().any(|cell| !cell.is_empty()))
            .map(|cells| cells.join(" | ").trim().to_owned())
            .collect();
        layout::push(parts, rows.join("\n"), Shape::Other);
    }

    fn figure(&self, images: &[Image], caption: &[Inline], parts: &mut Vec<Part>) {
        if self.options.has_images {
            let images: Vec<String> = images
                .iter()
                .filter_map(|image| Some(show_image(&address::image(&image.source)?, &fold(&image.alt))))
                .collect();
            layout::push(parts, images.join("\n"), Shape::Other);
        }
        if self.has_captions || stands_alone(caption, images) {
            layout::push(parts, self.lines(caption), Shape::Paragraph);
        }
    }

    fn definition(&self, definition: &Definition) -> String {
        let mut parts = Vec::new();
        for term in &definition.terms {
            layout::push(&mut parts, self.line(term), Shape::Paragraph);
        }
        for details in &definition.details {
            self.blocks(details, &mut parts);
        }
        let is_short = parts.iter().all(|part| part.shape == Shape::Paragraph)
            && definition.details.iter().all(|details| details.len() < 2);
        let separator = if is_short { "\n" } else { "\n\n" };
        parts.into_iter().map(|part| part.text).collect::<Vec<_>>().join(separator)
    }

    fn footnote(&self, label: &str, content: &[Block]) -> String {
        let parts = self.parts(content);
        let separator = match parts.first().map(|part| part.shape) {
            None => "",
            Some(Shape::Paragraph) => " ",
            Some(_) => "\n\n",
        };
        format!("[{label}]{separator}{}", layout::stack(&parts))
    }

    /// Inline content on one line.
    fn line(&self, content: &[Inline]) -> String {
        self.inline(content, false)
    }

    /// Inline content with the author's line breaks.
    fn lines(&self, content: &[Inline]) -> String {
        self.inline(content, true)
    }

    fn inline(&self, content: &[Inline], has_breaks: bool) -> String {
        let RenderOptions { has_links, has_images, .. } = *self.options;
        let mut out = String::new();
        let mut link_start = 0;
        for piece in flatten(content, Shown { has_links, has_images, has_scripts: false, has_breaks }) {
            match piece {
                Piece::Text(text) | Piece::Code(text) => out.push_str(&text),
                Piece::Break => out.push('\n'),
                Piece::Math(tex) => out.push_str(&format!("${tex}$")),
                Piece::Image { source, alt } => out.push_str(&show_image(&source, &alt)),
                Piece::Reference(label) => out.push_str(&format!("[{label}]")),
                Piece::Open(Style::Link(_)) => link_start = out.len(),
                Piece::Close(Style::Link(target)) if out[link_start..] != *target => {
                    out.push_str(&format!(" ({target})"));
                }
                Piece::Open(_) | Piece::Close(_) => {}
            }
        }
        out
    }
}

fn show_image(source: &str, alt: &str) -> String {
    if alt.is_empty() { source.to_owned() } else { format!("{alt} ({source})") }
}

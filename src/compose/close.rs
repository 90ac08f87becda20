//! What a container becomes when its element ends.

use super::builder::Builder;
use super::code;
use super::frame::{Frame, Kind, flatten, flatten_to_line};
use super::heading::without_strong;
use super::table::{self, Cell};
use crate::article::{Block, Definition, Image, Inline, List};

impl Builder<'_> {
    /// Turns a finished container into a block of the container around it.
    pub(super) fn close(&mut self, frame: Frame) {
        let Frame { kind, blocks } = frame;
        match kind {
            Kind::Root | Kind::Item if blocks.is_empty() => {}
            Kind::Root => blocks.into_iter().for_each(|block| self.add(block)),
            Kind::Heading(level) => self.close_heading(level, blocks),
            Kind::Quote if blocks.is_empty() => {}
            Kind::Quote => self.add(Block::Quote(blocks)),
            Kind::List { list, footnotes } => {
                match list {
                    list if list.items.is_empty() => {}
                    list if is_layout(&list) => list.items.into_iter().flatten().for_each(|block| self.add(block)),
                    list => self.add(Block::List(list)),
                }
                footnotes.into_iter().for_each(|footnote| self.add(footnote));
            }
            Kind::Item => self.close_into(|kind| {
                if let Kind::List { list, .. } = kind {
                    list.items.push(blocks)
                }
            }),
            Kind::Footnote { label } => {
                let blocks = without_label(blocks, &label);
                if !blocks.is_empty() {
                    self.add(Block::Footnote { label, content: blocks });
                }
            }
            Kind::Definitions(definitions) if definitions.is_empty() => {}
            Kind::Definitions(definitions) => self.add(Block::Definitions(definitions)),
            Kind::Term => self.close_into(|kind| add_term(kind, flatten_to_line(blocks))),
            Kind::Details => self.close_into(|kind| add_details(kind, blocks)),
            Kind::Figure { images, caption } => self.close_figure(images, caption, blocks),
            Kind::FigureCaption => self.close_into(|kind| {
                if let Kind::Figure { caption, .. } = kind {
                    append_line(caption, flatten(blocks));
                }
            }),
            Kind::Table { caption, rows } => {
                let table = table::grid(caption, rows);
                if !table.rows.is_empty() {
                    self.add(Block::Table(table));
                }
            }
            Kind::TableCaption => self.close_into(|kind| {
                if let Kind::Table { caption, .. } = kind {
                    append_line(caption, flatten_to_line(blocks));
                }
            }),
            Kind::Row(row) => self.close_into(|kind| {
                if let Kind::Table { rows, .. } = kind {
                    rows.push(row)
                }
            }),
            Kind::Cell(cell) => {
                let content = flatten(blocks);
                self.close_into(|kind| {
                    if let Kind::Row(row) = kind {
                        row.cells.push(Cell { content, ..cell })
                    }
                });
            }
            Kind::Code { language, text } => {
                let text = code::tidy(&text);
                if !text.is_empty() {
                    self.add(Block::Code { language, text });
                }
            }
        }
    }

    fn close_into(&mut self, change: impl FnOnce(&mut Kind)) {
        if let Some(frame) = self.frames.last_mut() {
            change(&mut frame.kind);
        }
    }

    fn close_heading(&mut self, level: u8, blocks: Vec<Block>) {
        let (figures, words): (Vec<_>, Vec<_>) =
            blocks.into_iter().partition(|block| matches!(block, Block::Figure { .. }));
        let content = without_strong(flatten_to_line(words));
        if !content.is_empty() {
            self.add(Block::Heading { level, content });
        }
        figures.into_iter().for_each(|figure| self.add(figure));
    }

    /// A figure is images with a caption; what else stood in it follows as it is.
    fn close_figure(&mut self, mut images: Vec<Image>, caption: Vec<Inline>, blocks: Vec<Block>) {
        let mut others = Vec::new();
        for block in blocks {
            match block {
                Block::Figure { images: inner, caption: inner_caption } if inner_caption.is_empty() => {
                    images.extend(inner)
                }
                other => others.push(other),
            }
        }
        others.into_iter().for_each(|block| self.add(block));
        if !images.is_empty() {
            self.add(Block::Figure { images, caption });
        } else if !caption.is_empty() {
            self.add(Block::Paragraph(caption));
        }
    }
}

/// Whether a list only lays out sections (posts, products, teasers): most of its items have headings of their own.
fn is_layout(list: &List) -> bool {
    let is_section = |item: &&Vec<Block>| item.iter().any(|block| matches!(block, Block::Heading { .. }));
    2 * list.items.iter().filter(is_section).count() > list.items.len()
}

fn append_line(line: &mut Vec<Inline>, more: Vec<Inline>) {
    if !line.is_empty() && !more.is_empty() {
        line.push(Inline::Text(" ".to_owned()));
    }
    line.extend(more);
}

fn add_term(kind: &mut Kind, term: Vec<Inline>) {
    let Kind::Definitions(definitions) = kind else { return };
    match definitions.last_mut() {
        _ if term.is_empty() => {}
        Some(last) if last.details.is_empty() => last.terms.push(term),
        _ => definitions.push(Definition { terms: vec![term], details: Vec::new() }),
    }
}

fn add_details(kind: &mut Kind, blocks: Vec<Block>) {
    let Kind::Definitions(definitions) = kind else { return };
    match definitions.last_mut() {
        _ if blocks.is_empty() => {}
        Some(last) => last.details.push(blocks),
        None => definitions.push(Definition { terms: Vec::new(), details: vec![blocks] }),
    }
}

/// A note that repeats its own label (`1. The counter ...`) shows it once, as its label.
fn without_label(mut blocks: Vec<Block>, label: &str) -> Vec<Block> {
    if let Some(Block::Paragraph(line)) = blocks.first_mut()
        && let Some(Inline::Text(text)) = line.first_mut()
    {
        let rest = text.trim_start_matches(['[', '(', '^']).strip_prefix(label);
        let rest = rest.and_then(|rest| rest.strip_prefix(['.', ')', ']', ':']));
        if let Some(rest) = rest.map(str::trim_start).map(str::to_owned) {
            *text = rest;
        }
    }
    blocks
}

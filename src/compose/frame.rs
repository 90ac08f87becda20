//! Containers under construction: what an open element collects, and what it becomes when it closes.

use super::table::{Cell, Row};
use crate::article::{Block, Definition, Image, Inline, List};

/// An open container and the flow it has collected so far.
#[derive(Debug)]
pub struct Frame {
    /// What it becomes.
    pub kind: Kind,
    /// Its finished flow.
    pub blocks: Vec<Block>,
}

/// The kinds of containers.
#[derive(Debug)]
pub enum Kind {
    Root,
    Heading(u8),
    Quote,
    List { list: List, footnotes: Vec<Block> },
    Item,
    Footnote { label: String },
    Definitions(Vec<Definition>),
    Term,
    Details,
    Figure { images: Vec<Image>, caption: Vec<Inline> },
    FigureCaption,
    Table { caption: Vec<Inline>, rows: Vec<Row> },
    TableCaption,
    Row(Row),
    Cell(Cell),
    Code { language: Option<String>, text: String },
}

impl Frame {
    /// An empty container.
    pub fn new(kind: Kind) -> Self {
        Self { kind, blocks: Vec::new() }
    }

    /// Adds a finished block; containers that hold no flow of their own make room for it.
    pub fn add(&mut self, block: Block) {
        match &mut self.kind {
            Kind::List { list, footnotes } => match block {
                Block::Footnote { .. } => footnotes.push(block),
                Block::List(_) if !list.items.is_empty() => {
                    // A list directly inside a list belongs to the item before it.
                    if let Some(last) = list.items.last_mut() {
                        last.push(block);
                    }
                }
                other => list.items.push(vec![other]),
            },
            Kind::Definitions(definitions) => match definitions.last_mut() {
                Some(last) => last.details.push(vec![block]),
                None => definitions.push(Definition { terms: Vec::new(), details: vec![vec![block]] }),
            },
            Kind::Row(row) => {
                row.cells.push(Cell { content: flatten(vec![block]), colspan: 1, rowspan: 1, is_header: false })
            }
            Kind::Table { rows, .. } => {
                let cell = Cell { content: flatten(vec![block]), colspan: 1, rowspan: 1, is_header: false };
                rows.push(Row { cells: vec![cell], is_in_head: false });
            }
            _ => self.blocks.push(block),
        }
    }
}

/// All words of a flow as one line, former blocks apart by line breaks: for headings, captions and cells.
pub fn flatten(blocks: Vec<Block>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for block in blocks {
        let line = flatten_block(block);
        if !line.is_empty() {
            if !out.is_empty() {
                out.push(Inline::LineBreak);
            }
            out.extend(line);
        }
    }
    out
}

fn flatten_block(block: Block) -> Vec<Inline> {
    match block {
        Block::Heading { content, .. } | Block::Paragraph(content) => content,
        Block::List(list) => flatten(list.items.into_iter().flatten().collect()),
        Block::Table(table) => {
            let cells = table.rows.into_iter().flatten().map(Block::Paragraph);
            flatten([Block::Paragraph(table.caption)].into_iter().chain(cells).collect())
        }
        Block::Code { text, .. } => vec![Inline::Code(text.replace('\n', " "))],
        Block::Quote(blocks) | Block::Footnote { content: blocks, .. } => flatten(blocks),
        Block::Figure { images, caption } => images.into_iter().map(Inline::Image).chain(caption).collect(),
        Block::Definitions(definitions) => {
            let parts = definitions.into_iter().flat_map(|definition| {
                let terms = definition.terms.into_iter().map(Block::Paragraph);
                terms.chain(definition.details.into_iter().flatten()).collect::<Vec<_>>()
            });
            flatten(parts.collect())
        }
        Block::Math(tex) => vec![Inline::Math(tex)],
        Block::Rule => Vec::new(),
    }
}

/// A flow as one line of text with spaces where it had breaks.
pub fn flatten_to_line(blocks: Vec<Block>) -> Vec<Inline> {
    let mut line = flatten(blocks);
    for inline in &mut line {
        if *inline == Inline::LineBreak {
            *inline = Inline::Text(" ".to_owned());
        }
    }
    line
}

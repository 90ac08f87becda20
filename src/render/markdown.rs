//! An article goes in, GitHub-flavoured Markdown comes out: read back, it holds the same words in the same structure.

mod delimiters;
mod escape;
mod inline;
mod lines;

use std::collections::{HashMap, HashSet};

use self::inline::{Place, Writer};
use super::inline::fold;
use super::layout::{self, Part, Shape};
use super::{RenderOptions, address, all_blocks, shows_captions, stands_alone, title};
use crate::article::{Article, Block, Definition, Image, Inline, List, Table};

/// The largest number that CommonMark reads as a list marker (nine digits).
const MAX_LIST_NUMBER: u64 = 999_999_999;

/// Renders an article as Markdown.
pub fn render(article: &Article, options: &RenderOptions) -> String {
    let labels = footnote_labels(article);
    let inline = Writer { options, labels: &labels };
    let markdown = Markdown { options, has_captions: shows_captions(article, options), inline };
    let mut flow = Flow { markdown: &markdown, parts: Vec::new(), is_top: true };
    if let Some(title) = title(article, options) {
        flow.heading(1, &[Inline::Text(title)]);
    }
    flow.blocks(all_blocks(article));
    layout::finish(layout::stack(&flow.parts))
}

/// Labels of the footnotes that can be written as such: defined once, outside of any container, of plain characters.
fn footnote_labels(article: &Article) -> HashSet<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for block in all_blocks(article) {
        if let Block::Footnote { label, .. } = block {
            *counts.entry(fold(label).to_lowercase()).or_default() += 1;
        }
    }
    let is_plain = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    counts.into_iter().filter(|(label, count)| *count == 1 && is_plain(label)).map(|(label, _)| label).collect()
}

struct Markdown<'a> {
    options: &'a RenderOptions,
    has_captions: bool,
    inline: Writer<'a>,
}

/// A sequence of blocks in one container.
struct Flow<'a> {
    markdown: &'a Markdown<'a>,
    parts: Vec<Part>,
    /// Whether this is the document itself rather than a list item or a quote.
    is_top: bool,
}

impl<'a> Flow<'a> {
    fn blocks<'b>(&mut self, blocks: impl IntoIterator<Item = &'b Block>) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, content } => self.heading(*level, content),
            Block::Paragraph(content) => self.paragraph(content),
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Code { language, text } => {
                let text = fence(language.as_deref().unwrap_or_default(), &layout::code(text));
                self.push(text, Shape::Other);
            }
            Block::Quote(blocks) => {
                let inner = layout::stack(&self.inner(blocks));
                if !inner.is_empty() {
                    self.push(layout::indent(&inner, "> ", "> "), Shape::Other);
                }
            }
            Block::Figure { images, caption } => self.figure(images, caption),
            Block::Definitions(definitions) => definitions.iter().for_each(|definition| self.definition(definition)),
            Block::Math(tex) => self.math(&fold(tex)),
            Block::Footnote { label, content } => self.footnote(&fold(label), content),
            // Stars: dashes could be read as a list's bullet or as the fence of a front matter.
            Block::Rule => self.push("***".to_owned(), Shape::Other),
        }
    }

    fn push(&mut self, text: String, shape: Shape) {
        layout::push(&mut self.parts, text, shape);
    }

    /// The parts of a container inside of this one.
    fn inner(&self, blocks: &[Block]) -> Vec<Part> {
        let mut flow = Flow { markdown: self.markdown, parts: Vec::new(), is_top: false };
        flow.blocks(blocks);
        flow.parts
    }

    fn inline(&self, content: &[Inline], place: Place) -> String {
        self.markdown.inline.render(content, place)
    }

    fn heading(&mut self, level: u8, content: &[Inline]) {
        let words = self.inline(content, Place::Heading);
        if !words.is_empty() {
            self.push(format!("{} {words}", "#".repeat(usize::from(level.clamp(1, 6)))), Shape::Other);
        }
    }

    fn paragraph(&mut self, content: &[Inline]) {
        self.push(self.inline(content, Place::Paragraph), Shape::Paragraph);
    }

    fn list(&mut self, list: &List) {
        let items = list.items.iter().map(|item| self.inner(item)).collect();
        let start = list.start.map(|start| start.min(MAX_LIST_NUMBER));
        let items = layout::items(start, items, Vec::is_empty);
        let has_empty_first = items.first().is_some_and(|(_, parts)| parts.is_empty());
        let marker = self.list_marker(start.is_some());
        let items: Vec<(String, Vec<Part>)> = items
            .into_iter()
            .map(|(number, parts)| {
                let number = number.map(|number| number.min(MAX_LIST_NUMBER).to_string()).unwrap_or_default();
                (format!("{number}{marker}"), parts)
            })
            .collect();
        let mut part = layout::list(&items, marker);
        // Only these can follow a line of a paragraph (CommonMark 5.3).
        let can_interrupt = start.is_none_or(|start| start == 1) && !has_empty_first;
        if let Shape::List { is_tight, .. } = &mut part.shape {
            *is_tight &= can_interrupt;
        }
        self.push(part.text, part.shape);
    }

    /// The marker of a list: another one than that of a list directly before, since equal ones would make one list.
    fn list_marker(&self, is_ordered: bool) -> char {
        let previous = match self.parts.last().map(|part| part.shape) {
            Some(Shape::List { marker, .. }) => Some(marker),
            _ => None,
        };
        match (is_ordered, previous) {
            (true, Some('.')) => ')',
            (true, _) => '.',
            (false, Some('-')) => '+',
            (false, _) => '-',
        }
    }

    fn table(&mut self, table: &Table) {
        self.paragraph(&table.caption);
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
        if columns == 0 {
            return;
        }
        let row = |cells: &[Vec<Inline>]| {
            let mut line = String::from("|");
            for column in 0..columns {
                let cell = cells.get(column).map(|cell| self.inline(cell, Place::Cell)).unwrap_or_default();
                line.push_str(&format!(" {cell} |"));
            }
            line
        };
        // The grammar wants one header row, whatever the page has.
        let (header, body) = table.rows.split_at(table.header_rows.min(1));
        let mut lines = vec![header.first().map_or_else(|| row(&[]), |cells| row(cells))];
        lines.push(format!("|{}", " --- |".repeat(columns)));
        lines.extend(body.iter().map(|cells| row(cells)));
        self.push(lines.join("\n"), Shape::Other);
    }

    fn figure(&mut self, images: &[Image], caption: &[Inline]) {
        if self.markdown.options.has_images {
            let images = images.iter().filter(|image| address::image(&image.source).is_some());
            let line: Vec<Inline> =
                images.flat_map(|image| [Inline::Image(image.clone()), Inline::Text(" ".to_owned())]).collect();
            self.push(self.inline(&line, Place::Paragraph), Shape::Other);
        }
        if self.markdown.has_captions || stands_alone(caption, images) {
            self.paragraph(caption);
        }
    }

    /// Terms are strong lines: the grammar has no definition lists.
    fn definition(&mut self, definition: &Definition) {
        for term in &definition.terms {
            self.paragraph(&[Inline::Strong(term.clone())]);
        }
        for details in &definition.details {
            self.blocks(details);
        }
    }

    fn math(&mut self, tex: &str) {
        if tex.is_empty() {
            return;
        }
        if escape::is_safe_tex(tex) {
            self.push(format!("$${tex}$$"), Shape::Paragraph);
        } else {
            self.push(fence("math", tex), Shape::Other);
        }
    }

    fn footnote(&mut self, label: &str, content: &[Block]) {
        if self.is_top && self.markdown.inline.labels.contains(&label.to_lowercase()) {
            let inner = layout::stack(&self.inner(content));
            self.push(layout::indent(&inner, &format!("[^{label}]: "), "    "), Shape::Other);
            return;
        }
        let mut mark = vec![Inline::Text(format!("[{label}] "))];
        let rest = match content {
            [Block::Paragraph(words), rest @ ..] => {
                mark.extend(words.iter().cloned());
                rest
            }
            _ => content,
        };
        self.paragraph(&mark);
        self.blocks(rest);
    }
}

/// Code between fences that are longer than any run of backticks inside. Empty for empty code.
fn fence(language: &str, code: &str) -> String {
    if code.is_empty() {
        return String::new();
    }
    let is_plain = language.chars().all(|c| c.is_alphanumeric() || "+-#._".contains(c));
    let language = if is_plain { language } else { "" };
    let fence = "`".repeat(escape::longest_run(code, '`').max(2) + 1);
    format!("{fence}{language}\n{code}\n{fence}")
}

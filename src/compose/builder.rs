//! Reads the page's flow once more and turns what is kept into structured blocks.

use std::collections::HashSet;

use super::code;
use super::frame::{Frame, Kind};
use super::image;
use super::kept::Kept;
use super::link::Base;
use super::paragraphs::{as_block, split_paragraphs};
use super::runs::{Line, Look, Style};
use super::table::{self, Cell, Row};
use crate::article::{Block, List};
use crate::blocks::flow::Event;
use crate::blocks::math::Formula;
use crate::blocks::{Footnotes, Page, footnotes};
use crate::dom::{NodeRef, Tag};

/// Deepest nesting of containers in an article; deeper ones are unwrapped.
const MAX_NESTING: usize = 32;

/// What composing needs to know besides the page.
#[derive(Debug)]
pub struct ComposeOptions<'a> {
    /// Base of relative addresses.
    pub base: &'a Base,
    /// Whether data tables are kept.
    pub has_tables: bool,
}

/// Builds the article's blocks from the blocks of the page for which `kept` is true.
pub fn compose(page: &Page<'_>, kept: &[bool], options: &ComposeOptions<'_>) -> Vec<Block> {
    let kept = Kept::new(page, kept);
    let footnotes = footnotes(page, |reference| kept.has_kept(reference), |note| kept.has_kept(note));
    let mut builder = Builder {
        page,
        options,
        kept,
        footnotes,
        frames: vec![Frame::new(Kind::Root)],
        open: Vec::new(),
        line: Line::default(),
        seen_images: HashSet::new(),
        element_count: 0,
        leaf_count: 0,
        muted_depth: 0,
        pending_rule: false,
        was_last_leaf_kept: false,
    };
    let mut at = 0;
    while let Some(event) = page.flow.get(at) {
        at = builder.take(event).unwrap_or(at + 1);
    }
    builder.finish()
}

/// An open element of the page: what must be undone when it ends.
struct Open {
    index: u32,
    /// Whether a frame was opened for it.
    has_frame: bool,
    /// Whether lines end at its edges.
    is_block: bool,
    /// Whether it silences its text (back links of footnotes, references shown otherwise, dropped tables).
    is_muted: bool,
    /// How text inside it looks.
    look: Look,
}

pub struct Builder<'a> {
    page: &'a Page<'a>,
    options: &'a ComposeOptions<'a>,
    kept: Kept<'a>,
    footnotes: Footnotes,
    pub(super) frames: Vec<Frame>,
    open: Vec<Open>,
    line: Line,
    seen_images: HashSet<String>,
    element_count: u32,
    leaf_count: u32,
    muted_depth: usize,
    pending_rule: bool,
    was_last_leaf_kept: bool,
}

impl<'a> Builder<'a> {
    /// Takes an event; gives the place in the flow of the next one, unless that simply follows.
    fn take(&mut self, event: &Event<'a>) -> Option<usize> {
        match event {
            Event::Enter(node) if self.is_skipped(node.value().tag()) => return Some(self.skip()),
            Event::Enter(node) => self.enter(*node),
            Event::Leave(_) => self.leave(),
            Event::Text(text) => self.text(text),
            Event::Math(formula) => self.math(formula.clone()),
            Event::Break => self.line_break(),
            Event::SoftBreak => {}
            Event::Gap => self.line.push_space(),
            Event::Image(node) => self.image(*node),
        }
        None
    }

    /// Whether an element that begins here is a part of the page of which nothing is kept. Inside a figure it may hold the image.
    fn is_skipped(&mut self, tag: Tag) -> bool {
        let blocks = self.page.elements[self.element_count as usize].blocks;
        let is_part = (tag.is_block() || tag == Tag::Noscript) && blocks.0 < blocks.1;
        is_part && self.code_text().is_none() && !self.is_in_figure() && !self.kept.has_kept(self.element_count)
    }

    /// Leaves such an element out; gives the place in the flow of what follows it.
    fn skip(&mut self) -> usize {
        self.flush();
        let element = &self.page.elements[self.element_count as usize];
        self.element_count = element.end;
        self.leaf_count = element.leaf_end;
        self.was_last_leaf_kept = false;
        self.pending_rule = false;
        element.flow_end as usize
    }

    fn enter(&mut self, node: NodeRef<'a>) {
        let index = self.element_count;
        self.element_count += 1;
        let tag = node.value().tag();
        let is_in_code = self.code_text().is_some();
        let is_block = (tag.is_block() || tag == Tag::Noscript) && !is_in_code;
        if is_block {
            self.flush();
        } else if is_in_code && tag.is_block() {
            self.end_code_line();
        }
        if tag == Tag::Hr {
            self.pending_rule = self.was_last_leaf_kept;
        }
        let is_muted = self.is_muted(index, node);
        self.muted_depth += usize::from(is_muted);
        let frame = if is_in_code || !self.kept.has_kept(index) { None } else { self.frame_for(index, node) };
        let has_frame = frame.is_some();
        self.frames.extend(frame.map(Frame::new));
        let look = if is_block && has_frame { Look::default() } else { self.look_inside(node) };
        self.open.push(Open { index, has_frame, is_block, is_muted, look });
    }

    fn leave(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.muted_depth -= usize::from(open.is_muted);
        if open.is_block {
            self.flush();
        } else if self.page.elements[open.index as usize].tag.is_block() {
            self.end_code_line();
        }
        if open.has_frame
            && let Some(frame) = self.frames.pop()
        {
            self.close(frame);
        }
    }

    /// The container that an element opens, if it opens one here.
    fn frame_for(&self, index: u32, node: NodeRef<'a>) -> Option<Kind> {
        if let Some(label) = self.footnotes.notes.get(&index) {
            return Some(Kind::Footnote { label: label.clone() });
        }
        let tag = node.value().tag();
        if let Some(level) = tag.heading_level() {
            return (!matches!(self.frames.last()?.kind, Kind::Heading(_))).then_some(Kind::Heading(level));
        }
        if self.frames.len() >= MAX_NESTING && tag != Tag::Pre {
            return None;
        }
        match tag {
            Tag::Blockquote => Some(Kind::Quote),
            Tag::Ul | Tag::Menu | Tag::Dir => Some(Kind::List { list: List::default(), footnotes: Vec::new() }),
            Tag::Ol => Some(Kind::List {
                list: List { start: Some(first_number(node)), items: Vec::new() },
                footnotes: Vec::new(),
            }),
            Tag::Li => self.is_directly_in(|kind| matches!(kind, Kind::List { .. })).then_some(Kind::Item),
            Tag::Dl => Some(Kind::Definitions(Vec::new())),
            Tag::Dt => self.is_directly_in(|kind| matches!(kind, Kind::Definitions(_))).then_some(Kind::Term),
            Tag::Dd => self.is_directly_in(|kind| matches!(kind, Kind::Definitions(_))).then_some(Kind::Details),
            Tag::Figure => Some(Kind::Figure { images: Vec::new(), caption: Vec::new() }),
            Tag::Figcaption => {
                self.is_directly_in(|kind| matches!(kind, Kind::Figure { .. })).then_some(Kind::FigureCaption)
            }
            Tag::Pre | Tag::Listing | Tag::Xmp => {
                Some(Kind::Code { language: code::language(node), text: String::new() })
            }
            Tag::Table => self.is_data_table(index).then(|| Kind::Table { caption: Vec::new(), rows: Vec::new() }),
            Tag::Caption => {
                self.is_directly_in(|kind| matches!(kind, Kind::Table { .. })).then_some(Kind::TableCaption)
            }
            Tag::Tr => self.row(node),
            Tag::Td | Tag::Th => self.cell(node),
            _ => None,
        }
    }

    fn row(&self, node: NodeRef<'a>) -> Option<Kind> {
        let is_in_head = node.parent().is_some_and(|parent| parent.value().tag() == Tag::Thead);
        let is_in_table = self.is_directly_in(|kind| matches!(kind, Kind::Table { .. }));
        is_in_table.then(|| Kind::Row(Row { cells: Vec::new(), is_in_head }))
    }

    fn cell(&self, node: NodeRef<'a>) -> Option<Kind> {
        let is_in_row = self.is_directly_in(|kind| matches!(kind, Kind::Row(_)));
        is_in_row.then(|| {
            Kind::Cell(Cell {
                content: Vec::new(),
                colspan: table::span(node.value().attr("colspan"), true),
                rowspan: table::span(node.value().attr("rowspan"), false),
                is_header: node.value().tag() == Tag::Th,
            })
        })
    }

    fn is_directly_in(&self, accept: impl Fn(&Kind) -> bool) -> bool {
        self.frames.last().is_some_and(|frame| accept(&frame.kind))
    }

    fn is_data_table(&self, index: u32) -> bool {
        self.page.data_tables.binary_search(&index).is_ok()
    }

    fn is_muted(&self, index: u32, node: NodeRef<'a>) -> bool {
        match node.value().tag() {
            Tag::Table => !self.options.has_tables && self.is_data_table(index),
            Tag::A => self.footnotes.references.contains_key(&index) || self.footnotes.back_links.contains(&index),
            _ => false,
        }
    }

    /// How text directly inside the element looks, given how it looks around it.
    fn look_inside(&mut self, node: NodeRef<'a>) -> Look {
        let around = self.open.last().map(|open| open.look).unwrap_or_default();
        let style = match node.value().tag() {
            Tag::B | Tag::Strong => Style::Strong,
            Tag::Em | Tag::I | Tag::Cite | Tag::Dfn | Tag::Var => Style::Emphasis,
            Tag::S | Tag::Strike | Tag::Del => Style::Strikethrough,
            Tag::Sup => Style::Superscript,
            Tag::Sub => Style::Subscript,
            Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => Style::Code,
            Tag::A => return self.link_look(node, around),
            _ => return around,
        };
        Look { styles: around.styles.with(style), ..around }
    }

    fn link_look(&mut self, node: NodeRef<'a>, around: Look) -> Look {
        let index = self.element_count - 1;
        if let Some(label) = self.footnotes.references.get(&index)
            && self.muted_depth == 1
            && self.kept.has_kept(index)
        {
            self.line.push_footnote_reference(label.clone());
            return around;
        }
        if !self.kept.may_show_link(index) {
            return around;
        }
        let target = node.value().attr("href").and_then(|href| self.options.base.link(href));
        Look { link: target.map(|target| self.line.add_target(target)), ..around }
    }

    fn text(&mut self, text: &str) {
        let Some(is_kept) = self.next_leaf() else {
            if self.code_text().is_none() {
                self.line.push_text(text, Look::default()); // white space between words
            }
            return;
        };
        if !is_kept || self.muted_depth > 0 {
            return;
        }
        self.place_rule();
        let look = self.open.last().map(|open| open.look).unwrap_or_default();
        match self.code_text() {
            Some(code) => code.push_str(text),
            None => self.line.push_text(text, look),
        }
    }

    fn math(&mut self, formula: Formula) {
        if self.next_leaf() != Some(true) || self.muted_depth > 0 {
            return;
        }
        let look = self.open.last().map(|open| open.look).unwrap_or_default();
        if formula.is_display && self.line.is_empty() && self.can_hold_display_math() {
            self.add(Block::Math(formula.tex));
        } else {
            self.line.push_math(formula.tex, look);
        }
    }

    fn can_hold_display_math(&self) -> bool {
        self.is_directly_in(|kind| {
            matches!(kind, Kind::Root | Kind::Quote | Kind::Item | Kind::Details | Kind::Footnote { .. })
        })
    }

    /// Counts a leaf and tells whether its block is kept; `None` for white space of no block.
    fn next_leaf(&mut self) -> Option<bool> {
        let leaf = self.leaf_count;
        self.leaf_count += 1;
        let is_kept = self.kept.is_leaf_kept(leaf)?;
        self.was_last_leaf_kept = is_kept;
        self.pending_rule &= is_kept;
        Some(is_kept)
    }

    fn line_break(&mut self) {
        match self.code_text() {
            Some(code) => code.push('\n'),
            None => self.line.push_break(),
        }
    }

    fn image(&mut self, node: NodeRef<'a>) {
        self.line.push_space();
        let Some(around) = self.open.last() else { return };
        let (index, look) = (around.index, around.look);
        if self.muted_depth > 0 || self.code_text().is_some() || !self.is_wanted(index) {
            return;
        }
        let Some(image) = image::image(node, self.options.base) else { return };
        if !self.seen_images.insert(image.source.clone()) {
            return;
        }
        match self.frames.last_mut().map(|frame| &mut frame.kind) {
            Some(Kind::Figure { images, .. }) => images.push(image),
            _ => self.line.push_image(image, look),
        }
    }

    /// Whether an image at a place belongs to the article: by the text around it, or by its figure's.
    fn is_wanted(&self, index: u32) -> bool {
        self.kept.is_in_kept_surroundings(index) || self.is_in_figure() && self.kept.is_in_kept_figure(index)
    }

    fn is_in_figure(&self) -> bool {
        self.is_directly_in(|kind| matches!(kind, Kind::Figure { .. }))
    }

    fn place_rule(&mut self) {
        if std::mem::take(&mut self.pending_rule) && self.frames.len() == 1 && self.line.is_empty() {
            self.add(Block::Rule);
        }
    }

    fn code_text(&mut self) -> Option<&mut String> {
        match &mut self.frames.last_mut()?.kind {
            Kind::Code { text, .. } => Some(text),
            _ => None,
        }
    }

    fn end_code_line(&mut self) {
        if let Some(code) = self.code_text()
            && !code.is_empty()
            && !code.ends_with('\n')
        {
            code.push('\n');
        }
    }

    /// Ends the line and adds it to the innermost container as a paragraph, or as a figure if it holds images only.
    fn flush(&mut self) {
        if self.line.is_empty() {
            return;
        }
        for paragraph in split_paragraphs(self.line.take()) {
            self.add(as_block(paragraph));
        }
    }

    pub(super) fn add(&mut self, block: Block) {
        if let Some(frame) = self.frames.last_mut() {
            frame.add(block);
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush();
        while self.frames.len() > 1 {
            if let Some(frame) = self.frames.pop() {
                self.close(frame);
            }
        }
        self.frames.pop().map(|root| root.blocks).unwrap_or_default()
    }
}

/// Number of an ordered list's first item: `start`, or the first item's `value`.
fn first_number(list: NodeRef<'_>) -> u64 {
    let first_item = list.children().find(|child| child.value().tag() == Tag::Li);
    let value = first_item.and_then(|item| item.value().attr("value")).or_else(|| list.value().attr("start"));
    value.and_then(|number| number.trim().parse().ok()).unwrap_or(1)
}

//! Cuts a page into text blocks: one leaf run of text in block-level flow each.

use crate::blocks::flow::{Event, Flow};
use crate::blocks::page::{ElementInfo, Page, TextBlock, Visibility};
use crate::blocks::table::data_tables;
use crate::blocks::text::{FoldedText, text_units};
use crate::dom::{Dom, Element, NodeRef, Notice, Tag, trim, trim_start};

/// Cuts a page into blocks. Every leaf of the flow ends up in at most one block; hidden ones are kept and marked.
/// `notices` are those of the page.
pub fn segment<'a>(dom: &'a Dom, notices: Vec<Notice<'a>>) -> Page<'a> {
    let mut segmenter = Segmenter::new(dom, notices);
    for event in Flow::new(dom) {
        segmenter.take(&event);
        segmenter.page.flow.push(event);
    }
    segmenter.finish()
}

struct Segmenter<'a> {
    page: Page<'a>,
    /// Indices of the open elements.
    open: Vec<u32>,
    run: Run,
    link_depth: usize,
    strong_depth: usize,
    preformatted_depth: usize,
    leaf_count: u32,
}

/// The block being read.
#[derive(Default)]
struct Run {
    text: FoldedText,
    /// Text inside `<pre>`, as written.
    verbatim: String,
    block: TextBlock,
    /// Line breaks since the last text.
    pending_breaks: u32,
}

impl<'a> Segmenter<'a> {
    fn new(dom: &'a Dom, notices: Vec<Notice<'a>>) -> Self {
        // About half of a page's nodes are elements, which begin and end, and half are texts; seldom more than five in eight.
        let most = dom.node_count() * 5 / 8;
        Self {
            page: Page {
                classes: dom.classes(),
                title: None,
                headline: None,
                is_plain_text: false,
                notices,
                flow: Vec::with_capacity(dom.node_count() + most),
                elements: Vec::with_capacity(most),
                blocks: Vec::new(),
                block_of_leaf: Vec::with_capacity(most),
                data_tables: Vec::new(),
            },
            open: Vec::new(),
            run: Run::default(),
            link_depth: 0,
            strong_depth: 0,
            preformatted_depth: 0,
            leaf_count: 0,
        }
    }

    fn take(&mut self, event: &Event<'a>) {
        match event {
            Event::Enter(node) => self.enter(*node),
            Event::Leave(node) => self.leave(*node),
            Event::Text(text) => self.text(text),
            Event::Math(formula) => self.math(&formula.tex),
            Event::Break => self.line_break(),
            Event::SoftBreak => {}
            Event::Image(_) | Event::Gap => self.run.text.push_space(),
        }
    }

    fn enter(&mut self, node: NodeRef<'a>) {
        let Some(element) = node.value().element() else { return };
        let tag = element.tag();
        if is_boundary(tag) && self.preformatted_depth == 0 {
            self.flush();
        } else if self.preformatted_depth > 0 && is_boundary(tag) {
            self.end_code_line();
        }
        let index = self.page.elements.len() as u32;
        let parent = self.open.last().copied().unwrap_or(index);
        let (depth, outer) = match self.page.elements.get(parent as usize) {
            Some(info) => (info.depth.saturating_add(1), info.visibility),
            None => (0, Visibility::Shown),
        };
        let first_block = self.page.blocks.len() as u32;
        self.page.elements.push(ElementInfo {
            node,
            tag,
            parent,
            depth,
            visibility: outer.max(own_visibility(element)),
            blocks: (first_block, first_block),
            end: index + 1,
            leaf_end: self.leaf_count,
            flow_end: 0,
        });
        self.open.push(index);
        self.count_depths(tag, 1);
    }

    fn leave(&mut self, node: NodeRef<'a>) {
        let tag = node.value().tag();
        self.count_depths(tag, -1);
        if is_boundary(tag) && self.preformatted_depth == 0 {
            self.flush();
        } else if self.preformatted_depth > 0 && is_boundary(tag) {
            self.end_code_line();
        }
        if let Some(index) = self.open.pop() {
            let end = self.page.elements.len() as u32;
            let info = &mut self.page.elements[index as usize];
            info.blocks.1 = self.page.blocks.len() as u32;
            info.end = end;
            info.leaf_end = self.leaf_count;
            info.flow_end = self.page.flow.len() as u32 + 1;
        }
    }

    fn count_depths(&mut self, tag: Tag, change: isize) {
        let depth = match tag {
            Tag::A => &mut self.link_depth,
            Tag::B | Tag::Strong | Tag::Em | Tag::I => &mut self.strong_depth,
            _ if tag.is_preformatted() => &mut self.preformatted_depth,
            _ => return,
        };
        *depth = depth.saturating_add_signed(change);
    }

    fn text(&mut self, text: &str) {
        let leaf = self.next_leaf();
        let words = trim(text);
        if words.is_empty() && self.preformatted_depth == 0 {
            self.run.text.push_space();
            return;
        }
        if self.run.pending_breaks > 1 && self.preformatted_depth == 0 {
            self.flush();
        }
        self.begin_run(leaf);
        self.measure(text_units(words) as u32);
        if self.preformatted_depth > 0 {
            self.run.verbatim.push_str(text);
        } else {
            self.run.text.push(text);
        }
    }

    fn math(&mut self, tex: &str) {
        let leaf = self.next_leaf();
        self.begin_run(leaf);
        let units = text_units(tex) as u32;
        self.measure(units);
        self.run.block.math_units += units;
        self.run.text.push(tex);
    }

    fn line_break(&mut self) {
        self.run.pending_breaks += 1;
        if self.preformatted_depth > 0 {
            self.run.verbatim.push('\n');
        } else {
            self.run.text.push_space();
        }
    }

    fn end_code_line(&mut self) {
        if !self.run.verbatim.is_empty() && !self.run.verbatim.ends_with('\n') {
            self.run.verbatim.push('\n');
        }
    }

    fn next_leaf(&mut self) -> u32 {
        let leaf = self.leaf_count;
        self.leaf_count += 1;
        self.page.block_of_leaf.push(None);
        leaf
    }

    fn begin_run(&mut self, leaf: u32) {
        let run = &mut self.run;
        if run.block.leaves.1 == 0 {
            run.block.leaves.0 = leaf;
            run.block.visibility = Visibility::Hidden;
            run.block.is_preformatted = self.preformatted_depth > 0;
        }
        run.block.break_count += std::mem::take(&mut run.pending_breaks);
        run.block.leaves.1 = leaf + 1;
        let around = self.open.last().map_or(Visibility::Shown, |&index| self.page.elements[index as usize].visibility);
        // A block is as visible as its most visible part.
        run.block.visibility = run.block.visibility.min(around);
        self.page.block_of_leaf[leaf as usize] = Some(self.page.blocks.len() as u32);
    }

    fn measure(&mut self, units: u32) {
        self.run.block.units += units;
        if self.link_depth > 0 {
            self.run.block.link_units += units;
        }
        if self.strong_depth > 0 {
            self.run.block.strong_units += units;
        }
    }

    /// Ends the block being read; white space alone makes none.
    fn flush(&mut self) {
        let run = &mut self.run;
        run.pending_breaks = 0;
        if run.block.leaves.1 == 0 {
            run.verbatim.clear();
            return;
        }
        let mut block = std::mem::take(&mut run.block);
        let verbatim = std::mem::take(&mut run.verbatim);
        let folded = run.text.take();
        block.text = if block.is_preformatted { verbatim } else { folded };
        if trim_start(&block.text).is_empty() {
            let (first, end) = block.leaves;
            self.page.block_of_leaf[first as usize..end as usize].fill(None);
            return;
        }
        block.element = self.innermost_block_element();
        self.page.blocks.push(block);
    }

    fn innermost_block_element(&self) -> u32 {
        let is_block = |&&index: &&u32| is_boundary(self.page.elements[index as usize].tag);
        self.open.iter().rev().find(is_block).copied().unwrap_or(0)
    }

    fn finish(mut self) -> Page<'a> {
        self.flush();
        self.page.data_tables = data_tables(&self.page);
        self.page
    }
}

/// Whether text never runs across the element's edges.
fn is_boundary(tag: Tag) -> bool {
    tag.is_block() || tag == Tag::Noscript
}

fn own_visibility(element: &Element) -> Visibility {
    if element.tag() == Tag::Noscript {
        return Visibility::Noscript;
    }
    let is_closed_dialog = element.tag() == Tag::Dialog && element.attr("open").is_none();
    let mut visibility = if is_closed_dialog { Visibility::Hidden } else { Visibility::Shown };
    for (name, value) in element.attributes() {
        visibility = visibility.max(match name {
            "hidden" if value != "until-found" => Visibility::Hidden,
            "style" if is_hiding_style(value) => Visibility::Hidden,
            "aria-hidden" if value == "true" => Visibility::AriaHidden,
            _ => Visibility::Shown,
        });
    }
    visibility
}

/// Whether an inline style hides its element.
fn is_hiding_style(style: &str) -> bool {
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(property, value)| {
        let property = property.trim();
        let value = || value.trim().trim_end_matches("!important").trim_end();
        let hides =
            |name: &str, hiding: &str| property.eq_ignore_ascii_case(name) && value().eq_ignore_ascii_case(hiding);
        hides("display", "none") || hides("visibility", "hidden")
    })
}

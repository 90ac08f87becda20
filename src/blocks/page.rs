//! The nouns of segmentation: a page, its elements in source order and its text blocks.

use std::ops::Range;

use crate::blocks::flow::Event;
use crate::dom::{Classes, NodeRef, Notice, Tag};

/// A page cut into text blocks.
#[derive(Debug)]
pub struct Page<'a> {
    /// The title, where the metadata name one, with all that its heading holds: what scoring compares blocks with.
    pub title: Option<String>,
    /// The same as a reader is given it, without labels and hidden parts.
    pub headline: Option<String>,
    /// Whether the page is a scrape without markup, so that wording and position are all there is to go by.
    pub is_plain_text: bool,
    /// The values of its class attributes.
    pub classes: &'a Classes,
    /// Elements that tell machines of the page, in source order, where they were read.
    pub notices: Vec<Notice<'a>>,
    /// What a reader meets, in order.
    pub flow: Vec<Event<'a>>,
    /// Elements that the page's flow visits, in source order: a parent stands before its children.
    pub elements: Vec<ElementInfo<'a>>,
    /// Text blocks in reading order.
    pub blocks: Vec<TextBlock>,
    /// For each leaf of the flow its block, if it has one (white space between blocks has none).
    pub block_of_leaf: Vec<Option<u32>>,
    /// Indices of the `<table>` elements that hold data, ascending; the others only lay the page out.
    pub data_tables: Vec<u32>,
}

/// An element of the page's flow and what its subtree holds.
#[derive(Debug, Clone, Copy)]
pub struct ElementInfo<'a> {
    /// Its node.
    pub node: NodeRef<'a>,
    /// Its tag.
    pub tag: Tag,
    /// Index of the parent element; the root is its own parent.
    pub parent: u32,
    /// Elements above it.
    pub depth: u16,
    /// Whether a browser without scripting shows it.
    pub visibility: Visibility,
    /// One past the last element inside it.
    pub end: u32,
    /// Blocks inside it, first and one past the last.
    pub blocks: (u32, u32),
    /// One past its last leaf.
    pub leaf_end: u32,
    /// One past its last event in the flow.
    pub flow_end: u32,
}

/// Whether a reader sees a block when the page has loaded, and if not, what hides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Visibility {
    /// Shown.
    #[default]
    Shown,
    /// `aria-hidden="true"`: shown, but said to be decoration.
    AriaHidden,
    /// Inside `<noscript>`: shown only without scripting.
    Noscript,
    /// The `hidden` attribute, a closed `<dialog>`, or an inline style.
    Hidden,
}

/// One leaf run of text in block-level flow.
#[derive(Debug, Clone, Default)]
pub struct TextBlock {
    /// Its text, white space folded (kept as written inside `<pre>`).
    pub text: String,
    /// Index of the innermost block-level element around it.
    pub element: u32,
    /// Its leaves, first and one past the last.
    pub leaves: (u32, u32),
    /// Amount of text in letters of an alphabetic script.
    pub units: u32,
    /// The part of `units` inside links.
    pub link_units: u32,
    /// The part of `units` in bold or emphasis.
    pub strong_units: u32,
    /// The part of `units` that is formulas.
    pub math_units: u32,
    /// Line breaks within it.
    pub break_count: u32,
    /// Whether and how it is hidden.
    pub visibility: Visibility,
    /// Whether it is preformatted text.
    pub is_preformatted: bool,
}

impl TextBlock {
    /// Share of the text that is inside links, 0 to 1.
    pub fn link_density(&self) -> f32 {
        self.link_units as f32 / self.units.max(1) as f32
    }
}

impl ElementInfo<'_> {
    /// The blocks inside it.
    pub fn block_range(&self) -> Range<usize> {
        self.blocks.0 as usize..self.blocks.1 as usize
    }

    /// The blocks that hold its text: those inside it, or the one that an inline element stands in. May end one past the page's last.
    pub fn text_blocks(&self) -> Range<u32> {
        let (first, end) = self.blocks;
        first..end.max(first + 1)
    }
}

impl<'a> Page<'a> {
    /// The address of the first `<base href>`, the base of all relative addresses (HTML standard, 4.2.3).
    pub fn base_href(&self) -> Option<&'a str> {
        let mut bases = self.notices.iter().map(|notice| notice.node.value()).filter(|node| node.tag() == Tag::Base);
        bases.find_map(|base| base.attr("href"))
    }

    /// Indices of an element and its ancestors, innermost first.
    pub fn self_and_ancestors(&self, element: u32) -> impl Iterator<Item = u32> + '_ {
        let mut next = Some(element);
        std::iter::from_fn(move || {
            let current = next?;
            let parent = self.elements[current as usize].parent;
            next = (parent != current).then_some(parent);
            Some(current)
        })
    }
}

//! Which blocks of the page are kept, as building asks for it: by leaf, by element, by surroundings.

use std::ops::Range;

use crate::blocks::{KeptText, Page};
use crate::dom::Tag;

/// Share of an element's text that must be kept for its images to be.
const MIN_KEPT_SHARE_FOR_IMAGES: f32 = 0.5;

/// The choice of blocks.
pub struct Kept<'a> {
    page: &'a Page<'a>,
    kept: &'a [bool],
    /// For each block how many before it are kept, and last how many are.
    counts: Vec<u32>,
    text: KeptText,
}

impl<'a> Kept<'a> {
    /// Sums the kept text up.
    pub fn new(page: &'a Page<'a>, kept: &'a [bool]) -> Self {
        let mut counts = Vec::with_capacity(kept.len() + 1);
        counts.push(0);
        let mut count = 0;
        for &is_kept in kept {
            count += u32::from(is_kept);
            counts.push(count);
        }
        Self { page, kept, counts, text: KeptText::new(page, kept) }
    }

    /// Whether a leaf's block is kept; `None` for white space of no block.
    pub fn is_leaf_kept(&self, leaf: u32) -> Option<bool> {
        self.page.block_of_leaf[leaf as usize].map(|block| self.kept[block as usize])
    }

    /// Whether anything in the element is kept; inline elements count the block they stand in.
    pub fn has_kept(&self, element: u32) -> bool {
        self.is_any_kept(self.page.elements[element as usize].text_blocks())
    }

    /// Whether a link may show in the article: because some of its text does, or an image in it.
    pub fn may_show_link(&self, element: u32) -> bool {
        let Range { start, end } = self.page.elements[element as usize].text_blocks();
        // Line breaks inside it may begin one more block.
        self.is_any_kept(start..end + 1) || self.is_in_kept_surroundings(element)
    }

    fn is_any_kept(&self, blocks: Range<u32>) -> bool {
        let end = blocks.end.min(self.kept.len() as u32);
        blocks.start < end && self.counts[end as usize] > self.counts[blocks.start as usize]
    }

    /// Whether a place is in a figure of which some text is kept, its caption as a rule.
    pub fn is_in_kept_figure(&self, element: u32) -> bool {
        let mut around = self.page.self_and_ancestors(element);
        let figure = around.find(|&element| self.page.elements[element as usize].tag == Tag::Figure);
        figure.is_some_and(|figure| self.has_kept(figure))
    }

    /// Whether most of the text around a place is kept, judged by the nearest element that has text.
    pub fn is_in_kept_surroundings(&self, element: u32) -> bool {
        let mut around =
            self.page.self_and_ancestors(element).map(|element| self.page.elements[element as usize].blocks);
        around.find(|&blocks| self.text.all_units(blocks) > 0).is_some_and(|blocks| {
            self.text.kept_units(blocks) as f32 >= MIN_KEPT_SHARE_FOR_IMAGES * self.text.all_units(blocks) as f32
        })
    }
}

//! Sums and repetitions of elements go in, the features that all blocks inside an element share come out, computed once.

use super::context::Sums;
use super::logarithms::Logarithms;
use super::structure::Structure;
use crate::blocks::Page;

/// What an element is as a container of blocks. Logarithms are natural, of one more than the count.
#[derive(Debug, Clone, Copy, Default)]
pub struct Container {
    /// Share of the text that is in links.
    pub link_density: f32,
    /// Logarithm of the text in letters.
    pub units_log: f32,
    /// Logarithm of the number of blocks.
    pub blocks_log: f32,
    /// Logarithm of the mean text of a block, in letters.
    pub mean_log: f32,
    /// Share of the page's paragraph text.
    pub share: f32,
    /// Share of the text that is in paragraphs.
    pub paragraph_share: f32,
    /// Form controls a block.
    pub controls_a_block: f32,
    /// Logarithm of the siblings that look like it.
    pub siblings_log: f32,
    /// Logarithm of the elements of the page that look like it.
    pub alike_log: f32,
    /// Logarithm of the headings inside it.
    pub headings_log: f32,
}

/// For each element what it is as a container; those without blocks are none.
pub fn containers(page: &Page<'_>, sums: &[Sums], structure: &Structure, logarithms: &Logarithms) -> Vec<Container> {
    let page_paragraph_units = sums.first().map_or(0, |total| total.paragraph_units);
    let container = |(index, sums): (usize, &Sums)| {
        if sums.blocks == 0 {
            return Container::default();
        }
        let end = page.elements[index].end as usize;
        Container {
            link_density: sums.link_density(),
            units_log: logarithms.of(sums.units),
            blocks_log: logarithms.of(sums.blocks),
            mean_log: logarithms.of(sums.units / sums.blocks),
            share: sums.paragraph_units as f32 / page_paragraph_units.max(1) as f32,
            paragraph_share: sums.paragraph_units as f32 / sums.units.max(1) as f32,
            controls_a_block: sums.controls as f32 / sums.blocks as f32,
            siblings_log: logarithms.of(structure.siblings[index]),
            alike_log: logarithms.of(structure.alike[index]),
            headings_log: logarithms.of(structure.headings[end] - structure.headings[index]),
        }
    };
    sums.iter().enumerate().map(container).collect()
}

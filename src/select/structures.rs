//! A choice of blocks goes in; the same choice with nothing torn apart comes out: tables whole, captions with their figures, listings and
//! formulas with the text around them, footnotes with the text that refers to them, terms with their definitions, prices with each other.

use std::ops::Range;

use super::{Draws, is_short};
use crate::article::PageType;
use crate::blocks::{KeptText, Page, Visibility, footnotes};
use crate::dom::Tag;
use crate::score::Scores;

/// Fewest blocks of one look that have one lot: that two look alike may be chance.
const MIN_ALIKE: u32 = 3;

/// Probability from which on a block stands for itself, whatever becomes of its look: where nothing has a class, the items of a menu look like
/// those of the text. Anything from .5 to .9 raises segment F of trafilatura's pages and word F1 of WCXB's documentation by .0004.
const MIN_OWN_PROBABILITY: f32 = 0.7;

/// Pages on which a short block that is chosen stays, whatever becomes of its look. By cross-validation word F1 of WCXB's listings rises by .002,
/// of documentation by .0005.
const NOT_BY_LOOK: [PageType; 2] = [PageType::Documentation, PageType::Listing];

/// Short blocks of one look, such as the prices of a list, are kept where most of them are, and else dropped on pages of organisations and
/// shops. On pages of running text each stands for itself. By cross-validation no figure moves by more than .002: readers see a list without gaps.
pub(super) fn unite_looks(draws: &Draws<'_>, least: f32, kept: &mut [bool]) {
    if draws.is_running_text {
        return;
    }
    let Scores { looks, probabilities, .. } = draws.scores;
    let stay_chosen = NOT_BY_LOOK.into_iter().any(|page_type| draws.scores.are_of(page_type));
    let mut counts = vec![(0, 0); looks.len()]; // blocks of a look, and how many of them are kept
    for (&look, &is_kept) in looks.iter().zip(&*kept) {
        let (all, chosen) = &mut counts[look as usize];
        *all += 1;
        *chosen += u32::from(is_kept);
    }
    for (block, &look) in looks.iter().enumerate() {
        let (all, chosen) = counts[look as usize];
        if all < MIN_ALIKE || chosen == 0 || !is_short(&draws.page.blocks[block]) {
            continue;
        }
        if 2 * chosen >= all {
            kept[block] |= probabilities[block] >= least;
        } else if !stay_chosen {
            kept[block] &= probabilities[block] >= MIN_OWN_PROBABILITY;
        }
    }
}

/// Share of a data table's text that must be chosen for the whole table to be kept.
const MIN_TABLE_SHARE: f32 = 0.5;

/// Least mean probability of a data table that is kept for the sake of the text around it: its cells are as short as labels.
const MIN_TABLE_PROBABILITY: f32 = 0.3;

/// A data table is kept whole or not at all: no cell is lost.
pub(super) fn unite_tables(page: &Page<'_>, probabilities: &[f32], kept: &mut [bool]) {
    let text = KeptText::new(page, kept);
    for &table in &page.data_tables {
        let blocks = page.elements[table as usize].block_range();
        let units = |block: usize| page.blocks[block].units as f32;
        let all: f32 = blocks.clone().map(units).sum();
        let chosen: f32 = blocks.clone().filter(|&block| kept[block]).map(units).sum();
        let likely: f32 = blocks.clone().map(|block| units(block) * probabilities[block]).sum();
        let is_kept = chosen >= MIN_TABLE_SHARE * all
            || likely >= MIN_TABLE_PROBABILITY * all && is_in_kept_text(page, table, &text);
        for block in blocks {
            kept[block] = is_kept && page.blocks[block].visibility < Visibility::Hidden;
        }
    }
}

/// Least probability of a heading that is kept for the sake of the text on either side. With .1 instead of .25 segment F of trafilatura's pages
/// rises by .0004 and word F1 of WCXB's products falls by .0002: readers see sections.
const MIN_HEADING_PROBABILITY: f32 = 0.1;

/// A heading goes with the text that it opens, where there is text before it, too.
pub(super) fn keep_headings(page: &Page<'_>, probabilities: &[f32], kept: &mut [bool]) {
    let is_heading = |block: usize| page.elements[page.blocks[block].element as usize].tag.heading_level().is_some();
    for block in (1..page.blocks.len().saturating_sub(1)).rev() {
        let is_likely = probabilities[block] >= MIN_HEADING_PROBABILITY && is_heading(block);
        kept[block] |=
            is_likely && kept[block - 1] && kept[block + 1] && page.blocks[block].visibility < Visibility::Noscript;
    }
}

/// Share of the text around a figure or listing that must be chosen for it to be kept.
const MIN_SHARE_AROUND: f32 = 0.5;

/// Least probability of a caption that is kept for its figure's sake; bare credits have less.
const MIN_CAPTION_PROBABILITY: f32 = 0.05;

/// Least probability of preformatted text that is kept for the sake of the text around it.
const MIN_CODE_PROBABILITY: f32 = 0.2;

/// Parts that belong to others go with them: a caption with its figure, a listing with the text around it, a term with its definition.
pub(super) fn complete_parts(page: &Page<'_>, probabilities: &[f32], kept: &mut [bool]) {
    let text = KeptText::new(page, kept);
    for (index, element) in page.elements.iter().enumerate() {
        let index = index as u32;
        let (whole, least) = match element.tag {
            Tag::Figcaption => (ancestor(page, index, Tag::Figure), MIN_CAPTION_PROBABILITY),
            Tag::Pre => (ancestor(page, index, Tag::Figure).or(Some(index)), MIN_CODE_PROBABILITY),
            Tag::Dt => {
                let has_definition = (element.blocks.1 as usize) < kept.len() && kept[element.blocks.1 as usize];
                let is_defined = has_definition && is_definition(page, element.blocks.1);
                if is_defined {
                    keep_shown(page, element.block_range(), kept, |_| true);
                }
                continue;
            }
            _ => continue,
        };
        if whole.is_some_and(|whole| is_in_kept_text(page, whole, &text)) {
            keep_shown(page, element.block_range(), kept, |block| probabilities[block] >= least);
        }
    }
}

/// Least probability of a footnote that is kept for the sake of the text that refers to it: from here on no type of page of WCXB loses by it,
/// in cross-validation; with .05 collections lose .002.
const MIN_NOTE_PROBABILITY: f32 = 0.2;

/// A footnote goes with the text that refers to it.
pub(super) fn keep_notes(page: &Page<'_>, probabilities: &[f32], kept: &mut [bool]) {
    let has_kept = |link: u32| {
        let blocks = page.elements[link as usize].text_blocks();
        kept[blocks.start as usize..kept.len().min(blocks.end as usize)].contains(&true)
    };
    for note in footnotes(page, has_kept, |_| true).notes.into_keys() {
        keep_shown(page, page.elements[note as usize].block_range(), kept, |block| {
            probabilities[block] >= MIN_NOTE_PROBABILITY
        });
    }
}

/// A formula set apart is part of the sentence around it: it is kept where the text on either side is.
pub(super) fn keep_formulas(page: &Page<'_>, kept: &mut [bool]) {
    for index in 1..page.blocks.len().saturating_sub(1) {
        let block = &page.blocks[index];
        let is_formula = block.math_units > 0 && 2 * block.math_units >= block.units;
        kept[index] |= is_formula && kept[index - 1] && kept[index + 1] && block.visibility < Visibility::Noscript;
    }
}

fn ancestor(page: &Page<'_>, element: u32, tag: Tag) -> Option<u32> {
    page.self_and_ancestors(element).find(|&ancestor| page.elements[ancestor as usize].tag == tag)
}

fn is_definition(page: &Page<'_>, block: u32) -> bool {
    ancestor(page, page.blocks[block as usize].element, Tag::Dd).is_some()
}

fn keep_shown(page: &Page<'_>, blocks: Range<usize>, kept: &mut [bool], accept: impl Fn(usize) -> bool) {
    for (block, kept) in blocks.clone().zip(&mut kept[blocks]) {
        *kept |= page.blocks[block].visibility < Visibility::Noscript && accept(block);
    }
}

/// Whether most of the text is kept that stands around an element, in the nearest ancestor that holds more than it.
fn is_in_kept_text(page: &Page<'_>, element: u32, text: &KeptText) -> bool {
    let own = page.elements[element as usize].blocks;
    let mut around = page.self_and_ancestors(element).map(|ancestor| page.elements[ancestor as usize].blocks);
    let Some(around) = around.find(|blocks| blocks.1 - blocks.0 > own.1 - own.0) else { return false };
    let all = text.all_units(around) - text.all_units(own);
    let kept = text.kept_units(around) - text.kept_units(own);
    kept > 0 && kept as f32 >= MIN_SHARE_AROUND * all as f32
}

#[cfg(test)]
mod tests {
    use super::unite_looks;
    use crate::article::PageType;
    use crate::blocks::segment;
    use crate::dom::parse_text;
    use crate::score::Scores;
    use crate::select::Draws;

    /// What becomes of three short blocks of one look, of which some are chosen.
    fn united(page_type: PageType, chosen: [bool; 3]) -> [bool; 3] {
        let dom = parse_text("path: a string\n\nmode: a number\n\ncallback: a function");
        let page = segment(&dom, Vec::new());
        let types = PageType::ALL.map(|kind| f32::from(u8::from(kind == page_type)));
        let scores = Scores { probabilities: vec![0.4, 0.3, 0.2], looks: vec![0; 3], types };
        let mut kept = chosen;
        unite_looks(&Draws::new(&page, &scores), 0.25, &mut kept);
        kept
    }

    #[test]
    fn a_label_falls_with_its_look_on_pages_of_organisations_and_shops() {
        let few = [true, false, false];
        for page_type in PageType::ALL {
            let falls = matches!(page_type, PageType::Service | PageType::Collection | PageType::Product);
            assert_eq!(united(page_type, few), [!falls, false, false], "{page_type:?}");
        }
    }

    #[test]
    fn a_label_stays_with_its_look_if_it_is_likely_enough() {
        let most = [true, false, true];
        assert_eq!(united(PageType::Listing, most), [true; 3]);
        assert_eq!(united(PageType::Listing, [true, true, false]), [true, true, false], "too unlikely");
    }
}

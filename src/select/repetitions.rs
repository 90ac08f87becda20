//! A choice of blocks goes in; the same comes out with each text in one place.

use foldhash::{HashMap, HashMapExt};

use super::Draws;
use crate::article::PageType;
use crate::blocks::{Page, TextBlock};
use crate::dom::{ClassId, Tag};

/// Shortest text that counts as a copy of another one, in letters, in articles, threads, on pages of organisations and without markup: there,
/// labels recur (what each offer holds, who speaks).
const MIN_COPIED_PARAGRAPH_UNITS: u32 = 60;

/// The same on all other pages, which list or sell: shorter texts (numbers, sizes) may recur. By cross-validation word F1 of WCXB's products
/// rises from .672 to .675, .677, .678, .679 with 30, 20, 10, 3 instead of 60, that of its listings from .771 to .773, .775, .775, .775.
const MIN_COPIED_LABEL_UNITS: u32 = 10;

/// Keeps each text in one place, where it is likeliest: the others are versions for other screens, teasers, the name of a product beside its price.
/// What an author says twice stands in two of the same places, and stays: refrains, the same answer to another question, the steps of two recipes.
/// A cell stays with its table, code is as it is, and documentation says the same of many things (with its repetitions it has .946, without .945).
///
/// By cross-validation, against dropping all but the first of equal paragraphs, word F1 of WCXB rises from .890 to .891 (listings .768 -> .775,
/// products .672 -> .679), char F1 of magic-html's articles from .921 to .925. Were labels copies everywhere, services would have .874 instead of
/// .872 and threads .845 instead of .844, but offers would lose parts that others share with them.
pub(super) fn drop_repetitions(draws: &Draws<'_>, kept: &mut [bool]) {
    if draws.scores.are_of(PageType::Documentation) {
        return;
    }
    let (page, probabilities) = (draws.page, &draws.scores.probabilities);
    let mut is_fixed = vec![false; kept.len()];
    for &table in &page.data_tables {
        is_fixed[page.elements[table as usize].block_range()].fill(true);
    }
    let do_labels_recur = page.is_plain_text || draws.is_running_text || draws.scores.are_of(PageType::Service);
    let least = if do_labels_recur { MIN_COPIED_PARAGRAPH_UNITS } else { MIN_COPIED_LABEL_UNITS };
    let may_be_copy = |&(index, block): &(usize, &TextBlock)| {
        kept[index] && !is_fixed[index] && !block.is_preformatted && block.units >= least
    };
    let blocks: Vec<(usize, &TextBlock)> = page.blocks.iter().enumerate().filter(may_be_copy).collect();
    let mut likeliest: HashMap<&str, usize> = HashMap::with_capacity(blocks.len());
    for &(index, block) in &blocks {
        let likeliest = likeliest.entry(&block.text).or_insert(index);
        if probabilities[index] > probabilities[*likeliest] {
            *likeliest = index;
        }
    }
    for (index, block) in blocks {
        let likeliest = likeliest[&*block.text];
        let stands_alike = || !page.is_plain_text && are_in_same_place(page, &page.blocks[likeliest], block);
        kept[index] = index == likeliest || stands_alike();
    }
}

/// Whether two blocks stand between elements of the same tags and classes, all the way up to one that holds both, and are seen alike.
fn are_in_same_place(page: &Page<'_>, one: &TextBlock, other: &TextBlock) -> bool {
    let (mut a, mut b) = (one.element, other.element);
    while a != b {
        if tag_and_class(page, a) != tag_and_class(page, b) {
            return false;
        }
        (a, b) = (page.elements[a as usize].parent, page.elements[b as usize].parent);
    }
    one.visibility == other.visibility
}

fn tag_and_class(page: &Page<'_>, element: u32) -> (Tag, Option<ClassId>) {
    let element = &page.elements[element as usize];
    (element.tag, element.node.value().element().map(|element| element.class()))
}

#[cfg(test)]
mod tests {
    use super::drop_repetitions;
    use crate::article::PageType;
    use crate::blocks::segment;
    use crate::dom::parse_sample;
    use crate::score::Scores;
    use crate::select::Draws;

    const PARAGRAPH: &str = "The mill grinds rye and wheat when the tide lets it, and sells both at the door.";

    /// Which of four texts stay: a label and a paragraph, and both once more, in an element of this class.
    fn kept(class: &str, probabilities: [f32; 4], page_type: PageType) -> [bool; 4] {
        let both = format!("<h2>Flour by the bag</h2><p>{PARAGRAPH}</p>");
        let html = format!("<div class=shop>{both}</div><div class={class}>{both}</div>");
        let dom = parse_sample(&html);
        let page = segment(&dom, Vec::new());
        let types = PageType::ALL.map(|kind| f32::from(u8::from(kind == page_type)));
        let scores = Scores { probabilities: probabilities.to_vec(), looks: vec![0, 1, 2, 3], types };
        let mut kept = [true; 4];
        drop_repetitions(&Draws::new(&page, &scores), &mut kept);
        kept
    }

    const ALIKE: [f32; 4] = [0.8; 4];

    #[test]
    fn a_text_stays_where_it_is_likeliest() {
        assert_eq!(kept("for-phones", ALIKE, PageType::Product), [true, true, false, false]);
        assert_eq!(kept("for-phones", [0.8, 0.6, 0.7, 0.9], PageType::Product), [true, false, false, true]);
    }

    #[test]
    fn labels_recur_in_texts_and_all_does_in_documentation() {
        assert_eq!(kept("for-phones", ALIKE, PageType::Service), [true, true, true, false]);
        assert_eq!(kept("for-phones", ALIKE, PageType::Documentation), [true; 4]);
    }

    #[test]
    fn what_stands_twice_in_the_same_place_stays() {
        assert_eq!(kept("shop", ALIKE, PageType::Product), [true; 4]);
    }
}

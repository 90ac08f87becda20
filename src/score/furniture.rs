//! A block goes in, whether it can be page furniture only comes out: the few rules that no model need learn.

use super::context::Context;
use super::phrases::PHRASE_KINDS;
use crate::blocks::{Page, TextBlock, Visibility};
use crate::dom::Tag;

/// Highest probability of a block that can be page furniture only, whatever the model makes of it.
pub const FURNITURE_PROBABILITY: f32 = 0.05;

/// Whether a block can be nothing else.
pub fn is_furniture(context: &Context<'_>, block: usize) -> bool {
    is_bare_phrase(context, block) || is_call_for_scripts(context.page, block)
}

/// Kinds of phrases that are no words of an article on any page; the others may be (`See also`, `Contact`, `Search`).
const CERTAIN_KINDS: [&str; 3] = ["more", "top", "share"];

/// Whether a block is a phrase of page furniture (`Read More`) and nothing else.
/// The model learned from pages where a link or a button says the same; on bare pages the wording must.
fn is_bare_phrase(context: &Context<'_>, block: usize) -> bool {
    let is_plain_text = context.page.is_plain_text;
    let is_certain = |kind: u8| is_plain_text || CERTAIN_KINDS.contains(&PHRASE_KINDS[kind as usize]);
    context.phrases[block].is_some_and(|phrase| phrase.is_whole && is_certain(phrase.kind))
}

/// Whether a block asks for scripts where there are none (`You need to enable JavaScript to run this app.`). The name of the language is the
/// same in all languages. Such calls are all that the shell of an application shows before its scripts have drawn the page.
fn is_call_for_scripts(page: &Page<'_>, block: usize) -> bool {
    let TextBlock { visibility, text, .. } = &page.blocks[block];
    *visibility == Visibility::Noscript && text.to_lowercase().contains(SCRIPTS) && is_in_short_noscript(page, block)
}

const SCRIPTS: &str = "javascript";

/// Most text of a `<noscript>` that asks for scripts, in letters: a sentence or three. Others hold what the scripts would draw (threads of forums).
const MAX_CALL_UNITS: u32 = 300;
const MAX_CALL_BLOCKS: usize = 10;

fn is_in_short_noscript(page: &Page<'_>, block: usize) -> bool {
    let mut around = page.self_and_ancestors(page.blocks[block].element).map(|index| &page.elements[index as usize]);
    around.find(|element| element.tag == Tag::Noscript).is_some_and(|noscript| {
        let blocks = &page.blocks[noscript.block_range()];
        // Few blocks, too: each of many would add up all of them.
        blocks.len() <= MAX_CALL_BLOCKS && blocks.iter().map(|block| block.units).sum::<u32>() <= MAX_CALL_UNITS
    })
}

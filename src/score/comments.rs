//! Finds readers' comments below an article, for those who ask for them.

use super::context::Context;
use super::tokens::TokenKind;
use crate::blocks::Visibility;
use crate::dom::Tag;

/// Largest share of link text in a comment's paragraph.
const MAX_LINK_DENSITY: f32 = 0.5;

/// Shortest paragraph of a comment, in letters: shorter ones are names, dates and buttons.
const MIN_UNITS: u32 = 20;

/// One flag a block: whether it is text of a comment.
pub fn comment_blocks(context: &Context<'_>) -> Vec<bool> {
    (0..context.page.blocks.len()).map(|block| is_comment(context, block)).collect()
}

fn is_comment(context: &Context<'_>, index: usize) -> bool {
    let block = &context.page.blocks[index];
    let element = block.element as usize;
    let kinds = context.kinds_around[element];
    let near = context.kinds_near[element];
    let tag = context.page.elements[element].tag;
    kinds.has(TokenKind::Comment)
        && !near.has(TokenKind::Byline)
        && !matches!(tag, Tag::Button | Tag::Label | Tag::Option | Tag::Legend | Tag::Form)
        && tag.heading_level().is_none()
        && block.visibility < Visibility::Noscript
        && block.units >= MIN_UNITS
        && block.link_density() <= MAX_LINK_DENSITY
        && !context.phrases[index].is_some_and(|phrase| phrase.is_whole)
}

//! A block goes in, whether it can be page furniture only comes out: the few rules that no model need learn.

use std::ops::Range;

use super::context::Context;
use super::phrases::PHRASE_KINDS;
use crate::blocks::{ElementInfo, Page, TextBlock, Visibility};
use crate::dom::Tag;

/// Highest probability of a block that can be page furniture only, whatever the model makes of it.
pub const FURNITURE_PROBABILITY: f32 = 0.05;

/// What of a page can be furniture only.
pub struct Furniture<'a> {
    context: &'a Context<'a>,
    /// Blocks of its notes to editors.
    notes: Vec<Range<usize>>,
}

impl<'a> Furniture<'a> {
    pub fn new(context: &'a Context<'a>) -> Self {
        Self { context, notes: notes_to_editors(context.page) }
    }

    /// Whether a block is part of it.
    pub fn has(&self, block: usize) -> bool {
        is_bare_phrase(self.context, block) || is_call_for_scripts(self.context.page, block) || self.is_in_note(block)
    }

    fn is_in_note(&self, block: usize) -> bool {
        let next = self.notes.partition_point(|note| note.end <= block);
        self.notes.get(next).is_some_and(|note| note.contains(&block))
    }
}

/// The class of a box above an article that asks its editors for something (`This article needs additional citations`), on wikis that run
/// MediaWiki, whatever their language (its Module:Message box). No page that trains the model has one.
const EDITORS_BOX: &str = "ambox";

/// The blocks of each note to the editors of a page, which are none to its readers: in order, those inside others left out.
fn notes_to_editors(page: &Page<'_>) -> Vec<Range<usize>> {
    let is_note = |element: &&ElementInfo<'_>| {
        let value = element.node.value();
        element.tag == Tag::Table
            && value.element().is_some_and(|element| element.classes().any(|class| class == EDITORS_BOX))
    };
    let mut notes: Vec<Range<usize>> = Vec::new();
    for blocks in page.elements.iter().filter(is_note).map(ElementInfo::block_range) {
        if notes.last().is_none_or(|last| last.end <= blocks.start) {
            notes.push(blocks);
        }
    }
    notes
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

//! A page without metadata goes in, its headline comes out.

use crate::blocks::Page;

/// Longest headline, in letters (of the 1,358 titles that WCXB labels 99.7 % are no longer).
const MAX_HEADLINE_UNITS: u32 = 160;

/// Shortest first paragraph of a body, in letters.
const MIN_PARAGRAPH_UNITS: u32 = 60;

/// The headline of a plain-text scrape: the last short block before the first paragraph, unless it reads like a sentence.
///
/// Gives its block. What stands before it are short lines too: the site's name, a thumbnail's description, a breadcrumb.
pub fn of_plain_text(page: &Page<'_>) -> Option<usize> {
    let first_paragraph =
        page.blocks.iter().position(|block| block.units >= MIN_PARAGRAPH_UNITS && ends_sentence(&block.text))?;
    let candidate = first_paragraph.checked_sub(1)?;
    let block = &page.blocks[candidate];
    let is_headline = block.units <= MAX_HEADLINE_UNITS && !block.text.ends_with(['.', '。', ':', '：', ',']);
    is_headline.then_some(candidate)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '»', ')', '’', '」', '』', '）'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟'])
}

//! A page and the place of its headline go in, the headline comes out as a reader sees it.

use std::collections::HashSet;
use std::ops::Range;

use crate::blocks::flow::Event;
use crate::blocks::{Page, Visibility};
use crate::dom::NodeRef;
use crate::metadata::{key, plain};

/// Longest headline, in letters (of the 1,358 titles that WCXB labels 99.7 % are no longer).
const MAX_HEADLINE_UNITS: u32 = 160;

/// Shortest first paragraph of a body, in letters.
const MIN_PARAGRAPH_UNITS: u32 = 60;

/// Most pieces of a heading, its first ones, among which the headline is looked for: the work grows with their square.
const MAX_PIECES: usize = 16;

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

/// A piece of a heading's text, as the edges of elements cut it.
struct Piece {
    text: String,
    /// Index of the element around it.
    element: usize,
}

/// The headline in a heading: the longest of the `stated` titles that some elements of it make, otherwise all that is shown.
///
/// A label, a date or a tagline that a template puts inside the heading is so left out (`<h1><time>3 May</time> The mill</h1>`).
/// `None` if nothing is shown.
pub fn of_heading(page: &Page<'_>, heading: NodeRef<'_>, stated: &[String]) -> Option<String> {
    let pieces = shown_pieces(page, heading)?;
    let whole = concat(&pieces);
    let whole_key = key(&whole);
    let is_whole_stated = stated.iter().any(|title| key(title) == whole_key);
    let named = if is_whole_stated { None } else { named_within(page, &pieces, stated) };
    let shown = named.cloned().unwrap_or_else(|| plain(&whole));
    Some(shown).filter(|shown| !shown.is_empty())
}

/// The longest of the titles that some elements of a heading make.
fn named_within<'t>(page: &Page<'_>, pieces: &[Piece], stated: &'t [String]) -> Option<&'t String> {
    let last = pieces.len().min(MAX_PIECES);
    let runs = (0..last).flat_map(|start| (start + 1..=last).map(move |end| start..end));
    let apart = runs.filter(|run| stands_apart(page, pieces, run));
    let keys: HashSet<String> = apart.map(|run| key(&concat(&pieces[run]))).collect();
    stated.iter().filter(|title| keys.contains(&key(title))).max_by_key(|title| title.len())
}

fn concat(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// Whether all other words of the heading have elements of their own: a sentence that goes on around an emphasis does not end there.
fn stands_apart(page: &Page<'_>, pieces: &[Piece], run: &Range<usize>) -> bool {
    let others = pieces[..run.start].iter().chain(&pieces[run.end..]);
    let mut worded = others.filter(|piece| piece.text.contains(char::is_alphanumeric));
    worded.all(|other| {
        let inside = other.element..page.elements[other.element].end as usize;
        !pieces[run.clone()].iter().any(|piece| inside.contains(&piece.element))
    })
}

/// The text of a heading in pieces, without what is hidden in it.
fn shown_pieces(page: &Page<'_>, heading: NodeRef<'_>) -> Option<Vec<Piece>> {
    let first = page.elements.iter().position(|element| element.node == heading)?;
    let begin = page.flow.iter().position(|event| matches!(event, Event::Enter(node) if *node == heading))?;
    let end = page.elements[first].flow_end as usize;
    let mut pieces = Vec::new();
    let (mut next, mut open) = (first, Vec::new());
    for event in &page.flow[begin..end] {
        match event {
            Event::Enter(node) => {
                end_line(&mut pieces, *node);
                open.push(next);
                pieces.push(Piece { text: String::new(), element: next });
                next += 1;
            }
            Event::Leave(node) => {
                end_line(&mut pieces, *node);
                open.pop();
                pieces.extend(open.last().map(|&element| Piece { text: String::new(), element }));
            }
            Event::SoftBreak => {}
            _ if is_hidden_in(page, first, open.last().copied()) => {}
            Event::Text(text) => push(&mut pieces, text),
            Event::Math(formula) => push(&mut pieces, &formula.tex),
            Event::Break | Event::Gap | Event::Image(_) => push(&mut pieces, " "),
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    Some(pieces)
}

fn is_hidden_in(page: &Page<'_>, heading: usize, innermost: Option<usize>) -> bool {
    let is_hidden = |element: usize| page.elements[element].visibility == Visibility::Hidden;
    innermost.is_some_and(is_hidden) && !is_hidden(heading)
}

/// Lines end at the edges of blocks.
fn end_line(pieces: &mut [Piece], edge: NodeRef<'_>) {
    if edge.value().tag().is_block() {
        push(pieces, " ");
    }
}

fn push(pieces: &mut [Piece], text: &str) {
    if let Some(last) = pieces.last_mut() {
        last.text.push_str(text);
    }
}

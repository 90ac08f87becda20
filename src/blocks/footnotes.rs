//! A page goes in, its footnotes come out: references, and the notes that they refer to.

use std::collections::{HashMap, HashSet};

use super::page::Page;
use crate::dom::{NodeRef, Tag, text_content};

/// The footnotes of a page, by index of their elements.
#[derive(Debug, Default)]
pub struct Footnotes {
    /// Label of the note that a link refers to, by the link's element.
    pub references: HashMap<u32, String>,
    /// Label of the note that an element holds.
    pub notes: HashMap<u32, String>,
    /// Links that only lead from a note back to its reference, by their elements.
    pub back_links: HashSet<u32>,
}

/// Longest text of a reference, in characters: `[footnote 12]`.
const MAX_LABEL_CHARS: usize = 14;

/// Whole class names that mark a reference.
const REFERENCE_CLASSES: [&str; 6] =
    ["footnote-ref", "footnote-anchor", "footnote-reference", "footnote", "noteref", "footnoteref"];

/// Finds the footnotes of a page of which both the element of the reference and that of the note are wanted.
pub fn footnotes(page: &Page<'_>, is_reference: impl Fn(u32) -> bool, is_note: impl Fn(u32) -> bool) -> Footnotes {
    let references: Vec<(u32, &str, String)> = (0..page.elements.len() as u32)
        .filter(|&element| page.elements[element as usize].tag == Tag::A && is_reference(element))
        .filter_map(|element| reference(page, element))
        .collect();
    if references.is_empty() {
        return Footnotes::default();
    }
    let ids = ids(page);
    let mut found = Footnotes::default();
    let mut note_of_label: HashMap<String, u32> = HashMap::new();
    for (link, id, label) in references {
        let Some(&anchor) = ids.get(id) else { continue };
        let Some(note) = note_element(page, anchor) else { continue };
        // Notes stand after the text: a link from a note back to its paragraph is no reference.
        if note <= link || !is_note(note) || *note_of_label.entry(label.clone()).or_insert(note) != note {
            continue;
        }
        found.references.insert(link, label.clone());
        found.notes.entry(note).or_insert(label);
    }
    found.back_links = back_links(page, &found, &ids);
    found
}

/// Links inside notes that lead to a reference (`Back`, `Jump up`), or are too short to lead elsewhere (`↩`, `^`, `a`).
fn back_links(page: &Page<'_>, found: &Footnotes, ids: &HashMap<&str, u32>) -> HashSet<u32> {
    let leads_back = |link: &u32| {
        let node = page.elements[*link as usize].node;
        let Some(id) = node.value().attr("href").and_then(|href| href.strip_prefix('#')) else { return false };
        let holds_reference = |target: &u32| {
            let end = page.elements[*target as usize].end;
            (*target..end).any(|element| found.references.contains_key(&element))
        };
        node.value().attr("role") == Some("doc-backlink")
            || text_content(node).chars().filter(|c| c.is_alphanumeric()).count() <= 1
            || ids.get(id).is_some_and(holds_reference)
    };
    let inside_notes = found.notes.keys().flat_map(|&note| note..page.elements[note as usize].end);
    inside_notes.filter(|&element| page.elements[element as usize].tag == Tag::A).filter(leads_back).collect()
}

/// A link that looks like a reference: its fragment and its label.
fn reference<'a>(page: &Page<'a>, index: u32) -> Option<(u32, &'a str, String)> {
    let node = page.elements[index as usize].node;
    let id = node.value().attr("href")?.strip_prefix('#').filter(|id| !id.is_empty())?;
    let text = text_content(node);
    if text.chars().count() > MAX_LABEL_CHARS || !is_marked_as_reference(node) {
        return None;
    }
    let has_number = text.contains(|c: char| c.is_ascii_digit());
    let belongs = |c: &char| if has_number { c.is_ascii_digit() } else { c.is_alphanumeric() };
    let label: String = text.chars().filter(belongs).collect();
    (!label.is_empty()).then_some((index, id, label))
}

fn is_marked_as_reference(node: NodeRef<'_>) -> bool {
    let is_raised = |node: &NodeRef<'_>| node.value().tag() == Tag::Sup;
    let has_role = node.value().attr("role") == Some("doc-noteref");
    let has_class = |element: &crate::dom::Element| element.classes().any(|class| REFERENCE_CLASSES.contains(&class));
    has_role
        || node.value().element().is_some_and(has_class)
        || node.ancestors().take(2).any(|ancestor| is_raised(&ancestor))
        || node.children().any(|child| is_raised(&child))
}

fn ids<'a>(page: &Page<'a>) -> HashMap<&'a str, u32> {
    let mut ids = HashMap::new();
    for (index, element) in page.elements.iter().enumerate() {
        for name in ["id", "name"] {
            if let Some(id) = element.node.value().attr(name) {
                ids.entry(id).or_insert(index as u32);
            }
        }
    }
    ids
}

/// The block-level element that holds the note: the anchor itself, or the nearest one around it.
fn note_element(page: &Page<'_>, anchor: u32) -> Option<u32> {
    page.self_and_ancestors(anchor).take(4).find(|&element| {
        matches!(page.elements[element as usize].tag, Tag::Li | Tag::P | Tag::Div | Tag::Aside | Tag::Dd | Tag::Section)
    })
}

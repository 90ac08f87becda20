//! The visible headings go in, the one that agrees best with what the page claims to be called comes out.

use std::collections::HashSet;

use super::plain::{key, short_text};
use super::raw::Raw;
use crate::dom::{NodeRef, Tag};

/// Longest headline, in bytes.
pub(super) const MAX_TITLE_BYTES: usize = 600;

/// Least share of common words (of the shorter text's) that counts as agreement.
const MIN_AGREEMENT: f32 = 0.5;

/// Fewest common words: one word in common is chance.
const MIN_COMMON_WORDS: usize = 2;

/// Longest heading that may be a headline, in bytes: longer ones are text in a heading's clothes.
const MAX_HEADLINE_BYTES: usize = 250;

/// A visible heading.
pub(super) struct Heading<'a> {
    pub node: NodeRef<'a>,
    pub text: String,
    pub key: String,
    /// 1 to 3.
    pub level: u8,
    /// How many elements come before it.
    pub order: usize,
}

impl Heading<'_> {
    /// Whether it stands inside `<main>` or an `<article>`.
    pub(super) fn is_in_main(&self) -> bool {
        self.node.ancestors().any(|ancestor| matches!(ancestor.value().tag(), Tag::Main | Tag::Article))
    }
}

/// The headings of the page in page order.
pub(super) fn read<'a>(raw: &Raw<'a>) -> Vec<Heading<'a>> {
    let spots = raw.headings.iter().chain(&raw.subheadings);
    let read = spots.filter_map(|spot| {
        let text = short_text(spot.node, MAX_TITLE_BYTES)?;
        let level = spot.node.value().tag().heading_level()?;
        Some(Heading { node: spot.node, key: key(&text), text, level, order: spot.order })
    });
    let mut headings: Vec<Heading<'_>> = read.filter(|heading| !heading.key.is_empty()).collect();
    headings.sort_by_key(|heading| heading.level);
    headings
}

/// The first-level heading that shares most words with some claim.
pub(super) fn best_agreement<'h, 'a>(headings: &[&'h Heading<'a>], claims: &[&str]) -> Option<&'h Heading<'a>> {
    let claims: Vec<HashSet<String>> = claims.iter().map(|claim| words(claim)).collect();
    let mut best: Option<(&Heading<'_>, f32)> = None;
    for heading in headings.iter().filter(|heading| heading.level == 1 && heading.text.len() <= MAX_HEADLINE_BYTES) {
        let own = words(&heading.text);
        let agreement = claims.iter().map(|claim| agreement(&own, claim)).fold(0.0, f32::max);
        if agreement >= MIN_AGREEMENT && best.is_none_or(|(_, most)| agreement > most) {
            best = Some((heading, agreement));
        }
    }
    best.map(|(heading, _)| heading)
}

fn agreement(one: &HashSet<String>, other: &HashSet<String>) -> f32 {
    let common = one.intersection(other).count();
    let shorter = one.len().min(other.len());
    if common < MIN_COMMON_WORDS || shorter == 0 {
        return 0.0;
    }
    common as f32 / shorter as f32
}

/// The words of a text in lower case; single characters of scripts without spaces count as words.
fn words(text: &str) -> HashSet<String> {
    let lower = text.to_lowercase();
    let mut words = HashSet::new();
    for word in lower.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.chars().all(|character| u32::from(character) >= 0x2E80) {
            words.extend(word.chars().map(String::from));
        } else {
            words.insert(word.to_owned());
        }
    }
    words
}

//! A block goes in; the class names and ids around it that weigh most come out, as their author spelled them.

use std::ops::RangeInclusive;

use super::hash::{bucket, pair_hash};
use super::names::{FAR_LEVEL, MAX_TOKENS, TEMPLATE_NAMES, name_space};
use super::tables::{LinearTable, NAME_BITS};
use crate::blocks::Page;
use crate::dom::Tag;
use crate::score::tokens::for_each_token;

/// Elements around a block that are looked at: those further out are around most blocks of a page, and set none apart (a choice).
const MAX_LEVELS: usize = 12;

/// Most names that are told.
const MAX_NAMES: usize = 2;

/// Longest name that is told, in bytes: longer ones are made by machines.
const MAX_NAME_BYTES: usize = 32;

/// Least weight of a name that is told, in log-odds.
const MIN_WEIGHT: f32 = 0.2;

/// The names on elements around a block that speak most for content, or against it, strongest first. Level 1 is the block's own
/// element.
pub fn telling_names<'a>(
    page: &Page<'a>,
    block: usize,
    table: &LinearTable,
    levels: RangeInclusive<usize>,
    is_for: bool,
) -> Vec<&'a str> {
    let mut weights: Vec<(&str, f32)> = Vec::new();
    let around = page.self_and_ancestors(page.blocks[block].element).take(MAX_LEVELS).zip(1..);
    for (element, level) in around.filter(|(_, level)| levels.contains(level)) {
        let element = &page.elements[element as usize];
        let node = element.node.value().element().filter(|_| !matches!(element.tag, Tag::Html | Tag::Body));
        let attributes = node.into_iter().flat_map(|node| node.attributes());
        let names = attributes.filter(|(attribute, _)| name_space(attribute) == Some(TEMPLATE_NAMES));
        for name in names.flat_map(|(_, value)| value.split_ascii_whitespace().take(MAX_TOKENS)) {
            let weight = weight(name, level, table);
            match weights.iter_mut().find(|(known, _)| *known == name) {
                Some((_, sum)) => *sum += weight,
                None => weights.push((name, weight)),
            }
        }
    }
    let sign = if is_for { 1.0 } else { -1.0 };
    weights.retain(|(name, weight)| sign * weight >= MIN_WEIGHT && name.len() <= MAX_NAME_BYTES);
    weights.sort_by(|a, b| (sign * b.1).total_cmp(&(sign * a.1)));
    weights.into_iter().take(MAX_NAMES).map(|(name, _)| name).collect()
}

/// What the tokens of a name weigh together.
fn weight(name: &str, level: usize, table: &LinearTable) -> f32 {
    let mut sum = 0.0;
    for_each_token(name, |token| {
        let hash = pair_hash(TEMPLATE_NAMES, token);
        sum += table.weight(bucket(hash, level.min(FAR_LEVEL) as u64, NAME_BITS));
    });
    sum
}

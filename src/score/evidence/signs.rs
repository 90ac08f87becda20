//! A page goes in, hashed signs come out of what type of page its template makes.

use super::hash::{bucket, lower_hash, pair_hash, token_hash};
use super::tables::SIGN_BITS;
use crate::blocks::Visibility;
use crate::dom::{Notice, Tag};
use crate::score::context::Context;
use crate::score::tokens::for_each_token;

/// Spaces of the tables.
const TEMPLATE: u64 = 1;
const META: u64 = 2;
const SCHEMA: u64 = 3;
const PATH: u64 = 4;
const LABEL: u64 = 5;
const COUNT: u64 = 6;

/// Elements whose number is a sign.
const COUNTED: [Tag; 14] = [
    Tag::Form,
    Tag::Input,
    Tag::Button,
    Tag::Table,
    Tag::Pre,
    Tag::Li,
    Tag::H2,
    Tag::H3,
    Tag::Img,
    Tag::Time,
    Tag::Article,
    Tag::Blockquote,
    Tag::P,
    Tag::Select,
];

/// Buckets of all signs of a page, each once.
pub fn buckets(context: &Context<'_>) -> Vec<u16> {
    let mut signs = Vec::new();
    let mut put = |space: u64, hash: u64| signs.push(bucket(hash, space, SIGN_BITS));
    let page = context.page;
    notice_signs(&page.notices, &mut put);
    let shown = (0..page.blocks.len()).filter(|&block| page.blocks[block].visibility == Visibility::Shown);
    shown.filter_map(|block| context.first_words.label(block)).for_each(|label| put(LABEL, label));
    count_signs(context, &mut put);
    signs.sort_unstable();
    signs.dedup();
    signs
}

/// Names on `<html>` and `<body>`, what the head says, the words of the canonical address.
fn notice_signs(notices: &[Notice<'_>], put: &mut impl FnMut(u64, u64)) {
    let names = |space: u64, prefix: u64, value: &str, put: &mut dyn FnMut(u64, u64)| {
        for_each_token(value, |token| put(space, pair_hash(prefix, token)));
    };
    for Notice { node, .. } in notices {
        let Some(element) = node.value().element() else { continue };
        match element.tag() {
            Tag::Html | Tag::Body => {
                for name in ["class", "id", "itemtype"] {
                    names(TEMPLATE, 0, element.attr(name).unwrap_or_default(), put);
                }
            }
            Tag::Meta => {
                let name = element.attr("property").or(element.attr("name")).unwrap_or_default();
                let content = element.attr("content").unwrap_or_default();
                if matches!(name, "og:type" | "generator" | "twitter:card") {
                    names(META, token_hash(name), content, put);
                } else if name == "og:url" {
                    path_signs(content, put);
                } else {
                    put(META, token_hash(name));
                }
            }
            Tag::Link if element.attr("rel") == Some("canonical") => {
                path_signs(element.attr("href").unwrap_or_default(), put);
            }
            Tag::Script => {
                for text in node.children().filter_map(|child| child.value().text()) {
                    schema_types(text, |name| put(SCHEMA, token_hash(name)));
                }
            }
            _ => {
                if let Some(item_type) = element.attr("itemtype") {
                    put(SCHEMA, token_hash(item_type.rsplit('/').next().unwrap_or_default()));
                }
            }
        }
    }
}

/// The values of `"@type": "..."` in a JSON-LD script.
fn schema_types(json: &str, mut take: impl FnMut(&str)) {
    for rest in json.split("\"@type\"").skip(1) {
        let mut parts = rest.split('"');
        if let (Some(before), Some(name)) = (parts.next(), parts.next())
            && before.trim_matches(|c: char| c.is_whitespace() || c == ':' || c == '[').is_empty()
        {
            take(name.rsplit('/').next().unwrap_or_default());
        }
    }
}

fn path_signs(address: &str, put: &mut impl FnMut(u64, u64)) {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    put(PATH, segments.len().min(6) as u64);
    for (index, segment) in segments.iter().enumerate() {
        let is_last = index + 1 == segments.len();
        let words = segment.split(['-', '_', '.', '?', '=']).count().min(6) as u64;
        put(PATH, pair_hash(u64::from(is_last) + 10, words));
        if !is_last || words <= 2 {
            put(PATH, pair_hash(20, lower_hash(segment)));
        }
    }
}

/// Numbers of elements and shares of text, in classes.
fn count_signs(context: &Context<'_>, put: &mut impl FnMut(u64, u64)) {
    let mut counts = [0u32; COUNTED.len()];
    for element in &context.page.elements {
        if let Some(index) = COUNTED.iter().position(|tag| *tag == element.tag) {
            counts[index] += 1;
        }
    }
    let total = context.total();
    let share = |part: u32, whole: u32| u64::from(10 * part / whole.max(1));
    let log2 = |count: u32| u64::from(32 - count.leading_zeros());
    for (index, count) in counts.into_iter().enumerate() {
        put(COUNT, pair_hash(index as u64, log2(count)));
    }
    let paragraphs = context.is_paragraph.iter().filter(|is_paragraph| **is_paragraph).count() as u32;
    let classes = [
        share(total.link_units, total.units),
        share(total.paragraph_units, total.units),
        log2(total.units),
        log2(total.paragraph_units),
        log2(paragraphs),
        log2(total.blocks),
        log2(total.units / total.blocks.max(1)),
        log2(context.groups.iter().map(|group| group.blocks).max().unwrap_or(0)),
    ];
    for (index, class) in classes.into_iter().enumerate() {
        put(COUNT, pair_hash(100 + index as u64, class));
    }
}

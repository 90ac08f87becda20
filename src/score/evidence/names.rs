//! Elements go in, hashes of the names that their authors gave them come out.

use foldhash::{HashMap, HashMapExt};

use super::hash::{bucket, pair_hash, token_hash};
use super::tables::{LinearTable, NAME_BITS};
use crate::blocks::{ElementInfo, Page};
use crate::dom::Tag;
use crate::score::tokens::for_each_token;

/// Attributes that hold names.
const NAME_ATTRIBUTES: [&str; 8] =
    ["class", "id", "role", "itemprop", "aria-label", "data-testid", "data-component", "data-type"];

/// Most tokens of one element that count; utility classes make long lists of names that say nothing.
const MAX_TOKENS: usize = 24;

/// Levels told apart: inside the block, its element, the three above, and all further ones together.
const FAR_LEVEL: usize = 5;

/// Spaces of what links say.
const LINK_KIND: u64 = 20;
const LINK_PATH: u64 = 21;
const LINK_REL: u64 = 23;

/// Longest part of a path that is a sign: longer ones are headlines.
const MAX_PATH_BYTES: usize = 20;

/// Most elements inside a block whose names count.
const MAX_INSIDE: usize = 6;

/// Hashes of the names of every element of a page.
pub struct Names {
    hashes: Vec<u64>,
    /// Range of each element's hashes.
    ranges: Vec<(u32, u32)>,
    /// Elements inside each block, such as links and spans.
    inside: Vec<Vec<u32>>,
}

impl Names {
    /// Reads the names of all elements.
    pub fn new(page: &Page<'_>) -> Self {
        let mut names = Self { hashes: Vec::new(), ranges: Vec::new(), inside: vec![Vec::new(); page.blocks.len()] };
        let mut cache: HashMap<&str, Vec<u64>> = HashMap::new();
        let mut lower = String::new();
        for (index, element) in page.elements.iter().enumerate() {
            let start = names.hashes.len();
            let block = element.blocks.0 as usize;
            let is_inside = page.blocks.get(block).is_some_and(|block| {
                block.element < index as u32 && (index as u32) < page.elements[block.element as usize].end
            }) && element.blocks.1 - element.blocks.0 <= 1;
            let is_template = matches!(element.tag, Tag::Html | Tag::Body);
            if !is_template && (is_inside || element.blocks.0 < element.blocks.1) {
                names.read(element, &mut cache, &mut lower);
                if is_inside && names.inside[block].len() < MAX_INSIDE {
                    names.inside[block].push(index as u32);
                }
            }
            names.ranges.push((start as u32, names.hashes.len() as u32));
        }
        names
    }

    fn read<'a>(&mut self, element: &ElementInfo<'a>, cache: &mut HashMap<&'a str, Vec<u64>>, lower: &mut String) {
        let Some(node) = element.node.value().element() else { return };
        let start = self.hashes.len();
        self.hashes.push(token_hash(node.name()));
        for (name, value) in node.attributes() {
            let Some(kind) = NAME_ATTRIBUTES.iter().position(|known| *known == name) else { continue };
            let tokens = cache.entry(value).or_insert_with(|| {
                let mut tokens = Vec::new();
                for_each_token(value, lower, |token| tokens.push(token_hash(token)));
                tokens
            });
            // class, id and role share their weights: templates use them alike.
            let space = kind.max(2) as u64;
            self.hashes.extend(tokens.iter().map(|&token| pair_hash(space, token)));
        }
        self.hashes.truncate(start + MAX_TOKENS);
        if element.tag == Tag::A {
            self.read_link(node.attr("href").unwrap_or_default(), node.attr("rel").unwrap_or_default(), lower);
        }
    }

    /// Where a link leads: its kind, the first part of its path (`/author/`, `/tag/`), what it is said to be.
    fn read_link(&mut self, href: &str, rel: &str, lower: &mut String) {
        let (scheme, rest) = href.split_once("://").unwrap_or(("", href));
        let path = if scheme.is_empty() { rest } else { rest.find('/').map_or("", |start| &rest[start..]) };
        let kind = if !scheme.is_empty() {
            1
        } else if let Some(at) =
            ["#", "mailto:", "tel:", "javascript:"].iter().position(|start| href.starts_with(start))
        {
            2 + at as u64
        } else {
            0
        };
        self.hashes.push(pair_hash(LINK_KIND, kind));
        if let Some(first) = path.split('/').find(|part| !part.is_empty()).filter(|part| part.len() <= MAX_PATH_BYTES) {
            let is_last = path.trim_end_matches('/').ends_with(first);
            self.hashes.push(pair_hash(LINK_PATH + u64::from(is_last), token_hash(&first.to_lowercase())));
        }
        for_each_token(rel, lower, |token| self.hashes.push(pair_hash(LINK_REL, token_hash(token))));
    }

    fn of(&self, element: u32) -> &[u64] {
        let (start, end) = self.ranges[element as usize];
        &self.hashes[start as usize..end as usize]
    }

    /// Buckets of all names inside and around a block: what training counts.
    pub fn buckets(&self, page: &Page<'_>, block: usize) -> Vec<u16> {
        let inside = self.inside[block].iter().map(|&element| (element, 0));
        let around = page.self_and_ancestors(page.blocks[block].element).zip(1..);
        inside
            .chain(around)
            .flat_map(|(element, level)| {
                self.of(element).iter().map(move |&hash| bucket(hash, level.min(FAR_LEVEL) as u64, NAME_BITS))
            })
            .collect()
    }

    /// Sums of the weights of each block's names: inside it, close around it, far around it.
    pub fn scores(&self, page: &Page<'_>, table: &LinearTable) -> Vec<NameScore> {
        let weight_of = |element: u32, level: usize| -> f32 {
            self.of(element).iter().map(|&hash| table.weight(bucket(hash, level as u64, NAME_BITS))).sum()
        };
        let mut far: Vec<f32> = Vec::with_capacity(page.elements.len());
        for (index, element) in page.elements.iter().enumerate() {
            let own = if element.blocks.0 < element.blocks.1 { weight_of(index as u32, FAR_LEVEL) } else { 0.0 };
            far.push(own + if index == 0 { 0.0 } else { far[element.parent as usize] });
        }
        let score_of = |(block, inside): (usize, &Vec<u32>)| {
            let mut score =
                NameScore { inside: inside.iter().map(|&element| weight_of(element, 0)).sum(), ..NameScore::default() };
            for (element, level) in page.self_and_ancestors(page.blocks[block].element).zip(1..) {
                if level >= FAR_LEVEL {
                    score.far += far[element as usize];
                    break;
                }
                *(if level <= 2 { &mut score.close } else { &mut score.far }) += weight_of(element, level);
            }
            score
        };
        self.inside.iter().enumerate().map(score_of).collect()
    }
}

/// Log-odds that the names around a block speak for content.
#[derive(Debug, Clone, Copy, Default)]
pub struct NameScore {
    /// From elements inside it.
    pub inside: f32,
    /// From its element and the one around that.
    pub close: f32,
    /// From all further out.
    pub far: f32,
}

impl NameScore {
    /// All together.
    pub fn total(self) -> f32 {
        self.inside + self.close + self.far
    }
}

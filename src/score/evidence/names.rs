//! Elements go in, hashes of the names that their authors gave them come out.

use std::ops::Range;

use super::hash::{bucket, lower_hash, pair_hash, token_hash};
use super::tables::{LinearTable, NAME_BITS};
use crate::blocks::{ElementInfo, Page};
use crate::dom::{ClassId, Classes, PerClass, Tag};
use crate::score::tokens::{TokenKinds, TokenTable, for_each_token};

/// Whether an attribute holds names, and in which space. Class, id and role share their weights: templates use them alike.
pub(super) fn name_space(attribute: &str) -> Option<u64> {
    match attribute {
        "class" | "id" | "role" => Some(TEMPLATE_NAMES),
        "itemprop" => Some(3),
        "aria-label" => Some(4),
        "data-testid" => Some(5),
        "data-component" => Some(6),
        "data-type" => Some(7),
        _ => None,
    }
}

/// Space of class, id and role.
pub(super) const TEMPLATE_NAMES: u64 = 2;

/// Most tokens of one element that count; utility classes make long lists of names that say nothing.
pub(super) const MAX_TOKENS: usize = 24;

/// Levels told apart: inside the block, its element, the three above, and all further ones together.
pub(super) const FAR_LEVEL: usize = 5;

/// Spaces of what links say.
const LINK_KIND: u64 = 20;
const LINK_PATH: u64 = 21;
const LINK_REL: u64 = 23;

/// Longest part of a path that is a sign: longer ones are headlines.
const MAX_PATH_BYTES: usize = 20;

/// Most elements inside a block whose names count.
const MAX_INSIDE: usize = 6;

/// Names of every element of a page, as hashes.
#[derive(Debug, Default)]
pub struct Names {
    hashes: Vec<u64>,
    /// Range of each element's hashes.
    ranges: Vec<(u32, u32)>,
    /// Elements inside blocks, such as links and spans.
    inside: Vec<u32>,
    /// Range of those inside each block.
    inside_ranges: Vec<(u32, u32)>,
    /// Names that speak for the page's type, those of a class attribute once however many elements have it. Tags are left out, and of links
    /// all but where they lead: without them types are found as well.
    of_page: Vec<u64>,
    /// What kinds of page furniture the names of each element that holds blocks speak of.
    pub kinds: Vec<TokenKinds>,
}

/// Tokens of the page's class attributes, each read once.
struct ClassTokens {
    tokens: Vec<u64>,
    /// Range of each one's tokens, and their kinds.
    of_class: PerClass<(Range<usize>, TokenKinds)>,
}

impl ClassTokens {
    fn new(classes: &Classes, table: &TokenTable) -> Self {
        let mut tokens = Vec::new();
        let of_class = classes.map(|class| {
            let start = tokens.len();
            let kinds = push_tokens(class, TEMPLATE_NAMES, table, &mut tokens);
            (start..tokens.len(), kinds)
        });
        Self { tokens, of_class }
    }

    fn of(&self, class: ClassId) -> (&[u64], TokenKinds) {
        let (range, kinds) = self.of_class.of(class);
        (&self.tokens[range.clone()], *kinds)
    }
}

/// Adds the tokens of a value, as hashes in their space; gives the kinds of page furniture that they speak of.
fn push_tokens(value: &str, space: u64, table: &TokenTable, tokens: &mut Vec<u64>) -> TokenKinds {
    let mut kinds = TokenKinds::default();
    for_each_token(value, |token| {
        tokens.push(pair_hash(space, token));
        kinds = kinds.union(table.kinds_of(token));
    });
    kinds
}

impl Names {
    /// Reads the names of all elements.
    pub fn new(page: &Page<'_>, table: &TokenTable) -> Self {
        let mut names = Self { inside_ranges: vec![(0, 0); page.blocks.len()], ..Self::default() };
        let classes = ClassTokens::new(page.classes, table);
        for (index, element) in page.elements.iter().enumerate() {
            let start = names.hashes.len();
            let block = element.blocks.0 as usize;
            let is_inside = page.blocks.get(block).is_some_and(|block| {
                block.element < index as u32 && (index as u32) < page.elements[block.element as usize].end
            }) && element.blocks.1 - element.blocks.0 <= 1;
            // Names of <html> and <body> speak of the template, not of a part of the page.
            let is_template = matches!(element.tag, Tag::Html | Tag::Body);
            let has_blocks = element.blocks.0 < element.blocks.1;
            let mut kinds = TokenKinds::default();
            if !is_template && (is_inside || has_blocks) {
                kinds = names.read(element, &classes, table);
                if is_inside {
                    names.add_inside(block, index as u32);
                }
            }
            names.ranges.push((start as u32, names.hashes.len() as u32));
            names.kinds.push(if has_blocks { kinds } else { TokenKinds::default() });
        }
        names.of_page.extend(classes.tokens);
        names
    }

    /// Those inside one block come one after the other.
    fn add_inside(&mut self, block: usize, element: u32) {
        let range = &mut self.inside_ranges[block];
        if range.0 == range.1 {
            *range = (self.inside.len() as u32, self.inside.len() as u32);
        }
        if ((range.1 - range.0) as usize) < MAX_INSIDE {
            self.inside.push(element);
            range.1 += 1;
        }
    }

    fn inside(&self, block: usize) -> &[u32] {
        let (start, end) = self.inside_ranges[block];
        &self.inside[start as usize..end as usize]
    }

    fn read(&mut self, element: &ElementInfo<'_>, classes: &ClassTokens, table: &TokenTable) -> TokenKinds {
        let mut kinds = TokenKinds::default();
        let Some(node) = element.node.value().element() else { return kinds };
        let start = self.hashes.len();
        self.hashes.push(token_hash(node.name()));
        let (mut href, mut rel) = ("", "");
        for (name, value) in node.attributes() {
            match name {
                "class" => {
                    let (tokens, kinds_of_class) = classes.of(node.class());
                    self.hashes.extend_from_slice(tokens);
                    kinds = kinds.union(kinds_of_class);
                }
                "href" => href = value,
                "rel" => rel = value,
                _ => {
                    let Some(space) = name_space(name) else { continue };
                    let first = self.hashes.len();
                    let kinds_of_value = push_tokens(value, space, table, &mut self.hashes);
                    self.of_page.extend_from_slice(&self.hashes[first..]);
                    if space == TEMPLATE_NAMES {
                        kinds = kinds.union(kinds_of_value);
                    }
                }
            }
        }
        self.hashes.truncate(start + MAX_TOKENS);
        if element.tag == Tag::A {
            self.read_link(href, rel);
        }
        kinds
    }

    /// Where a link leads: its kind, the first part of its path (`/author/`, `/tag/`), what it is said to be.
    fn read_link(&mut self, href: &str, rel: &str) {
        let (scheme, rest) = match scheme_end(href) {
            Some(end) => (&href[..end], &href[end + "://".len()..]),
            None => ("", href),
        };
        let path = if scheme.is_empty() {
            rest
        } else {
            memchr::memchr(b'/', rest.as_bytes()).map_or("", |start| &rest[start..])
        };
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
            let place = pair_hash(LINK_PATH + u64::from(is_last), lower_hash(first));
            self.hashes.push(place);
            self.of_page.push(place);
        }
        for_each_token(rel, |token| self.hashes.push(pair_hash(LINK_REL, token)));
    }

    /// Those that speak for the page's type; some come more than once.
    pub fn of_page(&self) -> &[u64] {
        &self.of_page
    }

    fn of(&self, element: u32) -> &[u64] {
        let (start, end) = self.ranges[element as usize];
        &self.hashes[start as usize..end as usize]
    }

    /// Buckets of all names inside and around a block: what training counts.
    pub fn buckets(&self, page: &Page<'_>, block: usize) -> Vec<u16> {
        let inside = self.inside(block).iter().map(|&element| (element, 0));
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
        let is_far = far_around(page);
        let mut far: Vec<f32> = vec![0.0; page.elements.len()];
        for index in (0..page.elements.len()).filter(|&index| is_far[index]) {
            let above = if index == 0 { 0.0 } else { far[page.elements[index].parent as usize] };
            far[index] = weight_of(index as u32, FAR_LEVEL) + above;
        }
        // Blocks that follow one another mostly have the same elements further out.
        let mut known = [(u32::MAX, 0.0); FAR_LEVEL];
        let score_of = |block: usize| {
            let inside = self.inside(block).iter().map(|&element| weight_of(element, 0)).sum();
            let mut score = NameScore { inside, ..NameScore::default() };
            for (element, level) in page.self_and_ancestors(page.blocks[block].element).zip(1..) {
                if level >= FAR_LEVEL {
                    score.far += far[element as usize];
                    break;
                }
                if known[level].0 != element {
                    known[level] = (element, weight_of(element, level));
                }
                *(if level <= 2 { &mut score.close } else { &mut score.far }) += known[level].1;
            }
            score
        };
        (0..page.blocks.len()).map(score_of).collect()
    }
}

/// Whether each element is far around some block.
fn far_around(page: &Page<'_>) -> Vec<bool> {
    let mut is_far = vec![false; page.elements.len()];
    for block in &page.blocks {
        for element in page.self_and_ancestors(block.element).skip(FAR_LEVEL - 1) {
            if std::mem::replace(&mut is_far[element as usize], true) {
                break;
            }
        }
    }
    is_far
}

/// Where the first `://` of an address stands.
fn scheme_end(href: &str) -> Option<usize> {
    let bytes = href.as_bytes();
    memchr::memchr_iter(b':', bytes).find(|&at| bytes[at..].starts_with(b"://"))
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

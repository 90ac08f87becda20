//! A page's repeated shapes, sections and quoted texts, computed once: what features beyond a block's own text need.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::evidence::{HashedMap, HashedSet, pair_hash};
use super::wording::{self, Word, Wording};
use crate::blocks::{ElementInfo, Page};
use crate::dom::{Element, Notice, Tag};

/// Elements above a block that make its deep look.
const DEEP_LEVELS: usize = 5;

/// Text of the head that is compared with blocks, in bytes: descriptions and JSON-LD.
const MAX_QUOTED_BYTES: usize = 1 << 16;

/// Words of a run that counts as quoted.
const QUOTED_WORDS: usize = 3;

/// A heading's section: from it to the next heading of its level or above.
#[derive(Debug, Clone, Copy, Default)]
pub struct Section {
    /// Level of the heading, 0 before the first.
    pub level: u8,
    /// First block and one past the last, up to the next heading of any level.
    pub blocks: (u32, u32),
    /// Text in letters.
    pub units: u32,
    /// The part of it in links.
    pub link_units: u32,
    /// Blocks that are paragraphs.
    pub paragraphs: u32,
}

/// Repeated shapes, sections and quoted texts.
#[derive(Debug)]
pub struct Structure {
    /// For each element its look: its tag and class names, as a hash.
    pub looks: Vec<u64>,
    /// For each element, how many of its siblings look like it (it or a wrapper around just it).
    pub siblings: Vec<u32>,
    /// For each element, how many elements of the page look like it.
    pub alike: Vec<u32>,
    /// Running counts over elements of headings.
    pub headings: Vec<u32>,
    /// For each block the index of its deep look.
    pub deep_look_of: Vec<u32>,
    /// Blocks, letters and linked letters of each deep look.
    pub deep_looks: Vec<(u32, u32, u32)>,
    /// For each block its section.
    pub section_of: Vec<u32>,
    /// The sections.
    pub sections: Vec<Section>,
    /// For each block the share of its runs of words that the page's head says too, 0 to 1.
    pub quoted: Vec<f32>,
    /// For each block the share of its longer words that several paragraphs use, 0 to 1.
    pub topical: Vec<f32>,
}

impl Structure {
    /// Looks over the page once.
    pub fn new(page: &Page<'_>, looks: Vec<u64>, wording: &Wording, is_paragraph: &[bool]) -> Self {
        let (siblings, alike) = repetition(page, &looks);
        let (deep_look_of, deep_looks) = deep_looks(page, &looks);
        let (section_of, sections) = sections(page, is_paragraph);
        Self {
            looks,
            siblings,
            alike,
            headings: running_headings(page),
            deep_look_of,
            deep_looks,
            section_of,
            sections,
            quoted: quoted(page, wording),
            topical: topical(page, wording, is_paragraph),
        }
    }
}

/// For each element its look: its tag and class names, as a hash.
pub fn looks(page: &Page<'_>) -> Vec<u64> {
    let hasher = FixedState::default();
    let hashes = page.classes.map(|class| hasher.hash_one(class));
    let look = |element: &ElementInfo<'_>| {
        let class = element.node.value().element().map(Element::class).unwrap_or_default();
        pair_hash(*hashes.of(class), element.tag as u64)
    };
    page.elements.iter().map(look).collect()
}

fn repetition(page: &Page<'_>, looks: &[u64]) -> (Vec<u32>, Vec<u32>) {
    let holding = page.elements.iter().filter(|element| has_blocks(element)).count();
    let mut of_parent = Tally::with_capacity(holding);
    let mut of_page = Tally::default();
    let count = |(element, &look): (&ElementInfo<'_>, &u64)| {
        has_blocks(element).then(|| (of_parent.add(pair_hash(u64::from(element.parent), look)), of_page.add(look)))
    };
    let places: Vec<Option<(u32, u32)>> = page.elements.iter().zip(looks).map(count).collect();
    let (mut siblings, mut alike) = (Vec::with_capacity(looks.len()), Vec::with_capacity(looks.len()));
    for (element, place) in page.elements.iter().zip(places) {
        let Some((in_parent, in_page)) = place else {
            // Nobody asks: it is around no block.
            siblings.push(1);
            alike.push(1);
            continue;
        };
        let parent = element.parent as usize;
        let is_wrapped = parent < siblings.len() && page.elements[parent].blocks == element.blocks;
        let around = if is_wrapped { (siblings[parent], alike[parent]) } else { (0, 0) };
        siblings.push(of_parent.counts[in_parent as usize].max(around.0));
        alike.push(of_page.counts[in_page as usize].max(around.1));
    }
    (siblings, alike)
}

/// Counts how often hashes come.
#[derive(Default)]
struct Tally {
    places: HashedMap<u32>,
    counts: Vec<u32>,
}

impl Tally {
    fn with_capacity(hashes: usize) -> Self {
        let places = HashedMap::with_capacity_and_hasher(hashes, Default::default());
        Self { places, counts: Vec::with_capacity(hashes) }
    }

    /// Counts a hash; gives the place of its count.
    fn add(&mut self, hash: u64) -> u32 {
        let next = self.counts.len() as u32;
        let place = *self.places.entry(hash).or_insert(next);
        if place == next {
            self.counts.push(0);
        }
        self.counts[place as usize] += 1;
        place
    }
}

fn has_blocks(element: &ElementInfo<'_>) -> bool {
    element.blocks.0 < element.blocks.1
}

fn running_headings(page: &Page<'_>) -> Vec<u32> {
    let mut running = vec![0];
    let mut sum = 0;
    for element in &page.elements {
        sum += u32::from(element.tag.heading_level().is_some());
        running.push(sum);
    }
    running
}

fn deep_looks(page: &Page<'_>, looks_of: &[u64]) -> (Vec<u32>, Vec<(u32, u32, u32)>) {
    let mut index_of: HashedMap<u32> = HashedMap::default();
    let mut looks: Vec<(u32, u32, u32)> = Vec::new();
    let look_of = |block: &crate::blocks::TextBlock| {
        let index = *index_of.entry(deep_look(page, looks_of, block.element)).or_insert_with(|| {
            looks.push((0, 0, 0));
            looks.len() as u32 - 1
        });
        let sum = &mut looks[index as usize];
        *sum = (sum.0 + 1, sum.1 + block.units, sum.2 + block.link_units);
        index
    };
    (page.blocks.iter().map(look_of).collect(), looks)
}

/// The look of an element and of those around it, as a hash.
pub fn deep_look(page: &Page<'_>, looks_of: &[u64], element: u32) -> u64 {
    let around = page.self_and_ancestors(element).take(DEEP_LEVELS);
    around
        .fold(0, |deep: u64, index| deep.rotate_left(17).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ looks_of[index as usize])
}

fn sections(page: &Page<'_>, is_paragraph: &[bool]) -> (Vec<u32>, Vec<Section>) {
    let mut sections = vec![Section::default()];
    let mut section_of = Vec::with_capacity(page.blocks.len());
    for (index, block) in page.blocks.iter().enumerate() {
        if let Some(level) = page.elements[block.element as usize].tag.heading_level() {
            sections.push(Section { level, blocks: (index as u32, index as u32), ..Section::default() });
        }
        if let Some(section) = sections.last_mut() {
            section.blocks.1 = index as u32 + 1;
            section.units += block.units;
            section.link_units += block.link_units;
            section.paragraphs += u32::from(is_paragraph[index]);
        }
        section_of.push(sections.len() as u32 - 1);
    }
    (section_of, sections)
}

fn quoted(page: &Page<'_>, wording: &Wording) -> Vec<f32> {
    let texts = notice_texts(&page.notices);
    if texts.is_empty() {
        return vec![0.0; page.blocks.len()];
    }
    let mut known = Known::new();
    for text in texts {
        let words = wording::words(text);
        known.hashes.reserve(words.len());
        runs(&words).for_each(|run| known.add(run));
    }
    if known.hashes.is_empty() {
        return vec![0.0; page.blocks.len()];
    }
    let share = |block: usize| {
        let (mut all, mut found) = (0, 0);
        for run in runs(wording.of(block)) {
            all += 1;
            found += u32::from(known.has(run));
        }
        found as f32 / all.max(1) as f32
    };
    (0..page.blocks.len()).map(share).collect()
}

/// A set of hashes that refuses most others by one bit.
struct Known {
    hashes: HashedSet,
    bits: Vec<u64>,
}

/// Bits of a hash that choose its bit in [`Known`]: several times as many as a page's head has runs of words.
const KNOWN_BITS: u32 = 16;

impl Known {
    fn new() -> Self {
        Self { hashes: HashedSet::default(), bits: vec![0; (1 << KNOWN_BITS) / u64::BITS as usize] }
    }

    fn place(hash: u64) -> (usize, u64) {
        let place = hash >> (u64::BITS - KNOWN_BITS);
        ((place / u64::from(u64::BITS)) as usize, 1 << (place % u64::from(u64::BITS)))
    }

    fn add(&mut self, hash: u64) {
        let (at, bit) = Self::place(hash);
        self.bits[at] |= bit;
        self.hashes.insert(hash);
    }

    fn has(&self, hash: u64) -> bool {
        let (at, bit) = Self::place(hash);
        self.bits[at] & bit != 0 && self.hashes.contains(&hash)
    }
}

/// Descriptions and JSON-LD. Every element that follows a text costs as much as the text: what stands far below is not looked at.
fn notice_texts<'a>(notices: &[Notice<'a>]) -> Vec<&'a str> {
    let mut texts: Vec<&str> = Vec::new();
    let (mut cost, mut order) = (0, 0);
    for notice in notices {
        let last = texts.last().map_or(0, |text| text.len());
        cost += last * (notice.order - order) as usize;
        order = notice.order;
        if cost > MAX_QUOTED_BYTES {
            break;
        }
        let Some(element) = notice.node.value().element() else { continue };
        match element.tag() {
            Tag::Meta if is_description(element) => texts.push(element.attr("content").unwrap_or_default()),
            Tag::Script => texts.extend(notice.node.children().filter_map(|child| child.value().text())),
            _ => {}
        }
    }
    texts
}

fn is_description(meta: &Element) -> bool {
    meta.attr("name").or(meta.attr("property")).is_some_and(|name| name.ends_with("description"))
}

/// Hashes of every run of words.
fn runs(words: &[Word]) -> impl Iterator<Item = u64> {
    words.windows(QUOTED_WORDS).map(|run| {
        run.iter().fold(7, |all: u64, word| all.rotate_left(11).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word.hash)
    })
}

/// Paragraphs that use a word of the page's topic.
const MIN_TOPIC_PARAGRAPHS: u32 = 3;

/// Share of each block's longer words that are in several paragraphs or, once, in the title.
fn topical(page: &Page<'_>, wording: &Wording, is_paragraph: &[bool]) -> Vec<f32> {
    let mut uses: HashedMap<(u32, u32)> = HashedMap::default();
    for block in (0..page.blocks.len()).filter(|&block| is_paragraph[block]) {
        for word in wording.of(block).iter().filter(|word| word.is_long) {
            let (paragraphs, last) = uses.entry(word.hash).or_insert((0, u32::MAX));
            if *last != block as u32 {
                (*paragraphs, *last) = (*paragraphs + 1, block as u32);
            }
        }
    }
    for word in page.title.as_deref().map(wording::words).unwrap_or_default().iter().filter(|word| word.is_long) {
        uses.insert(word.hash, (MIN_TOPIC_PARAGRAPHS, 0));
    }
    let is_topical =
        |word: &Word| uses.get(&word.hash).is_some_and(|(paragraphs, _)| *paragraphs >= MIN_TOPIC_PARAGRAPHS);
    let share = |block: usize| {
        let (mut all, mut topical) = (0u32, 0u32);
        for word in wording.of(block).iter().filter(|word| word.is_long) {
            all += 1;
            topical += u32::from(is_topical(word));
        }
        topical as f32 / all.max(1) as f32
    };
    (0..page.blocks.len()).map(share).collect()
}

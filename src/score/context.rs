//! What features need to know of the whole page, computed once: sums over elements, look-alikes, repeated texts, the main element.

use foldhash::{HashMap, HashMapExt};

use super::containers::{Container, containers};
use super::evidence::{FirstWords, HashedMap, Names, pair_hash};
use super::phrases::{PhraseMatch, PhraseTable};
use super::structure::{Structure, looks};
use super::tokens::TokenKinds;
use super::wording::{self, Wording};
use super::{Lexicon, logarithms::Logarithms};
use crate::blocks::{ElementInfo, Page, TextBlock, Visibility};
use crate::dom::Tag;

/// Least text of a block that counts as a paragraph, in letters (a short sentence).
const MIN_PARAGRAPH_UNITS: u32 = 60;

/// Largest share of link text in a paragraph.
const MAX_PARAGRAPH_LINK_DENSITY: f32 = 0.33;

/// Share of the page's paragraph text that the main element holds at least.
const MAIN_SHARE: f32 = 0.6;

/// Weight of a block in means, beyond its letters: short blocks count too. About a word; lab/train/network.py has it, too.
const BASE_WEIGHT: u32 = 5;

/// What a block weighs in means over blocks, in letters.
pub fn weight_in_means(block: &TextBlock) -> u32 {
    block.units.saturating_add(BASE_WEIGHT)
}

/// Elements above a block whose names count as near to it.
const NEAR_LEVELS: usize = 3;

/// Sums over the blocks inside an element.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sums {
    /// Text in letters.
    pub units: u32,
    /// The part of it in links.
    pub link_units: u32,
    /// The part of it in paragraphs.
    pub paragraph_units: u32,
    /// Blocks.
    pub blocks: u32,
    /// Paragraphs.
    pub paragraphs: u32,
    /// Form controls; 0 where the sums are over no element.
    pub controls: u32,
}

impl Sums {
    fn since(self, before: Self) -> Self {
        Self {
            units: self.units - before.units,
            link_units: self.link_units - before.link_units,
            paragraph_units: self.paragraph_units - before.paragraph_units,
            blocks: self.blocks - before.blocks,
            paragraphs: self.paragraphs - before.paragraphs,
            controls: 0,
        }
    }

    /// Share of the text that is in links.
    pub fn link_density(&self) -> f32 {
        self.link_units as f32 / self.units.max(1) as f32
    }
}

/// Blocks of one look: same names on the innermost elements around them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Group {
    /// How many.
    pub blocks: u32,
    /// Their text together, in letters.
    pub units: u32,
    /// The part of it in links.
    pub link_units: u32,
}

/// The page as features see it.
#[derive(Debug)]
pub struct Context<'a> {
    /// The page.
    pub page: &'a Page<'a>,
    logarithms: &'a Logarithms,
    /// Sums over each element.
    pub sums: Vec<Sums>,
    /// Sums over the blocks before each, and last over all.
    running: Vec<Sums>,
    /// Kinds of names of each element and all around it.
    pub kinds_around: Vec<TokenKinds>,
    /// Kinds of names of each element and those closely around it.
    pub kinds_near: Vec<TokenKinds>,
    /// Tags of each element and all around it, as bits (see [`tag_bit`]).
    pub tags_around: Vec<u32>,
    /// Whether each block is a paragraph: shown, some text, few links.
    pub is_paragraph: Vec<bool>,
    /// The phrase that each block is or begins with.
    pub phrases: Vec<Option<PhraseMatch>>,
    /// For each block its look.
    pub group_of: Vec<u32>,
    /// The looks.
    pub groups: Vec<Group>,
    /// For each block how many blocks have its text.
    pub repeats: Vec<u32>,
    /// For each block how many earlier blocks have its text.
    pub earlier_repeats: Vec<u32>,
    /// Elements that hold [`MAIN_SHARE`] of the paragraph text, from the root to the innermost.
    pub main_path: Vec<u32>,
    /// First and last block that is a paragraph inside the main element.
    pub main_span: (usize, usize),
    /// For each block the last heading at or before it.
    pub heading_before: Vec<Option<u32>>,
    /// Hashes of the words of the page's title.
    pub title_words: Vec<u64>,
    /// The block that shows the title: the last heading of its words, or else the last block of them.
    pub title_block: Option<usize>,
    /// Names of elements.
    pub names: Names,
    /// First words of the blocks.
    pub first_words: FirstWords,
    /// Words and characters of the blocks.
    pub wording: Wording,
    /// Repeated shapes, sections, quoted texts.
    pub structure: Structure,
    /// For each element what it is as a container of blocks.
    pub containers: Vec<Container>,
    /// For each element the nearest one around it that holds more blocks; the root has itself.
    pub larger: Vec<u32>,
}

impl<'a> Context<'a> {
    /// Looks over the page once.
    pub fn new(page: &'a Page<'a>, lexicon: &'a Lexicon) -> Self {
        let is_paragraph: Vec<bool> = page.blocks.iter().map(is_paragraph).collect();
        let running = running_sums(page, &is_paragraph);
        let sums = sums(page, &running);
        let names = Names::new(page, &lexicon.tokens);
        let (kinds_around, kinds_near) = kinds(page, &names.kinds);
        let main_path = main_path(page, &sums);
        let main_span = main_span(page, &is_paragraph, main_path.last().copied().unwrap_or(0));
        let looks = looks(page);
        let (group_of, groups) = groups(page, &looks);
        let (repeats, earlier_repeats) = repeats(page);
        let wording = Wording::new(page);
        let first_words = FirstWords::new(page);
        let title = page.title.as_deref().map(wording::words).unwrap_or_default();
        let title_words: Vec<u64> = title.into_iter().map(|word| word.hash).collect();
        let structure = Structure::new(page, looks, &wording, &is_paragraph);
        Self {
            containers: containers(page, &sums, &structure, &lexicon.logarithms),
            sums,
            running,
            kinds_around,
            kinds_near,
            names,
            tags_around: tags_around(page),
            phrases: find_phrases(page, &first_words, &lexicon.phrases),
            first_words,
            group_of,
            groups,
            repeats,
            earlier_repeats,
            main_path,
            main_span,
            heading_before: headings_before(page),
            title_block: title_block(page, &title_words, &wording),
            title_words,
            larger: larger(page),
            structure,
            wording,
            is_paragraph,
            page,
            logarithms: &lexicon.logarithms,
        }
    }

    /// The natural logarithm of one more than a count.
    pub fn log(&self, count: u32) -> f32 {
        self.logarithms.of(count)
    }

    /// Sums over a range of blocks.
    pub fn sums_over(&self, first: usize, end: usize) -> Sums {
        self.running[end].since(self.running[first])
    }

    /// The whole page as a container.
    pub fn whole(&self) -> Container {
        self.containers.first().copied().unwrap_or_default()
    }

    /// Sums over the whole page.
    pub fn total(&self) -> Sums {
        self.sums.first().copied().unwrap_or_default()
    }
}

fn title_block(page: &Page<'_>, title: &[u64], wording: &Wording) -> Option<usize> {
    let longest = page.title.as_ref()?.len() * 2;
    let is_title = |block: usize| wording.of(block).iter().map(|word| &word.hash).eq(title);
    let shows_title = |block: &usize| page.blocks[*block].units as usize <= longest && is_title(*block);
    let showing: Vec<usize> = (0..page.blocks.len()).filter(shows_title).collect();
    let is_heading =
        |block: &&usize| page.elements[page.blocks[**block].element as usize].tag.heading_level().is_some();
    showing.iter().rfind(is_heading).or(showing.last()).copied()
}

fn find_phrases(page: &Page<'_>, first_words: &FirstWords, table: &PhraseTable) -> Vec<Option<PhraseMatch>> {
    let mut buffer = String::new();
    let blocks = page.blocks.iter().enumerate();
    blocks.map(|(index, block)| table.find(&block.text, first_words.first(index), &mut buffer)).collect()
}

fn is_paragraph(block: &TextBlock) -> bool {
    block.units >= MIN_PARAGRAPH_UNITS
        && block.link_density() <= MAX_PARAGRAPH_LINK_DENSITY
        && block.visibility <= Visibility::AriaHidden
}

fn running_sums(page: &Page<'_>, is_paragraph: &[bool]) -> Vec<Sums> {
    let mut running = Vec::with_capacity(page.blocks.len() + 1);
    let mut total = Sums::default();
    running.push(total);
    for (block, &is_paragraph) in page.blocks.iter().zip(is_paragraph) {
        total.units += block.units;
        total.link_units += block.link_units;
        total.paragraph_units += if is_paragraph { block.units } else { 0 };
        total.blocks += 1;
        total.paragraphs += u32::from(is_paragraph);
        running.push(total);
    }
    running
}

/// Sums over every element. Blocks of an element are a range, so sums are differences of running totals.
fn sums(page: &Page<'_>, running: &[Sums]) -> Vec<Sums> {
    let mut controls = vec![0];
    for element in &page.elements {
        controls.push(controls[controls.len() - 1] + u32::from(is_control(element.tag)));
    }
    let difference = |(index, element): (usize, &ElementInfo<'_>)| Sums {
        controls: controls[element.end as usize] - controls[index],
        ..running[element.blocks.1 as usize].since(running[element.blocks.0 as usize])
    };
    page.elements.iter().enumerate().map(difference).collect()
}

/// Elements by which a reader is asked to do something.
fn is_control(tag: Tag) -> bool {
    matches!(tag, Tag::Input | Tag::Button | Tag::Textarea | Tag::Select | Tag::Form | Tag::Label)
}

/// For each element the kinds of its names and of all around it, and of its names and those closely around it.
fn kinds(page: &Page<'_>, own: &[TokenKinds]) -> (Vec<TokenKinds>, Vec<TokenKinds>) {
    let mut around: Vec<TokenKinds> = Vec::with_capacity(own.len());
    for (element, &kinds) in page.elements.iter().zip(own) {
        let above = around.get(element.parent as usize).copied().unwrap_or_default();
        around.push(kinds.union(above));
    }
    let near = (0..page.elements.len() as u32)
        .map(|index| {
            let near = page.self_and_ancestors(index).take(NEAR_LEVELS);
            near.fold(TokenKinds::default(), |kinds, element| kinds.union(own[element as usize]))
        })
        .collect();
    (around, near)
}

/// Tags whose presence above a block is a feature, in the order of their bits.
pub const TAGS_AROUND: [(Tag, &str); 12] = [
    (Tag::Nav, "nav"),
    (Tag::Header, "header"),
    (Tag::Footer, "footer"),
    (Tag::Aside, "aside"),
    (Tag::Main, "main"),
    (Tag::Article, "article"),
    (Tag::Form, "form"),
    (Tag::Table, "table"),
    (Tag::Ul, "ul"),
    (Tag::Ol, "ol"),
    (Tag::Figure, "figure"),
    (Tag::Blockquote, "blockquote"),
];

fn tags_around(page: &Page<'_>) -> Vec<u32> {
    let mut around: Vec<u32> = Vec::with_capacity(page.elements.len());
    for element in &page.elements {
        let own = TAGS_AROUND.iter().position(|(tag, _)| *tag == element.tag).map_or(0, |bit| 1 << bit);
        let above = around.get(element.parent as usize).copied().unwrap_or(0);
        around.push(own | above);
    }
    around
}

/// From the root down, always into the child that still holds the main share of the paragraphs.
fn main_path(page: &Page<'_>, sums: &[Sums]) -> Vec<u32> {
    let needed = sums.first().map_or(0.0, |total| total.paragraph_units as f32 * MAIN_SHARE);
    let mut path = Vec::new();
    // Source order puts parents first, so the elements that qualify and follow one another downwards form the path.
    for (index, element) in page.elements.iter().enumerate() {
        let is_below = path.last().is_none_or(|&last| last == element.parent || index == 0);
        if is_below && needed > 0.0 && sums[index].paragraph_units as f32 >= needed {
            path.push(index as u32);
        }
    }
    path
}

fn main_span(page: &Page<'_>, is_paragraph: &[bool], main: u32) -> (usize, usize) {
    let Some(element) = page.elements.get(main as usize) else { return (0, 0) };
    let range = element.block_range();
    let paragraphs = || range.clone().filter(|&block| is_paragraph[block]);
    (paragraphs().next().unwrap_or(range.start), paragraphs().next_back().unwrap_or(range.end))
}

/// Groups blocks whose innermost two elements have the same tags and class names.
fn groups(page: &Page<'_>, looks: &[u64]) -> (Vec<u32>, Vec<Group>) {
    let mut index_of: HashedMap<u32> = HashedMap::default();
    let mut groups: Vec<Group> = Vec::new();
    let group_of = page
        .blocks
        .iter()
        .map(|block| {
            let inner = block.element as usize;
            let outer = page.elements[inner].parent as usize;
            let index = *index_of.entry(pair_hash(looks[inner], looks[outer])).or_insert_with(|| {
                groups.push(Group::default());
                groups.len() as u32 - 1
            });
            let group = &mut groups[index as usize];
            group.blocks += 1;
            group.units += block.units;
            group.link_units += block.link_units;
            index
        })
        .collect();
    (group_of, groups)
}

fn repeats(page: &Page<'_>) -> (Vec<u32>, Vec<u32>) {
    let mut index_of: HashMap<&str, u32> = HashMap::with_capacity(page.blocks.len());
    let mut counts: Vec<u32> = Vec::new();
    let mut texts = Vec::with_capacity(page.blocks.len());
    let mut earlier = Vec::with_capacity(page.blocks.len());
    for block in &page.blocks {
        let text = *index_of.entry(&block.text).or_insert_with(|| {
            counts.push(0);
            counts.len() as u32 - 1
        });
        texts.push(text);
        earlier.push(counts[text as usize]);
        counts[text as usize] += 1;
    }
    (texts.into_iter().map(|text| counts[text as usize]).collect(), earlier)
}

fn larger(page: &Page<'_>) -> Vec<u32> {
    let count = |element: u32| {
        let (first, end) = page.elements[element as usize].blocks;
        end - first
    };
    let mut larger: Vec<u32> = Vec::with_capacity(page.elements.len());
    for (index, element) in (0..).zip(&page.elements) {
        let parent = element.parent;
        let is_root = parent == index;
        larger.push(if is_root || count(parent) > count(index) { parent } else { larger[parent as usize] });
    }
    larger
}

fn headings_before(page: &Page<'_>) -> Vec<Option<u32>> {
    let mut last = None;
    page.blocks
        .iter()
        .enumerate()
        .map(|(index, block)| {
            if page.elements[block.element as usize].tag.heading_level().is_some() {
                last = Some(index as u32);
            }
            last
        })
        .collect()
}

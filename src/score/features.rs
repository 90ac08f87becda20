//! A block and its page go in, the numbers that the model weighs come out.

use std::fmt::{self, Display};

use super::containers::Container;
use super::context::{Context, TAGS_AROUND};
use super::evidence::Evidence;
use super::phrases::PhraseMatch;
use super::tokens::TokenKind;
use super::wording::Characters;
use crate::article::PageType;
use crate::blocks::{TextBlock, Visibility};
use crate::dom::Tag;

/// Name of a feature, made only when asked for.
pub struct Name<'a>(&'a str, &'a str);

impl Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0, self.1)
    }
}

/// Gives every feature of a block, name and value, always in the same order. All is inlined, so that the compiler knows the place of each.
#[inline(always)]
pub fn describe(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let text_block = &context.page.blocks[block];
    describe_text(context, block, put);
    describe_tag(context, text_block, put);
    describe_phrases(context, block, put);
    describe_ancestors(context, text_block, put);
    describe_containers(context, text_block, put);
    describe_position(context, block, put);
    describe_neighbours(context, block, put);
    describe_look_alikes(context, block, put);
    describe_title(context, block, put);
    describe_page(context, put);
    describe_words(context, context.wording.characters[block], put);
    describe_repetition(context, text_block, put);
    describe_deep_look(context, block, put);
    describe_section(context, block, put);
    put(Name("quoted", ""), context.structure.quoted[block]);
    put(Name("topical", ""), context.structure.topical[block]);
}

fn flag(is_true: bool) -> f32 {
    f32::from(u8::from(is_true))
}

fn describe_text(context: &Context<'_>, index: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let block = &context.page.blocks[index];
    put(Name("units_log", ""), context.log(block.units));
    put(Name("link_density", ""), block.link_density());
    put(Name("strong_share", ""), block.strong_units as f32 / block.units.max(1) as f32);
    put(Name("break_count_log", ""), context.log(block.break_count));
    put(Name("is_preformatted", ""), flag(block.is_preformatted));
    put(Name("is_hidden", ""), flag(block.visibility == Visibility::Hidden));
    describe_characters(context, &block.text, context.wording.characters[index], put);
}

fn describe_characters(context: &Context<'_>, text: &str, characters: Characters, put: &mut impl FnMut(Name<'_>, f32)) {
    put(Name("upper_share", ""), characters.upper as f32 / characters.letters.max(1) as f32);
    put(Name("symbol_share", ""), characters.symbols as f32 / characters.all.max(1) as f32);
    let last = text.trim_end_matches(['"', '”', '»', ')', '’', '」', '』', '）']).chars().next_back();
    put(Name("ends_sentence", ""), flag(last.is_some_and(|c| ".!?…。！？।؟".contains(c))));
    put(Name("has_comma", ""), flag(characters.has_comma));
    put(Name("sentences_log", ""), context.log(characters.sentence_ends));
    put(Name("is_copyright", ""), flag(characters.is_copyright));
}

fn describe_tag(context: &Context<'_>, block: &TextBlock, put: &mut impl FnMut(Name<'_>, f32)) {
    let tag = context.page.elements[block.element as usize].tag;
    let groups: [(&str, bool); 8] = [
        ("p", tag == Tag::P),
        ("li", tag == Tag::Li),
        ("h2_h3", matches!(tag, Tag::H2 | Tag::H3)),
        ("cell", matches!(tag, Tag::Td | Tag::Th)),
        ("div", matches!(tag, Tag::Div | Tag::Section | Tag::Article | Tag::Main)),
        ("control", matches!(tag, Tag::Button | Tag::Option | Tag::Select | Tag::Legend | Tag::Fieldset | Tag::Form)),
        ("caption", matches!(tag, Tag::Figcaption | Tag::Caption)),
        ("pre", tag.is_preformatted()),
    ];
    for (name, is_it) in groups {
        put(Name("tag_", name), flag(is_it));
    }
}

/// Longest block that speaks for those below it though a phrase is only its beginning, in letters.
const MAX_LABEL_UNITS: u32 = 60;

/// Kinds of phrases: of the block, of the heading above it, and of the first blocks of the containers around it.
fn describe_phrases(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let own = context.phrases[block];
    let kind = |found: Option<PhraseMatch>| found.map_or(0.0, |found| f32::from(found.kind) + 1.0);
    put(Name("phrase_whole", ""), kind(own.filter(|found| found.is_whole)));
    put(Name("phrase_start", ""), kind(own.filter(|found| !found.is_whole)));
    let label = |index: usize| {
        context.phrases[index].filter(|found| found.is_whole || context.page.blocks[index].units < MAX_LABEL_UNITS)
    };
    let heading = context.heading_before[block].filter(|&heading| heading as usize != block);
    put(Name("phrase_heading", ""), kind(heading.and_then(|heading| label(heading as usize))));
    put(Name("heading_distance_log", ""), heading.map_or(8.0, |heading| context.log(block as u32 - heading)));
    let mut levels = distinct_containers(context, context.page.blocks[block].element).skip(1);
    for name in ["1", "2", "3"] {
        let first = levels.next().and_then(|container| {
            let (first, end) = context.page.elements[container as usize].blocks;
            (first..end.min(first + 2).min(block as u32)).find_map(|index| label(index as usize))
        });
        put(Name("phrase_container_", name), kind(first));
    }
}

/// Kinds of names whose presence is a feature: close around a block, and anywhere around it.
const KINDS_NEAR: [TokenKind; 8] = [
    TokenKind::Content,
    TokenKind::Comment,
    TokenKind::Footer,
    TokenKind::Promotion,
    TokenKind::Byline,
    TokenKind::Caption,
    TokenKind::Commerce,
    TokenKind::Control,
];
const KINDS_AROUND: [TokenKind; 4] =
    [TokenKind::Navigation, TokenKind::Related, TokenKind::Comment, TokenKind::Overlay];

fn describe_ancestors(context: &Context<'_>, block: &TextBlock, put: &mut impl FnMut(Name<'_>, f32)) {
    let element = block.element as usize;
    for (bit, (_, name)) in TAGS_AROUND.iter().enumerate() {
        put(Name("in_", name), flag(context.tags_around[element] & (1 << bit) != 0));
    }
    for kind in KINDS_NEAR {
        put(Name("near_", kind.name()), flag(context.kinds_near[element].has(kind)));
    }
    for kind in KINDS_AROUND {
        put(Name("around_", kind.name()), flag(context.kinds_around[element].has(kind)));
    }
    put(Name("depth", ""), f32::from(context.page.elements[element].depth));
    let mut around = context.page.self_and_ancestors(block.element);
    let is_in_data_table = !context.page.data_tables.is_empty()
        && around.any(|index| context.page.data_tables.binary_search(&index).is_ok());
    put(Name("in_data_table", ""), flag(is_in_data_table));
}

/// Levels above the block whose sums are features.
const CONTAINER_LEVELS: [&str; 5] = ["0", "1", "2", "3", "4"];

fn describe_containers(context: &Context<'_>, block: &TextBlock, put: &mut impl FnMut(Name<'_>, f32)) {
    for (name, container) in CONTAINER_LEVELS.into_iter().zip(containers_around(context, block)) {
        put(Name("container_link_density_", name), container.link_density);
        put(Name("container_units_log_", name), container.units_log);
        put(Name("container_blocks_log_", name), container.blocks_log);
        put(Name("container_mean_log_", name), container.mean_log);
        put(Name("container_share_", name), container.share);
        put(Name("container_paragraph_share_", name), container.paragraph_share);
        put(Name("container_controls_a_block_", name), container.controls_a_block);
    }
}

/// The containers of a block, from its element up; the last one again and again.
fn containers_around<'a>(context: &'a Context<'_>, block: &TextBlock) -> impl Iterator<Item = &'a Container> {
    let mut levels = distinct_containers(context, block.element);
    let mut last = block.element;
    std::iter::repeat_with(move || {
        last = levels.next().unwrap_or(last);
        &context.containers[last as usize]
    })
}

/// The block's element and those around it that hold more blocks than the one before.
fn distinct_containers<'a>(context: &'a Context<'_>, element: u32) -> impl Iterator<Item = u32> + 'a {
    std::iter::successors(Some(element), |&index| {
        let larger = context.larger[index as usize];
        (context.sums[larger as usize].blocks > context.sums[index as usize].blocks).then_some(larger)
    })
}

fn describe_position(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let count = context.page.blocks.len();
    let (first, last) = context.main_span;
    let element = context.page.blocks[block].element;
    put(Name("position", ""), block as f32 / count as f32);
    put(Name("index_log", ""), context.log(block as u32));
    put(Name("rest_log", ""), context.log((count - block) as u32));
    put(Name("is_before_main", ""), flag(block < first));
    put(Name("is_after_main", ""), flag(block > last));
    put(Name("before_main_log", ""), context.log(first.saturating_sub(block) as u32));
    put(Name("after_main_log", ""), context.log(block.saturating_sub(last) as u32));
    let levels = levels_to_main(context, element);
    put(Name("levels_to_main", ""), levels as f32);
    put(Name("is_in_main", ""), flag(levels == 0));
}

/// How many elements of the main path do not hold the block: 0 inside the main element.
fn levels_to_main(context: &Context<'_>, element: u32) -> usize {
    let holds =
        |&&path_element: &&u32| path_element <= element && element < context.page.elements[path_element as usize].end;
    context.main_path.len() - context.main_path.iter().take_while(holds).count()
}

fn describe_neighbours(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let blocks = &context.page.blocks;
    for (name, neighbour) in [("prev1", block.checked_sub(1)), ("next1", Some(block + 1))] {
        let found = neighbour.and_then(|index| blocks.get(index));
        put(Name("units_log_", name), found.map_or(0.0, |found| context.log(found.units)));
        put(Name("link_density_", name), found.map_or(0.5, TextBlock::link_density));
    }
    let look = context.group_of[block];
    put(Name("is_same_look_next1", ""), flag(context.group_of.get(block + 1) == Some(&look)));
    for (name, reach) in [("4", 4), ("10", 10)] {
        let window = block.saturating_sub(reach)..(block + reach + 1).min(blocks.len());
        let sums = context.sums_over(window.start, window.end);
        let width = window.len() as f32;
        put(Name("window_paragraphs_", name), sums.paragraphs as f32 / width);
        put(Name("window_link_density_", name), sums.link_density());
        put(Name("window_mean_log_", name), (sums.units as f32 / width).ln_1p());
    }
}

fn describe_look_alikes(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let group = context.groups[context.group_of[block] as usize];
    put(Name("look_blocks_log", ""), context.log(group.blocks));
    put(Name("look_mean_log", ""), context.log(group.units / group.blocks.max(1)));
    put(Name("look_link_density", ""), group.link_units as f32 / group.units.max(1) as f32);
    put(Name("look_share", ""), group.units as f32 / context.total().units.max(1) as f32);
    put(Name("repeats_log", ""), context.log(context.repeats[block] - 1));
    put(Name("earlier_repeats_log", ""), context.log(context.earlier_repeats[block]));
}

/// Longest block that is compared with the title, in letters.
const MAX_TITLE_UNITS: u32 = 400;

fn describe_title(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let text_block = &context.page.blocks[block];
    let (mut share_of_title, mut share_of_block) = (0.0, 0.0);
    if text_block.units <= MAX_TITLE_UNITS && !context.title_words.is_empty() {
        let own = context.wording.of(block);
        let shared = own.iter().filter(|word| context.title_words.contains(&word.hash)).count() as f32;
        share_of_block = shared / own.len().max(1) as f32;
        share_of_title = (shared / context.title_words.len() as f32).min(1.0);
    }
    put(Name("title_share", ""), share_of_title);
    put(Name("block_share_in_title", ""), share_of_block);
    put(Name("is_title", ""), flag(share_of_title > 0.99 && share_of_block > 0.99));
    let title_block = context.title_block;
    put(Name("has_title_block", ""), flag(title_block.is_some()));
    put(Name("before_title_log", ""), title_block.map_or(0.0, |title| context.log(title.saturating_sub(block) as u32)));
    put(Name("after_title_log", ""), title_block.map_or(0.0, |title| context.log(block.saturating_sub(title) as u32)));
}

fn describe_page(context: &Context<'_>, put: &mut impl FnMut(Name<'_>, f32)) {
    let page = context.whole();
    put(Name("page_units_log", ""), page.units_log);
    put(Name("page_blocks_log", ""), page.blocks_log);
    put(Name("page_link_density", ""), page.link_density);
    put(Name("page_paragraph_share", ""), page.paragraph_share);
    put(Name("page_paragraph_units_log", ""), context.log(context.total().paragraph_units));
}

fn describe_words(context: &Context<'_>, characters: Characters, put: &mut impl FnMut(Name<'_>, f32)) {
    let words = characters.spaced_words;
    put(Name("words_log", ""), context.log(words));
    put(Name("lower_word_share", ""), characters.lower_words as f32 / words.max(1) as f32);
    put(Name("mean_word", ""), characters.visible as f32 / words.max(1) as f32);
}

fn describe_repetition(context: &Context<'_>, block: &TextBlock, put: &mut impl FnMut(Name<'_>, f32)) {
    for (name, container) in CONTAINER_LEVELS.into_iter().zip(containers_around(context, block)) {
        put(Name("siblings_log_", name), container.siblings_log);
        put(Name("alike_log_", name), container.alike_log);
        put(Name("headings_log_", name), container.headings_log);
    }
}

fn describe_deep_look(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let (blocks, units, link_units) = context.structure.deep_looks[context.structure.deep_look_of[block] as usize];
    put(Name("deep_look_blocks_log", ""), context.log(blocks));
    put(Name("deep_look_mean_log", ""), context.log(units / blocks.max(1)));
    put(Name("deep_look_link_density", ""), link_units as f32 / units.max(1) as f32);
    put(Name("deep_look_share", ""), units as f32 / context.total().units.max(1) as f32);
}

fn describe_section(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let section = context.structure.sections[context.structure.section_of[block] as usize];
    let blocks = section.blocks.1 - section.blocks.0;
    put(Name("section_level", ""), f32::from(section.level));
    put(Name("section_blocks_log", ""), context.log(blocks));
    put(Name("section_units_log", ""), context.log(section.units));
    put(Name("section_link_density", ""), section.link_units as f32 / section.units.max(1) as f32);
    put(Name("section_paragraph_share", ""), section.paragraphs as f32 / blocks.max(1) as f32);
    put(Name("section_rest_log", ""), context.log(section.blocks.1 - block as u32));
}

/// Gives every feature that rests on the linear models. All is inlined as well.
#[inline(always)]
pub fn describe_evidence(
    context: &Context<'_>,
    evidence: &Evidence,
    block: usize,
    put: &mut impl FnMut(Name<'_>, f32),
) {
    let name = evidence.names[block];
    put(Name("names_inside", ""), name.inside);
    put(Name("names_close", ""), name.close);
    put(Name("names_far", ""), name.far);
    put(Name("names_total", ""), name.total());
    put(Name("words_own", ""), evidence.words[block]);
    let heading = context.heading_before[block];
    put(Name("words_heading", ""), heading.map_or(0.0, |heading| evidence.words[heading as usize]));
    put(Name("names_heading", ""), heading.map_or(0.0, |heading| evidence.names[heading as usize].total()));
    for (label, offset) in [("prev1", -1), ("next1", 1), ("prev2", -2), ("next2", 2)] {
        let neighbour = block.checked_add_signed(offset).and_then(|index| evidence.names.get(index));
        put(Name("names_", label), neighbour.map_or(0.0, |name| name.total()));
    }
    let blocks = context.page.blocks.len();
    for (label, reach) in [("window4", 4), ("window10", 10)] {
        let window = (block.saturating_sub(reach) as u32, (block + reach + 1).min(blocks) as u32);
        put_means(evidence, label, window, put);
    }
    let section = context.structure.sections[context.structure.section_of[block] as usize];
    put_means(evidence, "section", section.blocks, put);
    let mut levels = distinct_containers(context, context.page.blocks[block].element).skip(1);
    let mut last = context.page.blocks[block].element;
    for label in ["container1", "container2", "container3"] {
        last = levels.next().unwrap_or(last);
        put_means(evidence, label, context.page.elements[last as usize].blocks, put);
    }
    put_means(evidence, "page", (0, blocks as u32), put);
    for (page_type, probability) in PageType::ALL.iter().zip(evidence.template_types) {
        put(Name("type_", page_type.name()), probability);
    }
}

#[inline(always)]
fn put_means(evidence: &Evidence, label: &str, blocks: (u32, u32), put: &mut impl FnMut(Name<'_>, f32)) {
    let (names, words) = evidence.means(blocks);
    put(Name("names_", label), names);
    put(Name("words_", label), words);
}

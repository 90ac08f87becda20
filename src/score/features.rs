//! A block and its page go in, the numbers that the model weighs come out.

use std::fmt::{self, Display};

use super::context::{Context, TAGS_AROUND, words};
use super::phrases::PHRASE_KINDS;
use super::tokens::TokenKind;
use crate::blocks::{TextBlock, Visibility};
use crate::dom::Tag;

/// Name of a feature, made only when asked for.
pub struct Name<'a>(&'a str, &'a str);

impl Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0, self.1)
    }
}

/// Gives every feature of a block, name and value, always in the same order.
pub fn describe(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let text_block = &context.page.blocks[block];
    describe_text(text_block, put);
    describe_tag(context, text_block, put);
    describe_phrases(context, block, put);
    describe_ancestors(context, text_block, put);
    describe_containers(context, text_block, put);
    describe_position(context, block, put);
    describe_neighbours(context, block, put);
    describe_look_alikes(context, block, put);
    describe_title(context, block, put);
    describe_page(context, put);
}

fn log(units: u32) -> f32 {
    (units as f32).ln_1p()
}

fn flag(is_true: bool) -> f32 {
    f32::from(u8::from(is_true))
}

fn describe_text(block: &TextBlock, put: &mut impl FnMut(Name<'_>, f32)) {
    let text = block.text.as_str();
    let density = block.link_density();
    put(Name("units_log", ""), log(block.units));
    for (name, least) in [("units_15", 15), ("units_40", 40), ("units_80", 80), ("units_160", 160), ("units_320", 320)]
    {
        put(Name(name, ""), flag(block.units >= least));
    }
    put(Name("link_density", ""), density);
    put(Name("is_all_link", ""), flag(density > 0.9));
    put(Name("has_no_link", ""), flag(block.link_count == 0 && block.link_units == 0));
    put(Name("link_count_log", ""), log(block.link_count));
    put(Name("fragment_link_share", ""), block.fragment_link_count as f32 / block.link_count.max(1) as f32);
    put(Name("strong_share", ""), block.strong_units as f32 / block.units.max(1) as f32);
    put(Name("break_count_log", ""), log(block.break_count));
    put(Name("is_preformatted", ""), flag(block.is_preformatted));
    for (name, value) in
        [("aria_hidden", Visibility::AriaHidden), ("noscript", Visibility::Noscript), ("hidden", Visibility::Hidden)]
    {
        put(Name("is_", name), flag(block.visibility == value));
    }
    describe_characters(text, put);
}

fn describe_characters(text: &str, put: &mut impl FnMut(Name<'_>, f32)) {
    let (mut letters, mut upper, mut digits, mut others, mut chars) = (0u32, 0u32, 0u32, 0u32, 0u32);
    for c in text.chars() {
        chars += 1;
        letters += u32::from(c.is_alphabetic());
        upper += u32::from(c.is_uppercase());
        digits += u32::from(c.is_numeric());
        others += u32::from(!c.is_alphanumeric() && !c.is_whitespace());
    }
    let chars = chars.max(1) as f32;
    put(Name("upper_share", ""), upper as f32 / letters.max(1) as f32);
    put(Name("digit_share", ""), digits as f32 / chars);
    put(Name("symbol_share", ""), others as f32 / chars);
    let last = text.trim_end_matches(['"', '”', '»', ')', '’', '」', '』', '）']).chars().next_back();
    put(Name("ends_sentence", ""), flag(last.is_some_and(|c| ".!?…。！？।؟".contains(c))));
    put(Name("ends_colon", ""), flag(last.is_some_and(|c| ":：".contains(c))));
    put(Name("has_comma", ""), flag(text.contains([',', '，', '、', '،'])));
    let sentences = text.matches(['.', '!', '?', '…', '。', '！', '？', '।']).count();
    put(Name("sentences_log", ""), log(sentences as u32));
    put(Name("is_copyright", ""), flag(text.contains('©')));
    put(Name("has_address", ""), flag(text.contains('@') || text.contains("http")));
    put(Name("has_separator", ""), flag(text.contains(['|', '›', '»', '·', '•'])));
}

fn describe_tag(context: &Context<'_>, block: &TextBlock, put: &mut impl FnMut(Name<'_>, f32)) {
    let tag = context.page.elements[block.element as usize].tag;
    let groups: [(&str, bool); 13] = [
        ("p", tag == Tag::P),
        ("li", tag == Tag::Li),
        ("h1", tag == Tag::H1),
        ("h2_h3", matches!(tag, Tag::H2 | Tag::H3)),
        ("h4_h6", matches!(tag, Tag::H4 | Tag::H5 | Tag::H6)),
        ("cell", matches!(tag, Tag::Td | Tag::Th)),
        ("div", matches!(tag, Tag::Div | Tag::Section | Tag::Article | Tag::Main)),
        ("control", matches!(tag, Tag::Button | Tag::Option | Tag::Select | Tag::Legend | Tag::Fieldset | Tag::Form)),
        ("caption", matches!(tag, Tag::Figcaption | Tag::Caption)),
        ("definition", matches!(tag, Tag::Dt | Tag::Dd)),
        ("quote", tag == Tag::Blockquote),
        ("pre", tag.is_preformatted()),
        ("landmark", matches!(tag, Tag::Nav | Tag::Header | Tag::Footer | Tag::Aside)),
    ];
    for (name, is_it) in groups {
        put(Name("tag_", name), flag(is_it));
    }
}

fn describe_phrases(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let own = context.phrases[block];
    for (index, name) in PHRASE_KINDS.iter().enumerate() {
        put(Name("phrase_", name), flag(own.is_some_and(|found| found.kind as usize == index && found.is_whole)));
    }
    put(Name("phrase_start", ""), flag(own.is_some_and(|found| !found.is_whole)));
    let heading = context.heading_before[block].filter(|&heading| heading as usize != block);
    let heading_phrase = heading.and_then(|heading| context.phrases[heading as usize]);
    put(Name("heading_phrase_whole", ""), flag(heading_phrase.is_some_and(|found| found.is_whole)));
    put(Name("heading_phrase_start", ""), flag(heading_phrase.is_some_and(|found| !found.is_whole)));
    put(Name("heading_distance_log", ""), heading.map_or(8.0, |heading| log(block as u32 - heading)));
}

fn describe_ancestors(context: &Context<'_>, block: &TextBlock, put: &mut impl FnMut(Name<'_>, f32)) {
    let element = block.element as usize;
    for (bit, (_, name)) in TAGS_AROUND.iter().enumerate() {
        put(Name("in_", name), flag(context.tags_around[element] & (1 << bit) != 0));
    }
    for (kind, name) in TokenKind::ALL {
        put(Name("near_", name), flag(context.kinds_near[element].has(kind)));
        put(Name("around_", name), flag(context.kinds_around[element].has(kind)));
    }
    put(Name("depth", ""), f32::from(context.page.elements[element].depth));
    let is_in_data_table = context
        .page
        .self_and_ancestors(block.element)
        .any(|index| context.page.data_tables.binary_search(&index).is_ok());
    put(Name("in_data_table", ""), flag(is_in_data_table));
}

/// Levels above the block whose sums are features.
const CONTAINER_LEVELS: [&str; 5] = ["0", "1", "2", "3", "4"];

fn describe_containers(context: &Context<'_>, block: &TextBlock, put: &mut impl FnMut(Name<'_>, f32)) {
    let total = context.total();
    let mut levels = distinct_containers(context, block.element);
    let mut last = block.element;
    for name in CONTAINER_LEVELS {
        last = levels.next().unwrap_or(last);
        let sums = context.sums[last as usize];
        put(Name("container_link_density_", name), sums.link_density());
        put(Name("container_units_log_", name), log(sums.units));
        put(Name("container_blocks_log_", name), log(sums.blocks));
        put(Name("container_mean_log_", name), log(sums.units / sums.blocks.max(1)));
        put(Name("container_share_", name), sums.paragraph_units as f32 / total.paragraph_units.max(1) as f32);
        put(Name("container_paragraph_share_", name), sums.paragraph_units as f32 / sums.units.max(1) as f32);
        put(Name("container_controls_log_", name), log(sums.controls));
        put(Name("container_controls_a_block_", name), sums.controls as f32 / sums.blocks.max(1) as f32);
    }
}

/// The block's element and those around it that hold more blocks than the one before.
fn distinct_containers<'a>(context: &'a Context<'_>, element: u32) -> impl Iterator<Item = u32> + 'a {
    let mut blocks = 0;
    context.page.self_and_ancestors(element).filter(move |&index| {
        let holds = context.sums[index as usize].blocks;
        let is_larger = holds > blocks;
        blocks = blocks.max(holds);
        is_larger
    })
}

fn describe_position(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let count = context.page.blocks.len();
    let (first, last) = context.main_span;
    let element = context.page.blocks[block].element;
    put(Name("position", ""), block as f32 / count as f32);
    put(Name("index_log", ""), log(block as u32));
    put(Name("rest_log", ""), log((count - block) as u32));
    put(Name("is_before_main", ""), flag(block < first));
    put(Name("is_after_main", ""), flag(block > last));
    put(Name("before_main_log", ""), log(first.saturating_sub(block) as u32));
    put(Name("after_main_log", ""), log(block.saturating_sub(last) as u32));
    put(Name("levels_to_main", ""), levels_to_main(context, element) as f32);
    put(Name("is_in_main", ""), flag(levels_to_main(context, element) == 0));
}

/// How many elements of the main path do not hold the block: 0 inside the main element.
fn levels_to_main(context: &Context<'_>, element: u32) -> usize {
    let holds =
        |&&path_element: &&u32| path_element <= element && element < context.page.elements[path_element as usize].end;
    context.main_path.len() - context.main_path.iter().take_while(holds).count()
}

fn describe_neighbours(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    for (name, offset) in [("prev1", -1), ("next1", 1), ("prev2", -2), ("next2", 2), ("prev3", -3), ("next3", 3)] {
        let neighbour = block
            .checked_add_signed(offset)
            .and_then(|index| context.page.blocks.get(index).map(|found| (index, found)));
        put(Name("units_log_", name), neighbour.map_or(0.0, |(_, found)| log(found.units)));
        put(Name("link_density_", name), neighbour.map_or(0.5, |(_, found)| found.link_density()));
        put(Name("is_paragraph_", name), flag(neighbour.is_some_and(|(index, _)| context.is_paragraph[index])));
        put(
            Name("is_same_look_", name),
            flag(neighbour.is_some_and(|(index, _)| context.group_of[index] == context.group_of[block])),
        );
    }
    for (name, reach) in [("4", 4), ("10", 10)] {
        let window = block.saturating_sub(reach)..(block + reach + 1).min(context.page.blocks.len());
        let width = window.len() as f32;
        let paragraphs = window.clone().filter(|&index| context.is_paragraph[index]).count();
        let (units, links) =
            context.page.blocks[window].iter().fold((0, 0), |sum, near| (sum.0 + near.units, sum.1 + near.link_units));
        put(Name("window_paragraphs_", name), paragraphs as f32 / width);
        put(Name("window_link_density_", name), links as f32 / units.max(1) as f32);
        put(Name("window_mean_log_", name), (units as f32 / width).ln_1p());
    }
}

fn describe_look_alikes(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let group = context.groups[context.group_of[block] as usize];
    put(Name("look_blocks_log", ""), log(group.blocks));
    put(Name("look_mean_log", ""), log(group.units / group.blocks.max(1)));
    put(Name("look_link_density", ""), group.link_units as f32 / group.units.max(1) as f32);
    put(Name("look_share", ""), group.units as f32 / context.total().units.max(1) as f32);
    put(Name("repeats_log", ""), log(context.repeats[block] - 1));
    put(Name("earlier_repeats_log", ""), log(context.earlier_repeats[block]));
}

/// Longest block that is compared with the title, in letters.
const MAX_TITLE_UNITS: u32 = 400;

fn describe_title(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let text_block = &context.page.blocks[block];
    let (mut share_of_title, mut share_of_block) = (0.0, 0.0);
    if text_block.units <= MAX_TITLE_UNITS && !context.title_words.is_empty() {
        let own = words(&text_block.text);
        let shared = own.iter().filter(|word| context.title_words.contains(word)).count() as f32;
        share_of_block = shared / own.len().max(1) as f32;
        share_of_title = (shared / context.title_words.len() as f32).min(1.0);
    }
    put(Name("title_share", ""), share_of_title);
    put(Name("block_share_in_title", ""), share_of_block);
    put(Name("is_title", ""), flag(share_of_title > 0.99 && share_of_block > 0.99));
    let title_block = context.title_block;
    put(Name("has_title_block", ""), flag(title_block.is_some()));
    put(Name("before_title_log", ""), title_block.map_or(0.0, |title| log(title.saturating_sub(block) as u32)));
    put(Name("after_title_log", ""), title_block.map_or(0.0, |title| log(block.saturating_sub(title) as u32)));
}

fn describe_page(context: &Context<'_>, put: &mut impl FnMut(Name<'_>, f32)) {
    let total = context.total();
    put(Name("page_units_log", ""), log(total.units));
    put(Name("page_blocks_log", ""), log(total.blocks));
    put(Name("page_link_density", ""), total.link_density());
    put(Name("page_paragraph_share", ""), total.paragraph_units as f32 / total.units.max(1) as f32);
    put(Name("page_paragraph_units_log", ""), log(total.paragraph_units));
}

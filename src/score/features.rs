//! A block and its page go in, the numbers that the model weighs come out.

use std::fmt::{self, Display};

use super::context::{Context, TAGS_AROUND, words};
use super::evidence::Evidence;
use super::phrases::PHRASE_KINDS;
use super::tokens::TokenKind;
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
    describe_wording(&text_block.text, put);
    describe_repetition(context, text_block, put);
    describe_deep_look(context, block, put);
    describe_section(context, block, put);
    put(Name("quoted", ""), context.structure.quoted[block]);
    put(Name("topical", ""), context.structure.topical[block]);
    describe_authors(context, text_block, put);
    describe_phrases_around(context, block, put);
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
        let is_heading = |(_, found): (usize, &TextBlock)| {
            context.page.elements[found.element as usize].tag.heading_level().is_some()
        };
        put(Name("is_heading_", name), flag(neighbour.is_some_and(is_heading)));
        put(Name("is_phrase_", name), flag(neighbour.is_some_and(|(index, _)| context.phrases[index].is_some())));
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

fn describe_wording(text: &str, put: &mut impl FnMut(Name<'_>, f32)) {
    let (mut words, mut lower_words, mut letters) = (0u32, 0u32, 0u32);
    for word in text.split_whitespace() {
        words += 1;
        let first = word.chars().find(|c| c.is_alphanumeric());
        lower_words += u32::from(first.is_some_and(char::is_lowercase));
        letters += word.chars().count() as u32;
    }
    let first = text.chars().find(|c| !c.is_whitespace());
    put(Name("words_log", ""), log(words));
    put(Name("lower_word_share", ""), lower_words as f32 / words.max(1) as f32);
    put(Name("mean_word", ""), letters as f32 / words.max(1) as f32);
    put(Name("starts_lower", ""), flag(first.is_some_and(char::is_lowercase)));
    put(Name("starts_digit", ""), flag(first.is_some_and(char::is_numeric)));
    put(Name("starts_symbol", ""), flag(first.is_some_and(|c| !c.is_alphanumeric())));
    put(Name("ends_ellipsis", ""), flag(text.ends_with('…') || text.ends_with("...")));
    put(Name("ends_question", ""), flag(text.ends_with(['?', '？'])));
    put(Name("has_currency", ""), flag(text.contains(['$', '€', '£', '¥', '₹', '₽'])));
    put(Name("has_time", ""), flag(has_time(text)));
}

/// Whether a short text has a digit, a colon and a digit, as times and scores do.
fn has_time(text: &str) -> bool {
    text.len() < 80
        && text
            .as_bytes()
            .windows(3)
            .any(|part| part[0].is_ascii_digit() && part[1] == b':' && part[2].is_ascii_digit())
}

fn describe_repetition(context: &Context<'_>, block: &TextBlock, put: &mut impl FnMut(Name<'_>, f32)) {
    let mut levels = distinct_containers(context, block.element);
    let mut last = block.element;
    let structure = &context.structure;
    for name in CONTAINER_LEVELS {
        last = levels.next().unwrap_or(last);
        let index = last as usize;
        let end = context.page.elements[index].end as usize;
        put(Name("siblings_log_", name), log(structure.siblings[index]));
        put(Name("alike_log_", name), log(structure.alike[index]));
        put(Name("images_log_", name), log(structure.images[end] - structure.images[index]));
        put(Name("headings_log_", name), log(structure.headings[end] - structure.headings[index]));
    }
}

fn describe_deep_look(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let (blocks, units, link_units) = context.structure.deep_looks[context.structure.deep_look_of[block] as usize];
    put(Name("deep_look_blocks_log", ""), log(blocks));
    put(Name("deep_look_mean_log", ""), log(units / blocks.max(1)));
    put(Name("deep_look_link_density", ""), link_units as f32 / units.max(1) as f32);
    put(Name("deep_look_share", ""), units as f32 / context.total().units.max(1) as f32);
}

fn describe_section(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let section = context.structure.sections[context.structure.section_of[block] as usize];
    let blocks = section.blocks.1 - section.blocks.0;
    put(Name("section_level", ""), f32::from(section.level));
    put(Name("section_blocks_log", ""), log(blocks));
    put(Name("section_units_log", ""), log(section.units));
    put(Name("section_link_density", ""), section.link_units as f32 / section.units.max(1) as f32);
    put(Name("section_paragraph_share", ""), section.paragraphs as f32 / blocks.max(1) as f32);
    put(Name("section_rest_log", ""), log(section.blocks.1 - block as u32));
}

/// Gives every feature that rests on the linear models.
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
        let neighbour = block.checked_add_signed(offset).filter(|&index| index < evidence.words.len());
        put(Name("names_", label), neighbour.map_or(0.0, |index| evidence.names[index].total()));
        put(Name("words_", label), neighbour.map_or(0.0, |index| evidence.words[index]));
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
    for (page_type, probability) in PageType::ALL.iter().zip(evidence.types) {
        put(Name("type_", page_type.name()), probability);
    }
}

fn put_means(evidence: &Evidence, label: &str, blocks: (u32, u32), put: &mut impl FnMut(Name<'_>, f32)) {
    let (names, words) = evidence.means(blocks);
    put(Name("names_", label), names);
    put(Name("words_", label), words);
}

/// Text at the start of a block in which an author's name is looked for, in bytes.
const MAX_NAME_OFFSET: usize = 60;

fn describe_authors(context: &Context<'_>, block: &TextBlock, put: &mut impl FnMut(Name<'_>, f32)) {
    let place = |name: &String| block.text.find(name.as_str()).filter(|_| name.chars().count() >= 3);
    let first = context.page.authors.iter().filter_map(place).min();
    put(Name("starts_with_author", ""), flag(first == Some(0)));
    put(Name("names_author_early", ""), flag(first.is_some_and(|offset| offset < MAX_NAME_OFFSET)));
    put(Name("names_author", ""), flag(first.is_some()));
}

/// Kinds of phrases above a block: of the heading before it, and of the first blocks of the containers around it.
fn describe_phrases_around(context: &Context<'_>, block: usize, put: &mut impl FnMut(Name<'_>, f32)) {
    let heading = context.heading_before[block].filter(|&heading| heading as usize != block);
    let kind_of = |index: usize| {
        context
            .phrases
            .get(index)
            .copied()
            .flatten()
            .filter(|found| found.is_whole || context.page.blocks[index].units < 60)
    };
    let heading_kind = heading.and_then(|heading| kind_of(heading as usize)).map(|found| found.kind as usize);
    for (index, name) in PHRASE_KINDS.iter().enumerate() {
        put(Name("heading_", name), flag(heading_kind == Some(index)));
    }
    let element = context.page.blocks[block].element;
    let mut levels = distinct_containers(context, element).skip(1);
    for name in ["1", "2", "3"] {
        let kind = levels.next().and_then(|container| {
            let (first, end) = context.page.elements[container as usize].blocks;
            (first..end.min(first + 2))
                .filter(|&index| (index as usize) < block)
                .find_map(|index| kind_of(index as usize))
        });
        put(Name("container_phrase_", name), kind.map_or(0.0, |found| f32::from(found.kind) + 1.0));
    }
}

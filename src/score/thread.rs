//! What is thought of a thread's blocks goes in; what blocks in places of one look have in common comes out.

use super::Weighed;
use super::context::{Context, weight_in_means};
use super::evidence::HashedMap;
use super::network::Grouping;
use super::structure::deep_look;
use crate::blocks::Page;
use crate::dom::Tag;

/// What a post's text is marked up with: without a class such an element is no place of its own but a part of the one around it.
/// So are headings.
const MARKUP: [Tag; 6] = [Tag::P, Tag::Blockquote, Tag::Ul, Tag::Ol, Tag::Li, Tag::Pre];

/// Elements of markup that may stand in one another: deeper ones are places of their own, so that no block has to look far up.
const MAX_MARKUP_LEVELS: usize = 8;

/// Lets a thread's blocks in places of one look share their mean log-odds: its posts are content or are not, however short one of them is. By
/// cross-validation over domains word F1 of WCXB's forums rises from .842 to .843, char F1 of magic-html's from .847 to .855; on no other type
/// of page did it help.
///
/// A post of one line is often bare text where a longer one has paragraphs, a list or a heading; the model may think much of these and little of
/// that. If all share, the mean of four models rises from .8405 to .846 in magic-html's threads, and in WCXB's from .8437 to .844. Places told
/// apart by fewer elements around them than looks are bring .844 to .845, and WCXB's fall to .842 with two or three.
pub fn share_places(context: &Context<'_>, weighed: &mut [Weighed]) {
    let page = context.page;
    let mut index_of: HashedMap<u32> = HashedMap::default();
    let place_of = page.blocks.iter().map(|block| {
        let next = index_of.len() as u32;
        *index_of.entry(deep_look(page, &context.structure.looks, place(page, block.element))).or_insert(next)
    });
    let weights: Vec<f32> = page.blocks.iter().map(|block| weight_in_means(block) as f32).collect();
    let places = Grouping::new(place_of.collect(), &weights);
    let means = places.means_of(weighed.iter().map(|weighed| weighed.own()));
    for (block, weighed) in weighed.iter_mut().enumerate() {
        weighed.of_place = Some(means[places.group_of(block)]);
    }
}

/// The innermost element around some text that is more than markup; an element is around itself, too.
fn place(page: &Page<'_>, element: u32) -> u32 {
    let is_markup = |&index: &u32| {
        let element = &page.elements[index as usize];
        let has_class = || element.node.value().element().is_some_and(|element| element.classes().next().is_some());
        (MARKUP.contains(&element.tag) || element.tag.heading_level().is_some()) && !has_class()
    };
    page.self_and_ancestors(element).take(MAX_MARKUP_LEVELS).find(|index| !is_markup(index)).unwrap_or(element)
}

#[cfg(test)]
mod tests {
    use super::share_places;
    use crate::blocks::segment;
    use crate::dom::parse_sample;
    use crate::score::{Lexicon, Weighed};

    const THREAD: &str = "<div class=post><h4 class=poster>ropewalker</h4><div class=body>Grease the shackle, not the pin.</div></div>\
        <div class=post><h4 class=poster>tidemill</h4><div class=body><p>We did that for years.</p><ul><li>The pin wore out.</li></ul>\
        <p class=signature>Fair winds!</p></div></div><div class=side><div class=body>Moorings to let.</div></div>";

    #[test]
    fn texts_of_posts_share_however_they_are_marked_up() {
        let dom = parse_sample(THREAD);
        let page = segment(&dom, Vec::new());
        let own = [-3.0, -2.0, -1.0, 2.0, 2.0, -4.0, -2.0];
        let mut weighed = own.map(|own| Weighed { by_trees: own, by_network: own, of_place: None });
        share_places(&Lexicon::new().context(&page), &mut weighed);
        let [poster, bare, other_poster, paragraph, item, signature, aside] = weighed.map(Weighed::log_odds);
        assert!(bare == paragraph && paragraph == item && bare > 0.0, "{bare} {paragraph} {item}");
        assert!(poster == other_poster && poster < -1.0, "{poster} {other_poster}");
        assert_eq!((signature, aside), (-4.0, -2.0));
    }
}

//! The real image behind lazy loading.

use super::link::Base;
use crate::article::Image;
use crate::dom::{NodeRef, Tag, fold_white_space};

/// Attributes where lazy loaders keep the real address, most telling first.
const LAZY_SOURCES: [&str; 7] = [
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-original-src",
    "data-full-src",
    "data-actualsrc",
    "data-image",
];

/// Attributes that hold lists of candidates.
const CANDIDATE_LISTS: [&str; 3] = ["data-srcset", "data-lazy-srcset", "srcset"];

/// Width or height up to which an image is a tracker, a spacer or an icon, in CSS pixels.
const MAX_ICON_PIXELS: u32 = 32;

/// The image of an `<img>` (or `<amp-img>`), if it is one that an article would show.
pub fn image(node: NodeRef<'_>, base: &Base) -> Option<Image> {
    let element = node.value().element()?;
    let pixels =
        |name: &str| element.attr(name).and_then(|value| value.trim().trim_end_matches("px").parse::<u32>().ok());
    if [pixels("width"), pixels("height")].into_iter().flatten().any(|size| size <= MAX_ICON_PIXELS) {
        return None;
    }
    let lazy = LAZY_SOURCES.iter().find_map(|name| base.image(element.attr(name)?));
    let source = lazy
        .or_else(|| CANDIDATE_LISTS.iter().find_map(|name| largest_candidate(element.attr(name)?, base)))
        .or_else(|| from_picture(node, base))
        .or_else(|| base.image(element.attr("src")?))?;
    Some(Image { source, alt: fold_white_space(element.attr("alt").unwrap_or_default()) })
}

/// The first `<source>` of the `<picture>` around the image.
fn from_picture(node: NodeRef<'_>, base: &Base) -> Option<String> {
    let picture = node.parent().filter(|parent| parent.value().tag() == Tag::Picture)?;
    let has_plain_source = node.value().attr("src").and_then(|source| base.image(source)).is_some();
    if has_plain_source {
        return None;
    }
    picture.children().filter(|child| child.value().tag() == Tag::Source).find_map(|child| {
        let candidates = child.value().attr("srcset").or_else(|| child.value().attr("data-srcset"))?;
        largest_candidate(candidates, base)
    })
}

/// The candidate of a `srcset` with the largest width or density (HTML standard, 4.8.4.2.1).
fn largest_candidate(candidates: &str, base: &Base) -> Option<String> {
    let mut best: Option<(f32, &str)> = None;
    let mut words = candidates.split_ascii_whitespace().peekable();
    while let Some(word) = words.next() {
        let address = word.trim_end_matches(',');
        let is_bare = word.ends_with(',') && !address.is_empty();
        let size = if is_bare { None } else { words.next_if(|next| descriptor(next).is_some()).and_then(descriptor) };
        let size = size.unwrap_or(1.0);
        if best.is_none_or(|(largest, _)| size > largest) {
            best = Some((size, address));
        }
    }
    base.image(best?.1)
}

fn descriptor(word: &str) -> Option<f32> {
    let word = word.trim_end_matches(',');
    word.strip_suffix('w').or_else(|| word.strip_suffix('x'))?.parse().ok()
}

//! Titles as the sources spell them go in, the headline without the site's name comes out.

use super::candidates::{Candidates, Slot};
use super::plain::{key, plain, short_text};
use super::raw::Raw;
use super::site::SiteNames;
use crate::article::{Field, Origin};

/// Longest headline, in bytes.
const MAX_TITLE_BYTES: usize = 600;

/// What stands between a headline and the site's name. Unspaced ones come last: a hyphen alone never parts.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", " « ", " › ", " / ", " ~ ", " : ", ": ", " > ", "|", "｜",
    " _ ", "_", "—", "»", "-", "–",
];

/// Separators that stand without spaces only in Chinese and the like.
const UNSPACED: &[&str] = &["_", "—", "-", "–"];

/// The visible first-level headings, in page order.
pub(super) fn headings(raw: &Raw<'_>) -> Vec<String> {
    let shown = raw.headings.iter().filter_map(|spot| short_text(spot.node, MAX_TITLE_BYTES));
    shown.filter(|text| !text.is_empty()).collect()
}

/// The text of the `<title>` element.
pub(super) fn title_element(raw: &Raw<'_>) -> Option<String> {
    raw.title.and_then(|node| short_text(node, MAX_TITLE_BYTES)).filter(|title| !title.is_empty())
}

/// The headline: a heading that agrees with what the sources say, otherwise the strongest source.
pub(super) fn choose(
    raw: &Raw<'_>,
    candidates: &Candidates,
    site: &SiteNames,
    headings: &[String],
) -> Option<Field<String>> {
    let headings: Vec<&String> = headings.iter().filter(|heading| !site.is_named(heading)).collect();
    let keys: Vec<String> = headings.iter().map(|heading| key(heading)).collect();
    let mut stated: Vec<Field<String>> = candidates
        .of(Slot::Title)
        .into_iter()
        .map(|field| Field { value: strip_site(&plain(&field.value), site, &keys), origin: field.origin })
        .collect();
    stated.extend(
        title_element(raw).map(|title| Field { value: strip_site(&title, site, &keys), origin: Origin::TitleElement }),
    );
    stated.retain(|field| {
        !field.value.is_empty() && field.value.len() <= MAX_TITLE_BYTES && !site.is_named(&field.value)
    });
    agreed(&stated, &headings, &keys)
        .or_else(|| stated.into_iter().next())
        .or_else(|| headings.first().map(|heading| Field { value: (*heading).clone(), origin: Origin::Heading }))
}

/// A heading that some source repeats, in the heading's own spelling.
fn agreed(stated: &[Field<String>], headings: &[&String], keys: &[String]) -> Option<Field<String>> {
    for field in stated {
        let stated_key = key(&field.value);
        if let Some(at) = keys.iter().position(|key| *key == stated_key) {
            return Some(Field { value: headings[at].clone(), origin: field.origin });
        }
    }
    None
}

/// Takes the site's name off both ends.
fn strip_site(title: &str, site: &SiteNames, headings: &[String]) -> String {
    let mut title = title.trim();
    while let Some(shorter) = strip_once(title, site, headings) {
        title = shorter;
    }
    title.to_owned()
}

fn strip_once<'a>(title: &'a str, site: &SiteNames, headings: &[String]) -> Option<&'a str> {
    if headings.contains(&key(title)) {
        return None;
    }
    let is_headline = |part: &str| headings.contains(&key(part));
    for (left, right) in splits(title) {
        if is_headline(left) || (site.is_in(right) && !key(left).is_empty()) {
            return Some(left);
        }
        if is_headline(right) || site.is_named(left) {
            return Some(right);
        }
    }
    None
}

/// All ways to part a title in two at a separator, the last separator first.
fn splits(title: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut places: Vec<(usize, usize)> = SEPARATORS
        .iter()
        .flat_map(|separator| title.match_indices(separator).map(|(at, found)| (at, found.len())))
        .filter(|(at, length)| {
            !UNSPACED.contains(&&title[*at..at + length]) || is_between_unspaced(title, *at, *length)
        })
        .collect();
    places.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    places
        .into_iter()
        .map(|(at, length)| (title[..at].trim(), title[at + length..].trim()))
        .filter(|(left, right)| !left.is_empty() && !right.is_empty())
}

/// Whether a place lies beside Han, Kana or Hangul, which take no spaces around marks.
fn is_between_unspaced(title: &str, at: usize, length: usize) -> bool {
    let is_wide = |character: char| u32::from(character) >= 0x2E80;
    title[..at].chars().next_back().is_some_and(is_wide) || title[at + length..].chars().next().is_some_and(is_wide)
}

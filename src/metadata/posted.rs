//! Dates: what the sources, the visible dates and the address say goes in, the dates of publication and change come out.

use std::collections::HashSet;

use super::candidates::{Candidates, Slot};
use super::class_tokens::Role;
use super::date;
use super::near::Near;
use super::plain::short_text;
use super::raw::{Raw, Spot};
use crate::article::{Field, Origin};
use crate::dom::{NodeRef, Tag};

/// Longest visible date with the words around it, in bytes.
const MAX_DATE_BYTES: usize = 160;

/// Most elements from a headline to a date that its markup declares as one.
const MAX_DISTANCE: usize = 80;

/// Most elements from a headline to a line that is a date and little else: before and behind it.
const MAX_BARE_DISTANCE: (usize, usize) = (12, 35);

/// Most letters beside a date in a line that is "a date and little else": `Last updated on`, `Published`.
const MAX_LETTERS_BESIDE: usize = 40;

/// A page with more days than this, none of them near its headline, lists other pages with their dates.
const MAX_DAYS: usize = 3;

/// Elements in the head of an article, from its headline to its first paragraph.
const MAX_HEAD: usize = 20;

/// The dates of a page.
#[derive(Default)]
pub(super) struct Dates {
    pub published: Option<Field<String>>,
    pub modified: Option<Field<String>>,
}

/// Reads the dates of the page.
pub(super) fn choose(near: &Near<'_>, candidates: &Candidates, language: Option<&str>, address: Option<&str>) -> Dates {
    let stated = |slot| {
        candidates
            .of(slot)
            .into_iter()
            .find_map(|field| date::parse(&field.value, language).map(|value| Field { value, origin: field.origin }))
    };
    let mut dates = Dates { published: stated(Slot::Published), modified: stated(Slot::Modified) };
    let readings: [fn(&Near<'_>, Option<&str>) -> Dates; 3] = [declared, bare, only_declared];
    for read in readings {
        if dates.published.is_none() {
            let shown = read(near, language);
            dates.published = shown.published;
            dates.modified = dates.modified.or(shown.modified);
        }
    }
    let in_address = || address.and_then(in_path).map(|value| Field { value, origin: Origin::Url });
    dates.published = dates.published.or_else(in_address);
    dates
}

/// Dates in `<time>`, in elements whose class says so, and in bylines, near the headline.
fn declared(near: &Near<'_>, language: Option<&str>) -> Dates {
    let spots = near.around(declared_spots(near.raw), MAX_DISTANCE, MAX_DISTANCE);
    let is_list = near.headline.is_none_or(|order| spots.first().is_some_and(|spot| spot.order > order + MAX_HEAD));
    let shown: Vec<Shown> = spots.into_iter().filter_map(|spot| read_spot(spot, language)).collect();
    let days: HashSet<&str> = shown.iter().filter_map(|shown| shown.value.get(..10)).collect();
    if is_list && days.len() > MAX_DAYS {
        return Dates::default();
    }
    first_of_each(shown, Some)
}

/// Lines near the headline that are a date and little else.
fn bare(near: &Near<'_>, language: Option<&str>) -> Dates {
    if near.headline.is_none() {
        return Dates::default();
    }
    let (before, after) = MAX_BARE_DISTANCE;
    let spots = near.around(near.raw.years.iter(), before, after);
    first_of_each(spots, |spot| read_spot(spot, language).filter(|_| is_little_else(spot)))
}

/// The declared date far from the headline, where it is the only one of the page.
fn only_declared(near: &Near<'_>, language: Option<&str>) -> Dates {
    let spots = near.around(declared_spots(near.raw), usize::MAX / 2, usize::MAX / 2);
    let mut found: Vec<Shown> = spots.into_iter().filter_map(|spot| read_spot(spot, language)).collect();
    let day = |shown: &Shown| shown.value.get(..10).map(str::to_owned);
    let is_only = found.windows(2).all(|pair| day(&pair[0]) == day(&pair[1]));
    let only = found.drain(..).next().filter(|_| is_only);
    first_of_each(only.into_iter().collect(), Some)
}

fn declared_spots<'r, 'a>(raw: &'r Raw<'a>) -> impl Iterator<Item = &'r Spot<'a>> {
    raw.times.iter().chain(&raw.dates).chain(&raw.bylines)
}

/// A visible date.
struct Shown {
    value: String,
    is_change: bool,
    origin: Origin,
}

fn first_of_each<T>(spots: Vec<T>, read: impl Fn(T) -> Option<Shown>) -> Dates {
    let mut dates = Dates::default();
    for shown in spots.into_iter().filter_map(read) {
        let place = if shown.is_change { &mut dates.modified } else { &mut dates.published };
        place.get_or_insert(Field { value: shown.value, origin: shown.origin });
    }
    dates
}

fn read_spot(spot: &Spot<'_>, language: Option<&str>) -> Option<Shown> {
    let node = spot.node.value();
    let text = short_text(spot.node, MAX_DATE_BYTES).unwrap_or_default();
    let attribute = ["datetime", "content"].iter().find_map(|name| node.attr(name));
    let attribute = attribute.and_then(|value| date::parse(value, language));
    let value = attribute.or_else(|| date::parse(&text, language))?;
    let is_change = (spot.roles.has(Role::Modified) && !spot.roles.has(Role::Date))
        || date::speaks_of_change(before_date(&text))
        || date::speaks_of_change(&words_before(spot));
    let origin = if node.tag() == Tag::Time { Origin::Time } else { Origin::Byline };
    Some(Shown { value, is_change, origin })
}

/// The part of a line before its first digit: "Published on", "Updated".
fn before_date(text: &str) -> &str {
    text.find(|character: char| character.is_ascii_digit()).map_or(text, |at| &text[..at])
}

/// The words just before an element: its previous sibling's, or its parent's.
fn words_before(spot: &Spot<'_>) -> String {
    const MAX_BYTES: usize = 40;
    match worded_before(spot.node).or_else(|| spot.node.parent().and_then(worded_before)) {
        Some(node) if node.value().text().is_some() => {
            let text = node.value().text().unwrap_or_default();
            text[text.ceil_char_boundary(text.len().saturating_sub(MAX_BYTES))..].to_owned()
        }
        Some(node) => short_text(node, MAX_BYTES).unwrap_or_default(),
        None => String::new(),
    }
}

/// The sibling before, the white space that indents the markup left out.
fn worded_before(node: NodeRef<'_>) -> Option<NodeRef<'_>> {
    let is_blank = |node: &NodeRef<'_>| node.value().text().is_some_and(|text| text.trim().is_empty());
    node.prev_siblings().find(|node| !is_blank(node))
}

fn is_little_else(spot: &Spot<'_>) -> bool {
    let text = short_text(spot.node, MAX_DATE_BYTES).unwrap_or_default();
    !text.is_empty() && text.chars().filter(|character| character.is_alphabetic()).count() <= MAX_LETTERS_BESIDE
}

/// Whether a text holds four digits that may be a year: 19.., 20.., and 25.. of the Thai calendar.
pub(super) fn has_year(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(4).any(|window| {
        matches!(window, [b'1', b'9', ..] | [b'2', b'0' | b'5', ..]) && window.iter().all(u8::is_ascii_digit)
    })
}

/// The date in a path such as `/2024/05/03/`.
fn in_path(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    let segments: Vec<&str> = url.path_segments()?.collect();
    segments.windows(3).find_map(|parts| {
        let [year, month, day] = parts else { return None };
        let are_numbers = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        let is_date = are_numbers && year.len() == 4 && month.len() <= 2 && day.len() <= 2;
        is_date.then(|| date::parse(&parts.join("-"), None))?
    })
}

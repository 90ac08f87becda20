//! Dates: what the sources, the visible dates and the address say goes in, the dates of publication and change come out.

use super::candidates::{Candidates, Slot};
use super::class_tokens::Role;
use super::date;
use super::plain::short_text;
use super::raw::{Raw, Spot};
use crate::article::{Field, Origin};

/// Longest visible date with the words around it, in bytes.
const MAX_DATE_BYTES: usize = 160;

/// Most elements between a headline and its date.
const MAX_DISTANCE: usize = 80;

/// The dates of a page.
#[derive(Default)]
pub(super) struct Dates {
    pub published: Option<Field<String>>,
    pub modified: Option<Field<String>>,
}

/// Reads the dates of the page.
pub(super) fn choose(raw: &Raw<'_>, candidates: &Candidates, language: Option<&str>, address: Option<&str>) -> Dates {
    let stated = |slot| {
        candidates
            .of(slot)
            .into_iter()
            .find_map(|field| date::parse(&field.value, language).map(|value| Field { value, origin: field.origin }))
    };
    let mut dates = Dates { published: stated(Slot::Published), modified: stated(Slot::Modified) };
    if dates.published.is_none() {
        let shown = visible(raw, language);
        dates.published = shown.published;
        dates.modified = dates.modified.or(shown.modified);
    }
    let in_address = || address.and_then(in_path).map(|value| Field { value, origin: Origin::Url });
    dates.published = dates.published.or_else(in_address);
    dates
}

/// The first visible dates near the headline.
fn visible(raw: &Raw<'_>, language: Option<&str>) -> Dates {
    let headline = raw.headings.first().map(|spot| spot.order);
    let mut spots: Vec<&Spot<'_>> =
        raw.times.iter().chain(&raw.dates).chain(&raw.bylines).filter(|spot| !spot.is_aside).collect();
    spots.retain(|spot| headline.is_none_or(|order| spot.order.abs_diff(order) <= MAX_DISTANCE));
    spots.sort_by_key(|spot| (headline.is_some_and(|order| spot.order < order), spot.order));
    let mut dates = Dates::default();
    for spot in spots {
        let Some((value, is_change, origin)) = read_spot(spot, language) else { continue };
        let place = if is_change { &mut dates.modified } else { &mut dates.published };
        place.get_or_insert(Field { value, origin });
    }
    dates
}

fn read_spot(spot: &Spot<'_>, language: Option<&str>) -> Option<(String, bool, Origin)> {
    let node = spot.node.value();
    let text = short_text(spot.node, MAX_DATE_BYTES).unwrap_or_default();
    let is_time = node.tag() == crate::dom::Tag::Time;
    let attribute =
        ["datetime", "content"].iter().find_map(|name| node.attr(name)).and_then(|value| date::parse(value, language));
    let value = attribute.or_else(|| date::parse(&text, language))?;
    let before = spot.node.prev_sibling().and_then(|node| node.value().text()).unwrap_or_default();
    let is_change = spot.roles.has(Role::Modified) && !spot.roles.has(Role::Date)
        || date::speaks_of_change(&text)
        || date::speaks_of_change(tail(before));
    Some((value, is_change, if is_time { Origin::Time } else { Origin::Byline }))
}

/// The last words of the text before a date.
fn tail(text: &str) -> &str {
    const MAX_BYTES: usize = 40;
    &text[text.ceil_char_boundary(text.len().saturating_sub(MAX_BYTES))..]
}

/// The date in a path such as `/2024/05/03/`.
fn in_path(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    let segments: Vec<&str> = url.path_segments()?.collect();
    segments.windows(3).find_map(|parts| {
        let [year, month, day] = parts else { return None };
        let are_numbers = year.len() == 4
            && parts
                .iter()
                .all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()));
        (are_numbers && month.len() <= 2 && day.len() <= 2).then(|| date::parse(&parts.join("-"), None))?
    })
}

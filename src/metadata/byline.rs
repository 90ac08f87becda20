//! Authors: what the sources and the visible bylines say goes in, a list of names comes out.

use super::candidates::{Candidates, Slot};
use super::class_tokens::Role;
use super::date;
use super::names;
use super::plain::{key, plain, short_text};
use super::raw::{Raw, Spot, has_word};
use super::site::SiteNames;
use crate::article::{Field, Origin};

/// Longest text of a byline, in bytes: several names, a date and a role.
const MAX_BYLINE_BYTES: usize = 200;

/// Most elements between a headline and its byline.
const MAX_DISTANCE: usize = 80;

/// Most authors of one page.
const MAX_AUTHORS: usize = 50;

/// The authors of the page: those of the strongest source that names any.
pub(super) fn choose(raw: &Raw<'_>, candidates: &Candidates, site: &SiteNames) -> Vec<Field<String>> {
    let fields = candidates.of(Slot::Author);
    for group in fields.chunk_by(|a, b| a.origin == b.origin) {
        let texts = group.iter().map(|field| plain(&field.value));
        let found = collect(texts, false, site);
        if !found.is_empty() {
            return found.into_iter().map(|value| Field { value, origin: group[0].origin }).collect();
        }
    }
    visible(raw, site).into_iter().map(|value| Field { value, origin: Origin::Byline }).collect()
}

/// Single names without duplicates and without the site's own.
fn collect(texts: impl Iterator<Item = String>, is_visible: bool, site: &SiteNames) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in texts.flat_map(|text| names::split(&text, is_visible)) {
        if found.len() >= MAX_AUTHORS {
            break;
        }
        let is_known = found.iter().any(|other| key(other) == key(&name));
        if !is_known && !site.is_named(&name) {
            found.push(name);
        }
    }
    found
}

/// The names in the first byline near the headline.
fn visible(raw: &Raw<'_>, site: &SiteNames) -> Vec<String> {
    let linked = raw.links.iter().filter(|link| has_word(link.rel, "author") && !link.is_aside);
    let linked_names =
        linked.filter_map(|link| short_text(link.node, MAX_BYLINE_BYTES)).filter(|text| names::is_full_name(text));
    let found = collect(linked_names.take(1), true, site);
    if !found.is_empty() {
        return found;
    }
    let headline = raw.headings.first().map(|spot| spot.order);
    let mut spots: Vec<&Spot<'_>> = raw.bylines.iter().filter(|spot| !spot.is_aside).collect();
    spots.retain(|spot| !spot.roles.has(Role::AboutAuthor));
    spots.retain(|spot| headline.is_none_or(|order| spot.order.abs_diff(order) <= MAX_DISTANCE));
    spots.sort_by_key(|spot| headline.is_some_and(|order| spot.order < order));
    spots.into_iter().map(|spot| read_spot(spot, site)).find(|found| !found.is_empty()).unwrap_or_default()
}

fn read_spot(spot: &Spot<'_>, site: &SiteNames) -> Vec<String> {
    let Some(text) = short_text(spot.node, MAX_BYLINE_BYTES) else { return Vec::new() };
    let begins = begins_byline(&text);
    let text = before_date(&text);
    let found = collect(std::iter::once(text), true, site);
    let are_names = found.iter().all(|name| names::is_full_name(name));
    let has_claim = begins || spot.roles.has(Role::Author);
    if has_claim && are_names { found } else { Vec::new() }
}

/// The part of a byline before the date in it.
fn before_date(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let has_date = |from: usize| date::parse(&words[from..].join(" "), None).is_some();
    let ends = words.iter().position(|word| {
        word.chars().any(char::is_numeric) || matches!(*word, "on" | "|" | "•" | "·" | "-" | "–" | "—")
    });
    match ends {
        Some(at) if at > 0 => {
            // "Ada Writer May 3, 2024": the month stands before the first digit.
            let before_month = at.saturating_sub(1);
            let starts_at_month = words[at].chars().any(char::is_numeric) && !has_date(at) && has_date(before_month);
            words[..if starts_at_month { before_month } else { at }].join(" ")
        }
        _ => text.to_owned(),
    }
}

/// Whether a text begins with a phrase such as `By` before a name.
pub(super) fn begins_byline(text: &str) -> bool {
    names::strip_prefix(text.trim_start(), true).is_some()
}

/// Whether a label stands for the author: `Written by`, `Verfasst von`, `Author`.
pub(super) fn is_author_label(label: &str) -> bool {
    names::strip_prefix(label.trim(), true).is_some_and(str::is_empty)
}

//! Authors: what the sources and the visible bylines say goes in, a list of names comes out.

use super::candidates::{Candidates, Slot};
use super::class_tokens::Role;
use super::date;
use super::names;
use super::near::Near;
use super::plain::{key, plain, short_text};
use super::raw::{Spot, has_word};
use super::site::SiteNames;
use crate::article::{Field, Origin};

/// Longest text of a byline, in bytes: several names, a date and a role.
const MAX_BYLINE_BYTES: usize = 200;

/// Longest name that an element holds by itself, in bytes.
const MAX_NAME_BYTES: usize = 60;

/// Most elements from a headline to its byline.
const MAX_DISTANCE: usize = 80;

/// Most authors of one page.
const MAX_AUTHORS: usize = 50;

/// Most texts of a byline that are looked at.
const MAX_PIECES: usize = 8;

/// The authors of the page: those of the strongest source that names any. Doubtful names come last.
pub(super) fn choose(near: &Near<'_>, candidates: &Candidates, site: &SiteNames) -> Vec<Field<String>> {
    let fields = candidates.of(Slot::Author);
    let mut weak = Vec::new();
    for group in fields.chunk_by(|a, b| a.origin == b.origin) {
        let origin = group[0].origin;
        let found = collect(group.iter().map(|field| plain(&field.value)), false, site);
        let (doubtful, names): (Vec<String>, Vec<String>) =
            found.into_iter().partition(|name| is_doubtful(name, origin));
        if !names.is_empty() {
            return with_origin(names, origin);
        }
        if weak.is_empty() {
            weak = with_origin(doubtful, origin);
        }
    }
    let shown = visible(near, site);
    if shown.is_empty() { weak } else { with_origin(shown, Origin::Byline) }
}

fn with_origin(names: Vec<String>, origin: Origin) -> Vec<Field<String>> {
    names.into_iter().map(|value| Field { value, origin }).collect()
}

/// Whether a name is only taken where the page gives no better one: that of an account (one word without capitals),
/// and in `<meta name=author>`, where the makers of a site put themselves, that of a company or a team.
fn is_doubtful(name: &str, origin: Origin) -> bool {
    let is_account = name.is_ascii() && !name.contains(' ') && !name.chars().any(|letter| letter.is_ascii_uppercase());
    let is_maker = || names::has_role(name) || names::is_company(name);
    is_account || (origin == Origin::Meta && is_maker())
}

/// Single names without duplicates and without the site's own.
fn collect(texts: impl Iterator<Item = String>, is_visible: bool, site: &SiteNames) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in texts.flat_map(|text| names::split(&text, is_visible)) {
        if found.len() >= MAX_AUTHORS {
            break;
        }
        let is_known = found.iter().any(|other| key(other) == key(&name));
        if !is_known && !site.is_own(&name) {
            found.push(name);
        }
    }
    found
}

/// The names that `rel=author` links, or the first byline near the headline, give.
fn visible(near: &Near<'_>, site: &SiteNames) -> Vec<String> {
    let linked = linked(near, site);
    if !linked.is_empty() {
        return linked;
    }
    let mut spots = near.around(near.raw.bylines.iter(), MAX_DISTANCE, MAX_DISTANCE);
    spots.retain(|spot| !spot.roles.has(Role::AboutAuthor));
    spots.into_iter().map(|spot| read_spot(spot, site)).find(|found| !found.is_empty()).unwrap_or_default()
}

/// The author that links with `rel=author` name: all of them the same one, or the first outside asides.
fn linked(near: &Near<'_>, site: &SiteNames) -> Vec<String> {
    let links = near.raw.links.iter().filter(|link| has_word(link.rel, "author"));
    let named = links.filter_map(|link| Some((short_text(link.node, MAX_NAME_BYTES)?, near.is_aside(link.aside))));
    let named: Vec<(String, bool)> = named.filter(|(text, _)| !text.is_empty()).collect();
    let is_same = named.windows(2).all(|pair| key(&pair[0].0) == key(&pair[1].0));
    let chosen = named.into_iter().find(|(_, is_aside)| is_same || !is_aside);
    collect(chosen.into_iter().map(|(text, _)| text), true, site)
}

fn read_spot(spot: &Spot<'_>, site: &SiteNames) -> Vec<String> {
    let Some(text) = short_text(spot.node, MAX_BYLINE_BYTES) else { return Vec::new() };
    if !(begins_byline(&text) || spot.roles.has(Role::Author)) {
        return Vec::new();
    }
    let pieces = pieces(spot);
    let in_pieces = read_pieces(&pieces, site);
    if !in_pieces.is_empty() {
        return in_pieces;
    }
    let text = pieces.join(" ");
    let found = collect(std::iter::once(before_date(&text)), true, site);
    let is_claimed = spot.roles.has(Role::Author);
    let is_only_name = |name: &String| is_claimed && is_short_name(name) && key(name) == key(&text);
    if found.iter().all(|name| names::is_person(name) || is_only_name(name)) { found } else { Vec::new() }
}

/// The texts of an element one by one: names, dates and roles mostly have elements of their own.
fn pieces(spot: &Spot<'_>) -> Vec<String> {
    let texts = spot.node.descendants().filter_map(|node| node.value().text());
    texts.map(plain).filter(|text| !text.is_empty()).take(MAX_PIECES).collect()
}

/// The names of the first piece that holds full names, and of those that go on from there.
fn read_pieces(pieces: &[String], site: &SiteNames) -> Vec<String> {
    let mut found = Vec::new();
    let mut goes_on = true;
    for piece in pieces {
        let is_link = matches!(piece.trim_matches([',', ' ']), "" | "and" | "&" | "und" | "et" | "y" | "e" | "и");
        let names = if is_link { Vec::new() } else { collect(std::iter::once(before_date(piece)), true, site) };
        let are_names = !names.is_empty() && names.iter().all(|name| names::is_person(name));
        if are_names && goes_on {
            found.extend(names);
            goes_on = piece.ends_with([',', '&']);
        } else if is_link {
            goes_on = true;
        } else if !found.is_empty() {
            break;
        }
    }
    found
}

/// A name of one or two words, as forums and personal sites show it.
fn is_short_name(name: &str) -> bool {
    const MAX_WORDS: usize = 3;
    name.len() <= MAX_NAME_BYTES
        && name.split_whitespace().count() <= MAX_WORDS
        && !name.ends_with([':', '?', '!', '.'])
        && !(name.contains(' ') && name.chars().any(char::is_numeric))
        && !names::has_role(name)
}

/// The part of a byline before the date in it.
fn before_date(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let has_digit = |word: &str| word.chars().any(char::is_numeric);
    let is_end = |word: &&str| has_digit(word) || matches!(*word, "on" | "|" | "•" | "·" | "-" | "–" | "—");
    let Some(end) = words.iter().position(is_end).filter(|end| *end > 0) else { return text.to_owned() };
    // "Ada Marlow May 3, 2024": the month stands before the first digit.
    let is_date = |from: usize| date::parse(&words[from..].join(" "), None).is_some();
    let starts_at_month = has_digit(words[end]) && !is_date(end) && is_date(end - 1);
    words[..if starts_at_month { end - 1 } else { end }].join(" ")
}

/// Whether a text begins with a phrase such as `By` before a name.
pub(super) fn begins_byline(text: &str) -> bool {
    names::strip_prefix(text.trim_start(), true).is_some()
}

/// Whether a label stands for the author: `Written by`, `Verfasst von`, `Author`.
pub(super) fn is_author_label(label: &str) -> bool {
    names::strip_prefix(label.trim(), true).is_some_and(str::is_empty)
}

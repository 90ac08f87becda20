//! Titles as the sources spell them go in, the headline without the site's name comes out, with its place on the page.

use super::candidates::{Candidates, Slot};
use super::headings::{Heading, MAX_TITLE_BYTES, best_agreement};
use super::plain::{key, plain, short_text};
use super::raw::Raw;
use super::site::SiteNames;
use crate::article::{Field, Origin};
use crate::dom::NodeRef;

/// What stands between a headline and the site's name.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", " « ", " › ", " / ", " ~ ", " : ", ": ", " > ", "|", "｜",
    " _ ", "_", "—", "»", "-", "–",
];

/// Separators that stand without spaces only in Chinese and the like.
const UNSPACED: &[&str] = &["_", "—", "-", "–"];

/// Separators that hardly any headline holds: what follows is a section, the site or its motto.
const NEVER_IN_HEADLINES: &[&str] = &[" | ", " :: ", " » ", "｜"];

/// Fewest words of a headline from which a section or motto is cut.
const MIN_HEADLINE_WORDS: usize = 3;

/// Fewest bytes of such a headline in scripts without spaces.
const MIN_HEADLINE_BYTES: usize = 12;

/// Most titles that are compared: real pages state four or five.
const MAX_STATED: usize = 12;

/// Most places at which a title is parted, the last ones.
const MAX_PLACES: usize = 12;

/// A headline and what speaks for it.
pub(super) struct Headline<'a> {
    pub title: Option<Field<String>>,
    /// The order of the heading that shows it.
    pub order: Option<usize>,
    /// That heading, if its whole text is the title.
    pub heading: Option<NodeRef<'a>>,
    /// Titles as the page states them elsewhere, without the site's name.
    pub stated: Vec<String>,
    /// The strongest of them with the site's name, which is all that a front page has for a title.
    pub fallback: Option<Field<String>>,
}

/// The text of the `<title>` element.
pub(super) fn title_element(raw: &Raw<'_>) -> Option<String> {
    raw.title.and_then(|node| short_text(node, MAX_TITLE_BYTES)).filter(|title| !title.is_empty())
}

/// First-level headings that name the site: they stand outside the main element, which has one of its own, and titles end with them.
pub(super) fn mastheads(raw: &Raw<'_>, candidates: &Candidates, headings: &[Heading<'_>]) -> Vec<String> {
    let (inside, outside): (Vec<_>, Vec<_>) =
        headings.iter().filter(|heading| heading.level == 1).partition(|heading| heading.is_in_main());
    if inside.is_empty() || outside.is_empty() {
        return Vec::new();
    }
    let spelled = spelled_titles(raw, candidates);
    let ends: Vec<String> = spelled.iter().flat_map(|field| splits(&field.value)).map(|(_, end)| key(end)).collect();
    let is_repeated = |heading: &&&Heading<'_>| inside.iter().any(|other| other.key == heading.key);
    let named = outside.iter().filter(|heading| ends.contains(&heading.key) && !is_repeated(heading));
    named.map(|heading| heading.text.clone()).collect()
}

/// The headline: a heading that agrees with what the sources say, otherwise the strongest source.
pub(super) fn choose<'a>(
    raw: &Raw<'_>,
    candidates: &Candidates,
    site: &SiteNames,
    headings: &[Heading<'a>],
    slug: Option<&str>,
) -> Headline<'a> {
    let (names, headings): (Vec<&Heading<'a>>, Vec<&Heading<'a>>) =
        headings.iter().partition(|heading| site.is_named(&heading.text));
    let has_masthead = names.iter().any(|heading| heading.level == 1);
    let spelled = spelled_titles(raw, candidates);
    let stated = stated_titles(&spelled, site, &headings);
    let (title, shown_by) = match choose_heading(&stated, &headings, site, slug, has_masthead) {
        Some((title, heading)) => (Some(title), Some(heading)),
        None => (stated.first().cloned(), None),
    };
    let is_whole = |heading: &&&Heading<'a>| title.as_ref().is_some_and(|title| title.value == heading.text);
    let first = headings.iter().find(|heading| heading.level == 1);
    Headline {
        heading: shown_by.iter().find(is_whole).map(|heading| heading.node),
        order: shown_by.or(first.copied()).map(|heading| heading.order),
        stated: stated.iter().flat_map(|field| names_in(&field.value)).collect(),
        fallback: spelled.into_iter().next(),
        title,
    }
}

/// The heading that shows the headline, and the headline.
fn choose_heading<'h, 'a>(
    stated: &[Field<String>],
    headings: &[&'h Heading<'a>],
    site: &SiteNames,
    slug: Option<&str>,
    has_masthead: bool,
) -> Option<(Field<String>, &'h Heading<'a>)> {
    if let Some((heading, origin)) = repeated(stated, headings) {
        return Some((Field { value: heading.text.clone(), origin }, heading));
    }
    let claims: Vec<&str> = stated.iter().map(|field| field.value.as_str()).chain(slug).collect();
    let first = || headings.iter().find(|heading| heading.level == 1).copied().filter(|_| stated.is_empty());
    let heading =
        best_agreement(headings, &claims).or_else(|| only_in_main(headings).filter(|_| has_masthead)).or_else(first)?;
    Some((Field { value: strip_site(&heading.text, site, &[]), origin: Origin::Heading }, heading))
}

/// The first-level heading of the main element, if it has but one.
fn only_in_main<'h, 'a>(headings: &[&'h Heading<'a>]) -> Option<&'h Heading<'a>> {
    let mut in_main = headings.iter().filter(|heading| heading.level == 1 && heading.is_in_main());
    let only = in_main.next()?;
    in_main.next().is_none().then_some(*only)
}

/// A stated title, and what stands in it before a section, the site or its motto.
fn names_in(title: &str) -> Vec<String> {
    let names = std::iter::once(title).chain(splits(title).map(|(name, _)| name));
    names.map(str::to_owned).collect()
}

/// What the sources say, strongest first.
fn spelled_titles(raw: &Raw<'_>, candidates: &Candidates) -> Vec<Field<String>> {
    let fields = candidates.of(Slot::Title).into_iter().filter(|field| field.value.len() <= MAX_TITLE_BYTES);
    let fields = fields.take(MAX_STATED).map(|field| Field { value: plain(&field.value), origin: field.origin });
    let element = title_element(raw).map(|value| Field { value, origin: Origin::TitleElement });
    let mut spelled: Vec<Field<String>> = fields.chain(element).collect();
    spelled.retain(|field| !key(&field.value).is_empty() && field.value.len() <= MAX_TITLE_BYTES);
    spelled
}

/// The same without the site's name; what holds nothing else is left out.
fn stated_titles(spelled: &[Field<String>], site: &SiteNames, headings: &[&Heading<'_>]) -> Vec<Field<String>> {
    let strip = |field: &Field<String>| Field { value: strip_site(&field.value, site, headings), origin: field.origin };
    let mut stated: Vec<Field<String>> = spelled.iter().map(strip).collect();
    stated.retain(|field| !key(&field.value).is_empty() && !site.is_named(&field.value));
    stated
}

/// A heading that some source repeats word for word, and that source.
fn repeated<'h, 'a>(stated: &[Field<String>], headings: &[&'h Heading<'a>]) -> Option<(&'h Heading<'a>, Origin)> {
    stated.iter().find_map(|field| {
        let stated_key = key(&field.value);
        headings.iter().find(|heading| heading.key == stated_key).map(|heading| (*heading, field.origin))
    })
}

/// Takes the site's name off both ends, then what follows a separator that no headline holds.
fn strip_site(title: &str, site: &SiteNames, headings: &[&Heading<'_>]) -> String {
    let mut title = title.trim();
    for _ in 0..MAX_PLACES {
        let Some(shorter) = strip_once(title, site, headings) else { break };
        title = shorter;
    }
    if !is_heading(headings, title) {
        title = strip_motto(title);
    }
    title.to_owned()
}

fn strip_once<'a>(title: &'a str, site: &SiteNames, headings: &[&Heading<'_>]) -> Option<&'a str> {
    if is_heading(headings, title) {
        return None;
    }
    for (left, right) in splits(title) {
        if is_heading(headings, left) || site.is_in(right) {
            return Some(left);
        }
        if site.is_named(left) || (is_long_enough(right) && is_heading(headings, right)) {
            return Some(right);
        }
    }
    None
}

fn is_heading(headings: &[&Heading<'_>], text: &str) -> bool {
    let key = key(text);
    headings.iter().any(|heading| heading.key == key)
}

fn strip_motto(title: &str) -> &str {
    let places = NEVER_IN_HEADLINES.iter().filter_map(|separator| title.find(separator));
    let first = places.filter(|at| is_long_enough(title[..*at].trim())).min();
    first.map_or(title, |at| title[..at].trim())
}

/// Whether a part of a title is more than a section's or a site's name mostly is.
fn is_long_enough(part: &str) -> bool {
    part.split_whitespace().count() >= MIN_HEADLINE_WORDS || (!part.is_ascii() && part.len() >= MIN_HEADLINE_BYTES)
}

/// All ways to part a title in two at a separator, the last separator first.
fn splits(title: &str) -> impl Iterator<Item = (&str, &str)> {
    let marks: Vec<char> = title.chars().filter(|c| !(c.is_alphanumeric() || c.is_whitespace())).collect();
    let mut places: Vec<(usize, usize)> = SEPARATORS
        .iter()
        // Most titles lack most of them.
        .filter(|separator| separator.trim_start().starts_with(&*marks))
        .flat_map(|separator| title.match_indices(separator).map(|(at, found)| (at, found.len())))
        .filter(|(at, _)| !(title[*at..].starts_with(": ") && title[..*at].ends_with([':', ' '])))
        .filter(|(at, length)| !UNSPACED.contains(&&title[*at..at + length]) || is_beside_wide(title, *at, *length))
        .collect();
    places.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    places.truncate(MAX_PLACES);
    let parts = places.into_iter().map(|(at, length)| (title[..at].trim(), title[at + length..].trim()));
    parts.filter(|(left, right)| !key(left).is_empty() && !key(right).is_empty())
}

/// Whether a place lies beside Han, Kana or Hangul, which take no spaces around marks.
fn is_beside_wide(title: &str, at: usize, length: usize) -> bool {
    let is_wide = |character: char| u32::from(character) >= 0x2E80;
    title[..at].chars().next_back().is_some_and(is_wide) || title[at + length..].chars().next().is_some_and(is_wide)
}

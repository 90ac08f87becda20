//! Authors: what the sources and the visible bylines say goes in, a list of names comes out.

use memchr::memmem;

use super::candidates::{Candidates, Slot};
use super::class_tokens::Role;
use super::date;
use super::name_words::AUTHOR_FOLDERS;
use super::names;
use super::near::Near;
use super::plain::{key, plain, short_text};
use super::raw::{Link, Spot, has_word};
use super::site::SiteNames;
use crate::article::{Field, Origin};
use crate::dom::NodeRef;

/// Longest text of a byline, in bytes: several names, a date and a role.
const MAX_BYLINE_BYTES: usize = 200;

/// Longest name that an element holds by itself, in bytes.
const MAX_NAME_BYTES: usize = 60;

/// Most elements from a headline to its byline.
const MAX_DISTANCE: usize = 80;

/// Most elements between a label such as `By` and the element that holds the name too.
const MAX_LABEL_LEVELS: usize = 3;

/// What the names of authors' folders have in common.
const FOLDER_START: &str = "/aut";

/// Most authors of one page.
const MAX_AUTHORS: usize = 50;

/// Most texts of a byline that are looked at.
const MAX_PIECES: usize = 8;

/// Tells the addresses of authors' pages on a site from others.
pub(super) struct AuthorPages(memmem::Finder<'static>);

impl AuthorPages {
    pub(super) fn new() -> Self {
        Self(memmem::Finder::new(FOLDER_START))
    }

    /// Whether an address is that of an author's page.
    pub(super) fn has(&self, href: &str) -> bool {
        let mut starts = self.0.find_iter(href.as_bytes());
        starts.any(|at| AUTHOR_FOLDERS.iter().any(|(_, folder)| href[at..].starts_with(folder)))
    }
}

/// The authors of the page: those of the strongest source that names any. Doubtful names come late, the site's own last.
///
/// `title` is the page's, which some content systems put there as well.
pub(super) fn choose(
    near: &Near<'_>,
    candidates: &Candidates,
    site: &SiteNames,
    title: Option<&str>,
) -> Vec<Field<String>> {
    let title = title.map(key);
    let fields = candidates.of(Slot::Author);
    let (mut weak, mut own) = (Vec::new(), Vec::new());
    for group in fields.chunk_by(|a, b| a.origin == b.origin) {
        let origin = group[0].origin;
        let mut found = distinct(group.iter().map(|field| plain(&field.value)), false);
        found.retain(|name| title.as_ref() != Some(&key(name)));
        let (sites, found): (Vec<String>, Vec<String>) = found.into_iter().partition(|name| site.is_own(name));
        let (doubtful, names): (Vec<String>, Vec<String>) =
            found.into_iter().partition(|name| is_doubtful(name, origin));
        if !names.is_empty() {
            return with_origin(names, origin);
        }
        if weak.is_empty() {
            weak = with_origin(doubtful, origin);
        }
        if own.is_empty() {
            own = with_origin(sites, origin);
        }
    }
    let shown = with_origin(visible(near, site), Origin::Byline);
    let linked = || with_origin(author_pages(near, site), Origin::Byline);
    let given = [shown, weak].into_iter().find(|names| !names.is_empty()).unwrap_or_else(linked);
    if given.is_empty() { own } else { given }
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
    let mut found = distinct(texts, is_visible);
    found.retain(|name| !site.is_own(name));
    found
}

/// Single names without duplicates.
fn distinct(texts: impl Iterator<Item = String>, is_visible: bool) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in texts.flat_map(|text| names::split(&text, is_visible)) {
        if found.len() >= MAX_AUTHORS {
            break;
        }
        if !found.iter().any(|other| key(other) == key(&name)) {
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
    let named = named_links(near, |link| has_word(link.rel, "author"));
    let is_same = are_same(&named);
    let chosen = named.into_iter().find(|(_, is_aside)| is_same || !is_aside);
    collect(chosen.into_iter().map(|(text, _)| text), true, site)
}

/// The author to whose page links lead, if there is one only.
fn author_pages(near: &Near<'_>, site: &SiteNames) -> Vec<String> {
    let named = named_links(near, |link| link.is_author_page);
    let chosen = if are_same(&named) { named.into_iter().next() } else { None };
    collect(chosen.into_iter().map(|(text, _)| text), true, site)
}

/// The texts of links, and whether each stands in an aside.
fn named_links(near: &Near<'_>, is_wanted: impl Fn(&Link<'_>) -> bool) -> Vec<(String, bool)> {
    let links = near.raw.links.iter().filter(|link| is_wanted(link));
    let named = links.filter_map(|link| Some((short_text(link.node, MAX_NAME_BYTES)?, near.is_aside(link.aside))));
    named.filter(|(text, _)| !text.is_empty()).collect()
}

fn are_same(named: &[(String, bool)]) -> bool {
    named.windows(2).all(|pair| key(&pair[0].0) == key(&pair[1].0))
}

fn read_spot(spot: &Spot<'_>, site: &SiteNames) -> Vec<String> {
    let Some(pieces) = pieces_with_name(spot.node) else { return Vec::new() };
    let text = pieces.join(" ");
    if !(begins_byline(&text) || spot.roles.has(Role::Author)) {
        return Vec::new();
    }
    let in_pieces = read_pieces(&pieces, site);
    if !in_pieces.is_empty() {
        return in_pieces;
    }
    let found = collect(std::iter::once(before_date(&text)), true, site);
    let is_claimed = spot.roles.has(Role::Author);
    let is_only_name = |name: &String| is_claimed && is_short_name(name) && key(name) == key(&text);
    if found.iter().all(|name| names::is_person(name) || is_only_name(name)) { found } else { Vec::new() }
}

/// The texts of an element; where that is a label and no more (`<p>Written by</p><p>Ada Marlow</p>`), of the element around both.
fn pieces_with_name(node: NodeRef<'_>) -> Option<Vec<String>> {
    let around = std::iter::once(node).chain(node.ancestors().take(MAX_LABEL_LEVELS));
    let is_short = |node: &NodeRef<'_>| short_text(*node, MAX_BYLINE_BYTES).is_some();
    around.take_while(is_short).map(pieces).find(|pieces| !is_author_label(&pieces.join(" ")))
}

/// The texts of an element one by one: names, dates and roles mostly have elements of their own.
fn pieces(node: NodeRef<'_>) -> Vec<String> {
    let texts = node.descendants().filter_map(|node| node.value().text());
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

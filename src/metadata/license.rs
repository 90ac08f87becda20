//! What a page says of its licence goes in, one licence comes out: an address where there is one, otherwise its text.

use memchr::memmem;
use url::Url;

use super::address::absolute;
use super::candidates::{Candidates, Slot};
use super::plain::plain;
use super::raw::{Raw, has_word};
use crate::article::{Field, Origin};

/// Host of the Creative Commons deeds, to which the licence's own markup points.
const DEED_HOST: &str = "creativecommons.org/";

/// Longest licence given as text, in bytes: longer ones are terms, not a licence's name.
const MAX_TEXT_BYTES: usize = 300;

/// Tells the addresses of Creative Commons deeds from others.
pub(super) struct Deeds(memmem::Finder<'static>);

impl Deeds {
    pub(super) fn new() -> Self {
        Self(memmem::Finder::new(DEED_HOST))
    }

    /// Whether an address is that of a deed.
    pub(super) fn has(&self, href: &str) -> bool {
        self.0.find(href.as_bytes()).is_some_and(|at| {
            let path = &href[at + DEED_HOST.len()..];
            path.starts_with("licenses/") || path.starts_with("publicdomain/")
        })
    }
}

/// The licence of the page.
pub(super) fn choose(raw: &Raw<'_>, candidates: &Candidates, base: Option<&Url>) -> Option<Field<String>> {
    let stated = candidates
        .of(Slot::License)
        .into_iter()
        .find_map(|field| read(&field.value, field.origin, base).map(|value| Field { value, origin: field.origin }));
    let field = |value| Field { value, origin: Origin::Link };
    let linked = || {
        let link = raw
            .links
            .iter()
            .find(|link| has_word(link.rel, "license") && link.aside.is_none())
            .or_else(|| raw.links.iter().find(|link| has_word(link.rel, "license")))?;
        absolute(link.href, base).map(field)
    };
    stated.or_else(linked).or_else(|| only_deed(raw, base).map(field))
}

/// Plain words count where they name a licence: "All rights reserved" names none.
fn read(value: &str, origin: Origin, base: Option<&Url>) -> Option<String> {
    let value = plain(value);
    if value.starts_with("http") || value.starts_with('/') {
        return absolute(&value, base);
    }
    let names_license = origin != Origin::DublinCore || value.starts_with("CC ") || value.contains("Creative Commons");
    (names_license && value.len() <= MAX_TEXT_BYTES).then_some(value).filter(|value| !value.is_empty())
}

/// The deed that the page links, unless it links several (those of pictures, say).
fn only_deed(raw: &Raw<'_>, base: Option<&Url>) -> Option<String> {
    let mut deeds = raw.deeds.iter().filter_map(|href| absolute(href, base));
    let first = deeds.next()?;
    let name = deed_name(&first).to_owned();
    deeds.all(|other| deed_name(&other) == name).then_some(first)
}

/// The part of a deed's address that names the licence: `licenses/by/4.0`.
fn deed_name(address: &str) -> &str {
    let path = address.split_once(DEED_HOST).map_or(address, |(_, path)| path);
    let end = path.match_indices('/').nth(2).map_or(path.len(), |(at, _)| at);
    &path[..end]
}

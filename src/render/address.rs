//! An address goes in, the same address comes out if a reader may follow it: nothing that runs code gets through.

use std::borrow::Cow;

/// Schemes a link may have.
const LINK_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Schemes an image may have, besides `data:`.
const IMAGE_SCHEMES: [&str; 2] = ["http", "https"];

/// What may follow `data:image/`: raster formats. SVG is left out since it can hold scripts.
const RASTER_TYPES: [&str; 8] = ["png", "jpeg", "jpg", "gif", "webp", "avif", "bmp", "x-icon"];

/// The target of a link: http(s), mailto, tel, a fragment or a relative address.
pub fn link(target: &str) -> Option<Cow<'_, str>> {
    let target = tidy(target)?;
    match scheme(&target) {
        None => Some(target),
        Some(scheme) => is_one_of(&scheme, &LINK_SCHEMES).then_some(target),
    }
}

/// The source of an image: http(s), relative, or a raster image as `data:`.
pub fn image(source: &str) -> Option<Cow<'_, str>> {
    let source = tidy(source)?;
    match scheme(&source) {
        None => Some(source),
        Some(scheme) if scheme.eq_ignore_ascii_case("data") => is_raster(&source).then_some(source),
        Some(scheme) => is_one_of(&scheme, &IMAGE_SCHEMES).then_some(source),
    }
}

/// Drops what browsers ignore in an address (WHATWG URL, section 4.4): control characters, and white space at the ends.
fn tidy(address: &str) -> Option<Cow<'_, str>> {
    let trimmed = address.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let tidied = if trimmed.contains(char::is_control) {
        Cow::Owned(trimmed.chars().filter(|c| !c.is_control()).collect())
    } else {
        Cow::Borrowed(trimmed)
    };
    (!tidied.is_empty()).then_some(tidied)
}

/// What stands before the first colon, unless a path, query or fragment began before. White space inside does not count,
/// so that no spelling of a scheme is taken for a path.
fn scheme(address: &str) -> Option<String> {
    let end = address.find([':', '/', '?', '#'])?;
    address[end..].starts_with(':').then(|| address[..end].split_whitespace().collect())
}

fn is_one_of(scheme: &str, allowed: &[&str]) -> bool {
    allowed.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
}

fn is_raster(source: &str) -> bool {
    let Some((kind, _)) = source.split_once([',', ';']) else { return false };
    let kind = kind.to_ascii_lowercase();
    kind.strip_prefix("data:image/").is_some_and(|format| RASTER_TYPES.contains(&format))
}

//! Addresses as pages spell them go in; absolute, comparable ones and the names in them come out.

use url::Url;

use super::raw::Raw;

/// Second-level domains below which anyone may register: the name before them is the site's.
const PUBLIC_SECOND_LEVELS: &[&str] = &["co", "com", "org", "net", "gov", "gob", "ac", "edu", "ne", "or", "go"];

/// The base against which the page's addresses are read.
pub(super) fn base(raw: &Raw<'_>, url: Option<&str>) -> Option<Url> {
    let page = url.and_then(|url| Url::parse(url).ok());
    match (raw.base, &page) {
        (Some(base), Some(page)) => page.join(base).ok().or_else(|| Some(page.clone())),
        (Some(base), None) => Url::parse(base).ok(),
        (None, _) => page,
    }
}

/// An absolute http(s) address, or nothing.
pub(super) fn absolute(address: &str, base: Option<&Url>) -> Option<String> {
    let address = address.trim();
    if address.is_empty() || address.contains(char::is_whitespace) {
        return None;
    }
    let url = match base {
        Some(base) => base.join(address).ok()?,
        None => Url::parse(address).ok()?,
    };
    let is_web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty());
    is_web.then(|| url.into())
}

/// Host and path of an address, for comparison: no scheme, `www.`, query, fragment or final slash.
pub(super) fn bare(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    Some(format!("{host}{}", url.path().trim_end_matches('/')))
}

/// Whether an address is that of a site's front page.
pub(super) fn is_front_page(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| url.path() == "/" && url.query().is_none())
}

/// The label of a host that names the site: `example` of `www.example.co.uk`.
pub(super) fn site_label(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let labels: Vec<&str> = url.domain()?.split('.').collect();
    let count = labels.len();
    if count < 2 {
        return None;
    }
    let has_public_second_level =
        count > 2 && labels[count - 1].len() == 2 && PUBLIC_SECOND_LEVELS.contains(&labels[count - 2]);
    Some(labels[count - if has_public_second_level { 3 } else { 2 }].to_owned())
}

/// The last part of an address that is made of words, for comparison with titles: `a-long-headline`.
pub(super) fn slug(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let last = url.path_segments()?.rev().find(|segment| segment.contains(['-', '_']))?;
    Some(last.to_owned())
}

/// The words of a host: `blog`, `example`, `com` of `blog.example.com`.
pub(super) fn host_words(address: &str) -> Vec<String> {
    let url = Url::parse(address).ok();
    let host = url.as_ref().and_then(Url::domain).unwrap_or_default();
    host.split(['.', '-']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

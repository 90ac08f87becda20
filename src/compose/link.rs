//! An attribute's address goes in, an absolute and harmless one comes out.

use url::Url;

/// Base of the page's relative addresses; absent where neither the caller nor the page gives one.
#[derive(Debug, Clone, Default)]
pub struct Base(Option<Url>);

/// Schemes that a link of an article may have.
const LINK_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Schemes that an image of an article may have.
const IMAGE_SCHEMES: [&str; 2] = ["http", "https"];

impl Base {
    /// The page's address, or what `<base href>` makes of it.
    pub fn new(page_url: Option<&str>, base_href: Option<&str>) -> Self {
        let page = page_url.and_then(|url| Url::parse(url.trim()).ok());
        let base = match (base_href, &page) {
            (Some(href), Some(page)) => page.join(href.trim()).ok(),
            (Some(href), None) => Url::parse(href.trim()).ok(),
            (None, _) => None,
        };
        Self(base.filter(|url| IMAGE_SCHEMES.contains(&url.scheme())).or(page))
    }

    /// Target of a link: absolute if a base is known, `#fragment` as it is; `None` if it leads nowhere safe.
    pub fn link(&self, href: &str) -> Option<String> {
        let href = href.trim();
        if href.is_empty() || href == "#" {
            return None;
        }
        if href.starts_with('#') {
            return Some(href.to_owned());
        }
        self.resolve(href, &LINK_SCHEMES)
    }

    /// Address of an image; `None` for inlined data and anything that is not fetched over HTTP.
    pub fn image(&self, source: &str) -> Option<String> {
        let source = source.trim();
        if source.is_empty() || source.starts_with('#') { None } else { self.resolve(source, &IMAGE_SCHEMES) }
    }

    fn resolve(&self, address: &str, schemes: &[&str]) -> Option<String> {
        let parsed = match &self.0 {
            Some(base) => base.join(address),
            None => Url::parse(address),
        };
        match parsed {
            Ok(url) => schemes.contains(&url.scheme()).then(|| url.into()),
            // Without a base a relative address stays as it is; it has no scheme that could do harm.
            Err(url::ParseError::RelativeUrlWithoutBase) => is_plain_relative(address).then(|| address.to_owned()),
            Err(_) => None,
        }
    }
}

fn is_plain_relative(address: &str) -> bool {
    let head = address.split(['/', '?', '#']).next().unwrap_or_default();
    !head.contains(':') && !address.contains(|c: char| c.is_whitespace() || c.is_control())
}

//! Other extractors in Rust, with default settings, from text to text.

use dom_smoothie::Readability;

use super::contender::Contender;

/// Those that Cargo.toml names.
pub fn contenders() -> [Contender<'static>; 2] {
    [
        Contender::new("dom_smoothie 0.19", true, |page| {
            let article = Readability::new(page.text.as_str(), None, None).and_then(|mut page| page.parse());
            article.map_or(0, |article| article.text_content.len())
        }),
        Contender::new("rs-trafilatura 0.2", true, |page| {
            rs_trafilatura::extract(&page.text).map_or(0, |result| result.content_text.len())
        }),
    ]
}

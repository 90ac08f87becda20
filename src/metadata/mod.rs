//! A tree goes in, what the page says about itself comes out. STUB.

use crate::article::Metadata;
use crate::dom::Dom;

/// Reads the metadata of a page.
pub fn extract(_dom: &Dom, _url: Option<&str>) -> Metadata {
    Metadata::default()
}

/// STUB
pub fn article_body(_dom: &Dom) -> Option<String> {
    None
}

//! An article goes in, one line of JSON comes out (schema in the README).

use super::RenderOptions;
use crate::article::Article;

/// A rendering of the body that a JSON object can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonBody {
    /// Plain text without the title, key `text`.
    Text,
    /// Markdown without the title, key `markdown`.
    Markdown,
    /// Clean HTML, key `html`.
    Html,
}

/// What a JSON object holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonOptions {
    /// Value of `source`: the path, `-` for standard input, or none (null).
    pub source: Option<String>,
    /// Renderings of the body, in this order.
    pub bodies: Vec<JsonBody>,
    /// Whether to add `origins`: where each piece of metadata came from.
    pub has_origins: bool,
    /// Whether the object is spread over several indented lines.
    pub is_pretty: bool,
    /// Links and images in `text` and `markdown`.
    pub render: RenderOptions,
}

impl Default for JsonOptions {
    fn default() -> Self {
        Self {
            source: None,
            bodies: vec![JsonBody::Text],
            has_origins: false,
            is_pretty: false,
            render: RenderOptions::default(),
        }
    }
}
/// Stub
pub fn render(_article: &Article, _options: &JsonOptions) -> String {
    String::new()
}

//! Stub.
use super::RenderOptions;
use crate::article::Article;
/// Renders.
pub fn render(_article: &Article, _options: &RenderOptions) -> String {
    String::new()
}

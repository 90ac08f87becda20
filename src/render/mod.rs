//! From an article to words out. Every renderer shows the same words; they differ in markup only.

mod address;
pub mod html;
mod inline;
pub mod json;
mod layout;
pub mod markdown;
pub mod text;

use crate::article::{Article, Block};

/// What text and Markdown carry besides the words. HTML and JSON metadata are not affected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RenderOptions {
    /// Begin with the title.
    pub has_title: bool,
    /// Keep link targets.
    pub has_links: bool,
    /// Keep images.
    pub has_images: bool,
}

impl Default for RenderOptions {
    fn default() -> Self {
        Self { has_title: true, has_links: false, has_images: false }
    }
}

/// The title as one line, if it is wanted and there is one.
fn title(article: &Article, options: &RenderOptions) -> Option<String> {
    let title = article.metadata.title.as_ref().filter(|_| options.has_title)?;
    Some(inline::fold(&title.value)).filter(|title| !title.is_empty())
}

/// The body, then the comments.
fn all_blocks(article: &Article) -> impl Iterator<Item = &Block> {
    article.blocks.iter().chain(&article.comments)
}

//! From an article to words out. Every renderer shows the same words; they differ in markup only.

pub mod html;
pub mod json;
pub mod markdown;
pub mod text;

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

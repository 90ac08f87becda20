//! Short ways to write articles down.

use tamis::{Article, Block, Field, Inline, List, Metadata, Origin, RenderOptions};

pub fn words(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

pub fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![words(text)])
}

pub fn article(blocks: Vec<Block>) -> Article {
    Article { blocks, ..Article::default() }
}

/// One paragraph as Markdown.
pub fn markdown(content: Vec<Inline>) -> String {
    article(vec![Block::Paragraph(content)]).markdown().trim_end().to_owned()
}

pub fn list(start: Option<u64>, items: Vec<Vec<Block>>) -> Block {
    Block::List(List { start, items })
}

pub fn link(target: &str, text: &str) -> Inline {
    Inline::Link { target: target.to_owned(), content: vec![words(text)] }
}

pub fn titled(title: &str, blocks: Vec<Block>) -> Article {
    let title = Some(Field { value: title.to_owned(), origin: Origin::OpenGraph });
    Article { metadata: Metadata { title, ..Metadata::default() }, blocks, ..Article::default() }
}

/// Everything that text and Markdown can show.
pub const LINKED: RenderOptions = RenderOptions { has_title: true, has_links: true, has_images: true };

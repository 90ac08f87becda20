//! A finished line goes in, the paragraphs that it holds come out.

use crate::article::{Block, Image, Inline};

/// Two line breaks in a row part paragraphs, as they do when the page is segmented.
pub fn split_paragraphs(line: Vec<Inline>) -> Vec<Vec<Inline>> {
    let has_break = line.iter().any(|inline| matches!(inline, Inline::LineBreak));
    if !has_break {
        return if line.is_empty() { Vec::new() } else { vec![line] };
    }
    let mut paragraphs = vec![Vec::new()];
    let mut breaks = 0;
    for inline in line {
        match inline {
            Inline::LineBreak => breaks += 1,
            // A space between two breaks is not text.
            Inline::Text(text) if breaks > 0 && text.trim().is_empty() => {}
            other => {
                let is_new = breaks > 1;
                let had_break = std::mem::take(&mut breaks) == 1;
                if is_new {
                    paragraphs.push(Vec::new());
                }
                if let Some(last) = paragraphs.last_mut() {
                    if had_break && !last.is_empty() {
                        last.push(Inline::LineBreak);
                    }
                    last.push(other);
                }
            }
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// A paragraph, or a figure if the line holds nothing but images.
pub fn as_block(line: Vec<Inline>) -> Block {
    let is_image = |inline: &Inline| match inline {
        Inline::Image(_) | Inline::LineBreak => true,
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Link { content, .. } => content.iter().all(|inline| matches!(inline, Inline::Image(_))),
        _ => false,
    };
    if !line.iter().all(is_image) {
        return Block::Paragraph(line);
    }
    let images = line.into_iter().flat_map(|inline| match inline {
        Inline::Image(image) => vec![image],
        Inline::Link { content, .. } => content.into_iter().filter_map(as_image).collect(),
        _ => Vec::new(),
    });
    Block::Figure { images: images.collect(), caption: Vec::new() }
}

fn as_image(inline: Inline) -> Option<Image> {
    match inline {
        Inline::Image(image) => Some(image),
        _ => None,
    }
}

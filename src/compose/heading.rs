//! The words of a heading go in, the same without strong text that says nothing come out.

use crate::article::Inline;

/// A heading is strong by itself: where all of its words are marked as strong, the marks go.
pub fn without_strong(content: Vec<Inline>) -> Vec<Inline> {
    if content.iter().all(is_strong) { unmarked(content) } else { content }
}

fn is_strong(inline: &Inline) -> bool {
    match inline {
        Inline::Strong(_) => true,
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Emphasis(content) | Inline::Link { content, .. } => content.iter().all(is_strong),
        _ => false,
    }
}

fn unmarked(content: Vec<Inline>) -> Vec<Inline> {
    let unmark = |inline| match inline {
        Inline::Strong(content) => content,
        Inline::Emphasis(content) => vec![Inline::Emphasis(unmarked(content))],
        Inline::Link { target, content } => vec![Inline::Link { target, content: unmarked(content) }],
        other => vec![other],
    };
    content.into_iter().flat_map(unmark).collect()
}

//! A value as a page spells it goes in, plain words come out: entities decoded, stray markup and invisible characters gone.

use crate::dom::{Detail, NodeRef, Piece, Tag, fold_white_space, parse_html, pieces, text_content};
use crate::stopwatch::Stopwatch;

/// How many layers of escaping are taken off: `&amp;amp;#8217;` has three.
const MAX_ESCAPES: usize = 3;

/// Longest value that is read, in bytes: descriptions that hold a whole article stay below it.
const MAX_VALUE_BYTES: usize = 64 << 10;

/// Most beginnings and ends of nodes that are read for one short text: it bounds the work on hostile pages.
const MAX_STEPS: usize = 1_000;

/// The longest name of an entity in the HTML standard has 31 characters.
const MAX_ENTITY_BYTES: usize = 32;

/// A value as plain words in one line.
pub fn plain(value: &str) -> String {
    let value = &value[..value.floor_char_boundary(MAX_VALUE_BYTES)];
    let mut text = fold_white_space(value);
    for _ in 0..MAX_ESCAPES {
        if !has_entity(&text) && !has_markup(&text) {
            break;
        }
        text = read_as_html(&text);
    }
    if text.contains(is_invisible) {
        text.retain(|character| !is_invisible(character));
    }
    text
}

/// The letters and digits of a text in lower case: equal keys mean equal words.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            key.push(character.to_ascii_lowercase());
        } else if character.is_alphanumeric() {
            key.extend(character.to_lowercase());
        }
    }
    key
}

/// The text below a node in one line, unless it is longer than `max_bytes`; what is never shown is left out.
pub(super) fn short_text(node: NodeRef<'_>, max_bytes: usize) -> Option<String> {
    let mut out = String::new();
    for (count, piece) in pieces(node).enumerate() {
        if count > MAX_STEPS || out.len() > max_bytes.saturating_mul(4) {
            return None;
        }
        match piece {
            Some(Piece::Text(text, tag)) if !hides_text(tag) => out.push_str(text),
            Some(Piece::LineEnd) => out.push(' '),
            _ => {}
        }
    }
    let text = plain(&out);
    (text.len() <= max_bytes).then_some(text)
}

fn hides_text(tag: Tag) -> bool {
    matches!(tag, Tag::Foreign | Tag::Svg) || (tag.is_never_shown() && tag != Tag::Title)
}

/// Decodes one layer of escaping; markup goes, other `<` are words like the rest.
fn read_as_html(text: &str) -> String {
    let escaped = if has_markup(text) { text.to_owned() } else { text.replace('<', "&lt;") };
    match parse_html(&escaped, &Detail::All, &Stopwatch::start(None)) {
        Ok(dom) => text_content(dom.root()),
        Err(_) => text.to_owned(),
    }
}

/// Whether some `&...;` may be an entity.
fn has_entity(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let rest = &text.as_bytes()[at + 1..];
        let length =
            rest.iter().take(MAX_ENTITY_BYTES).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
        length > 0 && rest.get(length) == Some(&b';')
    })
}

/// Whether the text holds tags that close: `<em>so</em>`, `<br/>`. A lone `<div>` in a headline is its subject.
pub(super) fn has_markup(text: &str) -> bool {
    text.contains('<') && (text.contains("</") || text.contains("/>") || text.contains("<br>"))
}

/// Soft hyphens, zero-width spaces, byte order marks and direction marks: layout, not words. (Joiners are words' parts.)
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

//! Words and attributes go in, escaped HTML comes out: the only place where tags are put together.

use crate::article::Inline;
use crate::render::inline::{Piece, Shown, Style, flatten};

/// HTML can show all of it.
const SHOWN: Shown = Shown { has_links: true, has_images: true, has_scripts: true, has_breaks: true };

/// The `id` of a footnote: letters and digits stay, anything else becomes a hyphen.
pub fn footnote_id(label: &str) -> String {
    let safe: String = label.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    format!("fn-{safe}")
}

/// An element around inline content; nothing at all where it holds no words.
pub fn wrap_inline(out: &mut String, name: &str, content: &[Inline]) {
    let mut inner = String::new();
    write_inline(&mut inner, content);
    if !inner.is_empty() {
        element(out, name, |out| out.push_str(&inner));
    }
}

pub fn write_inline(out: &mut String, content: &[Inline]) {
    let mut is_in_link = false;
    for piece in flatten(content, SHOWN) {
        match piece {
            Piece::Text(text) => escape(out, &text),
            Piece::Break => out.push_str("<br>\n"),
            Piece::Code(code) => element(out, "code", |out| escape(out, &code)),
            Piece::Math(tex) => escape(out, &format!("${tex}$")),
            Piece::Image { source, alt } => write_image(out, &source, &alt),
            Piece::Reference(label) => write_reference(out, &label, is_in_link),
            Piece::Open(Style::Link(target)) => {
                is_in_link = true;
                out.push_str("<a");
                attribute(out, "href", &target);
                out.push('>');
            }
            Piece::Open(style) => out.push_str(&format!("<{}>", element_name(&style))),
            Piece::Close(style) => {
                is_in_link &= !matches!(style, Style::Link(_));
                out.push_str(&format!("</{}>", element_name(&style)));
            }
        }
    }
}

/// A reference leads to its footnote, unless it stands inside a link: links do not nest.
fn write_reference(out: &mut String, label: &str, is_in_link: bool) {
    element(out, "sup", |out| {
        if is_in_link {
            return escape(out, &format!("[{label}]"));
        }
        out.push_str("<a");
        attribute(out, "href", &format!("#{}", footnote_id(label)));
        out.push('>');
        escape(out, &format!("[{label}]"));
        out.push_str("</a>");
    });
}

fn element_name(style: &Style) -> &'static str {
    match style {
        Style::Emphasis => "em",
        Style::Strong => "strong",
        Style::Strikethrough => "s",
        Style::Superscript => "sup",
        Style::Subscript => "sub",
        Style::Link(_) => "a",
    }
}

pub fn write_image(out: &mut String, source: &str, alt: &str) {
    out.push_str("<img");
    attribute(out, "src", source);
    attribute(out, "alt", alt);
    out.push('>');
}

pub fn element(out: &mut String, name: &str, write: impl FnOnce(&mut String)) {
    out.push_str(&format!("<{name}>"));
    write(out);
    out.push_str(&format!("</{name}>"));
}

pub fn attribute(out: &mut String, name: &str, value: &str) {
    out.push_str(&format!(" {name}=\""));
    escape(out, value);
    out.push('"');
}

/// Escapes for text and for attribute values in double quotes.
pub fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

//! An article goes in, safe HTML comes out: only the elements and attributes written here, every string escaped,
//! every address checked.

mod markup;

use self::markup::{attribute, element, escape, footnote_id, wrap_inline, write_image, write_inline};
use super::inline::fold;
use super::{RenderOptions, address, all_blocks, layout, title};
use crate::article::{Article, Block, Definition, Image, Inline, List, Table};

/// Renders an article as a complete document. Links and images are always part of it.
pub fn render(article: &Article, options: &RenderOptions) -> String {
    let title = title(article, options);
    let mut out = String::from("<!doctype html>\n<html");
    if let Some(language) = article.metadata.language.as_ref().filter(|field| is_language_tag(&field.value)) {
        attribute(&mut out, "lang", &language.value);
    }
    out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    let name = article.metadata.title.as_ref().map(|field| fold(&field.value)).unwrap_or_default();
    escape(&mut out, &name);
    out.push_str("</title>\n</head>\n<body>\n<article>\n");
    if let Some(title) = title {
        element(&mut out, "h1", |out| escape(out, &title));
        out.push('\n');
    }
    out.push_str(&fragment(article));
    out.push_str("</article>\n</body>\n</html>\n");
    out
}

/// Renders the body alone, without title: a run of elements to be put into any page.
pub fn fragment(article: &Article) -> String {
    let mut out = String::new();
    for block in all_blocks(article) {
        write_block(&mut out, block);
    }
    out
}

fn is_language_tag(tag: &str) -> bool {
    !tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn write_block(out: &mut String, block: &Block) {
    let start = out.len();
    match block {
        Block::Heading { level, content } => {
            let name = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(&1, &6) - 1)];
            wrap_inline(out, name, content);
        }
        Block::Paragraph(content) => wrap_inline(out, "p", content),
        Block::List(list) => write_list(out, list),
        Block::Table(table) => write_table(out, table),
        Block::Code { language, text } => write_code(out, language.as_deref(), text),
        Block::Quote(blocks) => wrap_blocks(out, "blockquote", blocks),
        Block::Figure { images, caption } => write_figure(out, images, caption),
        Block::Definitions(definitions) => write_definitions(out, definitions),
        Block::Math(tex) => {
            let tex = fold(tex);
            if !tex.is_empty() {
                element(out, "p", |out| escape(out, &format!("$${tex}$$")));
            }
        }
        Block::Footnote { label, content } => write_footnote(out, &fold(label), content),
        Block::Rule => out.push_str("<hr>"),
    }
    if out.len() > start {
        out.push('\n');
    }
}

fn blocks(content: &[Block]) -> String {
    let mut out = String::new();
    for block in content {
        write_block(&mut out, block);
    }
    out
}

fn wrap_blocks(out: &mut String, name: &str, content: &[Block]) {
    let inner = blocks(content);
    if !inner.is_empty() {
        element(out, name, |out| {
            out.push('\n');
            out.push_str(&inner);
        });
    }
}

fn write_list(out: &mut String, list: &List) {
    let items = list.items.iter().map(|item| list_item(item)).collect();
    let items = layout::items(list.start, items, String::is_empty);
    if items.is_empty() {
        return;
    }
    match list.start {
        None => out.push_str("<ul>\n"),
        Some(1) => out.push_str("<ol>\n"),
        Some(start) => out.push_str(&format!("<ol start=\"{start}\">\n")),
    }
    for (_, item) in items {
        element(out, "li", |out| out.push_str(&item));
        out.push('\n');
    }
    out.push_str(if list.start.is_some() { "</ol>" } else { "</ul>" });
}

/// The inside of an item. The words of a short item stand in it directly, as authors write them.
fn list_item(item: &[Block]) -> String {
    match item {
        [Block::Paragraph(content), rest @ ..] if rest.iter().all(|block| matches!(block, Block::List(_))) => {
            let mut out = String::new();
            write_inline(&mut out, content);
            let rest = blocks(rest);
            if !rest.is_empty() {
                out.push('\n');
                out.push_str(&rest);
            }
            out
        }
        _ => blocks(item),
    }
}

fn write_table(out: &mut String, table: &Table) {
    let mut caption = String::new();
    wrap_inline(&mut caption, "caption", &table.caption);
    let header_rows = table.header_rows.min(table.rows.len());
    let (header, body) = table.rows.split_at(header_rows);
    if table.rows.is_empty() {
        return wrap_inline(out, "p", &table.caption);
    }
    element(out, "table", |out| {
        out.push('\n');
        if !caption.is_empty() {
            out.push_str(&caption);
            out.push('\n');
        }
        write_rows(out, "thead", "th", header);
        write_rows(out, "tbody", "td", body);
    });
}

fn write_rows(out: &mut String, group: &str, cell_name: &str, rows: &[Vec<Vec<Inline>>]) {
    if rows.is_empty() {
        return;
    }
    element(out, group, |out| {
        out.push('\n');
        for row in rows {
            element(out, "tr", |out| {
                for cell in row {
                    element(out, cell_name, |out| write_inline(out, cell));
                }
            });
            out.push('\n');
        }
    });
    out.push('\n');
}

fn write_code(out: &mut String, language: Option<&str>, text: &str) {
    let text = layout::code(text);
    if text.is_empty() {
        return;
    }
    out.push_str("<pre><code");
    if let Some(language) = language.map(fold).filter(|language| !language.is_empty() && !language.contains(' ')) {
        attribute(out, "class", &format!("language-{language}"));
    }
    out.push('>');
    escape(out, &text);
    out.push_str("\n</code></pre>");
}

fn write_figure(out: &mut String, images: &[Image], caption: &[Inline]) {
    let mut inner = String::new();
    for image in images {
        if let Some(source) = address::image(&image.source) {
            write_image(&mut inner, &source, &fold(&image.alt));
            inner.push('\n');
        }
    }
    if inner.is_empty() {
        return wrap_inline(out, "p", caption);
    }
    wrap_inline(&mut inner, "figcaption", caption);
    element(out, "figure", |out| {
        out.push('\n');
        out.push_str(&inner);
    });
}

fn write_definitions(out: &mut String, definitions: &[Definition]) {
    let mut inner = String::new();
    for definition in definitions {
        for term in &definition.terms {
            wrap_inline(&mut inner, "dt", term);
        }
        for details in &definition.details {
            let details = list_item(details);
            if !details.is_empty() {
                element(&mut inner, "dd", |out| out.push_str(&details));
            }
        }
    }
    if !inner.is_empty() {
        element(out, "dl", |out| out.push_str(&inner));
    }
}

fn write_footnote(out: &mut String, label: &str, content: &[Block]) {
    out.push_str("<div");
    attribute(out, "id", &footnote_id(label));
    out.push_str("><p>[");
    escape(out, label);
    out.push(']');
    let rest = match content {
        [Block::Paragraph(first), rest @ ..] => {
            out.push(' ');
            write_inline(out, first);
            rest
        }
        _ => content,
    };
    out.push_str("</p>\n");
    out.push_str(&blocks(rest));
    out.push_str("</div>");
}

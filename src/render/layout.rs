//! Rendered blocks go in, lines of text come out: what plain text and Markdown share in stacking and indenting.

/// What a rendered block is to its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A paragraph.
    Paragraph,
    /// A list; `marker` is the character that follows the number, or the bullet.
    List {
        marker: char,
        /// Whether it may follow the paragraph it belongs to without a blank line.
        is_tight: bool,
    },
    /// Anything else.
    Other,
}

/// A rendered block, without line break at its end.
#[derive(Debug)]
pub struct Part {
    pub text: String,
    pub shape: Shape,
}

/// Adds a part unless it is empty.
pub fn push(parts: &mut Vec<Part>, text: String, shape: Shape) {
    if !text.is_empty() {
        parts.push(Part { text, shape });
    }
}

/// Stacks parts with a blank line between them.
pub fn stack(parts: &[Part]) -> String {
    join(parts, "\n\n")
}

/// Closes a document: one line break at its end, nothing at all for an empty one.
pub fn finish(mut text: String) -> String {
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Puts `first` before the first line and `rest` before the others. Empty lines get no trailing spaces.
pub fn indent(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::with_capacity(text.len() + first.len());
    for (index, line) in text.split('\n').enumerate() {
        let prefix = if index == 0 { first } else { rest };
        if index > 0 {
            out.push('\n');
        }
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
    }
    out
}

/// The items of a list that are shown. Bullets without content are left out; numbers without content only at the end,
/// where no other number depends on them.
pub fn items<T>(start: Option<u64>, mut items: Vec<T>, is_empty: fn(&T) -> bool) -> Vec<(Option<u64>, T)> {
    items.truncate(items.iter().rposition(|item| !is_empty(item)).map_or(0, |last| last + 1));
    let numbered = items.into_iter().enumerate();
    numbered
        .map(|(index, item)| (start.map(|start| start.saturating_add(index as u64)), item))
        .filter(|(number, item)| number.is_some() || !is_empty(item))
        .collect()
}

/// Lays out a list: one line an item where all items are short, otherwise a blank line between them.
pub fn list(items: &[(String, Vec<Part>)], marker: char) -> Part {
    let is_tight = items.iter().all(|(_, parts)| is_tight_item(parts));
    let separator = if is_tight { "\n" } else { "\n\n" };
    let items: Vec<String> = items
        .iter()
        .map(|(marker, parts)| {
            indent(&join(parts, separator), &format!("{marker} "), &" ".repeat(marker.chars().count() + 1))
        })
        .collect();
    Part { text: items.join(separator), shape: Shape::List { marker, is_tight } }
}

fn is_tight_item(parts: &[Part]) -> bool {
    let mut shapes = parts.iter().map(|part| part.shape);
    match (shapes.next(), shapes.next(), shapes.next()) {
        (None, ..) | (Some(Shape::Paragraph | Shape::List { is_tight: true, .. }), None, _) => true,
        (Some(Shape::Paragraph), Some(Shape::List { is_tight, .. }), None) => is_tight,
        _ => false,
    }
}

fn join(parts: &[Part], separator: &str) -> String {
    parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(separator)
}

/// Code as lines: line breaks are `\n`, none at the end, no control characters besides tabs.
pub fn code(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|&c| c == '\n' || c == '\t' || !c.is_control()).collect();
    if text.trim().is_empty() {
        return String::new();
    }
    text.trim_end_matches('\n').to_owned()
}

//! The line being built: text in pieces with their styles goes in, nested inline content comes out.

use crate::article::{Image, Inline};
use crate::blocks::{Folded, fold};

/// A set of inline styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Styles(u8);

/// An inline style; the order is that of nesting, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Style {
    Strong,
    Emphasis,
    Strikethrough,
    Superscript,
    Subscript,
    Code,
}

impl Style {
    const NESTING: [Self; 6] =
        [Self::Strong, Self::Emphasis, Self::Strikethrough, Self::Superscript, Self::Subscript, Self::Code];
}

impl Styles {
    /// The set with one more style.
    pub fn with(self, style: Style) -> Self {
        Self(self.0 | 1 << style as u8)
    }

    fn has(self, style: Style) -> bool {
        self.0 & (1 << style as u8) != 0
    }
}

/// What a piece of a line looks like: its styles and the link it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Its styles.
    pub styles: Styles,
    /// Index of its link's target in [`Line::targets`].
    pub link: Option<u32>,
}

#[derive(Debug)]
struct Run {
    look: Look,
    piece: Piece,
}

#[derive(Debug)]
enum Piece {
    Text(String),
    Break,
    Math(String),
    Image(Image),
    FootnoteReference(String),
}

/// A line that grows piece by piece. White space is folded over all pieces.
#[derive(Debug, Default)]
pub struct Line {
    runs: Vec<Run>,
    targets: Vec<String>,
    has_pending_space: bool,
}

impl Line {
    /// Remembers a link target and gives its index.
    pub fn add_target(&mut self, target: String) -> u32 {
        self.targets.push(target);
        self.targets.len() as u32 - 1
    }

    /// Adds text as written in the source.
    pub fn push_text(&mut self, source: &str, look: Look) {
        for piece in fold(source) {
            match piece {
                Folded::Space => self.push_space(),
                Folded::Words(words) => self.push_words(&words, look),
            }
        }
    }

    /// Adds a space, unless the line begins here or has one.
    pub fn push_space(&mut self) {
        self.has_pending_space = self.runs.last().is_some_and(|run| !matches!(run.piece, Piece::Break));
    }

    /// Adds a line break that the author made.
    pub fn push_break(&mut self) {
        self.has_pending_space = false;
        if !self.runs.is_empty() {
            self.runs.push(Run { look: Look::default(), piece: Piece::Break });
        }
    }

    /// Adds a formula.
    pub fn push_math(&mut self, tex: String, look: Look) {
        self.push_piece(Piece::Math(tex), look);
    }

    /// Adds an image.
    pub fn push_image(&mut self, image: Image, look: Look) {
        self.push_piece(Piece::Image(image), look);
    }

    /// Adds a reference to a footnote.
    pub fn push_footnote_reference(&mut self, label: String) {
        self.push_piece(Piece::FootnoteReference(label), Look::default());
    }

    fn push_piece(&mut self, piece: Piece, look: Look) {
        self.settle_space(look);
        self.runs.push(Run { look, piece });
    }

    fn push_words(&mut self, words: &str, look: Look) {
        self.settle_space(look);
        match self.runs.last_mut() {
            Some(Run { look: last, piece: Piece::Text(text) }) if *last == look => text.push_str(words),
            _ => self.runs.push(Run { look, piece: Piece::Text(words.to_owned()) }),
        }
    }

    /// Puts a pending space where it belongs: inside a run only if the words on both sides are of that run.
    fn settle_space(&mut self, look: Look) {
        if !std::mem::take(&mut self.has_pending_space) {
            return;
        }
        match self.runs.last_mut() {
            Some(Run { look: last, piece: Piece::Text(text) }) if *last == look || *last == Look::default() => {
                text.push(' ')
            }
            _ => {
                let plain = shared_look(self.runs.last().map(|run| run.look), look);
                self.runs.push(Run { look: plain, piece: Piece::Text(" ".to_owned()) });
            }
        }
    }

    /// Whether the line holds nothing.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Ends the line: its content, with outer spaces and breaks trimmed. It is empty afterwards, and keeps its memory for the next.
    pub fn take(&mut self) -> Vec<Inline> {
        self.has_pending_space = false;
        while let Some(run) = self.runs.last_mut() {
            if let Piece::Text(text) = &mut run.piece {
                text.truncate(text.trim_end_matches(is_blank_mark).len());
            }
            if !is_blank(&run.piece) {
                break;
            }
            self.runs.pop();
        }
        let content = nest_links(&mut self.runs, &self.targets);
        self.runs.clear();
        self.targets.clear();
        content
    }
}

/// The look that both neighbours of a space share: a space within a link belongs to the link, however its words are styled.
fn shared_look(before: Option<Look>, after: Look) -> Look {
    let before = before.unwrap_or_default();
    Look {
        styles: Styles(before.styles.0 & after.styles.0),
        link: if before.link == after.link { after.link } else { None },
    }
}

/// White space, and joiners that have nothing to join: page builders fill empty paragraphs with them.
fn is_blank_mark(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200C}' | '\u{200D}')
}

fn is_blank(piece: &Piece) -> bool {
    match piece {
        Piece::Break => true,
        Piece::Text(text) => text.chars().all(is_blank_mark),
        _ => false,
    }
}

fn nest_links(runs: &mut [Run], targets: &[String]) -> Vec<Inline> {
    if runs.iter().all(|run| run.look == Look::default()) {
        return leaves(runs);
    }
    let mut out = Vec::new();
    for group in runs.chunk_by_mut(|a, b| a.look.link == b.look.link) {
        let target = group[0].look.link.and_then(|link| targets.get(link as usize));
        let content = nest_styles(group, &Style::NESTING);
        match target {
            Some(target) => out.push(Inline::Link { target: target.clone(), content }),
            None => out.extend(content),
        }
    }
    out
}

fn nest_styles(runs: &mut [Run], nesting: &[Style]) -> Vec<Inline> {
    let is_used = |style: &Style| runs.iter().any(|run| run.look.styles.has(*style));
    let Some(outermost) = nesting.iter().position(is_used) else {
        return leaves(runs);
    };
    let (style, inner) = (nesting[outermost], &nesting[outermost + 1..]);
    let mut out = Vec::new();
    for group in runs.chunk_by_mut(|a, b| a.look.styles.has(style) == b.look.styles.has(style)) {
        let is_styled = group[0].look.styles.has(style);
        let content = nest_styles(group, inner);
        match style {
            _ if !is_styled => out.extend(content),
            Style::Strong => out.push(Inline::Strong(content)),
            Style::Emphasis => out.push(Inline::Emphasis(content)),
            Style::Strikethrough => out.push(Inline::Strikethrough(content)),
            Style::Superscript => out.push(Inline::Superscript(content)),
            Style::Subscript => out.push(Inline::Subscript(content)),
            Style::Code => out.extend(content.into_iter().map(into_code)),
        }
    }
    out
}

fn leaves(runs: &mut [Run]) -> Vec<Inline> {
    runs.iter_mut().map(|run| leaf(std::mem::replace(&mut run.piece, Piece::Break))).collect()
}

fn into_code(inline: Inline) -> Inline {
    match inline {
        Inline::Text(text) => Inline::Code(text),
        other => other,
    }
}

fn leaf(piece: Piece) -> Inline {
    match piece {
        Piece::Text(text) => Inline::Text(text),
        Piece::Break => Inline::LineBreak,
        Piece::Math(tex) => Inline::Math(tex),
        Piece::Image(image) => Inline::Image(image),
        Piece::FootnoteReference(label) => Inline::FootnoteReference(label),
    }
}

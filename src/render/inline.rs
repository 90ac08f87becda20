//! Nested inline content goes in, the same words come out as flat pieces that every renderer walks: white space folded
//! across styles, spaces outside of styles, styles without words gone, equal neighbours merged.

use std::borrow::Cow;

use super::address;
use crate::article::Inline;

/// A way of setting words apart.
#[derive(Debug, Clone, PartialEq)]
pub enum Style<'a> {
    Emphasis,
    Strong,
    Strikethrough,
    Superscript,
    Subscript,
    /// A link with its (safe) target.
    Link(Cow<'a, str>),
}

/// A step along a line of text.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece<'a> {
    /// Words and single spaces.
    Text(String),
    /// A line break; never at either end.
    Break,
    /// Code without white space at its ends.
    Code(String),
    /// TeX source on one line.
    Math(String),
    /// An image with a safe source.
    Image {
        source: Cow<'a, str>,
        alt: String,
    },
    /// The label of a footnote.
    Reference(String),
    Open(Style<'a>),
    Close(Style<'a>),
}

/// What of inline content a renderer can show; everything else is reduced to its words.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    pub has_links: bool,
    pub has_images: bool,
    /// Superscript and subscript.
    pub has_scripts: bool,
    /// Line breaks; otherwise they become spaces.
    pub has_breaks: bool,
}

/// Flattens inline content.
pub fn flatten<'a>(content: &'a [Inline], shown: Shown) -> Vec<Piece<'a>> {
    let mut flattener = Flattener { shown, pieces: Vec::new(), opening: Vec::new(), open: Vec::new(), gap: Gap::None };
    flattener.walk(content);
    flattener.pieces
}

/// Adds a piece, merging it with the one before where the two read as one.
pub fn push<'a>(pieces: &mut Vec<Piece<'a>>, piece: Piece<'a>) {
    match (pieces.last_mut(), &piece) {
        (Some(Piece::Text(last)), Piece::Text(text)) | (Some(Piece::Code(last)), Piece::Code(text)) => {
            last.push_str(text);
        }
        // Dollar signs of two formulas must not touch.
        (Some(Piece::Math(_)), Piece::Math(_)) => pieces.extend([Piece::Text(" ".to_owned()), piece]),
        (Some(Piece::Close(last)), Piece::Open(style)) if last == style => {
            pieces.pop();
        }
        _ => pieces.push(piece),
    }
}

/// Folds white space to single spaces and drops control characters.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let start = out.len();
        if start > 0 {
            out.push(' ');
        }
        let word_start = out.len();
        out.extend(word.chars().filter(|c| !c.is_control()));
        if out.len() == word_start {
            out.truncate(start);
        }
    }
    out
}

/// White space that has been read but not yet written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Break,
}

/// The whole words at the start of a text that are ASCII and have single spaces between them.
fn plain_words(text: &str) -> &str {
    let bytes = text.as_bytes();
    let (mut at, mut end) = (0, 0);
    loop {
        at += bytes[at..].iter().position(|byte| !byte.is_ascii_graphic()).unwrap_or(bytes.len() - at);
        match bytes.get(at) {
            None => return text,
            Some(b' ') => end = at,
            Some(_) => return &text[..end],
        }
        if !bytes.get(at + 1).is_some_and(u8::is_ascii_graphic) {
            return &text[..end];
        }
        at += 1;
    }
}

struct Flattener<'a> {
    shown: Shown,
    pieces: Vec<Piece<'a>>,
    /// Styles begun whose first word has not come yet.
    opening: Vec<Style<'a>>,
    /// Styles that hold at this point, those of `opening` included.
    open: Vec<Style<'a>>,
    gap: Gap,
}

impl<'a> Flattener<'a> {
    fn walk(&mut self, content: &'a [Inline]) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::LineBreak if self.shown.has_breaks => self.gap = Gap::Break,
                Inline::LineBreak => self.widen(Gap::Space),
                Inline::Emphasis(content) => self.styled(Style::Emphasis, content),
                Inline::Strong(content) => self.styled(Style::Strong, content),
                Inline::Strikethrough(content) => self.styled(Style::Strikethrough, content),
                Inline::Superscript(content) => self.styled(Style::Superscript, content),
                Inline::Subscript(content) => self.styled(Style::Subscript, content),
                Inline::Link { target, content } => match address::link(target) {
                    Some(target) => self.styled(Style::Link(target), content),
                    None => self.walk(content),
                },
                Inline::Code(code) => self.code(code),
                Inline::Math(tex) => self.folded(tex, Piece::Math),
                Inline::FootnoteReference(label) => self.folded(label, Piece::Reference),
                Inline::Image(image) => self.image(&image.source, &image.alt),
            }
        }
    }

    fn styled(&mut self, style: Style<'a>, content: &'a [Inline]) {
        let is_shown = match style {
            Style::Link(_) => self.shown.has_links,
            Style::Superscript | Style::Subscript => self.shown.has_scripts,
            _ => true,
        };
        // A style within itself says nothing new, and links do not nest.
        let is_repeated = self.open.iter().any(|open| std::mem::discriminant(open) == std::mem::discriminant(&style));
        if !is_shown || is_repeated {
            return self.walk(content);
        }
        self.opening.push(style.clone());
        self.open.push(style);
        self.walk(content);
        let Some(style) = self.open.pop() else { return };
        if self.opening.pop().is_none() {
            self.pieces.push(Piece::Close(style));
        }
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if first.is_whitespace() {
                self.widen(Gap::Space);
                rest = rest.trim_start();
                continue;
            }
            let words = plain_words(rest);
            if !words.is_empty() {
                self.words(words);
                rest = &rest[words.len()..];
                continue;
            }
            let (word, after) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
            rest = after;
            if word.contains(char::is_control) {
                self.words(&word.replace(char::is_control, ""));
            } else {
                self.words(word);
            }
        }
    }

    /// Writes words with single spaces between them.
    fn words(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            // The usual case: more words of what is being written.
            Some(Piece::Text(last)) if self.opening.is_empty() && self.gap != Gap::Break => {
                if std::mem::replace(&mut self.gap, Gap::None) == Gap::Space {
                    last.push(' ');
                }
                last.push_str(words);
            }
            _ => self.content(Piece::Text(words.to_owned())),
        }
    }

    fn code(&mut self, code: &str) {
        let line: String = code
            .chars()
            .map(|c| if c.is_whitespace() && c != '\u{A0}' { ' ' } else { c })
            .filter(|c| !c.is_control())
            .collect();
        let trimmed = line.trim();
        if line.starts_with(char::is_whitespace) {
            self.widen(Gap::Space);
        }
        if !trimmed.is_empty() {
            self.content(Piece::Code(trimmed.to_owned()));
        }
        if line.ends_with(char::is_whitespace) {
            self.widen(Gap::Space);
        }
    }

    fn folded(&mut self, text: &str, piece: fn(String) -> Piece<'a>) {
        let text = fold(text);
        if !text.is_empty() {
            self.content(piece(text));
        }
    }

    fn image(&mut self, source: &'a str, alt: &str) {
        if self.shown.has_images
            && let Some(source) = address::image(source)
        {
            self.content(Piece::Image { source, alt: fold(alt) });
        }
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Writes what was held back (a gap, then the styles that begin), then the piece.
    fn content(&mut self, piece: Piece<'a>) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        match gap {
            _ if self.pieces.is_empty() => {}
            Gap::None => {}
            Gap::Space => push(&mut self.pieces, Piece::Text(" ".to_owned())),
            Gap::Break => self.pieces.push(Piece::Break),
        }
        for style in self.opening.drain(..) {
            push(&mut self.pieces, Piece::Open(style));
        }
        push(&mut self.pieces, piece);
    }
}

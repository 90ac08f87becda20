//! What a reader meets on the page, in order: a tree goes in; elements, text, formulas, breaks and images come out.
//!
//! Segmenting and building the article both read this stream, so that leaf number `n` is the same piece of text to both.

use crate::blocks::marks::Marks;
use crate::blocks::math::{self, Formula};
use crate::dom::{Dom, NodeRef, PerClass, Step, Tag, Walk};

/// A piece of the stream. Texts and formulas are the *leaves*; readers number them from 0.
#[derive(Debug)]
pub enum Event<'a> {
    /// An element begins.
    Enter(NodeRef<'a>),
    /// The element begun last that has not ended ends.
    Leave(NodeRef<'a>),
    /// Text as in the source.
    Text(&'a str),
    /// A formula, once, whatever the page holds of it.
    Math(Formula),
    /// A line break, `<br>`.
    Break,
    /// A place where a line may break within a word, `<wbr>`.
    SoftBreak,
    /// Two words, whatever the style sheet puts between them: two links side by side, a label and its text.
    Gap,
    /// An image.
    Image(NodeRef<'a>),
}

/// The stream of a page.
#[derive(Debug)]
pub struct Flow<'a> {
    walk: Walk<'a>,
    marks: PerClass<Marks>,
    /// Whether nothing but tags came since a link ended.
    is_after_link: bool,
    /// Whether nothing but tags came since a `<code>` ended.
    is_after_code: bool,
    /// What follows a gap; it waits while the gap is given.
    waiting: Option<Event<'a>>,
    /// The last character of the last text.
    last_char: Option<char>,
    /// Whether the edge of a [labelling](is_labelling) element came since the last text.
    is_at_edge: bool,
}

impl<'a> Flow<'a> {
    /// The stream of a whole page.
    pub fn new(dom: &'a Dom) -> Self {
        Self {
            walk: Walk::new(dom.root()),
            marks: dom.classes().map(Marks::of),
            is_after_link: false,
            is_after_code: false,
            waiting: None,
            last_char: None,
            is_at_edge: false,
        }
    }

    fn enter(&mut self, node: NodeRef<'a>) -> Option<Event<'a>> {
        if let Some(text) = node.value().text() {
            self.is_after_link = false;
            self.is_after_code = false;
            return Some(self.text(node, text));
        }
        let element = node.value().element()?;
        let tag = element.tag();
        let marks = *self.marks.of(element.class());
        if let Some(formula) = math::formula(node, marks) {
            self.walk.skip_node(node);
            return Some(Event::Math(formula));
        }
        if tag == Tag::A && is_permalink_mark(node) {
            self.walk.skip_node(node);
            return None;
        }
        if tag.is_never_shown()
            || is_bare_gloss(node)
            || (tag == Tag::Button && is_in_pre(node))
            || math::is_rendering(element, marks)
            || (marks.has(Marks::GUTTER) && holds_numbers_only(node))
        {
            self.walk.skip_node(node);
            return None;
        }
        match tag {
            Tag::Br => self.leaf(node, Event::Break),
            Tag::Wbr => self.leaf(node, Event::SoftBreak),
            Tag::Img => self.leaf(node, Event::Image(node)),
            Tag::Other if matches!(element.name(), "amp-img" | "amp-anim") => self.leaf(node, Event::Image(node)),
            Tag::A if self.is_after_link => {
                self.is_after_link = false;
                self.waiting = Some(Event::Enter(node));
                Some(Event::Gap)
            }
            Tag::Code if self.is_line_end(node) => {
                self.is_after_code = false;
                self.waiting = Some(Event::Enter(node));
                Some(Event::Break)
            }
            _ => {
                self.is_at_edge |= is_labelling(tag);
                Some(Event::Enter(node))
            }
        }
    }

    /// Whether one `<code>` of a `<pre>` follows another without a line's end between them: those are lines, or the same in two languages.
    fn is_line_end(&self, code: NodeRef<'a>) -> bool {
        let is_in_pre = || code.parent().is_some_and(|parent| parent.value().tag().is_preformatted());
        self.is_after_code && self.last_char != Some('\n') && is_in_pre()
    }

    /// Text, after a gap where the style sheet and not the source parts it from the text before (`8:12 pm` | `The dial`):
    /// no word goes on with a capital behind the edge of an element that labels.
    fn text(&mut self, node: NodeRef<'a>, text: &'a str) -> Event<'a> {
        let is_label_end = std::mem::take(&mut self.is_at_edge)
            && self.last_char.is_some_and(|c| c.is_lowercase() || c.is_numeric())
            && text.starts_with(char::is_uppercase)
            && !node.ancestors().take(MAX_CODE_LEVELS).any(|ancestor| ancestor.value().tag() == Tag::Code);
        self.last_char = text.chars().next_back();
        if is_label_end {
            self.waiting = Some(Event::Text(text));
            return Event::Gap;
        }
        Event::Text(text)
    }

    fn leaf(&mut self, node: NodeRef<'a>, event: Event<'a>) -> Option<Event<'a>> {
        self.is_after_code = false;
        self.walk.skip_node(node);
        Some(event)
    }
}

impl<'a> Iterator for Flow<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        if let Some(event) = self.waiting.take() {
            return Some(event);
        }
        loop {
            match self.walk.next()? {
                Step::Enter(node) => {
                    if let Some(event) = self.enter(node) {
                        return Some(event);
                    }
                }
                Step::Leave(node) if node.value().element().is_some() => {
                    self.is_after_link |= node.value().tag() == Tag::A;
                    self.is_after_code |= node.value().tag() == Tag::Code;
                    self.is_at_edge |= is_labelling(node.value().tag());
                    return Some(Event::Leave(node));
                }
                Step::Leave(_) => {}
            }
        }
    }
}

/// Elements above a text or button among which highlighted code is looked for.
const MAX_CODE_LEVELS: usize = 4;

/// Whether a button stands in preformatted text: it copies the code, and is no part of it.
fn is_in_pre(button: NodeRef<'_>) -> bool {
    button.ancestors().take(MAX_CODE_LEVELS).any(|ancestor| ancestor.value().tag().is_preformatted())
}

/// Inline elements that set labels, names and dates apart, often as blocks; never used for parts of words.
fn is_labelling(tag: Tag) -> bool {
    matches!(tag, Tag::Span | Tag::Cite | Tag::Time | Tag::Small | Tag::Label)
}

/// Most characters of a permalink's mark.
const MAX_MARK_CHARS: usize = 3;

/// Whether a link is only the mark by which a heading links to itself (`¶`, `§`, `#`).
fn is_permalink_mark(link: NodeRef<'_>) -> bool {
    let text =
        || link.children().filter_map(|child| child.value().text()).flat_map(str::chars).filter(|c| !c.is_whitespace());
    link.children().all(|child| child.value().text().is_some())
        && link.value().attr("href").is_some_and(|href| href.contains('#'))
        && text().take(MAX_MARK_CHARS + 1).count() <= MAX_MARK_CHARS
        && text().next().is_some()
        && text().all(|c| matches!(c, '¶' | '§' | '#' | '\u{1F517}' | '\u{F0C1}' | '\u{200B}'))
}

/// Ruby's pronunciation gloss without the parentheses that `<rp>` gives for plain text: it would tear words apart.
fn is_bare_gloss(node: NodeRef<'_>) -> bool {
    let ruby = || node.parent().filter(|parent| matches!(parent.value().tag(), Tag::Ruby | Tag::Rtc));
    matches!(node.value().tag(), Tag::Rt | Tag::Rtc)
        && !ruby().is_some_and(|ruby| ruby.children().any(|child| child.value().tag() == Tag::Rp))
}

/// Longest text looked at when a gutter is checked to hold numbers only, in nodes.
const MAX_GUTTER_NODES: usize = 20_000;

/// Whether an element called a gutter is one: it holds nothing but numbers.
fn holds_numbers_only(node: NodeRef<'_>) -> bool {
    node.descendants()
        .take(MAX_GUTTER_NODES)
        .filter_map(|descendant| descendant.value().text())
        .all(|text| text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || c == '.'))
}

//! The tree of a page: documents, elements and text in an ego-tree.

use ego_tree::Tree;
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

use super::classes::{ClassId, Classes};
use super::tag::Tag;
use super::walk::{Step, Walk};

/// A parsed page.
#[derive(Debug)]
pub struct Dom {
    pub(super) tree: Tree<Node>,
    pub(super) classes: Classes,
}

/// A node of the tree with its place in it.
pub type NodeRef<'a> = ego_tree::NodeRef<'a, Node>;

/// What a node holds.
#[derive(Debug)]
pub enum Node {
    /// The root, or the root of a template's contents.
    Document,
    /// An element.
    Element(Element),
    /// Text as in the source, entities decoded.
    Text(StrTendril),
}

/// An element: its name and attributes.
#[derive(Debug)]
pub struct Element {
    pub(super) name: QualName,
    pub(super) attributes: Vec<Attribute>,
    pub(super) class: ClassId,
    pub(super) tag: Tag,
    pub(super) is_html_integration_point: bool,
}

impl Dom {
    /// The document node; the tree holds everything in source order below it.
    pub fn root(&self) -> NodeRef<'_> {
        self.tree.root()
    }

    /// How many nodes the page has.
    pub fn node_count(&self) -> usize {
        self.tree.values().len()
    }

    /// The values of the page's class attributes, each once; first none.
    pub fn classes(&self) -> &Classes {
        &self.classes
    }
}

impl Node {
    /// The element, if the node is one.
    pub fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The text, if the node is text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The element's tag; [`Tag::None`] for other nodes.
    pub fn tag(&self) -> Tag {
        self.element().map_or(Tag::None, |element| element.tag)
    }

    /// An attribute of the element, if it is one and has it. `name` is in lower case.
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.element()?.attr(name)
    }
}

impl Element {
    /// The element's tag.
    pub fn tag(&self) -> Tag {
        self.tag
    }

    /// The element's local name in lower case (`div`, `my-widget`, `annotation`).
    pub fn name(&self) -> &str {
        &self.name.local
    }

    /// The value of an attribute. `name` is in lower case.
    #[inline]
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
    }

    /// All attributes as (local name, value), in source order.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// Which of the page's class attributes it has.
    pub fn class(&self) -> ClassId {
        self.class
    }

    /// The class names, in source order.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.attr("class").unwrap_or_default().split_ascii_whitespace()
    }

    /// Whether the element is in the HTML namespace (not MathML or SVG).
    pub fn is_html(&self) -> bool {
        self.name.ns == html5ever::ns!(html)
    }
}

/// A piece of the text below a node.
#[derive(Debug, Clone, Copy)]
pub enum Piece<'a> {
    /// Text, and the tag of the element around it.
    Text(&'a str, Tag),
    /// The edge of a block, or the end of a line.
    LineEnd,
}

/// The text below `node` in pieces, one for every node at least.
pub fn pieces(node: NodeRef<'_>) -> impl Iterator<Item = Option<Piece<'_>>> {
    Walk::new(node).map(|step| match step {
        Step::Enter(node) => match node.value().text() {
            Some(text) => Some(Piece::Text(text, node.parent().map_or(Tag::None, |parent| parent.value().tag()))),
            None => ends_line(node).then_some(Piece::LineEnd),
        },
        Step::Leave(node) => ends_line(node).then_some(Piece::LineEnd),
    })
}

fn ends_line(node: NodeRef<'_>) -> bool {
    let tag = node.value().tag();
    tag.is_block() || tag == Tag::Br
}

/// All text below `node`, white space folded to single spaces and trimmed; scripts and styles have no text in the tree
/// apart from data blocks, which are left out.
pub fn text_content(node: NodeRef<'_>) -> String {
    let mut out = String::new();
    for piece in pieces(node).flatten() {
        match piece {
            Piece::Text(_, Tag::Script) => {}
            Piece::Text(text, _) => out.push_str(text),
            Piece::LineEnd => out.push(' '),
        }
    }
    fold_white_space(&out)
}

/// Folds every run of white space to one space and trims both ends.
pub fn fold_white_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

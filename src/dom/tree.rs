//! The tree of a page: documents, elements and text in an ego-tree.

use ego_tree::Tree;
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

use super::classes::{ClassId, Classes};
use super::tag::Tag;

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

/// All text below `node`, white space folded to single spaces and trimmed; scripts and styles have no text in the tree
/// apart from data blocks, which are left out.
pub fn text_content(node: NodeRef<'_>) -> String {
    let mut out = String::new();
    for descendant in node.descendants() {
        let Some(text) = descendant.value().text() else {
            if descendant.value().tag().is_block() || descendant.value().tag() == Tag::Br {
                out.push(' ');
            }
            continue;
        };
        let is_data = descendant.parent().is_some_and(|parent| parent.value().tag() == Tag::Script);
        if !is_data {
            out.push_str(text);
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

//! The one place where html5ever's tree construction meets our tree.
//!
//! Left out by design: comments, processing instructions, the doctype, the text of scripts that hold no data,
//! the text of styles, most of what only indents, and the contents of templates (kept beside the tree, as the standard asks, so that
//! they are never seen).

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashMap;
use std::fmt;

use ego_tree::{NodeId, Tree};
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName};

use super::classes::Classes;
use super::tag::Tag;
use super::tokenizer::Detail;
use super::tree::{Dom, Element, Node};
use super::trim::trim_start;

pub(super) struct Sink {
    tree: RefCell<Tree<Node>>,
    root: NodeId,
    /// Stands for every comment and processing instruction; it is never attached.
    nothing: NodeId,
    template_contents: RefCell<HashMap<NodeId, NodeId>>,
    classes: RefCell<Classes>,
    element_count: Cell<usize>,
    /// Whether white space at the edges of blocks is part of the tree: if all is, and from the first element on that shows it as written.
    keeps_indentation: Cell<bool>,
}

impl Sink {
    pub(super) fn new(capacity: usize, detail: &Detail) -> Self {
        let mut tree = Tree::with_capacity(Node::Document, capacity);
        let root = tree.root().id();
        let nothing = tree.orphan(Node::Document).id();
        Self {
            tree: RefCell::new(tree),
            root,
            nothing,
            template_contents: RefCell::default(),
            classes: RefCell::new(Classes::new()),
            element_count: Cell::new(0),
            keeps_indentation: Cell::new(detail.is_all()),
        }
    }

    /// Elements made so far, those that the tree builder made by itself included.
    pub(super) fn element_count(&self) -> usize {
        self.element_count.get()
    }

    fn append_text(&self, parent: NodeId, text: StrTendril) {
        let mut tree = self.tree.borrow_mut();
        let Some(mut parent) = tree.get_mut(parent) else { return };
        if is_dropped_text(parent.value()) {
            return;
        }
        let edge = match parent.last_child() {
            Some(mut last) => {
                if let Node::Text(existing) = last.value() {
                    existing.push_tendril(&text);
                    return;
                }
                last.value().tag()
            }
            None => parent.value().tag(),
        };
        let is_indentation = edge.is_block() && trim_start(&text).is_empty();
        if self.keeps_indentation.get() || !is_indentation {
            parent.append(Node::Text(text));
        }
    }

    fn insert_text_before(&self, sibling: NodeId, text: StrTendril) {
        let mut tree = self.tree.borrow_mut();
        let Some(mut sibling) = tree.get_mut(sibling) else { return };
        if let Some(mut previous) = sibling.prev_sibling()
            && let Node::Text(existing) = previous.value()
        {
            existing.push_tendril(&text);
            return;
        }
        sibling.insert_before(Node::Text(text));
    }
}

/// Whether text inside this element is code that no step reads. Data blocks (JSON-LD, JSON payloads, TeX) stay.
fn is_dropped_text(parent: &Node) -> bool {
    let Some(element) = parent.element() else { return false };
    match element.tag {
        Tag::Style => true,
        Tag::Script => !element.attr("type").is_some_and(is_data_type),
        _ => false,
    }
}

pub(super) fn is_data_type(script_type: &str) -> bool {
    let script_type = script_type.trim_start();
    ["application/ld+json", "application/json", "math/"]
        .iter()
        .any(|prefix| script_type.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix)))
}

/// A borrowed element name, as the tree builder wants it.
pub(super) struct BorrowedName<'a>(Ref<'a, QualName>);

impl fmt::Debug for BorrowedName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ElemName for BorrowedName<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = BorrowedName<'a>;

    fn finish(self) -> Dom {
        Dom { tree: self.tree.into_inner(), classes: self.classes.into_inner() }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn get_document(&self) -> NodeId {
        self.root
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> BorrowedName<'a> {
        BorrowedName(Ref::map(self.tree.borrow(), |tree| {
            tree.get(*target)
                .and_then(|node| node.value().element())
                .map(|element| &element.name)
                .expect("the tree builder asks for the names of elements only")
        }))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        self.element_count.set(self.element_count.get() + 1);
        let mut tree = self.tree.borrow_mut();
        let tag = Tag::of(&name);
        self.keeps_indentation.set(self.keeps_indentation.get() || tag.is_preformatted());
        let class = self.classes.borrow_mut().id_of(&attributes);
        let id = tree
            .orphan(Node::Element(Element {
                name,
                attributes,
                class,
                tag,
                is_html_integration_point: flags.mathml_annotation_xml_integration_point,
            }))
            .id();
        if flags.template {
            let contents = tree.orphan(Node::Document).id();
            self.template_contents.borrow_mut().insert(id, contents);
        }
        id
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.nothing
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.nothing
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendText(text) => self.append_text(*parent, text),
            NodeOrText::AppendNode(id) if id == self.nothing => {}
            NodeOrText::AppendNode(id) => {
                if let Some(mut parent) = self.tree.borrow_mut().get_mut(*parent) {
                    parent.append_id(id);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.tree.borrow().get(*element).is_some_and(|node| node.parent().is_some());
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public_id: StrTendril, _system_id: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.template_contents.borrow().get(target).copied().unwrap_or(*target)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn append_before_sibling(&self, sibling: &NodeId, new_node: NodeOrText<NodeId>) {
        match new_node {
            NodeOrText::AppendText(text) => self.insert_text_before(*sibling, text),
            NodeOrText::AppendNode(id) if id == self.nothing => {}
            NodeOrText::AppendNode(id) => {
                if let Some(mut sibling) = self.tree.borrow_mut().get_mut(*sibling) {
                    sibling.insert_id_before(id);
                }
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        let Some(mut node) = tree.get_mut(*target) else { return };
        if let Node::Element(element) = node.value() {
            for attribute in attributes {
                if element.attributes.iter().all(|existing| existing.name != attribute.name) {
                    element.attributes.push(attribute);
                }
            }
            element.class = self.classes.borrow_mut().id_of(&element.attributes);
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        if let Some(mut node) = self.tree.borrow_mut().get_mut(*target) {
            node.detach();
        }
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        if let Some(mut new_parent) = self.tree.borrow_mut().get_mut(*new_parent) {
            new_parent.reparent_from_id_append(*node);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &NodeId) -> bool {
        self.tree
            .borrow()
            .get(*handle)
            .and_then(|node| node.value().element())
            .is_some_and(|element| element.is_html_integration_point)
    }
}

//! What of a page is said to machines.

use super::tag::Tag;
use super::tree::NodeRef;

/// An element that tells machines of the page: `<html>`, `<body>`, `<meta>`, `<link>`, `<base>`, `<script>`, or one with `itemtype`.
#[derive(Debug, Clone, Copy)]
pub struct Notice<'a> {
    /// Its node.
    pub node: NodeRef<'a>,
    /// How many elements of any kind come before it.
    pub order: u32,
}

impl<'a> Notice<'a> {
    /// The element at a place among those of the page, if it is one.
    pub fn of(node: NodeRef<'a>, order: u32, has_item_type: bool) -> Option<Self> {
        let is_notice = match node.value().tag() {
            Tag::Html | Tag::Body | Tag::Meta | Tag::Link | Tag::Base | Tag::Script => true,
            _ => has_item_type,
        };
        is_notice.then_some(Self { node, order })
    }
}

//! A walk over the tree in source order, without recursion.

use super::tree::NodeRef;

/// A step of a [`Walk`].
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// A node is reached, before its children.
    Enter(NodeRef<'a>),
    /// A node is left, after its children. Text and skipped nodes are not left.
    Leave(NodeRef<'a>),
}

/// Walks a subtree depth first; the node just entered can be skipped.
#[derive(Debug, Clone)]
pub struct Walk<'a> {
    root: NodeRef<'a>,
    next: Option<Step<'a>>,
}

impl<'a> Walk<'a> {
    /// A walk over `root` and everything below it.
    pub fn new(root: NodeRef<'a>) -> Self {
        Self { root, next: Some(Step::Enter(root)) }
    }

    /// Right after `Enter(node)`: goes on with what follows the node.
    pub fn skip_node(&mut self, node: NodeRef<'a>) {
        self.next = self.after(node);
    }

    fn after(&self, node: NodeRef<'a>) -> Option<Step<'a>> {
        if node == self.root {
            return None;
        }
        node.next_sibling().map(Step::Enter).or_else(|| node.parent().map(Step::Leave))
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        let step = self.next?;
        self.next = match step {
            Step::Enter(node) if node.value().text().is_some() => self.after(node),
            Step::Enter(node) => Some(node.first_child().map_or(Step::Leave(node), Step::Enter)),
            Step::Leave(node) => self.after(node),
        };
        Some(step)
    }
}

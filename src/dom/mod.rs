//! The page as a tree. Text goes in, a [`Dom`] that later steps read comes out; nothing outside this folder sees the parser.

pub mod attributes;
pub mod nesting;
pub mod parse;
pub mod selector;
#[cfg(test)]
mod reference_tests;
mod sink;
mod tag;
mod tree;
mod walk;

pub use parse::{parse_html, parse_text};
pub use tag::Tag;
pub use walk::{Step, Walk};
pub use tree::{Dom, Element, Node, NodeRef, fold_white_space, text_content};

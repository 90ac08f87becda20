//! The page as a tree. Text goes in, a [`Dom`] that later steps read comes out; nothing outside this folder sees the parser.

mod classes;
pub mod nesting;
mod notice;
pub mod parse;
#[cfg(test)]
mod reference_tests;
pub mod selector;
mod sink;
mod sniff;
mod tag;
mod tokenizer;
mod tree;
mod trim;
mod walk;

pub use classes::{ClassId, Classes, PerClass};
pub use notice::Notice;
#[cfg(test)]
pub use parse::parse_sample;
pub use parse::{parse_html, parse_text};
pub use sniff::is_html;
pub use tag::Tag;
pub use tokenizer::{Detail, tokenize};
#[cfg(test)]
use tree::Node;
pub use tree::{Dom, Element, NodeRef, Piece, fold_white_space, pieces, text_content};
pub use trim::{trim, trim_start};
pub use walk::{Step, Walk};

//! A page as an ordered list of text blocks. A tree goes in, a [`Page`] comes out.

pub mod flow;
mod footnotes;
mod kept;
mod marks;
pub mod math;
mod page;
mod segment;
mod table;
mod text;

pub use footnotes::{Footnotes, footnotes};
pub use kept::KeptText;
pub use page::{ElementInfo, Page, TextBlock, Visibility};
pub use segment::segment;
pub use text::{Folded, count_words, fold, is_ideographic};

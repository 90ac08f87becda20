//! Kept text blocks go in, the article's structured blocks come out.

mod builder;
mod close;
mod code;
mod frame;
mod heading;
mod image;
mod kept;
mod link;
mod paragraphs;
mod runs;
mod table;

pub use builder::{ComposeOptions, compose};
pub use link::Base;

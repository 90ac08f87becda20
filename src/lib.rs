//! Tamis: sieves web pages.
#![allow(missing_docs)] // STUB: the crate documentation comes with the README.

mod article;
mod deadline;
mod decode;
mod dom;
mod error;
mod extract;
mod metadata;
mod options;
mod render;

pub use article::{
    Article, Block, Definition, Field, Image, Inline, JsonBody, JsonOptions, List, Metadata, Origin, RenderOptions,
    Table,
};
pub use error::Error;
pub use extract::Extractor;
pub use options::{Focus, Hint, Limits, Options, Source};

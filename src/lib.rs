#![doc = include_str!("../README.md")]

#[doc(hidden)]
pub mod analysis;
#[cfg(feature = "archives")]
pub mod archive;
mod article;
mod blocks;
mod compose;
mod decode;
mod dom;
mod error;
mod explain;
mod explanation;
mod extract;
mod headline;
mod metadata;
mod options;
mod overrule;
mod render;
mod ruling;
mod score;
mod select;
mod stopwatch;

pub use article::{Article, Block, Definition, Field, Image, Inline, List, Metadata, Origin, PageType, Table};
pub use error::Error;
pub use explanation::{DialPosition, ExplainedBlock, ExplainedElement, Explanation, Reason, Rule, Ruling};
pub use extract::{Extractor, extract, extract_bytes};
pub use options::{Focus, Hint, Limits, Options, Source};
pub use render::json::render_error as error_json;
pub use render::{JsonBody, JsonOptions, RenderOptions};

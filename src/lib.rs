//! Tamis.
#![allow(missing_docs)]
pub mod article;
pub mod deadline;
pub mod dom;
pub mod error;
pub mod options;
pub mod render;
pub use article::*;
pub use error::Error;
pub use options::*;

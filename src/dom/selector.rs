//! STUB
use super::tree::NodeRef;
use crate::error::Error;

/// STUB
#[derive(Debug, Clone)]
pub struct Selector;

impl Selector {
    /// STUB
    pub fn parse(selector: &str) -> Result<Self, Error> {
        Err(Error::BadSelector { selector: selector.to_owned() })
    }
    /// STUB
    pub fn matches(&self, _node: NodeRef<'_>) -> bool {
        false
    }
}

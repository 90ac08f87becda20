//! The caller's selectors go in; which blocks they force into or out of the article comes out.

use std::collections::HashSet;

use crate::blocks::Page;
use crate::dom::Dom;
use crate::dom::selector::Selector;
use crate::error::Error;

/// Parsed `keep` and `drop` selectors.
#[derive(Debug, Clone, Default)]
pub struct Overrule {
    keep: Vec<Selector>,
    drop: Vec<Selector>,
}

impl Overrule {
    /// Parses the selectors.
    ///
    /// # Errors
    /// [`Error::BadSelector`] for the first that does not parse.
    pub fn new(keep: &[String], drop: &[String]) -> Result<Self, Error> {
        let parse = |selectors: &[String]| -> Result<Vec<Selector>, Error> {
            selectors.iter().map(|selector| Selector::parse(selector)).collect()
        };
        Ok(Self { keep: parse(keep)?, drop: parse(drop)? })
    }

    /// Changes the choice of blocks: first what is dropped, then what is kept, so that `keep` wins.
    pub fn apply(&self, dom: &Dom, page: &Page<'_>, kept: &mut [bool]) {
        force(dom, page, &self.drop, kept, false);
        force(dom, page, &self.keep, kept, true);
    }
}

fn force(dom: &Dom, page: &Page<'_>, selectors: &[Selector], kept: &mut [bool], is_kept: bool) {
    if selectors.is_empty() {
        return;
    }
    let selected: HashSet<_> =
        selectors.iter().flat_map(|selector| selector.select(dom.root())).map(|node| node.id()).collect();
    for element in page.elements.iter().filter(|element| selected.contains(&element.node.id())) {
        kept[element.block_range()].fill(is_kept);
    }
}

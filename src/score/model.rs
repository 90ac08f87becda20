//! The model file goes in, the linear tables, the trees and the network come out. It is written by lab/train/fit.py.

use super::evidence::{PageTypeModel, Tables};
use super::forest::Forest;
use super::network::Network;
use super::sheet::FEATURES;

/// The model that is part of the program.
const MODEL: &[u8] = include_bytes!("model.bin");

/// Marks a model file of the layout read here.
const MAGIC: &[u8] = b"TAMISNN2";

/// All that was learned.
#[derive(Debug)]
pub struct Model {
    /// Linear models over names, words and signs of the template.
    pub tables: Tables,
    /// What tells types of pages apart.
    pub page_types: PageTypeModel,
    /// Trees over the features of a block.
    pub trees: Forest,
    /// The network over the features of all blocks of a page.
    pub network: Network,
    /// Trees over the signals of a page and a choice of its blocks: the F1 to be expected. Empty in models not yet calibrated.
    pub confidence: Forest,
}

impl Model {
    /// Reads the model that is part of the program.
    ///
    /// # Panics
    /// If the program was built with a model file that is not one.
    pub fn new() -> Self {
        Self::read(MODEL).expect("src/score/model.bin is a model file")
    }

    /// Reads a model file.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let (tables, page_types) = (Tables::read(&mut rest)?, PageTypeModel::read(&mut rest)?);
        let trees = Forest::read(&mut rest).filter(|trees| trees.feature_count() == FEATURES)?;
        let network = Network::read(&mut rest, trees.feature_count())?;
        let confidence = Forest::read(&mut rest)?;
        rest.is_empty().then_some(Self { tables, page_types, trees, network, confidence })
    }
}

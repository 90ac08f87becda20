//! What the pipeline thinks of each block: for the lab, which measures and trains it.

use crate::blocks::Visibility;
use crate::deadline::Deadline;
use crate::decode::decode;
use crate::error::Error;
use crate::extract::{Extractor, Sieved};
use crate::options::{Hint, Options};

/// A page's blocks as the scorer sees them.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// Names of the features.
    pub feature_names: Vec<String>,
    /// The blocks in reading order.
    pub blocks: Vec<AnalysedBlock>,
}

/// A block with its features and what became of it.
#[derive(Debug, Clone)]
pub struct AnalysedBlock {
    /// Its text.
    pub text: String,
    /// Amount of text in letters.
    pub units: u32,
    /// Whether something hides it.
    pub is_hidden: bool,
    /// Features, in the order of their names.
    pub features: Vec<f32>,
    /// Probability that it is content.
    pub probability: f32,
    /// Whether it was chosen.
    pub is_kept: bool,
    /// Tags and class names around it, innermost first: `p < div.entry-content < article`.
    pub path: String,
}

/// Elements shown in a block's path.
const PATH_LEVELS: usize = 6;

/// An extractor that weighs blocks with another model than the one that is part of the program.
///
/// # Errors
/// Those of [`Extractor::new`], and a line that says that the model cannot be used.
pub fn extractor_with_model(options: Options, model: &[u8]) -> Result<Extractor, String> {
    let extractor = Extractor::new(options).map_err(|error| error.to_string())?;
    extractor.with_model(model).ok_or_else(|| "not a model of this version's features; train it anew".to_owned())
}

impl Extractor {
    /// Scores every block of a page and tells what became of it.
    ///
    /// # Errors
    /// Those of [`extract_bytes`](Self::extract_bytes).
    pub fn analyse(&self, bytes: &[u8]) -> Result<Analysis, Error> {
        let decoded = decode(bytes, &Hint::default())?;
        let text = &decoded.text;
        let deadline = Deadline::start(None);
        let source = self.parse(text, &deadline)?;
        let Sieved { page, probabilities, selection, .. } = self.sieve(&source, &deadline)?;
        let (feature_names, features) = self.scorer().features(&page);
        let blocks = page.blocks.iter().zip(features).enumerate().map(|(index, (block, features))| AnalysedBlock {
            text: block.text.clone(),
            units: block.units,
            is_hidden: block.visibility >= Visibility::Noscript,
            features,
            probability: probabilities[index],
            is_kept: selection.kept[index],
            path: path(&page, block.element),
        });
        Ok(Analysis { feature_names, blocks: blocks.collect() })
    }
}

fn path(page: &crate::blocks::Page<'_>, element: u32) -> String {
    let names = page.self_and_ancestors(element).take(PATH_LEVELS).filter_map(|index| {
        let element = page.elements[index as usize].node.value().element()?;
        let class = element.attr("class").map(|class| format!(".{}", class.replace(' ', ".")));
        Some(format!("{}{}", element.name(), class.unwrap_or_default()))
    });
    names.collect::<Vec<_>>().join(" < ")
}

//! What the pipeline thinks of each block and how long it takes: for the lab, which measures and trains it.

use std::hint::black_box;
use std::time::Duration;

use crate::blocks::{Page, Visibility};
use crate::decode::decode;
use crate::dom::Detail;
use crate::error::Error;
use crate::extract::{Extractor, Sieved, cut, parse};
use crate::options::{Hint, Options, Source};
pub use crate::score::Signs;
use crate::score::{Buckets, Lexicon, Scorer, Tables, signals};
use crate::stopwatch::Stopwatch;

pub use crate::dom::tokenize;
pub use crate::stopwatch::Stage;

/// What training sees of a page: every list has one entry a block.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    /// The page's headline.
    pub title: Option<String>,
    /// Texts.
    pub texts: Vec<String>,
    /// Amounts of text in letters.
    pub units: Vec<u32>,
    /// Names of the features.
    pub feature_names: Vec<String>,
    /// Features that need no linear model.
    pub features: Vec<Vec<f32>>,
    /// What the block looks like, two levels up and deeper, as numbers that blocks of one look share.
    pub looks: Vec<[u32; 2]>,
    /// Buckets of names.
    pub names: Vec<Vec<u16>>,
    /// Buckets of words.
    pub words: Vec<Vec<u16>>,
    /// Buckets of what speaks for the page's type.
    pub signs: Signs,
}

/// Reads a page for training.
///
/// # Errors
/// Those of [`Extractor::extract_bytes`].
pub fn sample(bytes: &[u8], url: Option<&str>) -> Result<Sample, Error> {
    with_page(bytes, url, |page| {
        let lexicon = Lexicon::new();
        let (feature_names, features) = lexicon.features(page);
        let looks = lexicon.looks(page);
        let Buckets { names, words, signs } = lexicon.buckets(page);
        let texts = page.blocks.iter().map(|block| block.text.clone()).collect();
        let units = page.blocks.iter().map(|block| block.units).collect();
        Sample { title: page.title.clone(), texts, units, feature_names, features, looks, names, words, signs }
    })
}

/// Features of every block that rest on linear models, for each of several tables (as in a model file): names, then a row a block.
///
/// # Errors
/// Those of [`Extractor::extract_bytes`].
pub fn evidence(bytes: &[u8], url: Option<&str>, tables: &[&[u8]]) -> Result<Vec<Rows>, Error> {
    with_page(bytes, url, |page| {
        let lexicon = Lexicon::new();
        let tables = tables.iter().filter_map(|table| Tables::read(&mut &**table));
        tables.map(|tables| lexicon.evidence(page, &tables)).collect()
    })
}

/// Names of features and a row of features a block.
pub type Rows = (Vec<String>, Vec<Vec<f32>>);

fn with_page<T>(bytes: &[u8], url: Option<&str>, read: impl FnOnce(&Page<'_>) -> T) -> Result<T, Error> {
    let decoded = decode(bytes, &Hint::default())?;
    let stopwatch = Stopwatch::start(None);
    let source = parse(&decoded.text, Source::Auto, &Detail::read(), &stopwatch)?;
    Ok(read(&cut(&source, url, &stopwatch)?.page))
}

/// What each stage of the pipeline took for a page, its text rendered at the end.
///
/// # Errors
/// Those of [`Extractor::extract_bytes`].
pub fn stage_times(extractor: &Extractor, bytes: &[u8]) -> Result<Vec<(Stage, Duration)>, Error> {
    let stopwatch = Stopwatch::start_timed();
    let decoded = decode(bytes, &Hint::default())?;
    stopwatch.done(Stage::Decode)?;
    let article = extractor.run(&decoded.text, None, &stopwatch)?;
    black_box(article.text());
    stopwatch.done(Stage::Render)?;
    Ok(Stage::ALL.into_iter().zip(stopwatch.times()).collect())
}

/// A page's blocks as the scorer sees them.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// Signals from which the confidence is estimated.
    pub signals: Vec<f32>,
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
    let scorer = Scorer::with_model(model).ok_or("not a model of this version's features; train it anew")?;
    Extractor::with_scorer(options, scorer).map_err(|error| error.to_string())
}

impl Extractor {
    /// Scores every block of a page and tells what became of it.
    ///
    /// # Errors
    /// Those of [`extract_bytes`](Self::extract_bytes).
    pub fn analyse(&self, bytes: &[u8]) -> Result<Analysis, Error> {
        let decoded = decode(bytes, &Hint::default())?;
        let text = &decoded.text;
        let stopwatch = Stopwatch::start(None);
        let source = self.parse(text, &stopwatch)?;
        let Sieved { cut, scores, selection } = self.sieve(&source, self.url(), &stopwatch)?;
        let page = cut.page;
        let blocks = page.blocks.iter().enumerate().map(|(index, block)| AnalysedBlock {
            text: block.text.clone(),
            units: block.units,
            is_hidden: block.visibility >= Visibility::Noscript,
            probability: scores.probabilities[index],
            is_kept: selection.kept[index],
            path: path(&page, block.element),
        });
        let signals = signals(&page, &scores, &selection.kept, selection.expected_f1).to_vec();
        Ok(Analysis { signals, blocks: blocks.collect() })
    }
}

fn path(page: &Page<'_>, element: u32) -> String {
    let names = page.self_and_ancestors(element).take(PATH_LEVELS).filter_map(|index| {
        let element = page.elements[index as usize].node.value().element()?;
        let class = element.attr("class").map(|class| format!(".{}", class.replace(' ', ".")));
        Some(format!("{}{}", element.name(), class.unwrap_or_default()))
    });
    names.collect::<Vec<_>>().join(" < ")
}

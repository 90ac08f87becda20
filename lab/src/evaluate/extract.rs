//! Labelled pages and models go in, the texts that Tamis makes of the pages come out.

use std::fs;
use std::time::{Duration, Instant};

use serde::Deserialize;
use tamis::analysis::extractor_with_model;
use tamis::{Article, Extractor, Focus, Hint, Options};

use crate::dataset::Case;
use crate::evaluate::metadata::Facts;
use crate::evaluate::options::EvaluateOptions;
use crate::parallel;
use crate::train::{fold_models, fold_of};

/// Which model weighs the blocks of a page.
pub enum Models {
    /// The one in the program.
    Program,
    /// One for all pages.
    File(Vec<u8>),
    /// One a fold.
    Folds(Vec<Vec<u8>>),
}

impl Models {
    /// The models that the options ask for.
    ///
    /// # Errors
    /// A line that names the file that could not be read, or why no folds could be trained.
    pub fn load(options: &EvaluateOptions) -> Result<Self, String> {
        if let Some(folds) = options.folds {
            return fold_models(&options.datasets, folds, &options.work).map(Self::Folds);
        }
        let Some(path) = &options.model else { return Ok(Self::Program) };
        let model = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        extractor_with_model(Options::default(), &model).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self::File(model))
    }

    fn extractor(&self, case: &Case, options: Options) -> Result<Extractor, String> {
        match self {
            Self::Program => Extractor::new(options).map_err(|error| error.to_string()),
            Self::File(model) => extractor_with_model(options, model),
            Self::Folds(models) => extractor_with_model(options, &models[fold_of(case, models.len())]),
        }
    }
}

/// What Tamis made of a page.
#[derive(Debug, Clone, Default)]
pub struct Extraction {
    /// The text to compare with the gold.
    pub text: String,
    /// How sure Tamis is of it, 0 to 1.
    pub confidence: f64,
    /// The type that Tamis gave the page.
    pub page_type: Option<String>,
    /// What it found out about the page.
    pub facts: Facts,
    /// Time of the extraction alone.
    pub elapsed: Duration,
    /// Why there is no text.
    pub failure: Option<String>,
}

/// Extracts every page with the model that is meant for it.
pub fn extract_all(cases: &[Case], models: &Models, focus: Focus) -> Vec<Extraction> {
    parallel::map(cases, |case| {
        extract(case, models, focus)
            .unwrap_or_else(|failure| Extraction { failure: Some(failure), ..Extraction::default() })
    })
}

fn extract(case: &Case, models: &Models, focus: Focus) -> Result<Extraction, String> {
    let options = Options { url: case.label.url.clone(), focus, ..Options::default() };
    let extractor = models.extractor(case, options)?;
    let start = Instant::now();
    let article = extractor.extract_bytes(&case.html, &Hint::default()).map_err(|error| error.to_string())?;
    let elapsed = start.elapsed();
    let json: Body = serde_json::from_str(&article.to_json()).map_err(|error| error.to_string())?;
    Ok(Extraction {
        text: comparable_text(case, title(&article), &json.text),
        confidence: f64::from(article.confidence),
        page_type: json.page_type,
        facts: Facts::of(&article.metadata),
        elapsed,
        failure: None,
    })
}

/// What is read of an article's JSON.
#[derive(Deserialize)]
struct Body {
    text: String,
    page_type: Option<String>,
}

fn title(article: &Article) -> Option<&str> {
    article.metadata.title.as_ref().map(|title| title.value.as_str())
}

/// The text that is compared with the gold: the body, with the title before it where the gold has it.
pub fn comparable_text(case: &Case, title: Option<&str>, body: &str) -> String {
    match title {
        Some(title) if case.has_headline_in_gold() => format!("{title}\n\n{body}"),
        _ => body.to_owned(),
    }
}

//! Files of other extractors' texts go in, those texts by page come out.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::dataset::Case;
use crate::evaluate::extract::comparable_text;

/// Another extractor's text of a page.
#[derive(Debug, Deserialize)]
struct Prediction {
    id: String,
    text: String,
    title: Option<String>,
}

/// Texts of another extractor.
#[derive(Debug)]
pub struct Predictions {
    /// The extractor: the file's name without its ending.
    pub name: String,
    /// The text to compare with each page's gold; `None` where the file has none.
    pub texts: Vec<Option<String>>,
}

/// Reads the texts of some pages.
///
/// # Errors
/// A line that names the file that could not be read, and its line.
pub fn read(path: &Path, cases: &[Case]) -> Result<Predictions, String> {
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let lines = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let by_id = parse(&lines).map_err(|error| format!("{}: {error}", path.display()))?;
    let texts = lookup(&by_id, cases).map_err(|error| format!("{}: {error}", path.display()))?;
    if texts.iter().all(Option::is_none) {
        return Err(format!("{}: no id is one of a page evaluated; give `id` or `set/id`", path.display()));
    }
    Ok(Predictions { name, texts })
}

fn parse(lines: &str) -> Result<HashMap<String, Prediction>, String> {
    let mut by_id = HashMap::new();
    for (index, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let prediction: Prediction =
            serde_json::from_str(line).map_err(|error| format!("line {}: {error}; want id and text", index + 1))?;
        if let Some(earlier) = by_id.insert(prediction.id.clone(), prediction) {
            return Err(format!("line {}: a second text of {}", index + 1, earlier.id));
        }
    }
    Ok(by_id)
}

fn lookup(by_id: &HashMap<String, Prediction>, cases: &[Case]) -> Result<Vec<Option<String>>, String> {
    let mut plain_ids = BTreeSet::new();
    let mut texts = Vec::new();
    for case in cases {
        let qualified = by_id.get(&format!("{}/{}", case.set, case.id));
        let plain = by_id.get(&case.id);
        if qualified.is_none() && plain.is_some() && !plain_ids.insert(&case.id) {
            return Err(format!("{} is the id of pages in two sets; write `set/id`", case.id));
        }
        let text = |found: &Prediction| comparable_text(case, found.title.as_deref(), &found.text);
        texts.push(qualified.or(plain).map(text));
    }
    Ok(texts)
}

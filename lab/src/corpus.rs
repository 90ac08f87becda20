//! A case of our own corpus goes in (page.html and case.toml), a page with labelled segments comes out.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::dataset::{Case, Label};

/// What is read of case.toml. Known gaps count as failures here: the lab measures, the tests forgive.
#[derive(Debug, Deserialize)]
struct Facts {
    url: String,
    language: String,
    page_type: String,
    must_have: Vec<String>,
    must_not_have: Vec<String>,
}

/// The folders with a case.toml in a folder, in the order of their names; none if it is no corpus.
pub fn case_folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut folders: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.join("case.toml").is_file())
        .collect();
    folders.sort();
    folders
}

/// Reads one case: its wanted and unwanted fragments are the segments; there is no full text.
///
/// # Errors
/// A line that names the file that could not be read.
pub fn read_case(set: &str, folder: &Path) -> Result<Case, String> {
    let facts_path = folder.join("case.toml");
    let facts = fs::read_to_string(&facts_path).map_err(|error| format!("{}: {error}", facts_path.display()))?;
    let facts: Facts = toml::from_str(&facts).map_err(|error| format!("{}: {error}", facts_path.display()))?;
    let html_path = folder.join("page.html");
    let html = fs::read(&html_path).map_err(|error| format!("{}: {error}", html_path.display()))?;
    let id = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let label = Label::of_segments(facts.url, facts.language, facts.page_type, facts.must_have, facts.must_not_have);
    Ok(Case { id, set: set.to_owned(), html, label })
}

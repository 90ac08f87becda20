//! A data set's folder goes in (WCXB's layout, or our own corpus), its labelled pages come out.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde::Deserialize;

use crate::corpus;

/// A labelled page.
#[derive(Debug, Clone)]
pub struct Case {
    /// Name of the file without its endings.
    pub id: String,
    /// Name of the data set's folder.
    pub set: String,
    /// The page's bytes.
    pub html: Vec<u8>,
    /// What the labels say.
    pub label: Label,
}

/// What a page's ground-truth file says.
#[derive(Debug, Clone, Deserialize)]
pub struct Label {
    /// Address of the page.
    pub url: Option<String>,
    /// Language, as the set gives it.
    pub language: Option<String>,
    #[serde(rename = "_internal", default)]
    internal: Internal,
    /// The labels themselves.
    pub ground_truth: GroundTruth,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct Internal {
    #[serde(default)]
    page_type: PageType,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct PageType {
    primary: Option<String>,
}

/// The labels of a page.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct GroundTruth {
    /// Full text; absent where only segments are labelled.
    pub main_content: Option<String>,
    /// Segments that must be in the text.
    #[serde(default)]
    pub with: Vec<String>,
    /// Segments that must not.
    #[serde(default)]
    pub without: Vec<String>,
    /// The headline.
    pub title: Option<String>,
    /// The authors, perhaps with their roles.
    pub author: Option<String>,
    /// When the page was published: `2024-05-03`.
    pub publish_date: Option<String>,
}

impl Label {
    /// The label of a page of which only segments are known.
    pub fn of_segments(
        url: String,
        language: String,
        page_type: String,
        with: Vec<String>,
        without: Vec<String>,
    ) -> Self {
        Self {
            url: Some(url),
            language: Some(language),
            internal: Internal { page_type: PageType { primary: Some(page_type) } },
            ground_truth: GroundTruth { with, without, ..GroundTruth::default() },
        }
    }
}

/// Type of a page of which none is labelled.
pub const UNKNOWN_TYPE: &str = "unknown";

impl Case {
    /// `article`, `forum` ... or `unknown`.
    pub fn page_type(&self) -> &str {
        self.label.internal.page_type.primary.as_deref().unwrap_or(UNKNOWN_TYPE)
    }

    /// Language without its region, `?` where it is not labelled.
    pub fn primary_language(&self) -> &str {
        self.label.language.as_deref().and_then(|tag| tag.split('-').next()).unwrap_or("?")
    }

    /// Registered domain of the page (its set and id where the address is unknown): the unit of cross-validation.
    pub fn domain(&self) -> String {
        let url = self.label.url.as_deref().unwrap_or_default();
        // An archive's copy belongs to the site that it is a copy of.
        let original = url.rfind("://").map_or(url, |at| &url[at + 3..]);
        let original = url
            .rsplit_once("/web/")
            .and_then(|(_, rest)| rest.split_once('/'))
            .map_or(original, |(_, rest)| rest.trim_start_matches("http://").trim_start_matches("https://"));
        let host = original.split(['/', '?', '#', ':']).next().unwrap_or_default().to_ascii_lowercase();
        psl::domain_str(&host).map_or_else(|| format!("{}/{}", self.set, self.id), str::to_owned)
    }

    /// Whether the set's gold begins with the headline (see the data's README), so that title and text are compared with it.
    pub fn has_headline_in_gold(&self) -> bool {
        matches!(self.set.as_str(), "daniel" | "magichtml-forum")
    }
}

/// Reads a data set, in the order of its file names.
///
/// # Errors
/// A line that names the file that could not be read.
pub fn read(folder: &Path) -> Result<Vec<Case>, String> {
    read_sample(folder, 1)
}

/// Reads every `every`th page of a data set, in the order of its file names, beginning with the first.
///
/// # Errors
/// A line that names the file that could not be read.
pub fn read_sample(folder: &Path, every: usize) -> Result<Vec<Case>, String> {
    let set = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let own_cases = corpus::case_folders(folder);
    if !own_cases.is_empty() {
        return own_cases.iter().step_by(every).map(|case| corpus::read_case(&set, case)).collect();
    }
    label_paths(folder)?.iter().step_by(every).map(|path| read_case(folder, &set, path)).collect()
}

fn label_paths(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let labels = folder.join("ground-truth");
    let mut paths: Vec<PathBuf> = fs::read_dir(&labels)
        .map_err(|error| {
            format!("{}: {error}; give a folder with html/ and ground-truth/, or one of cases", labels.display())
        })?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    Ok(paths)
}

fn read_case(folder: &Path, set: &str, label_path: &Path) -> Result<Case, String> {
    let id = label_path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let json = fs::read(label_path).map_err(|error| format!("{}: {error}", label_path.display()))?;
    let label = serde_json::from_slice(&json).map_err(|error| format!("{}: {error}", label_path.display()))?;
    let html_path = folder.join("html").join(format!("{id}.html.gz"));
    let html = read_gzip(&html_path).map_err(|error| format!("{}: {error}", html_path.display()))?;
    Ok(Case { id, set: set.to_owned(), html, label })
}

fn read_gzip(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(File::open(path)?).read_to_end(&mut bytes)?;
    Ok(bytes)
}

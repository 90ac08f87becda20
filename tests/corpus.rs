//! Every folder of `corpus/` is a test: page.html must give expected.md, and what case.toml says of it.
//!
//! `TAMIS_BLESS=1 cargo test --test corpus` rewrites the expected.md files; read the difference before committing it.

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use serde::Deserialize;
use similar::TextDiff;
use tamis::{Article, Extractor, Field, Hint, Options, RenderOptions};

/// What case.toml says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    url: String,
    language: String,
    #[allow(dead_code)]
    template: String,
    #[allow(dead_code)]
    page_type: String,
    title: String,
    authors: Vec<String>,
    published: Option<String>,
    site: Option<String>,
    must_have: Vec<String>,
    /// Fragments of captions: they must be there where pictures are.
    #[serde(default)]
    captions: Vec<String>,
    must_not_have: Vec<String>,
    /// Fragments of these lists, and names of metadata fields, that are known to fail; a case fails when one of them no longer does.
    #[serde(default)]
    known_gaps: Vec<String>,
}

fn main() {
    let arguments = Arguments::from_args();
    let trials = folders().into_iter().map(|folder| {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Trial::test(name, move || check(&folder))
    });
    let mut trials: Vec<Trial> = trials.collect();
    let (case_count, language_count) = (trials.len(), languages());
    trials.push(Trial::test("the_corpus_is_broad", move || {
        if case_count >= 60 && language_count >= 15 {
            return Ok(());
        }
        Err(format!("{case_count} cases in {language_count} languages; want 60 in 15").into())
    }));
    libtest_mimic::run(&arguments, trials).exit();
}

fn folders() -> Vec<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let entries = fs::read_dir(&corpus).expect("the corpus folder");
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn languages() -> usize {
    let tag = |folder: PathBuf| read_case(&folder).ok()?.language.split('-').next().map(str::to_owned);
    folders().into_iter().filter_map(tag).collect::<std::collections::BTreeSet<_>>().len()
}

fn read_case(folder: &Path) -> Result<Case, Failed> {
    Ok(toml::from_str(&fs::read_to_string(folder.join("case.toml"))?)?)
}

fn check(folder: &Path) -> Result<(), Failed> {
    let case = read_case(folder)?;
    let page = fs::read(folder.join("page.html"))?;
    let extractor = Extractor::new(Options { url: Some(case.url.clone()), ..Options::default() })?;
    let article = extractor.extract_bytes(&page, &Hint::default())?;
    let mut complaints = Vec::new();
    check_facts(&case, &article, &mut complaints);
    check_markdown(folder, &article.markdown(), &mut complaints)?;
    if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n").into()) }
}

/// Fragments and metadata: each must be right, unless it is a known gap; then it must be wrong.
fn check_facts(case: &Case, article: &Article, complaints: &mut Vec<String>) {
    let text = folded(&article.text_with(&RenderOptions::default()));
    let mut facts: Vec<(String, bool, String)> = Vec::new();
    for fragment in &case.must_have {
        facts.push((fragment.clone(), text.contains(&folded(fragment)), format!("lacks {fragment:?}")));
    }
    let pictured = folded(&article.text_with(&RenderOptions { has_images: true, ..RenderOptions::default() }));
    for fragment in &case.captions {
        facts.push((
            fragment.clone(),
            pictured.contains(&folded(fragment)),
            format!("lacks {fragment:?} with pictures"),
        ));
    }
    for fragment in &case.must_not_have {
        facts.push((fragment.clone(), !text.contains(&folded(fragment)), format!("has {fragment:?}")));
    }
    let metadata = &article.metadata;
    let value = |field: &Option<Field<String>>| field.as_ref().map(|field| folded(&field.value));
    let mut fact = |name: &str, found: Option<String>, wanted: Option<&str>| {
        facts.push((name.to_owned(), found.as_deref() == wanted, format!("{name} is {found:?}, should be {wanted:?}")));
    };
    fact("title", value(&metadata.title), Some(&folded(&case.title)));
    // A page that does not say its language gives none; one that does may add a region.
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    if let Some(language) = value(&metadata.language) {
        fact("language", Some(primary(&language)), Some(&primary(&case.language)));
    }
    fact(
        "published",
        value(&metadata.published).map(|date| date.chars().take(10).collect()),
        case.published.as_deref(),
    );
    let authors: Vec<&str> = metadata.authors.iter().map(|author| author.value.as_str()).collect();
    fact("authors", Some(authors.join("; ")), Some(&case.authors.join("; ")));
    if case.site.is_some() {
        fact("site", value(&metadata.site), case.site.as_deref());
    }
    for (name, is_right, complaint) in facts {
        match (is_right, case.known_gaps.contains(&name)) {
            (false, false) => complaints.push(complaint),
            (true, true) => complaints.push(format!("{name:?} is no longer a gap: take it out of known_gaps")),
            _ => {}
        }
    }
}

fn check_markdown(folder: &Path, markdown: &str, complaints: &mut Vec<String>) -> Result<(), Failed> {
    let path = folder.join("expected.md");
    if std::env::var_os("TAMIS_BLESS").is_some() {
        fs::write(&path, markdown)?;
        return Ok(());
    }
    let expected = fs::read_to_string(&path)?;
    if expected != markdown {
        let diff = TextDiff::from_lines(&expected, markdown);
        complaints.push(diff.unified_diff().context_radius(1).header("expected.md", "got").to_string());
    }
    Ok(())
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

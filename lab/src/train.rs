//! Data sets go in, models come out: features by the code that runs in production, linear models, networks and trees by lab/train/fit.py.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::dataset::{self, Case};
use crate::graft::{bare_frames, grafts};
use crate::hash::fnv1a;
use crate::{features, signals};

/// Folds of cross-validation, and of the linear models whose scores the trees see.
pub const FOLDS: usize = 5;

/// Of so many pages one teaches, without its article, that a choice from nothing deserves no confidence.
const PAGES_A_BARE_FRAME: u64 = 3;

/// Trains the model of the program and one model a fold, each on the pages of all other folds.
/// Leaves `model.bin`, `feature_names.txt` and `fold-N.bin` in `work`.
///
/// # Errors
/// A line that names what could not be read, written or run.
pub fn run(datasets: &[PathBuf], work: &Path) -> Result<(), String> {
    let mut cases = trainable_cases(datasets)?;
    let labelled = cases.len();
    let step = |name: &str| eprintln!("lab: {name}");
    step("grafts");
    cases.extend(grafts(&cases, FOLDS));
    step("features of every block");
    features::write(&cases, FOLDS, work)?;
    step("linear models");
    fit("tables", work)?;
    step("page types");
    fit("types", work)?;
    step("scores of the linear models");
    features::write_evidence(&cases, FOLDS, work)?;
    step("networks");
    fit("networks", work)?;
    step("trees");
    fit("trees", work)?;
    step("confidence");
    cases.truncate(labelled);
    cases.extend(bare_frames(&cases, PAGES_A_BARE_FRAME));
    signals::write(&cases, read_fold_models(work)?, work)?;
    fit("confidence", work)
}

/// One model a fold: those of the last run with this program in `work`, or trained anew.
///
/// # Errors
/// Those of [`run`], and a line that says so when another number of folds is asked for.
pub fn fold_models(datasets: &[PathBuf], folds: usize, work: &Path) -> Result<Vec<Vec<u8>>, String> {
    if folds != FOLDS {
        return Err(format!("--folds {folds}: the linear models are made for {FOLDS} folds; give --folds {FOLDS}"));
    }
    if !is_fresh(work) {
        run(datasets, work)?;
    }
    read_fold_models(work)
}

/// Whether the models in `work` were made by this very program.
fn is_fresh(work: &Path) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let program = std::env::current_exe().ok().and_then(|path| changed(&path));
    let oldest = (0..FOLDS).map(|fold| changed(&fold_path(work, fold))).min().flatten();
    program.is_some() && oldest > program
}

fn read_fold_models(work: &Path) -> Result<Vec<Vec<u8>>, String> {
    (0..FOLDS)
        .map(|fold| {
            let path = fold_path(work, fold);
            fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
        })
        .collect()
}

fn fold_path(work: &Path, fold: usize) -> PathBuf {
    work.join(format!("fold-{fold}.bin"))
}

pub fn trainable_cases(datasets: &[PathBuf]) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for folder in datasets {
        cases.extend(dataset::read(folder)?.into_iter().filter(is_trainable));
    }
    Ok(cases)
}

/// Empty golds teach nothing (see the data's README).
fn is_trainable(case: &Case) -> bool {
    let truth = &case.label.ground_truth;
    truth.main_content.as_deref().map_or(!truth.with.is_empty(), |gold| !gold.trim().is_empty())
}

fn fit(step: &str, work: &Path) -> Result<(), String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("train/fit.py");
    let status = Command::new("python3").arg(&script).arg(step).arg(work).status().map_err(|error| {
        format!("python3: {error}; install Python 3 and the packages of lab/train/requirements.txt")
    })?;
    if status.success() { Ok(()) } else { Err(format!("{} failed; see above", script.display())) }
}

/// The fold of a page: pages of one registered domain share it, in whatever set they are.
pub fn fold_of(case: &Case, folds: usize) -> usize {
    (fnv1a(case.domain().bytes()) % folds as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::{FOLDS, fold_of};
    use crate::dataset::Case;

    fn case(set: &str, url: &str) -> Case {
        let label = serde_json::json!({ "url": url, "language": "en", "ground_truth": { "main_content": "x" } });
        let label = serde_json::from_value(label).expect("a label");
        Case { id: "1".to_owned(), set: set.to_owned(), html: Vec::new(), label }
    }

    #[test]
    fn pages_of_one_site_share_a_fold_whatever_their_set() {
        let fold = fold_of(&case("news", "https://www.mill.example.co.uk/a"), FOLDS);
        assert_eq!(fold, fold_of(&case("blogs", "http://blog.example.co.uk/b?c"), FOLDS));
        assert!(fold < FOLDS);
    }
}

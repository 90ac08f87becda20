//! Pages and the models of their folds go in; the signals of each page and the F1 that its text reached come out as a file.

use std::fs;
use std::path::Path;

use tamis::analysis::extractor_with_model;
use tamis::{Focus, Options};

use crate::dataset::Case;
use crate::evaluate::{Models, extract_all};
use crate::metrics::char_score;
use crate::parallel;
use crate::train::fold_of;

/// Writes `signals.tsv`: page, fold, F1 (by characters where the script has no spaces), signals. Pages without full text are left out, and those of
/// which nothing is kept: there the program needs no estimate.
///
/// # Errors
/// A line that names what could not be read or written.
pub fn write(cases: &[Case], models: Vec<Vec<u8>>, work: &Path) -> Result<(), String> {
    let signals = parallel::map(cases, |case| {
        let extractor = extractor_with_model(options(case), &models[fold_of(case, models.len())])?;
        extractor.analyse(&case.html).map(|analysis| analysis.signals).map_err(|error| error.to_string())
    });
    let folds = models.len();
    let extractions = extract_all(cases, &Models::Folds(models), Focus::Balanced);
    let mut lines = String::new();
    for ((case, signals), extraction) in cases.iter().zip(signals).zip(extractions) {
        if let (Some(gold), Ok(signals)) = (&case.label.ground_truth.main_content, signals)
            && signals.first().is_some_and(|&expected_f1| expected_f1 > 0.0)
        {
            let f1 = char_score(&extraction.text, gold).f1;
            let signals: Vec<String> = signals.iter().map(f32::to_string).collect();
            lines += &format!("{}/{}\t{}\t{f1}\t{}\n", case.set, case.id, fold_of(case, folds), signals.join("\t"));
        }
    }
    let path = work.join("signals.tsv");
    fs::write(&path, lines).map_err(|error| format!("{}: {error}", path.display()))
}

fn options(case: &Case) -> Options {
    Options { url: case.label.url.clone(), ..Options::default() }
}

//! Data sets go in; figures, a report and the verdict of a gate come out.

mod against;
mod bootstrap;
mod comparison;
mod confidence;
mod evaluation;
pub mod extract;
mod figures;
mod floors;
mod gate;
mod groups;
mod markdown;
mod metadata;
mod options;
mod paired;
mod peers;
mod plots;
mod report;
mod score;
mod tables;
mod types;
mod worst;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use tamis::Focus;

pub use options::EvaluateOptions;

use crate::dataset::{self, Case};
use crate::disguise::Disguise;
use crate::graft::bare_frames;
use crate::parallel;
use crate::terminal::show;
use evaluation::Evaluation;
use extract::Extraction;
pub use extract::{Models, extract_all};
use floors::Floors;
use gate::Chance;

/// Exit status of a gate that does not hold.
const MISSED: u8 = 1;

/// Evaluates data sets together; fails where a floor was missed.
///
/// # Errors
/// A line that names the file that could not be read or written.
pub fn run(options: &EvaluateOptions) -> Result<ExitCode, String> {
    let cases = read_cases(options)?;
    let others = options.against.iter().map(|path| against::read(path, &cases)).collect::<Result<_, _>>()?;
    let models = Models::load(options)?;
    let extractions = extract_all(&cases, &models, Focus::Balanced);
    let evaluation = Evaluation::new(cases, extractions, others);
    let tables = tables::tables(&evaluation);
    tables.iter().try_for_each(|table| show(table.terminal()))?;
    show_pages(options, &evaluation)?;
    if let Some(folder) = &options.report {
        report::write(folder, options, &evaluation, &models, &tables)?;
    }
    let Some(path) = &options.gate else { return Ok(ExitCode::SUCCESS) };
    hold_gate(path, options, &evaluation).map_err(|error| format!("{}: {error}", path.display()))
}

fn read_cases(options: &EvaluateOptions) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut sets = BTreeSet::new();
    for folder in &options.datasets {
        let read = dataset::read_sample(folder, options.every)?;
        let Some(first) = read.first() else { return Err(format!("{}: has no pages", folder.display())) };
        if !sets.insert(first.set.clone()) {
            return Err(format!("{}: a second set of that name; rename one", folder.display()));
        }
        cases.extend(read);
    }
    if options.bare {
        cases = bare_frames(&cases, 1);
    }
    if options.disguise {
        let disguise = Disguise::new();
        let disguised = parallel::map(&cases, |case| disguise.of(&case.html, &case.id));
        cases.iter_mut().zip(disguised).for_each(|(case, html)| case.html = html);
    }
    Ok(cases)
}

fn show_pages(options: &EvaluateOptions, evaluation: &Evaluation) -> Result<(), String> {
    if options.worst_in_terminal() > 0 {
        for set in evaluation.sets() {
            show(worst::terminal(evaluation, set, options.worst_in_terminal()))?;
        }
    }
    for set in evaluation.sets() {
        let pages: Vec<&Extraction> = set.pages.iter().map(|page| &evaluation.extractions[*page]).collect();
        show(times(&set.set, &pages))?;
    }
    for (case, extraction) in evaluation.cases.iter().zip(&evaluation.extractions) {
        if let Some(failure) = &extraction.failure {
            show(format_args!("{}/{}: no text: {failure}", case.set, case.id))?;
        }
    }
    Ok(())
}

fn times(set: &str, pages: &[&Extraction]) -> String {
    let total: Duration = pages.iter().map(|page| page.elapsed).sum();
    let slowest = pages.iter().map(|page| page.elapsed).max().unwrap_or_default();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    format!("{set}: time a page: mean {:.1} ms, slowest {:.1} ms", ms(total) / pages.len().max(1) as f64, ms(slowest))
}

fn hold_gate(path: &Path, options: &EvaluateOptions, evaluation: &Evaluation) -> Result<ExitCode, String> {
    let mut floors = Floors::read(path, options.raise)?;
    if options.raise {
        gate::raise(&mut floors, evaluation, gate::usual_figures(evaluation))?;
        floors.write(path)?;
    }
    let chance = if options.folds.is_some() { Chance::OF_TRAINING } else { Chance::NONE };
    let missed = gate::missed(&floors, evaluation, chance)?;
    missed.iter().for_each(|line| eprintln!("{line}"));
    Ok(if missed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(MISSED) })
}

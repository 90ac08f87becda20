//! What was measured goes in, a folder with evaluation.md and plots comes out.

use std::fs;
use std::path::Path;

use tamis::Focus;

use crate::evaluate::comparison::{Comparison, comparisons};
use crate::evaluate::evaluation::{Evaluation, Run, TAMIS};
use crate::evaluate::extract::{Models, extract_all};
use crate::evaluate::groups::Group;
use crate::evaluate::markdown::{self, Caveats};
use crate::evaluate::options::EvaluateOptions;
use crate::evaluate::plots::{DialPoint, DialSeries, draw_bars, draw_calibration, draw_dial};
use crate::evaluate::worst;
use crate::table::{Table, figure};

/// Writes the report.
///
/// # Errors
/// A line that names the file that could not be written.
pub fn write(
    folder: &Path,
    options: &EvaluateOptions,
    evaluation: &Evaluation,
    models: &Models,
    tables: &[Table],
) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let comparisons = comparisons(evaluation);
    let dial = dial(evaluation, models);
    let plots = draw_plots(folder, evaluation, &dial, &comparisons)?;
    let worst = evaluation.sets().map(|set| worst::table(evaluation, set, options.worst_in_report()));
    let tables: Vec<Table> = tables.iter().cloned().chain([dial_table(&dial)]).chain(worst).collect();
    let path = folder.join("evaluation.md");
    let caveats = Caveats {
        is_model_of_program: matches!(models, Models::Program),
        has_public_figures: evaluation.others.is_empty(),
    };
    let text = markdown::report(&options.command_line(), caveats, &tables, &comparisons, &plots);
    fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Draws all plots; gives their file names.
fn draw_plots(
    folder: &Path,
    evaluation: &Evaluation,
    dial: &[DialSeries],
    comparisons: &[Comparison],
) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    let mut place = |name: &str| {
        names.push(format!("{name}.svg"));
        folder.join(format!("{name}.svg"))
    };
    for comparison in comparisons {
        draw_bars(&place(&comparison.name), comparison)?;
    }
    draw_dial(&place("focus"), dial)?;
    let reached: Vec<_> = evaluation.sets().flat_map(|set| evaluation.reached(set)).collect();
    if !reached.is_empty() {
        draw_calibration(&place("confidence"), &reached)?;
    }
    Ok(names)
}

/// Precision and recall of each set at each setting of the dial.
fn dial(evaluation: &Evaluation, models: &Models) -> Vec<DialSeries> {
    let precise = run_with(evaluation, models, Focus::Precision);
    let generous = run_with(evaluation, models, Focus::Recall);
    let runs = [(Focus::Precision, &precise), (Focus::Balanced, &evaluation.tamis), (Focus::Recall, &generous)];
    let series = |set: &Group| DialSeries {
        name: set.set.clone(),
        points: runs.iter().filter_map(|(focus, run)| Some((*focus, point(run, set)?))).collect(),
        others: evaluation.others.iter().filter_map(|run| Some((run.name.clone(), point(run, set)?))).collect(),
    };
    evaluation.sets().map(series).collect()
}

/// What each setting of the dial costs and gains.
fn dial_table(series: &[DialSeries]) -> Table {
    let header = ["", "precision: P", "R", "balanced: P", "R", "recall: P", "R"];
    let mut table = Table::new("Precision and recall by focus", &header);
    for set in series {
        let figures = set.points.iter().flat_map(|(_, point)| [point.precision, point.recall]);
        let cells = std::iter::once(set.name.clone()).chain(figures.map(|value| figure(Some(value))));
        table.rows.push(cells.collect());
    }
    table
}

fn run_with(evaluation: &Evaluation, models: &Models, focus: Focus) -> Run {
    let extractions = extract_all(&evaluation.cases, models, focus);
    let texts = extractions.iter().map(|extraction| Some(extraction.text.as_str()));
    Run::new(TAMIS.to_owned(), &evaluation.cases, texts)
}

fn point(run: &Run, set: &Group) -> Option<DialPoint> {
    let figures = run.figures(set);
    let score = figures.score(set.yardstick).filter(|_| figures.pages > 0)?;
    Some(DialPoint { precision: score.precision, recall: score.recall })
}

//! What was measured goes in, the tables that show it come out.

use crate::evaluate::confidence::{Reached, bands, calibration_error, rank_correlation};
use crate::evaluate::evaluation::{Evaluation, Run};
use crate::evaluate::figures::{Figures, MeanScore, Metric};
use crate::evaluate::groups::Group;
use crate::evaluate::metadata::agreement;
use crate::evaluate::paired::{Paired, compare};
use crate::evaluate::types::confusion;
use crate::table::{Table, figure};

/// Columns of a table of figures.
const FIGURES_HEADER: [&str; 12] =
    ["", "pages", "word F1", "95 %", "P", "R", "char F1", "95 %", "seg P", "seg R", "seg acc", "seg F"];

/// All tables that hold for terminal and report alike, set after set.
pub fn tables(evaluation: &Evaluation) -> Vec<Table> {
    let mut tables: Vec<Table> = evaluation.sets().flat_map(|set| set_tables(evaluation, set)).collect();
    tables.extend(confidence_table(evaluation));
    tables
}

fn set_tables(evaluation: &Evaluation, set: &Group) -> Vec<Table> {
    let has_pages = |run: &&Run| set.pages.iter().any(|page| run.scores[*page].is_some());
    let mut tables = vec![figures_table(evaluation, set, &evaluation.tamis)];
    tables.extend(evaluation.others.iter().filter(has_pages).map(|run| figures_table(evaluation, set, run)));
    tables.extend(paired_table(evaluation, set));
    tables.extend(confusion(evaluation, set));
    tables.extend(agreement(evaluation, set));
    tables
}

fn figures_table(evaluation: &Evaluation, set: &Group, run: &Run) -> Table {
    let mut table = Table::new(format!("{}: {}", set.set, run.name), &FIGURES_HEADER);
    for group in evaluation.shown_groups(&set.set) {
        table.rows.push(figures_row(&group.name, &run.figures(group)));
    }
    table
}

fn figures_row(name: &str, figures: &Figures) -> Vec<String> {
    let value = |metric| figure(figures.value(metric));
    let interval = |mean: Option<MeanScore>| mean.map_or_else(|| figure(None), |mean| mean.f1_interval.to_string());
    vec![
        name.to_owned(),
        figures.pages.to_string(),
        value(Metric::WordF1),
        interval(figures.word),
        value(Metric::WordPrecision),
        value(Metric::WordRecall),
        value(Metric::CharF1),
        interval(figures.chars),
        value(Metric::SegmentPrecision),
        value(Metric::SegmentRecall),
        value(Metric::SegmentAccuracy),
        value(Metric::SegmentF),
    ]
}

/// Differences to the other extractors; none if there is none.
fn paired_table(evaluation: &Evaluation, set: &Group) -> Option<Table> {
    let title = format!("{}: difference of {} to others, page by page", set.set, set.yardstick.name());
    let header = ["", "pages", "missing", "difference", "95 %", "wins", "losses", "ties"];
    let mut table = Table::new(title, &header);
    for run in &evaluation.others {
        for group in evaluation.shown_groups(&set.set) {
            let paired = compare(group, &evaluation.tamis.scores, &run.scores);
            table.rows.extend(paired.map(|paired| paired_row(format!("{} {}", run.name, group.name), paired)));
        }
    }
    (!table.rows.is_empty()).then_some(table)
}

fn paired_row(name: String, paired: Paired) -> Vec<String> {
    vec![
        name,
        paired.pages.to_string(),
        paired.missing.to_string(),
        format!("{:+.3}", paired.difference),
        paired.interval.to_string(),
        paired.wins.to_string(),
        paired.losses.to_string(),
        paired.ties.to_string(),
    ]
}

/// Mean F1 by confidence, per set and over all; none if no set has gold texts.
fn confidence_table(evaluation: &Evaluation) -> Option<Table> {
    let header = ["", "< .5", "pages", ".5–.9", "pages", "> .9", "pages", "calibration error", "rank correlation"];
    let mut table = Table::new("Mean F1 by confidence", &header);
    let mut all = Vec::new();
    for set in evaluation.sets() {
        let reached = evaluation.reached(set);
        if !reached.is_empty() {
            table.rows.push(confidence_row(&set.set, &reached));
        }
        all.extend(reached);
    }
    if table.rows.len() > 1 {
        table.rows.push(confidence_row("all sets", &all));
    }
    (!table.rows.is_empty()).then_some(table)
}

fn confidence_row(name: &str, pages: &[Reached]) -> Vec<String> {
    let mut row = vec![name.to_owned()];
    for band in bands(pages) {
        row.extend([figure((band.pages > 0).then_some(band.f1)), band.pages.to_string()]);
    }
    row.extend([figure(Some(calibration_error(pages))), figure(rank_correlation(pages))]);
    row
}

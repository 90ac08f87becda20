//! What was measured goes in, figures of Tamis and of others side by side come out.

use crate::evaluate::bootstrap::mean;
use crate::evaluate::evaluation::{Evaluation, Run};
use crate::evaluate::groups::Group;
use crate::evaluate::peers::{self, PeerFigure};
use crate::table::{Table, figure};

/// Figures of several extractors on several groups of pages.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// What is compared.
    pub title: String,
    /// Short name, for a file.
    pub name: String,
    /// The groups.
    pub groups: Vec<GroupLabel>,
    /// The extractors: Tamis, then the others, best mean first.
    pub series: Vec<Series>,
}

/// How a group is written.
#[derive(Debug, Clone)]
pub struct GroupLabel {
    /// Its name.
    pub name: String,
    /// What was measured, or on how many pages.
    pub remark: String,
}

/// An extractor's figures.
#[derive(Debug, Clone)]
pub struct Series {
    /// Name of the extractor.
    pub name: String,
    /// A figure a group, `None` where it was not measured.
    pub values: Vec<Option<f64>>,
}

/// One comparison over all sets if there are several, one over the page types of each set that has several.
pub fn comparisons(evaluation: &Evaluation) -> Vec<Comparison> {
    let sets: Vec<&Group> = evaluation.sets().collect();
    let mut comparisons = Vec::new();
    if sets.len() > 1 {
        let labels =
            sets.iter().map(|set| GroupLabel { name: set.set.clone(), remark: set.yardstick.metric().label() });
        comparisons.push(compare(evaluation, &sets, labels.collect(), "F1 by set", "f1-by-set"));
    }
    for set in sets {
        let types: Vec<&Group> = evaluation.shown_groups(&set.set).filter(|group| group.is_page_type()).collect();
        if types.len() > 1 {
            let labels = types.iter().map(GroupLabel::of_type);
            let title = format!("{}: {} by page type", set.set, set.yardstick.metric().label());
            let name = format!("f1-by-type-{}", set.set);
            comparisons.push(compare(evaluation, &types, labels.collect(), &title, &name));
        }
    }
    comparisons
}

fn compare(evaluation: &Evaluation, groups: &[&Group], labels: Vec<GroupLabel>, title: &str, name: &str) -> Comparison {
    let mut others = if evaluation.others.is_empty() {
        public_series(groups)
    } else {
        evaluation.others.iter().map(|run| measured_series(run, groups)).collect()
    };
    others.retain(|series| series.values.iter().any(Option::is_some));
    others.sort_by(|a, b| b.mean().total_cmp(&a.mean()));
    let mut series = vec![measured_series(&evaluation.tamis, groups)];
    series.extend(others);
    Comparison { title: title.to_owned(), name: name.to_owned(), groups: labels, series }
}

fn measured_series(run: &Run, groups: &[&Group]) -> Series {
    let value = |group: &&Group| {
        let figures = run.figures(group);
        figures.value(group.yardstick.metric()).filter(|_| figures.pages > 0)
    };
    Series { name: run.name.clone(), values: groups.iter().map(value).collect() }
}

fn public_series(groups: &[&Group]) -> Vec<Series> {
    let figures = peers::read();
    let mut names: Vec<&str> = figures.iter().map(|figure| figure.extractor.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let series = |name: &str| Series {
        name: name.to_owned(),
        values: groups.iter().map(|group| public_value(&figures, name, group)).collect(),
    };
    names.into_iter().map(series).collect()
}

fn public_value(figures: &[PeerFigure], extractor: &str, group: &Group) -> Option<f64> {
    let is_meant = |figure: &&PeerFigure| {
        figure.extractor == extractor
            && figure.set == group.set
            && figure.group == group.name
            && figure.metric == group.yardstick.metric()
    };
    figures.iter().find(is_meant).map(|figure| figure.value)
}

impl GroupLabel {
    fn of_type(group: &&Group) -> Self {
        Self { name: group.name.clone(), remark: format!("{} pages", group.pages.len()) }
    }
}

impl Series {
    /// Mean of the figures that were measured.
    fn mean(&self) -> f64 {
        mean(&self.values.iter().flatten().copied().collect::<Vec<_>>())
    }
}

impl Comparison {
    /// With a row an extractor.
    pub fn table(&self) -> Table {
        let mut table = Table::new(self.title.clone(), &["extractor"]);
        table.header.extend(self.groups.iter().map(|group| format!("{} ({})", group.name, group.remark)));
        for series in &self.series {
            let row = std::iter::once(series.name.clone()).chain(series.values.iter().map(|value| figure(*value)));
            table.rows.push(row.collect());
        }
        table
    }
}

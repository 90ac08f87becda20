//! Floors and what was measured go in; the floors that were missed, or higher floors, come out.

use std::collections::BTreeSet;

use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::figures::Metric;
use crate::evaluate::floors::{Figure, Floor, Floors};
use crate::evaluate::groups::Group;

/// Room for the error of floating-point sums.
const ROUNDING: f64 = 1e-9;

/// Steps of a floor.
const STEPS_PER_UNIT: f64 = 1_000.0;

/// Metrics of which a set without floors gets some for all its pages, where its labels allow; its other groups get their
/// headline figure alone, since precision and recall may be traded.
const METRICS_OF_SETS: [Metric; 6] = [
    Metric::WordF1,
    Metric::CharF1,
    Metric::SegmentPrecision,
    Metric::SegmentRecall,
    Metric::SegmentF,
    Metric::PageTypeAccuracy,
];

/// How far figures of two trainings are apart by chance, times the root of the number of pages.
#[derive(Debug, Clone, Copy)]
pub struct Chance(pub f64);

impl Chance {
    /// Of the model in a file: the same pages give the same figures.
    pub const NONE: Self = Self(0.0);

    /// Of models trained for the evaluation: two standard deviations, each .05 as five trainings differed (lab/MODEL.md, of grafts).
    pub const OF_TRAINING: Self = Self(0.1);

    /// How far a figure of so many pages may lie below its floor.
    fn of_pages(self, pages: usize) -> f64 {
        self.0 / (pages.max(1) as f64).sqrt()
    }
}

/// What was measured, by names.
pub trait Measured {
    /// Whether a set was evaluated.
    fn has_set(&self, set: &str) -> bool;
    /// A figure; `None` if no page is in its group, or their labels do not give it.
    fn value(&self, figure: &Figure) -> Option<f64>;
    /// How many pages a figure is of.
    fn page_count(&self, figure: &Figure) -> usize;
}

impl Measured for Evaluation {
    fn has_set(&self, set: &str) -> bool {
        self.sets().any(|group| group.set == set)
    }

    fn value(&self, figure: &Figure) -> Option<f64> {
        self.tamis.figures(group_of(self, figure)?).value(figure.metric)
    }

    fn page_count(&self, figure: &Figure) -> usize {
        group_of(self, figure).map_or(0, |group| group.pages.len())
    }
}

fn group_of<'e>(evaluation: &'e Evaluation, figure: &Figure) -> Option<&'e Group> {
    evaluation.groups.iter().find(|group| group.set == figure.set && group.name == figure.group)
}

/// One line for each floor that was missed by more than chance. Floors of sets that were not evaluated are passed over.
///
/// # Errors
/// A floor of a group or figure that the evaluated set does not have, or no floor at all for the sets evaluated.
pub fn missed(floors: &Floors, measured: &impl Measured, chance: Chance) -> Result<Vec<String>, String> {
    let floors: Vec<&Floor> = floors.iter().filter(|floor| measured.has_set(&floor.figure.set)).collect();
    if floors.is_empty() {
        return Err("has no floor for the sets evaluated; add some with --raise".to_owned());
    }
    let mut missed = Vec::new();
    for floor in floors {
        let value = measure(&floor.figure, measured)?;
        if value + chance.of_pages(measured.page_count(&floor.figure)) + ROUNDING < floor.value {
            missed.push(complaint(floor, value));
        }
    }
    Ok(missed)
}

/// Raises floors to what was measured, rounded down, and adds those of sets that have none.
///
/// # Errors
/// A floor of a group or figure that the evaluated set does not have.
pub fn raise(floors: &mut Floors, measured: &impl Measured, new: Vec<Figure>) -> Result<(), String> {
    for floor in floors.iter_mut().filter(|floor| measured.has_set(&floor.figure.set)) {
        floor.value = floor.value.max(rounded_down(measure(&floor.figure, measured)?));
    }
    let known: BTreeSet<String> = floors.iter().map(|floor| floor.figure.set.clone()).collect();
    for figure in new.into_iter().filter(|figure| !known.contains(&figure.set)) {
        if let Some(value) = measured.value(&figure) {
            floors.push(Floor { figure, value: rounded_down(value) });
        }
    }
    Ok(())
}

/// The figures of which sets without floors get some.
pub fn usual_figures(evaluation: &Evaluation) -> Vec<Figure> {
    let shown = evaluation.groups.iter().filter(|group| group.is_shown());
    shown.flat_map(|group| usual_metrics(group).into_iter().map(|metric| figure(group, metric))).collect()
}

fn usual_metrics(group: &Group) -> Vec<Metric> {
    if group.is_whole_set() { METRICS_OF_SETS.to_vec() } else { vec![group.yardstick.metric()] }
}

fn figure(group: &Group, metric: Metric) -> Figure {
    Figure { set: group.set.clone(), group: group.name.clone(), metric }
}

fn measure(figure: &Figure, measured: &impl Measured) -> Result<f64, String> {
    let Figure { set, group, metric } = figure;
    let value = measured.value(figure);
    value.ok_or_else(|| format!("has a floor of {set}/{group} {}, which no page gives", metric.name()))
}

fn complaint(floor: &Floor, value: f64) -> String {
    let Figure { set, group, metric } = &floor.figure;
    format!("{set}/{group} {} {value:.4} < floor {:.3}", metric.name(), floor.value)
}

fn rounded_down(value: f64) -> f64 {
    ((value + ROUNDING) * STEPS_PER_UNIT).floor() / STEPS_PER_UNIT
}

#[cfg(test)]
mod tests {
    use super::{Chance, Measured, missed, raise};
    use crate::evaluate::figures::Metric;
    use crate::evaluate::floors::{Figure, Floors};

    /// One set, `wcxb`, with one group, `article`, of 100 pages that have a word F1 of .9587.
    struct OneGroup;

    impl Measured for OneGroup {
        fn has_set(&self, set: &str) -> bool {
            set == "wcxb"
        }

        fn value(&self, figure: &Figure) -> Option<f64> {
            (figure.group == "article" && figure.metric == Metric::WordF1).then_some(0.9587)
        }

        fn page_count(&self, _: &Figure) -> usize {
            100
        }
    }

    fn floors(text: &str) -> Floors {
        Floors::parse(text).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_floor_that_holds_and_one_that_is_missed() {
        assert_eq!(missed(&floors("wcxb\tarticle\tword_f1\t.958\n"), &OneGroup, Chance::NONE), Ok(Vec::new()));
        let lines = missed(&floors("wcxb\tarticle\tword_f1\t0.960\n"), &OneGroup, Chance::NONE);
        assert_eq!(lines, Ok(vec!["wcxb/article word_f1 0.9587 < floor 0.960".to_owned()]));
    }

    #[test]
    fn what_another_training_may_have_brought_is_no_miss() {
        let missed = |floor: &str| {
            let floors = floors(&format!("wcxb\tarticle\tword_f1\t{floor}\n"));
            missed(&floors, &OneGroup, Chance(0.1)).expect("a known figure").len()
        };
        assert_eq!([missed("0.968"), missed("0.969")], [0, 1]);
    }

    #[test]
    fn sets_not_given_are_passed_over_but_unknown_groups_are_not() {
        let both = "daniel\tall\tword_f1\t1\nwcxb\tarticle\tword_f1\t.5\n";
        assert_eq!(missed(&floors(both), &OneGroup, Chance::NONE), Ok(Vec::new()));
        assert!(missed(&floors("wcxb\tartikel\tword_f1\t.5\n"), &OneGroup, Chance::NONE).is_err());
        assert!(missed(&floors("wcxb\tarticle\tsegment_f\t.5\n"), &OneGroup, Chance::NONE).is_err());
        assert!(missed(&floors("daniel\tall\tword_f1\t.5\n"), &OneGroup, Chance::NONE).is_err());
    }

    #[test]
    fn floors_only_rise_and_comments_stay() {
        let new = || vec![Figure { set: "wcxb".to_owned(), group: "article".to_owned(), metric: Metric::WordF1 }];
        for (before, after) in [
            ("# why\nwcxb\tarticle\tword_f1\t0.950\n", "# why\nwcxb\tarticle\tword_f1\t0.958\n"),
            ("wcxb\tarticle\tword_f1\t0.970\n", "wcxb\tarticle\tword_f1\t0.970\n"),
            ("# new\n", "# new\nwcxb\tarticle\tword_f1\t0.958\n"),
        ] {
            let mut floors = floors(before);
            assert_eq!(raise(&mut floors, &OneGroup, new()), Ok(()));
            assert_eq!(floors.text(), after);
        }
    }
}

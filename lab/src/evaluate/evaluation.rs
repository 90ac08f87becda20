//! Pages and the texts of one or more extractors go in, scores to draw tables, plots and verdicts from come out.

use crate::dataset::Case;
use crate::evaluate::against::Predictions;
use crate::evaluate::confidence::Reached;
use crate::evaluate::extract::Extraction;
use crate::evaluate::figures::Figures;
use crate::evaluate::groups::{Group, group};
use crate::evaluate::score::{PageScore, Yardstick};
use crate::evaluate::types::labelled_and_found;

/// Everything that was measured.
pub struct Evaluation {
    /// The pages, set after set.
    pub cases: Vec<Case>,
    /// What Tamis made of each.
    pub extractions: Vec<Extraction>,
    /// Pages that have something in common.
    pub groups: Vec<Group>,
    /// Tamis.
    pub tamis: Run,
    /// The extractors that it is compared with.
    pub others: Vec<Run>,
}

/// An extractor's scores.
pub struct Run {
    /// Name of the extractor.
    pub name: String,
    /// Scores of each page; `None` where it has no text of it.
    pub scores: Vec<Option<PageScore>>,
}

/// Name under which Tamis stands in tables and plots.
pub const TAMIS: &str = "tamis";

impl Evaluation {
    /// Scores all texts.
    pub fn new(cases: Vec<Case>, extractions: Vec<Extraction>, others: Vec<Predictions>) -> Self {
        let texts = extractions.iter().map(|extraction| Some(extraction.text.as_str()));
        let mut tamis = Run::new(TAMIS.to_owned(), &cases, texts);
        for ((score, case), extraction) in tamis.scores.iter_mut().zip(&cases).zip(&extractions) {
            if let Some(score) = score {
                score.is_type_right = labelled_and_found(case, extraction).map(|(labelled, found)| labelled == found);
            }
        }
        let run = |other: Predictions| Run::new(other.name, &cases, other.texts.iter().map(|text| text.as_deref()));
        let others = others.into_iter().map(run).collect();
        let groups = group(&cases);
        Self { cases, extractions, groups, tamis, others }
    }

    /// Groups of whole sets.
    pub fn sets(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(|group| group.is_whole_set())
    }

    /// Groups of a set that are shown.
    pub fn shown_groups(&self, set: &str) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(move |group| group.set == set && group.is_shown())
    }

    /// Confidence and F1 of a set's pages with a gold text.
    pub fn reached(&self, set: &Group) -> Vec<Reached> {
        if set.yardstick == Yardstick::Segments {
            return Vec::new();
        }
        let page = |page: &usize| {
            let f1 = set.yardstick.of_page(self.tamis.scores[*page].as_ref()?)?;
            Some(Reached { confidence: self.extractions[*page].confidence, f1 })
        };
        set.pages.iter().filter_map(page).collect()
    }
}

impl Run {
    /// Scores an extractor's texts.
    pub fn new<'a>(name: String, cases: &[Case], texts: impl Iterator<Item = Option<&'a str>>) -> Self {
        let score = |(case, text): (&Case, Option<&str>)| text.map(|text| PageScore::of(case, text));
        Self { name, scores: cases.iter().zip(texts).map(score).collect() }
    }

    /// Figures of the pages of a group that it has texts of.
    pub fn figures(&self, group: &Group) -> Figures {
        Figures::of(&group.pages.iter().filter_map(|page| self.scores[*page]).collect::<Vec<_>>())
    }
}

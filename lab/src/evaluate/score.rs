//! A text and its page's labels go in, the page's scores come out.

use crate::dataset::Case;
use crate::evaluate::figures::Metric;
use crate::metrics::{Score, SegmentCounts, char_score, word_score};

/// Scores of one text.
#[derive(Debug, Clone, Copy, Default)]
pub struct PageScore {
    /// By words; `None` where the page has no gold text.
    pub word: Option<Score>,
    /// By words, and by characters where the script has no spaces.
    pub chars: Option<Score>,
    /// Segments found and not found.
    pub segments: SegmentCounts,
    /// Whether the page's type was found; `None` where it has no label or none was found.
    pub is_type_right: Option<bool>,
}

impl PageScore {
    /// Scores a page's text.
    pub fn of(case: &Case, text: &str) -> Self {
        let truth = &case.label.ground_truth;
        let gold = truth.main_content.as_deref();
        Self {
            word: gold.map(|gold| word_score(text, gold)),
            chars: gold.map(|gold| char_score(text, gold)),
            segments: SegmentCounts::of(text, &truth.with, &truth.without),
            is_type_right: None,
        }
    }
}

/// The figure by which the pages of a set are compared one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Yardstick {
    /// Word F1: WCXB's choice.
    WordF1,
    /// Char F1, where a language of the set is written without spaces.
    CharF1,
    /// Share of the segments that came out as they should, where a set has no gold texts.
    Segments,
}

/// Languages written without spaces.
const UNSPACED: [&str; 6] = ["zh", "wuu", "yue", "ja", "ko", "th"];

/// Share of the gold pages in such languages from which on words say too little: a tenth (a choice; the sets have none
/// or more than a quarter).
const MIN_UNSPACED_SHARE: f64 = 0.1;

impl Yardstick {
    /// The yardstick of a set's pages.
    pub fn of_set<'a>(cases: impl Iterator<Item = &'a Case>) -> Self {
        let with_gold: Vec<&Case> = cases.filter(|case| case.label.ground_truth.main_content.is_some()).collect();
        if with_gold.is_empty() {
            return Self::Segments;
        }
        let unspaced = with_gold.iter().filter(|case| UNSPACED.contains(&case.primary_language())).count();
        let share = unspaced as f64 / with_gold.len() as f64;
        if share < MIN_UNSPACED_SHARE { Self::WordF1 } else { Self::CharF1 }
    }

    /// A page's figure.
    pub fn of_page(self, score: &PageScore) -> Option<f64> {
        match self {
            Self::WordF1 => score.word.map(|score| score.f1),
            Self::CharF1 => score.chars.map(|score| score.f1),
            Self::Segments => score.segments.accuracy(),
        }
    }

    /// Precision and recall of a page behind that figure.
    pub fn score_of_page(self, score: &PageScore) -> Score {
        match self {
            Self::WordF1 => score.word.unwrap_or_default(),
            Self::CharF1 => score.chars.unwrap_or_default(),
            Self::Segments => score.segments.score(),
        }
    }

    /// The figure of a group of pages that is compared.
    pub fn metric(self) -> Metric {
        match self {
            Self::WordF1 => Metric::WordF1,
            Self::CharF1 => Metric::CharF1,
            Self::Segments => Metric::SegmentF,
        }
    }

    /// Its name for a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::WordF1 => "word F1",
            Self::CharF1 => "char F1",
            Self::Segments => "segment accuracy",
        }
    }
}

//! Scores of a group's pages go in, the group's figures come out.

use crate::evaluate::bootstrap::{Interval, interval, mean};
use crate::evaluate::score::{PageScore, Yardstick};
use crate::metrics::{Score, SegmentCounts};

/// A figure of a group of pages, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Mean word F1.
    WordF1,
    /// Mean precision by words.
    WordPrecision,
    /// Mean recall by words.
    WordRecall,
    /// Mean char F1.
    CharF1,
    /// Precision of segments over all pages.
    SegmentPrecision,
    /// Recall of segments over all pages.
    SegmentRecall,
    /// Accuracy of segments over all pages.
    SegmentAccuracy,
    /// F of segments over all pages.
    SegmentF,
    /// Share of pages whose type was found.
    PageTypeAccuracy,
}

impl Metric {
    /// Every metric.
    pub const ALL: [Self; 9] = [
        Self::WordF1,
        Self::WordPrecision,
        Self::WordRecall,
        Self::CharF1,
        Self::SegmentPrecision,
        Self::SegmentRecall,
        Self::SegmentAccuracy,
        Self::SegmentF,
        Self::PageTypeAccuracy,
    ];

    /// Its name in files of floors.
    pub fn name(self) -> &'static str {
        match self {
            Self::WordF1 => "word_f1",
            Self::WordPrecision => "word_precision",
            Self::WordRecall => "word_recall",
            Self::CharF1 => "char_f1",
            Self::SegmentPrecision => "segment_precision",
            Self::SegmentRecall => "segment_recall",
            Self::SegmentAccuracy => "segment_accuracy",
            Self::SegmentF => "segment_f",
            Self::PageTypeAccuracy => "page_type_accuracy",
        }
    }

    /// Its name in tables and plots: `word F1`.
    pub fn label(self) -> String {
        self.name().replace('_', " ").replace(" f", " F")
    }

    /// The metric of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.name() == name)
    }
}

/// Figures of a group of pages.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Pages that were scored.
    pub pages: usize,
    /// Mean scores by words, where there are gold texts.
    pub word: Option<MeanScore>,
    /// Mean scores by words and characters.
    pub chars: Option<MeanScore>,
    segments: SegmentCounts,
    page_type_accuracy: Option<f64>,
}

/// Means over pages.
#[derive(Debug, Clone, Copy)]
pub struct MeanScore {
    /// Means of precision, recall and F1 (which is not the harmonic mean of the other two).
    pub score: Score,
    /// 95 % interval of the mean F1.
    pub f1_interval: Interval,
}

impl Figures {
    /// The figures of some pages.
    pub fn of(scores: &[PageScore]) -> Self {
        let mut segments = SegmentCounts::default();
        for score in scores {
            segments.add(score.segments);
        }
        Self {
            pages: scores.len(),
            word: mean_score(scores.iter().filter_map(|score| score.word)),
            chars: mean_score(scores.iter().filter_map(|score| score.chars)),
            segments,
            page_type_accuracy: share(scores.iter().filter_map(|score| score.is_type_right)),
        }
    }

    /// A figure; `None` where the pages lack the labels that it needs.
    pub fn value(&self, metric: Metric) -> Option<f64> {
        let accuracy = self.segments.accuracy();
        let segments = accuracy.map(|_| self.segments.score());
        match metric {
            Metric::WordF1 => self.word.map(|mean| mean.score.f1),
            Metric::WordPrecision => self.word.map(|mean| mean.score.precision),
            Metric::WordRecall => self.word.map(|mean| mean.score.recall),
            Metric::CharF1 => self.chars.map(|mean| mean.score.f1),
            Metric::SegmentPrecision => segments.map(|score| score.precision),
            Metric::SegmentRecall => segments.map(|score| score.recall),
            Metric::SegmentAccuracy => accuracy,
            Metric::SegmentF => segments.map(|score| score.f1),
            Metric::PageTypeAccuracy => self.page_type_accuracy,
        }
    }
}

impl Figures {
    /// Precision, recall and F1 of the kind by which a set's pages are compared.
    pub fn score(&self, yardstick: Yardstick) -> Option<Score> {
        match yardstick {
            Yardstick::WordF1 => self.word.map(|mean| mean.score),
            Yardstick::CharF1 => self.chars.map(|mean| mean.score),
            Yardstick::Segments => self.segments.accuracy().map(|_| self.segments.score()),
        }
    }
}

/// Share of those that are right; `None` if there are none.
fn share(are_right: impl Iterator<Item = bool>) -> Option<f64> {
    let values: Vec<f64> = are_right.map(|is_right| f64::from(u8::from(is_right))).collect();
    (!values.is_empty()).then(|| mean(&values))
}

fn mean_score(scores: impl Iterator<Item = Score>) -> Option<MeanScore> {
    let scores: Vec<Score> = scores.collect();
    let mean_of = |value: fn(&Score) -> f64| mean(&scores.iter().map(value).collect::<Vec<_>>());
    let f1_values: Vec<f64> = scores.iter().map(|score| score.f1).collect();
    Some(MeanScore {
        score: Score {
            precision: mean_of(|score| score.precision),
            recall: mean_of(|score| score.recall),
            f1: mean(&f1_values),
        },
        f1_interval: interval(&f1_values)?,
    })
}

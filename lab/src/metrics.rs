//! Texts go in, the figures by which the field compares extractors come out.

use std::collections::HashMap;

/// Precision, recall and their harmonic mean.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Score {
    /// Share of the predicted words that the gold has.
    pub precision: f64,
    /// Share of the gold's words that were predicted.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
}

/// Word F1 as WCXB defines it: bags of lower-cased `\w+` words. Two empty texts agree fully, an empty gold with any
/// text not at all.
pub fn word_score(predicted: &str, gold: &str) -> Score {
    word_overlap(predicted, gold).score()
}

/// Word F1 for scripts without spaces: bags of character bigrams of Han, Kana, Hangul and Thai runs, words elsewhere.
pub fn char_score(predicted: &str, gold: &str) -> Score {
    Overlap::of(&char_units(predicted), &char_units(gold)).score()
}

/// What the bags of words of two texts share.
pub fn word_overlap(predicted: &str, gold: &str) -> Overlap {
    Overlap::of(&words(predicted), &words(gold))
}

/// Sizes of two bags and of what they share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    shared: usize,
    predicted: usize,
    gold: usize,
}

impl Overlap {
    fn of(predicted: &[String], gold: &[String]) -> Self {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for word in gold {
            *counts.entry(word).or_default() += 1;
        }
        let mut shared = 0;
        for word in predicted {
            if let Some(count) = counts.get_mut(word.as_str()).filter(|count| **count > 0) {
                *count -= 1;
                shared += 1;
            }
        }
        Self { shared, predicted: predicted.len(), gold: gold.len() }
    }

    /// Words predicted that the gold has not, or not as often.
    pub fn wrongly_kept(self) -> usize {
        self.predicted - self.shared
    }

    /// Words of the gold that were not predicted, or not as often.
    pub fn wrongly_dropped(self) -> usize {
        self.gold - self.shared
    }

    fn score(self) -> Score {
        if self.predicted == 0 && self.gold == 0 {
            return Score { precision: 1.0, recall: 1.0, f1: 1.0 };
        }
        let ratio = |total: usize| self.shared as f64 / total.max(1) as f64;
        let (precision, recall) = (ratio(self.predicted), ratio(self.gold));
        Score { precision, recall, f1: harmonic_mean(precision, recall) }
    }
}

fn harmonic_mean(precision: f64, recall: f64) -> f64 {
    let sum = precision + recall;
    if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }
}

/// The `\w+` words of a text, lower case: letters, digits, marks and underscores of any script.
pub fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower.split(|c: char| !is_word_char(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Python's `\w`: alphanumeric or underscore.
fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Character bigrams of the runs written without spaces (a lone character stands for itself), words elsewhere.
pub fn char_units(text: &str) -> Vec<String> {
    let mut units = Vec::new();
    for word in words(text) {
        let chars: Vec<char> = word.chars().collect();
        for run in chars.chunk_by(|a, b| is_unspaced(*a) == is_unspaced(*b)) {
            if !is_unspaced(run[0]) || run.len() == 1 {
                units.push(run.iter().collect());
            } else {
                units.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
            }
        }
    }
    units
}

/// Han, Kana, Hangul and Thai.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0E7F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Counts of found segments over pages (trafilatura's definition).
#[derive(Debug, Clone, Copy, Default)]
pub struct SegmentCounts {
    /// Wanted segments found.
    pub true_positives: u32,
    /// Unwanted segments found.
    pub false_positives: u32,
    /// Wanted segments missing.
    pub false_negatives: u32,
    /// Unwanted segments absent.
    pub true_negatives: u32,
}

impl SegmentCounts {
    /// Counts the segments of one page.
    pub fn of(text: &str, with: &[String], without: &[String]) -> Self {
        let text = folded(text);
        let found =
            |segments: &[String]| segments.iter().filter(|segment| text.contains(&folded(segment))).count() as u32;
        let (true_positives, false_positives) = (found(with), found(without));
        Self {
            true_positives,
            false_positives,
            false_negatives: with.len() as u32 - true_positives,
            true_negatives: without.len() as u32 - false_positives,
        }
    }

    /// Adds the counts of another page.
    pub fn add(&mut self, other: Self) {
        self.true_positives += other.true_positives;
        self.false_positives += other.false_positives;
        self.false_negatives += other.false_negatives;
        self.true_negatives += other.true_negatives;
    }

    /// Precision, recall and F.
    pub fn score(&self) -> Score {
        let ratio = |part: u32, rest: u32| f64::from(part) / f64::from((part + rest).max(1));
        let precision = ratio(self.true_positives, self.false_positives);
        let recall = ratio(self.true_positives, self.false_negatives);
        Score { precision, recall, f1: harmonic_mean(precision, recall) }
    }

    /// Share of the segments that came out as they should; `None` without segments.
    pub fn accuracy(&self) -> Option<f64> {
        let right = self.true_positives + self.true_negatives;
        let total = right + self.false_positives + self.false_negatives;
        (total > 0).then(|| f64::from(right) / f64::from(total))
    }
}

/// Text with its white space folded to single spaces.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Score, SegmentCounts, char_score, word_overlap, word_score};

    fn assert_score(score: Score, precision: f64, recall: f64, f1: f64) {
        let wanted = Score { precision, recall, f1 };
        let is_near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(is_near(score.precision, precision), "{score:?}, not {wanted:?}");
        assert!(is_near(score.recall, recall), "{score:?}, not {wanted:?}");
        assert!(is_near(score.f1, f1), "{score:?}, not {wanted:?}");
    }

    fn strings(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn word_f1_counts_repeated_words() {
        // Gold a a b c (4 words), predicted A b b d (4): shared a, b = 2 of 4 on both sides.
        assert_score(word_score("A b b, d", "a a b c"), 0.5, 0.5, 0.5);
        // Gold of 4 words, predicted 1, shared 1: F1 = 2 * 1 * 0.25 / 1.25.
        assert_score(word_score("a", "a a b c"), 1.0, 0.25, 0.4);
    }

    #[test]
    fn an_empty_gold_is_met_by_an_empty_text_alone() {
        assert_score(word_score("", " \n"), 1.0, 1.0, 1.0);
        assert_score(word_score("some words", ""), 0.0, 0.0, 0.0);
        assert_score(word_score("", "some words"), 0.0, 0.0, 0.0);
    }

    #[test]
    fn surplus_words_are_counted_on_both_sides() {
        // Shared: a, b. Kept without cause: b, d, e. Dropped: a.
        let overlap = word_overlap("a b b d e", "a a b");
        assert_eq!((overlap.wrongly_kept(), overlap.wrongly_dropped()), (3, 1));
    }

    #[test]
    fn char_f1_uses_bigrams_of_unspaced_scripts() {
        // 水磨坊 = 水磨, 磨坊; 水磨 shares one of two.
        assert_score(char_score("水磨", "水磨坊"), 1.0, 0.5, 2.0 / 3.0);
        // Words elsewhere: the mill | 水磨, of which `mill` is missing.
        assert_score(char_score("the 水磨", "the mill 水磨"), 1.0, 2.0 / 3.0, 0.8);
    }

    #[test]
    fn segments_are_found_after_folding_white_space() {
        let counts =
            SegmentCounts::of("one  two\nthree", &strings(&["two three", "four"]), &strings(&["one two", "five"]));
        assert_eq!(
            (counts.true_positives, counts.false_negatives, counts.false_positives, counts.true_negatives),
            (1, 1, 1, 1)
        );
    }

    #[test]
    fn segment_scores_count_over_all_pages() {
        // Page 1: 3 of 3 wanted, 0 of 1 unwanted. Page 2: 0 of 1 wanted, 1 of 2 unwanted.
        let mut counts = SegmentCounts::of("a b c", &strings(&["a", "b", "c"]), &strings(&["d"]));
        counts.add(SegmentCounts::of("e", &strings(&["f"]), &strings(&["e", "g"])));
        // 3 true positives, 1 false positive, 1 false negative, 2 true negatives.
        assert_score(counts.score(), 0.75, 0.75, 0.75);
        assert_eq!(counts.accuracy(), Some(5.0 / 7.0));
        assert_eq!(SegmentCounts::default().accuracy(), None);
    }
}

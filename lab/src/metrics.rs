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

/// Word F1 as WCXB defines it: bags of lower-cased `\w+` words. Two empty texts agree fully.
pub fn word_score(predicted: &str, gold: &str) -> Score {
    bag_score(&words(predicted), &words(gold))
}

/// Word F1 for scripts without spaces: bags of character bigrams of Han, Kana, Hangul and Thai runs, words elsewhere.
pub fn char_score(predicted: &str, gold: &str) -> Score {
    bag_score(&char_units(predicted), &char_units(gold))
}

fn bag_score(predicted: &[String], gold: &[String]) -> Score {
    if predicted.is_empty() && gold.is_empty() {
        return Score { precision: 1.0, recall: 1.0, f1: 1.0 };
    }
    let mut counts: HashMap<&str, i64> = HashMap::new();
    for word in gold {
        *counts.entry(word).or_default() += 1;
    }
    let mut shared = 0u32;
    for word in predicted {
        if let Some(count) = counts.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    if shared == 0 {
        return Score::default();
    }
    let precision = f64::from(shared) / predicted.len() as f64;
    let recall = f64::from(shared) / gold.len() as f64;
    Score { precision, recall, f1: 2.0 * precision * recall / (precision + recall) }
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

fn char_units(text: &str) -> Vec<String> {
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
    pub fn add(&mut self, text: &str, with: &[String], without: &[String]) {
        let text = folded(text);
        for segment in with {
            *(if text.contains(&folded(segment)) { &mut self.true_positives } else { &mut self.false_negatives }) += 1;
        }
        for segment in without {
            *(if text.contains(&folded(segment)) { &mut self.false_positives } else { &mut self.true_negatives }) += 1;
        }
    }

    /// Precision, recall and F.
    pub fn score(&self) -> Score {
        let ratio = |part: u32, rest: u32| f64::from(part) / f64::from((part + rest).max(1));
        let precision = ratio(self.true_positives, self.false_positives);
        let recall = ratio(self.true_positives, self.false_negatives);
        let sum = precision + recall;
        Score { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{SegmentCounts, char_score, word_score};

    #[test]
    fn word_f1_counts_repeated_words() {
        // Gold a a b c (4 words), predicted A b b d (4): shared a, b = 2 of 4 on both sides.
        let score = word_score("A b b, d", "a a b c");
        assert!(
            (score.precision - 0.5).abs() < 1e-9 && (score.recall - 0.5).abs() < 1e-9 && (score.f1 - 0.5).abs() < 1e-9
        );
    }

    #[test]
    fn char_f1_uses_bigrams_of_unspaced_scripts() {
        // 水磨坊 = 水磨, 磨坊; 水磨 shares one of two.
        let score = char_score("水磨", "水磨坊");
        assert!((score.precision - 1.0).abs() < 1e-9 && (score.recall - 0.5).abs() < 1e-9);
    }

    #[test]
    fn segments_are_found_after_folding_white_space() {
        let mut counts = SegmentCounts::default();
        counts.add(
            "one  two\nthree",
            &["two three".to_owned(), "four".to_owned()],
            &["one two".to_owned(), "five".to_owned()],
        );
        assert_eq!(
            (counts.true_positives, counts.false_negatives, counts.false_positives, counts.true_negatives),
            (1, 1, 1, 1)
        );
    }
}

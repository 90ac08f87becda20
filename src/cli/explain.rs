//! An explanation goes in, a line a block for a terminal comes out: bar, probability, verdict, first words, reasons.

use tamis::{ExplainedBlock, Explanation, Rule};
use unicode_width::UnicodeWidthChar;

use super::failure::printable;
use super::share::{Share, percent};

/// Cells of a bar.
const BAR_CELLS: usize = 10;

/// Columns for the first words of a block: with verdict, bar and reasons a line has about 150.
const TEXT_COLUMNS: usize = 40;

/// Reasons told of a block.
const N_REASONS: usize = 2;

/// All blocks of a page, in reading order, under a line on the whole.
pub fn lines(explanation: &Explanation, source: &str) -> String {
    let mut out = format!("{}: {}\n", printable(source), summary(explanation));
    for block in &explanation.blocks {
        out += &line(block);
        out.push('\n');
    }
    out
}

fn summary(explanation: &Explanation) -> String {
    let Share { n_kept, n_blocks, n_kept_words, n_words } = Share::of(explanation);
    let page_type = explanation.article.page_type.map_or("type unknown", |page_type| page_type.name());
    format!(
        "{n_kept} of {n_blocks} blocks kept, {n_kept_words} of {n_words} words ({}); confidence {:.2}; {page_type}",
        percent(n_kept_words, n_words),
        explanation.article.confidence
    )
}

fn line(block: &ExplainedBlock) -> String {
    let verdict = if block.ruling.is_kept { "kept   " } else { "dropped" };
    let told = block.reasons.iter().take(N_REASONS);
    let mut why: Vec<String> = told.map(|reason| format!("{:+.1} {}", reason.contribution, reason.words)).collect();
    // The choice by probability needs no words: bar and figure show it.
    if block.ruling.rule != Rule::Choice {
        why.insert(0, block.ruling.words().to_owned());
    }
    let (bar, text) = (bar(block.probability), fitted(&block.text, TEXT_COLUMNS));
    format!("{verdict} {bar} {:.2}  {text}  {}", block.probability, printable(&why.join("; ")))
}

fn bar(probability: f32) -> String {
    let full = (probability * BAR_CELLS as f32).round() as usize;
    "█".repeat(full.min(BAR_CELLS)) + &"░".repeat(BAR_CELLS.saturating_sub(full))
}

/// The beginning of a text, on one line, in exactly so many columns of a terminal.
fn fitted(text: &str, columns: usize) -> String {
    let text = printable(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    let width = |c: char| c.width().unwrap_or(0);
    let (mut out, mut used) = (String::new(), 0);
    let is_whole = text.chars().map(width).sum::<usize>() <= columns;
    for c in text.chars() {
        if used + width(c) > columns - usize::from(!is_whole) {
            break;
        }
        out.push(c);
        used += width(c);
    }
    if !is_whole {
        out.push('…');
        used += 1;
    }
    out + &" ".repeat(columns - used)
}

#[cfg(test)]
mod tests {
    use super::{bar, fitted};

    #[test]
    fn texts_fill_their_columns_whatever_the_script() {
        assert_eq!(fitted("The tide mill", 8), "The tid…");
        assert_eq!(fitted("The  tide", 8), "The tide");
        assert_eq!(fitted("Tide", 8), "Tide    ");
        assert_eq!(fitted("水車小屋の歴史", 8), "水車小… ");
        assert_eq!(fitted("a\u{1b}[31mred", 20), "a\\u{1b}[31mred      ");
    }

    #[test]
    fn bars_are_as_long_as_the_probability() {
        assert_eq!((bar(0.0).as_str(), bar(1.0).as_str()), ("░░░░░░░░░░", "██████████"));
        assert_eq!(bar(0.34), "███░░░░░░░");
    }
}

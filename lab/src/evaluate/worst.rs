//! Scored pages go in; the worst of each set, with what is wrong in them, come out.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::fmt::Write;

use crate::dataset::Case;
use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::groups::Group;
use crate::metrics::{char_units, folded, word_overlap};
use crate::table::Table;

/// Wrong lines shown of a page, in either direction.
const SHOWN_LINES: usize = 3;

/// Length at which a shown line is cut, in characters.
const MAX_SHOWN_CHARS: usize = 80;

/// Share of a line's word pairs that the other text must have for the line to be right.
const MIN_SHARED_PAIRS: f64 = 0.5;

/// A set's worst pages as a table without a word of theirs, so that it may be published.
pub fn table(evaluation: &Evaluation, set: &Group, count: usize) -> Table {
    let title = format!("{}: worst pages by {}", set.set, set.yardstick.metric().label());
    let mut table = Table::new(title, &["page", "type", "F1", "P", "R", "wrongly kept", "wrongly dropped"]);
    for page in worst(evaluation, set, count) {
        let case = &evaluation.cases[page];
        let score = scores(evaluation, set, page);
        let (kept, dropped) = wrong_amounts(case, evaluation, page);
        let mut row = vec![case.id.clone(), case.page_type().to_owned()];
        row.extend(score.map(|value| format!("{value:.3}")));
        row.extend([kept.to_string(), dropped.to_string()]);
        table.rows.push(row);
    }
    table
}

/// A set's worst pages with the lines that are wrong in them: for the terminal alone.
pub fn terminal(evaluation: &Evaluation, set: &Group, count: usize) -> String {
    let mut text = format!("{}: worst pages by {}\n", set.set, set.yardstick.metric().label());
    for page in worst(evaluation, set, count) {
        let case = &evaluation.cases[page];
        let [f1, precision, recall] = scores(evaluation, set, page);
        let url = case.label.url.as_deref().unwrap_or("-");
        let _ = writeln!(text, "  {f1:.3} P {precision:.3} R {recall:.3} {} {} {url}", case.page_type(), case.id);
        let (kept, dropped) = wrong_lines(case, &evaluation.extractions[page].text);
        for (sign, line) in kept.iter().map(|line| ('+', line)).chain(dropped.iter().map(|line| ('-', line))) {
            let _ = writeln!(text, "      {sign} {line}");
        }
    }
    text
}

/// Labelled pages in ascending order of their F1.
fn worst(evaluation: &Evaluation, set: &Group, count: usize) -> Vec<usize> {
    let figure = |page: usize| set.yardstick.of_page(evaluation.tamis.scores[page].as_ref()?);
    let mut pages: Vec<usize> = set.pages.iter().copied().filter(|page| figure(*page).is_some()).collect();
    pages.sort_by(|a, b| scores(evaluation, set, *a)[0].total_cmp(&scores(evaluation, set, *b)[0]));
    pages.truncate(count);
    pages
}

/// F1, precision and recall of a page.
fn scores(evaluation: &Evaluation, set: &Group, page: usize) -> [f64; 3] {
    let score = evaluation.tamis.scores[page].unwrap_or_default();
    let score = set.yardstick.score_of_page(&score);
    [score.f1, score.precision, score.recall]
}

/// Words wrongly kept and dropped; segments where there is no gold text.
fn wrong_amounts(case: &Case, evaluation: &Evaluation, page: usize) -> (usize, usize) {
    let Some(gold) = &case.label.ground_truth.main_content else {
        let segments = evaluation.tamis.scores[page].unwrap_or_default().segments;
        return (segments.false_positives as usize, segments.false_negatives as usize);
    };
    let overlap = word_overlap(&evaluation.extractions[page].text, gold);
    (overlap.wrongly_kept(), overlap.wrongly_dropped())
}

/// The longest lines wrongly kept and wrongly dropped; segments where there is no gold text.
fn wrong_lines(case: &Case, text: &str) -> (Vec<String>, Vec<String>) {
    let truth = &case.label.ground_truth;
    if let Some(gold) = &truth.main_content {
        return (lines_missing_in(gold, text), lines_missing_in(text, gold));
    }
    let text = folded(text);
    let is_found = |segment: &&str| text.contains(&folded(segment));
    let unwanted = truth.without.iter().map(String::as_str).filter(is_found);
    let wanted = truth.with.iter().map(String::as_str).filter(|segment| !is_found(segment));
    (longest(unwanted), longest(wanted))
}

/// The longest lines of a text that another text mostly lacks.
fn lines_missing_in(other: &str, text: &str) -> Vec<String> {
    let known = pairs(&char_units(other));
    longest(text.lines().filter(|line| {
        let pairs = pairs(&char_units(line));
        let shared = pairs.iter().filter(|pair| known.contains(*pair)).count();
        (shared as f64) < MIN_SHARED_PAIRS * pairs.len() as f64
    }))
}

/// A text's pairs of neighbouring words and its single ones: single words alone would find `the` in every text.
fn pairs(words: &[String]) -> HashSet<String> {
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    pairs.chain(words.iter().cloned()).collect()
}

fn longest<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut lines: Vec<String> = lines.map(folded).collect();
    lines.sort_by_key(|line| Reverse(line.chars().count()));
    lines.into_iter().take(SHOWN_LINES).map(|line| line.chars().take(MAX_SHOWN_CHARS).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::lines_missing_in;

    #[test]
    fn lines_of_chrome_are_told_from_lines_of_the_gold() {
        let gold = "The mill stands at the river.\nIt was built of oak.";
        let text = "The mill stands at the river.\nSubscribe to the letter\nIt was built of oak";
        assert_eq!(lines_missing_in(gold, text), ["Subscribe to the letter"]);
        assert_eq!(lines_missing_in(text, gold), Vec::<String>::new());
    }
}

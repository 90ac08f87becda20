//! An explanation goes in, the data that a report's script draws come out, small: columns, and every text only once.

use serde_json::{Value, json};
use tamis::{DialPosition, Explanation, Focus, Rule, Ruling};

use super::pool::Pool;
use super::summary::{Summary, shortened};

/// What stands between the pieces of a result: paragraphs in text and Markdown, lines in HTML.
const SEPARATORS: [&str; 3] = ["\n\n", "\n\n", "\n"];

/// Most of an element's names that is shown, in bytes: utility classes go on for long.
const MAX_SELECTOR_BYTES: usize = 160;

/// First of the characters that stand for rulings, one a block.
const FIRST_SIGN: u8 = b'0';

/// The data of a report that tells so many reasons of each block.
pub fn content(explanation: &Explanation, summary: &Summary, n_reasons: usize) -> Value {
    let (results, result_of) = results(&explanation.dial);
    let mut pieces = Pool::default();
    let column = |value: &dyn Fn(&tamis::ExplainedBlock) -> Value| -> Value {
        explanation.blocks.iter().map(value).collect::<Vec<Value>>().into()
    };
    let texts: Vec<usize> = explanation.blocks.iter().map(|block| pieces.place(&block.text)).collect();
    let results = split(&results, &mut pieces);
    let (rules, dial) = dial(explanation, &result_of);
    let hidden: String = explanation.blocks.iter().map(|block| if block.is_hidden { '1' } else { '0' }).collect();
    let reasons = Reasons::new(explanation, n_reasons);
    let elements = explanation
        .elements
        .iter()
        .map(|element| json!([element.parent, shortened(&element.selector(), MAX_SELECTOR_BYTES)]));
    json!({
        "facts": summary.facts(),
        "note": note(explanation),
        "confidence": explanation.article.confidence,
        "elements": elements.collect::<Vec<Value>>(),
        "element": steps(&explanation.blocks.iter().map(|block| block.element).collect::<Vec<usize>>()),
        "text": steps(&texts),
        "words": column(&|block| json!(block.words)),
        "p": column(&|block| json!((block.probability * 1000.0).round() as u32)),
        "hidden": hidden,
        "base": hundredths(explanation.base),
        "features": reasons.features.texts,
        "said": reasons.said,
        "why": reasons.why,
        "others": reasons.others,
        "rules": rules,
        "dial": dial,
        "start": start(explanation),
        "results": results,
        "pieces": pieces.texts,
    })
}

/// Each number as its step from the one before: places mostly follow one another, which packs to next to nothing.
fn steps(numbers: &[usize]) -> Vec<i64> {
    let before = [0].iter().chain(numbers);
    numbers.iter().zip(before).map(|(&number, &before)| number as i64 - before as i64).collect()
}

fn hundredths(log_odds: f32) -> i32 {
    (log_odds * 100.0).round() as i32
}

/// The result of each position in text, Markdown and HTML, those that are alike only once, and for each position its result.
fn results(dial: &[DialPosition]) -> (Vec<[String; 3]>, Vec<usize>) {
    let mut results: Vec<[String; 3]> = Vec::new();
    let mut last: Option<&DialPosition> = None;
    let result_of = dial.iter().map(|position| {
        if last.is_none_or(|last| last.article != position.article) {
            let article = &position.article;
            results.push([article.text(), article.markdown(), article.html()]);
        }
        last = Some(position);
        results.len() - 1
    });
    let result_of = result_of.collect();
    (results, result_of)
}

/// The results as lists of pieces, those of one format one after the other: they are much alike, and gzip sees it where they are near.
fn split<'a>(results: &'a [[String; 3]], pieces: &mut Pool<'a>) -> Value {
    let [text, markdown, html] = [0, 1, 2].map(|format| {
        let separator = SEPARATORS[format];
        let mut places_of = |result: &'a [String; 3]| -> Vec<usize> {
            result[format].split(separator).map(|piece| pieces.place(piece)).collect()
        };
        let places: Vec<Vec<usize>> = results.iter().map(&mut places_of).collect();
        json!({"separator": separator, "pieces": places})
    });
    json!({"text": text, "markdown": markdown, "html": html})
}

/// All rulings that occur, and for each position of the dial a sign a block that stands for one of them.
fn dial(explanation: &Explanation, result_of: &[usize]) -> (Vec<Value>, Vec<Value>) {
    let mut rulings: Vec<Ruling> = Vec::new();
    let mut sign = |ruling: Ruling| {
        let known = rulings.iter().position(|other| *other == ruling).unwrap_or_else(|| {
            rulings.push(ruling);
            rulings.len() - 1
        });
        char::from(FIRST_SIGN + known as u8)
    };
    let position = |(position, result): (&DialPosition, &usize)| {
        json!({
            "name": name(position),
            "cut": position.cut,
            "rulings": position.rulings.iter().map(|ruling| sign(*ruling)).collect::<String>(),
            "result": result,
        })
    };
    let dial = explanation.dial.iter().zip(result_of).map(position).collect();
    let rule = |ruling: &Ruling| json!([ruling.is_kept, ruling.rule.name(), ruling.words()]);
    (rulings.iter().map(rule).collect(), dial)
}

/// A position in words.
fn name(position: &DialPosition) -> String {
    match position.focus {
        Some(Focus::Precision) => "precision".to_owned(),
        Some(Focus::Balanced) => "balanced".to_owned(),
        Some(Focus::Recall) => "recall".to_owned(),
        None if position.lean < 0.0 => format!("{:.0} % to precision", -100.0 * position.lean),
        None => format!("{:.0} % to recall", 100.0 * position.lean),
    }
}

/// The position whose choice is that of the extraction.
fn start(explanation: &Explanation) -> usize {
    let is_own = |position: &DialPosition| {
        position.focus.is_some()
            && position.rulings.iter().eq(explanation.blocks.iter().map(|block| &block.ruling))
            && position.article == explanation.article
    };
    let positions = || explanation.dial.iter().enumerate();
    // Where all are alike the middle says it best.
    let balanced = positions().find(|(_, position)| position.focus == Some(Focus::Balanced) && is_own(position));
    balanced.or(positions().find(|(_, position)| is_own(position))).map_or(0, |(index, _)| index)
}

/// What has to be known of the whole page.
fn note(explanation: &Explanation) -> Option<&'static str> {
    let is_embedded = explanation.blocks.iter().any(|block| block.ruling.rule == Rule::EmbeddedBody);
    let has_kept = explanation.blocks.iter().any(|block| block.ruling.is_kept);
    if explanation.blocks.is_empty() && explanation.article.is_empty() {
        Some("This page shows no text at all: perhaps a script draws it, which Tamis does not run.")
    } else if is_embedded || (!has_kept && !explanation.article.is_empty()) {
        Some(
            "The article does not come from what this page shows, but from longer text that it holds as data for its scripts.",
        )
    } else if explanation.article.is_empty() {
        Some("No article was found on this page: no block is likely enough to be content.")
    } else {
        None
    }
}

/// Reasons as columns: what is said, each once, and for each block (place, hundredths of log-odds) one after the other.
#[derive(Default)]
struct Reasons<'a> {
    features: Pool<'a>,
    said: Vec<(usize, &'a str)>,
    why: Vec<Vec<i64>>,
    others: Vec<i32>,
}

impl<'a> Reasons<'a> {
    fn new(explanation: &'a Explanation, n_reasons: usize) -> Self {
        let mut reasons = Self::default();
        let mut words: Pool<'a> = Pool::default();
        for block in &explanation.blocks {
            let mut sum = hundredths(explanation.base);
            let mut why = Vec::with_capacity(2 * n_reasons);
            for reason in block.reasons.iter().take(n_reasons) {
                let place = words.place(&reason.words);
                if place == reasons.said.len() {
                    reasons.said.push((reasons.features.place(reason.feature), &reason.words));
                }
                let moved = hundredths(reason.contribution);
                sum += moved;
                why.extend([place as i64, i64::from(moved)]);
            }
            reasons.why.push(why);
            // Rounded so that what is shown adds up.
            reasons.others.push(hundredths(explanation.log_odds(block)) - sum);
        }
        reasons
    }
}

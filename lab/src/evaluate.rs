//! Data sets go in, a table of figures comes out.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use tamis::{Article, Extractor, Hint, Options};

use crate::dataset::{self, Case};
use crate::metrics::{Score, SegmentCounts, char_score, word_score};
use crate::parallel;

/// A page's result.
struct Outcome {
    text: String,
    word: Option<Score>,
    chars: Option<Score>,
    elapsed: Duration,
}

/// Evaluates data sets one after the other.
///
/// # Errors
/// A line that names the file that could not be read.
pub fn run(datasets: &[PathBuf], worst: usize) -> Result<(), String> {
    for folder in datasets {
        let cases = dataset::read(folder)?;
        let outcomes = parallel::map(&cases, evaluate_case);
        report(folder, &cases, &outcomes);
        report_worst(&cases, &outcomes, worst);
    }
    Ok(())
}

fn evaluate_case(case: &Case) -> Outcome {
    let options = Options { url: case.label.url.clone(), ..Options::default() };
    let start = Instant::now();
    let article = Extractor::new(options).and_then(|extractor| extractor.extract_bytes(&case.html, &Hint::default()));
    let elapsed = start.elapsed();
    let text = article.map(|article| comparable_text(case, &article)).unwrap_or_default();
    let gold = case.label.ground_truth.main_content.as_deref();
    Outcome {
        word: gold.map(|gold| word_score(&text, gold)),
        chars: gold.map(|gold| char_score(&text, gold)),
        text,
        elapsed,
    }
}

/// The text that is compared with the gold: the body, with the title before it where the gold has it.
fn comparable_text(case: &Case, article: &Article) -> String {
    let body = serde_json::from_str::<serde_json::Value>(&article.to_json()).ok();
    let body = body.as_ref().and_then(|json| json["text"].as_str()).unwrap_or_default().to_owned();
    match &article.metadata.title {
        Some(title) if case.has_headline_in_gold() => format!("{}\n\n{body}", title.value),
        _ => body,
    }
}

fn report(folder: &std::path::Path, cases: &[Case], outcomes: &[Outcome]) {
    println!("== {}", folder.display());
    let mut groups: BTreeMap<String, Vec<&Outcome>> = BTreeMap::new();
    for (case, outcome) in cases.iter().zip(outcomes) {
        for group in [
            "all".to_owned(),
            format!("type {}", case.page_type()),
            format!("language {}", case.label.language.as_deref().unwrap_or("?")),
        ] {
            groups.entry(group).or_default().push(outcome);
        }
    }
    println!("{:<24}{:>7}{:>8}{:>8}{:>8}{:>8}", "", "pages", "word F1", "prec", "rec", "char F1");
    for (name, outcomes) in groups {
        let mean = |value: fn(&Outcome) -> Option<f64>| {
            let values: Vec<f64> = outcomes.iter().filter_map(|outcome| value(outcome)).collect();
            values.iter().sum::<f64>() / values.len().max(1) as f64
        };
        println!(
            "{name:<24}{:>7}{:>8.3}{:>8.3}{:>8.3}{:>8.3}",
            outcomes.len(),
            mean(|outcome| outcome.word.map(|score| score.f1)),
            mean(|outcome| outcome.word.map(|score| score.precision)),
            mean(|outcome| outcome.word.map(|score| score.recall)),
            mean(|outcome| outcome.chars.map(|score| score.f1)),
        );
    }
    report_segments(cases, outcomes);
    let total: Duration = outcomes.iter().map(|outcome| outcome.elapsed).sum();
    let slowest = outcomes.iter().map(|outcome| outcome.elapsed).max().unwrap_or_default();
    println!(
        "time a page: mean {:.1} ms, slowest {:.1} ms",
        total.as_secs_f64() * 1e3 / cases.len().max(1) as f64,
        slowest.as_secs_f64() * 1e3
    );
}

fn report_segments(cases: &[Case], outcomes: &[Outcome]) {
    let mut counts = SegmentCounts::default();
    for (case, outcome) in cases.iter().zip(outcomes) {
        counts.add(&outcome.text, &case.label.ground_truth.with, &case.label.ground_truth.without);
    }
    let score = counts.score();
    println!("segments: precision {:.3}, recall {:.3}, F {:.3}", score.precision, score.recall, score.f1);
}

fn report_worst(cases: &[Case], outcomes: &[Outcome], worst: usize) {
    let mut order: Vec<(f64, usize)> = outcomes
        .iter()
        .enumerate()
        .filter_map(|(index, outcome)| outcome.word.map(|score| (score.f1, index)))
        .collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (f1, index) in order.into_iter().take(worst) {
        let score = outcomes[index].word.unwrap_or_default();
        println!(
            "{:.3} (precision {:.3}, recall {:.3}) {} {} {}",
            f1,
            score.precision,
            score.recall,
            cases[index].page_type(),
            cases[index].id,
            cases[index].label.url.as_deref().unwrap_or("-")
        );
    }
}

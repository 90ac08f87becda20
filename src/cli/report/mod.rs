//! Explanations go in; files that people look at in a browser come out: a report a page, and an index of many.

mod content;
mod document;
mod index;
mod pool;
mod summary;

use tamis::Explanation;

use content::content;
use document::{Document, render};
pub use index::{Row, index};
pub use summary::{HEAD_BYTES, Summary};

const BODY: &str = include_str!("assets/report.html");
const STYLE: &str = concat!(include_str!("assets/shared.css"), include_str!("assets/report.css"));
const SCRIPT: &str = concat!(include_str!("assets/shared.js"), include_str!("assets/report.js"));

/// How many reasons of each block a report tells: as many as it has room for.
const N_REASONS: [usize; 6] = [12, 8, 5, 3, 2, 1];

/// Room for what a report holds besides the page's text, in bytes.
const ROOM_BYTES: usize = 100_000;

/// How often the page's text may be said in a report: as blocks, and as the result in three formats.
const MAX_TEXT_SHARE: usize = 3;

/// The report of a page: one file that needs no other, runs nothing of the page and fetches nothing.
pub fn page(explanation: &Explanation, source: &str) -> String {
    let text_bytes: usize = explanation.blocks.iter().map(|block| block.text.len()).sum();
    let max_bytes = MAX_TEXT_SHARE * text_bytes + ROOM_BYTES;
    let summary = Summary::of(explanation, source);
    let mut report = String::new();
    for n_reasons in N_REASONS {
        report = render(&Document {
            title: &summary.title,
            body: BODY,
            style: STYLE,
            script: SCRIPT,
            summary: Some(&summary),
            data: &content(explanation, &summary, n_reasons),
        });
        if report.len() <= max_bytes {
            break;
        }
    }
    report
}

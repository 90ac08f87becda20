//! What is told of each page of a run goes in, the page that leads to all reports comes out.

use serde_json::{Value, json};

use super::document::{Document, render};
use super::summary::Summary;

const BODY: &str = include_str!("assets/index.html");
const STYLE: &str = concat!(include_str!("assets/shared.css"), include_str!("assets/index.css"));
const SCRIPT: &str = concat!(include_str!("assets/shared.js"), include_str!("assets/index.js"));

/// A page of a run: the address of its report, and what is told of it, or why there is none.
#[derive(Debug)]
pub enum Row {
    /// It has a report.
    Report(String, Summary),
    /// It failed: its name, and what is wrong.
    Failed(String, String),
}

/// The index of all pages of a run.
pub fn index(rows: &[Row]) -> String {
    let rows: Vec<Value> = rows.iter().map(row).collect();
    render(&Document {
        title: "Reports",
        body: BODY,
        style: STYLE,
        script: SCRIPT,
        summary: None,
        data: &json!({ "rows": rows }),
    })
}

fn row(row: &Row) -> Value {
    match row {
        Row::Report(address, summary) => {
            let Summary { source, title, confidence, page_type, words, has_article, .. } = summary;
            let problem = if *has_article { "" } else { "no article found" };
            json!([address, source, title, confidence, page_type, words.0, words.1, problem])
        }
        Row::Failed(source, problem) => json!([null, source, source, null, null, 0, 0, problem]),
    }
}

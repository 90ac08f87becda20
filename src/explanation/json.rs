//! An explanation goes in, the article's JSON object with its blocks comes out (schema in the README).

use serde_json::{Map, Value, json};

use super::{ExplainedBlock, Explanation, Reason};
use crate::render::{JsonOptions, json};

/// Most reasons of one block in JSON; the rest is one sum.
const MAX_JSON_REASONS: usize = 8;

/// Innermost elements that a path names; real pages rarely nest text deeper.
const MAX_LEVELS: usize = 40;

impl Explanation {
    /// The article as one JSON object, with all blocks of the page under the key `blocks` (see the README for its schema).
    pub fn to_json_with(&self, options: &JsonOptions) -> String {
        let mut object = json::object(&self.article, options);
        object.insert("base".to_owned(), number(self.base));
        object.insert("blocks".to_owned(), self.blocks.iter().map(|block| self.block(block)).collect());
        json::show(object, options.is_pretty)
    }

    fn block(&self, block: &ExplainedBlock) -> Value {
        let path = self.path(block);
        let near = &path[path.len().saturating_sub(MAX_LEVELS)..];
        let selectors: Vec<String> = near.iter().map(|element| element.selector()).collect();
        let told = &block.reasons[..block.reasons.len().min(MAX_JSON_REASONS)];
        let others: f32 = block.reasons[told.len()..].iter().map(|reason| reason.contribution).sum();
        let mut object = Map::new();
        let mut add = |key: &str, value: Value| object.insert(key.to_owned(), value);
        add("probability", number(block.probability));
        add("kept", json!(block.ruling.is_kept));
        add("rule", json!(block.ruling.rule.name()));
        add("path", json!(selectors.join(" > ")));
        add("classes", json!(path.last().map(|element| &element.classes)));
        add("hidden", json!(block.is_hidden));
        add("text", json!(block.text));
        add("reasons", told.iter().map(reason).collect());
        add("others", number(block.other_contributions + others));
        Value::Object(object)
    }
}

fn reason(reason: &Reason) -> Value {
    json!({
        "name": reason.feature,
        "value": number(reason.value),
        "words": reason.words,
        "contribution": number(reason.contribution),
    })
}

/// Four decimals: sums of a dozen still agree to three.
fn number(value: f32) -> Value {
    json!((f64::from(value) * 1e4).round() / 1e4)
}

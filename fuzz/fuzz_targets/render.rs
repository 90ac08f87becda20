//! Any page through every renderer: JSON that parses, HTML without anything that runs.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tamis::{Extractor, Focus, JsonBody, JsonOptions, Options, RenderOptions};

fuzz_target!(init: EXTRACTOR.set(Extractor::new(options()).expect("valid options")).unwrap_or(()), |page: &[u8]| {
    let Some(extractor) = EXTRACTOR.get() else { return };
    let Ok(article) = extractor.extract(&String::from_utf8_lossy(page)) else { return };
    let render = RenderOptions { has_title: true, has_links: true, has_images: true };
    let bodies = vec![JsonBody::Text, JsonBody::Markdown, JsonBody::Html];
    let json = article.to_json_with(&JsonOptions { bodies, has_origins: true, render, ..JsonOptions::default() });
    let _: serde_json::Value = serde_json::from_str(&json).expect("valid JSON");
    article.text_with(&render);
    article.markdown_with(&render);
    let html = article.html().to_ascii_lowercase();
    for forbidden in ["<script", "<iframe", "<style", "<svg", "<form", "href=\"javascript:", "src=\"javascript:"] {
        assert!(!html.contains(forbidden), "{forbidden} in {html}");
    }
});

/// Everything is kept, so that everything is rendered.
fn options() -> Options {
    Options { focus: Focus::Recall, has_comments: true, keep: vec!["*".to_owned()], ..Options::default() }
}

static EXTRACTOR: std::sync::OnceLock<Extractor> = std::sync::OnceLock::new();

//! A title, a style, a script and data go in; one self-contained HTML file that fetches nothing comes out.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::summary::Summary;

/// Parts of a file.
pub struct Document<'a> {
    /// What it is called.
    pub title: &'a str,
    /// Its markup, with `{{title}}` where the title stands.
    pub body: &'a str,
    /// Its style.
    pub style: &'a str,
    /// Its script.
    pub script: &'a str,
    /// What an index tells of it.
    pub summary: Option<&'a Summary>,
    /// What the script draws.
    pub data: &'a Value,
}

/// Puts the parts together. The data are packed and spelled in base64: whatever a page says, nothing of it is markup here.
/// Scripts and styles other than our own do not run, and nothing is fetched (Content Security Policy, level 3).
pub fn render(document: &Document<'_>) -> String {
    let Document { title, body, style, script, summary, data } = document;
    let title = escaped(title);
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        hash(script),
        hash(style)
    );
    let summary = summary.map(|summary| summary.tag()).unwrap_or_default();
    let body = body.replace("{{title}}", &title);
    let data = STANDARD.encode(packed(data.to_string().as_bytes()));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n{summary}\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} | Tamis</title>\n\
         <style>{style}</style>\n</head>\n{body}<script type=\"application/gzip\" id=\"data\">{data}</script>\n\
         <script>{script}</script>\n</body>\n</html>\n"
    )
}

/// The source of a policy that lets a text run.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Memory takes whatever it is given.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// Text as HTML, fit for an attribute in double quotes, too.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

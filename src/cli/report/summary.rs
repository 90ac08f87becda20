//! An explanation goes in, the line that an index tells of its page comes out; it is kept at the head of the report, too.

use serde::{Deserialize, Serialize};
use tamis::Explanation;

use super::super::share::{Share, percent};
use super::document::escaped;

/// What an index tells of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The page, as it is called in messages.
    pub source: String,
    /// Its headline, or else its name.
    pub title: String,
    /// Its address, if that is known.
    pub url: Option<String>,
    /// How sure the result is, 0 to 1.
    pub confidence: f32,
    /// Its type, if there is one.
    pub page_type: Option<String>,
    /// Words of the kept blocks, and of all.
    pub words: (u64, u64),
    /// Blocks that were kept, and all.
    pub blocks: (usize, usize),
    /// Whether it gave an article.
    pub has_article: bool,
}

/// Most text of a title or a name in a summary, in bytes.
const MAX_TEXT_BYTES: usize = 600;

/// The first bytes of a report, among which its summary is: three texts, each of whose bytes may be escaped into six, and some figures.
pub const HEAD_BYTES: usize = 3 * 6 * MAX_TEXT_BYTES + 2048;

const BEFORE: &str = "<meta name=\"tamis\" content=\"";
const AFTER: &str = "\">\n";

impl Summary {
    /// Sums a page up.
    pub fn of(explanation: &Explanation, source: &str) -> Self {
        let metadata = &explanation.article.metadata;
        let Share { n_kept, n_blocks, n_kept_words, n_words } = Share::of(explanation);
        let title = metadata.title.as_ref().map(|title| title.value.trim()).filter(|title| !title.is_empty());
        Self {
            source: shortened(source, MAX_TEXT_BYTES),
            title: shortened(title.unwrap_or(source), MAX_TEXT_BYTES),
            url: metadata.url.as_ref().map(|url| shortened(&url.value, MAX_TEXT_BYTES)),
            confidence: (explanation.article.confidence * 1000.0).round() / 1000.0,
            page_type: explanation.article.page_type.map(|page_type| page_type.name().to_owned()),
            words: (n_kept_words, n_words),
            blocks: (n_kept, n_blocks),
            has_article: !explanation.article.is_empty(),
        }
    }

    /// Names and values for the head of a report.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let (kept, all) = self.words;
        let mut facts = vec![
            ("words kept", format!("{kept} of {all} ({})", percent(kept, all))),
            ("blocks kept", format!("{} of {}", self.blocks.0, self.blocks.1)),
        ];
        facts.extend(self.page_type.clone().map(|page_type| ("type", page_type)));
        facts.push(("source", self.source.clone()));
        facts.extend(self.url.clone().map(|url| ("address", url)));
        facts
    }

    /// The element that holds it.
    pub fn tag(&self) -> String {
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("{BEFORE}{}{AFTER}", escaped(&json))
    }

    /// Reads it out of the head of a report.
    pub fn read(head: &str) -> Option<Self> {
        let json = head.split_once(BEFORE)?.1.split_once(AFTER)?.0;
        let json = json.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        serde_json::from_str(&json).ok()
    }
}

/// The beginning of a text that is too long.
pub fn shortened(text: &str, max_bytes: usize) -> String {
    if text.len() <= max_bytes {
        return text.to_owned();
    }
    format!("{}…", &text[..text.floor_char_boundary(max_bytes)])
}

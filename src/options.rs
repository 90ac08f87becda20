//! What a caller can ask for: the dials of an extraction and its limits.

use std::time::Duration;

/// Which way to lean when a block is doubtful.
///
/// What each setting costs and gains is given as mean word precision and recall on the pages of WCXB, cross-validated over
/// registered domains (`lab/report/evaluation.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    /// Rather lose a doubtful paragraph than let chrome in: .91 and .89.
    Precision,
    /// The best balance of the two (highest F1): .89 and .94.
    #[default]
    Balanced,
    /// Rather let some chrome in than lose a paragraph: .85 and .96.
    Recall,
}

/// What kind of text the input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Source {
    /// HTML where the text has tags, plain text otherwise.
    #[default]
    Auto,
    /// HTML, whatever it looks like.
    Html,
    /// Plain text: lines and paragraphs.
    Text,
}

/// What an extraction may cost. The defaults let every real page through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest accepted input, in bytes.
    pub max_bytes: usize,
    /// Longest accepted time for one page; `None` = no limit.
    ///
    /// The clock is read between steps and between chunks of input, so a page may run over by some milliseconds.
    pub timeout: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // The largest page of the public sets has 5.3 MB; inlined images can make a page several times larger.
            max_bytes: 64 << 20,
            timeout: None,
        }
    }
}

/// How to extract. `Options::default()` is what most callers want.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Address of the page: base of relative links, and a source of metadata.
    pub url: Option<String>,
    /// HTML, plain text, or decided by looking.
    pub source: Source,
    /// Which way doubtful blocks go.
    pub focus: Focus,
    /// Whether data tables are part of the article.
    pub has_tables: bool,
    /// Whether readers' comments are appended to the article.
    pub has_comments: bool,
    /// CSS selectors whose elements are always kept, whatever the scorer says; they win over `drop`.
    pub keep: Vec<String>,
    /// CSS selectors whose elements are always dropped.
    pub drop: Vec<String>,
    /// Size and time limits.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            url: None,
            source: Source::Auto,
            focus: Focus::Balanced,
            has_tables: true,
            has_comments: false,
            keep: Vec::new(),
            drop: Vec::new(),
            limits: Limits::default(),
        }
    }
}

/// What was known about the bytes before they were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hint {
    /// An encoding the caller insists on (a WHATWG label); only a byte order mark is stronger.
    pub encoding: Option<String>,
    /// The `Content-Type` that the server sent, e.g. `text/html; charset=euc-kr`; weaker than `encoding`.
    pub content_type: Option<String>,
    /// The page's address, stronger than that of the [`Options`]; passed over unless it is an absolute URL.
    pub url: Option<String>,
}

//! The pipeline: bytes or text in, an article out.

use crate::article::Article;
use crate::deadline::Deadline;
use crate::decode;
use crate::dom;
use crate::error::Error;
use crate::options::{Hint, Options};

/// Extracts articles with one set of options. Made once, used from many threads.
#[derive(Debug, Clone)]
pub struct Extractor {
    options: Options,
}

impl Extractor {
    /// Checks the options and prepares them for use.
    ///
    /// # Errors
    /// [`Error::BadSelector`] and [`Error::BadUrl`] for options that cannot be used.
    pub fn new(options: Options) -> Result<Self, Error> {
        Ok(Self { options })
    }

    /// Extracts the article of a page that is already text.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::TooLarge`], [`Error::TimedOut`].
    pub fn extract(&self, text: &str) -> Result<Article, Error> {
        let deadline = Deadline::start(self.options.limits.timeout);
        let dom = dom::parse_html(text, &deadline)?;
        // STUB: replaced by the real pipeline. Every <p> becomes a paragraph.
        let blocks = dom
            .root()
            .descendants()
            .filter(|node| node.value().tag() == dom::Tag::P)
            .map(|node| crate::article::Block::Paragraph(vec![crate::article::Inline::Text(dom::text_content(node))]))
            .collect();
        let metadata = crate::metadata::extract(&dom, self.options.url.as_deref());
        Ok(Article { metadata, blocks, confidence: 0.5, ..Article::default() })
    }

    /// Decodes a page and extracts its article.
    ///
    /// # Errors
    /// Those of [`extract`](Self::extract), and [`Error::NotText`], [`Error::UnknownEncoding`].
    pub fn extract_bytes(&self, bytes: &[u8], hint: &Hint) -> Result<Article, Error> {
        let decoded = decode::decode(bytes, hint)?;
        let mut article = self.extract(&decoded.text)?;
        article.encoding = Some(decoded.encoding);
        article.malformed = decoded.malformed;
        Ok(article)
    }
}

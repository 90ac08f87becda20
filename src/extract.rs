//! The pipeline: bytes or text in, an article out.

use crate::article::Article;
use crate::blocks::{self, Page};
use crate::build::{self, Base, BuildOptions};
use crate::deadline::Deadline;
use crate::decode;
use crate::dom;
use crate::error::Error;
use crate::metadata;
use crate::options::{Hint, Options};
use crate::score::Scorer;
use crate::select::select;

/// Extracts articles with one set of options. Made once, used from many threads.
#[derive(Debug)]
pub struct Extractor {
    options: Options,
    scorer: Scorer,
}

impl Extractor {
    /// Checks the options and prepares them for use.
    ///
    /// # Errors
    /// [`Error::BadSelector`] and [`Error::BadUrl`] for options that cannot be used.
    pub fn new(options: Options) -> Result<Self, Error> {
        Ok(Self { options, scorer: Scorer::new() })
    }

    /// Extracts the article of a page that is already text.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::TooLarge`], [`Error::TimedOut`].
    pub fn extract(&self, text: &str) -> Result<Article, Error> {
        let deadline = Deadline::start(self.options.limits.timeout);
        let dom = dom::parse_html(text, &deadline)?;
        let metadata = metadata::extract(&dom, self.options.url.as_deref());
        let mut page = blocks::segment(&dom);
        page.title = metadata.title.as_ref().map(|title| title.value.clone());
        let probabilities = self.scorer.score(&page);
        let kept = select(&page, &probabilities, self.options.focus);
        let base = Base::new(self.options.url.as_deref(), None);
        let blocks = build::build(&dom, &page, &kept, &BuildOptions { base: &base, has_tables: self.options.has_tables });
        Ok(Article { metadata, blocks, confidence: 0.5, ..Article::default() })
    }

    pub(crate) fn with_page<T>(
        &self,
        text: &str,
        look: impl FnOnce(&Scorer, &Page<'_>, &[f32], &[bool]) -> T,
    ) -> Result<T, Error> {
        let deadline = Deadline::start(self.options.limits.timeout);
        let dom = dom::parse_html(text, &deadline)?;
        let metadata = metadata::extract(&dom, self.options.url.as_deref());
        let mut page = blocks::segment(&dom);
        page.title = metadata.title.map(|title| title.value);
        let probabilities = self.scorer.score(&page);
        let kept = select(&page, &probabilities, self.options.focus);
        Ok(look(&self.scorer, &page, &probabilities, &kept))
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

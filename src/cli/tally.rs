//! Verdicts on pages go in, the summary line and the exit code come out.

use std::fmt;

/// How a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It gave content.
    Article,
    /// It holds no article.
    NoArticle,
    /// It could not be read, understood or written.
    Failed,
}

/// How the pages of a run ended.
#[derive(Debug, Default)]
pub struct Tally {
    /// Pages that gave content.
    pub n_articles: usize,
    /// Pages without an article.
    pub n_empty: usize,
    /// Pages that failed.
    pub n_failed: usize,
    /// How many of these an earlier run did, which this one resumed.
    pub n_done_before: usize,
    /// Files of folders that are not pages.
    pub n_skipped: usize,
    /// Records of containers that are not pages.
    pub n_skipped_records: usize,
}

impl Tally {
    /// Counts one page.
    pub fn count(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Article => self.n_articles += 1,
            Verdict::NoArticle => self.n_empty += 1,
            Verdict::Failed => self.n_failed += 1,
        }
    }

    /// All pages counted so far.
    pub fn n_pages(&self) -> usize {
        self.n_articles + self.n_empty + self.n_failed
    }

    /// 0 every page gave content, 1 some held no article, 2 some failed.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self { n_failed: 1.., .. } => 2,
            Self { n_empty: 1.., .. } => 1,
            _ => 0,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n_pages = self.n_pages();
        let pages = if n_pages == 1 { "page" } else { "pages" };
        let (articles, empty, failed) = (self.n_articles, self.n_empty, self.n_failed);
        write!(f, "{n_pages} {pages}, {articles} with an article, {empty} without, {failed} failed")?;
        if self.n_done_before > 0 {
            write!(f, "; {} done before", self.n_done_before)?;
        }
        for (count, one, many) in [(self.n_skipped, "file", "files"), (self.n_skipped_records, "record", "records")] {
            match count {
                0 => {}
                1 => write!(f, "; 1 other {one} skipped")?,
                n => write!(f, "; {n} other {many} skipped")?,
            }
        }
        Ok(())
    }
}

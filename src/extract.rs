//! The pipeline: bytes or text in, an article out.

use crate::article::{Article, Block, Field, Inline, Metadata, Origin, PageType};
use crate::blocks::{self, Page};
use crate::compose::{Base, ComposeOptions, compose};
use crate::decode;
use crate::dom::{self, Detail, Dom};
use crate::error::Error;
use crate::headline;
use crate::metadata::{self, Found};
use crate::options::{Hint, Options, Source};
use crate::overrule::Overrule;
use crate::ruling::Rule;
use crate::score::{Scorer, Scores, signals};
use crate::select::{Draws, Selection, beta, select};
use crate::stopwatch::{Stage, Stopwatch};

/// Extracts articles with one set of options. Made once, used from many threads.
#[derive(Debug)]
pub struct Extractor {
    pub(crate) options: Options,
    overrule: Overrule,
    detail: Detail,
    pub(crate) scorer: Scorer,
}

/// Longest source that a tree can refer to, whatever the options allow.
const MAX_SOURCE_BYTES: usize = u32::MAX as usize;

/// A page as a tree.
pub(crate) struct Parsed {
    pub dom: Dom,
    /// Whether it had no markup.
    is_plain_text: bool,
}

/// A page on its way down: read, cut into blocks, scored, chosen from.
pub(crate) struct Sieved<'a> {
    pub cut: Cut<'a>,
    pub scores: Scores,
    pub selection: Selection,
}

/// A page cut into blocks, before any is judged.
pub(crate) struct Cut<'a> {
    pub page: Page<'a>,
    pub metadata: Metadata,
    /// The block of a scrape without markup that is its headline.
    headline: Option<usize>,
}

/// Text to tree.
pub(crate) fn parse(text: &str, source: Source, detail: &Detail, stopwatch: &Stopwatch) -> Result<Parsed, Error> {
    if text.trim_start_matches(|c: char| c.is_whitespace() || c == '\0').is_empty() {
        return Err(Error::Empty);
    }
    let is_plain_text = match source {
        Source::Auto => !dom::is_html(text),
        Source::Html => false,
        Source::Text => true,
    };
    let dom = if is_plain_text { dom::parse_text(text) } else { dom::parse_html(text, detail, stopwatch)? };
    stopwatch.done(Stage::Parse)?;
    Ok(Parsed { dom, is_plain_text })
}

/// Tree to metadata and blocks.
pub(crate) fn cut<'a>(source: &'a Parsed, url: Option<&str>, stopwatch: &Stopwatch) -> Result<Cut<'a>, Error> {
    let dom = &source.dom;
    let Found { mut metadata, heading, stated, fallback, notices } = metadata::extract(dom, url);
    stopwatch.done(Stage::Metadata)?;
    let mut page = blocks::segment(dom, notices);
    page.is_plain_text = source.is_plain_text;
    let headline = if page.is_plain_text { headline::of_plain_text(&page) } else { None };
    if let Some(headline) = headline {
        metadata.title = Some(Field { value: page.blocks[headline].text.clone(), origin: Origin::Text });
    }
    page.title = title_of(&metadata);
    let shown = heading.and_then(|heading| headline::of_heading(&page, heading, &stated));
    if let (Some(title), Some(shown)) = (&mut metadata.title, shown) {
        title.value = shown;
    }
    metadata.title = metadata.title.or(fallback);
    page.headline = title_of(&metadata);
    stopwatch.done(Stage::Segment)?;
    Ok(Cut { page, metadata, headline })
}

fn title_of(metadata: &Metadata) -> Option<String> {
    metadata.title.as_ref().map(|title| title.value.clone())
}

impl Extractor {
    /// Checks the options and prepares them for use.
    ///
    /// # Errors
    /// [`Error::BadSelector`] and [`Error::BadUrl`] for options that cannot be used.
    pub fn new(options: Options) -> Result<Self, Error> {
        Self::with_scorer(options, Scorer::new())
    }

    /// The same with a scorer that is not the one in the program, for the lab.
    pub(crate) fn with_scorer(options: Options, scorer: Scorer) -> Result<Self, Error> {
        if let Some(url) = &options.url {
            is_absolute(url).then_some(()).ok_or_else(|| Error::BadUrl { url: url.clone() })?;
        }
        let overrule = Overrule::new(&options.keep, &options.drop)?;
        let has_selectors = !(options.keep.is_empty() && options.drop.is_empty());
        let detail = if has_selectors { Detail::All } else { Detail::read() };
        Ok(Self { options, overrule, detail, scorer })
    }

    /// Extracts the article of a page that is already text.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::TooLarge`], [`Error::TimedOut`].
    pub fn extract(&self, text: &str) -> Result<Article, Error> {
        self.run(text, self.url(), &self.start(text.len())?)
    }

    /// The pipeline from text to article; `url` is the page's address.
    pub(crate) fn run(&self, text: &str, url: Option<&str>, stopwatch: &Stopwatch) -> Result<Article, Error> {
        let source = self.parse(text, stopwatch)?;
        let Sieved { cut, scores, selection } = self.sieve(&source, url, stopwatch)?;
        let article = self.article(&source.dom, &cut, &scores, &selection, url);
        stopwatch.done(Stage::Compose)?;
        Ok(Article { metadata: cut.metadata, ..article })
    }

    /// Decodes a page and extracts its article.
    ///
    /// # Errors
    /// Those of [`extract`](Self::extract), and [`Error::NotText`], [`Error::UnknownEncoding`].
    pub fn extract_bytes(&self, bytes: &[u8], hint: &Hint) -> Result<Article, Error> {
        let stopwatch = self.start(bytes.len())?;
        let decoded = decode::decode(bytes, hint)?;
        let mut article = self.run(&decoded.text, self.url_of(hint), &stopwatch)?;
        article.encoding = Some(decoded.encoding);
        article.malformed = decoded.malformed;
        Ok(article)
    }

    /// The page's address as the options give it.
    pub(crate) fn url(&self) -> Option<&str> {
        self.options.url.as_deref()
    }

    /// The page's address as it is known with the bytes, or else as the options give it.
    pub(crate) fn url_of<'a>(&'a self, hint: &'a Hint) -> Option<&'a str> {
        hint.url.as_deref().filter(|url| is_absolute(url)).or(self.url())
    }

    pub(crate) fn start(&self, bytes: usize) -> Result<Stopwatch, Error> {
        let max_bytes = self.options.limits.max_bytes.min(MAX_SOURCE_BYTES);
        if bytes > max_bytes {
            return Err(Error::TooLarge { bytes, max_bytes });
        }
        Ok(Stopwatch::start(self.options.limits.timeout))
    }

    pub(crate) fn parse(&self, text: &str, stopwatch: &Stopwatch) -> Result<Parsed, Error> {
        parse(text, self.options.source, &self.detail, stopwatch)
    }

    /// Metadata, blocks, scores, choice.
    pub(crate) fn sieve<'a>(
        &self,
        source: &'a Parsed,
        url: Option<&str>,
        stopwatch: &Stopwatch,
    ) -> Result<Sieved<'a>, Error> {
        let cut = cut(source, url, stopwatch)?;
        let scores = self.scorer.score(&cut.page, stopwatch)?;
        let selection = self.choose(&source.dom, &cut, &scores, beta(self.options.focus), &mut |_, _| {});
        stopwatch.done(Stage::Select)?;
        Ok(Sieved { cut, scores, selection })
    }

    /// Chooses blocks, leaning to recall by `beta`; `watch` is shown the choice after each rule.
    pub(crate) fn choose(
        &self,
        dom: &Dom,
        cut: &Cut<'_>,
        scores: &Scores,
        beta: f32,
        watch: &mut impl FnMut(Rule, &[bool]),
    ) -> Selection {
        let draws = Draws::new(&cut.page, scores);
        let mut kept = select(&draws, beta, watch);
        kept[..cut.headline.unwrap_or(0)].fill(false);
        watch(Rule::AboveHeadline, &kept);
        self.overrule.apply(dom, &cut.page, &mut kept);
        watch(Rule::Selector, &kept);
        Selection::new(&draws, kept)
    }

    /// What a choice of blocks makes, but for the metadata.
    pub(crate) fn article(
        &self,
        dom: &Dom,
        cut: &Cut<'_>,
        scores: &Scores,
        selection: &Selection,
        url: Option<&str>,
    ) -> Article {
        let page = &cut.page;
        let base = Base::new(url, page.base_href());
        let options = ComposeOptions { base: &base, has_tables: self.options.has_tables };
        let blocks = match self.embedded_body(dom, selection) {
            Some(body) => paragraphs(&body),
            None => compose(page, &selection.kept, &options),
        };
        let comments = self.comments(page, selection).map(|kept| compose(page, &kept, &options));
        let confidence = self.scorer.confidence(&signals(page, scores, &selection.kept, selection.expected_f1));
        let (comments, page_type) = (comments.unwrap_or_default(), page_type(page, scores));
        Article { blocks, comments, confidence, page_type, ..Article::default() }
    }

    /// The blocks of readers' comments, if they are wanted.
    pub(crate) fn comments(&self, page: &Page<'_>, selection: &Selection) -> Option<Vec<bool>> {
        let only_comments = || {
            let is_comment = self.scorer.comment_blocks(page).into_iter().zip(&selection.kept);
            is_comment.map(|(is_comment, &is_body)| is_comment && !is_body).collect()
        };
        self.options.has_comments.then(only_comments)
    }

    /// The body that a page holds for its scripts, where it shows less than half as much itself.
    pub(crate) fn embedded_body(&self, dom: &Dom, selection: &Selection) -> Option<String> {
        let kept_units = selection.units;
        if kept_units >= MAX_SHELL_UNITS || !self.options.keep.is_empty() {
            return None;
        }
        let state = || if kept_units < MAX_BARE_UNITS { metadata::state_body(dom) } else { None };
        metadata::article_body(dom).or_else(state).filter(|body| body.len() > 2 * kept_units as usize)
    }
}

fn is_absolute(url: &str) -> bool {
    url::Url::parse(url.trim()).is_ok()
}

/// The likeliest type of a page that has markup and text to judge it by.
fn page_type(page: &Page<'_>, scores: &Scores) -> Option<PageType> {
    (!page.is_plain_text && !page.blocks.is_empty()).then(|| scores.likeliest_type())
}

/// Most text that a page shows while its script has not yet drawn the article, in letters (a notice or two).
const MAX_SHELL_UNITS: u32 = 600;

/// Most text of a page that shows next to nothing, in letters (a choice): the state of an application holds other texts, too.
const MAX_BARE_UNITS: u32 = 120;

/// The text of an article that the page holds only as data for its scripts.
fn paragraphs(text: &str) -> Vec<Block> {
    let lines = text.lines().map(dom::fold_white_space).filter(|line| !line.is_empty());
    lines.map(|line| Block::Paragraph(vec![Inline::Text(line)])).collect()
}

/// Extracts the article of a page that is already text, with an [`Extractor`] made for this page only.
///
/// # Errors
/// Those of [`Extractor::new`] and [`Extractor::extract`].
pub fn extract(text: &str, options: &Options) -> Result<Article, Error> {
    Extractor::new(options.clone())?.extract(text)
}

/// Decodes a page and extracts its article, with an [`Extractor`] made for this page only.
///
/// # Errors
/// Those of [`Extractor::new`] and [`Extractor::extract_bytes`].
pub fn extract_bytes(bytes: &[u8], hint: &Hint, options: &Options) -> Result<Article, Error> {
    Extractor::new(options.clone())?.extract_bytes(bytes, hint)
}

//! Whatever reads a page and can be timed: Tamis, and the parsers that set the floor for those who wrap them.

use std::cell::Cell;
use std::time::{Duration, Instant};

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{StartTag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use tamis::Extractor;
use tamis::analysis::tokenize;

use super::Page;

/// Name of the pipeline as a whole.
pub const TAMIS: &str = "Tamis, text to text";

/// What reads a page.
pub struct Contender<'a> {
    /// Its name, with its version if it is not ours.
    pub name: String,
    /// Whether it gives an article, not only tokens or a tree.
    pub is_extractor: bool,
    /// Reads a page.
    pub read: Read<'a>,
}

/// Reads a page; gives the time that it took, or a line that says why it could not.
pub type Read<'a> = Box<dyn FnMut(&Page) -> Result<Duration, String> + 'a>;

impl<'a> Contender<'a> {
    /// A contender of this process. What `read` gives is the length of something made of the page, so that it must be made.
    pub fn new(name: impl Into<String>, is_extractor: bool, mut read: impl FnMut(&Page) -> usize + 'a) -> Self {
        let timed = move |page: &Page| {
            let start = Instant::now();
            std::hint::black_box(read(page));
            Ok(start.elapsed())
        };
        Self { name: name.into(), is_extractor, read: Box::new(timed) }
    }
}

/// The whole pipeline, as a user of the library calls it.
pub fn tamis(extractor: &Extractor) -> Contender<'_> {
    Contender::new(TAMIS, true, |page| extractor.extract(&page.text).map_or(0, |article| article.text().len()))
}

/// Parsers alone.
pub fn floors() -> [Contender<'static>; 3] {
    [
        Contender::new("Tamis's tokenizer alone", false, |page| count_tokens(&page.text)),
        Contender::new("html5ever's tokenizer alone", false, |page| count_reference_tokens(&page.text)),
        Contender::new("html5ever and ego-tree (scraper)", false, |page| {
            scraper::Html::parse_document(&page.text).tree.values().len()
        }),
    ]
}

fn count_tokens(html: &str) -> usize {
    let sink = Counter::default();
    tokenize(html, &sink);
    sink.tokens.get()
}

fn count_reference_tokens(html: &str) -> usize {
    let tokenizer = Tokenizer::new(Counter::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) || !queue.is_empty() {}
    tokenizer.end();
    tokenizer.sink.tokens.get()
}

/// Counts tokens and answers as a tree builder would.
#[derive(Default)]
struct Counter {
    tokens: Cell<usize>,
}

impl TokenSink for Counter {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        self.tokens.set(self.tokens.get() + 1);
        match token {
            TagToken(tag) if tag.kind == StartTag => match &*tag.name {
                "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                "style" | "iframe" | "noembed" | "noframes" | "xmp" => TokenSinkResult::RawData(RawKind::Rawtext),
                "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                "plaintext" => TokenSinkResult::Plaintext,
                _ => TokenSinkResult::Continue,
            },
            _ => TokenSinkResult::Continue,
        }
    }
}

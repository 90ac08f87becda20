//! The tokenizer by itself, for the lab, which measures it.

use std::cell::Cell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{StartTag, TagToken, Token, TokenSink, TokenSinkResult};

use super::{Attributes, Tokenizer};
use crate::dom::parse::with_line_feeds;

/// Tokens of a page whose attributes are those that the pipeline reads.
pub fn count_tokens(html: &str) -> usize {
    let source = StrTendril::from_slice(&with_line_feeds(html));
    let sink = Counter::default();
    let attributes = Attributes::read();
    let mut tokenizer = Tokenizer::new(&source, &sink, &attributes);
    while tokenizer.step() {}
    sink.tokens.get()
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

//! A token filter between tokenizer and tree builder: caps how deep elements nest and how many there are,
//! and lets no fallback frame swallow the page.
//!
//! The tree builder's cost grows with the square of the nesting depth (64,000 nested `<div>` took it 36 s), and badly
//! closed formatting elements are made anew in every paragraph. Start tags beyond the caps are dropped, their text stays.

use std::cell::{Cell, RefCell};

use ego_tree::NodeId;
use html5ever::interface::Tracer;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{CharacterTokens, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, QualName, local_name, ns};

use super::sink::Sink;

/// Most open elements plus active formatting elements. The deepest of 1,370 real pages had 54.
const MAX_OPEN_ELEMENTS: usize = 512;

/// Most elements in a page. The most that any of the 2,953 pages of the public sets has is 15,797.
const MAX_ELEMENTS: usize = 2_000_000;

pub(super) struct NestingCap {
    builder: TreeBuilder<NodeId, Sink>,
    /// An upper bound of the open elements: the last exact count plus the start tags since.
    open_bound: Cell<usize>,
    /// Names of dropped start tags, so that their end tags are dropped too.
    dropped: RefCell<Vec<LocalName>>,
    /// Whether a `<noscript>` is open.
    is_in_noscript: Cell<bool>,
}

impl NestingCap {
    pub(super) fn new(builder: TreeBuilder<NodeId, Sink>) -> Self {
        Self { builder, open_bound: Cell::new(0), dropped: RefCell::default(), is_in_noscript: Cell::new(false) }
    }

    pub(super) fn into_sink(self) -> Sink {
        self.builder.sink
    }

    fn is_dropped(&self, tag: &Tag) -> bool {
        if tag.kind == StartTag {
            !is_raw_text(&tag.name) && self.is_full()
        } else {
            self.dropped.borrow().last() == Some(&tag.name)
        }
    }

    /// Whether a tag is an `<iframe/>` that nothing will close: `<noscript><iframe src="..."/></noscript>`, a common way to
    /// write a tag manager's fallback. A browser that runs scripts never looks inside; here it would swallow the page.
    fn is_swallowing(&self, tag: &Tag) -> bool {
        if tag.name == local_name!("noscript") {
            self.is_in_noscript.set(tag.kind == StartTag);
        }
        self.is_in_noscript.get() && tag.kind == StartTag && tag.self_closing && tag.name == local_name!("iframe")
    }

    fn is_full(&self) -> bool {
        if self.builder.sink.element_count() >= MAX_ELEMENTS {
            return true;
        }
        if self.open_bound.get() >= MAX_OPEN_ELEMENTS {
            self.open_bound.set(self.count_open());
        }
        self.open_bound.get() >= MAX_OPEN_ELEMENTS
    }

    fn count_open(&self) -> usize {
        let counter = HandleCounter(Cell::new(0));
        self.builder.trace_handles(&counter);
        counter.0.get()
    }

    /// Drops a tag; a space stays where a block's edge was, so that no words are glued together.
    fn drop_tag(&self, tag: Tag, line_number: u64) -> TokenSinkResult<NodeId> {
        let is_block = super::tag::Tag::of(&QualName::new(None, ns!(html), tag.name.clone())).is_block();
        if tag.kind == StartTag {
            self.dropped.borrow_mut().push(tag.name);
        } else {
            self.dropped.borrow_mut().pop();
        }
        if !is_block {
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(CharacterTokens(StrTendril::from_slice(" ")), line_number)
    }
}

impl TokenSink for NestingCap {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<NodeId> {
        match token {
            TagToken(tag) if self.is_swallowing(&tag) => TokenSinkResult::Continue,
            TagToken(tag) if self.is_dropped(&tag) => self.drop_tag(tag, line_number),
            TagToken(tag) => {
                if tag.kind == StartTag {
                    self.open_bound.set(self.open_bound.get() + 1);
                }
                self.builder.process_token(TagToken(tag), line_number)
            }
            other => self.builder.process_token(other, line_number),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements whose start tag switches the tokenizer: without it their contents would be read as markup.
fn is_raw_text(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("textarea")
            | local_name!("title")
            | local_name!("xmp")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("plaintext")
    )
}

struct HandleCounter(Cell<usize>);

impl Tracer for HandleCounter {
    type Handle = NodeId;

    fn trace_handle(&self, _node: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}

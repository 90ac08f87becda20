//! Text in, tree out.

use ego_tree::Tree;
use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{QualName, local_name, ns};

use super::attributes::cap_attributes;
use super::nesting::NestingCap;
use super::sink::Sink;
use super::tag::Tag;
use super::tree::{Dom, Element, Node};
use crate::deadline::Deadline;
use crate::error::Error;

/// Text handed to the tokenizer between two looks at the clock, in bytes.
const CHUNK_BYTES: usize = 64 << 10;

/// Bytes of source per node, for the first allocation (measured on WCXB: median 66, quartiles 43 and 128).
const BYTES_PER_NODE: usize = 64;

/// Parses HTML as a browser without scripting does (so that `<noscript>` holds elements).
///
/// # Errors
/// [`Error::TimedOut`] when the deadline passes between two chunks.
pub fn parse_html(html: &str, deadline: &Deadline) -> Result<Dom, Error> {
    let html = cap_attributes(html);
    let options = TreeBuilderOpts { scripting_enabled: false, ..Default::default() };
    let builder = TreeBuilder::new(Sink::new(html.len() / BYTES_PER_NODE), options);
    let tokenizer = Tokenizer::new(NestingCap::new(builder), TokenizerOpts::default());
    let queue = BufferQueue::default();
    for chunk in chunks(&html) {
        deadline.check()?;
        queue.push_back(StrTendril::from_slice(chunk));
        // `feed` comes back early at scripts and encoding declarations, with text left in the queue.
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) || !queue.is_empty() {}
    }
    tokenizer.end();
    Ok(tokenizer.sink.into_sink().finish())
}

/// Cuts text into chunks at character boundaries.
fn chunks(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (chunk, tail) = rest.split_at(rest.floor_char_boundary(CHUNK_BYTES.min(rest.len())));
        rest = tail;
        Some(chunk)
    })
}

/// Makes a tree of plain text: every paragraph (text between blank lines) a `<p>` in a `<body>`.
pub fn parse_text(text: &str) -> Dom {
    let mut tree = Tree::new(Node::Document);
    let mut root = tree.root_mut();
    let mut html = root.append(element(QualName::new(None, ns!(html), local_name!("html"))));
    let mut body = html.append(element(QualName::new(None, ns!(html), local_name!("body"))));
    for paragraph in paragraphs(text) {
        body.append(element(QualName::new(None, ns!(html), local_name!("p"))))
            .append(Node::Text(StrTendril::from_slice(&paragraph)));
    }
    Dom { tree }
}

fn element(name: QualName) -> Node {
    let tag = Tag::of(&name);
    Node::Element(Element { name, attributes: Vec::new(), tag, is_html_integration_point: false })
}

/// Shortest line, but the last, of a paragraph that was wrapped at a fixed width, in characters.
const MIN_WRAPPED_LINE_CHARS: usize = 45;

/// Paragraphs of plain text: what blank lines part. Lines too short to have been wrapped stand for themselves,
/// and so does every line of a text without blank lines.
fn paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let body = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    let has_blank_lines = lines[..body].iter().skip_while(|line| line.is_empty()).any(|line| line.is_empty());
    let mut paragraphs = Vec::new();
    for group in lines.split(|line| line.is_empty()).filter(|group| !group.is_empty()) {
        let wrapped = &group[..group.len() - 1];
        let is_wrapped = wrapped.iter().all(|line| line.chars().count() >= MIN_WRAPPED_LINE_CHARS);
        if has_blank_lines && is_wrapped {
            paragraphs.push(group.join("\n"));
        } else {
            paragraphs.extend(group.iter().map(|&line| line.to_owned()));
        }
    }
    paragraphs
}

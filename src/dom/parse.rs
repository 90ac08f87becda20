//! Text in, tree out.

use std::borrow::Cow;

use ego_tree::Tree;
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::TokenSink;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{QualName, local_name, ns};
use memchr::memchr;

use super::classes::{ClassId, Classes};
use super::nesting::NestingCap;
use super::sink::Sink;
use super::tag::Tag;
use super::tokenizer::{Detail, Tokenizer};
use super::tree::{Dom, Element, Node};
use crate::error::Error;
use crate::stopwatch::Stopwatch;

/// Steps of the tokenizer (a tag with the text before it) between two looks at the clock.
const STEPS: usize = 4096;

/// Bytes of source per node, for the first allocation (measured on WCXB: median 66, quartiles 43 and 128).
const BYTES_PER_NODE: usize = 64;

/// Parses HTML as a browser without scripting does (so that `<noscript>` holds elements).
///
/// # Errors
/// [`Error::TimedOut`] when the time is up meanwhile.
pub fn parse_html(html: &str, detail: &Detail, stopwatch: &Stopwatch) -> Result<Dom, Error> {
    let options = TreeBuilderOpts { scripting_enabled: false, ..Default::default() };
    let source = StrTendril::from_slice(&with_line_feeds(html));
    let sink = NestingCap::new(TreeBuilder::new(Sink::new(html.len() / BYTES_PER_NODE, detail), options));
    let mut tokenizer = Tokenizer::new(&source, &sink, detail);
    let mut step = 0;
    while tokenizer.step() {
        step += 1;
        if step % STEPS == 0 {
            stopwatch.check()?;
        }
    }
    sink.end();
    Ok(sink.into_sink().finish())
}

/// The tree of a page that a test is made of.
#[cfg(test)]
pub fn parse_sample(html: &str) -> Dom {
    parse_html(html, &Detail::read(), &Stopwatch::start(None)).expect("without a limit no time is up")
}

/// Text whose lines all end with a line feed (HTML standard, 13.2.3.5).
pub(super) fn with_line_feeds(html: &str) -> Cow<'_, str> {
    if memchr(b'\r', html.as_bytes()).is_none() {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(end) = memchr(b'\r', rest.as_bytes()) {
        out.push_str(&rest[..end]);
        out.push('\n');
        rest = &rest[end + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    out.push_str(rest);
    Cow::Owned(out)
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
    Dom { tree, classes: Classes::new() }
}

fn element(name: QualName) -> Node {
    let tag = Tag::of(&name);
    Node::Element(Element {
        name,
        attributes: Vec::new(),
        class: ClassId::default(),
        tag,
        is_html_integration_point: false,
    })
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

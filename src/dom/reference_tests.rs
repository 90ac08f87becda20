//! Our tree against the reference tree of html5ever's authors, on every page at hand.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use super::{Detail, Dom, Node, NodeRef, Tag, parse_html};
use crate::stopwatch::Stopwatch;

/// One line a node, texts merged, so that two trees can be compared without recursion.
type Outline = Vec<String>;

fn ours(html: &str) -> Outline {
    outline(html, &Detail::All)
}

fn outline(html: &str, detail: &Detail) -> Outline {
    let dom: Dom = parse_html(html, detail, &Stopwatch::start(None)).expect("no time limit is set");
    let mut lines = Outline::new();
    let mut stack: Vec<(NodeRef<'_>, usize)> = vec![(dom.root(), 0)];
    while let Some((node, depth)) = stack.pop() {
        match node.value() {
            Node::Document => {}
            Node::Text(text) => push_text(&mut lines, depth, text),
            Node::Element(element) => {
                let mut line = format!("{depth} <{}", element.name());
                for (name, value) in element.attributes() {
                    line.push_str(&format!(" {name}={value:?}"));
                }
                lines.push(line);
            }
        }
        let children: Vec<_> = node.children().collect();
        stack.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
    }
    lines
}

fn reference(html: &str) -> Outline {
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..Default::default() },
        ..Default::default()
    };
    let dom = parse_document(RcDom::default(), options).one(html);
    let mut lines = Outline::new();
    let mut stack: Vec<(Handle, usize)> = vec![(dom.document.clone(), 0)];
    while let Some((node, depth)) = stack.pop() {
        match &node.data {
            NodeData::Text { contents } => push_text(&mut lines, depth, &contents.borrow()),
            NodeData::Element { name, attrs, .. } => {
                let mut line = format!("{depth} <{}", name.local);
                for attribute in attrs.borrow().iter() {
                    line.push_str(&format!(" {}={:?}", attribute.name.local, &*attribute.value));
                }
                let is_dropped = is_dropped_by_design(&node);
                lines.push(line);
                if is_dropped {
                    continue;
                }
            }
            NodeData::Document => {}
            // Dropped by design.
            NodeData::Comment { .. } | NodeData::ProcessingInstruction { .. } | NodeData::Doctype { .. } => continue,
        }
        let children = node.children.borrow();
        stack.extend(children.iter().rev().map(|child| (child.clone(), depth + 1)));
    }
    lines
}

/// Scripts without data and styles: their text is not in our tree. A `<selectedcontent>` is not filled with a copy of its option.
fn is_dropped_by_design(node: &Handle) -> bool {
    let NodeData::Element { name, attrs, .. } = &node.data else { return false };
    let is_data = attrs
        .borrow()
        .iter()
        .any(|attribute| &*attribute.name.local == "type" && super::sink::is_data_type(&attribute.value));
    match Tag::of(name) {
        Tag::Style => true,
        Tag::Script => !is_data,
        _ => &*name.local == "selectedcontent",
    }
}

fn push_text(lines: &mut Outline, depth: usize, text: &str) {
    let head = format!("{depth} \"");
    match lines.last_mut() {
        Some(last) if last.starts_with(&head) => last.push_str(text),
        _ => lines.push(head + text),
    }
}

fn assert_same(name: &str, html: &str) {
    let (ours, reference) = (ours(html), reference(&without_swallowing_frames(html)));
    if let Some(line) = (0..ours.len().max(reference.len())).find(|&line| ours.get(line) != reference.get(line)) {
        panic!("{name}: node {line} is {:?}, the reference has {:?}", ours.get(line), reference.get(line));
    }
}

/// The page less what our parser leaves out on purpose: `<iframe/>` in a `<noscript>`.
fn without_swallowing_frames(html: &str) -> String {
    let mut parts = html.split("<noscript");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (inside, after) = part.split_at(part.find("</noscript").unwrap_or(0));
        let frame = inside.find("<iframe").and_then(|start| Some((start, start + inside[start..].find('>')?)));
        kept.push_str("<noscript");
        match frame.filter(|(_, end)| inside[..*end].ends_with('/')) {
            Some((start, end)) => kept.extend([&inside[..start], &inside[end + 1..], after]),
            None => kept.extend([inside, after]),
        }
    }
    kept
}

fn manifest_dir() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(|entry| entry.ok().map(walkdir::DirEntry::into_path))
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect()
}

/// A page from a file, packed or not, bytes that are not UTF-8 replaced.
fn page(path: &Path) -> String {
    let file = fs::File::open(path).expect("a page");
    let mut bytes = Vec::new();
    let is_packed = path.extension().is_some_and(|ending| ending == "gz");
    let mut reader: Box<dyn Read> =
        if is_packed { Box::new(flate2::read::GzDecoder::new(file)) } else { Box::new(file) };
    reader.read_to_end(&mut bytes).expect("the whole page");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn equals_the_reference_on_every_page_of_the_corpus() {
    let pages = files_below(&manifest_dir().join("corpus"), "page.html");
    assert!(pages.len() >= 60, "the corpus has {} pages", pages.len());
    for path in pages {
        assert_same(&path.to_string_lossy(), &page(&path));
    }
}

#[test]
fn equals_the_reference_on_misnested_markup() {
    for html in [
        "<p>1<b>2<i>3</b>4</i>5</p>",
        "<b>1<p>2</b>3</p>",
        "<table>foster<tr><td>x</table>",
        "<table><tr><td><table><td>a</table>b",
        "<a href=1>x<table><tr><td><a href=2>y",
        "<template><p>unseen</template><p>seen",
        "<svg><title>t</title><desc><p>x</svg><math><mi>y</mi><annotation-xml encoding='text/html'><p>z</math>",
        "<select><option>1<option>2</select><button><p>3",
        "<noscript><p>n</noscript><frameset><frame></frameset>",
        "a<!-- c -->b<?pi?>c<!doctype html>",
        "<script type='application/ld+json'>{\"a\":1}</script><script>x()</script><style>p{}</style>",
    ] {
        assert_same(html, html);
    }
}

/// The public sets and the tokenizer's own test inputs, where this machine has them beside the project.
#[test]
fn equals_the_reference_on_shared_pages_where_present() {
    let shared = manifest_dir().join("../shared");
    for path in files_below(&shared.join("data"), ".html.gz") {
        assert_same(&path.to_string_lossy(), &page(&path));
    }
    for path in files_below(&shared.join("html5lib-tests/tokenizer"), ".test") {
        let tests: serde_json::Value = serde_json::from_slice(&fs::read(&path).expect("a test file")).expect("JSON");
        for test in tests["tests"].as_array().into_iter().flatten() {
            let input = test["input"].as_str().unwrap_or_default();
            assert_same(&format!("{}: {}", path.display(), test["description"]), input);
        }
    }
}

/// The outline without attributes of a page's tree that holds what later steps read.
fn read(html: &str) -> String {
    outline(html, &Detail::read()).join(" ")
}

#[test]
fn white_space_stays_where_it_parts_words_or_is_shown() {
    for (html, expected) in [
        ("<div>\n <p>a</p>\n <p>b</p>\n</div>", "3 <div 4 <p 5 \"a 4 <p 5 \"b"),
        ("<p> <b>a</b> <i>b</i> </p>", "3 <p 4 <b 5 \"a 4 \"  4 <i 5 \"b 4 \" "),
        ("<p>a<br> b", "3 <p 4 \"a 4 <br 4 \" b"),
        ("<p>a</p> b <p>c</p> <span>d</span>", "3 <p 4 \"a 3 \" b  3 <p 4 \"c 3 <span 4 \"d"),
        ("<pre> <b>a</b></pre>", "3 <pre 4 \"  4 <b 5 \"a"),
        ("<pre><div> <b>a</b></div> </pre> <p>b", "3 <pre 4 <div 5 \"  5 <b 6 \"a 4 \"  3 \"  3 <p 4 \"b"),
    ] {
        assert_eq!(read(html), format!("1 <html 2 <head 2 <body {expected}"), "{html}");
    }
}

/// The outline of a page's tree, less what a tree that holds only what is read leaves out: attributes, white space at the edges of blocks.
fn without_what_is_not_read(html: &str, detail: &Detail) -> Outline {
    let strip = |line: String| {
        let (depth, node) = line.split_once(' ')?;
        match node.strip_prefix('"') {
            Some(text) => {
                Some(text.trim_start()).filter(|text| !text.is_empty()).map(|text| format!("{depth} \"{text}"))
            }
            None => node.split(' ').next().map(|name| format!("{depth} {name}")),
        }
    };
    outline(html, detail).into_iter().filter_map(strip).collect()
}

#[test]
fn nothing_else_is_left_out_of_the_trees_of_pages() {
    let mut pages = files_below(&manifest_dir().join("corpus"), "page.html");
    pages.extend(files_below(&manifest_dir().join("../shared/data"), ".html.gz"));
    for path in pages {
        let html = page(&path);
        let [all, read] = [Detail::All, Detail::read()].map(|detail| without_what_is_not_read(&html, &detail));
        let differs = (0..all.len().max(read.len())).find(|&line| all.get(line) != read.get(line));
        let show = |line: usize| format!("{:?} instead of {:?}", read.get(line), all.get(line));
        assert!(differs.is_none(), "{}: {}", path.display(), differs.map(show).unwrap_or_default());
    }
}

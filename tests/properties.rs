//! What holds for any bytes at all: no panic, valid and harmless output, the same each time.
//!
//! `PROPTEST_CASES=100000 cargo test --release --test properties` looks further than the daily run does.

use std::cell::RefCell;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use tamis::{Article, Extractor, Focus, Hint, JsonBody, JsonOptions, Options, RenderOptions, Source};

/// Cases of a daily run: some seconds in a debug build.
const CASES: u32 = 400;

/// Pieces of hostile pages.
const PIECES: [&str; 64] = [
    "<p>The miller opened the gate at high water, and the wheel began to turn before the clock struck six. ",
    "<article>",
    "</article>",
    "<h1>Tide</h1>",
    "<div>",
    "</div>",
    "<table><tr><td>",
    "<ul><li>",
    "</ul>",
    "<b><i>",
    "</b>",
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/a.js>",
    "</script>",
    "<scr<script>ipt>",
    "<style>p{x:expression(a)}</style>",
    "<a href=\"javascript:alert(1)\">a link to nowhere</a>",
    "<a href='  JaVa\tScRiPt:alert(1)'>odd case</a>",
    "<a href=\"java&#115;cript:alert(1)\">entity</a>",
    "<a href=\"&#1;javascript:x\">control</a>",
    "<a href=\"data:text/html,<script>x</script>\">data</a>",
    "<a href=\"vbscript:x\">vb</a>",
    "<a href=\"https://site.example/\" onclick=\"x()\">fine</a>",
    "<a href=\"//site.example\">",
    "</a>",
    "<img src=x onerror=alert(1) alt='a picture of the mill'>",
    "<img src=\"javascript:x\">",
    "<img srcset=\"javascript:x 1x, data:text/html,x 2x\">",
    "<img src=\"data:image/svg+xml,<svg onload=x>\">",
    "<figure><img data-src='a.jpg'><figcaption>Mill</figcaption></figure>",
    "<svg onload=x><script>x</script><foreignObject>",
    "</svg>",
    "<math><mtext><script>x</script>",
    "</math>",
    "<iframe src=javascript:x>",
    "<object data=x>",
    "<embed src=x>",
    "<form action=javascript:x><input><button formaction=javascript:x>",
    "</form>",
    "<meta http-equiv=refresh content='0;url=javascript:x'>",
    "<base href=\"javascript:/\">",
    "<base href=\"https://site.example/a/\">",
    "<link rel=stylesheet href=x>",
    "<pre><code class='language-\"><script>'>let x</code></pre>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&lt;script&gt;x&lt;/script&gt;",
    "&#x3c;script&#62;",
    "&amp;",
    "&",
    "\"",
    "'>",
    "<",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "[text](javascript:x)",
    "![a](javascript:x)",
    "`<script>`",
    "<noscript><p title=\"</noscript><img src=x onerror=x>\">",
    "<template><script>x</script></template>",
    "<textarea>",
];

/// Elements that clean HTML has; none of them does anything by itself.
const HARMLESS: [&str; 48] = [
    "html",
    "head",
    "meta",
    "title",
    "body",
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "br",
    "hr",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "pre",
    "code",
    "blockquote",
    "figure",
    "figcaption",
    "img",
    "a",
    "em",
    "strong",
    "sup",
    "sub",
    "del",
    "ins",
    "mark",
    "section",
    "div",
    "span",
    "kbd",
    "s",
];

/// Schemes that clean HTML may name.
const HARMLESS_SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "data"];

fn page() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => select(&PIECES[..]).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 0..12),
        1 => "\\PC{0,12}".prop_map(String::into_bytes),
    ];
    let text = vec(piece, 0..60).prop_map(|pieces| pieces.concat());
    let utf16 = |text: Vec<u8>| String::from_utf8_lossy(&text).encode_utf16().flat_map(u16::to_le_bytes).collect();
    prop_oneof![
        8 => text.clone(),
        1 => vec(any::<u8>(), 0..400),
        1 => text.prop_map(move |text| [b"\xff\xfe".to_vec(), utf16(text)].concat()),
    ]
}

fn options() -> impl Strategy<Value = Options> {
    let focus = select(&[Focus::Precision, Focus::Balanced, Focus::Recall][..]);
    let source = select(&[Source::Auto, Source::Html, Source::Text][..]);
    let selectors =
        prop_oneof![Just(Vec::new()), Just(vec!["p, a:not([href^=x])".to_owned()]), Just(vec!["*".to_owned()])];
    (focus, source, any::<[bool; 2]>(), selectors.clone(), selectors).prop_map(|(focus, source, has, keep, drop)| {
        Options { focus, source, has_tables: has[0], has_comments: has[1], keep, drop, ..Options::default() }
    })
}

/// Runs a check on many pages; a failure shows the smallest page that fails.
fn for_all(check: impl Fn(&[u8], &Article)) {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let result = TestRunner::new(config).run(&(page(), options()), |(page, options)| {
        let extractor = Extractor::new(options).expect("valid options");
        if let Ok(article) = extractor.extract_bytes(&page, &Hint::default()) {
            check(&page, &article);
        }
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

fn everything() -> JsonOptions {
    JsonOptions {
        bodies: vec![JsonBody::Text, JsonBody::Markdown, JsonBody::Html],
        has_origins: true,
        render: RenderOptions { has_title: true, has_links: true, has_images: true },
        ..JsonOptions::default()
    }
}

#[test]
fn every_page_gives_valid_json_and_the_same_each_time() {
    let again = Extractor::new(Options::default()).expect("default options");
    for_all(|page, article| {
        let json = article.to_json_with(&everything());
        let value: serde_json::Value = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}"));
        assert!(value["text"].is_string() && value["confidence"].is_number());
        let twice = [(); 2].map(|()| again.extract_bytes(page, &Hint::default()).map(|article| article.to_json()));
        assert_eq!(twice[0], twice[1]);
    });
}

#[test]
fn html_holds_nothing_that_runs() {
    for_all(|_, article| assert_harmless(&article.html()));
}

#[test]
fn markdown_has_no_links_that_run() {
    let options = everything().render;
    for_all(|_, article| assert_no_link_runs(&article.markdown_with(&options)));
}

#[test]
fn a_formula_is_no_link_for_readers_that_know_no_formulas() {
    let page =
        "<p>The height of the tide is <math><mtext>[text](javascript:x)</mtext></math> by the mill, at noon.</p>";
    let article = tamis::extract(page, &Options { keep: vec!["p".to_owned()], ..Options::default() }).expect("a page");
    let markdown = article.markdown();
    assert!(markdown.contains("javascript"), "{markdown}");
    assert_no_link_runs(&markdown);
}

fn assert_no_link_runs(markdown: &str) {
    for event in pulldown_cmark::Parser::new(markdown) {
        if let pulldown_cmark::Event::Start(
            pulldown_cmark::Tag::Link { dest_url, .. } | pulldown_cmark::Tag::Image { dest_url, .. },
        ) = event
        {
            assert_harmless_address("href", &dest_url, markdown);
        }
    }
}

/// Parses a document as a browser would, and looks at everything that could run.
fn assert_harmless(html: &str) {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    let mut nodes: Vec<Handle> = vec![dom.document];
    while let Some(node) = nodes.pop() {
        if let NodeData::Element { name, attrs, .. } = &node.data {
            let name = name.local.to_string();
            assert!(HARMLESS.contains(&name.as_str()), "<{name}> in {html}");
            check_attributes(&name, attrs, html);
        }
        nodes.extend(node.children.borrow().iter().cloned());
    }
}

fn check_attributes(element: &str, attributes: &RefCell<Vec<html5ever::Attribute>>, html: &str) {
    for attribute in attributes.borrow().iter() {
        let name = attribute.name.local.to_string();
        let is_known = [
            "href", "src", "alt", "lang", "id", "class", "start", "colspan", "rowspan", "charset", "title", "dir",
            "value",
        ]
        .contains(&name.as_str());
        assert!(is_known, "{name}= on <{element}> in {html}");
        if matches!(name.as_str(), "href" | "src") {
            assert_harmless_address(&name, &attribute.value, html);
        }
    }
}

fn assert_harmless_address(attribute: &str, address: &str, output: &str) {
    // Browsers pass over control characters and white space in and before a scheme (URL Standard, section 4.4).
    let bare: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let Some((scheme, rest)) = bare.split_once(':') else { return };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    if is_scheme {
        let scheme = scheme.to_ascii_lowercase();
        assert!(HARMLESS_SCHEMES.contains(&scheme.as_str()), "{attribute}={address} in {output:?}");
        let is_raster = rest.starts_with("image/") && !rest.to_lowercase().starts_with("image/svg");
        assert!(scheme != "data" || is_raster, "{attribute}={address} in {output:?}");
    }
}

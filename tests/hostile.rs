//! Pages made to break extractors: none may panic, hang or eat the machine. Times are checked by a generous limit that
//! quadratic behaviour overruns by far.

use std::fmt::Write;
use std::time::{Duration, Instant};

use tamis::{Error, Extractor, Focus, Hint, Limits, Options, Source};

/// Far above what these pages take (well under a second each), far below what trap behaviour takes (10 s to minutes).
const MAX_TIME: Duration = Duration::from_secs(20);

const SENTENCE: &str =
    "The miller opened the gate at high water, and the wheel began to turn before the church clock struck six.";

fn article(paragraphs: usize) -> String {
    (0..paragraphs).fold(String::new(), |mut html, number| {
        write!(html, "<p>Number {number}: {SENTENCE}</p>").expect("a string takes all");
        html
    })
}

/// Extracts a page in every format and gives its text.
fn sieve(html: &str) -> String {
    let start = Instant::now();
    let article = Extractor::new(Options::default()).and_then(|extractor| extractor.extract(html)).expect("a page");
    let text = article.text();
    for rendered in [article.markdown(), article.html(), article.to_json()] {
        assert!(rendered.len() >= text.len() / 2);
    }
    assert!(start.elapsed() < MAX_TIME, "took {:?}", start.elapsed());
    text
}

#[test]
fn deep_nesting() {
    for tag in
        ["div", "b", "ul><li", "table><tr><td", "blockquote", "span", "a href=x", "section", "font", "svg", "math"]
    {
        let text = sieve(&format!("<h1>Mill</h1>{}{}", format!("<{tag}>").repeat(100_000), article(5)));
        assert!(text.contains("Number 4") || matches!(tag, "svg" | "math"), "{tag} lost the text");
    }
}

#[test]
fn deep_nesting_that_closes_again() {
    let html = format!("{}{}{}{}", "<div>".repeat(50_000), article(3), "</div>".repeat(50_000), article(3));
    let text = sieve(&html);
    assert!(text.contains("Number 2") && !text.contains("six.Number"), "words of dropped paragraphs are glued: {text}");
}

#[test]
fn unclosed_paragraphs() {
    let html = format!("<p>{SENTENCE} ").repeat(200_000);
    assert!(sieve(&html).contains(SENTENCE));
}

#[test]
fn formatting_elements_left_open_in_every_paragraph() {
    let html = (0..3_000).fold(String::new(), |mut html, number| {
        write!(html, "<p><b id={number}><i id={number}>{SENTENCE} {number}").expect("a string takes all");
        html
    });
    // Beyond the cap on open elements the paragraphs run into one block, which may be taken for anything.
    assert!(sieve(&html).contains("six. 100"));
}

#[test]
fn many_attributes_on_one_tag() {
    let attributes = (0..100_000).fold(String::new(), |mut html, number| {
        write!(html, " a{number}='>'").expect("a string takes all");
        html
    });
    for tag in [format!("<div{attributes}>"), format!("</p{attributes}>"), format!("<div {}", "x=<".repeat(100_000))] {
        sieve(&format!("{}{tag}{}", article(3), article(4)));
    }
}

#[test]
fn huge_attribute() {
    let html = format!("<p title=\"{}\">{SENTENCE}</p>{}", "x".repeat(1 << 20), article(4));
    assert!(sieve(&html).contains("Number 3"));
}

#[test]
fn a_megabyte_of_angle_brackets() {
    sieve(&format!("{}{}", article(3), "<".repeat(1 << 20)));
    sieve(&format!("{}{}", article(3), "</".repeat(1 << 19)));
    sieve(&format!("{}{}", article(3), "<a ".repeat(1 << 18)));
    sieve(&format!("{}{}", article(3), "<!--".repeat(1 << 18)));
    sieve(&format!("{}{}", article(3), "&".repeat(1 << 20)));
}

#[test]
fn nul_bytes() {
    let html = article(4).replace("miller", "mil\0ler");
    assert!(sieve(&html).contains("The miller opened"), "NULs vanish within words");
}

#[test]
fn giant_spans() {
    let rows = "<tr><th>Gate</th><th>Height</th></tr><tr><td colspan=9000000000000000 rowspan=9000000000000000>north</td></tr><tr><td>south</td><td>4 m</td></tr>";
    let text = sieve(&format!("<article>{}<table>{rows}</table>{}</article>", article(4), article(2)));
    for cell in ["Gate", "Height", "north", "south", "4 m"] {
        assert!(text.contains(cell), "{cell} is lost from {text}");
    }
    let wide = "<tr>".to_owned() + &"<td colspan=1000 rowspan=65534>x</td>".repeat(500) + "</tr>";
    sieve(&format!("{}<table>{}</table>", article(4), wide.repeat(200)));
}

#[test]
fn many_small_tables() {
    sieve(&format!("{}{}", article(4), "<table><td>x</table>".repeat(100_000)));
}

#[test]
fn many_links_lists_and_repeated_ids() {
    sieve(&format!("{}{}", article(4), "<sup><a href='#n'>1</a></sup><li id=n>x".repeat(50_000)));
    sieve(&format!("{}{}", article(4), "<ul><li>x".repeat(50_000)));
    sieve(&format!("{}{}", article(4), "<span class='line-numbers'><pre>".repeat(20_000)));
}

#[test]
fn templates_and_frames() {
    sieve(&format!("{}{}", "<template>".repeat(20_000), article(4)));
    sieve("<frameset><frame src=x><noframes><p>no frames here</noframes></frameset>");
    sieve(&format!("<plaintext>{}", article(2)));
    sieve(&format!("<select>{}", "<option>x".repeat(100_000)));
}

#[test]
fn structured_data_that_is_broken_or_deep() {
    for json in
        ["[".repeat(100_000), "{\"@graph\":".repeat(50_000), "{\"headline\": \"x\\".to_owned(), "\"".repeat(1 << 20)]
    {
        sieve(&format!("<script type='application/ld+json'>{json}</script>{}", article(4)));
    }
}

#[test]
fn binary_and_empty_input() {
    let extractor = Extractor::new(Options::default()).expect("default options");
    let sieve = |bytes: &[u8]| extractor.extract_bytes(bytes, &Hint::default()).map(|_| ());
    let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0; 4096]].concat();
    assert!(matches!(sieve(&png), Err(Error::NotText { .. })));
    assert!(matches!(sieve(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"), Err(Error::NotText { .. })));
    assert_eq!(sieve(b""), Err(Error::Empty));
    assert_eq!(sieve(b" \r\n\t "), Err(Error::Empty));
}

#[test]
fn limits_are_kept() {
    let limited = |limits: Limits| {
        let extractor = Extractor::new(Options { limits, ..Options::default() }).expect("valid options");
        extractor.extract(&article(50_000)).map(|_| ())
    };
    assert!(matches!(limited(Limits { max_bytes: 1000, ..Limits::default() }), Err(Error::TooLarge { .. })));
    let timeout = Some(Duration::from_millis(1));
    assert_eq!(limited(Limits { timeout, ..Limits::default() }), Err(Error::TimedOut { timeout_ms: 1 }));
}

#[test]
fn every_option_takes_every_page() {
    let pages =
        [article(3), "plain words only".to_owned(), format!("<table><tr><td>{SENTENCE}<td>x</table>"), "<".to_owned()];
    for focus in [Focus::Precision, Focus::Balanced, Focus::Recall] {
        for source in [Source::Auto, Source::Html, Source::Text] {
            for page in &pages {
                let options = Options { focus, source, has_tables: false, has_comments: true, ..Options::default() };
                let article = tamis::extract(page, &options).expect("a page");
                assert!((0.0..=1.0).contains(&article.confidence));
            }
        }
    }
}

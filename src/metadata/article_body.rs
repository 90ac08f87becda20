//! The data that a page holds for scripts goes in, the text of the article in it comes out: for pages whose elements hold none.

use serde_json::Value;

use super::json_ld::is_media_type;
use super::json_repair::read_values;
use super::plain::{has_markup, plain};
use crate::dom::{Detail, Dom, NodeRef, Step, Tag, Walk, fold_white_space, parse_html};
use crate::stopwatch::Stopwatch;

/// Most JSON that is read, in bytes (a choice): applications ship their whole state.
const MAX_JSON_BYTES: usize = 4 << 20;

/// Shortest text of a payload that may be an article, in bytes: shorter ones are labels and messages.
const MIN_BODY_BYTES: usize = 200;

/// Words in the names of values that hold a body (`contentHtml`, `post_body`, `articleBody`).
const BODY_WORDS: [&str; 7] = ["body", "content", "html", "text", "description", "richtext", "markdown"];

/// The longest `articleBody` of the page's JSON-LD as plain text, paragraphs apart by a blank line.
pub fn article_body(dom: &Dom) -> Option<String> {
    let body = longest(&scripts(dom, is_media_type), |name, _| name == "articleBody")?;
    Some(paragraphs(&body)).filter(|text| !text.is_empty())
}

/// The longest body in the state that the page ships for its scripts (`<script type="application/json">`), the same way.
/// It may be a body of something else, so it is for pages that show next to nothing.
pub fn state_body(dom: &Dom) -> Option<String> {
    let body = longest(&scripts(dom, is_json), is_body)?;
    Some(paragraphs(&body)).filter(|text| !text.is_empty())
}

fn is_json(media_type: &str) -> bool {
    media_type.trim().eq_ignore_ascii_case("application/json")
}

/// The texts of the scripts of a media type, as far as the limit goes.
fn scripts(dom: &Dom, is_wanted: impl Fn(&str) -> bool) -> Vec<&str> {
    let is_script =
        |node: &NodeRef<'_>| node.value().tag() == Tag::Script && node.value().attr("type").is_some_and(&is_wanted);
    let texts = dom.root().descendants().filter(is_script);
    let texts = texts.flat_map(|node| node.children().filter_map(|child| child.value().text()));
    let mut bytes = 0;
    texts
        .take_while(|text| {
            bytes += text.len();
            bytes <= MAX_JSON_BYTES
        })
        .collect()
}

/// The longest string that goes by a name that is wanted.
fn longest(scripts: &[&str], is_wanted: impl Fn(&str, &str) -> bool) -> Option<String> {
    let values = read_values(scripts);
    let mut open: Vec<&Value> = values.iter().collect();
    let mut longest = "";
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(object) => {
                for (name, value) in object {
                    match value {
                        Value::String(text) if text.len() > longest.len() && is_wanted(name, text) => longest = text,
                        value => open.push(value),
                    }
                }
            }
            _ => {}
        }
    }
    (!longest.is_empty()).then(|| longest.to_owned())
}

/// Whether a value of an application's state is running text under the name of a body.
fn is_body(name: &str, text: &str) -> bool {
    text.len() >= MIN_BODY_BYTES && words(name).any(|word| BODY_WORDS.contains(&word.as_str())) && is_running_text(text)
}

/// The words of a name in camel case or parted by signs, in lower case.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut parted = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_uppercase() || !c.is_alphanumeric() {
            parted.push(' ');
        }
        parted.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
    }
    parted.split(' ').map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// Least share of letters and spaces in running text; code, styles and encoded data have less.
const MIN_LETTER_SHARE: f32 = 0.7;

/// Sentences rather than code, styles or a list of messages.
fn is_running_text(text: &str) -> bool {
    let is_data = text.trim_start().starts_with(['{', '[', '.', '#', '@']) || text.contains("function(");
    let letters = text.chars().filter(|c| c.is_alphabetic() || *c == ' ').count();
    let ends = text.matches(['.', '!', '?', '。', '।', '؟', '！']).count();
    !is_data && letters as f32 >= MIN_LETTER_SHARE * text.chars().count() as f32 && ends >= 2
}

fn paragraphs(body: &str) -> String {
    // Markup is sometimes escaped once more: `&lt;p&gt;`.
    let unescaped = if !has_markup(body) && body.contains("&lt;/") { decode(body) } else { body.to_owned() };
    let lines: Vec<String> =
        if has_markup(&unescaped) { paragraphs_of_html(&unescaped) } else { unescaped.lines().map(plain).collect() };
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn decode(body: &str) -> String {
    body.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The text of every run between block elements and line breaks.
///
/// Where the markup has neither, the source's own line breaks part the paragraphs.
fn paragraphs_of_html(html: &str) -> Vec<String> {
    let lower = html.to_ascii_lowercase();
    let has_blocks = ["<p", "<br", "<div", "<li", "<h2", "<h3"].iter().any(|tag| lower.contains(tag));
    let source = if has_blocks { html.to_owned() } else { html.replace('\n', "<br>") };
    let Ok(dom) = parse_html(&source, &Detail::All, &Stopwatch::start(None)) else { return Vec::new() };
    let mut lines = vec![String::new()];
    for step in Walk::new(dom.root()) {
        let (Step::Enter(node) | Step::Leave(node)) = step;
        let tag = node.value().tag();
        if tag.is_block() || tag == Tag::Br {
            lines.push(String::new());
        } else if let (Step::Enter(_), Some(text)) = (step, node.value().text())
            && let Some(line) = lines.last_mut()
        {
            line.push_str(text);
        }
    }
    lines.iter().map(|line| fold_white_space(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::{article_body, state_body};
    use crate::dom::{Detail, parse_html};
    use crate::stopwatch::Stopwatch;

    fn body_of(json: &str) -> Option<String> {
        let page = format!("<div id=root></div><script type='application/ld+json'>{json}</script>");
        parse_html(&page, &Detail::All, &Stopwatch::start(None)).ok().and_then(|dom| article_body(&dom))
    }

    #[test]
    fn the_longest_body_is_taken_with_its_paragraphs() {
        let json = r#"[{"@type": "Comment", "articleBody": "Short."},
            {"@graph": [{"@type": "NewsArticle", "articleBody": "The ferry is late.\n\nIt&#8217;s the fog &amp; the tide."}]}]"#;
        assert_eq!(body_of(json).as_deref(), Some("The ferry is late.\n\nIt’s the fog & the tide."));
    }

    #[test]
    fn markup_in_a_body_becomes_paragraphs() {
        let json =
            r#"{"articleBody": "<p>The <b>ferry<\/b> is late.<\/p><p>Fog<br>and tide.<\/p><script>track()<\/script>"}"#;
        assert_eq!(body_of(json).as_deref(), Some("The ferry is late.\n\nFog\n\nand tide."));
    }

    #[test]
    fn escaped_markup_in_a_body_is_markup() {
        let json = r#"{"articleBody": "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &amp;amp; three.&lt;/p&gt;"}"#;
        assert_eq!(body_of(json).as_deref(), Some("One.\n\nTwo & three."));
    }

    const STORY: &str = "The ferry is late. It is the fog, says the mate, and the tide, which waits for nobody on this coast. \
        The passengers drink tea in the waiting room and watch the lamp at the end of the pier. By noon they have seen two gulls.";

    fn body_of_state(json: &str) -> Option<String> {
        let page = format!("<div id=root></div><script id=__STATE__ type='application/json'>{json}</script>");
        parse_html(&page, &Detail::All, &Stopwatch::start(None)).ok().and_then(|dom| state_body(&dom))
    }

    #[test]
    fn the_state_of_an_application_holds_the_article() {
        let json =
            format!(r#"{{"props":{{"post":{{"title":"Ferry","contentHtml":"<p>{STORY}<\/p><p>So it goes.<\/p>"}}}}}}"#);
        assert_eq!(body_of_state(&json), Some(format!("{STORY}\n\nSo it goes.")));
    }

    #[test]
    fn messages_styles_and_addresses_are_no_article() {
        let style = ".a{color:red;margin:0 auto}".repeat(20);
        let address = "https://cdn.example/a.b/c?d=1.2.3&".repeat(20);
        let json = format!(
            r#"{{"messages":{{"more":"Read more. Now."}},"css":{{"content":"{style}"}},"text":"{address}","errors":{{"late":"{STORY}"}}}}"#
        );
        assert_eq!(body_of_state(&json), None);
    }

    #[test]
    fn a_page_without_a_body_has_none() {
        assert_eq!(body_of(r#"{"@type": "NewsArticle", "headline": "Ferry"}"#), None);
        assert_eq!(body_of("not json"), None);
    }
}

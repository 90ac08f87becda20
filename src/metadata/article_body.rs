//! JSON-LD goes in, the text of the article in it comes out: for pages whose elements hold none.

use serde_json::Value;

use super::json_ld::is_media_type;
use super::json_repair::read_values;
use super::plain::{has_markup, plain};
use crate::deadline::Deadline;
use crate::dom::{Dom, NodeRef, Step, Tag, Walk, fold_white_space, parse_html};

/// The longest `articleBody` of the page as plain text, paragraphs apart by a blank line.
pub fn article_body(dom: &Dom) -> Option<String> {
    let scripts: Vec<&str> = dom
        .root()
        .descendants()
        .filter(|node| is_json_ld(*node))
        .flat_map(|node| node.children().filter_map(|child| child.value().text()))
        .collect();
    let values = read_values(&scripts);
    let mut open: Vec<&Value> = values.iter().collect();
    let mut longest = "";
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(object) => {
                if let Some(body) = object.get("articleBody").and_then(Value::as_str)
                    && body.len() > longest.len()
                {
                    longest = body;
                }
                open.extend(object.values());
            }
            _ => {}
        }
    }
    Some(paragraphs(longest)).filter(|text| !text.is_empty())
}

fn is_json_ld(node: NodeRef<'_>) -> bool {
    node.value().tag() == Tag::Script && node.value().attr("type").is_some_and(is_media_type)
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
    let Ok(dom) = parse_html(&source, &Deadline::start(None)) else { return Vec::new() };
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
    use super::article_body;
    use crate::deadline::Deadline;
    use crate::dom::parse_html;

    fn body_of(json: &str) -> Option<String> {
        let page = format!("<div id=root></div><script type='application/ld+json'>{json}</script>");
        parse_html(&page, &Deadline::start(None)).ok().and_then(|dom| article_body(&dom))
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

    #[test]
    fn a_page_without_a_body_has_none() {
        assert_eq!(body_of(r#"{"@type": "NewsArticle", "headline": "Ferry"}"#), None);
        assert_eq!(body_of("not json"), None);
    }
}

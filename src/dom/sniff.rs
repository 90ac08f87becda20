//! Text goes in; whether it is HTML or plain text comes out.

use memchr::memchr_iter;

/// Elements of which a single tag tells HTML from plain text; code and mail addresses in angle brackets have none of them.
const TELLING_TAGS: [&str; 40] = [
    "html",
    "head",
    "body",
    "div",
    "p",
    "span",
    "a",
    "br",
    "table",
    "tr",
    "td",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "article",
    "section",
    "main",
    "nav",
    "header",
    "footer",
    "script",
    "style",
    "meta",
    "title",
    "link",
    "img",
    "b",
    "i",
    "em",
    "strong",
    "pre",
    "font",
    "center",
    "blockquote",
];

/// Longest tag name that is looked at, in bytes.
const MAX_NAME_BYTES: usize = 10;

/// Whether a text has at least one tag or declaration of HTML.
pub fn is_html(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(b'<', bytes).any(|at| is_telling(&bytes[at + 1..]))
}

fn is_telling(after: &[u8]) -> bool {
    if starts_with_ignore_case(after, b"!doctype") {
        return true;
    }
    let name = after.strip_prefix(b"/").unwrap_or(after);
    let length = name.iter().take(MAX_NAME_BYTES + 1).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let is_ended = name.get(length).is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
    is_ended && TELLING_TAGS.iter().any(|tag| name[..length].eq_ignore_ascii_case(tag.as_bytes()))
}

fn starts_with_ignore_case(text: &[u8], start: &[u8]) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::is_html;

    #[test]
    fn tags_make_html() {
        for html in ["<p>x", "x<BR/>y", "<!DOCTYPE html>x", "</div>", "a <a href=x>b</a>"] {
            assert!(is_html(html), "{html}");
        }
        for text in ["a < b and c > d", "Vec<String>", "mail <a@b.example>", "I <3 it", "", "x <"] {
            assert!(!is_html(text), "{text}");
        }
    }
}

//! Preformatted text: its language and its lines.

use crate::dom::{Element, NodeRef, Tag};

/// Prefixes of class names by which highlighters name a language.
const PREFIXES: [&str; 4] = ["language-", "lang-", "highlight-source-", "highlight-"];

/// Highlighters that put the bare language beside a fixed class name (pandoc, highlight.js, Rouge, Hexo).
const MARKERS: [&str; 4] = ["sourceCode", "hljs", "prettyprint", "highlight"];

/// Names that stand where a language would and name none.
const NOT_LANGUAGES: [&str; 16] = [
    "none",
    "plain",
    "plaintext",
    "text",
    "txt",
    "default",
    "nohighlight",
    "notranslate",
    "wrapper",
    "container",
    "body",
    "code",
    "block",
    "linenums",
    "line",
    "source",
];

/// Ancestors of a `<pre>` that may carry its language (Jekyll: three wrappers).
const MAX_ANCESTORS: usize = 3;

/// Ancestors of a `<pre>` in a table of code and line numbers: cell, row, body, table, wrapper.
const MAX_ANCESTORS_IN_TABLE: usize = 5;

/// The language of a code block, as its markup names it, lower case.
pub fn language(pre: NodeRef<'_>) -> Option<String> {
    let code = pre.children().find(|child| child.value().tag() == Tag::Code);
    let is_in_table = pre.parent().is_some_and(|parent| parent.value().tag() == Tag::Td);
    let around = pre.ancestors().take(if is_in_table { MAX_ANCESTORS_IN_TABLE } else { MAX_ANCESTORS });
    code.into_iter().chain([pre]).chain(around).filter_map(|node| node.value().element()).find_map(named_language)
}

fn named_language(element: &Element) -> Option<String> {
    let attribute = ["data-lang", "data-language", "data-code-language"].iter().find_map(|name| element.attr(name));
    let found =
        attribute.or_else(|| prefixed_class(element)).or_else(|| brush(element)).or_else(|| beside_marker(element))?;
    let name = found.trim().to_ascii_lowercase();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "+#-_.".contains(c));
    (is_name && !NOT_LANGUAGES.contains(&name.as_str())).then_some(name)
}

fn prefixed_class(element: &Element) -> Option<&str> {
    element.classes().find_map(|class| PREFIXES.iter().find_map(|prefix| class.strip_prefix(prefix)))
}

/// SyntaxHighlighter: `class="brush: php; toolbar: false"`.
fn brush(element: &Element) -> Option<&str> {
    element.attr("class")?.split_once("brush:")?.1.split(';').next()
}

fn beside_marker(element: &Element) -> Option<&str> {
    let has_marker = element.classes().any(|class| MARKERS.contains(&class));
    element.classes().find(|class| has_marker && !MARKERS.contains(class))
}

/// Trims what is not code: line breaks at the ends, white space at line ends' carriage returns.
pub fn tidy(text: &str) -> String {
    let unix = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\u{A0}', " ")
        .replace(['\0', '\u{200B}', '\u{FEFF}'], "");
    let without_blank_head = unix.trim_start_matches('\n');
    // The first line keeps its indentation, but lines of nothing but spaces before it go.
    let start =
        without_blank_head.rfind(|c: char| !c.is_whitespace()).map_or(0, |_| leading_blank_lines(without_blank_head));
    without_blank_head[start..].trim_end().to_owned()
}

fn leading_blank_lines(text: &str) -> usize {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            break;
        }
        start += line.len();
    }
    start
}

//! Rendered articles read back: the words, the structure and the elements that a reader's software would see.

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::articles::FIRST_LIST_NUMBER;

/// Words as runs of letters and digits in lower case, sorted, without the numbers of list items.
pub fn words(text: &str) -> Vec<String> {
    let is_list_number = |word: &str| {
        word.parse().is_ok_and(|number: u64| (FIRST_LIST_NUMBER..FIRST_LIST_NUMBER + 1000).contains(&number))
    };
    let mut words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !is_list_number(word))
        .map(str::to_lowercase)
        .collect();
    words.sort();
    words
}

/// The characters of a text that are neither white space nor control characters.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

pub fn markdown_events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    Parser::new_ext(markdown, options)
}

/// The words of Markdown, as its parser sees them, without those that stand for images.
pub fn markdown_text(markdown: &str) -> String {
    let mut out = String::new();
    let mut is_in_image = false;
    for event in markdown_events(markdown) {
        match event {
            Event::Start(Tag::Image { .. }) => is_in_image = true,
            Event::End(TagEnd::Image) => is_in_image = false,
            _ => {}
        }
        if is_in_image {
            continue;
        }
        push_words(&mut out, &event);
        if !is_inline(&event) {
            out.push('\n');
        }
        if let Event::Start(Tag::FootnoteDefinition(label)) = event {
            out.push_str(&format!("[{label}] "));
        }
    }
    out
}

fn push_words(out: &mut String, event: &Event) {
    match event {
        Event::Text(text) | Event::Code(text) => out.push_str(text),
        Event::InlineMath(tex) => out.push_str(&format!("${tex}$")),
        Event::DisplayMath(tex) => out.push_str(&format!("$${tex}$$")),
        Event::FootnoteReference(label) => out.push_str(&format!("[{label}]")),
        Event::SoftBreak | Event::HardBreak => out.push('\n'),
        Event::TaskListMarker(_) => out.push_str("TASK"),
        Event::InlineHtml(_) | Event::Html(_) => out.push_str("HTML"),
        _ => {}
    }
}

fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        Event::End(tag) => {
            matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
        }
        _ => true,
    }
}

/// The blocks of Markdown in reading order, one line each, as its parser sees them.
pub fn markdown_structure(markdown: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut words = String::new();
    let mut name = String::from("p");
    for event in markdown_events(markdown) {
        if is_inline(&event) {
            push_words(&mut words, &event);
            if event == Event::Rule {
                lines.push("rule".to_owned());
            }
            continue;
        }
        let is_cell = name == "cell" && matches!(event, Event::End(TagEnd::TableCell));
        if !words.is_empty() || is_cell {
            let words = std::mem::take(&mut words);
            let is_code = name.starts_with("code");
            lines.push(format!(
                "{name}: {}",
                if is_code { words.trim_end_matches('\n').to_owned() } else { squeeze(&words) }
            ));
        }
        name = String::from("p");
        match event {
            Event::Start(Tag::Heading { level, .. }) => name = format!("h{}", level as u8),
            Event::Start(Tag::TableCell) => name = "cell".to_owned(),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => name = format!("code {language}"),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => name = "indented code".to_owned(),
            Event::Start(Tag::List(start)) => lines.push(format!("list {start:?}")),
            Event::End(TagEnd::List(_)) => lines.push("/list".to_owned()),
            Event::Start(Tag::Item) => lines.push("item".to_owned()),
            Event::Start(Tag::BlockQuote(kind)) => lines.push(format!("quote {kind:?}")),
            Event::End(TagEnd::BlockQuote(_)) => lines.push("/quote".to_owned()),
            Event::Start(Tag::Table(columns)) => lines.push(format!("table {}", columns.len())),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => lines.push("/row".to_owned()),
            Event::Start(Tag::FootnoteDefinition(label)) => lines.push(format!("footnote {label}")),
            Event::End(TagEnd::FootnoteDefinition) => lines.push("/footnote".to_owned()),
            _ => {}
        }
    }
    lines
}

/// Words with the styles that hold for them, as Markdown's parser sees them: `one`, `two*`, `three*~`.
pub fn markdown_styles(markdown: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut styles = Vec::new();
    for event in markdown_events(markdown) {
        match event {
            Event::Start(Tag::Emphasis) => styles.push("*"),
            Event::Start(Tag::Strong) => styles.push("**"),
            Event::Start(Tag::Strikethrough) => styles.push("~"),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => drop(styles.pop()),
            Event::Text(text) => {
                let mut styles = styles.clone();
                styles.sort_unstable();
                words.extend(text.split_whitespace().map(|word| format!("{word}{}", styles.concat())));
            }
            _ => {}
        }
    }
    words
}

/// An element of parsed HTML.
pub struct HtmlElement {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

/// What a browser's parser makes of HTML: the text of its body, and all its elements.
pub fn html(html: &str) -> (String, Vec<HtmlElement>) {
    let dom = html5ever::parse_document(RcDom::default(), Default::default()).one(html);
    let (mut text, mut elements) = (String::new(), Vec::new());
    visit(&dom.document, false, &mut text, &mut elements);
    (text, elements)
}

fn visit(node: &Handle, is_in_body: bool, text: &mut String, elements: &mut Vec<HtmlElement>) {
    let mut is_in_body = is_in_body;
    let mut is_block = false;
    match &node.data {
        NodeData::Text { contents } if is_in_body => text.push_str(&contents.borrow()),
        NodeData::Element { name, attrs, .. } => {
            let attributes = attrs.borrow().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
            is_in_body |= &*name.local == "body";
            is_block = !["em", "strong", "s", "sup", "sub", "a", "code", "img"].contains(&&*name.local);
            elements.push(HtmlElement { name: name.local.to_string(), attributes });
        }
        NodeData::Comment { .. } => elements.push(HtmlElement { name: "!--".to_owned(), attributes: Vec::new() }),
        _ => {}
    }
    for child in node.children.borrow().iter() {
        visit(child, is_in_body, text, elements);
    }
    if is_block {
        text.push('\n');
    }
}

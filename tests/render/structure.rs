//! What an article's Markdown must hold, worked out from the article itself.

use tamis::{Article, Block, Inline, List, Table};

use crate::reading::squeeze;

/// The blocks that reading back the Markdown of an article (without title) must give.
pub fn expected(article: &Article) -> Vec<String> {
    flow(article.blocks.iter().chain(&article.comments))
}

fn flow<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> Vec<String> {
    blocks.into_iter().flat_map(block).collect()
}

fn block(block: &Block) -> Vec<String> {
    match block {
        Block::Heading { level, content } => leaf(&format!("h{level}"), content),
        Block::Paragraph(content) => leaf("p", content),
        Block::List(list) => self::list(list),
        Block::Table(table) => self::table(table),
        Block::Code { language, text } => code(language.as_deref(), text),
        Block::Quote(blocks) => within("quote None", "/quote", flow(blocks)),
        Block::Figure { caption, .. } => leaf("p", caption),
        Block::Definitions(definitions) => definitions
            .iter()
            .flat_map(|definition| {
                let terms = definition.terms.iter().flat_map(|term| leaf("p", term));
                let details = definition.details.iter().flat_map(flow);
                terms.chain(details).collect::<Vec<_>>()
            })
            .collect(),
        Block::Math(tex) if squeeze(tex).is_empty() => Vec::new(),
        Block::Math(tex) => vec![format!("p: $${}$$", squeeze(tex))],
        Block::Footnote { label, content } => {
            [vec![format!("footnote {label}")], flow(content), vec!["/footnote".to_owned()]].concat()
        }
        Block::Rule => vec!["rule".to_owned()],
    }
}

fn within(open: &str, close: &str, inner: Vec<String>) -> Vec<String> {
    if inner.is_empty() {
        return inner;
    }
    [vec![open.to_owned()], inner, vec![close.to_owned()]].concat()
}

fn leaf(name: &str, content: &[Inline]) -> Vec<String> {
    let words = visible(content);
    if words.is_empty() { Vec::new() } else { vec![format!("{name}: {words}")] }
}

fn list(list: &List) -> Vec<String> {
    let mut items: Vec<_> = list.items.iter().map(flow).collect();
    let Some(last) = items.iter().rposition(|item| !item.is_empty()) else { return Vec::new() };
    items.truncate(last + 1);
    let kept = items.into_iter().filter(|item| list.start.is_some() || !item.is_empty());
    let inner = kept.flat_map(|item| [vec!["item".to_owned()], item].concat()).collect();
    within(&format!("list {:?}", list.start), "/list", inner)
}

fn table(table: &Table) -> Vec<String> {
    let mut lines = leaf("p", &table.caption);
    let Some(columns) = table.rows.iter().map(Vec::len).max() else { return lines };
    lines.push(format!("table {columns}"));
    if table.header_rows == 0 {
        lines.extend(vec!["cell: ".to_owned(); columns]);
        lines.push("/row".to_owned());
    }
    for row in &table.rows {
        lines.extend(row.iter().map(|cell| format!("cell: {}", visible(cell))));
        lines.push("/row".to_owned());
    }
    lines
}

fn code(language: Option<&str>, text: &str) -> Vec<String> {
    let text: String = text.chars().filter(|&c| c == '\n' || !c.is_control()).collect();
    if text.trim().is_empty() {
        return Vec::new();
    }
    let language = language.filter(|language| !language.contains([' ', '`'])).unwrap_or_default();
    vec![format!("code {language}: {}", text.trim_end_matches('\n'))]
}

/// All visible characters of inline content but white space, without its styles.
pub fn visible(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Code(text) => squeeze(text),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Superscript(content)
            | Inline::Subscript(content)
            | Inline::Link { content, .. } => visible(content),
            Inline::Math(tex) if squeeze(tex).is_empty() => String::new(),
            Inline::Math(tex) => format!("${}$", squeeze(tex)),
            Inline::FootnoteReference(label) => format!("[{label}]"),
            Inline::LineBreak | Inline::Image(_) => String::new(),
        })
        .collect()
}

/// Words with the styles that hold for them, in the form of [`crate::reading::markdown_styles`].
pub fn styles(content: &[Inline]) -> Vec<String> {
    let mut words = Vec::new();
    collect_styles(content, &mut Vec::new(), &mut words);
    words
}

fn collect_styles(content: &[Inline], styles: &mut Vec<&'static str>, words: &mut Vec<String>) {
    for inline in content {
        let (mark, content) = match inline {
            Inline::Emphasis(content) => ("*", content),
            Inline::Strong(content) => ("**", content),
            Inline::Strikethrough(content) => ("~", content),
            Inline::Text(text) => {
                let mut styles = styles.clone();
                styles.sort_unstable();
                styles.dedup();
                words.extend(text.split_whitespace().map(|word| format!("{word}{}", styles.concat())));
                continue;
            }
            _ => continue,
        };
        styles.push(mark);
        collect_styles(content, styles, words);
        styles.pop();
    }
}

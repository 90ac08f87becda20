//! Arbitrary articles: every kind of block and style, nested, with the strings that break renderers.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use tamis::{Article, Block, Definition, Field, Image, Inline, List, Metadata, Origin, PageType, Table};

/// List numbers begin here, so that they can be told from the words of an article.
pub const FIRST_LIST_NUMBER: u64 = 7_000_000;

const WORDS: &[&str] = &[
    "a",
    "word",
    "snake_case",
    "2",
    "x",
    "10",
    "日本",
    "語。",
    "ไทยที่",
    "é",
    "हिन्दी",
    "C",
    "l'été",
    "http://x.example/_a_",
];

const NASTY: &[&str] = &[
    "*", "**", "***", "_", "__", "~", "~~", "~~~", "`", "``", "```", "$", "$$", "|", "\\", "\\*", "<", "<b>", "</b>",
    "<script>", "<!--", "-->", "&amp;", "&", "&#65;", "&lt", "[", "]", "[x]", "[ ]", "[^1]", "(", ")", "](", "]:", "!",
    "![", "#", "##", "-", "+", "1.", "10)", "=", "===", "---", "--", ":-", "> ", ">", ":", ":smile:", "“", "”", "。",
    "、", "€", "—", "{", "}", "\"", "'", "\u{200B}", "\u{301}", "©", "😀", "^", "%", ";", ",", "/",
];

const SPACES: &[&str] = &[" ", " ", " ", " ", "\u{A0}", "\t", "\n", "\0"];

/// Targets that may be followed and targets that may not.
const TARGETS: &[&str] = &[
    "https://site.example/a_(b)?c=1&copy;=2",
    "#part",
    "/path with space/x*y*",
    "mailto:someone@site.example",
    "http://site.example/)(",
    "http://site.example/$x$`y`|z\\",
    "javascript:alert(1)",
    " JaVa\tScript:alert(1)",
    "java\nscript:alert(1)",
    "\u{1}javascript:alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "data:image/png;base64,AAAA",
    "java script:alert(1)",
    "\"><script>alert(1)</script>",
    "//other.example/x",
    "",
];

fn string() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => select(WORDS), 3 => select(NASTY), 3 => select(SPACES)];
    vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

fn image() -> impl Strategy<Value = Image> {
    (select(TARGETS), string()).prop_map(|(source, alt)| Image { source: source.to_owned(), alt })
}

pub fn inlines() -> BoxedStrategy<Vec<Inline>> {
    let leaf = prop_oneof![
        8 => string().prop_map(Inline::Text),
        1 => Just(Inline::LineBreak),
        1 => string().prop_map(Inline::Code),
        1 => string().prop_map(Inline::Math),
        1 => select(&["1", "2", "9", "*"][..]).prop_map(|label| Inline::FootnoteReference(label.to_owned())),
        1 => image().prop_map(Inline::Image),
    ];
    let inline = leaf.prop_recursive(3, 12, 3, |inner| {
        let content = || vec(inner.clone(), 0..4);
        prop_oneof![
            3 => content().prop_map(Inline::Emphasis),
            3 => content().prop_map(Inline::Strong),
            1 => content().prop_map(Inline::Strikethrough),
            1 => content().prop_map(Inline::Superscript),
            1 => content().prop_map(Inline::Subscript),
            2 => (select(TARGETS), content()).prop_map(|(target, content)| Inline::Link { target: target.to_owned(), content }),
        ]
    });
    vec(inline, 0..5).boxed()
}

/// Spaced words in styles: what every Markdown can hold exactly.
pub fn plain_inlines() -> BoxedStrategy<Vec<Inline>> {
    let leaf = select(&["one", "two", "drei", "日本"][..]).prop_map(|word| Inline::Text(format!(" {word} ")));
    let inline = leaf.prop_recursive(2, 8, 3, |inner| {
        let content = || vec(inner.clone(), 1..3);
        prop_oneof![
            content().prop_map(Inline::Emphasis),
            content().prop_map(Inline::Strong),
            content().prop_map(Inline::Strikethrough),
        ]
    });
    vec(inline, 1..5).boxed()
}

fn table() -> impl Strategy<Value = Table> {
    (1..4_usize, 0..4_usize, 0..3_usize).prop_flat_map(|(columns, rows, header_rows)| {
        let cells = vec(vec(inlines(), columns), rows);
        (inlines(), cells).prop_map(move |(caption, rows)| Table {
            caption,
            header_rows: header_rows.min(rows.len()),
            rows,
        })
    })
}

fn code() -> impl Strategy<Value = Block> {
    let line = prop_oneof![string(), Just("```".to_owned()), Just("    indented\t".to_owned()), Just(String::new())];
    (option::of(select(&["rust", "c++", "a`b", "x y"][..])), vec(line, 1..4)).prop_map(|(language, lines)| {
        Block::Code { language: language.map(str::to_owned), text: lines.join("\n").replace('\t', " ") }
    })
}

fn blocks() -> BoxedStrategy<Vec<Block>> {
    let leaf = prop_oneof![
        6 => inlines().prop_map(Block::Paragraph),
        1 => (1..7_u8, inlines()).prop_map(|(level, content)| Block::Heading { level, content }),
        1 => table().prop_map(Block::Table),
        1 => code(),
        1 => (vec(image(), 0..2), inlines()).prop_map(|(images, caption)| Block::Figure { images, caption }),
        1 => string().prop_map(Block::Math),
        1 => Just(Block::Rule),
    ];
    let block = leaf.prop_recursive(3, 16, 4, |inner| {
        let flow = || vec(inner.clone(), 0..4);
        let start = option::of(FIRST_LIST_NUMBER..FIRST_LIST_NUMBER + 100);
        prop_oneof![
            4 => (start, vec(flow(), 0..4)).prop_map(|(start, items)| Block::List(List { start, items })),
            1 => flow().prop_map(Block::Quote),
            1 => (vec(inlines(), 0..2), vec(flow(), 0..2))
                .prop_map(|(terms, details)| Block::Definitions(vec![Definition { terms, details }])),
        ]
    });
    vec(block, 0..5).boxed()
}

fn metadata() -> impl Strategy<Value = Metadata> {
    let field = || option::of(string().prop_map(|value| Field { value, origin: Origin::Meta }));
    (field(), field()).prop_map(|(title, language)| Metadata { title, language, ..Metadata::default() })
}

/// An article with footnotes at its end, two of which the words may refer to, of a page whose captions are text in every format.
pub fn article() -> impl Strategy<Value = Article> {
    (metadata(), blocks(), blocks(), blocks(), any::<bool>()).prop_map(|(metadata, body, note, comments, has_notes)| {
        let mut body = body;
        if has_notes {
            for label in ["1", "2"] {
                body.push(Block::Footnote { label: label.to_owned(), content: note.clone() });
            }
        }
        let page_type = Some(PageType::Documentation);
        Article { metadata, blocks: body, comments, page_type, ..Article::default() }
    })
}

//! Rendering as a whole: whatever the article, every format holds the same words, Markdown reads back as the same
//! structure, and HTML holds nothing that could run.

mod articles;
mod block_examples;
mod builders;
mod document_examples;
mod inline_examples;
mod reading;
mod structure;

use articles::{article, plain_inlines};
use proptest::prelude::ProptestConfig;
use proptest::{prop_assert, prop_assert_eq, proptest};
use tamis::{Article, Block, RenderOptions};

use crate::reading::{html, markdown_structure, markdown_styles, markdown_text, words};

const BODY: RenderOptions = RenderOptions { has_title: false, has_links: false, has_images: false };
const FULL: RenderOptions = RenderOptions { has_title: true, has_links: true, has_images: true };

/// Maths that is no formula to Markdown comes as a code block named `math`: the same to a reader.
fn with_maths_as_paragraphs(lines: Vec<String>) -> Vec<String> {
    let as_paragraph = |line: String| match line.strip_prefix("code math: ") {
        Some(tex) => format!("p: $${}$$", reading::squeeze(tex)),
        None => line,
    };
    lines.into_iter().map(as_paragraph).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_formats_hold_the_same_words(article in article()) {
        let text = words(&article.text());
        prop_assert_eq!(&words(&markdown_text(&article.markdown())), &text, "Markdown:\n{}", article.markdown());
        let (body, _) = html(&article.html());
        prop_assert_eq!(&words(&body), &text, "HTML:\n{}", article.html());
    }

    #[test]
    fn markdown_reads_back_as_the_same_structure(article in article()) {
        let markdown = article.markdown_with(&BODY);
        let found = with_maths_as_paragraphs(markdown_structure(&markdown));
        prop_assert_eq!(found, structure::expected(&article), "Markdown:\n{}", markdown);
    }

    #[test]
    fn links_and_images_add_markup_but_no_words(article in article()) {
        let without = words(&markdown_text(&article.markdown()));
        let full = article.markdown_with(&FULL);
        prop_assert_eq!(words(&markdown_text(&full)), without, "Markdown:\n{}", full);
    }

    #[test]
    fn spaced_words_keep_their_styles(content in plain_inlines()) {
        let expected = structure::styles(&content);
        let markdown = Article { blocks: vec![Block::Paragraph(content)], ..Article::default() }.markdown();
        prop_assert_eq!(markdown_styles(&markdown), expected, "Markdown:\n{}", markdown);
    }

    #[test]
    fn html_holds_only_what_is_allowed(article in article()) {
        let (_, elements) = html(&article.html_with(&FULL));
        for element in elements {
            prop_assert!(is_allowed_element(&element.name), "<{}>", element.name);
            for (name, value) in element.attributes {
                prop_assert!(is_allowed_attribute(&element.name, &name, &value), "<{} {}={:?}>", element.name, name, value);
            }
        }
    }

    #[test]
    fn text_is_tidy(article in article()) {
        let mut article = article;
        article.blocks.retain(|block| !holds_code(block));
        article.comments.retain(|block| !holds_code(block));
        let text = article.text();
        prop_assert!(text.is_empty() || text.ends_with('\n') && !text.ends_with("\n\n"), "{text:?}");
        prop_assert!(!text.contains("\n\n\n") && !text.starts_with('\n'), "{text:?}");
        prop_assert!(text.lines().all(|line| line.trim_end() == line), "{text:?}");
    }
}

fn holds_code(block: &Block) -> bool {
    format!("{block:?}").contains("Code")
}

fn is_allowed_element(name: &str) -> bool {
    const ALLOWED: &str = "html head meta title body article h1 h2 h3 h4 h5 h6 p ul ol li table caption thead tbody tr th td \
        pre code blockquote figure img figcaption dl dt dd div hr br em strong s sup sub a";
    ALLOWED.split_whitespace().any(|allowed| allowed == name)
}

fn is_allowed_attribute(element: &str, name: &str, value: &str) -> bool {
    let folded: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let folded = folded.to_lowercase();
    let has_scheme = folded.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'));
    let has_one_of = |schemes: &[&str]| schemes.iter().any(|scheme| folded.starts_with(scheme));
    match (element, name) {
        ("a", "href") => !has_scheme || has_one_of(&["http:", "https:", "mailto:", "tel:"]),
        ("img", "src") => !has_scheme || has_one_of(&["http:", "https:", "data:image/png"]),
        ("img", "alt") | ("html", "lang") => true,
        ("meta", "charset") => value == "utf-8",
        ("ol", "start") => value.parse::<u64>().is_ok(),
        ("code", "class") => value.starts_with("language-"),
        ("div", "id") => value.starts_with("fn-"),
        _ => false,
    }
}

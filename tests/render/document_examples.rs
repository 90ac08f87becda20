//! Whole documents by example: titles, links, images, JSON.

use tamis::{Article, Block, Field, Image, Inline, JsonBody, JsonOptions, Origin, PageType, RenderOptions};

use crate::builders::{LINKED, article, link, list, paragraph, titled, words};

#[test]
fn titles_and_headings_stay_on_one_line() {
    let heading = Block::Heading { level: 3, content: vec![words("In C #"), Inline::LineBreak, words("and F #")] };
    let article = titled("A\n title *", vec![heading, paragraph("Words.")]);
    assert_eq!(article.markdown(), "# A title *\n\n### In C # and F \\#\n\nWords.\n");
    assert_eq!(article.text(), "A title *\n\nIn C # and F #\n\nWords.\n");
    let body = RenderOptions { has_title: false, ..RenderOptions::default() };
    assert_eq!(article.text_with(&body), "In C # and F #\n\nWords.\n");
}

#[test]
fn an_empty_article_is_an_empty_string() {
    let article = article(vec![paragraph(" "), list(None, vec![vec![]]), Block::Quote(vec![])]);
    assert_eq!(article.text(), "");
    assert_eq!(article.markdown(), "");
    assert_eq!(article.html_fragment(), "");
}

#[test]
fn links_and_images_show_when_asked_for() {
    let image = Image { source: "https://site.example/a b.png".to_owned(), alt: "A [nice] view".to_owned() };
    let figure = Block::Figure { images: vec![image], caption: vec![words("The caption.")] };
    let article =
        article(vec![Block::Paragraph(vec![link("https://site.example/x_(y)", "a [b] c"), words(".")]), figure]);
    assert_eq!(
        article.markdown_with(&LINKED),
        "[a \\[b\\] c](https://site.example/x_(y)).\n\n![A \\[nice\\] view](https://site.example/a%20b.png)\n\nThe caption.\n"
    );
    assert_eq!(
        article.text_with(&LINKED),
        "a [b] c (https://site.example/x_(y)).\n\nA [nice] view (https://site.example/a b.png)\n\nThe caption.\n"
    );
    assert_eq!(article.markdown(), "a [b] c.\n", "a caption goes with its picture");
    assert_eq!(article.text(), "a [b] c.\n");
    assert_eq!(
        article.html_fragment(),
        "<p><a href=\"https://site.example/x_(y)\">a [b] c</a>.</p>\n<figure>\n\
         <img src=\"https://site.example/a b.png\" alt=\"A [nice] view\">\n<figcaption>The caption.</figcaption></figure>\n"
    );
}

#[test]
fn captions_are_shown_without_their_pictures_where_they_are_text() {
    let image = Image { source: "https://site.example/a.png".to_owned(), alt: String::new() };
    let figure = |images| vec![Block::Figure { images, caption: vec![words("The caption.")] }];
    let long = "The caption goes on for as long as a paragraph does. ".repeat(3).trim().to_owned();
    let told = Block::Figure { images: vec![image.clone()], caption: vec![words(&long)] };
    assert_eq!(article(vec![told]).text(), format!("{long}\n"));
    for (page_type, images, expected) in [
        (Some(PageType::Article), vec![image.clone()], ""),
        (None, vec![image.clone()], ""),
        (Some(PageType::Forum), vec![image.clone()], "The caption.\n"),
        (Some(PageType::Documentation), vec![image], "The caption.\n"),
        (Some(PageType::Article), vec![], "The caption.\n"),
    ] {
        let article = Article { page_type, ..article(figure(images)) };
        assert_eq!([article.text(), article.markdown()], [expected, expected], "{page_type:?}");
    }
}

#[test]
fn an_exclamation_before_a_link_makes_no_image() {
    let content = vec![words("Look!"), link("https://site.example/", "here")];
    let options = RenderOptions { has_links: true, ..RenderOptions::default() };
    assert_eq!(
        article(vec![Block::Paragraph(content)]).markdown_with(&options),
        "Look\\![here](https://site.example/)\n"
    );
}

#[test]
fn targets_that_run_code_are_dropped_everywhere() {
    for target in
        ["javascript:alert(1)", " JAVA\tSCRIPT:alert(1)", "\u{1}vbscript:x", "data:text/html,x", "java script:x"]
    {
        let article = article(vec![Block::Paragraph(vec![link(target, "words")])]);
        assert_eq!(article.html_fragment(), "<p>words</p>\n");
        assert_eq!(article.markdown_with(&LINKED), "words\n");
        assert_eq!(article.text_with(&LINKED), "words\n");
    }
    let image = |source: &str| Block::Figure {
        images: vec![Image { source: source.to_owned(), alt: String::new() }],
        caption: vec![],
    };
    assert_eq!(article(vec![image("data:image/svg+xml,<svg/>")]).html_fragment(), "");
    assert_eq!(
        article(vec![image("data:image/png;base64,AA")]).html_fragment(),
        "<figure>\n<img src=\"data:image/png;base64,AA\" alt=\"\">\n</figure>\n"
    );
}

#[test]
fn html_is_a_complete_document() {
    let mut article = titled("A & <B>", vec![paragraph("Words.")]);
    article.metadata.language = Some(Field { value: "en-GB".to_owned(), origin: Origin::LangAttribute });
    assert_eq!(
        article.html(),
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<title>A &amp; &lt;B&gt;</title>\n\
         </head>\n<body>\n<article>\n<h1>A &amp; &lt;B&gt;</h1>\n<p>Words.</p>\n</article>\n</body>\n</html>\n"
    );
}

#[test]
fn comments_come_after_the_body() {
    let mut article = article(vec![paragraph("Body.")]);
    article.comments = vec![paragraph("Comment.")];
    assert_eq!(article.text(), "Body.\n\nComment.\n");
    assert_eq!(article.markdown(), "Body.\n\nComment.\n");
    assert_eq!(article.html_fragment(), "<p>Body.</p>\n<p>Comment.</p>\n");
}

#[test]
fn json_has_every_key_in_order_and_the_body_without_title() {
    let mut article = titled("Title \"x\"", vec![paragraph("One."), paragraph("Two.")]);
    article.confidence = 0.876_54;
    article.encoding = Some("windows-1251");
    article.metadata.authors = vec![Field { value: "A. Writer".to_owned(), origin: Origin::Byline }];
    assert_eq!(
        article.to_json(),
        "{\"source\":null,\"url\":null,\"title\":\"Title \\\"x\\\"\",\"authors\":[\"A. Writer\"],\"published\":null,\
         \"modified\":null,\"site\":null,\"language\":null,\"description\":null,\"image\":null,\"tags\":[],\
         \"license\":null,\"fetched\":null,\"encoding\":\"windows-1251\",\"confidence\":0.877,\"page_type\":null,\"text\":\"One.\\n\\nTwo.\"}"
    );
}

#[test]
fn json_carries_the_bodies_and_origins_asked_for() {
    let article = titled("Title", vec![paragraph("One.")]);
    let options = JsonOptions {
        source: Some("a/b.html".to_owned()),
        bodies: vec![JsonBody::Html, JsonBody::Markdown],
        has_origins: true,
        ..JsonOptions::default()
    };
    let json = article.to_json_with(&options);
    assert!(json.starts_with("{\"source\":\"a/b.html\","), "{json}");
    let end = "\"confidence\":0.0,\"page_type\":null,\"markdown\":\"One.\",\"html\":\"<p>One.</p>\",\"origins\":{\"title\":\"open-graph\"}}";
    assert!(json.ends_with(end), "{json}");
    let pretty = article.to_json_with(&JsonOptions { is_pretty: true, ..options });
    assert!(pretty.starts_with("{\n  \"source\": \"a/b.html\",\n"), "{pretty}");
}

#[test]
fn a_failed_page_is_its_source_and_error() {
    assert_eq!(
        tamis::error_json(Some("x.html"), "it is empty", false),
        "{\"source\":\"x.html\",\"error\":\"it is empty\"}"
    );
}

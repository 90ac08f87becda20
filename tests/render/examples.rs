//! One example for each rule of the renderers: what goes in, what exactly comes out.

use tamis::{
    Article, Block, Definition, Field, Image, Inline, JsonBody, JsonOptions, List, Metadata, Origin, RenderOptions,
    Table,
};

use crate::reading::{markdown_structure, markdown_text};

fn words(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![words(text)])
}

fn article(blocks: Vec<Block>) -> Article {
    Article { blocks, ..Article::default() }
}

fn markdown(content: Vec<Inline>) -> String {
    article(vec![Block::Paragraph(content)]).markdown().trim_end().to_owned()
}

fn list(start: Option<u64>, items: Vec<Vec<Block>>) -> Block {
    Block::List(List { start, items })
}

fn link(target: &str, text: &str) -> Inline {
    Inline::Link { target: target.to_owned(), content: vec![words(text)] }
}

fn titled(title: &str, blocks: Vec<Block>) -> Article {
    let title = Some(Field { value: title.to_owned(), origin: Origin::OpenGraph });
    Article { metadata: Metadata { title, ..Metadata::default() }, blocks, ..Article::default() }
}

const LINKED: RenderOptions = RenderOptions { has_title: true, has_links: true, has_images: true };

#[test]
fn words_are_escaped_where_needed_and_only_there() {
    let cases = [
        ("snake_case and __init__", "snake_case and \\_\\_init\\_\\_"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("*not emphasis*", "\\*not emphasis\\*"),
        ("a footnote star*", "a footnote star*"),
        ("10. May", "10\\. May"),
        ("1) first", "1\\) first"),
        ("1.5 litres", "1.5 litres"),
        ("#1 in the charts", "#1 in the charts"),
        ("# not a heading", "\\# not a heading"),
        ("+1 for that", "+1 for that"),
        ("+ plus", "\\+ plus"),
        ("- dash", "\\- dash"),
        ("-5 degrees", "-5 degrees"),
        ("> said she", "\\> said she"),
        ("a > b < c", "a > b < c"),
        ("[x] done", "\\[x] done"),
        ("[sic] he said", "[sic] he said"),
        ("[a](b)", "[a\\](b)"),
        ("[a]: b", "[a\\]: b"),
        ("[^1] note", "\\[^1] note"),
        ("[!NOTE]", "\\[!NOTE]"),
        ("![image]", "\\![image]"),
        ("the <tag> and </tag>", "the \\<tag> and \\</tag>"),
        ("<!-- no comment -->", "\\<!-- no comment -->"),
        ("AT&T &amp; R&D", "AT&T \\&amp; R&D"),
        ("&#65; &x; & ;", "\\&#65; \\&x; & ;"),
        ("one ` tick", "one ` tick"),
        ("two `ticks`", "two \\`ticks\\`"),
        ("```", "\\```"),
        ("~~~", "\\~~~"),
        ("~5 minutes", "~5 minutes"),
        ("a ~~struck~~ word", "a \\~\\~struck\\~\\~ word"),
        ("$5", "$5"),
        ("from $5 to $10", "from $5 to $10"),
        ("US$5 or US$10", "US\\$5 or US\\$10"),
        ("a | b", "a | b"),
        ("C:\\path\\_x", "C:\\path\\\\_x"),
        ("the end\\", "the end\\"),
        ("***", "\\***"),
        ("---", "\\---"),
        ("___", "\\___"),
        ("* * *", "\\* * *"),
        (":smile: :white_check_mark:", ":smile: :white_check_mark:"),
        ("see https://site.example/a_b and www.site.example", "see https://site.example/a_b and www.site.example"),
    ];
    for (text, expected) in cases {
        let found = markdown(vec![words(text)]);
        assert_eq!(found, expected);
        assert_eq!(markdown_structure(&found), markdown_structure_of_words(text), "{found}");
    }
}

fn markdown_structure_of_words(text: &str) -> Vec<String> {
    vec![format!("p: {}", text.replace(' ', ""))]
}

#[test]
fn underlines_and_delimiter_rows_after_a_line_break_are_words() {
    for line in ["===", "---", "-", "--", ":-", "--- | ---", "| --- |"] {
        let found = markdown(vec![words("a | b"), Inline::LineBreak, words(line)]);
        assert_eq!(found, format!("a | b\\\n\\{line}"));
        assert_eq!(markdown_structure(&found).len(), 1, "{found}");
    }
}

#[test]
fn definitions_of_link_targets_are_words() {
    let found = markdown(vec![words("[a"), Inline::Code("]: b".to_owned())]);
    assert_eq!(found, "\\[a`]: b`");
    assert_eq!(markdown_text(&found).trim(), "[a]: b");
}

#[test]
fn spaces_move_out_of_emphasis() {
    let found = markdown(vec![words("so"), Inline::Strong(vec![words(" very ")]), words("good")]);
    assert_eq!(found, "so **very** good");
    let found = markdown(vec![words("a"), Inline::Emphasis(vec![words("  ")]), words("b")]);
    assert_eq!(found, "a b");
}

#[test]
fn emphasis_nests_and_merges() {
    let em = |content| Inline::Emphasis(content);
    let strong = |content| Inline::Strong(content);
    assert_eq!(markdown(vec![strong(vec![words("a "), em(vec![words("b")])])]), "**a *b***");
    assert_eq!(markdown(vec![em(vec![strong(vec![words("a")]), words(" b")])]), "***a** b*");
    assert_eq!(markdown(vec![strong(vec![em(vec![words("both")])])]), "***both***");
    assert_eq!(markdown(vec![em(vec![em(vec![words("twice")])])]), "*twice*");
    assert_eq!(markdown(vec![em(vec![words("a")]), em(vec![words("b")])]), "*ab*");
    assert_eq!(markdown(vec![Inline::Strikethrough(vec![strong(vec![words("x")])])]), "~~**x**~~");
}

#[test]
fn emphasis_that_markdown_cannot_hold_becomes_plain_words() {
    let strong = |text| Inline::Strong(vec![words(text)]);
    assert_eq!(markdown(vec![strong("word"), words("word")]), "**word**word");
    assert_eq!(markdown(vec![strong("「語」"), words("です")]), "「語」です");
    assert_eq!(markdown(vec![strong("語"), words("です。")]), "**語**です。");
    assert_eq!(markdown(vec![words("a"), strong("(b)"), words("c "), strong("d")]), "a(b)c **d**");
    assert_eq!(markdown(vec![strong("ไทยที่"), words("นี่")]), "**ไทยที่**นี่");
}

#[test]
fn code_spans_hold_backticks() {
    let code = |text: &str| Inline::Code(text.to_owned());
    assert_eq!(markdown(vec![code("a*b")]), "`a*b`");
    assert_eq!(markdown(vec![code("a`b")]), "``a`b``");
    assert_eq!(markdown(vec![code("`a` ``")]), "``` `a` `` ```");
    assert_eq!(markdown(vec![words("a ` "), code("b")]), "a \\` `b`");
}

#[test]
fn formulas_keep_their_tex_unless_it_would_break_out() {
    let math = |text: &str| Inline::Math(text.to_owned());
    assert_eq!(markdown(vec![words("for US$ "), math("x_1^2")]), "for US\\$ $x_1^2$");
    assert_eq!(markdown(vec![math("a$b"), words(" c")]), "\\$a\\$b\\$ c");
    assert_eq!(article(vec![Block::Math("\\sum_i x_i".to_owned())]).markdown(), "$$\\sum_i x_i$$\n");
    assert_eq!(article(vec![Block::Math("a}b".to_owned())]).markdown(), "```math\na}b\n```\n");
}

#[test]
fn scripts_are_words_glued_as_on_the_page() {
    let content = vec![
        words("x"),
        Inline::Superscript(vec![words("2")]),
        words(" of H"),
        Inline::Subscript(vec![words("2")]),
        words("O"),
    ];
    let article = article(vec![Block::Paragraph(content)]);
    assert_eq!(article.text(), "x2 of H2O\n");
    assert_eq!(article.markdown(), "x2 of H2O\n");
    assert_eq!(article.html_fragment(), "<p>x<sup>2</sup> of H<sub>2</sub>O</p>\n");
}

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
fn lists_nest_with_their_numbers() {
    let inner = list(None, vec![vec![paragraph("deep")], vec![paragraph("deeper")]]);
    let article = article(vec![list(Some(9), vec![vec![paragraph("nine"), inner], vec![paragraph("ten")]])]);
    assert_eq!(article.text(), "9. nine\n   - deep\n   - deeper\n10. ten\n");
    assert_eq!(article.markdown(), "9. nine\n   - deep\n   - deeper\n10. ten\n");
    assert_eq!(
        article.html_fragment(),
        "<ol start=\"9\">\n<li>nine\n<ul>\n<li>deep</li>\n<li>deeper</li>\n</ul>\n</li>\n<li>ten</li>\n</ol>\n"
    );
}

#[test]
fn items_of_several_paragraphs_are_apart_by_blank_lines() {
    let article = article(vec![list(None, vec![vec![paragraph("a"), paragraph("b")], vec![paragraph("c")]])]);
    assert_eq!(article.markdown(), "- a\n\n  b\n\n- c\n");
    assert_eq!(article.text(), "- a\n\n  b\n\n- c\n");
}

#[test]
fn adjacent_lists_stay_two_lists() {
    let bullets = |text| list(None, vec![vec![paragraph(text)]]);
    let numbers = |text| list(Some(1), vec![vec![paragraph(text)]]);
    let article = article(vec![bullets("a"), bullets("b"), bullets("c"), numbers("d"), numbers("e")]);
    assert_eq!(article.markdown(), "- a\n\n+ b\n\n- c\n\n1. d\n\n1) e\n");
}

#[test]
fn a_nested_list_that_cannot_interrupt_a_paragraph_gets_a_blank_line() {
    let inner = list(Some(5), vec![vec![paragraph("five")]]);
    let article = article(vec![list(None, vec![vec![paragraph("a"), inner]])]);
    assert_eq!(article.markdown(), "- a\n\n  5. five\n");
}

#[test]
fn empty_numbers_keep_the_count() {
    let article = article(vec![list(Some(1), vec![vec![paragraph("a")], vec![], vec![paragraph("c")], vec![]])]);
    assert_eq!(article.markdown(), "1. a\n2.\n3. c\n");
    assert_eq!(article.text(), "1. a\n2.\n3. c\n");
}

#[test]
fn code_after_a_list_is_fenced_and_verbatim() {
    let code = Block::Code { language: Some("rust".to_owned()), text: "fn x() {\n\n    y(\"```\")  \n}\n".to_owned() };
    let article = article(vec![list(None, vec![vec![paragraph("a"), code.clone()]]), code]);
    let fenced = "````rust\nfn x() {\n\n    y(\"```\")  \n}\n````";
    let nested = "  ````rust\n  fn x() {\n\n      y(\"```\")  \n  }\n  ````";
    assert_eq!(article.markdown(), format!("- a\n\n{nested}\n\n{fenced}\n"));
    assert!(article.text().ends_with("\n\nfn x() {\n\n    y(\"```\")  \n}\n"));
    assert!(
        article
            .html_fragment()
            .contains("<pre><code class=\"language-rust\">fn x() {\n\n    y(&quot;```&quot;)  \n}\n</code></pre>")
    );
}

fn cells(rows: &[&[&str]]) -> Vec<Vec<Vec<Inline>>> {
    rows.iter().map(|row| row.iter().map(|cell| vec![words(cell)]).collect()).collect()
}

#[test]
fn tables_have_a_header_row_and_safe_cells() {
    let mut rows = cells(&[&["Name", "a|b"], &["x", "y"]]);
    rows[1][1] = vec![Inline::Code("p|q".to_owned()), Inline::LineBreak, words("z")];
    let table = |header_rows| Block::Table(Table { caption: vec![words("Caption")], header_rows, rows: rows.clone() });
    assert_eq!(article(vec![table(1)]).markdown(), "Caption\n\n| Name | a\\|b |\n| --- | --- |\n| x | `p\\|q` z |\n");
    assert_eq!(
        article(vec![table(0)]).markdown(),
        "Caption\n\n|  |  |\n| --- | --- |\n| Name | a\\|b |\n| x | `p\\|q` z |\n"
    );
    assert_eq!(article(vec![table(2)]).markdown(), article(vec![table(1)]).markdown());
    assert_eq!(article(vec![table(1)]).text(), "Caption\n\nName | a|b\nx | p|q z\n");
    assert_eq!(
        article(vec![table(1)]).html_fragment(),
        "<table>\n<caption>Caption</caption>\n<thead>\n<tr><th>Name</th><th>a|b</th></tr>\n</thead>\n<tbody>\n\
         <tr><td>x</td><td><code>p|q</code><br>\nz</td></tr>\n</tbody>\n</table>\n"
    );
}

#[test]
fn quotes_are_marked_in_markdown_and_plain_in_text() {
    let article = article(vec![Block::Quote(vec![paragraph("a"), list(None, vec![vec![paragraph("b")]])])]);
    assert_eq!(article.markdown(), "> a\n>\n> - b\n");
    assert_eq!(article.text(), "a\n\n- b\n");
}

#[test]
fn definitions_give_the_term_then_its_details() {
    let definition = Definition { terms: vec![vec![words("Tamis")]], details: vec![vec![paragraph("A sieve.")]] };
    let article = article(vec![Block::Definitions(vec![definition.clone(), definition])]);
    assert_eq!(article.text(), "Tamis\nA sieve.\n\nTamis\nA sieve.\n");
    assert_eq!(article.markdown(), "**Tamis**\n\nA sieve.\n\n**Tamis**\n\nA sieve.\n");
    assert_eq!(article.html_fragment(), "<dl><dt>Tamis</dt><dd>A sieve.</dd><dt>Tamis</dt><dd>A sieve.</dd></dl>\n");
}

#[test]
fn footnotes_are_referred_to_where_they_are_defined() {
    let reference = |label: &str| Inline::FootnoteReference(label.to_owned());
    let content = vec![words("Words"), reference("1"), words(": more"), reference("2")];
    let note = Block::Footnote { label: "1".to_owned(), content: vec![paragraph("A note."), paragraph("More.")] };
    let article = article(vec![Block::Paragraph(content), note]);
    assert_eq!(article.markdown(), "Words[^1]\\: more[2]\n\n[^1]: A note.\n\n    More.\n");
    assert_eq!(article.text(), "Words[1]: more[2]\n\n[1] A note.\n\nMore.\n");
    assert!(article.html_fragment().contains("<sup><a href=\"#fn-1\">[1]</a></sup>"));
    assert!(article.html_fragment().contains("<div id=\"fn-1\"><p>[1] A note.</p>\n<p>More.</p>\n</div>"));
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
    assert_eq!(article.markdown(), "a [b] c.\n\nThe caption.\n");
    assert_eq!(article.text(), "a [b] c.\n\nThe caption.\n");
    assert_eq!(
        article.html_fragment(),
        "<p><a href=\"https://site.example/x_(y)\">a [b] c</a>.</p>\n<figure>\n\
         <img src=\"https://site.example/a b.png\" alt=\"A [nice] view\">\n<figcaption>The caption.</figcaption></figure>\n"
    );
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
         \"license\":null,\"encoding\":\"windows-1251\",\"confidence\":0.877,\"text\":\"One.\\n\\nTwo.\"}"
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
    let end =
        "\"confidence\":0.0,\"markdown\":\"One.\",\"html\":\"<p>One.</p>\",\"origins\":{\"title\":\"open-graph\"}}";
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

//! Blocks by example: what goes in, what exactly comes out.

use tamis::{Block, Definition, Inline, Table};

use crate::builders::{article, list, paragraph, words};

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

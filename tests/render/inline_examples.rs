//! Words and styles by example: what goes in, what exactly comes out.

use tamis::{Block, Inline};

use crate::builders::{article, markdown, words};
use crate::reading::{markdown_structure, markdown_text};

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
        ("```", "\\`\\`\\`"),
        ("~~~", "\\~\\~\\~"),
        ("~5 minutes", "~5 minutes"),
        ("a ~~struck~~ word", "a \\~\\~struck\\~\\~ word"),
        ("$5", "$5"),
        ("from $5 to $10", "from $5 to $10"),
        ("US$5 or US$10", "US\\$5 or US\\$10"),
        ("a | b", "a | b"),
        ("C:\\path\\_x", "C:\\path\\\\_x"),
        ("the end\\", "the end\\"),
        ("***", "\\*\\*\\*"),
        ("---", "\\---"),
        ("___", "\\_\\_\\_"),
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

//! A size goes in; pages of that size and of shapes that make extractors slow come out.

use std::fs;
use std::path::Path;

/// The sentence in every page, so that there is an article to find.
const SENTENCE: &str =
    "The miller opened the gate at high water, and the wheel began to turn before the church clock struck six. ";

/// A shape: its name, what stands before the repeated piece, the piece (`#` becomes its number), what stands behind.
struct Shape(&'static str, &'static str, &'static str, &'static str);

/// What was quadratic somewhere, in some extractor or parser. Each grows by more of the same.
const SHAPES: [Shape; 52] = [
    Shape("plain", "", "<p>The wheel turned # times.</p>", ""),
    Shape("nested-div", "", "<div>", ""),
    Shape("nested-lists", "", "<ul><li>", ""),
    Shape("nested-quotes", "", "<blockquote>x", ""),
    Shape("nested-tables", "", "<table><tr><td>", ""),
    Shape("nested-bold", "", "<b>", ""),
    Shape("nested-font", "", "<font color=red>x", ""),
    Shape("nested-links", "", "<a href=x>x", ""),
    Shape("nested-spans", "", "<span>x", ""),
    Shape("unclosed-paragraphs", "", "<p>The wheel turned # times. ", ""),
    Shape("unclosed-formatting", "", "<p><b><i>The wheel turned. ", ""),
    Shape("unclosed-formatting-ids", "", "<p><b id=#><i id=#>The wheel turned. ", ""),
    Shape("misnested-formatting", "", "<b><i></b></i>x", ""),
    Shape("misnested-links", "", "<a href=#><b></a>x", ""),
    Shape("tables-small", "", "<table><td>x</table>", ""),
    Shape("table-text-outside", "<table>", "x<tr>", ""),
    Shape("table-spans", "<table><tr>", "<td colspan=1000 rowspan=60000>x", "</table>"),
    Shape("table-rows", "<table>", "<tr><td>gate #<td>north<td>4 m", "</table>"),
    Shape("attributes-on-one-tag", "<div", " a#=x", ">"),
    Shape("attributes-twice", "<div", " a=x b=y", ">"),
    Shape("attributes-on-many-tags", "", "<p id=a# class='b# c# d#' data-x=#>x</p>", ""),
    Shape("attribute-long", "<p title='", "word # ", "'>x"),
    Shape("class-long", "<div class='", "token-# ", "'>x</div>"),
    Shape("entities", "<p>", "&amp;&eacute;&#233;", ""),
    Shape("entities-unknown", "<p>", "&nosuchentity#;", ""),
    Shape("entities-open", "<p>", "&amp", ""),
    Shape("ampersands", "<p>", "&", ""),
    Shape("angle-brackets", "<p>", "<", ""),
    Shape("end-tags", "", "</p>", ""),
    Shape("end-tags-unknown", "", "</nosuchtag>", ""),
    Shape("comments-open", "", "<!--", ""),
    Shape("comments", "", "<!-- # --!>", ""),
    Shape("cdata", "<svg>", "<![CDATA[x]]>", ""),
    Shape("svg-nested", "", "<svg><foreignObject>x", ""),
    Shape("math-nested", "", "<math><mtext>x", ""),
    Shape("forms", "", "<form><select><option>x", ""),
    Shape("options", "<select>", "<option>x", ""),
    Shape("templates", "", "<template>x", ""),
    Shape("breaks", "<div>", "x<br><br>", "</div>"),
    Shape("ids-and-footnotes", "", "<sup><a href='#n'>1</a></sup><li id=n>x", ""),
    Shape("footnotes", "", "<sup><a href='#n#'>#</a></sup><li id=n#>note #</li>", ""),
    Shape(
        "json-ld-large",
        "<script type='application/ld+json'>[",
        "{\"@type\":\"Article\",\"headline\":\"x #\"},",
        "{}]</script>",
    ),
    Shape("json-ld-deep", "<script type='application/ld+json'>", "{\"@graph\":[", "</script>"),
    Shape(
        "json-ld-many",
        "",
        "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"x #\"}</script>",
        "",
    ),
    Shape("meta-many", "", "<meta property='article:tag' content='tag #'>", ""),
    Shape(
        "look-alikes",
        "",
        "<div class=card><h3>Mill #</h3><p>The wheel turned.</p><a href=#>Read more</a></div>",
        "",
    ),
    Shape("classes-all-different", "", "<div class='card-# item-#'>Mill #</div>", ""),
    Shape("one-text", "<p>", "The wheel turned # times. ", "</p>"),
    Shape("one-word", "<p>", "wheel", "</p>"),
    Shape("chinese", "<p>", "水車は明け方に回り始めた。", "</p>"),
    Shape("nul-bytes", "<p>", "x\0", "</p>"),
    Shape("plaintext", "<plaintext>", "The wheel turned # times.\n\n", ""),
];

/// Writes a page of each shape, of about so many kilobytes, into a folder.
///
/// # Errors
/// The folder cannot be written.
pub fn run(folder: &Path, kilobytes: usize) -> Result<(), String> {
    let writing =
        |error: std::io::Error| format!("{}: cannot be written ({error}); choose another folder", folder.display());
    fs::create_dir_all(folder).map_err(writing)?;
    for shape in &SHAPES {
        fs::write(folder.join(format!("{}.html", shape.0)), shape.page(kilobytes << 10)).map_err(writing)?;
    }
    Ok(())
}

impl Shape {
    fn page(&self, n_bytes: usize) -> String {
        let Self(name, before, piece, behind) = self;
        let mut page =
            format!("<!DOCTYPE html><title>{name}</title><h1>{name}</h1><p>{}</p>{before}", SENTENCE.repeat(3));
        for number in 0.. {
            if page.len() + behind.len() >= n_bytes {
                break;
            }
            page += &piece.replace('#', &number.to_string());
        }
        page + behind
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_the_size_that_was_asked_for() {
        for shape in &SHAPES {
            let length = shape.page(50 << 10).len();
            assert!((50 << 10..52 << 10).contains(&length), "{}: {length}", shape.0);
        }
    }
}

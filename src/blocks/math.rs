//! Formulas: MathML, KaTeX and MathJax markup goes in, TeX source comes out, once.

use crate::blocks::marks::Marks;
use crate::dom::{Element, NodeRef, Tag, text_content};

/// A formula as TeX.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// TeX source without dollar signs; plain text where the page holds no TeX.
    pub tex: String,
    /// Whether it stands on a line of its own.
    pub is_display: bool,
}

/// Deepest place below a KaTeX or MathJax wrapper where its `<math>` is looked for, in nodes visited.
const MAX_WRAPPER_NODES: usize = 200;

/// The formula that this element as a whole stands for, if it is one.
pub fn formula(node: NodeRef<'_>, marks: Marks) -> Option<Formula> {
    let element = node.value().element()?;
    match element.tag() {
        Tag::Math => from_mathml(node),
        Tag::Script => from_script(node, element),
        Tag::Span | Tag::Div | Tag::Other => {
            from_source_attribute(element).or_else(|| from_wrapper(node, element, marks))
        }
        Tag::Img => from_image(element),
        _ => None,
    }
}

/// Whether the element draws a formula whose source stands elsewhere on the page.
pub fn is_rendering(element: &Element, marks: Marks) -> bool {
    match element.tag() {
        Tag::Span | Tag::Div => marks.has(Marks::RENDERING),
        Tag::Img => element.classes().any(|class| class.starts_with("mwe-math-fallback-image")),
        _ => false,
    }
}

fn from_script(node: NodeRef<'_>, element: &Element) -> Option<Formula> {
    let script_type = element.attr("type")?;
    let rest = script_type.trim().strip_prefix("math/tex")?;
    let tex = node.first_child()?.value().text()?.trim().to_owned();
    let is_display = rest.replace(' ', "").contains("mode=display");
    (!tex.is_empty()).then_some(Formula { tex, is_display })
}

/// Attributes in which sites keep the TeX that their script draws.
const SOURCE_ATTRIBUTES: [&str; 3] = ["data-tex", "data-latex", "data-katex"];

fn from_source_attribute(element: &Element) -> Option<Formula> {
    let tex = SOURCE_ATTRIBUTES.iter().find_map(|name| element.attr(name))?.trim();
    (!tex.is_empty()).then(|| Formula { tex: tex.to_owned(), is_display: element.tag() == Tag::Div })
}

/// Class names of images that show a formula whose TeX is their alternative text.
const FORMULA_IMAGE_CLASSES: [&str; 4] = ["latex", "tex", "math", "ee_img"];

fn from_image(element: &Element) -> Option<Formula> {
    let has_class =
        element.attr("eeimg").is_some() || element.classes().any(|class| FORMULA_IMAGE_CLASSES.contains(&class));
    let tex = element.attr("alt").map(str::trim).filter(|tex| has_class && !tex.is_empty())?;
    Some(Formula { tex: tex.to_owned(), is_display: false })
}

fn from_wrapper(node: NodeRef<'_>, element: &Element, marks: Marks) -> Option<Formula> {
    let is_display = match element.name() {
        "mjx-container" => element.attr("display") == Some("true"),
        "span" | "div" if marks.has(Marks::KATEX_DISPLAY) => true,
        "span" | "div" if marks.has(Marks::KATEX) => false,
        _ => return None,
    };
    let math = node.descendants().take(MAX_WRAPPER_NODES).find(|below| below.value().tag() == Tag::Math)?;
    let formula = from_mathml(math)?;
    Some(Formula { is_display: is_display || formula.is_display, ..formula })
}

fn from_mathml(math: NodeRef<'_>) -> Option<Formula> {
    let element = math.value().element()?;
    let is_display = element.attr("display") == Some("block") || element.attr("mode") == Some("display");
    let tex = tex_annotation(math)
        .or_else(|| element.attr("alttext").map(str::to_owned))
        .unwrap_or_else(|| linear_text(math));
    let tex = strip_style_wrapper(tex.trim()).to_owned();
    (!tex.is_empty()).then_some(Formula { tex, is_display })
}

fn tex_annotation(math: NodeRef<'_>) -> Option<String> {
    let annotation = math.descendants().find(|node| {
        node.value().element().is_some_and(|element| {
            element.name() == "annotation"
                && element.attr("encoding").is_some_and(|encoding| encoding.to_ascii_lowercase().contains("tex"))
        })
    })?;
    Some(text_content(annotation)).filter(|tex| !tex.is_empty())
}

/// MathML without TeX: its tokens in order, apart by spaces; annotations left out.
fn linear_text(math: NodeRef<'_>) -> String {
    let mut out = String::new();
    for node in math.descendants() {
        let is_token = node
            .parent()
            .and_then(|parent| parent.value().element())
            .is_some_and(|parent| matches!(parent.name(), "mi" | "mn" | "mo" | "mtext" | "ms"));
        if let (true, Some(text)) = (is_token, node.value().text()) {
            let text = text.trim_matches(|c: char| c.is_whitespace() || ('\u{2061}'..='\u{2064}').contains(&c));
            if !text.is_empty() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(text);
            }
        }
    }
    out
}

/// MediaWiki wraps every formula in `{\displaystyle …}`.
fn strip_style_wrapper(tex: &str) -> &str {
    tex.strip_prefix("{\\displaystyle ").and_then(|rest| rest.strip_suffix('}')).map_or(tex, str::trim)
}
